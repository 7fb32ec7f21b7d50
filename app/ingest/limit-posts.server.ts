/**
 * How often one address may post to one of our pages within a minute, so that whoever tries codes, links or the pool of
 * click codes by the thousand is slowed and nobody else is. Kept in this process's memory and bounded; several processes
 * each let the same number through.
 */
import { networkOf } from "./network-of.server";

export type PostLimit = (key: string, now: Date) => { outcome: "let in" } | { outcome: "too many"; retryAfterSeconds: number };

const MINUTE_MS = 60_000;

/** Beyond `mostKeys` the one first seen this minute is forgotten, so a flood of addresses costs a bounded memory. */
export function limitPosts({ mostPerMinute, mostKeys = 20_000 }: { mostPerMinute: number; mostKeys?: number }): PostLimit {
  let minute = Number.NaN;
  const counts = new Map<string, number>();
  return (key, now) => {
    const current = Math.floor(now.getTime() / MINUTE_MS);
    if (current !== minute) {
      minute = current;
      counts.clear();
    }
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (counts.size > mostKeys) for (const oldest of counts.keys()) if (counts.delete(oldest)) break;
    if (count <= mostPerMinute) return { outcome: "let in" };
    return { outcome: "too many", retryAfterSeconds: Math.ceil(((current + 1) * MINUTE_MS - now.getTime()) / 1000) };
  };
}

/** Shopify's app proxy is one more that says by whom it was asked: a request's signature tells that it came that way. */
export const SHOPIFYS_HOP = 1;

/**
 * Whose request it is: what the outermost of the proxies that stand before the app saw itself, an IPv6 one by its network. Each proxy
 * adds at the end, so whatever stands before that the sender may have made up. @param trustedHops how many such proxies there are; who
 * came past none of them, or sent no header, shares a single count
 */
export function addressOf(request: Request, trustedHops: number): string {
  if (trustedHops < 1) return "unknown";
  const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").slice(-trustedHops);
  const seen = hops[0].trim();
  return networkOf(seen) ?? (seen.slice(0, 64) || "unknown");
}
