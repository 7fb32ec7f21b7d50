/** Discounts by code as the Admin API shows them: the discount, whom and what it is for, its codes and their use. */
import type { Collection, Customer, Discount, Product, RedeemCode, Variant } from "../books.ts";
import { codeKey, discountClass, discountStatus } from "../commerce/discount-rules.ts";
import { inOrder, searchable, type Sorts } from "./connection.ts";
import { gid, idOf } from "./gid.ts";
import { moneyV2 } from "./money.ts";
import { objectType, Typed, type ApiCall, type Field } from "./resolver.ts";
import type { Filters } from "./search-query.ts";

/** asyncUsageCount lags behind the orders, at Shopify too: never pay from it. */
const USAGE_LAG_MS = 60_000;

export const DISCOUNT_GIDS = ["DiscountCodeNode", "DiscountNode", "DiscountCodeBasic", "DiscountCodeFreeShipping"] as const;

export const discountFilters: Filters<Discount> = {
  id: { kind: "number", of: (discount) => discount.id },
  title: { kind: "text", of: (discount) => discount.title },
  created_at: { kind: "date", of: (discount) => discount.createdAt },
  updated_at: { kind: "date", of: (discount) => discount.updatedAt },
  starts_at: { kind: "date", of: (discount) => discount.startsAt },
};
const discountSorts: Sorts<Discount> = {
  ID: (discount) => discount.id,
  CREATED_AT: (discount) => discount.createdAt,
  UPDATED_AT: (discount) => discount.updatedAt,
  TITLE: (discount) => discount.title.toLowerCase(),
};

export const codesOf = (discount: Discount, call: ApiCall): RedeemCode[] =>
  [...call.emulator.books.redeemCode.values()].filter((code) => code.discountId === discount.id);

function usageOf(code: RedeemCode, call: ApiCall): number {
  const seenUntil = new Date(call.emulator.clock.now().getTime() - USAGE_LAG_MS).toISOString();
  return code.usedByOrderIds.filter((orderId) => (call.emulator.books.order.get(orderId)?.createdAt ?? "") <= seenUntil).length;
}

function contextOf(discount: Discount): Typed {
  return "all" in discount.context
    ? new Typed("DiscountBuyerSelectionAll", { all: "ALL" })
    : new Typed("DiscountCustomers", discount.context.customerIds);
}

function itemsOf(discount: Discount): Typed {
  const { items } = discount;
  if ("all" in items) return new Typed("AllDiscountItems", { allItems: true });
  return items.collectionIds.length > 0 ? new Typed("DiscountCollections", items) : new Typed("DiscountProducts", items);
}

function valueOf(discount: Discount, call: ApiCall): Typed {
  const { value } = discount;
  if ("percentage" in value) return new Typed("DiscountPercentage", { percentage: value.percentage });
  if ("amountMinor" in value)
    return new Typed("DiscountAmount", {
      amount: moneyV2(value.amountMinor, call.emulator.books.theShop.currency),
      appliesOnEachItem: value.appliesOnEachItem,
    });
  throw new Error(`discount ${discount.title} gives free shipping and no goods`);
}

function minimumOf(discount: Discount, call: ApiCall): Typed | null {
  if (discount.minimumSubtotalMinor === null) return null;
  return new Typed("DiscountMinimumSubtotal", {
    greaterThanOrEqualToSubtotal: moneyV2(discount.minimumSubtotalMinor, call.emulator.books.theShop.currency),
  });
}

const everyKind: Record<string, Field<Discount>> = {
  title: (discount) => discount.title,
  status: (discount, _args, call) => discountStatus(discount, call.emulator.clock.now()),
  startsAt: (discount) => discount.startsAt,
  endsAt: (discount) => discount.endsAt,
  usageLimit: (discount) => discount.usageLimit,
  appliesOncePerCustomer: (discount) => discount.appliesOncePerCustomer,
  asyncUsageCount: (discount, _args, call) => codesOf(discount, call).reduce((uses, code) => uses + usageOf(code, call), 0),
  // Shopify's search over codes knows plain text; a field it does not know would match every code, and is refused here.
  codes: searchable<Discount, RedeemCode>(
    { default: { kind: "text", of: (code) => code.code } },
    { ID: (code) => code.id, CODE: (code) => code.code, CREATED_AT: (code) => code.createdAt },
    codesOf,
  ),
  codesCount: (discount, _args, call) => ({ count: codesOf(discount, call).length, precision: "EXACT" }),
  combinesWith: (discount) => discount.combinesWith,
  context: contextOf,
  minimumRequirement: (discount, _args, call) => minimumOf(discount, call),
  discountClasses: (discount) => [discountClass(discount).toUpperCase()],
  tags: (discount) => discount.tags,
  createdAt: (discount) => discount.createdAt,
  updatedAt: (discount) => discount.updatedAt,
};

