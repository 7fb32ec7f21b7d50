/**
 * The app's routes that nobody signs in to (webhooks, the app proxy's pages, health) served in this process on a loopback
 * port, so that the emulator delivers and proxies for real. As Remix does: a file's name is its address, GET and HEAD go to
 * the loader, everything else to the action, and a Response that is thrown is the answer.
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { matchRoutes } from "@remix-run/react";
import { afterAll } from "vitest";

type Handle = (args: { request: Request; params: Record<string, string | undefined>; context: object }) => Promise<unknown>;
type RouteModule = { loader?: Handle; action?: Handle };

const routes = Object.entries(import.meta.glob<RouteModule>("../../app/routes/{webhooks,healthz,proxy.*}.tsx")).map(([file, load]) => ({
  path: addressOf(path.basename(file, ".tsx")),
  load,
}));

/** "proxy.$slug" → "/proxy/:slug", "proxy.$" → "/proxy/*". */
function addressOf(name: string): string {
  const segments = name.split(".").map((segment) => (segment === "$" ? "*" : segment.replace(/^\$/, ":")));
  return `/${segments.join("/")}`;
}

/** Start it after the test world and before the emulator, and give the emulator its origin as `config.appUrl`. Closed when the file ends. */
export async function serveApp(): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    answer(incoming)
      .then(async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      })
      .catch((error: unknown) => {
        // Printed, so that the test it happens in fails (console.ts); Remix would answer 500, too.
        console.error(`the app failed on ${incoming.method} ${incoming.url}:`, error);
        outgoing.writeHead(500).end();
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function answer(incoming: IncomingMessage): Promise<Response> {
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const [match] = matchRoutes(routes, url.pathname) ?? [];
  if (!match) return new Response("Not Found", { status: 404 });
  const { loader, action } = await match.route.load();
  const shows = incoming.method === "GET" || incoming.method === "HEAD";
  const handle = shows ? loader : action;
  if (!handle) return new Response("Method Not Allowed", { status: 405 });
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
  const body = shows ? undefined : await buffer(incoming);
  const request = new Request(url, { method: incoming.method, headers, body });
  try {
    const given = await handle({ request, params: match.params, context: {} });
    return given instanceof Response ? given : Response.json(given);
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
}
