/** The control API, and the server around everything: what tests and the tour rely on. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectConsole } from "../support/console.ts";
import { placeOrder } from "./commerce/place-order.ts";
import { openStore, type OpenedStore } from "./opened-store.ts";
import { startServer } from "./server.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
});
afterEach(() => opened.close());

const mug = (quantity: number) =>
  placeOrder(opened.emulator, {
    lines: [{ variantId: opened.store.products["jubilee-mug"]!.variantIds[0]!, quantity }],
    codes: [],
    attributes: [],
    customerId: opened.store.mia.id,
    email: "mia@example.com",
  });

test("the clock is read and moved forward, never back", async () => {
  const before = (await opened.control("clock")).body.now;
  const { body } = await opened.control("clock", { advanceMs: 3_600_000 });
  expect(Date.parse(body.now) - Date.parse(before)).toBe(3_600_000);
  expect((await opened.control("clock", { advanceMs: -1 })).status).toBe(400);
});

test("faults are set by name; a knob nobody knows is refused and nothing changes", async () => {
  expect((await opened.control("faults", { webhooks: { duplicate: 2 }, api: { throttleNext: 1 }, seed: 7 })).body).toMatchObject({
    webhooks: { duplicate: 2, shuffle: false },
    api: { throttleNext: 1 },
    seed: 7,
  });
  const { status, body } = await opened.control("faults", { api: { throttle: 1 } });
  expect([status, body.error]).toEqual([400, expect.stringContaining("api.throttle")]);
  expect((await opened.control("faults", { webhooks: { duplicate: "2" } })).status).toBe(400);
});

test("a merchant refunds, edits, fulfils and cancels; the books' summary follows to the penny", async () => {
  const [first, second] = [mug(2), mug(1)];
  const part = await opened.control("refund-order", { order: first.name, lines: [{ orderLineId: first.lines[0]!.id, quantity: 1 }] });
  expect(part.body).toMatchObject({ givenBackMinor: 1200, financialStatus: "PARTIALLY_REFUNDED" });
  const rest = await opened.control("refund-order", { order: first.id, all: true });
  expect(rest.body).toMatchObject({ refundedMinor: 2 * 1200 + 395, financialStatus: "REFUNDED" });
  expect(
    (await opened.control("edit-order", { order: second.id, setQuantity: [{ orderLineId: second.lines[0]!.id, quantity: 2 }] })).body,
  ).toMatchObject({ currentTotalMinor: 2 * 1200 + 395 });
  const third = mug(1);
  await opened.control("cancel-order", { order: third.id, reason: "customer" });
  expect((await opened.control("fulfil-order", { order: second.id })).status).toBe(200);
  const { body } = await opened.control("books/summary");
  expect(body).toMatchObject({
    installed: true,
    orders: { all: 3, test: 0, cancelled: 1 },
    customers: 1,
    products: 4,
    money: { currency: "GBP", refundedMinor: 2 * 1200 + 395 + 1200 + 395 },
  });
});

test("what the books refuse is a 409 with the reason, what can't be understood a 400", async () => {
  const order = mug(1);
  expect(
    await opened.control("refund-order", { order: order.id, lines: [{ orderLineId: order.lines[0]!.id, quantity: 5 }] }),
  ).toMatchObject({ status: 409, body: { error: expect.any(String) } });
  expect((await opened.control("refund-order", { order: "#9999" })).status).toBe(400);
  expect((await opened.control("refund-order", { order: order.id, line: [] })).body.error).toContain("unknown: line");
});

test("orders are listed with what the ledger is checked against", async () => {
  mug(2);
  const { body } = await opened.control("orders?page=1");
  expect(body).toMatchObject({
    page: 1,
    pages: 1,
    total: 1,
    orders: [
      {
        name: "#1001",
        totalMinor: 2795,
        refundDiscrepancyMinor: 0,
        lines: [{ quantity: 2, currentQuantity: 2, afterAllDiscountsBeforeTaxesMinor: 2000 }],
      },
    ],
  });
  expect((await opened.control("orders?code=NOBODY")).body.total).toBe(0);
});

test("webhooks are delivered on demand, and the answer counts them", async () => {
  mug(1);
  const { body } = await opened.control("deliver-webhooks", {});
  // nobody listens at the app's address in this test
  expect(body.delivered).toBe(0);
  expect(body.failed).toBeGreaterThan(0);
});

test("a path nobody knows is a 501 naming itself, and every call is in the log", async () => {
  const { origin } = opened.emulator.config;
  const response = await fetch(`${origin}/admin/themes.json`, { headers: { "x-forwarded-host": "small-store.myshopify.com" } });
  expect(response.status).toBe(501);
  expect(await response.text()).toContain("https://small-store.myshopify.com/admin/themes.json");
  const { entries } = (await opened.control("log")).body;
  expect(entries.some(({ what }: { what: string }) => what === "GET small-store.myshopify.com/admin/themes.json")).toBe(true);
});

test("a handler that throws is a 500 saying why, and is printed", async () => {
  expectConsole(/it broke/);
  const server = await startServer(0, () => opened.emulator, [
    () => {
      throw new Error("it broke");
    },
  ]);
  const response = await fetch(`http://127.0.0.1:${server.port}/`);
  expect([response.status, await response.text()]).toEqual([500, "emulator: it broke"]);
  await server.close();
});

test("a port that is taken says so", async () => {
  await expect(startServer(opened.emulator.ports.emulator, () => opened.emulator, [])).rejects.toThrow(/port \d+ is taken/);
});