const typeNameOf = (discount: Discount): string => (discount.kind === "basic" ? "DiscountCodeBasic" : "DiscountCodeFreeShipping");
type NamedItems = { productIds: string[]; variantIds: string[]; collectionIds: string[] };
const present = <T>(rows: (T | undefined)[]): T[] => rows.filter((row) => row !== undefined);

export const discountTypes = {
  DiscountCodeNode: objectType<Discount>({
    id: (discount) => gid("DiscountCodeNode", discount.id),
    codeDiscount: (discount) => new Typed(typeNameOf(discount), discount),
  }),
  DiscountNode: objectType<Discount>({
    id: (discount) => gid("DiscountCodeNode", discount.id),
    discount: (discount) => new Typed(typeNameOf(discount), discount),
  }),
  DiscountCodeBasic: objectType<Discount>({
    ...everyKind,
    recurringCycleLimit: (discount) => discount.subscriptions?.cycles ?? null,
    customerGets: (discount, _args, call) => ({
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: discount.subscriptions !== undefined,
      items: itemsOf(discount),
      value: valueOf(discount, call),
    }),
  }),
  DiscountCodeFreeShipping: objectType<Discount>({
    ...everyKind,
    appliesOnOneTimePurchase: () => true,
    appliesOnSubscription: () => false,
    maximumShippingPrice: () => null,
  }),
  DiscountCustomers: objectType<string[]>({
    customers: (ids, _args, call) => present<Customer>(ids.map((id) => call.emulator.books.customer.get(id))),
  }),
  DiscountProducts: objectType<NamedItems>({
    products: inOrder<NamedItems, Product>((items, call) => present(items.productIds.map((id) => call.emulator.books.product.get(id)))),
    productVariants: inOrder<NamedItems, Variant>((items, call) =>
      present(items.variantIds.map((id) => call.emulator.books.variant.get(id))),
    ),
  }),
  DiscountCollections: objectType<NamedItems>({
    collections: inOrder<NamedItems, Collection>((items, call) =>
      present(items.collectionIds.map((id) => call.emulator.books.collection.get(id))),
    ),
  }),
  DiscountRedeemCode: objectType<RedeemCode>({
    id: (code) => gid("DiscountRedeemCode", code.id),
    code: (code) => code.code,
    asyncUsageCount: (code, _args, call) => usageOf(code, call),
  }),
};
const byId = (id: unknown, call: ApiCall): Discount | null => call.emulator.books.discount.get(idOf(id, ...DISCOUNT_GIDS)) ?? null;

/** What status a discount has depends on the moment, so it is searched for by the call's. */
const searchedAt = (now: Date) =>
  searchable<unknown, Discount>(
    { ...discountFilters, status: { kind: "text", of: (discount) => discountStatus(discount, now).toLowerCase() } },
    discountSorts,
    (_root, call) => call.emulator.books.discount.values(),
  );
const allDiscounts: Field<unknown> = {
  args: searchedAt(new Date(0)).args,
  resolve: (root, args, call) => searchedAt(call.emulator.clock.now()).resolve(root, args, call),
};

export const discountQueries = objectType<unknown>({
  discountNode: { args: ["id"], resolve: (_root, args, call) => byId(args.id, call) },
  codeDiscountNode: { args: ["id"], resolve: (_root, args, call) => byId(args.id, call) },
  codeDiscountNodeByCode: {
    args: ["code"],
    resolve: (_root, args, call) => {
      const code = call.emulator.books.redeemCode.get(codeKey(String(args.code)));
      return (code && call.emulator.books.discount.get(code.discountId)) ?? null;
    },
  },
  discountNodes: allDiscounts,
  codeDiscountNodes: allDiscounts,
});
