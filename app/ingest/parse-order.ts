/**
 * Shopify's order becomes ours here, whether one order was asked for or a bulk operation gave thousands. The base of
 * every credit (PLATFORM.md §7) is read from each line's price after all discounts before taxes; money given back
 * beyond the lines comes from the order's refund discrepancy, which adds up Refund.orderAdjustments: a bulk operation
 * may not ask for those (a connection inside a list), and both ways of reading must give the same order.
 */
import { z } from "zod";
import { parseMinor } from "~/domain/money/money";
import type { Consent, Contact, Dispute, Place, ReadBuyer, ReadContact, ReadLine, ReadOrder } from "~/ports/shop";
import { idOfGid } from "./gid";
import { networkOf } from "./network-of.server";

const moneyBag = z.object({ shopMoney: z.object({ amount: z.string() }) });
const at = z.string();
/** A connection as GraphQL answers it, or the plain array that a bulk read gathers. */
const listOf = <T extends z.ZodType>(node: T) =>
  z.union([z.array(node), z.object({ nodes: z.array(node) }).transform(({ nodes }) => nodes)]);
const place = z.object({
  name: z.string().nullish(),
  address1: z.string().nullish(),
  address2: z.string().nullish(),
  zip: z.string().nullish(),
  phone: z.string().nullish(),
  countryCodeV2: z.string().nullish(),
  province: z.string().nullish(),
  city: z.string().nullish(),
});
type PlaceNode = z.output<typeof place>;

export const buyerShape = z.object({
  id: z.string(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  defaultEmailAddress: z.object({ emailAddress: z.string().nullish(), marketingState: z.string().nullish() }).nullish(),
  defaultAddress: place.nullish(),
  locale: z.string().nullish(),
});

const lineShape = z.object({
  id: z.string(),
  title: z.string(),
  quantity: z.number().int(),
  currentQuantity: z.number().int(),
  isGiftCard: z.boolean(),
  priceAfterAllDiscountsBeforeTaxesSet: moneyBag,
  /** What was ordered; must be given for a line that lost units, since its price above speaks of the rest only. */
  originalTotalSet: moneyBag.optional(),
  discountAllocations: z.array(z.object({ allocatedAmountSet: moneyBag })).optional(),
  taxLines: z.array(z.object({ priceSet: moneyBag })).optional(),
  product: z.object({ id: z.string() }).nullish(),
  variant: z.object({ id: z.string() }).nullish(),
});

export const contactShape = z.object({
  id: z.string(),
  firstName: z.string().nullish(),
  lastName: z.string().nullish(),
  defaultPhoneNumber: z.object({ phoneNumber: z.string() }).nullish(),
  defaultAddress: place.nullish(),
  addressesV2: listOf(place),
});

/** The fields a query must ask for. `lineItems` and `discountApplications` may be arrays or connections, but complete. */
export const orderShape = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullish(),
  processedAt: at,
  updatedAt: at,
  cancelledAt: at.nullish(),
  test: z.boolean(),
  tags: z.array(z.string()),
  currencyCode: z.string(),
  taxesIncluded: z.boolean(),
  displayFinancialStatus: z.string().nullish(),
  displayFulfillmentStatus: z.string(),
  sourceName: z.string().nullish(),
  refundDiscrepancySet: moneyBag,
  customAttributes: z.array(z.object({ key: z.string(), value: z.string().nullish() })),
  customerJourneySummary: z
    .object({
      customerOrderIndex: z.number().int().nullish(),
      lastVisit: z.object({ referrerUrl: z.string().nullish() }).nullish(),
    })
    .nullish(),
  customer: buyerShape.nullish(),
  /** Asked for one order at a time, with the lines of its addresses; a history is read without them. */
  phone: z.string().nullish(),
  clientIp: z.string().nullish(),
  billingAddress: place.nullish(),
  shippingAddress: place.nullish(),
  fulfillments: z.array(z.object({ createdAt: at, status: z.string() })),
  /** Not asked for in a history. */
  disputes: z.array(z.object({ status: z.string() })).optional(),
  /** Only applications by code carry `code`; automatic and manual ones are `{}`. */
  discountApplications: listOf(z.object({ index: z.number().int().optional(), code: z.string().optional() })),
  lineItems: listOf(lineShape),
});

/** An order node before parsing: what a caller gathers from Shopify's answers. */
export type OrderNode = z.input<typeof orderShape>;
export type LineNode = z.input<typeof lineShape>;
export type BuyerNode = z.input<typeof buyerShape>;

