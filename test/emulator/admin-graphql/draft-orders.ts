/** Draft orders as the Admin API shows them: what lies in them, what they come to, and the order they became. */
import type { DraftOrder, Order } from "../books.ts";
import { isReady, priceDraft } from "../commerce/draft-orders.ts";
import * as totals from "../commerce/totals.ts";
import { addressSource } from "./addresses.ts";
import { inOrder, searchable, type Sorts } from "./connection.ts";
import { gid, idOf } from "./gid.ts";
import { moneyBag } from "./money.ts";
import { visibleOrder } from "./orders.ts";
import { objectType, type ApiCall, type Field } from "./resolver.ts";
import type { Filters } from "./search-query.ts";

type LineSource = { draft: DraftOrder; line: DraftOrder["lines"][number] };

export const draftStatusOf = (draft: DraftOrder): "OPEN" | "COMPLETED" => (draft.orderId === null ? "OPEN" : "COMPLETED");

const filters: Filters<DraftOrder> = {
  id: { kind: "number", of: (draft) => draft.id },
  created_at: { kind: "date", of: (draft) => draft.createdAt },
  updated_at: { kind: "date", of: (draft) => draft.updatedAt },
  customer_id: { kind: "number", of: (draft) => draft.customerId },
  status: { kind: "text", of: draftStatusOf },
  tag: { kind: "text", of: (draft) => draft.tags },
};
const sorts: Sorts<DraftOrder> = {
  ID: (draft) => draft.id,
  NUMBER: (draft) => draft.number,
  UPDATED_AT: (draft) => draft.updatedAt,
  STATUS: draftStatusOf,
};

/** The order it would be now. */
function asOrder(
  draft: DraftOrder,
  call: ApiCall,
): totals.OrderMoney & Pick<Order, "currency" | "presentmentCurrency" | "presentmentRate"> {
  const price = priceDraft(call.emulator, draft);
  return {
    ...price,
    lines: price.lines.map((line) => ({ ...line, id: "" })),
    tipMinor: 0,
    refunds: [],
    receivedMinor: 0,
    financialStatus: "PENDING",
  };
}
const amount =
  (of: (order: totals.OrderMoney) => number): Field<DraftOrder> =>
  (draft, _args, call) => {
    const order = asOrder(draft, call);
    return moneyBag(of(order), order);
  };
const address = (draft: DraftOrder, call: ApiCall, index: number) =>
  draft.shippingAddress && !call.hidePersonalData ? addressSource(draft.shippingAddress, draft.id, index) : null;

export const draftOrderTypes = {
  DraftOrder: objectType<DraftOrder>({
    id: (draft) => gid("DraftOrder", draft.id),
    legacyResourceId: (draft) => draft.id,
    name: (draft) => draft.name,
    status: draftStatusOf,
    ready: (draft, _args, call) => isReady(call.emulator, draft),
    tags: (draft) => draft.tags,
    note2: (draft) => draft.note,
    email: (draft, _args, call) => (call.hidePersonalData ? null : draft.email),
    customer: (draft, _args, call) =>
      draft.customerId === null || call.hidePersonalData ? null : (call.emulator.books.customer.get(draft.customerId) ?? null),
    shippingAddress: (draft, _args, call) => address(draft, call, 1),
    billingAddress: (draft, _args, call) => address(draft, call, 2),
    billingAddressMatchesShippingAddress: () => true,
    lineItems: inOrder<DraftOrder, LineSource>((draft) => draft.lines.map((line) => ({ draft, line }))),
    appliedDiscount: (draft) => (draft.discount ? draft : null),
    currencyCode: (_draft, _args, call) => call.emulator.books.theShop.currency,
    taxesIncluded: (_draft, _args, call) => call.emulator.books.theShop.taxesIncluded,
    discountCodes: () => [],
    totalPriceSet: amount(totals.orderTotalMinor),
    subtotalPriceSet: amount(totals.orderSubtotalMinor),
    totalLineItemsPriceSet: amount(totals.orderLinesGrossMinor),
    totalDiscountsSet: amount(totals.orderDiscountMinor),
    totalShippingPriceSet: amount((order) => order.shippingMinor),
    totalTaxSet: amount(totals.orderTaxMinor),
    order: (draft, _args, call) => (draft.orderId === null ? null : visibleOrder(draft.orderId, call)),
    completedAt: (draft) => draft.completedAt,
    createdAt: (draft) => draft.createdAt,
    updatedAt: (draft) => draft.updatedAt,
  }),
  DraftOrderAppliedDiscount: objectType<DraftOrder>({
    title: (draft) => draft.discount!.title,
    description: (draft) => draft.discount!.description,
    value: (draft) => draft.discount!.percentage,
    valueType: () => "PERCENTAGE",
    amountSet: amount(totals.orderDiscountMinor),
  }),
  DraftOrderLineItem: objectType<LineSource>({
    id: ({ line }) => gid("DraftOrderLineItem", line.id),
    quantity: ({ line }) => line.quantity,
    custom: () => false,
    title: ({ draft, line }, _args, call) => priceDraft(call.emulator, draft).lines[draft.lines.indexOf(line)]!.title,
    originalUnitPriceSet: ({ draft, line }, _args, call) => {
      const price = priceDraft(call.emulator, draft);
      return moneyBag(price.lines[draft.lines.indexOf(line)]!.unitPriceMinor, price);
    },
    variant: ({ line }, _args, call) => call.emulator.books.variant.get(line.variantId) ?? null,
  }),
};

export const draftOrderQueries = objectType<unknown>({
  draftOrder: { args: ["id"], resolve: (_root, args, call) => call.emulator.books.draftOrder.get(idOf(args.id, "DraftOrder")) ?? null },
  draftOrders: searchable<unknown, DraftOrder>(filters, sorts, (_root, call) => call.emulator.books.draftOrder.values()),
});
