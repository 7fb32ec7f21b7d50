/** Shop, orders and products through the port, against the emulator, which executes Shopify's own schema and is strict about its input. */
import { beforeAll, expect, test } from "vitest";
import type { World } from "~/ports/world";
import { placeOrder } from "../../emulator/commerce/place-order.ts";
import { refundOrder } from "../../emulator/commerce/refund-order.ts";
import { fulfilOrder } from "../../emulator/commerce/fulfil-order.ts";
import { smallStore } from "../../emulator/small-store.ts";
import { openApp } from "../../support/open-app";
import { testWorld, withEmulator } from "../../support/world";

const t = await testWorld({ shopId: "small-store.myshopify.com" });
await t.clock.set(new Date());
const store = smallStore();
const emulator = await withEmulator(t, { books: store.books });
const { mia, products } = store;
let shop: World["shop"];

const variantOf = (handle: string): string => products[handle].variantIds[0];

beforeAll(async () => {
  await openApp(emulator);
  shop = t.world.shop;
});

const cart = (lines: [string, number][], codes: string[] = []) => ({
  lines: lines.map(([handle, quantity]) => ({ variantId: variantOf(handle), quantity })),
  codes,
  attributes: [{ name: "_regulars_click", value: "00000000-0000-4000-8000-000000000001" }],
  customerId: mia.id,
  email: mia.email,
});

test("the profile tells who the shop is and what it granted", async () => {
  expect(await shop.readProfile()).toEqual({
    name: "Small & Sons",
    email: "hello@small.example",
    postalAddress: "",
    currency: "GBP",
    ianaTimezone: "Europe/London",
    countryCode: "GB",
    storefrontUrl: emulator.config.origin,
    proxyPrefix: "/apps/regulars",
    planName: "Basic",
    scopes: emulator.config.scopes,
  });
});

test("an order is read whole: tax out of included prices, gift cards told, attributes and buyer with it", async () => {
  const { id, name } = placeOrder(
    emulator,
    cart([
      ["earl-grey", 2],
      ["gift-card", 1],
    ]),
    {},
  );
  const order = await shop.readOrder(id);
  expect(order).toMatchObject({
    orderId: id,
    name,
    paid: true,
    test: false,
    renewal: false,
    currency: "GBP",
    email: "mia@example.com",
    attributes: [{ key: "_regulars_click", value: "00000000-0000-4000-8000-000000000001" }],
    buyer: { buyerId: mia.id, firstName: "Mia", lastName: "Berg", email: "mia@example.com", consent: "subscribed" },
    fulfilledAt: null,
    amountOnlyRefundsMinor: 0n,
  });
  // 2 × £8.50 with 20 % VAT in it: 1700 − 283.
  expect(order!.lines).toMatchObject([
    { variantId: variantOf("earl-grey"), quantity: 2, currentQuantity: 2, orderedMinor: 1417n, goodsMinor: 1417n, giftCard: false },
    { quantity: 1, giftCard: true, goodsMinor: 2500n },
  ]);
});

test("refunded units leave the goods, money given back beyond them is told apart, fulfilment has its time", async () => {
  const { id, lines } = placeOrder(emulator, cart([["earl-grey", 2]]), {});
  refundOrder(emulator, id, { lines: [{ orderLineId: lines[0].id, quantity: 1 }] });
  refundOrder(emulator, id, { lines: [], amountMinor: 150 });
  fulfilOrder(emulator, id);
  const order = await shop.readOrder(id);
  expect(order).toMatchObject({
    amountOnlyRefundsMinor: 150n,
    paid: true,
    lines: [{ quantity: 2, currentQuantity: 1, orderedMinor: 1417n }],
  });
  expect(order!.lines[0].goodsMinor).toBeLessThan(710n);
  expect(order!.fulfilledAt).toEqual(new Date(`${emulator.clock.iso().slice(0, 19)}Z`));
});

test("an order of more lines than one page holds is read to its last line", async () => {
  const many = Array.from({ length: 120 }, (): [string, number] => ["jubilee-mug", 1]);
  const variant = emulator.books.variant.need(variantOf("jubilee-mug"));
  emulator.books.variant.put(variant.id, { ...variant, inventory: 1000 });
  const order = placeOrder(emulator, cart(many), {});
  const read = await shop.readOrder(order.id);
  expect(read!.lines.map(({ lineId }) => lineId)).toEqual(order.lines.map(({ id }) => id));
});

test("what Shopify does not know is null", async () => {
  expect(await shop.readOrder("999")).toBeNull();
  expect(await shop.readBuyer("999")).toBeNull();
  expect(await shop.readVariant("999")).toBeNull();
  expect(await shop.findDiscountByCode("NOBODY")).toBeNull();
});

test("a variant tells its price, cost and whether it can be had", async () => {
  expect(await shop.readVariant(variantOf("earl-grey"))).toMatchObject({
    productTitle: "Earl Grey",
    priceMinor: 850n,
    unitCostMinor: 425n,
    currency: "GBP",
    available: true,
  });
  expect(await shop.readVariant(variantOf("last-teapot"))).toMatchObject({ available: false });
});