/** A node of the schema's shape: what toOrder may be given. */
export type CheckedOrder = z.output<typeof orderShape>;

/** @throws ZodError naming the field when the node is not an order as asked for; Error when an amount has too many digits. */
export const parseOrder = (node: unknown): ReadOrder => toOrder(orderShape.parse(node));

/** @throws Error when an amount has too many digits, or a time is none */
export function toOrder(order: CheckedOrder): ReadOrder {
  const currency = order.currencyCode;
  const { shippingAddress: ships, billingAddress: bills } = order;
  return {
    orderId: idOfGid(order.id),
    name: order.name,
    buyer: order.customer ? toBuyer(order.customer) : null,
    email: order.email ?? order.customer?.defaultEmailAddress?.emailAddress ?? null,
    placedAt: toTime(order.processedAt),
    cancelledAt: order.cancelledAt == null ? null : toTime(order.cancelledAt),
    fulfilledAt: fulfilledAt(order.displayFulfillmentStatus, order.fulfillments),
    paid: PAID.has(order.displayFinancialStatus ?? ""),
    test: order.test,
    tags: order.tags,
    currency,
    financialStatus: order.displayFinancialStatus ?? null,
    sourceName: order.sourceName ?? null,
    renewal: isRenewal(order.sourceName),
    lines: order.lineItems.map((line) => toLine(line, currency, order.taxesIncluded)),
    amountOnlyRefundsMinor: givenBack(parseMinor(order.refundDiscrepancySet.shopMoney.amount, currency)),
    codes: order.discountApplications
      .filter((one) => one.code !== undefined)
      .sort((one, other) => (one.index ?? 0) - (other.index ?? 0))
      .map((one) => one.code!),
    attributes: order.customAttributes.map(({ key, value }) => ({ key, value: value ?? "" })),
    buyerOrderIndex: order.customerJourneySummary?.customerOrderIndex ?? null,
    ...(order.customerJourneySummary?.lastVisit && { referrer: order.customerJourneySummary.lastVisit.referrerUrl ?? null }),
    countryCode: ships?.countryCodeV2 ?? bills?.countryCodeV2 ?? null,
    province: ships?.province ?? bills?.province ?? null,
    gift: isGift(ships?.name, bills?.name),
    ...(order.disputes && { dispute: disputeOf(order.disputes) }),
    contact: order.clientIp === undefined ? null : contactOf([ships, bills], order.phone, order.clientIp),
    updatedAt: toTime(order.updatedAt),
  };
}

/** One line alone, as a bulk operation gives it. @throws ZodError naming the field when the node is not a line as asked for. */
export const parseLine = (node: unknown, currency: string, taxesIncluded: boolean): ReadLine =>
  toLine(lineShape.parse(node), currency, taxesIncluded);

/** @throws ZodError naming the field when the node is not a customer as asked for. */
export const parseBuyer = (node: unknown): ReadBuyer => toBuyer(buyerShape.parse(node));

/** @throws ZodError naming the field when the node is not a customer as asked for. */
export function parseContact(node: unknown): ReadContact {
  const { id, firstName, lastName, defaultPhoneNumber, defaultAddress, addressesV2 } = contactShape.parse(node);
  return {
    buyerId: idOfGid(id),
    name: [firstName, lastName].filter(Boolean).join(" ") || null,
    contact: contactOf([defaultAddress, ...addressesV2], defaultPhoneNumber?.phoneNumber, null),
  };
}

function contactOf(places: (PlaceNode | null | undefined)[], phone: string | null | undefined, clientIp: string | null): Contact {
  const network = clientIp === null ? null : networkOf(clientIp);
  return {
    places: places.flatMap((one) => (one ? [toPlace(one)] : [])),
    phone: phone ?? null,
    networks: network === null ? [] : [network],
  };
}

const toPlace = ({ name, address1, address2, zip, city, countryCodeV2, phone }: PlaceNode): Place => ({
  name: name ?? null,
  address1: address1 ?? null,
  address2: address2 ?? null,
  zip: zip ?? null,
  city: city ?? null,
  countryCode: countryCodeV2 ?? null,
  phone: phone ?? null,
});

