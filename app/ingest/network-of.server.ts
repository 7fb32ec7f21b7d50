/**
 * The internet connection an address stands for, in one spelling: an IPv4 address, or the /64 of an IPv6 one, since a household
 * has a whole /64 and every device in it changes its own half from day to day. Addresses that many networks use inside say nothing.
 */
import { BlockList, isIP } from "node:net";

const INSIDE = new BlockList();
for (const [from, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const)
  INSIDE.addSubnet(from, bits, "ipv4");
for (const [from, bits] of [
  ["::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  INSIDE.addSubnet(from, bits, "ipv6");

/** More than a proxy or two is somebody's invention. */
const MOST_HOPS = 8;

/** @returns null for what is no public address */
export function networkOf(address: string): string | null {
  const text = address.trim().toLowerCase();
  if (isIP(text) === 4) return INSIDE.check(text, "ipv4") ? null : text;
  if (isIP(text) !== 6 || text.includes("%")) return null;
  const parts = partsOf(text);
  // An IPv4 address in IPv6's clothes.
  if (parts.slice(0, 5).every((part) => part === 0) && parts[5] === 0xffff)
    return networkOf([parts[6] >> 8, parts[6] & 255, parts[7] >> 8, parts[7] & 255].join("."));
  if (INSIDE.check(text, "ipv6")) return null;
  return `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

/**
 * Every public connection a request says it came through. Its first hop is whatever the browser sent when somebody forged it, so
 * all are taken: the one that Shopify's edge saw itself is among them, and an invented one marks only who invented it.
 */
export function networksOf(request: Request): string[] {
  const hops = (request.headers.get("x-forwarded-for") ?? "").slice(0, 1_000).split(",").slice(-MOST_HOPS);
  return [...new Set(hops.map(networkOf).filter((network) => network !== null))];
}

/** The eight parts of an address that is known to be one. */
function partsOf(text: string): number[] {
  const v4 = /:(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const [high, low] = v4 ? [(Number(v4[1]) << 8) | Number(v4[2]), (Number(v4[3]) << 8) | Number(v4[4])] : [];
  const plain = v4 ? `${text.slice(0, v4.index)}:${high!.toString(16)}:${low!.toString(16)}` : text;
  const [before, after] = plain.split("::").map((half) =>
    half
      .split(":")
      .filter(Boolean)
      .map((part) => Number.parseInt(part, 16)),
  );
  if (after === undefined) return before;
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}
