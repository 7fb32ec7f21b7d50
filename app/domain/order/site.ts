/** The name of a site somebody came from; never the page, which may say more than is ours to keep. */

/** "https://www.example.com/view/x?y" → "example.com"; null for what is no site. */
export function siteOf(address: string | null | undefined): string | null {
  if (!address) return null;
  const url = URL.parse(address.includes("://") ? address : `https://${address}`);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const host = url.hostname
    .toLowerCase()
    .replace(/^(www|m)\./, "")
    .replace(/\.$/, "");
  return /^[a-z0-9.-]+\.[a-z][a-z0-9-]+$/.test(host) && host.length <= 253 ? host : null;
}
