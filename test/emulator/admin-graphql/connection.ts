/**
 * Connections as Shopify pages them: `first` or `last` is needed and at most 250, cursors stay good when rows come
 * or go (they remember a position, not an index), and a page says honestly whether more follows.
 */
import { GraphQLError } from "graphql";
import { NotBuilt, Rows, type Arguments, type Resolve } from "./resolver.ts";
import { parseSearch, type Filters } from "./search-query.ts";

export const MAX_PAGE = 250;
const PAGE_ARGUMENTS = ["first", "last", "after", "before", "reverse"] as const;

export type Page = {
  edges: { cursor: string; node: unknown }[];
  nodes: unknown[];
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null };
};

const toCursor = (position: string): string => Buffer.from(JSON.stringify({ last: position })).toString("base64");

function fromCursor(cursor: unknown, name: string): string {
  try {
    const { last } = JSON.parse(Buffer.from(String(cursor), "base64").toString("utf8")) as { last?: unknown };
    if (typeof last === "string") return last;
  } catch (error) {
    throw new GraphQLError(`Invalid cursor for current pagination sort: ${name} ${JSON.stringify(cursor)}`, {
      originalError: error as Error,
    });
  }
  throw new GraphQLError(`Invalid cursor for current pagination sort: ${name} ${JSON.stringify(cursor)}`);
}

function sizeOf(args: Arguments, name: "first" | "last"): number | null {
  const size = args[name];
  if (size === null || size === undefined) return null;
  if (typeof size !== "number" || size < 1) throw new GraphQLError(`${name} must be a positive number`);
  if (size > MAX_PAGE) throw new GraphQLError(`${name} cannot exceed ${MAX_PAGE}`, { extensions: { code: "BAD_REQUEST" } });
  return size;
}

/** Positions compare by length, then text: numbers are written without padding. */
function comparePositions(a: string, b: string): number {
  const [aKey, bKey] = [a.split("\u0000"), b.split("\u0000")];
  for (let i = 0; i < Math.max(aKey.length, bKey.length); i++) {
    const order = compareText(aKey[i] ?? "", bKey[i] ?? "");
    if (order !== 0) return order;
  }
  return 0;
}
const NUMBER = /^\d+$/;
function compareText(a: string, b: string): number {
  if (NUMBER.test(a) && NUMBER.test(b) && a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @throws GraphQLError in Shopify's words when the page asked for is impossible. */
export function pageOf(all: Rows, args: Arguments): Page {
  const first = sizeOf(args, "first");
  const last = sizeOf(args, "last");
  if (first === null && last === null)
    throw new GraphQLError("you must provide one of first or last", { extensions: { code: "BAD_REQUEST" } });
  if (first !== null && last !== null)
    throw new GraphQLError("you cannot provide both first and last", { extensions: { code: "BAD_REQUEST" } });

  const reverse = args.reverse === true;
  const positions = all.rows.map((row, index) => ({ node: row, position: all.position(row, index) }));
  if (reverse) positions.reverse();
  const direction = reverse ? -1 : 1;
  let start = 0;
  let end = positions.length;
  if (args.after !== null && args.after !== undefined) {
    const after = fromCursor(args.after, "after");
    while (start < end && comparePositions(positions[start]!.position, after) * direction <= 0) start++;
  }
  if (args.before !== null && args.before !== undefined) {
    const before = fromCursor(args.before, "before");
    while (end > start && comparePositions(positions[end - 1]!.position, before) * direction >= 0) end--;
  }
  if (first !== null) end = Math.min(end, start + first);
  else start = Math.max(start, end - last!);

  const edges = positions.slice(start, end).map(({ node, position }) => ({ cursor: toCursor(position), node }));
  return {
    edges,
    nodes: edges.map((edge) => edge.node),
    pageInfo: {
      hasNextPage: end < positions.length,
      hasPreviousPage: start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A connection over rows in their own order, which never changes (lines of an order). */
export function inOrder<S, T>(
  rowsOf: (source: S, call: Parameters<Resolve<S>>[2]) => readonly T[],
): { args: readonly string[]; resolve: Resolve<S> } {
  return { args: PAGE_ARGUMENTS, resolve: (source, _args, call) => new Rows(rowsOf(source, call), (_row, index) => String(index)) };
}

export type Sorts<T> = Record<string, (row: T) => string | number>;

/**
 * A connection that can be searched and sorted.
 * @param filters search terms built here; any other is refused by name
 * @param sorts sort keys built here; the schema's default must be among them
 */
export function searchable<S, T extends { id: string }>(
  filters: Filters<T>,
  sorts: Sorts<T>,
  rowsOf: (source: S, call: Parameters<Resolve<S>>[2]) => Iterable<T>,
): { args: readonly string[]; resolve: Resolve<S> } {
  return {
    args: [...PAGE_ARGUMENTS, "query", "sortKey"],
    resolve: (source, args, call) => {
      const sortKey = typeof args.sortKey === "string" ? args.sortKey : "ID";
      const sortBy = sorts[sortKey];
      if (!sortBy) throw new NotBuilt(`sortKey ${sortKey}`);
      const matches = parseSearch(args.query, filters);
      const keyed: { row: T; key: string }[] = [];
      for (const row of rowsOf(source, call)) if (matches(row)) keyed.push({ row, key: String(sortBy(row)) });
      keyed.sort((a, b) => compareText(a.key, b.key) || compareText(a.row.id, b.row.id));
      const keys = new Map(keyed.map(({ row, key }) => [row, key]));
      return new Rows(
        keyed.map(({ row }) => row),
        (row) => `${keys.get(row as T)!}\u0000${(row as T).id}`,
      );
    },
  };
}
