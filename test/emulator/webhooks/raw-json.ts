/**
 * Shopify's ids are JSON numbers beyond 2^53: a reader that uses JSON.parse corrupts them, and the emulator must let it.
 * Payloads hold them as bigint; here they are written digit by digit.
 */
type RawJson = (text: string) => object;
// TypeScript's library does not know JSON.rawJSON (in Node since 21) yet.
const rawJson: RawJson = (JSON as unknown as { rawJSON: RawJson }).rawJSON;

/** JSON text in which a bigint is a bare number. */
export function toRawJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (typeof each === "bigint" ? rawJson(String(each)) : each));
}
