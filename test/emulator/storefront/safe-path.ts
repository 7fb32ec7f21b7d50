/** Where a link may send a browser on: only to a path of this same site, never to another host. */
const BASE = "http://same.site";

/** @returns the path with query and fragment, or `otherwise` when `asked` is missing or leads anywhere else. */
export function safePath(asked: string | null, otherwise: string): string {
  // Browsers read "\" as "/" and drop tabs and line breaks, so "/\evil" and "/<tab>/evil" are other hosts.
  if (!asked || !asked.startsWith("/") || /[\\\u0000-\u001f]/.test(asked) || asked.startsWith("//")) return otherwise;
  const url = new URL(asked, BASE);
  return url.origin === BASE ? url.pathname.replace(/^\/+/, "/") + url.search + url.hash : otherwise;
}
