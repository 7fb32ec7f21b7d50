/**
 * Order edits in the merchant's admin: quantities up and down, lines added. Percentage codes reach what is added, as at
 * Shopify; a fixed amount is not spread anew, and the share of units that leave goes with them. Money doesn't move by
 * itself: the difference stays owed until it is paid or refunded.
 */
import type { Allocation, Id, Order, OrderLine, RefundRecord } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { orderEditedPayload, orderPayload, refundPayload } from "../webhooks/payloads.ts";
import { announce, type Announcement } from "./announce.ts";
import { matches, unitWiseOffMinor, type Goods } from "./choose-discounts.ts";
import { lineOf } from "./price-cart.ts";
import { writeRefund } from "./refund-order.ts";
import { takeStock } from "./stock.ts";
import { financialStatusOf, netPaymentMinor, totalOutstandingMinor, totalReceivedMinor } from "./totals.ts";

export type EditRequest = {
  /** The number of units that shall be on the line afterwards; 0 removes it. */
  setQuantity?: { orderLineId: Id; quantity: number }[];
  add?: { variantId: Id; quantity: number }[];
  /** Whether removed units go back on the shelf. Default true. */
  restock?: boolean;
  /** Pays out at once what the edit leaves owing to the buyer. Default false, as at Shopify: the merchant refunds it. */
  refundDifference?: boolean;
};

/** Units added to and removed from lines, for `orders/edited`. */
export type LineChanges = { additions: { lineId: Id; units: number }[]; removals: { lineId: Id; units: number }[] };

/** The edit cannot be made; the message says why. Nothing was written. */
export class EditRefused extends Error {
  override name = "EditRefused";
}

/** @throws EditRefused on a cancelled order, shipped units taken off, missing stock, or when nothing would change. */
export function editOrder(ctx: EmulatorContext, orderId: Id, request: EditRequest): Order {
  return ctx.books.batch(() => {
    const before = ctx.books.order.need(orderId);
    if (before.cancelledAt) throw new EditRefused(`${before.name} is cancelled and can't be edited.`);
    const changes: LineChanges = { additions: [], removals: [] };
    let lines = before.lines;
    for (const wish of request.setQuantity ?? []) lines = withQuantity(ctx, { ...before, lines }, wish, changes);
    for (const { variantId, quantity } of request.add ?? []) {
      const { line } = lineOf(ctx, variantId, quantity);
      lines = [...lines, newLine(ctx, before, line, changes)];
    }
    if (changes.additions.length + changes.removals.length === 0) throw new EditRefused(`The edit of ${before.name} changes nothing.`);
    moveStock(ctx, lines, changes, request.restock !== false);

    const at = ctx.clock.iso();
    const edited: Order = { ...before, receivedMinor: totalReceivedMinor(before), lines, edited: true, updatedAt: at };
    let order = ctx.books.order.put(orderId, { ...edited, financialStatus: financialStatusOf(edited) });
    let refund: RefundRecord | null = null;
    // After an over-generous refund more can be owed than is left: no more than that moves.
    const owedToBuyer = Math.min(-totalOutstandingMinor(order), netPaymentMinor(order));
    if (request.refundDifference && owedToBuyer > 0) ({ order, refund } = writeRefund(ctx, order, { lines: [], amountMinor: owedToBuyer }));

    const topics: Announcement[] = [
      ["orders/edited", () => orderEditedPayload(ctx, order, changes)],
      ["orders/updated", () => orderPayload(ctx, order)],
    ];
    const paidOut = refund;
    if (paidOut) topics.push(["refunds/create", () => refundPayload(ctx, order, paidOut)]);
    announce(ctx, topics);
    return order;
  });
}

