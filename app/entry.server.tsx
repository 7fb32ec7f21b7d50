/**
 * Renders pages as a stream; a page that does not finish in time is cut off rather than left hanging. What every answer of
 * Remix's own carries, and how its errors are told, stands here too: the owner's pages are of people, so nobody keeps them.
 */
import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { logger } from "./adapters/logger.server";
import { addDocumentResponseHeaders } from "./shopify.server";

const RENDER_WITHIN_MS = 5_000;

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext): Promise<Response> {
  addDocumentResponseHeaders(request, headers);
  keepToOurselves(headers);
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";
  return new Promise((resolve, reject) => {
    let answeredStatus = status;
    const { pipe, abort } = renderToPipeableStream(<RemixServer context={context} url={request.url} abortDelay={RENDER_WITHIN_MS} />, {
      [ready]: () => {
        const body = new PassThrough();
        headers.set("Content-Type", "text/html");
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: answeredStatus }));
        pipe(body);
      },
      onShellError: reject,
      onError: (error: unknown) => {
        answeredStatus = 500;
        logger().error({ error }, "a page could not be rendered whole");
      },
    });
    setTimeout(abort, RENDER_WITHIN_MS + 1_000).unref();
  });
}

/** The data of a page, asked for by the page itself. */
export function handleDataRequest(response: Response): Response {
  keepToOurselves(response.headers);
  return response;
}

/** Through our logger, which cuts tokens and addresses out. An address that is none is nobody's fault, and anybody can ask for many. */
export function handleError(error: unknown, { request }: { request: Request }): void {
  if (request.signal.aborted) return;
  if (isRouteErrorResponse(error) && error.status < 500) logger().debug({ status: error.status }, "asked for what there is not");
  else logger().error({ error, method: request.method }, "a page could not be shown");
}

/** Without a shop in the address the library names nobody who may frame the page: then it is the admin alone. */
function keepToOurselves(headers: Headers): void {
  const otherwise = {
    "cache-control": "no-store",
    "content-security-policy": "frame-ancestors https://admin.shopify.com;",
    "x-content-type-options": "nosniff",
  };
  for (const [name, value] of Object.entries(otherwise)) if (!headers.has(name)) headers.set(name, value);
}
