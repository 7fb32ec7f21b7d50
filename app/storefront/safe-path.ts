/** Where a shopper may be sent on to: only a path of this same store. Anything else is as if nothing had been asked. */
const BASE = "https://same.store";

/** The path with its query; `otherwise` for other hosts in any disguise ("//evil", "/\evil", "https:…") and for what no path is. */
export function safePath(asked: string | null | undefined, otherwise = "/"): string {
  // Browsers read "\" as "/" and drop tabs and line breaks before they look.
  if (!asked || asked.length > 500 || !/^\/(?![/\\])/.test(asked) || /[\\\u0000-\u0020\u007f]/.test(asked)) return otherwise;
  if (!URL.canParse(asked, BASE)) return otherwise;
  const url = new URL(asked, BASE);
  // "/.//evil" and its like only show themselves once dots are resolved.
  if (url.origin !== BASE || url.pathname.startsWith("//")) return otherwise;
  return url.pathname + url.search;
}
