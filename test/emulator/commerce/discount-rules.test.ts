import { describe, expect, test } from "vitest";
import type { Discount } from "../books.ts";
import { discountedStore, NOW, onlyOn } from "./discounted-store.ts";
import { placeOrder } from "./place-order.ts";
import { priceCart } from "./price-cart.ts";

const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000).toISOString();

describe("who may use a code", () => {
  test.each<[string, Partial<Discount>, string]>([
    ["not started", { startsAt: hours(1) }, "not yet"],
    ["over", { endsAt: hours(0) }, "expired"],
    ["deactivated", { deactivated: true }, "expired"],
    ["below its minimum", { minimumSubtotalMinor: 1201 }, "below minimum"],
    ["for goods not in the cart", { items: onlyOn("1") }, "no matching goods"],
    ["for a named customer", { context: { customerIds: ["1"] } }, "not for you"],
  ])("a discount that is %s is refused with a sentence for the shopper", (_name, wish, why) => {
    const store = discountedStore();
    store.discount(wish, "MIA15");
    const [refused] = priceCart(store, store.cart([["jubilee-mug", 1]], { codes: ["MIA15"] })).refused;
    expect(refused).toMatchObject({ code: "MIA15", why });
    expect(refused.reason).toMatch(/MIA15.*\.$/);
  });

  test("an unknown code is refused and changes no price", () => {
    const store = discountedStore();
    const priced = priceCart(store, store.cart([["jubilee-mug", 1]], { codes: ["NOPE"] }));
    expect(priced.refused).toEqual([{ code: "NOPE", why: "unknown", reason: "NOPE isn't a valid discount code." }]);
    expect(priced.totalMinor).toBe(1595);
  });

  test("the minimum is met exactly, and counts matching goods only", () => {
    const store = discountedStore();
    store.discount({ minimumSubtotalMinor: 1200, items: onlyOn(store.productOf("jubilee-mug")) }, "MUG");
    expect(priceCart(store, store.cart([["jubilee-mug", 1]], { codes: ["MUG"] })).applied).toHaveLength(1);
    store.setPrice("jubilee-mug", 1199);
    const [refused] = priceCart(
      store,
      store.cart(
        [
          ["jubilee-mug", 1],
          ["earl-grey", 9],
        ],
        { codes: ["MUG"] },
      ),
    ).refused;
    expect(refused.reason).toBe("Spend £12.00 or more to use MUG.");
  });

  test("a usage limit is counted per code: another code of the same discount still works", () => {
    const store = discountedStore();
    store.discount({ usageLimit: 1 }, "CLICK-1", "CLICK-2");
    placeOrder(store, store.cart([["earl-grey", 1]], { codes: ["CLICK-1"], email: "a@example.com" }));
    const again = (code: string) => priceCart(store, store.cart([["earl-grey", 1]], { codes: [code], email: "b@example.com" }));
    expect(again("CLICK-1").refused[0].why).toBe("used up");
    expect(again("CLICK-2").applied).toHaveLength(1);
  });

  test("once per customer is counted per code: a friend may still use a second code", () => {
    const store = discountedStore();
    store.discount({ appliesOncePerCustomer: true }, "MIA15", "TOM15");
    const friend = { email: "friend@example.com" };
    placeOrder(store, store.cart([["earl-grey", 1]], { codes: ["MIA15"], ...friend }));
    const again = (code: string) => priceCart(store, store.cart([["earl-grey", 1]], { codes: [code], ...friend }));
    expect(again("MIA15").refused[0].why).toBe("used by you");
    expect(again("TOM15").applied).toHaveLength(1);
  });

  test.each([
    ["the same e-mail in capitals", { email: " MIA@Example.com" }, false],
    ["the account with that e-mail, signed in", { customerId: "mia" }, false],
    ["another address with a plus sign", { email: "mia+1@example.com" }, true],
    ["a guest who hasn't typed an address yet", { email: null }, true],
  ])("once per customer, for %s", (_name, who, allowed) => {
    const store = discountedStore();
    store.discount({ appliesOncePerCustomer: true }, "MIA15");
    placeOrder(store, store.cart([["earl-grey", 1]], { codes: ["MIA15"], email: "mia@example.com" }));
    const shopper = "customerId" in who ? { customerId: store.mia.id } : who;
    expect(priceCart(store, store.cart([["earl-grey", 1]], { codes: ["MIA15"], ...shopper })).applied).toHaveLength(allowed ? 1 : 0);
  });

  test.each([
    ["matching e-mail", "mia@example.com", true],
    ["matching e-mail", "other@example.com", false],
    ["refuse", "mia@example.com", false],
    ["anyone", "other@example.com", true],
  ] as const)("a discount for named customers, rule '%s', guest %s: %s", (guestAndNamedDiscount, email, allowed) => {
    const store = discountedStore();
    store.faults.checkout = { guestAndNamedDiscount };
    store.discount({ context: { customerIds: [store.mia.id] } }, "REWARD");
    expect(priceCart(store, store.cart([["earl-grey", 1]], { codes: ["REWARD"], email })).applied).toHaveLength(allowed ? 1 : 0);
  });

  test("a named customer who is signed in may use it, another may not", () => {
    const store = discountedStore();
    store.discount({ context: { customerIds: [store.mia.id] } }, "REWARD");
    expect(priceCart(store, store.cart([["earl-grey", 1]], { codes: ["REWARD"], customerId: store.mia.id })).applied).toHaveLength(1);
    store.books.customer.put("5", { ...store.mia, id: "5", email: "tom@example.com" });
    expect(priceCart(store, store.cart([["earl-grey", 1]], { codes: ["REWARD"], customerId: "5" })).refused[0].why).toBe("not for you");
  });
});
