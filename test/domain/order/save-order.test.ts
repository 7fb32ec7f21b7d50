/** FAULTS 10: an old reading never overwrites a newer one, and what an order is worth. */
import { beforeEach, expect, test } from "vitest";
import { amountsOf } from "~/domain/order/order";
import { kindOf } from "~/domain/order/mark";
import { saveOrder } from "~/domain/order/save-order.server";
import type { ReadLine, ReadOrder } from "~/ports/shop";
import { testWorld } from "../../support/world";

const t = await testWorld();
const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 9, minute));
const line = (values: Partial<ReadLine> = {}): ReadLine => ({
  lineId: "1",
  productId: "10",
  variantId: "100",
  title: "Tea",
  quantity: 2,
  currentQuantity: 2,
  orderedMinor: 1000n,
  goodsMinor: 1000n,
  giftCard: false,
  ...values,
});
const order = (values: Partial<ReadOrder> = {}): ReadOrder => ({
  orderId: "9007199254741001",
  name: "#1001",
  buyer: null,
  email: "mia@example.com",
  placedAt: at(0),
  cancelledAt: null,
  fulfilledAt: null,
  paid: true,
  test: false,
  tags: [],
  currency: "GBP",
  financialStatus: "PAID",
  sourceName: "web",
  renewal: false,
  lines: [line()],
  amountOnlyRefundsMinor: 0n,
  codes: ["MIA15"],
  attributes: [],
  buyerOrderIndex: 1,
  countryCode: "GB",
  province: null,
  gift: false,
  contact: null,
  updatedAt: at(1),
  ...values,
});
const stored = async () => (await t.sql<Record<string, unknown>>("SELECT * FROM orders"))[0];

beforeEach(async () => {
  await t.sql("DELETE FROM order_line");
  await t.sql("DELETE FROM orders");
  await t.sql("DELETE FROM buyer");
});

test("the base is the goods without gift cards, less what was given back beyond the lines; pieces are goods as ordered", () => {
  expect(
    amountsOf({ lines: [line({ currentQuantity: 1 }), line({ giftCard: true, goodsMinor: 2500n })], amountOnlyRefundsMinor: 150n }),
  ).toEqual({
    goodsMinor: 850n,
    orderedMinor: 1000n,
    amountOnlyRefundsMinor: 150n,
    units: 2,
  });
});

test("10 · a reading that began earlier is stale, also when it arrives later", async () => {
  await saveOrder(t.world, order({ lines: [line({ goodsMinor: 500n })] }), { readAt: at(10) });
  expect(await saveOrder(t.world, order(), { readAt: at(9) })).toEqual({ outcome: "stale" });
  expect(await stored()).toMatchObject({ goods_minor: "500" });
});

test("81 · what changed in Shopify after a reading by a clock that was ahead is kept all the same, and not where the order was deleted", async () => {
  await saveOrder(t.world, order({ updatedAt: at(5) }), { readAt: at(120) });
  const refunded = order({ lines: [line({ goodsMinor: 500n })], updatedAt: at(10) });
  expect(await saveOrder(t.world, refunded, { readAt: at(11) })).toMatchObject({ outcome: "saved" });
  expect(await stored()).toMatchObject({ goods_minor: "500" });
  await t.sql("UPDATE orders SET deleted_at = $1, cancelled_at = $1, read_at = $1", [at(20)]);
  expect(await saveOrder(t.world, order({ updatedAt: at(15) }), { readAt: at(16) })).toEqual({ outcome: "stale" });
});

test("10 · an older state of Shopify's is stale, however late it was read", async () => {
  await saveOrder(t.world, order({ updatedAt: at(5) }), { readAt: at(10) });
  expect(await saveOrder(t.world, order({ updatedAt: at(4) }), { readAt: at(11) })).toEqual({ outcome: "stale" });
});

