/**
 * The edge: plays the tunnel that Shopify's CLI puts before an app. Browsers and Shopify reach the app through it, on another
 * origin than the admin, as in life. It keeps the Host header (Remix compares it with Origin) and changes only what points at
 * Shopify's own hosts, so that `app/` needs no line about the emulator.
 */
import http from "node:http";
import net from "node:net";
import type { AddressInfo } from "node:net";
import type { EmulatorContext } from "../context.ts";
import { notUpPage } from "./not-up-page.ts";
import { rewriteHeaders } from "./rewrite-headers.ts";
import { APP_BRIDGE_URL, replaceInStream } from "./replace-in-stream.ts";

export type Edge = { port: number; close(): Promise<void> };

/** An app that is silent for this long is taken for hung. Long enough for a first cold build by Vite. */
const SILENCE_MS = 120_000;

/**
 * @param ports `port` 0 takes any free one; `appPort` is where the app really listens.
 * @throws when the port is taken (EADDRINUSE).
 */
export async function startEdge(context: EmulatorContext, ports: { port: number; appPort: number }): Promise<Edge> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
  const tunnels = new Set<net.Socket>();
  const server = http.createServer((request, response) => forward(context, ports.appPort, agent, request, response));
  server.on("upgrade", (request, socket: net.Socket, head) => tunnel(ports.appPort, tunnels, request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(ports.port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        for (const socket of tunnels) socket.destroy();
        agent.destroy();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function forward(
  context: EmulatorContext,
  appPort: number,
  agent: http.Agent,
  request: http.IncomingMessage,
  response: http.ServerResponse,
): void {
  // Plain text only: a compressed page could not be rewritten on the way.
  const headers = { ...request.headers, "accept-encoding": "identity" };
  const upstream = http.request(
    { host: "localhost", port: appPort, method: request.method, path: request.url, headers, agent },
    (answer) => {
      // Scripts too: React compares the page it was given with what its own code would write.
      const isRewritten = /text\/html|javascript/.test(String(answer.headers["content-type"] ?? ""));
      response.writeHead(
        answer.statusCode ?? 502,
        answer.statusMessage,
        rewriteHeaders(context.config.origin, answer.headers, isRewritten),
      );
      answer.on("error", () => response.destroy());
      if (isRewritten) answer.pipe(replaceInStream(APP_BRIDGE_URL, `${context.config.origin}/shopifycloud/app-bridge.js`)).pipe(response);
      else answer.pipe(response);
    },
  );
  upstream.setTimeout(SILENCE_MS, () => upstream.destroy(new Error(`the app said nothing for ${SILENCE_MS / 1000} s`)));
  upstream.on("error", (error) => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
    response.end(notUpPage(appPort, error.message).text);
  });
  response.on("close", () => {
    // Only when the browser left early; a finished exchange gives its connection back to the pool.
    if (!response.writableFinished) upstream.destroy();
  });
  request.pipe(upstream);
}

function tunnel(appPort: number, tunnels: Set<net.Socket>, request: http.IncomingMessage, socket: net.Socket, head: Buffer): void {
  const upstream = net.connect({ host: "localhost", port: appPort }, () => {
    const lines = [`${request.method} ${request.url} HTTP/1.1`];
    for (let index = 0; index < request.rawHeaders.length; index += 2)
      lines.push(`${request.rawHeaders[index]}: ${request.rawHeaders[index + 1]}`);
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    socket.pipe(upstream).pipe(socket);
  });
  for (const [end, other] of [
    [socket, upstream],
    [upstream, socket],
  ]) {
    tunnels.add(end);
    end.on("error", () => other.destroy());
    end.on("close", () => {
      tunnels.delete(end);
      other.destroy();
    });
  }
}
