/**
 * Pieces of the patterns that recognise a text of a bulk file which is exactly what our query asks for, field for field in
 * the query's order. They match nothing but JSON, and of it only shapes that parse-order.ts accepts too.
 */
const CHARACTERS = '[^"\\\\\\x00-\\x1f]*(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\\\\x00-\\x1f]*)*';

/** Captured without its quotes: textOf makes it text. */
export const TEXT = `"(${CHARACTERS})"`;
export const FLAG = "(true|false)";
/** Few enough digits for PostgreSQL's int. */
export const WHOLE = "(-?(?:0|[1-9]\\d{0,8}))";
export const AMOUNT = "-?\\d+(?:\\.\\d+)?";

/** Captures the id's digits. A slash may be escaped: some writers of JSON do so. */
export const gid = (kind: string): string => `"gid:\\\\?/\\\\?/shopify\\\\?/${kind}\\\\?/(\\d+)"`;
export const money = (amount: string): string => object({ shopMoney: object({ amount: `"${amount}"` }) });
export const orNull = (pattern: string): string => `(?:null|${pattern})`;

/** What is captured inside is captured by the whole. */
export const object = (fields: Record<string, string>): string =>
  `\\{${Object.entries(fields)
    .map(([name, pattern]) => `"${name}":${pattern}`)
    .join(",")}\\}`;

/** Captured as a whole, not item by item: JSON. */
export const listOf = (item: string): string => {
  const uncaptured = item.replaceAll(/(?<!\\)\((?!\?)/g, "(?:");
  return `(\\[(?:${uncaptured}(?:,${uncaptured})*)?\\])`;
};

export const wholly = (fields: Record<string, string>): RegExp => new RegExp(`^${object(fields)}$`);

export const textOf = (captured: string): string => (captured.includes("\\") ? (JSON.parse(`"${captured}"`) as string) : captured);