test("readings that end at once leave the newest, with its lines only", async () => {
  const readings = [3, 1, 4, 2].map((minute) =>
    saveOrder(t.world, order({ lines: [line({ lineId: String(minute), goodsMinor: BigInt(minute) })], updatedAt: at(minute) }), {
      readAt: at(minute),
    }),
  );
  await Promise.all(readings);
  expect(await stored()).toMatchObject({ goods_minor: "4" });
  expect(await t.sql("SELECT line_id FROM order_line")).toEqual([{ line_id: "4" }]);
});

test("paid when first seen counts from the day it was placed, paid later from that change, and unpaid again not at all", async () => {
  await saveOrder(t.world, order(), { readAt: at(30) });
  expect(await stored()).toMatchObject({ paid_at: at(0) });
  await t.sql("DELETE FROM orders");
  await saveOrder(t.world, order({ paid: false }), { readAt: at(1) });
  expect(await stored()).toMatchObject({ paid_at: null });
  await saveOrder(t.world, order({ updatedAt: at(7) }), { readAt: at(8) });
  await saveOrder(t.world, order({ updatedAt: at(20) }), { readAt: at(21) });
  expect(await stored()).toMatchObject({ paid_at: at(7) });
  await saveOrder(t.world, order({ paid: false, updatedAt: at(22) }), { readAt: at(23) });
  expect(await stored()).toMatchObject({ paid_at: null });
});

test("an order that was noted as our own reward stays one", async () => {
  await saveOrder(t.world, order(), { readAt: at(1) });
  await t.sql("UPDATE orders SET own_reward = true");
  await saveOrder(t.world, order({ updatedAt: at(2) }), { readAt: at(2) });
  expect(await stored()).toMatchObject({ own_reward: true });
});

const contact: ReadOrder["contact"] = {
  places: [
    { ...{ name: "Mia Berg", address1: "1 High Street", address2: null, zip: "LS1 4AP", city: "Leeds" }, countryCode: "GB", phone: null },
  ],
  phone: "07700 900123",
  networks: ["203.0.113.7"],
};

test("what it has in common with others is kept as marks; a reading that did not ask for it keeps them", async () => {
  await saveOrder(t.world, order({ contact }), { readAt: at(1) });
  const { marks } = (await stored()) as { marks: string[] };
  expect(marks.map(kindOf)).toEqual(["address", "addressee", "device", "door", "phone"]);
  expect(JSON.stringify(marks)).not.toMatch(/high|berg|7700|203\.0/i);
  await saveOrder(t.world, order({ updatedAt: at(2) }), { readAt: at(2) });
  expect(await stored()).toMatchObject({ marks });
  await saveOrder(t.world, order({ updatedAt: at(3), contact: { places: [], phone: null, networks: [] } }), { readAt: at(3) });
  expect(await stored()).toMatchObject({ marks: [] });
});

test("of an erased buyer no address and no mark comes back", async () => {
  await t.sql("INSERT INTO buyer (shop_id, buyer_id, consent, currency, erased_at, read_at) VALUES ($1, '7', 'unknown', 'GBP', $2, $2)", [
    t.shopId,
    at(0),
  ]);
  const buyer = {
    buyerId: "7",
    firstName: "Mia",
    lastName: "Berg",
    email: "mia@example.com",
    consent: "subscribed" as const,
    countryCode: null,
    province: null,
    city: null,
  };
  expect(await saveOrder(t.world, order({ buyer, contact }), { readAt: at(1) })).toEqual({
    outcome: "saved",
    buyerId: "7",
    formerBuyerId: null,
  });
  expect(await stored()).toMatchObject({ email: null, marks: [] });
});

test("an order of a customer who was merged belongs to the one that was kept", async () => {
  await t.sql(
    "INSERT INTO buyer (shop_id, buyer_id, consent, currency, merged_into, read_at) VALUES ($1, '7', 'unknown', 'GBP', '8', $2)",
    [t.shopId, at(0)],
  );
  const buyer = {
    buyerId: "7",
    firstName: null,
    lastName: null,
    email: null,
    consent: "unknown" as const,
    countryCode: null,
    province: null,
    city: null,
  };
  expect(await saveOrder(t.world, order({ buyer }), { readAt: at(1) })).toMatchObject({ buyerId: "8" });
});
