import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Discount } from "../books.ts";
import { COMBINES, discountedStore, onlyOn } from "./discounted-store.ts";
import { priceCart } from "./price-cart.ts";

const FREE_SHIPPING: Partial<Discount> = { kind: "freeShipping", value: { freeShipping: true } };

describe("what a discount takes off", () => {
  test("a percentage frees every matching unit", () => {
    const store = discountedStore();
    store.discount({ items: onlyOn(store.productOf("jubilee-mug")), value: { percentage: 1 } }, "FREEMUG");
    const priced = priceCart(
      store,
      store.cart(
        [
          ["jubilee-mug", 3],
          ["earl-grey", 1],
        ],
        { codes: ["FREEMUG"] },
      ),
    );
    expect(priced.lines.map((line) => line.totalMinor)).toEqual([0, 850]);
  });

  test("a fixed amount that doesn't apply on each item gives one unit's worth, however many are in the cart", () => {
    const store = discountedStore();
    store.discount({ items: onlyOn(store.productOf("jubilee-mug")), value: { amountMinor: 1200, appliesOnEachItem: false } }, "ONEMUG");
    expect(priceCart(store, store.cart([["jubilee-mug", 3]], { codes: ["ONEMUG"] })).subtotalMinor).toBe(2400);
  });

  test("a fixed amount on each item takes off every matching unit, never below zero", () => {
    const store = discountedStore();
    store.discount({ items: onlyOn(store.productOf("earl-grey")), value: { amountMinor: 1000, appliesOnEachItem: true } }, "TENEACH");
    const priced = priceCart(
      store,
      store.cart(
        [
          ["earl-grey", 2],
          ["jubilee-mug", 1],
        ],
        { codes: ["TENEACH"] },
      ),
    );
    expect(priced.lines.map((line) => line.totalMinor)).toEqual([0, 1200]);
    expect(priced.applications[0]).toMatchObject({ allocationMethod: "each", targetSelection: "entitled" });
  });

  test("a fixed amount larger than the cart takes the cart to zero, not below", () => {
    const store = discountedStore({ shippingMinor: 0 });
    store.discount({ value: { amountMinor: 99_999, appliesOnEachItem: false } }, "HUGE");
    expect(priceCart(store, store.cart([["earl-grey", 1]], { codes: ["HUGE"] })).totalMinor).toBe(0);
  });

  test("an order discount is shared out over the lines to the last penny", () => {
    const store = discountedStore();
    store.discount({ value: { amountMinor: 1000, appliesOnEachItem: false } }, "TENNER");
    const priced = priceCart(
      store,
      store.cart(
        [
          ["earl-grey", 1],
          ["jubilee-mug", 1],
          ["earl-grey", 1],
        ],
        { codes: ["TENNER"] },
      ),
    );
    expect(priced.lines.map((line) => line.discountMinor)).toEqual([293, 414, 293]); // 293.10 413.79 293.10
  });

  test.each<[string, (store: ReturnType<typeof discountedStore>) => Discount["items"], number[]]>([
    ["all goods", () => ({ all: true }), [128, 180]],
    ["a product", (store) => onlyOn(store.productOf("earl-grey")), [128, 0]],
    ["a variant", (store) => ({ productIds: [], variantIds: [store.variantOf("jubilee-mug")], collectionIds: [] }), [0, 180]],
    ["a collection", (store) => ({ productIds: [], variantIds: [], collectionIds: store.products["earl-grey"].collectionIds }), [128, 0]],
  ])("a discount on %s touches nothing else", (_name, items, off) => {
    const store = discountedStore();
    store.discount({ items: items(store) }, "FIFTEEN");
    const priced = priceCart(
      store,
      store.cart(
        [
          ["earl-grey", 1],
          ["jubilee-mug", 1],
        ],
        { codes: ["fifteen"] },
      ),
    );
    expect(priced.lines.map((line) => line.discountMinor)).toEqual(off);
  });

  test("a gift card is neither discounted nor taxed, and doesn't ship", () => {
    const store = discountedStore();
    store.discount({}, "FIFTEEN");
    const priced = priceCart(store, store.cart([["gift-card", 1]], { codes: ["FIFTEEN"] }));
    expect(priced).toMatchObject({ totalMinor: 2500, taxMinor: 0, shippingMinor: 0, applied: [] });
    expect(priced.refused[0]).toMatchObject({ code: "FIFTEEN", why: "no matching goods" });
  });

  test("free shipping takes the shipping off, and only it", () => {
    const store = discountedStore();
    store.discount(FREE_SHIPPING, "SHIPFREE");
    const priced = priceCart(store, store.cart([["earl-grey", 1]], { codes: ["SHIPFREE"] }));
    expect(priced).toMatchObject({ totalMinor: 850, shippingDiscountMinor: 395, shippingTaxMinor: 0, discountMinor: 0 });
  });
});

