/**
 * Shopify's search syntax, as far as it is used: `field:value` terms with >, >=, <, <=, quotes, `*` at the end of a
 * word, a leading `-` for "not", joined by a space or AND, alternatives by OR (which binds looser). A word without a field is
 * read where the noun says what it looks at (`default`). Shopify only warns about a term it doesn't
 * know and then returns too much; here an unknown term is an error, because the caller surely meant something.
 */
import { GraphQLError } from "graphql";

export type Comparable = string | number | null;
/** Per search field: the values of a row it looks at; a row matches when one of them does. */
export type Filters<T> = Record<string, { kind: "date" | "number" | "text"; of: (row: T) => Comparable | readonly Comparable[] }>;

const TERM = /\s*(?:(AND|OR)(?=\s)|(-?)([a-z_]+):(>=|<=|>|<)?(?:"([^"]*)"|'([^']*)'|([^\s"']+))|(\S+))/gy;

/** @returns a predicate over rows. @throws GraphQLError naming the term that isn't built or can't be read */
export function parseSearch<T>(query: unknown, filters: Filters<T>): (row: T) => boolean {
  if (query === null || query === undefined || String(query).trim() === "") return () => true;
  const text = String(query).trim();
  const alternatives: ((row: T) => boolean)[][] = [[]];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < text.length) {
    const match = TERM.exec(text);
    if (!match) break;
    const [, joiner, minus, field, operator, double, single, bare, junk] = match;
    if (joiner === "OR") alternatives.push([]);
    if (joiner) continue;
    const words = filters.default;
    if (junk !== undefined && words && /^[\w-]+$/.test(junk)) {
      const test = termTest(words.kind, "=", junk, "default");
      alternatives.at(-1)!.push((row) => [words.of(row)].flat().some(test));
      continue;
    }
    if (junk !== undefined || field === undefined)
      throw new GraphQLError(`the emulator can't read the search term ${JSON.stringify(junk)} in ${JSON.stringify(text)}: use field:value`);
    if (field === "status" && (bare === "any" || double === "any" || single === "any")) continue;
    const filter = filters[field];
    if (!filter)
      throw new GraphQLError(
        `the emulator's search knows no field ${JSON.stringify(field)} here (it knows ${Object.keys(filters).join(", ") || "none"})`,
        { extensions: { code: "EMULATOR_NOT_BUILT" } },
      );
    const test = termTest(filter.kind, operator ?? "=", double ?? single ?? bare ?? "", field);
    alternatives.at(-1)!.push((row) => {
      const value = filter.of(row);
      const hit = Array.isArray(value) ? value.some(test) : test(value as Comparable);
      return minus ? !hit : hit;
    });
  }
  return (row) => alternatives.some((terms) => terms.every((matches) => matches(row)));
}

function termTest(kind: "date" | "number" | "text", operator: string, wanted: string, field: string): (value: Comparable) => boolean {
  if (kind === "text") {
    if (operator !== "=") throw new GraphQLError(`the search field ${field} can't be compared with ${operator}`);
    const plain = wanted.toLowerCase();
    if (plain === "*") return (value) => value !== null;
    if (plain.endsWith("*")) return (value) => value !== null && String(value).toLowerCase().startsWith(plain.slice(0, -1));
    return (value) => value !== null && String(value).toLowerCase() === plain;
  }
  if (kind === "number") {
    const number = wanted.replace(/^gid:\/\/shopify\/\w+\//, "");
    if (!/^\d+$/.test(number)) throw new GraphQLError(`the search field ${field} needs a number, not ${JSON.stringify(wanted)}`);
    const limit = BigInt(number);
    return (value) => value !== null && compare(BigInt(value), limit, operator);
  }
  const start = Date.parse(wanted);
  if (Number.isNaN(start)) throw new GraphQLError(`the search field ${field} needs a date or time, not ${JSON.stringify(wanted)}`);
  const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(wanted);
  return (value) => {
    if (value === null) return false;
    const at = Date.parse(String(value));
    if (operator === "=") return at >= start && at < start + (wholeDay ? 86_400_000 : 1000);
    // a whole day is passed only when it is over, and reached as soon as it begins
    if (wholeDay && operator === ">") return at >= start + 86_400_000;
    if (wholeDay && operator === "<=") return at < start + 86_400_000;
    return compare(at, start, operator);
  };
}

function compare<N extends number | bigint>(a: N, b: N, operator: string): boolean {
  if (operator === "=") return a === b;
  if (operator === ">") return a > b;
  if (operator === ">=") return a >= b;
  if (operator === "<") return a < b;
  return a <= b;
}
