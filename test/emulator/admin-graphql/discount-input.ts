/**
 * What Shopify accepts as a discount. Every input field is nullable in the schema, so all of it is checked here and
 * answered as user errors with Shopify's codes: title, code and start are needed, the end comes after the start, a
 * percentage lies within 0..1, at most 100 customers, products or variants are named, a code is free in the whole store.
 */
import { GraphQLError } from "graphql";
import type { Discount, DiscountContext, DiscountItems } from "../books.ts";
import { codeError, CODE_ERRORS } from "../commerce/code-creations.ts";
import { readGid } from "./gid.ts";
import { minorOf } from "./money.ts";
import { NotBuilt, onlyBuilt, type ApiCall } from "./resolver.ts";

export type DiscountUserError = { field: string[]; code: string; message: string; extraInfo: null };
type Input = Record<string, unknown>;
export type Draft = Omit<Discount, "id" | "kind" | "createdAt" | "updatedAt" | "deactivated">;

const MOST_NAMED = 100;
const LONGEST_TITLE = 255;
const SHARED = [
  "title",
  "code",
  "startsAt",
  "endsAt",
  "usageLimit",
  "appliesOncePerCustomer",
  "combinesWith",
  "context",
  "minimumRequirement",
  "tags",
];

/** Collects the errors of one input; `argument` is its name in the mutation. */
export class DiscountCheck {
  readonly errors: DiscountUserError[] = [];
  readonly call: ApiCall;
  readonly #argument: string;
  constructor(argument: string, call: ApiCall) {
    this.#argument = argument;
    this.call = call;
  }
  refuse(path: string, code: string, message: string): void {
    this.errors.push({ field: [this.#argument, ...path.split(".").filter(Boolean)], code, message, extraInfo: null });
  }
}

export const asInput = (value: unknown): Input | null => (typeof value === "object" && value !== null ? (value as Input) : null);
const given = (value: unknown): boolean => value !== null && value !== undefined;

/** Reads what every kind of code discount has. `base` is the discount being changed, or null for a new one. */
export function readShared(check: DiscountCheck, input: Input, base: Discount | null): Omit<Draft, "items" | "value"> {
  const title = given(input.title) ? String(input.title) : (base?.title ?? "");
  if (title.trim() === "") check.refuse("title", "BLANK", "Title can't be blank");
  if (title.length > LONGEST_TITLE) check.refuse("title", "TOO_LONG", `Title is too long (maximum is ${LONGEST_TITLE} characters)`);
  if (!base || given(input.code)) checkCode(check, input.code);
  const startsAt = given(input.startsAt) ? new Date(String(input.startsAt)).toISOString() : (base?.startsAt ?? "");
  if (!startsAt) check.refuse("startsAt", "BLANK", "Starts at can't be blank");
  const endsAt = "endsAt" in input ? (given(input.endsAt) ? new Date(String(input.endsAt)).toISOString() : null) : (base?.endsAt ?? null);
  if (startsAt && endsAt !== null && endsAt <= startsAt)
    check.refuse("endsAt", "END_DATE_BEFORE_START_DATE", "Ends at needs to be after starts_at");
  const usageLimit = "usageLimit" in input ? ((input.usageLimit as number | null | undefined) ?? null) : (base?.usageLimit ?? null);
  if (usageLimit !== null && usageLimit < 1)
    check.refuse("usageLimit", "GREATER_THAN_OR_EQUAL_TO", "Usage limit must be greater than or equal to 1");
  return {
    title,
    startsAt,
    endsAt,
    usageLimit,
    appliesOncePerCustomer: given(input.appliesOncePerCustomer)
      ? input.appliesOncePerCustomer === true
      : (base?.appliesOncePerCustomer ?? false),
    context: given(input.context) || !base ? readContext(check, asInput(input.context)) : base.context,
    combinesWith: given(input.combinesWith) || !base ? readCombines(asInput(input.combinesWith)) : base.combinesWith,
    minimumSubtotalMinor:
      "minimumRequirement" in input ? readMinimum(check, asInput(input.minimumRequirement)) : (base?.minimumSubtotalMinor ?? null),
    tags: given(input.tags) ? (input.tags as string[]) : (base?.tags ?? []),
  };
}

export function checkBuilt(input: Input, typeName: string, own: readonly string[]): void {
  onlyBuilt(input, [...SHARED, ...own], typeName);
}

function checkCode(check: DiscountCheck, code: unknown): void {
  if (!given(code)) return check.refuse("code", "BLANK", CODE_ERRORS.BLANK);
  const error = codeError(check.call.emulator.books, String(code));
  if (error) check.refuse("code", error, CODE_ERRORS[error]);
}

function readContext(check: DiscountCheck, context: Input | null): DiscountContext {
  if (!context) {
    check.refuse("context", "BLANK", "Context can't be blank");
    return { all: true };
  }
  const keys = Object.keys(context).filter((key) => given(context[key]));
  if (keys.length !== 1)
    throw new GraphQLError('Exactly one key must be specified for OneOf type "DiscountContextInput".', {
      extensions: { code: "INVALID_VARIABLE" },
    });
  if (context.all) return { all: true };
  const customers = asInput(context.customers);
  if (!customers) throw new NotBuilt(`the discount context ${keys[0]}`);
  onlyBuilt(customers, ["add"], "DiscountCustomersInput");
  const customerIds = readNamed(check, customers.add, "Customer", "context.customers.add", (id) =>
    check.call.emulator.books.customer.has(id),
  );
  if (customerIds.length === 0 && check.errors.length === 0) check.refuse("context.customers.add", "BLANK", "Customers can't be blank");
  return { customerIds };
}

function readCombines(combines: Input | null): Discount["combinesWith"] {
  if (combines) onlyBuilt(combines, ["orderDiscounts", "productDiscounts", "shippingDiscounts"], "DiscountCombinesWithInput");
  return {
    orderDiscounts: combines?.orderDiscounts === true,
    productDiscounts: combines?.productDiscounts === true,
    shippingDiscounts: combines?.shippingDiscounts === true,
  };
}

function readMinimum(check: DiscountCheck, requirement: Input | null): number | null {
  if (!requirement) throw new NotBuilt("a minimum requirement of null: whether that removes one, Shopify does not say");
  // Each with null in it, as Shopify writes that there is no minimum any more, asks for nothing.
  const subtotal = asInput(requirement.subtotal);
  const quantity = asInput(requirement.quantity);
  const least = subtotal?.greaterThanOrEqualToSubtotal;
  const fewest = quantity?.greaterThanOrEqualToQuantity;
  if (given(least) && given(fewest))
    check.refuse(
      "minimumRequirement",
      "MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT",
      "Minimum subtotal and quantity can't both be given",
    );
  else if (given(fewest)) throw new NotBuilt("the input field DiscountMinimumRequirementInput.quantity");
  return given(least) ? minorOf(String(least), check.call.emulator.books.theShop.currency) : null;
}

/** Ids of one type that exist, at most 100 of them; what is wrong is refused at `path`. */
function readNamed(check: DiscountCheck, ids: unknown, type: string, path: string, exists: (id: string) => boolean): string[] {
  if (!given(ids)) return [];
  const list = ids as string[];
  if (list.length > MOST_NAMED) check.refuse(path, "EXCEEDED_MAX", `At most ${MOST_NAMED} can be named`);
  return list.flatMap((text) => {
    const read = readGid(text);
    if (read?.type === type && exists(read.id)) return [read.id];
    check.refuse(path, "INVALID", `${text} is invalid`);
    return [];
  });
}

export function readItems(check: DiscountCheck, items: Input | null): DiscountItems {
  if (!items) {
    check.refuse("customerGets.items", "BLANK", "Items in 'customer get' can't be blank");
    return { all: true };
  }
  if (items.all === true) {
    if (given(items.products) || given(items.collections))
      check.refuse("customerGets.items", "CONFLICT", "Entitled items can't be all and named at once");
    return { all: true };
  }
  const { books } = check.call.emulator;
  const products = asInput(items.products) ?? {};
  const collections = asInput(items.collections) ?? {};
  onlyBuilt(products, ["productsToAdd", "productVariantsToAdd"], "DiscountProductsInput");
  onlyBuilt(collections, ["add"], "DiscountCollectionsInput");
  const named = {
    productIds: readNamed(check, products.productsToAdd, "Product", "customerGets.items.products.productsToAdd", (id) =>
      books.product.has(id),
    ),
    variantIds: readNamed(
      check,
      products.productVariantsToAdd,
      "ProductVariant",
      "customerGets.items.products.productVariantsToAdd",
      (id) => books.variant.has(id),
    ),
    collectionIds: readNamed(check, collections.add, "Collection", "customerGets.items.collections.add", (id) => books.collection.has(id)),
  };
  const count = named.productIds.length + named.variantIds.length + named.collectionIds.length;
  if (count === 0 && check.errors.length === 0)
    check.refuse("customerGets.items", "APPLIES_ON_NOTHING", "Discount must apply on at least one item");
  if (named.collectionIds.length > 0 && count > named.collectionIds.length)
    check.refuse("customerGets.items", "CONFLICT", "Cannot entitle collections and products at once");
  return named;
}

export function readValue(check: DiscountCheck, value: Input | null): Discount["value"] {
  const nothing = { percentage: 0 };
  const keys = Object.keys(value ?? {}).filter((key) => given(value![key]));
  if (keys.includes("discountOnQuantity"))
    check.refuse("customerGets.value.discountOnQuantity", "INVALID", "discountOnQuantity field is only permitted with bxgy discounts.");
  else if (!value || keys.length === 0) check.refuse("customerGets.value", "BLANK", "Value can't be blank");
  else if (keys.length > 1)
    check.refuse("customerGets.value", "TOO_MANY_ARGUMENTS", "Only one of percentage and discountAmount can be given");
  if (!value || keys.length !== 1 || keys[0] === "discountOnQuantity") return nothing;
  if (given(value.percentage)) {
    const percentage = Number(value.percentage);
    if (!(percentage >= 0 && percentage <= 1))
      check.refuse("customerGets.value.percentage", "VALUE_OUTSIDE_RANGE", "Value must be between 0.0 and 1.0");
    return { percentage };
  }
  const amount = asInput(value.discountAmount)!;
  const amountMinor = given(amount.amount) ? minorOf(String(amount.amount), check.call.emulator.books.theShop.currency) : 0;
  if (amountMinor <= 0) check.refuse("customerGets.value.discountAmount.amount", "GREATER_THAN", "Value must be greater than 0");
  return { amountMinor, appliesOnEachItem: amount.appliesOnEachItem === true };
}

/** Shops that sell no subscriptions may not even speak of them. */
export function checkPurchaseTypes(check: DiscountCheck, input: Input, path: string): void {
  const at = (name: string): string => [path, name].filter(Boolean).join(".");
  if (given(input.appliesOnSubscription) && !check.call.emulator.books.theShop.sellsSubscriptions) {
    check.refuse(at("appliesOnSubscription"), "INVALID", "Applies on subscription isn't permitted: the shop doesn't sell subscriptions.");
  }
  if (input.appliesOnOneTimePurchase === false)
    check.refuse(at("appliesOnOneTimePurchase"), "APPLIES_ON_NOTHING", "Discount must apply on at least one purchase type");
}

/** On which billing cycles: where no number is given, the first; a shop that sells no subscriptions may name none. */
export function readSubscriptions(
  check: DiscountCheck,
  input: Input,
  gets: Input | null,
  base: Discount | null,
): Discount["subscriptions"] {
  const limit = input.recurringCycleLimit as number | null | undefined;
  const sells = check.call.emulator.books.theShop.sellsSubscriptions;
  if (given(limit) && !sells)
    check.refuse("recurringCycleLimit", "INVALID", "Recurring cycle limit isn't permitted: the shop doesn't sell subscriptions.");
  if (given(limit) && limit! < 0) check.refuse("recurringCycleLimit", "VALUE_OUTSIDE_RANGE", "Recurring cycle limit must be 0 or more");
  const applies = given(gets?.appliesOnSubscription) ? gets!.appliesOnSubscription === true : base?.subscriptions !== undefined;
  return applies ? { cycles: limit ?? base?.subscriptions?.cycles ?? 1 } : undefined;
}
