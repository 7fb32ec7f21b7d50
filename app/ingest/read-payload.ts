/**
 * Webhook bodies read so that no id is harmed: Shopify's ids are JSON numbers beyond 2^53, which JSON.parse would round.
 * Whole numbers are kept as the text they were written in.
 */

export type Payload = { readonly [key: string]: unknown };

/** null when the body is no JSON object, or one nested too deep to be read. */
export function readPayload(body: string): Payload | null {
  try {
    const parsed: unknown = JSON.parse(body, keepDigits as (key: string, value: unknown) => unknown);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? (parsed as Payload) : null;
  } catch (error) {
    // RangeError: brackets within brackets, deeper than the stack. It would be so every time, so trying again helps nobody.
    if (error instanceof SyntaxError || error instanceof RangeError) return null;
    throw error;
  }
}

// The third argument is newer than TypeScript's own types (JSON.parse source text access).
const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === "number" && context?.source !== undefined && /^-?\d+$/.test(context.source) ? context.source : value;

/** An id at this path of keys: the digits of a number, of its text, or of a gid. null when there is none. */
export function idAt(payload: Payload, ...path: string[]): string | null {
  let value: unknown = payload;
  for (const key of path) value = typeof value === "object" && value !== null ? (value as Payload)[key] : undefined;
  if (typeof value !== "string") return null;
  return /^(?:gid:\/\/shopify\/\w+\/)?(\d+)(?:\?.*)?$/.exec(value)?.[1] ?? null;
}
