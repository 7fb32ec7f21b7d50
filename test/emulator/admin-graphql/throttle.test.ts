import { expect, test } from "vitest";
import { smallStore } from "../small-store.ts";
import { throttleStatus } from "./throttle.ts";

test.each([
  ["Basic", 100],
  ["Shopify", 100],
  ["Advanced", 200],
  ["Shopify Plus", 1000],
  ["Enterprise", 2000],
])("a store on %s has %i points a second", (planName, restoreRate) => {
  const store = smallStore();
  store.books.shop.put(store.books.theShop.id, { ...store.books.theShop, planName });
  expect(throttleStatus(store)).toMatchObject({ restoreRate, maximumAvailable: restoreRate * 20 });
});
