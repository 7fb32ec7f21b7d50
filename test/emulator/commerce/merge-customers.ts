/**
 * Two customer records become one. Shopify doesn't promise which of them survives, so the caller may choose, and apps must
 * cope with either. What was the one's that goes (orders, discounts named for them, store credit, gift cards, drafts) moves to
 * the one that stays.
 */
import { randomUUID } from "node:crypto";
import type { Customer, Id } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { customerMergePayload, customerPayload } from "../webhooks/payloads.ts";
import { announce } from "./announce.ts";
import { mergeStoreCredit } from "./store-credit.ts";

/** @param keptId which of the two survives; the second by default. @throws Error when they are the same, unknown, or `keptId` is neither. */
export function mergeCustomers(ctx: EmulatorContext, oneId: Id, twoId: Id, keptId: Id = twoId): Customer {
  if (oneId === twoId) throw new Error("a customer cannot be merged with itself");
  if (keptId !== oneId && keptId !== twoId) throw new Error(`${keptId} is neither of the customers to merge`);
  return ctx.books.batch(() => {
    const { books } = ctx;
    const kept = books.customer.need(keptId);
    const gone = books.customer.need(keptId === oneId ? twoId : oneId);
    for (const order of books.order.values())
      if (order.customerId === gone.id) books.order.put(order.id, { ...order, customerId: kept.id });
    for (const discount of books.discount.values()) {
      if ("all" in discount.context || !discount.context.customerIds.includes(gone.id)) continue;
      const customerIds = [...new Set(discount.context.customerIds.map((id) => (id === gone.id ? kept.id : id)))];
      books.discount.put(discount.id, { ...discount, context: { customerIds } });
    }
    mergeStoreCredit(books, gone.id, kept.id);
    for (const card of books.giftCard.values())
      if (card.customerId === gone.id) books.giftCard.put(card.id, { ...card, customerId: kept.id });
    for (const draft of books.draftOrder.values())
      if (draft.customerId === gone.id) books.draftOrder.put(draft.id, { ...draft, customerId: kept.id });
    books.customer.delete(gone.id);
    const merged = books.customer.put(kept.id, {
      ...kept,
      firstName: kept.firstName ?? gone.firstName,
      lastName: kept.lastName ?? gone.lastName,
      email: kept.email ?? gone.email,
      phone: kept.phone ?? gone.phone,
      addresses: [...kept.addresses, ...gone.addresses],
      tags: [...new Set([...kept.tags, ...gone.tags])],
      numberOfOrders: kept.numberOfOrders + gone.numberOfOrders,
      amountSpentMinor: kept.amountSpentMinor + gone.amountSpentMinor,
      createdAt: kept.createdAt < gone.createdAt ? kept.createdAt : gone.createdAt,
      updatedAt: ctx.clock.iso(),
    });
    announce(ctx, [
      ["customers/merge", () => customerMergePayload(kept.id, gone.id, randomUUID())],
      ["customers/update", () => customerPayload(ctx, merged)],
    ]);
    return merged;
  });
}
