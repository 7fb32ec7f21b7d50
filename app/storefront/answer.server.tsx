/**
 * From a page to an answer. Whole pages run as Liquid inside the store's theme; a part of a page goes to our own script as
 * it is; a document that brings its own head is run as Liquid without the theme. All are personal: never stored, never in a search engine, and their address (which may hold a token) is not told
 * to other sites.
 */
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { forBrowser, forLiquid, forLiquidAlone } from "./for-liquid";
import { WholePage } from "./page";

export type Answer = { page: ReactElement; status?: number; headers?: Record<string, string>; part?: boolean; alone?: boolean };

export function answer({ page, status = 200, headers = {}, part = false, alone = false }: Answer): Response {
  const html = renderToStaticMarkup(part || alone ? page : <WholePage>{page}</WholePage>);
  return new Response(part ? forBrowser(html) : alone ? forLiquidAlone(html) : forLiquid(html), {
    status,
    headers: {
      "content-type": `${part ? "text/html" : "application/liquid"}; charset=utf-8`,
      "cache-control": "no-store",
      "referrer-policy": "same-origin",
      "x-robots-tag": "noindex",
      "x-content-type-options": "nosniff",
      ...headers,
    },
  });
}
