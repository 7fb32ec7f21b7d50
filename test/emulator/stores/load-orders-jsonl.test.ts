import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { readOrdersJsonl } from "./load-orders-jsonl.ts";

type Row = Record<string, unknown>;
const anOrder = (over: Row = {}): Row => ({
  order: "536365",
  customer: "17850",
  at: "2010-12-01T08:26:00Z",
  country: "United Kingdom",
  currency: "GBP",
  lines: [
    ["85123A", "WHITE HANGING HEART", 6, 255],
    ["POST", "POSTAGE", 1, 1_800],
    ["M", "Manual", 1, 999],
    ["22752", "SET 7 BABUSHKA", 2, 765],
  ],
  refunds: [],
  ...over,
});
const read = (...rows: (Row | string)[]) =>
  readOrdersJsonl(Readable.from([rows.map((row) => (typeof row === "string" ? row : JSON.stringify(row))).join("\n")]));

describe("orders as JSON lines", () => {
  test("postage is shipping, manual amounts are left out and counted, goods keep their own price", async () => {
    const { orders, leftOut, refusals } = await read(anOrder());
    expect(refusals.total).toBe(0);
    expect(orders[0]).toMatchObject({ number: 536365, name: "#536365", customerKey: "17850", shippingMinor: 1_800 });
    expect(orders[0]!.lines.map((line) => [line.sku, line.title, line.quantity, line.unitPriceMinor])).toEqual([
      ["85123A", "White Hanging Heart", 6, 255],
      ["22752", "Set 7 Babushka", 2, 765],
    ]);
    expect(leftOut).toEqual({ lines: 1, amountMinor: 999, refundedMinor: 0 });
  });

  test("refund lines find their goods although shipping and adjustments have left the list", async () => {
    const refunds = [
      {
        credit: "C1",
        at: "2010-12-05T10:00:00Z",
        lines: [
          [3, 1, 765],
          [1, 1, 1_800],
          [2, 1, 400],
        ],
      },
      { credit: "C2", at: "2010-12-06T10:00:00Z", lines: [[2, 1, 599]] },
    ];
    const { orders, leftOut } = await read(anOrder({ refunds }));
    expect(orders[0]!.refunds).toEqual([
      { at: Date.parse("2010-12-05T10:00:00Z"), lines: [{ line: 1, quantity: 1 }], shippingMinor: 1_800, tipMinor: 0, totalMinor: 2_565 },
    ]);
    expect(leftOut).toEqual({ lines: 1, amountMinor: 999, refundedMinor: 999 });
  });

  test("no more units come back than were sold, but all the money does", async () => {
    const { orders } = await read(
      anOrder({
        refunds: [
          {
            at: "2010-12-05T10:00:00Z",
            lines: [
              [3, 5, 3_000],
              [3, 1, 100],
            ],
          },
        ],
      }),
    );
    expect(orders[0]!.refunds[0]).toMatchObject({ lines: [{ line: 1, quantity: 2 }], totalMinor: 3_100 });
  });

  test.each([
    ["not JSON", "{oops", /not JSON/],
    ["a price below zero", anOrder({ lines: [["1", "X", 1, -5]] }), /lines\.0\.3/],
    ["a broken quantity", anOrder({ lines: [["1", "X", 1.5, 5]] }), /lines\.0\.2/],
    ["no lines", anOrder({ lines: [] }), /lines/],
    ["a bad date", anOrder({ at: "yesterday" }), /^at:/],
    ["a bad currency", anOrder({ currency: "pounds" }), /three capital letters/],
    ["a refund of a line that isn't there", anOrder({ refunds: [{ at: "2010-12-05T10:00:00Z", lines: [[9, 1, 1]] }] }), /line 9/],
    ["a repeated order", anOrder({ order: "1" }), /already on line 1/],
  ])("%s is refused with its line, and the good rows stay", async (_what, bad, reason) => {
    const { orders, refusals } = await read(anOrder({ order: "1" }), "", bad as Row, anOrder({ order: "2" }));
    expect(orders.map((order) => order.name)).toEqual(["#1", "#2"]);
    expect(refusals.total).toBe(1);
    expect(refusals.shown[0]!.line).toBe(3);
    expect(refusals.shown[0]!.reason).toMatch(reason);
  });

  test("the list of refusals is bounded, the count is not", async () => {
    const { refusals } = await read(...Array.from({ length: 250 }, () => "nonsense"));
    expect(refusals.total).toBe(250);
    expect(refusals.shown).toHaveLength(100);
  });

  test("a byte order mark and Windows line ends do no harm", async () => {
    const { orders, refusals } = await readOrdersJsonl(
      Readable.from([`\uFEFF${JSON.stringify(anOrder({ order: "1" }))}\r\n${JSON.stringify(anOrder({ order: "2" }))}\r\n`]),
    );
    expect([orders.length, refusals.total]).toEqual([2, 0]);
  });

  test("an error of the file itself is not swallowed", async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error("cut off"));
      },
    });
    await expect(readOrdersJsonl(broken)).rejects.toThrow("cut off");
  });
});
