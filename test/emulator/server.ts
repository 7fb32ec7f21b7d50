/**
 * The emulator's one HTTP listener on loopback: node's request in, the handlers' Web Response out. A request whose
 * `x-forwarded-host` is a *.myshopify.com name was sent here by the redirect and is for that shop. What no handler
 * knows is a 501 naming itself; what throws is a 500 saying why, and is printed.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { EmulatorContext, Handler } from "./context.ts";
import { DropConnection } from "./drop-connection.ts";

const LARGEST_BODY = 32 * 1024 * 1024;
const LONGEST_LOG = 2000;

export type RunningServer = { port: number; close(): Promise<void> };

/** @param port 0 takes any free one. @throws Error saying what to do when the port is taken */
export async function startServer(port: number, contextOf: () => EmulatorContext, handlers: readonly Handler[]): Promise<RunningServer> {
  const server = createServer((incoming, outgoing) => {
    answer(contextOf(), handlers, incoming, outgoing).catch((error: unknown) => {
      if (!outgoing.destroyed) outgoing.destroy();
      if (!isGone(error)) console.error("emulator: an answer broke off", error);
    });
  });
  server.keepAliveTimeout = 5_000;
  server.requestTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      reject(
        error.code === "EADDRINUSE"
          ? new Error(`port ${port} is taken: stop what listens there or start the emulator on another port`)
          : error,
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function answer(
  context: EmulatorContext,
  handlers: readonly Handler[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const url = new URL(incoming.url ?? "/", context.config.origin);
  note(context, `${incoming.method} ${incoming.headers["x-forwarded-host"] ?? ""}${url.pathname}${url.search}`);
  const body = await readBody(incoming);
  if (body === null) {
    outgoing.writeHead(413, { connection: "close" }).end(`the emulator takes bodies up to ${LARGEST_BODY} bytes`);
    return;
  }
  const request = new Request(url, {
    method: incoming.method,
    headers: headersOf(incoming),
    signal: gone.signal,
    ...(body.length > 0 && incoming.method !== "GET" && incoming.method !== "HEAD" ? { body } : {}),
  });
  let response: Response;
  try {
    response = await firstAnswer(context, handlers, request, url);
  } catch (error) {
    if (error instanceof DropConnection || gone.signal.aborted) {
      note(context, `dropped ${url.pathname}`);
      incoming.socket.destroy();
      return;
    }
    console.error(`emulator: ${incoming.method} ${url.pathname} failed`, error);
    response = new Response(`emulator: ${error instanceof Error ? error.message : String(error)}`, { status: 500 });
  }
  await write(response, outgoing);
}

/** What the shop answers, without the wire. @throws DropConnection where the wire would break */
export async function firstAnswer(context: EmulatorContext, handlers: readonly Handler[], request: Request, url: URL): Promise<Response> {
  for (const handler of handlers) {
    const response = await handler(context, request, url);
    if (response) return response;
  }
  const shop = request.headers.get("x-forwarded-host");
  return new Response(`emulator: ${request.method} ${shop ? `https://${shop}` : ""}${url.pathname} isn't built`, { status: 501 });
}

function note(context: EmulatorContext, what: string): void {
  context.log.push({ at: context.clock.iso(), what });
  if (context.log.length > LONGEST_LOG) context.log.splice(0, context.log.length - LONGEST_LOG);
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const one of Array.isArray(value) ? value : [value ?? ""]) headers.append(name, one);
  }
  return headers;
}

async function readBody(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function write(response: Response, outgoing: ServerResponse): Promise<void> {
  const cookies = response.headers.getSetCookie();
  for (const [name, value] of response.headers) if (name !== "set-cookie") outgoing.setHeader(name, value);
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  outgoing.writeHead(response.status);
  if (!response.body) {
    outgoing.end();
    return;
  }
  await pipeline(Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]), outgoing);
}

/** The caller hung up, or was cut off on request: nothing to report. */
function isGone(error: unknown): boolean {
  return (
    error instanceof DropConnection ||
    ["ERR_STREAM_PREMATURE_CLOSE", "ECONNRESET", "ABORT_ERR"].includes((error as NodeJS.ErrnoException)?.code ?? "")
  );
}
