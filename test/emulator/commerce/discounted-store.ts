/**
 * The small store with its clock stopped, every topic declared and discounts to hand: the ground of the commerce tests.
 * Prices are set so that rounding shows.
 */
import type { Discount, Id, Minor, Order, RedeemCode, ShopRecord } from "../books.ts";
import type { EmulatorConfig } from "../context.ts";
import { smallStore, type SmallStore } from "../small-store.ts";
import { codeKey } from "./discount-rules.ts";
import { placeOrder, type PlaceOrderOptions } from "./place-order.ts";
import type { Cart } from "./price-cart.ts";
import { lineAfterAllDiscountsBeforeTaxesMinor } from "./totals.ts";

export const ALL_TOPICS = [
  "orders/create",
  "orders/paid",
  "orders/updated",
  "orders/edited",
  "orders/cancelled",
  "orders/fulfilled",
  "refunds/create",
  "customers/create",
  "customers/update",
  "customers/merge",
];
export const NOW = new Date("2026-10-05T12:00:00.000Z");

export type DiscountedStore = SmallStore & {
  /** The only variant of the product with this handle. */
  variantOf(handle: string): Id;
  productOf(handle: string): Id;
  setPrice(handle: string, priceMinor: number): void;
  setStock(handle: string, units: number | null): void;
  stockOf(handle: string): number | null;
  /** A discount with its codes: 15 % off everything unless told otherwise. */
  discount(wish: Partial<Discount>, ...codes: string[]): Discount;
  uses(code: string): number;
  /** A guest's cart of `[handle, quantity]` lines. */
  cart(lines: [handle: string, quantity: number][], rest?: Partial<Cart>): Cart;
  topics(): string[];
};

export function discountedStore(shop: Partial<ShopRecord> = {}, config: Partial<EmulatorConfig> = {}): DiscountedStore {
  const store = smallStore({ webhookTopics: ALL_TOPICS, ...config });
  const { books, clock } = store;
  clock.freeze(NOW);
  books.shop.put(books.theShop.id, { ...books.theShop, ...shop });
  const variantOf = (handle: string) => store.products[handle].variantIds[0];
  const changeVariant = (handle: string, change: { priceMinor?: number; inventory?: number | null }) => {
    books.variant.put(variantOf(handle), { ...books.variant.need(variantOf(handle)), ...change });
  };
  return {
    ...store,
    variantOf,
    productOf: (handle) => store.products[handle].id,
    setPrice: (handle, priceMinor) => changeVariant(handle, { priceMinor }),
    setStock: (handle, inventory) => changeVariant(handle, { inventory }),
    stockOf: (handle) => books.variant.need(variantOf(handle)).inventory,
    discount(wish, ...codes) {
      const discount: Discount = {
        id: books.nextId(),
        kind: "basic",
        title: codes[0] ?? "Discount",
        startsAt: "2026-10-01T00:00:00.000Z",
        endsAt: null,
        deactivated: false,
        usageLimit: null,
        appliesOncePerCustomer: false,
        context: { all: true },
        items: { all: true },
        value: { percentage: 0.15 },
        combinesWith: { orderDiscounts: false, productDiscounts: false, shippingDiscounts: false },
        minimumSubtotalMinor: null,
        tags: [],
        createdAt: NOW.toISOString(),
        updatedAt: NOW.toISOString(),
        ...wish,
      };
      books.discount.put(discount.id, discount);
      for (const code of codes) {
        const row: RedeemCode = { id: books.nextId(), discountId: discount.id, code, usedByOrderIds: [], createdAt: NOW.toISOString() };
        books.redeemCode.put(codeKey(code), row);
      }
      return discount;
    },
    uses: (code) => books.redeemCode.need(codeKey(code)).usedByOrderIds.length,
    cart: (lines, rest = {}) => ({
      lines: lines.map(([handle, quantity]) => ({ variantId: variantOf(handle), quantity })),
      codes: [],
      attributes: [],
      customerId: null,
      email: null,
      ...rest,
    }),
    topics: () => store.emitted.map(({ topic }) => topic),
  };
}

/** Goods named one by one make a product discount. */
export const onlyOn = (...productIds: Id[]): Discount["items"] => ({ productIds, variantIds: [], collectionIds: [] });
/** With every other kind. */
export const COMBINES: Discount["combinesWith"] = { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true };

/** Three Earl Grey and one mug for Mia, at 15 % off by MIA15: 3750 − 563 = 3187, shipping 395, all told 3582. */
export function anOrder(store: DiscountedStore, options: PlaceOrderOptions = {}): Order {
  if (!store.books.redeemCode.has("MIA15")) store.discount({}, "MIA15");
  const lines: [string, number][] = [
    ["earl-grey", 3],
    ["jubilee-mug", 1],
  ];
  return placeOrder(store, store.cart(lines, { codes: ["MIA15"], email: store.mia.email }), options);
}

/** Mia's money with the shop, net of refunds. */
export const spent = (store: DiscountedStore): Minor => store.books.customer.need(store.mia.id).amountSpentMinor;

/** What the app reckons credit from, before amount-only refunds. */
export const goodsBeforeTaxes = (order: Order): Minor =>
  order.lines.reduce((sum, line) => sum + lineAfterAllDiscountsBeforeTaxesMinor(order, line), 0);
