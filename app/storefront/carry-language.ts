/**
 * A page that was asked for in a language (?lang=de) leads on in that language: every address of ours on it, of links, forms and
 * the script, says so too. Done once, on the finished page, so that no link can be forgotten. React has escaped whatever people
 * typed, so an attribute found here is one of ours; addresses shown as text, to be shared, stay as they are.
 */
export function carryLanguage(html: string, { language, pathPrefix }: { language: string; pathPrefix: string }): string {
  const ours = `${pathPrefix.replaceAll("&", "&amp;")}/`;
  return html
    .replace(
      /\b(href|action|data-regulars-part|data-regulars-check)="([^"#]*)(#[^"]*)?"/g,
      (whole, name: string, address: string, place = "") => {
        if (!address.startsWith(ours) || /(\?|&amp;)lang=/.test(address)) return whole;
        return `${name}="${address}${address.includes("?") ? "&amp;" : "?"}lang=${language}${place as string}"`;
      },
    )
    .replace(/<form\b[^>]*\bmethod="get"[^>]*>/g, (form) => `${form}<input type="hidden" name="lang" value="${language}"/>`);
}
