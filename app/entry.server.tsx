/** Renders pages as a stream; a page that does not finish in time is cut off rather than left hanging. */
import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";
import { logger } from "./adapters/logger.server";
import { addDocumentResponseHeaders } from "./shopify.server";

const RENDER_WITHIN_MS = 5_000;

export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext): Promise<Response> {
  addDocumentResponseHeaders(request, headers);
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
