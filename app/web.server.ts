/**
 * The web process: static files, then Remix, behind one access log that knows no secrets. (remix-serve would do, but its
 * log writes whole addresses, and the addresses of proxy pages carry signatures, customer ids and one-use tokens.)
 */
import path from "node:path";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express, { type NextFunction, type Request, type Response } from "express";
import { logger } from "./adapters/logger.server";
import { env } from "./env.server";

const DRAIN_WITHIN_MS = 10_000;

/** A request that has not arrived whole by then is cut, so that slow senders hold no connections. */
const ARRIVED_WITHIN_MS = 30_000;
/** Longer than any proxy before us keeps a connection: it must close first, or a request meets a door that just shut. */
const IDLE_KEPT_MS = 75_000;

env();
// Before anything looks: without it express shows stack traces to whoever asks, and React runs its development half.
process.env.NODE_ENV ??= "production";
// No installGlobals(): Node has fetch and its classes itself, and Remix's stand-ins lack newer parts such as Response.json.

const serverFolder = path.resolve("build/server");
// Built beside this file by another command, so its name is not known to this build.
const build = (await import(/* @vite-ignore */ path.join(serverFolder, "index.js"))) as ServerBuild;

const app = express();
app.disable("x-powered-by");
app.use(compression());
app.use(build.publicPath, express.static(build.assetsBuildDirectory, { immutable: true, maxAge: "1y" }));
app.use(express.static("public", { maxAge: "1h" }));
app.use((request, response, next) => {
  const began = performance.now();
  // The path alone: what follows it may hold a signature, a customer's id or a token.
  response.on("finish", () =>
    logger().debug(
      { method: request.method, path: request.path, status: response.statusCode, ms: Math.round(performance.now() - began) },
      "answered",
    ),
  );
  next();
});
const answer = createRequestHandler({ build, mode: process.env.NODE_ENV });
app.all("*", (request, response, next) => void answer(request, response, next));
// What never got as far as a route (an address or a host that is none, a method nobody knows): no stack, no address told.
app.use((error: unknown, request: Request, response: Response, next: NextFunction) => {
  logger().warn({ error, method: request.method }, "a request could not be understood");
  if (response.headersSent) return next(error);
  const understood = !(error instanceof TypeError || error instanceof URIError);
  response.status(understood ? 500 : 400).type("text/plain");
  response.send(understood ? "This did not work. Please try again." : "This request cannot be understood.");
});

const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, process.env.HOST ?? "0.0.0.0", () => logger().info({ port }, "the web process is ready"));
server.requestTimeout = ARRIVED_WITHIN_MS;
server.headersTimeout = ARRIVED_WITHIN_MS;
server.keepAliveTimeout = IDLE_KEPT_MS;
server.on("error", (error) => {
  logger().fatal({ error }, `port ${port} cannot be listened on; set PORT to another`);
  process.exit(1);
});

for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => {
    // Requests at hand are finished; connections that stay open longer are cut.
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_WITHIN_MS);
    server.close(() => {
      clearTimeout(cut);
      // What else is open (the build's database connections) holds nothing that is not committed.
      process.exit(0);
    });
    server.closeIdleConnections();
  });
