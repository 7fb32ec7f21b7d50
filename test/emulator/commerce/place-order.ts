/**
 * The checkout's last step: prices the cart again, refuses what cannot be sold, uses up the codes, takes the stock, links
 * the customer, writes the order and tells the app. Everything or nothing: what is refused changes nothing.
 */
import type { Address, Books, Id, Instant, Minor, Order, OrderLine } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { customerPayload, orderPayload } from "../webhooks/payloads.ts";
import { announce, type Announcement } from "./announce.ts";
import { addToCustomer, customerOfOrder } from "./customer-account.ts";
import { codeKey } from "./discount-rules.ts";
import { priceCart, type Cart } from "./price-cart.ts";
import { takeStock } from "./stock.ts";
import { financialStatusOf, orderTotalMinor } from "./totals.ts";

export type PlaceOrderOptions = {
  /** false: the order starts PENDING, as with payment on account. Zero-total orders are paid either way. Default true. */
  paid?: boolean;
  test?: boolean;
  /** "web" unless told otherwise; "pos", "shopify_draft_order", an app's id … */
  sourceName?: string;
  tags?: string[];
  /** A subscription's renewal. */
  renewal?: boolean;
  /** The subscription it renews. */
  subscriptionId?: Id;
  tipMinor?: Minor;
  /** The moment of the order, for made-up histories; now by default. */
  at?: Instant;
  billingAddress?: Address | null;
  /** The order's own phone; the delivery address's unless given. */
  phone?: string | null;
  clientIp?: string | null;
  referringSite?: string | null;
  landingSite?: string | null;
  /** What the shopper was shown. When the total has changed since (a code used up, a price moved) the order is refused. */
  expectedTotalMinor?: Minor;
};

/** The checkout says no; the message is for the shopper. Nothing was written. */
export class CheckoutRefused extends Error {
  override name = "CheckoutRefused";
}

const FIRST_ORDER_NUMBER = 1001;
const numbering = new WeakMap<Books, { orders: number; last: number }>();

/** @throws CheckoutRefused: empty cart, sold out, total changed. */
export function placeOrder(ctx: EmulatorContext, cart: Cart, options: PlaceOrderOptions = {}): Order {
  return ctx.books.batch(() => {
    const at = options.at ?? ctx.clock.iso();
    const priced = priceCart(ctx, cart, new Date(at));
    if (priced.lines.length === 0) throw new CheckoutRefused("Your cart is empty.");
    if (priced.unavailable.length > 0) throw new CheckoutRefused(priced.unavailable.map(({ reason }) => reason).join(" "));
    const tipMinor = options.tipMinor ?? 0;
    if (!Number.isSafeInteger(tipMinor) || tipMinor < 0) throw new Error(`a tip is a whole number of minor units, not ${tipMinor}`);
    if (options.expectedTotalMinor !== undefined && options.expectedTotalMinor !== priced.totalMinor + tipMinor) {
      throw new CheckoutRefused(
        ["The total has changed. Please look at your order again.", ...priced.refused.map(({ reason }) => reason)].join(" "),
      );
    }

    const lines = priced.lines.map(({ discountMinor: _discount, totalMinor: _total, taxMinor: _tax, ...line }) => line);
    const order = writeOrder(ctx, cart, { ...priced, lines }, { ...options, at });
    for (const { code } of priced.applied) useUp(ctx.books, code, order.id);
    return order;
  });
}

/** An order's price as it is settled; a draft order comes to it in another way than a cart. */
export type SettledPrice = Pick<
  Order,
  | "currency"
  | "presentmentCurrency"
  | "presentmentRate"
  | "taxesIncluded"
  | "applications"
  | "shippingMinor"
  | "shippingDiscountMinor"
  | "shippingTaxMinor"
> & { lines: Omit<OrderLine, "id">[] };

