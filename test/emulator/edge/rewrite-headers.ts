/**
 * What the edge changes in the app's answer headers: the emulator's admin may frame the page, App Bridge is preloaded from
 * the emulator, and a redirect into Shopify's admin goes to the emulator's admin. Everything else passes.
 */
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";

/** @param origin the emulator's, e.g. http://127.0.0.1:4000 */
export function rewriteHeaders(origin: string, headers: IncomingHttpHeaders, isRewritten: boolean): OutgoingHttpHeaders {
  const out: OutgoingHttpHeaders = { ...headers };
  const policy = out["content-security-policy"];
  if (typeof policy === "string") out["content-security-policy"] = widenFrameAncestors(policy, origin);
  if (typeof out.link === "string") out.link = out.link.replaceAll("https://cdn.shopify.com/shopifycloud/", `${origin}/shopifycloud/`);
  if (typeof out.location === "string") out.location = intoOurAdmin(out.location, origin);
  // What is rewritten has another length.
  if (isRewritten) delete out["content-length"];
  delete out["keep-alive"];
  return out;
}

/** `frame-ancestors 'none'` stays: a page that forbids framing forbids it here too. */
function widenFrameAncestors(policy: string, origin: string): string {
  return policy.replace(/frame-ancestors\s+(?!'none')/i, (directive) => `${directive}${origin} `);
}

function intoOurAdmin(location: string, origin: string): string {
  const inAdmin = /^https:\/\/admin\.shopify\.com(\/store\/.*)$/.exec(location);
  return inAdmin ? origin + inAdmin[1] : location;
}
