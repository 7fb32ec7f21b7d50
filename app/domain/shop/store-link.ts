/**
 * An address in the store's own domain that Shopify passes on to us, e.g. https://shop.example/apps/regulars/join?token=….
 * `path` begins with a slash.
 */
export function storeLink(shop: { storefrontUrl: string; proxyPrefix: string }, path: string, query: Record<string, string> = {}): string {
  const url = new URL(`${shop.proxyPrefix.replace(/^\/*/, "/").replace(/\/+$/, "")}${path}`, shop.storefrontUrl);
  url.search = new URLSearchParams(query).toString();
  return url.href;
}
