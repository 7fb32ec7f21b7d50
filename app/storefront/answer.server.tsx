/**
 * From a page to an answer. Whole pages run as Liquid inside the store's theme; a part of a page goes to our own script as
 * it is; a document that brings its own head is run as Liquid without the theme. All are personal: never stored, never in a search engine, and their address (which may hold a token) is not told
 * to other sites.
 */
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { carryLanguage } from "./carry-language";
import { forBrowser, forLiquid, forLiquidAlone } from "./for-liquid";
import { WholePage } from "./page";
import { Spoken } from "./spoken";
import type { Visitor } from "~/ingest/verify-proxy.server";

export type Answer = { page: ReactElement; status?: number; headers?: Record<string, string>; part?: boolean; alone?: boolean };

/** Who it is told to, and so in which language. */
type Hearer = Pick<Visitor, "spoken" | "pathPrefix">;

export function answer({ page, status = 200, headers = {}, part = false, alone = false }: Answer, to: Hearer): Response {
  const whole = part || alone ? page : <WholePage>{page}</WholePage>;
  const rendered = renderToStaticMarkup(<Spoken spoken={to.spoken}>{whole}</Spoken>);
  const html = to.spoken.asked ? carryLanguage(rendered, { language: to.spoken.language, pathPrefix: to.pathPrefix }) : rendered;
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
