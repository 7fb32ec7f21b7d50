/**
 * The app proxy's signature: every parameter as `key=value`, repeated values joined by ",", the whole sorted by bytes and
 * put together with nothing between, then HMAC-SHA256 in hex under the app's secret.
 */
import { createHmac } from "node:crypto";

/** @param query decoded parameters; a `signature` among them is not signed. */
export function signProxyQuery(query: URLSearchParams, secret: string): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of query) if (name !== "signature") values.set(name, [...(values.get(name) ?? []), value]);
  const pairs = [...values].map(([name, all]) => Buffer.from(`${name}=${all.join(",")}`));
  return createHmac("sha256", secret)
    .update(Buffer.concat(pairs.sort(Buffer.compare)))
    .digest("hex");
}