function withQuantity(ctx: EmulatorContext, order: Order, wish: { orderLineId: Id; quantity: number }, changes: LineChanges): OrderLine[] {
  const line = order.lines.find(({ id }) => id === wish.orderLineId);
  if (!line) throw new EditRefused(`Order ${order.name} has no line ${wish.orderLineId}.`);
  if (!Number.isSafeInteger(wish.quantity) || wish.quantity < 0)
    throw new EditRefused(`${wish.quantity} is no quantity for ${line.title}.`);
  const units = wish.quantity - line.currentQuantity;
  if (units === 0) return order.lines;
  if (units < 0) {
    if (order.fulfilledAt) throw new EditRefused(`${line.title} has been shipped: refund it instead of removing it.`);
    changes.removals.push({ lineId: line.id, units: -units });
    return order.lines.map((each) => (each === line ? { ...line, currentQuantity: wish.quantity } : each));
  }
  // A line that lost units keeps its sums as refunded: what comes on top gets a line of its own.
  if (line.currentQuantity < line.quantity) {
    return [...order.lines, newLine(ctx, order, { ...line, quantity: units, currentQuantity: units, allocations: [] }, changes)];
  }
  changes.additions.push({ lineId: line.id, units });
  const grown = { ...line, quantity: line.quantity + units, currentQuantity: wish.quantity };
  return order.lines.map((each) =>
    each === line ? { ...grown, allocations: withAdded(line.allocations, addedAllocations(ctx, order, line, units)) } : each,
  );
}

function newLine(ctx: EmulatorContext, order: Order, line: Omit<OrderLine, "id">, changes: LineChanges): OrderLine {
  const id = ctx.books.nextId();
  changes.additions.push({ lineId: id, units: line.quantity });
  return { ...line, id, allocations: addedAllocations(ctx, order, line, line.quantity) };
}

/** What the order's discounts take off `units` more of this line. */
function addedAllocations(ctx: EmulatorContext, order: Order, line: Omit<OrderLine, "id">, units: number): Allocation[] {
  if (line.giftCard) return [];
  const goods: Goods = {
    productId: line.productId,
    variantId: line.variantId,
    collectionIds: ctx.books.product.get(line.productId ?? "")?.collectionIds ?? [],
    quantity: units,
    unitPriceMinor: line.unitPriceMinor,
    giftCard: line.giftCard,
  };
  const gross = line.unitPriceMinor * units;
  const added: Allocation[] = [];
  let left = gross;
  let afterProductDiscounts = gross;
  order.applications.forEach((application, applicationIndex) => {
    const { value } = application;
    if (application.target !== "line_item") return;
    const forSome = application.targetSelection === "entitled";
    if (forSome && !isEntitled(ctx, application.discountId, goods, line, applicationIndex)) return;
    if ("amountMinor" in value && application.allocationMethod === "across") return;
    const off =
      "percentage" in value
        ? unitWiseOffMinor(value, forSome ? gross : afterProductDiscounts, 1)
        : unitWiseOffMinor(value, line.unitPriceMinor, units);
    const amountMinor = Math.min(left, off);
    if (amountMinor === 0) return;
    added.push({ applicationIndex, amountMinor });
    left -= amountMinor;
    if (forSome) afterProductDiscounts = left;
  });
  return added;
}

/** One product discount a line: the one it already has, else the first that names these goods. */
function isEntitled(
  ctx: EmulatorContext,
  discountId: Id | null,
  goods: Goods,
  line: Omit<OrderLine, "id">,
  applicationIndex: number,
): boolean {
  if (line.allocations.length > 0) return line.allocations.some((each) => each.applicationIndex === applicationIndex);
  const discount = discountId === null ? undefined : ctx.books.discount.get(discountId);
  return discount !== undefined && matches(discount.items, goods);
}

function withAdded(allocations: Allocation[], added: Allocation[]): Allocation[] {
  const merged = allocations.map((each) => ({ ...each }));
  for (const { applicationIndex, amountMinor } of added) {
    const known = merged.find((each) => each.applicationIndex === applicationIndex);
    if (known) known.amountMinor += amountMinor;
    else merged.push({ applicationIndex, amountMinor });
  }
  return merged;
}

function moveStock(ctx: EmulatorContext, lines: OrderLine[], changes: LineChanges, restock: boolean): void {
  const variantOf = (lineId: Id) => lines.find(({ id }) => id === lineId)?.variantId ?? null;
  const wanted = new Map<Id, number>();
  for (const { lineId, units } of changes.additions) {
    const variantId = variantOf(lineId);
    if (variantId !== null) wanted.set(variantId, (wanted.get(variantId) ?? 0) + units);
  }
  for (const [variantId, units] of wanted) {
    const inventory = ctx.books.variant.get(variantId)?.inventory ?? null;
    if (inventory !== null && inventory < units) throw new EditRefused(`Only ${Math.max(0, inventory)} of variant ${variantId} in stock.`);
  }
  for (const [variantId, units] of wanted) takeStock(ctx.books, variantId, units);
  if (restock) for (const { lineId, units } of changes.removals) takeStock(ctx.books, variantOf(lineId), -units);
}
