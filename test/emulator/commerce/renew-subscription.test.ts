import { expect, test } from "vitest";
import { discountedStore } from "./discounted-store.ts";
import { placeOrder } from "./place-order.ts";
import { priceCart } from "./price-cart.ts";
import { renewSubscription } from "./renew-subscription.ts";
import { lineAfterAllDiscountsBeforeTaxesMinor, orderTotalMinor } from "./totals.ts";

const begun = (subscriptions?: { cycles: number }) => {
  const store = discountedStore();
  store.discount({ appliesOncePerCustomer: true, subscriptions }, "MIA15");
  const cart = store.cart([["jubilee-mug", 2]], { codes: ["MIA15"], email: "subscriber@example.com", subscription: true });
  return { store, cart, order: placeOrder(store, cart) };
};

test.each([
  ["1 cycle", 1, ["MIA15", "", "", ""]],
  ["3 cycles", 3, ["MIA15", "MIA15", "MIA15", ""]],
  ["every cycle", 0, ["MIA15", "MIA15", "MIA15", "MIA15"]],
])("a discount on %s is on so many orders of a subscription, and its code with it", (_name, cycles, expected) => {
  const { store, order } = begun({ cycles });
  const orders = [order, ...[1, 2, 3].map(() => renewSubscription(store, order.id))];
  expect(orders.map(({ applications }) => applications.map((one) => (one.type === "discount_code" ? one.code : "")).join())).toEqual(
    expected,
  );
  const goods = orders.map(({ lines }) => lineAfterAllDiscountsBeforeTaxesMinor(order, lines[0]));
  expect(goods.map((minor) => minor === goods[0])).toEqual(expected.map((code) => code !== ""));
  expect(orders.map(({ renewal }) => renewal)).toEqual([false, true, true, true]);
  expect(orderTotalMinor(orders[3])).toBe(orders[3].receivedMinor);
  expect(store.uses("MIA15")).toBe(1);
});

test("a discount that says nothing of subscriptions is refused on one, and is on none of its orders", () => {
  const { store, cart, order } = begun();
  expect(priceCart(store, cart).refused).toMatchObject([{ code: "MIA15", why: "no matching goods" }]);
  expect([order, renewSubscription(store, order.id)].map(({ applications }) => applications)).toEqual([[], []]);
});

test("an order that began no subscription is not renewed", () => {
  const { store } = begun();
  const once = placeOrder(store, store.cart([["jubilee-mug", 1]], { email: "once@example.com" }));
  expect(() => renewSubscription(store, once.id)).toThrow("began no subscription");
});
