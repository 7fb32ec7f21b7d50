/** The quick ways of reading a bulk file say nothing else than the full schema, whatever a line looks like. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseBulkLine } from "~/ingest/history/parse-bulk-line";
import { isPlainLine, isPlainOrder } from "~/ingest/history/plain-node";
import { readPlainLine } from "~/ingest/history/read-plain-line";
import { parseLine, parseOrder, toLine, toOrder } from "~/ingest/parse-order";
import { bulkOrderLines } from "../../bench/generate-bulk-orders.ts";
import { lineNode, money, orderNode } from "./bulk-nodes";

type Json = Record<string, unknown>;

/** What an attempt says: its result, or why there is none. */
function saidBy<T>(attempt: () => T): { result: T } | { problem: string } {
  try {
    return { result: attempt() };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function longWay(text: string, currency: string) {
  const said = saidBy(() => parseBulkLine(text));
  if (!("result" in said) || said.result.kind !== "line") return { problem: "not a line" };
  const { orderId, node } = said.result;
  return saidBy(() => ({ orderId, line: parseLine(node, currency, true) }));
}

const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    "",
    " ",
    "x",
    "12.00",
    "-3.5",
    "0.001",
    "1e3",
    0,
    -1,
    1.5,
    2 ** 31,
    2 ** 53,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    [{}],
  ),
  fc.string({ unit: "binary" }),
  fc.constantFrom<unknown>(
    { shopMoney: {} },
    { shopMoney: [] },
    money("1.00"),
    [{ priceSet: money("1.00") }],
    { id: "gid://shopify/Product/1?a=b" },
    { id: "7" },
  ),
);

/** A node with up to three of its parts, however deep, changed or gone. */
const changed = (node: Json): fc.Arbitrary<Json> =>
  fc
    .array(fc.record({ place: fc.nat(), value: fc.option(anything, { nil: undefined }) }), { maxLength: 3 })
    .map((changes) => changes.reduce((one, { place, value }) => changeAt(one, place, value), structuredClone(node)))
    // As it comes out of a file: a list has no holes.
    .map((one) => JSON.parse(JSON.stringify(one)) as Json);

function changeAt(node: Json, place: number, value: unknown): Json {
  const places: [Json, string][] = [];
  const visit = (one: unknown): void => {
    if (typeof one !== "object" || one === null) return;
    for (const key of Object.keys(one)) {
      places.push([one as Json, key]);
      visit((one as Json)[key]);
    }
  };
  visit(node);
  if (!places.length) return node;
  const [owner, key] = places[place % places.length];
  if (value === undefined) delete owner[key];
  else owner[key] = structuredClone(value);
  return node;
}

const line = fc
  .record({
    title: fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom('Tin "Assam"', "a\\b", "Crème\tbrûlée\n", "\u0000", "\ud800")),
    quantity: fc.integer({ min: 0, max: 12 }),
    lost: fc.constantFrom(0, 0, 0, 1),
    price: fc.constantFrom("0", "12", "12.3", "12.34", "12.340", "12.345", "-1.00", "007.10"),
    isGiftCard: fc.boolean(),
    product: fc.option(fc.constant({ id: "gid://shopify/Product/11" }), { nil: null }),
    discounts: fc.array(fc.constant({ allocatedAmountSet: money("1.00") }), { maxLength: 3 }),
  })
  .map(({ price, quantity, lost, discounts, ...values }) =>
    lineNode(1, 1, {
      ...values,
      quantity,
      currentQuantity: quantity - lost,
      priceAfterAllDiscountsBeforeTaxesSet: money(price),
      discountAllocations: discounts,
    }),
  );

const currency = fc.constantFrom("GBP", "JPY", "KWD");

describe("the pattern for lines", () => {
  test("reads every line as the full schema does, or leaves it to that", () => {
    fc.assert(
      fc.property(line.chain(changed), currency, fc.boolean(), (node, unit, escapeSlashes) => {
        const plain = JSON.stringify(node);
        const text = escapeSlashes ? plain.replaceAll("/", "\\/") : plain;
        const read = readPlainLine(text, unit);
        if (read) expect({ result: read }).toEqual(longWay(text, unit));
      }),
      { numRuns: 3_000 },
    );
  });

  test("never takes a damaged text for a line", () => {
    const text = JSON.stringify(lineNode(1, 1, { title: 'Tin "Assam"' }));
    fc.assert(
      fc.property(
        fc.nat({ max: text.length - 1 }),
        fc.constantFrom("", '"', "\\", "{", "}", ",", "0", "\n", "\u0001", "é", " "),
        (at, put) => {
          const damaged = text.slice(0, at) + put + text.slice(at + 1);
          const read = readPlainLine(damaged, "GBP");
          if (read) expect({ result: read }).toEqual(longWay(damaged, "GBP"));
        },
      ),
      { numRuns: 3_000 },
    );
  });

  test("knows the lines that our query gives, so that most of a file takes the short way", () => {
    const books = { bytes: 0, orders: 0, lines: 0, buyers: 0, goodsMinor: 0n, orderedMinor: 0n, amountOnlyRefundsMinor: 0n };
    const lines = [...bulkOrderLines({ orders: 200, linesPerOrder: 3, buyers: 50, seed: "plain" }, books)].filter((text) =>
      text.includes("/LineItem/"),
    );
    const long = lines
      .filter((text) => !readPlainLine(text, "GBP"))
      .map((text) => JSON.parse(text) as { quantity: number; currentQuantity: number });
    expect(lines.length).toBe(600);
    expect(long.every((one) => one.currentQuantity < one.quantity)).toBe(true);
  });
});

describe("the glance at a node", () => {
  test("passes no line that the full schema refuses, and reads it alike", () => {
    fc.assert(
      fc.property(line.chain(changed), fc.boolean(), (node, taxesIncluded) => {
        if (isPlainLine(node))
          expect(saidBy(() => toLine(node, "GBP", taxesIncluded))).toEqual(saidBy(() => parseLine(node, "GBP", taxesIncluded)));
      }),
      { numRuns: 3_000 },
    );
  });

  test("passes no order that the full schema refuses, and reads it alike", () => {
    const order = {
      ...orderNode(1, { customAttributes: [{ key: "a", value: null }], tags: ["x"] }),
      lineItems: [],
      discountApplications: [],
    };
    fc.assert(
      fc.property(changed(order), (node) => {
        if (isPlainOrder(node)) expect(saidBy(() => toOrder(node))).toEqual(saidBy(() => parseOrder(node)));
      }),
      { numRuns: 3_000 },
    );
  });

  test("passes the nodes that our query gives", () => {
    expect(isPlainOrder({ ...orderNode(1, { customer: null, email: null }), lineItems: [], discountApplications: [] })).toBe(true);
    expect(isPlainLine(lineNode(1, 1, { product: null, variant: null, currentQuantity: 1 }))).toBe(true);
  });
});
