/** The quick way of reading a line says nothing else than the full schema, whatever the line looks like. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseBulkLine } from "~/ingest/history/parse-bulk-line";
import { readPlainLine } from "~/ingest/history/read-plain-line";
import { parseLine } from "~/ingest/parse-order";
import { bulkOrderLines } from "../../bench/generate-bulk-orders.ts";
import { lineNode, money } from "./bulk-nodes";
import { changed, damaged, saidBy, written } from "./changed-nodes";

function longWay(text: string, currency: string) {
  const said = saidBy(() => parseBulkLine(text));
  if (!("result" in said) || said.result.kind !== "line") return { problem: "not a line" };
  const { orderId, node } = said.result;
  return saidBy(() => ({ orderId, line: parseLine(node, currency, true) }));
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

const agrees = (text: string, currency: string): void => {
  const read = readPlainLine(text, currency);
  if (read) expect({ result: read }).toEqual(longWay(text, currency));
};

test("every line is read as the full schema reads it, or left to that", () => {
  fc.assert(
    fc.property(line.chain(changed), fc.constantFrom("GBP", "JPY", "KWD"), written, (node, currency, write) =>
      agrees(write(node), currency),
    ),
    { numRuns: 3_000 },
  );
});

test("no damaged text is taken for a line", () => {
  const text = JSON.stringify(lineNode(1, 1, { title: 'Tin "Assam"', discountAllocations: [{ allocatedAmountSet: money("1.00") }] }));
  fc.assert(
    fc.property(damaged(text), (one) => agrees(one, "GBP")),
    { numRuns: 3_000 },
  );
});

test("the lines that our query gives take the quick way, but for those that lost units", () => {
  const books = { bytes: 0, orders: 0, lines: 0, buyers: 0, goodsMinor: 0n, orderedMinor: 0n, amountOnlyRefundsMinor: 0n };
  const texts = [...bulkOrderLines({ orders: 200, linesPerOrder: 3, buyers: 50, seed: "plain" }, books)];
  const lines = texts.filter((text) => text.includes("/LineItem/"));
  const long = lines.filter((text) => !readPlainLine(text, "GBP"));
  expect(lines).toHaveLength(600);
  expect(
    long
      .map((text) => JSON.parse(text) as { quantity: number; currentQuantity: number })
      .filter((one) => one.currentQuantity >= one.quantity),
  ).toEqual([]);
});