function toBuyer(node: z.output<typeof buyerShape>): ReadBuyer {
  return {
    buyerId: idOfGid(node.id),
    firstName: node.firstName ?? null,
    lastName: node.lastName ?? null,
    email: node.defaultEmailAddress?.emailAddress ?? null,
    consent: CONSENTS[node.defaultEmailAddress?.marketingState ?? ""] ?? "unknown",
    countryCode: node.defaultAddress?.countryCodeV2 ?? null,
    province: node.defaultAddress?.province ?? null,
    city: node.defaultAddress?.city ?? null,
    ...(node.locale && { locale: node.locale }),
  };
}

function toLine(line: z.output<typeof lineShape>, currency: string, taxesIncluded: boolean): ReadLine {
  const goodsMinor = parseMinor(line.priceAfterAllDiscountsBeforeTaxesSet.shopMoney.amount, currency);
  return {
    lineId: idOfGid(line.id),
    productId: line.product ? idOfGid(line.product.id) : null,
    variantId: line.variant ? idOfGid(line.variant.id) : null,
    title: line.title,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    orderedMinor: hasLostUnits(line) ? orderedMinor(line, currency, taxesIncluded) : goodsMinor,
    goodsMinor,
    giftCard: line.isGiftCard,
  };
}

/** Whether an edit or a refund took units away: then what was ordered must be asked for as well. */
export const hasLostUnits = (line: { quantity: number; currentQuantity: number }): boolean => line.currentQuantity < line.quantity;

function orderedMinor(line: z.output<typeof lineShape>, currency: string, taxesIncluded: boolean): bigint {
  const { originalTotalSet, discountAllocations, taxLines } = line;
  if (!originalTotalSet || !discountAllocations || !taxLines)
    throw new Error(`the line ${line.id} lost units, but was read without what was ordered`);
  const minor = (bag: z.output<typeof moneyBag>): bigint => parseMinor(bag.shopMoney.amount, currency);
  const discounts = discountAllocations.reduce((sum, one) => sum + minor(one.allocatedAmountSet), 0n);
  const tax = taxesIncluded ? taxLines.reduce((sum, one) => sum + minor(one.priceSet), 0n) : 0n;
  return minor(originalTotalSet) - discounts - tax;
}

const PAID = new Set(["PAID", "PARTIALLY_REFUNDED", "REFUNDED"]);

const CONSENTS: Record<string, Consent> = {
  SUBSCRIBED: "subscribed",
  NOT_SUBSCRIBED: "not subscribed",
  UNSUBSCRIBED: "unsubscribed",
  PENDING: "pending",
  INVALID: "invalid",
};

/**
 * A subscription's billing attempts make orders with the source "subscription_contract", since October 2025
 * "subscription_contract_checkout_one" as well; the order that starts a subscription comes from its checkout ("web").
 */
const isRenewal = (sourceName: string | null | undefined): boolean => sourceName?.startsWith("subscription_contract") ?? false;

/** The discrepancy is negative for money given back beyond the lines, positive for money kept back: that is none. */
const givenBack = (discrepancyMinor: bigint): bigint => (discrepancyMinor < 0n ? -discrepancyMinor : 0n);

/** When the last parcel of a wholly fulfilled order left; an order part fulfilled is not fulfilled yet. */
function fulfilledAt(status: string, fulfillments: CheckedOrder["fulfillments"]): Date | null {
  if (status !== "FULFILLED") return null;
  const left = fulfillments.filter((one) => one.status === "SUCCESS").map((one) => toTime(one.createdAt).getTime());
  return left.length ? new Date(Math.max(...left)) : null;
}

/**
 * What several disputes of one payment leave. Shopify's summary tells no amount: one that was lost took the whole payment, as nearly
 * every one does. One that was prevented or refunded stands among the order's refunds.
 */
export function disputeOf(disputes: { status: string }[]): Dispute | null {
  const statuses = new Set(disputes.map(({ status }) => status));
  if (statuses.has("LOST") || statuses.has("ACCEPTED")) return "lost";
  if (statuses.has("NEEDS_RESPONSE") || statuses.has("UNDER_REVIEW")) return "open";
  return statuses.has("WON") ? "won" : null;
}

function toTime(text: string): Date {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) throw new Error(`"${text}" is not a time`);
  return time;
}

const plain = (name: string): string => name.normalize("NFKC").trim().replace(/\s+/g, " ").toLowerCase();
const isGift = (shipsTo?: string | null, bills?: string | null): boolean =>
  !!shipsTo && !!bills && shipsTo !== bills && plain(shipsTo) !== plain(bills);