/** Writes an order whose price is settled, with all that follows from it. Nothing is checked here. */
export function writeOrder(
  ctx: EmulatorContext,
  cart: Pick<Cart, "customerId" | "email" | "shippingAddress" | "attributes" | "subscription">,
  price: SettledPrice,
  options: PlaceOrderOptions & { at: Instant; note?: string | null },
): Order {
  const { books } = ctx;
  const { at } = options;
  const address = cart.shippingAddress ?? null;
  const account = customerOfOrder(books, { customerId: cart.customerId, email: cart.email, address }, at);
  const number = nextOrderNumber(books);
  const id = books.nextId();
  const subscriptionId = options.subscriptionId ?? (cart.subscription ? id : undefined);
  const draft: Order = {
    id,
    ...(subscriptionId && { subscriptionId }),
    number,
    name: `#${number}`,
    customerId: account?.customer.id ?? null,
    email: cart.email?.trim() || account?.customer.email || null,
    phone: options.phone ?? address?.phone ?? null,
    clientIp: options.clientIp ?? null,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    cancelReason: null,
    financialStatus: "PENDING",
    fulfilledAt: null,
    currency: price.currency,
    presentmentCurrency: price.presentmentCurrency,
    presentmentRate: price.presentmentRate,
    taxesIncluded: price.taxesIncluded,
    test: options.test ?? false,
    edited: false,
    sourceName: options.sourceName ?? "web",
    renewal: options.renewal ?? false,
    tags: options.tags ?? [],
    ...(options.note ? { note: options.note } : {}),
    noteAttributes: cart.attributes.map(({ name, value }) => ({ name, value })),
    lines: price.lines.map((line) => ({ id: books.nextId(), ...line })),
    applications: price.applications,
    shippingMinor: price.shippingMinor,
    shippingDiscountMinor: price.shippingDiscountMinor,
    shippingTaxMinor: price.shippingTaxMinor,
    tipMinor: options.tipMinor ?? 0,
    receivedMinor: 0,
    refunds: [],
    shippingAddress: address,
    billingAddress: options.billingAddress ?? address,
    customerOrderIndex: account ? account.customer.numberOfOrders + 1 : null,
    referringSite: options.referringSite ?? null,
    landingSite: options.landingSite ?? null,
  };
  const received = options.paid === false ? 0 : orderTotalMinor(draft);
  const charged = { ...draft, receivedMinor: received };
  const order = books.order.put(draft.id, { ...charged, financialStatus: financialStatusOf(charged) });
  numbering.set(books, { orders: books.order.size, last: number });

  for (const line of order.lines) takeStock(books, line.variantId, line.quantity);
  addToCustomer(books, order.customerId, { orders: 1, spentMinor: received }, at);
  tellTheApp(ctx, order, account?.isNew ?? false);
  return order;
}

function useUp(books: Books, code: string, orderId: Id): void {
  const redeemCode = books.redeemCode.need(codeKey(code));
  books.redeemCode.put(codeKey(code), { ...redeemCode, usedByOrderIds: [...redeemCode.usedByOrderIds, orderId] });
}

function tellTheApp(ctx: EmulatorContext, order: Order, customerIsNew: boolean): void {
  const topics: Announcement[] = [["orders/create", () => orderPayload(ctx, order)]];
  if (order.financialStatus === "PAID") topics.push(["orders/paid", () => orderPayload(ctx, order)]);
  if (order.customerId !== null) {
    const customer = ctx.books.customer.need(order.customerId);
    if (customerIsNew) topics.push(["customers/create", () => customerPayload(ctx, customer)]);
    topics.push(["customers/update", () => customerPayload(ctx, customer)]);
  }
  announce(ctx, topics);
}

/** One above the highest; looked up anew only when someone else wrote orders meanwhile. */
function nextOrderNumber(books: Books): number {
  const remembered = numbering.get(books);
  if (remembered?.orders === books.order.size) return remembered.last + 1;
  let last = FIRST_ORDER_NUMBER - 1;
  for (const { number } of books.order.values()) last = Math.max(last, number);
  return last + 1;
}
