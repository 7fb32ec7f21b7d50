/**
 * A history is millions of nodes, nearly all of them just as our query asked. These checks see that at a glance; whatever
 * they do not recognise goes through the full schema of parse-order.ts, which decides and names what is wrong. So they
 * may say no to a good node, but never yes to a bad one.
 */
import type { CheckedLine, CheckedOrder } from "../parse-order";

type Node = Record<string, unknown>;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string";
const isTextOrNull = (value: unknown): boolean => typeof value === "string" || value === null;
const isListOf = (value: unknown, check: (item: unknown) => boolean): boolean => Array.isArray(value) && value.every(check);

const isMoney = (bag: unknown): boolean => isNode(bag) && isNode(bag.shopMoney) && isText(bag.shopMoney.amount);
const hasAllocated = (one: unknown): boolean => isNode(one) && isMoney(one.allocatedAmountSet);
const hasPrice = (one: unknown): boolean => isNode(one) && isMoney(one.priceSet);
const hasId = (one: unknown): boolean => isNode(one) && isText(one.id);

export const isPlainLine = (node: unknown): node is CheckedLine =>
  isNode(node) &&
  isText(node.id) &&
  isText(node.title) &&
  Number.isSafeInteger(node.quantity) &&
  Number.isSafeInteger(node.currentQuantity) &&
  typeof node.isGiftCard === "boolean" &&
  isMoney(node.priceAfterAllDiscountsBeforeTaxesSet) &&
  isMoney(node.originalTotalSet) &&
  isListOf(node.discountAllocations, hasAllocated) &&
  isListOf(node.taxLines, hasPrice) &&
  (node.product === null || hasId(node.product)) &&
  (node.variant === null || hasId(node.variant));

const isPlace = (place: unknown): boolean =>
  place === null ||
  (isNode(place) &&
    isTextOrNull(place.name) &&
    isTextOrNull(place.countryCodeV2) &&
    isTextOrNull(place.province) &&
    isTextOrNull(place.city));

const isAddress = (address: unknown): boolean =>
  address === null || (isNode(address) && isTextOrNull(address.emailAddress) && isTextOrNull(address.marketingState));

const isCustomer = (customer: unknown): boolean =>
  customer === null ||
  (isNode(customer) &&
    isText(customer.id) &&
    isTextOrNull(customer.firstName) &&
    isTextOrNull(customer.lastName) &&
    isAddress(customer.defaultEmailAddress) &&
    isPlace(customer.defaultAddress));

const isJourney = (journey: unknown): boolean =>
  journey === null || (isNode(journey) && (journey.customerOrderIndex === null || Number.isSafeInteger(journey.customerOrderIndex)));

const isAttribute = (one: unknown): boolean => isNode(one) && isText(one.key) && isTextOrNull(one.value);
const isFulfillment = (one: unknown): boolean => isNode(one) && isText(one.createdAt) && isText(one.status);
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** An order as a bulk operation gives it: its children are lines of their own. */
export const isPlainOrder = (node: unknown): node is CheckedOrder =>
  isNode(node) &&
  isText(node.id) &&
  isText(node.name) &&
  isTextOrNull(node.email) &&
  isText(node.processedAt) &&
  isText(node.updatedAt) &&
  isTextOrNull(node.cancelledAt) &&
  typeof node.test === "boolean" &&
  isListOf(node.tags, isText) &&
  isText(node.currencyCode) &&
  typeof node.taxesIncluded === "boolean" &&
  isTextOrNull(node.displayFinancialStatus) &&
  isText(node.displayFulfillmentStatus) &&
  isTextOrNull(node.sourceName) &&
  isMoney(node.refundDiscrepancySet) &&
  isListOf(node.customAttributes, isAttribute) &&
  isJourney(node.customerJourneySummary) &&
  isCustomer(node.customer) &&
  isPlace(node.billingAddress) &&
  isPlace(node.shippingAddress) &&
  isListOf(node.fulfillments, isFulfillment) &&
  isEmptyList(node.lineItems) &&
  isEmptyList(node.discountApplications);
