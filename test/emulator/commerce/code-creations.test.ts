import { expect, test } from "vitest";
import { CODE_CREATION_MS, runDueCodeCreations, runningCodeCreation, startCodeCreation } from "./code-creations.ts";
import { discountedStore } from "./discounted-store.ts";
import { findCode, mayUse } from "./discount-rules.ts";

const anyone = { customerId: null, email: null };

test("codes exist only once the run is done, which takes its time on the emulator's clock", async () => {
  const store = discountedStore();
  const discount = store.discount({});
  const creation = startCodeCreation(store, discount.id, ["MAXINE15", "Tom15"]);
  await store.clock.advance(CODE_CREATION_MS - 1);
  expect([runDueCodeCreations(store), findCode(store.books, "MAXINE15")]).toEqual([0, null]);
  expect(mayUse(store, "maxine15", anyone)).toMatchObject({ ok: false, why: "unknown" });
  await store.clock.advance(1);
  expect(runDueCodeCreations(store)).toBe(1);
  expect(findCode(store.books, "tom15")).toMatchObject({
    redeemCode: { code: "Tom15", usedByOrderIds: [] },
    discount: { id: discount.id },
  });
  const done = store.books.codeCreation.need(creation.id);
  expect(done.done).toBe(true);
  expect(done.codes.map(({ code, redeemCodeId }) => redeemCodeId === store.books.redeemCode.need(code.toUpperCase()).id)).toEqual([
    true,
    true,
  ]);
  expect(runDueCodeCreations(store)).toBe(0);
});

test("only one run at a time in a shop", async () => {
  const store = discountedStore();
  const discount = store.discount({});
  const first = startCodeCreation(store, discount.id, ["A"]);
  expect(runningCodeCreation(store.books)?.id).toBe(first.id);
  expect(() => startCodeCreation(store, discount.id, ["B"])).toThrow("one at a time");
  await store.clock.advance(CODE_CREATION_MS);
  runDueCodeCreations(store);
  expect(runningCodeCreation(store.books)).toBeNull();
  startCodeCreation(store, discount.id, ["B"]);
});

test("a code taken by any discount of the store fails without regard to case, and harms neither the others nor its owner", async () => {
  const store = discountedStore();
  const merchants = store.discount({}, "Summer");
  const ours = store.discount({});
  const creation = startCodeCreation(store, ours.id, ["SUMMER", "mia15", "MIA15", " ", "X".repeat(256)]);
  await store.clock.advance(CODE_CREATION_MS);
  runDueCodeCreations(store);
  expect(store.books.codeCreation.need(creation.id).codes.map(({ error }) => error)).toEqual(["TAKEN", null, "TAKEN", "BLANK", "TOO_LONG"]);
  expect(findCode(store.books, "summer")?.discount.id).toBe(merchants.id);
});

test("a run whose discount was deleted meanwhile adds nothing and says so", async () => {
  const store = discountedStore();
  const discount = store.discount({});
  const creation = startCodeCreation(store, discount.id, ["MIA15"]);
  store.books.discount.delete(discount.id);
  await store.clock.advance(CODE_CREATION_MS);
  runDueCodeCreations(store);
  expect(store.books.codeCreation.need(creation.id).codes[0]).toMatchObject({ redeemCodeId: null, error: "INVALID" });
  expect(store.books.redeemCode.size).toBe(0);
});

test("a call adds 1 to 250 codes to a discount that exists", () => {
  const store = discountedStore();
  const discount = store.discount({});
  expect(() => startCodeCreation(store, discount.id, [])).toThrow("1 to 250");
  expect(() =>
    startCodeCreation(
      store,
      discount.id,
      Array.from({ length: 251 }, (_, index) => `C${index}`),
    ),
  ).toThrow("1 to 250");
  expect(() => startCodeCreation(store, "1", ["A"])).toThrow("no record 1");
});
