import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Books, type Order } from "../books.ts";
import { EmulatorClock } from "../clock.ts";
import {
  currentSubtotalMinor,
  orderSubtotalMinor,
  orderTotalMinor,
  refundDiscrepancyMinor,
  totalRefundedMinor,
} from "../commerce/totals.ts";
import { fillStore, type FillReport } from "./index.ts";

const NOW = new Date("2026-11-23T17:00:00Z");
const ORDERS = path.resolve(import.meta.dirname, "../../../../shared/data/online-retail.orders.jsonl.gz");
const folder = mkdtempSync(path.join(tmpdir(), "stores-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function clockAt(now: Date): EmulatorClock {
  const clock = new EmulatorClock();
  clock.freeze(now);
  return clock;
}
const emptyStore = (file?: string) => ({ books: new Books(file), clock: clockAt(NOW) });
const fileOf = (name: string, content: string | Buffer) => {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
};
const sum = (orders: Iterable<Order>, of: (order: Order) => number) => [...orders].reduce((total, order) => total + of(order), 0);
const jsonLine = (order: string, over: object = {}) =>
  JSON.stringify({
    order,
    customer: "c1",
    at: "2020-05-05T10:00:00Z",
    country: "France",
    currency: "EUR",
    lines: [["A", "BLUE MUG", 2, 500]],
    refunds: [],
    ...over,
  });

describe("the Online Retail orders", () => {
  const context = emptyStore(path.join(folder, "retail.db"));
  let report: FillReport;
  beforeAll(async () => {
    if (!existsSync(ORDERS))
      throw new Error("these tests need ../shared/data/online-retail.orders.jsonl.gz beside the project's folder: it is absent");
    report = await fillStore(context, { kind: "orders", file: ORDERS });
  });
  afterAll(() => context.books.close());

  test("all 18,536 orders and 4,339 customers are there, and nothing is refused", () => {
    expect([report.orders, report.customers, report.refusedTotal, report.doubtsTotal]).toEqual([18_536, 4_339, 0, 0]);
    expect([context.books.order.size, context.books.customer.size]).toEqual([18_536, 4_339]);
  });

  test("goods, shipping, refunds and what is left out add up to the file to the penny", () => {
    const { books } = context;
    const shipping = sum(books.order.values(), (order) => order.shippingMinor);
    // Sums over the file as it is: all lines, the lines of goods alone, all refunds.
    expect(report.goodsMinor).toBe(876_106_665);
    expect(report.goodsMinor + shipping + report.leftOut.amountMinor).toBe(891_140_790);
    expect(report.refundedMinor + report.leftOut.refundedMinor).toBe(51_615_445);
    expect(sum(books.order.values(), orderSubtotalMinor)).toBe(876_106_665);
    expect(sum(books.order.values(), orderTotalMinor)).toBe(876_106_665 + shipping);
    expect(sum(books.order.values(), totalRefundedMinor)).toBe(report.refundedMinor);
    const gone = sum(
      books.order.values(),
      (order) =>
        orderSubtotalMinor(order) - currentSubtotalMinor(order) + order.refunds.reduce((total, refund) => total + refund.shippingMinor, 0),
    );
    expect(gone - sum(books.order.values(), refundDiscrepancyMinor)).toBe(report.refundedMinor);
    expect(report.leftOut).toEqual({ lines: 306, amountMinor: 5_394_493, refundedMinor: 2_618_198 });
  });

  test.each([
    ["12346", 2],
    ["16446", 290],
  ])("customer %s, who returned nearly everything, nets to %i pence", (key, net) => {
    const customer = [...context.books.customer.values()].find((each) => each.tags.includes(`file-customer-${key}`))!;
    expect(customer.amountSpentMinor).toBe(key === "12346" ? 0 : net);
    const orders = [...context.books.order.values()].filter((order) => order.customerId === customer.id);
    expect(sum(orders, (order) => orderTotalMinor(order) - totalRefundedMinor(order))).toBe(customer.amountSpentMinor);
  });

  test("seven in ten customers are subscribed, each with an e-mail of their own", () => {
    const customers = [...context.books.customer.values()];
    expect(Math.abs(customers.filter((each) => each.marketingState === "SUBSCRIBED").length / customers.length - 0.7)).toBeLessThan(0.02);
    expect(new Set(customers.map((each) => each.email)).size).toBe(customers.length);
  });

  test("the last order falls in the past week, nothing in the future, and the origin says so", () => {
    const orders = [...context.books.order.values()];
    const last = Date.parse(orders.at(-1)!.createdAt);
    expect(NOW.getTime() - last).toBeLessThan(7 * 24 * 60 * 60 * 1000);
    for (const order of orders)
      for (const at of [order.createdAt, order.updatedAt, order.fulfilledAt!, ...order.refunds.map((refund) => refund.createdAt)])
        expect(at <= NOW.toISOString()).toBe(true);
    expect(context.books.theShop.origin).toBe("loaded from online-retail.orders.jsonl.gz, dates moved forward by 780 weeks");
    expect(report).toMatchObject({ weeksMoved: 780, lastOrderAt: "2026-11-20T12:50:00.000Z" });
  });

  test("shipping and adjustments are no goods, and the catalogue has each product once with its latest price", () => {
    const { books } = context;
    const skus = [...books.variant.values()].map((variant) => variant.sku);
    expect(new Set(skus).size).toBe(skus.length);
    for (const sku of ["POST", "DOT", "C2", "M", "BANK CHARGES", "PADS"]) expect(skus).not.toContain(sku);
    const heart = [...books.variant.values()].find((variant) => variant.sku === "85123A")!;
    const sold = [...books.order.values()].flatMap((order) =>
      order.lines.filter((line) => line.variantId === heart.id && line.unitPriceMinor > 0),
    );
    expect(heart.priceMinor).toBe(sold.at(-1)!.unitPriceMinor);
    expect(new Set(sold.map((line) => line.unitPriceMinor)).size).toBeGreaterThan(1);
    expect(books.product.need(heart.productId).title).toBe("Cream Hanging Heart T-Light Holder");
    for (const product of books.product.values()) expect(product.collectionIds).toHaveLength(1);
  });

  test("ids lie beyond 2^53 and a customer's orders are counted in time", () => {
    for (const order of context.books.order.values()) expect(BigInt(order.id) > 2n ** 53n).toBe(true);
    const seen = new Map<string, number>();
    for (const order of context.books.order.values()) {
      const count = (seen.get(order.customerId!) ?? 0) + 1;
      seen.set(order.customerId!, count);
      expect(order.customerOrderIndex).toBe(count);
    }
    for (const customer of context.books.customer.values()) expect(customer.numberOfOrders).toBe(seen.get(customer.id));
  });

  test("the same file gives the same people each time, and its books are read back whole", { timeout: 60_000 }, async () => {
    const again = emptyStore();
    await fillStore(again, { kind: "orders", file: ORDERS });
    expect([...again.books.customer.values()]).toEqual([...context.books.customer.values()]);
    const readBack = new Books(path.join(folder, "retail.db"));
    expect([readBack.order.size, readBack.customer.size]).toEqual([18_536, 4_339]);
    expect(readBack.theShop).toEqual(context.books.theShop);
    expect(BigInt(readBack.nextId()) > BigInt(context.books.theShop.id)).toBe(true);
    readBack.close();
  });

  test("books that hold a store are not filled twice", async () => {
    await expect(fillStore(context, { kind: "simulated", seed: "1" })).rejects.toThrow(/already hold the store "Gift & Home".*--reset/);
  });
});

describe("any file of orders", () => {
  test("plain JSON lines are read as gzipped ones are", async () => {
    const text = [jsonLine("1"), "nonsense", jsonLine("2", { customer: "c2" })].join("\n");
    const [plain, packed] = [emptyStore(), emptyStore()];
    const fromPlain = await fillStore(plain, { kind: "orders", file: fileOf("orders.jsonl", text) });
    await fillStore(packed, { kind: "orders", file: fileOf("orders.jsonl.gz", gzipSync(text)) });
    expect(fromPlain).toMatchObject({ orders: 2, customers: 2, lines: 2, refusedTotal: 1, refused: [{ line: 2 }], currency: "EUR" });
    expect([...packed.books.order.values()]).toEqual([...plain.books.order.values()]);
    expect(plain.books.theShop).toMatchObject({ currency: "EUR", countryCode: "FR", ianaTimezone: "Europe/Paris" });
  });

  test("a refund worth less or more than its units leaves the difference as an adjustment", async () => {
    const refunds = [
      { at: "2020-05-06T10:00:00Z", lines: [[0, 1, 300]] },
      { at: "2020-05-07T10:00:00Z", lines: [[0, 1, 650]] },
    ];
    const store = emptyStore();
    await fillStore(store, { kind: "orders", file: fileOf("refunds.jsonl", jsonLine("1", { refunds })) });
    const [order] = store.books.order.values();
    expect(order!.refunds.map((refund) => [refund.totalMinor, refund.lines[0]!.subtotalMinor, refund.adjustments[0]!.amountMinor])).toEqual(
      [
        [300, 500, 200],
        [650, 500, -150],
      ],
    );
    expect(order).toMatchObject({ financialStatus: "PARTIALLY_REFUNDED", lines: [{ quantity: 2, currentQuantity: 0 }] });
  });

  test("orders in a second currency are refused, whichever comes first", async () => {
    const text = [jsonLine("1", { currency: "USD" }), jsonLine("2"), jsonLine("3")].join("\n");
    const report = await fillStore(emptyStore(), { kind: "orders", file: fileOf("two.jsonl", text) });
    expect(report).toMatchObject({ currency: "EUR", orders: 2, refused: [{ line: 1, reason: expect.stringContaining("USD") as string }] });
  });

  test("an owner's export keeps its people, and later orders say the latest about them", async () => {
    const header =
      "Name,Email,Financial Status,Accepts Marketing,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Vendor,Billing Name,Shipping Name,Shipping Country,Refunded Amount";
    const rows = [
      "#1002,mia@example.com,partially_refunded,no,GBP,20.00,20.00,2025-03-01 10:00:00 +0000,2,Mug,10.00,Potters,Mia Berg,Tom Berg,GB,3.00",
      "#1001,MIA@example.com,paid,yes,GBP,9.00,9.00,2025-01-01 10:00:00 +0000,1,Mug,9.00,Potters,Mia Old,Mia Old,GB,",
      "#1003,,paid,no,GBP,10.00,10.00,2025-03-02 10:00:00 +0000,1,Mug,10.00,Potters,,,,",
    ];
    const store = emptyStore();
    const report = await fillStore(store, { kind: "orders", file: fileOf("export.csv", [header, ...rows].join("\r\n")) });
    expect(report).toMatchObject({ orders: 3, customers: 1, products: 1, refusedTotal: 0 });
    expect([...store.books.customer.values()]).toMatchObject([
      {
        firstName: "Mia",
        lastName: "Berg",
        email: "mia@example.com",
        marketingState: "NOT_SUBSCRIBED",
        numberOfOrders: 2,
        amountSpentMinor: 2_600,
        tags: [],
      },
    ]);
    const orders = [...store.books.order.values()];
    expect(orders.map((order) => [order.name, order.customerOrderIndex])).toEqual([
      ["#1001", 1],
      ["#1002", 2],
      ["#1003", null],
    ]);
    expect(orders[1]!.refunds[0]).toMatchObject({
      lines: [],
      totalMinor: 300,
      adjustments: [{ amountMinor: -300, reason: "REFUND_DISCREPANCY" }],
    });
    expect(orders[2]).toMatchObject({ customerId: null, email: null });
    expect([...store.books.variant.values()]).toMatchObject([{ priceMinor: 1_000 }]);
    expect(store.books.theShop.name).toBe("Potters");
  });

  test.each([
    ["an absent file", () => path.join(folder, "nowhere.csv"), /there is no file .*--orders/],
    ["a folder", () => folder, /is not a file/],
    ["an empty file", () => fileOf("empty.csv", ""), /is empty: export the orders again/],
    ["blank lines", () => fileOf("blank.csv", "\n \r\n"), /is empty/],
    ["an empty gzip", () => fileOf("empty.gz", gzipSync("")), /is empty/],
    [
      "a cut gzip",
      () => fileOf("cut.jsonl.gz", gzipSync(jsonLine("1").repeat(500)).subarray(0, 100)),
      /can't be unpacked .*download it again/,
    ],
    ["only bad rows", () => fileOf("bad.jsonl", "{oops\n{again"), /no usable order; line 1: not JSON/],
    ["a foreign table", () => fileOf("foreign.csv", "a,b\n1,2\n"), /isn't Shopify's order export/],
  ])("%s is an error that says what to do, and leaves no store", async (_what, file, message) => {
    const store = emptyStore();
    await expect(fillStore(store, { kind: "orders", file: file() })).rejects.toThrow(message);
    expect([store.books.shop.size, store.books.order.size]).toEqual([0, 0]);
  });
});

describe("a simulated store", () => {
  test("says that it is simulated and holds whole records", async () => {
    const store = emptyStore();
    const report = await fillStore(store, { kind: "simulated", seed: "7", buyers: 300 });
    expect(store.books.theShop).toMatchObject({
      origin: "simulated by seed 7",
      name: "Kettle & Crumb",
      domain: "regulars-demo.myshopify.com",
      currency: "GBP",
      taxRate: 0.2,
      shippingMinor: 395,
      taxesIncluded: true,
      newCustomerAccounts: true,
    });
    expect(report).toMatchObject({ customers: 300, weeksMoved: 0, refusedTotal: 0 });
    for (const order of store.books.order.values()) {
      for (const line of order.lines) expect(store.books.variant.need(line.variantId!).productId).toBe(line.productId);
      expect(order.refunds.flatMap((refund) => refund.adjustments)).toEqual([]);
      if (order.cancelledAt) expect([order.financialStatus, currentSubtotalMinor(order)]).toEqual(["REFUNDED", 0]);
    }
  });

  test("what a killed filling left behind is cleared before the next one", async () => {
    const store = emptyStore();
    await fillStore(store, { kind: "simulated", seed: "7", buyers: 30 });
    store.books.shop.delete(store.books.theShop.id);
    const report = await fillStore(store, { kind: "simulated", seed: "8", buyers: 20 });
    expect([store.books.customer.size, store.books.order.size, store.books.product.size]).toEqual([20, report.orders, report.products]);
  });

  test("it can be told how far it is", async () => {
    const told: number[] = [];
    const report = await fillStore(
      emptyStore(),
      { kind: "simulated", seed: "7", buyers: 600 },
      { onProgress: (written) => told.push(written) },
    );
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)).toBe(report.orders);
  });
});
