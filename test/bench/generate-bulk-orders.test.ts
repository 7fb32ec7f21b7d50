/** The benchmark's file is one that Shopify could write for our query, and the same seed gives the same file. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Kind, parse, type FieldNode, type SelectionSetNode } from "graphql";
import { expect, test } from "vitest";
import { ORDERS_BULK_QUERY } from "~/adapters/shopify-admin/bulk/orders-query";
import { bulkOrderLines, generateBulkOrders, type BulkOrdersBooks } from "./generate-bulk-orders.ts";

type Json = Record<string, unknown>;

const OPTIONS = { orders: 300, linesPerOrder: 2, buyers: 100, seed: "shape" };
const noBooks = (): BulkOrdersBooks => ({
  bytes: 0,
  orders: 0,
  lines: 0,
  buyers: 0,
  goodsMinor: 0n,
  orderedMinor: 0n,
  amountOnlyRefundsMinor: 0n,
});
const nodes = [...bulkOrderLines(OPTIONS, noBooks())].map((text) => JSON.parse(text) as Json);

/** The selection under a path of fields; what is asked inside a fragment counts as asked. */
function selection(fields: string[]): FieldNode[] {
  const operation = parse(ORDERS_BULK_QUERY).definitions[0];
  if (operation.kind !== Kind.OPERATION_DEFINITION) throw new Error("the bulk query is no operation");
  const fieldsOf = (set: SelectionSetNode): FieldNode[] =>
    set.selections.flatMap((one) =>
      one.kind === Kind.FIELD ? [one] : one.kind === Kind.INLINE_FRAGMENT ? fieldsOf(one.selectionSet) : [],
    );
  return fields.reduce(
    (found, name) => fieldsOf(found.find((one) => one.name.value === name)!.selectionSet!),
    fieldsOf(operation.selectionSet),
  );
}

const isConnection = (field: FieldNode): boolean =>
  field.selectionSet?.selections.some((one) => one.kind === Kind.FIELD && one.name.value === "edges") ?? false;

/** Field for field, in the query's order, connections left out: their nodes are lines of their own. */
function holds(node: unknown, asked: FieldNode[]): void {
  const fields = asked.filter((field) => !isConnection(field));
  expect(Object.keys(node as Json).filter((key) => key !== "__parentId")).toEqual(fields.map((field) => field.name.value));
  for (const field of fields) {
    const value = (node as Json)[field.name.value];
    if (!field.selectionSet || value === null) continue;
    const inner = field.selectionSet.selections.filter((one) => one.kind === Kind.FIELD);
    for (const item of Array.isArray(value) ? value : [value]) holds(item, inner);
  }
}

test("orders and lines have the fields that our query asks for, in its order", () => {
  const order = selection(["orders", "edges", "node"]);
  const line = selection(["orders", "edges", "node", "lineItems", "edges", "node"]);
  const ofKind = (kind: string) => nodes.filter((node) => String(node.id).startsWith(`gid://shopify/${kind}/`));
  expect(ofKind("Order")).toHaveLength(300);
  expect(ofKind("LineItem")).toHaveLength(600);
  for (const node of ofKind("Order")) holds(node, order);
  for (const node of ofKind("LineItem")) holds(node, line);
});

test("there are codes, automatic discounts, refunds, cancelled, test and gift orders, and orders of nobody", () => {
  const some = (check: (node: Json) => unknown) => expect(nodes.filter(check).length).toBeGreaterThan(0);
  some((node) => node.index !== undefined && typeof node.code === "string");
  some((node) => node.index !== undefined && node.code === undefined);
  some((node) => Number(node.currentQuantity) < Number(node.quantity));
  some((node) => node.cancelledAt);
  some((node) => node.test);
  some((node) => node.isGiftCard);
  some((node) => node.customer === null);
  some((node) => (node.shippingAddress as Json | undefined)?.name === "Aunt May");
});

test("every child comes after its order, and not always next to it", () => {
  const seen = new Set<unknown>();
  let apart = 0;
  for (const [at, node] of nodes.entries()) {
    if (node.__parentId === undefined) seen.add(node.id);
    else expect(seen.has(node.__parentId)).toBe(true);
    if (node.__parentId !== undefined && nodes[at - 1].id !== node.__parentId && nodes[at - 1].__parentId !== node.__parentId) apart += 1;
  }
  expect(apart).toBeGreaterThan(0);
});

test("the same seed gives the same bytes and books, another seed others", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "bulk-orders-"));
  try {
    const make = async (name: string, seed: string) => {
      const file = path.join(folder, name);
      const books = await generateBulkOrders(file, { ...OPTIONS, seed });
      const bytes = readFileSync(file);
      expect(bytes.length).toBe(books.bytes);
      return { books, bytes };
    };
    const one = await make("one", "a");
    expect(await make("two", "a")).toEqual(one);
    expect((await make("three", "b")).bytes.equals(one.bytes)).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
