/**
 * How often one address may post to one of our pages within a minute, so that whoever tries codes, links or the pool of
 * click codes by the thousand is slowed and nobody else is. Kept in this process's memory and bounded; several processes
 * each let the same number through.
 */
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

/** The shopper's address as the proxy tells it: the first hop; a request without one shares a single count. */
export const addressOf = (request: Request): string =>
  (request.headers.get("x-forwarded-for") ?? "").split(",")[0].trim().slice(0, 64) || "unknown";