describe("combining", () => {
  test("without combination the better code wins, whichever was entered first, and the other is refused by name", () => {
    const store = discountedStore();
    store.discount({ value: { percentage: 0.1 } }, "TEN");
    store.discount({ value: { percentage: 0.2 } }, "TWENTY");
    for (const codes of [
      ["TEN", "TWENTY"],
      ["TWENTY", "TEN"],
    ]) {
      const priced = priceCart(store, store.cart([["jubilee-mug", 1]], { codes }));
      expect(priced.applied).toMatchObject([{ code: "TWENTY", amountMinor: 240 }]);
      expect(priced.refused).toEqual([
        { code: "TEN", why: "does not combine", reason: "TEN can't be combined with TWENTY, the better deal here." },
      ]);
    }
  });

  test("at a tie the code entered first stays", () => {
    const store = discountedStore();
    store.discount({}, "MIA15");
    store.discount({}, "CLICK-1");
    const priced = priceCart(store, store.cart([["jubilee-mug", 1]], { codes: ["click-1", "MIA15"] }));
    expect(priced.applied.map(({ code }) => code)).toEqual(["CLICK-1"]);
  });

  test("both discounts must allow it", () => {
    const store = discountedStore();
    store.discount({ combinesWith: COMBINES }, "OPEN");
    store.discount(FREE_SHIPPING, "CLOSED");
    store.discount({ ...FREE_SHIPPING, combinesWith: COMBINES }, "SHIPFREE");
    expect(priceCart(store, store.cart([["earl-grey", 1]], { codes: ["OPEN", "CLOSED"] })).applied).toHaveLength(1);
    expect(priceCart(store, store.cart([["earl-grey", 1]], { codes: ["OPEN", "SHIPFREE"] })).applied).toHaveLength(2);
  });

  test("a product discount comes first, an order discount is reckoned on what it left, shipping last", () => {
    const store = discountedStore();
    store.discount({ value: { percentage: 0.1 }, combinesWith: COMBINES }, "ORDER10");
    store.discount({ value: { percentage: 0.5 }, items: onlyOn(store.productOf("jubilee-mug")), combinesWith: COMBINES }, "MUG50");
    store.discount({ ...FREE_SHIPPING, combinesWith: COMBINES }, "SHIPFREE");
    const priced = priceCart(
      store,
      store.cart(
        [
          ["jubilee-mug", 1],
          ["earl-grey", 1],
        ],
        { codes: ["SHIPFREE", "ORDER10", "MUG50"] },
      ),
    );
    expect(priced.applications.map((each) => "code" in each && each.code)).toEqual(["MUG50", "ORDER10", "SHIPFREE"]);
    expect(priced.lines.map((line) => line.totalMinor)).toEqual([540, 765]); // 1200 → 600 → 540, 850 → 765
    expect(priced.totalMinor).toBe(1305);
  });

  test("of two product discounts on one line only the better takes effect there", () => {
    const store = discountedStore();
    store.discount(
      { value: { percentage: 0.1 }, items: onlyOn(store.productOf("jubilee-mug"), store.productOf("earl-grey")), combinesWith: COMBINES },
      "BOTH10",
    );
    store.discount({ value: { percentage: 0.5 }, items: onlyOn(store.productOf("jubilee-mug")), combinesWith: COMBINES }, "MUG50");
    const priced = priceCart(
      store,
      store.cart(
        [
          ["jubilee-mug", 1],
          ["earl-grey", 1],
        ],
        { codes: ["BOTH10", "MUG50"] },
      ),
    );
    expect(priced.lines.map((line) => line.totalMinor)).toEqual([600, 765]);
  });

  test("two codes of one discount count once", () => {
    const store = discountedStore();
    store.discount({ combinesWith: COMBINES }, "CLICK-1", "CLICK-2");
    const priced = priceCart(store, store.cart([["jubilee-mug", 1]], { codes: ["CLICK-1", "CLICK-2"] }));
    expect(priced.applied.map(({ code }) => code)).toEqual(["CLICK-1"]);
    expect(priced.refused.map(({ why }) => why)).toEqual(["does not combine"]);
  });

  test("the same code typed twice is one code", () => {
    const store = discountedStore();
    store.discount({}, "MIA15");
    const priced = priceCart(store, store.cart([["jubilee-mug", 1]], { codes: ["MIA15", " mia15 ", ""] }));
    expect([priced.applied.length, priced.refused.length]).toEqual([1, 0]);
  });

  test("a seventh code is one too many", () => {
    const store = discountedStore();
    const codes = Array.from({ length: 7 }, (_, index) => `CODE${index}`);
    for (const code of codes) store.discount({}, code);
    expect(priceCart(store, store.cart([["jubilee-mug", 1]], { codes })).refused.at(0)).toMatchObject({
      code: "CODE6",
      why: "too many codes",
    });
  });
});

