/**
 * Draft orders: what a merchant, or an app for them, puts together for a customer, and its becoming an order. A draft is
 * priced when it is looked at, its order when it is completed; a discount by hand lies over all its lines.
 */
import type { DiscountApplication, DraftOrder, Id, Minor, Order, OrderLine } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { allocate, fractionOf, taxWithin } from "./money.ts";
import { writeOrder, type SettledPrice } from "./place-order.ts";
import { lineOf } from "./price-cart.ts";

export const DRAFT_SOURCE = "shopify_draft_order";

/** Nothing was written; the message is Shopify's, or our guess at it. */
export class DraftRefused extends Error {
  override name = "DraftRefused";
}

export type NewDraft = Pick<DraftOrder, "customerId" | "email" | "tags" | "note" | "discount" | "shipping" | "shippingAddress"> & {
  lines: { variantId: Id; quantity: number }[];
};

export function keepDraft(ctx: EmulatorContext, draft: NewDraft): DraftOrder {
  const { books, clock, faults } = ctx;
  return books.batch(() => {
    const [id, at] = [books.nextId(), clock.iso()];
    const number = nextDraftNumber(ctx);
    return books.draftOrder.put(id, {
      ...draft,
      id,
      number,
      name: `#D${number}`,
      lines: draft.lines.map((line) => ({ id: books.nextId(), ...line })),
      readyAt: new Date(clock.now().getTime() + (faults.drafts?.readyAfterMs ?? 0)).toISOString(),
      orderId: null,
      completedAt: null,
      createdAt: at,
      updatedAt: at,
    });
  });
}

/** Numbers aren't given twice, also after a deletion. */
function nextDraftNumber({ books }: EmulatorContext): number {
  const number = Number(books.note.get("lastDraftNumber")?.value ?? 0) + 1;
  books.note.put("lastDraftNumber", { value: String(number) });
  return number;
}

export const isReady = ({ clock }: EmulatorContext, draft: DraftOrder): boolean => draft.readyAt <= clock.iso();

/** What the draft comes to now, in the shop's currency. */
export function priceDraft(ctx: EmulatorContext, { lines, discount, shipping }: DraftOrder): SettledPrice {
  const shop = ctx.books.theShop;
  const goods = lines.map(({ variantId, quantity }) => lineOf(ctx, variantId, quantity).line);
  const worth = goods.map(({ unitPriceMinor, quantity }) => unitPriceMinor * quantity);
  const offMinor = discount ? fractionOf(sum(worth), discount.percentage / 100) : 0;
  const parts = discount ? allocate(offMinor, worth) : [];
  const shippingMinor = shipping?.priceMinor ?? 0;
  return {
    currency: shop.currency,
    presentmentCurrency: shop.currency,
    presentmentRate: "1",
    taxesIncluded: shop.taxesIncluded,
    applications: discount ? [application(discount)] : [],
    shippingMinor,
    shippingDiscountMinor: 0,
    shippingTaxMinor: shop.taxesIncluded ? taxWithin(shippingMinor, shop.taxRate) : fractionOf(shippingMinor, shop.taxRate),
    lines: goods.map((line, index): Omit<OrderLine, "id"> => ({
      ...line,
      allocations: parts[index] ? [{ applicationIndex: 0, amountMinor: parts[index] }] : [],
    })),
  };
}

const sum = (amounts: Minor[]): Minor => amounts.reduce((total, amount) => total + amount, 0);

const application = ({ title, description, percentage }: NonNullable<DraftOrder["discount"]>): DiscountApplication => ({
  type: "manual",
  title,
  description,
  target: "line_item",
  value: { percentage: percentage / 100 },
  targetSelection: "all",
  allocationMethod: "across",
});

/**
 * Stock is taken and may go below zero: Shopify reserves it without refusing. A draft is sold to its customer as they are.
 * @throws DraftRefused when it was completed before, isn't ready yet, or a variant of it is gone
 */
export function completeDraft(ctx: EmulatorContext, draft: DraftOrder, { sourceName }: { sourceName: string | null }): Order {
  const { books, clock } = ctx;
  if (draft.orderId !== null) throw new DraftRefused("This order has been paid");
  if (!isReady(ctx, draft)) throw new DraftRefused("This order has not finished calculating, please try again later");
  if (draft.lines.some(({ variantId }) => !books.variant.has(variantId))) throw new DraftRefused("Product variant not found.");
  return books.batch(() => {
    const at = clock.iso();
    const { customerId, email, shippingAddress, tags, note } = draft;
    const order = writeOrder(ctx, { customerId, email, shippingAddress, attributes: [] }, priceDraft(ctx, draft), {
      at,
      tags,
      note,
      sourceName: sourceName ?? DRAFT_SOURCE,
    });
    books.draftOrder.put(draft.id, { ...draft, orderId: order.id, completedAt: at, updatedAt: at });
    return order;
  });
}

/** @throws DraftRefused when it has become an order */
export function deleteDraft({ books }: EmulatorContext, draft: DraftOrder): void {
  if (draft.orderId !== null) throw new DraftRefused("A completed draft order can't be deleted");
  books.draftOrder.delete(draft.id);
}