describe("tax, shipping and currency", () => {
  test("included tax is taken out per line and of shipping, and changes no total", () => {
    const store = discountedStore();
    const priced = priceCart(
      store,
      store.cart([
        ["earl-grey", 1],
        ["earl-grey", 1],
      ]),
    );
    expect(priced).toMatchObject({ subtotalMinor: 1700, totalMinor: 2095, shippingTaxMinor: 66, taxMinor: 142 + 142 + 66 });
  });

  test("added tax is rounded per line, of the discounted price", () => {
    const store = discountedStore({ taxesIncluded: false, taxRate: 0.075 });
    store.discount({}, "FIFTEEN");
    const priced = priceCart(
      store,
      store.cart(
        [
          ["earl-grey", 1],
          ["jubilee-mug", 1],
        ],
        { codes: ["FIFTEEN"] },
      ),
    );
    expect(priced.lines.map((line) => [line.totalMinor, line.taxMinor])).toEqual([
      [722, 54],
      [1020, 77],
    ]); // 128 off 850: 307.5 shared out by remainder
    expect(priced.totalMinor).toBe(722 + 1020 + 395 + 54 + 77 + 30);
  });

  test("the buyer sees their own currency at the cart's rate", () => {
    const store = discountedStore();
    const priced = priceCart(store, store.cart([["earl-grey", 1]], { presentmentCurrency: "JPY", presentmentRate: "187.32" }));
    expect(priced).toMatchObject({ currency: "GBP", totalMinor: 1245, presentmentCurrency: "JPY", presentmentTotalMinor: 2332 });
    expect(() => priceCart(store, store.cart([["earl-grey", 1]], { presentmentCurrency: "JPY" }))).toThrow("together with its rate");
  });

  test("sold-out and unsold goods are named with what is left", () => {
    const store = discountedStore();
    const priced = priceCart(
      store,
      store.cart([
        ["last-teapot", 1],
        ["jubilee-mug", 15],
        ["jubilee-mug", 6],
      ]),
    );
    expect(priced.unavailable.map(({ reason }) => reason)).toEqual(["Last Teapot is sold out.", "Only 20 of Jubilee Mug left."]);
    store.books.product.put(store.productOf("earl-grey"), { ...store.products["earl-grey"], status: "ARCHIVED" });
    expect(priceCart(store, store.cart([["earl-grey", 1]])).unavailable).toMatchObject([
      { left: 0, reason: "Earl Grey is no longer sold." },
    ]);
  });

  test("a quantity that is no positive whole number is a bug of the caller", () => {
    const store = discountedStore();
    for (const quantity of [0, -1, 1.5, Number.NaN])
      expect(() => priceCart(store, store.cart([["earl-grey", quantity]]))).toThrow("positive whole");
  });
});

test("whatever codes meet whatever cart, allocations add up, no line goes below zero, and no set of codes costs more than one of them", () => {
  const discounts = fc.record({
    value: fc.oneof(
      fc.record({ percentage: fc.integer({ min: 1, max: 100 }).map((percent) => percent / 100) }),
      fc.record({ amountMinor: fc.integer({ min: 1, max: 5000 }), appliesOnEachItem: fc.boolean() }),
    ),
    product: fc.constantFrom(null, "earl-grey", "jubilee-mug"),
    combines: fc.boolean(),
  });
  const lines = fc.array(fc.tuple(fc.constantFrom("earl-grey", "jubilee-mug", "gift-card"), fc.integer({ min: 1, max: 7 })), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(fc.array(discounts, { maxLength: 4 }), lines, fc.boolean(), (all, wanted, taxesIncluded) => {
      const store = discountedStore({ taxesIncluded, taxRate: 0.19 });
      const codes = all.map(({ value, product, combines }, index) => {
        const items = product ? onlyOn(store.productOf(product)) : ({ all: true } as const);
        store.discount(
          {
            value: "amountMinor" in value && !product ? { ...value, appliesOnEachItem: false } : value,
            items,
            ...(combines && { combinesWith: COMBINES }),
          },
          `C${index}`,
        );
        return `C${index}`;
      });
      const cart = store.cart(wanted as [string, number][], { codes });
      const priced = priceCart(store, cart);
      for (const line of priced.lines) {
        expect(line.totalMinor).toBeGreaterThanOrEqual(0);
        expect(line.allocations.reduce((sum, each) => sum + each.amountMinor, 0)).toBe(line.discountMinor);
        if (line.giftCard) expect(line.discountMinor + line.taxMinor).toBe(0);
      }
      expect(priced.applied.reduce((sum, each) => sum + each.amountMinor, 0)).toBe(priced.discountMinor);
      expect(priced.applied.length + priced.refused.length).toBe(codes.length);
      for (const code of codes)
        expect(priced.discountMinor).toBeGreaterThanOrEqual(priceCart(store, { ...cart, codes: [code] }).discountMinor);
    }),
    { numRuns: 150 },
  );
});
