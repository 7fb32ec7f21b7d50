/**
 * Making a draft order, completing and deleting it. Shopify's errors here are plain (no code): their words are ours where
 * they aren't published. Lines are variants of the catalogue, the discount is a percentage over all of them.
 */
import type { Address, DraftOrder } from "../books.ts";
import { completeDraft, deleteDraft, DraftRefused, keepDraft, type NewDraft } from "../commerce/draft-orders.ts";
import { asInput } from "./discount-input.ts";
import { gid, idOf, readGid } from "./gid.ts";
import { minorOf } from "./money.ts";
import { NotBuilt, objectType, onlyBuilt, type ApiCall, type Arguments } from "./resolver.ts";

type Input = Record<string, unknown>;
type UserError = { field: string[] | null; message: string };

/** Shopify's bounds for orders and drafts. */
const LONGEST_TAG = 40;
const MOST_TAGS = 250;
const MOST_LINES = 499;
const LONGEST_NOTE = 5_000;

export const draftOrderMutations = objectType<unknown>({
  draftOrderCreate: { args: ["input"], resolve: (_root, args, call) => create(args.input as Input, call) },
  draftOrderComplete: { args: ["id", "sourceName"], resolve: (_root, args, call) => complete(args, call) },
  draftOrderDelete: { args: ["input"], resolve: (_root, args, call) => remove(args.input as Input, call) },
});

const find = (id: unknown, call: ApiCall): DraftOrder | null => {
  const read = readGid(id);
  return read?.type === "DraftOrder" ? (call.emulator.books.draftOrder.get(read.id) ?? null) : null;
};
const missing = (field: string[]): UserError => ({ field, message: "Draft order does not exist" });

function create(input: Input, call: ApiCall): { draftOrder: DraftOrder | null; userErrors: UserError[] } {
  onlyBuilt(
    { ...input, acceptAutomaticDiscounts: input.acceptAutomaticDiscounts || null },
    ["lineItems", "tags", "note", "email", "purchasingEntity", "useCustomerDefaultAddress", "shippingLine", "appliedDiscount"],
    "DraftOrderInput",
  );
  const errors: UserError[] = [];
  const customer = customerOf(asInput(input.purchasingEntity), call, errors);
  const draft: NewDraft = {
    customerId: customer?.id ?? null,
    email: (input.email as string | null | undefined) ?? customer?.email ?? null,
    lines: linesOf(input.lineItems, call, errors),
    tags: tagsOf(input.tags, errors),
    note: noteOf(input.note, errors),
    discount: discountOf(asInput(input.appliedDiscount), errors),
    shipping: shippingOf(asInput(input.shippingLine), call, errors),
    shippingAddress: input.useCustomerDefaultAddress === true ? addressOf(customer) : null,
  };
  return errors.length > 0 ? { draftOrder: null, userErrors: errors } : { draftOrder: keepDraft(call.emulator, draft), userErrors: [] };
}

const addressOf = (customer: { addresses: Address[] } | null): Address | null => customer?.addresses[0] ?? null;

function customerOf(entity: Input | null, call: ApiCall, errors: UserError[]) {
  if (!entity) return null;
  onlyBuilt(entity, ["customerId"], "PurchasingEntityInput");
  const customer = call.emulator.books.customer.get(idOf(entity.customerId, "Customer"));
  if (!customer) errors.push({ field: ["purchasingEntity", "customerId"], message: "Customer does not exist" });
  return customer ?? null;
}

function linesOf(given: unknown, call: ApiCall, errors: UserError[]): NewDraft["lines"] {
  const lines = (given as Input[] | null | undefined) ?? [];
  if (lines.length === 0) errors.push({ field: null, message: "Add at least 1 product" });
  if (lines.length > MOST_LINES) errors.push({ field: ["lineItems"], message: `At most ${MOST_LINES} line items are allowed` });
  return lines.flatMap((line, index) => {
    if (!line.variantId) throw new NotBuilt("a custom line of a draft order");
    onlyBuilt(line, ["variantId", "quantity"], "DraftOrderLineItemInput");
    const field = (name: string): string[] => ["lineItems", String(index), name];
    const variantId = idOf(line.variantId, "ProductVariant");
    const quantity = Number(line.quantity);
    if (quantity < 1) errors.push({ field: field("quantity"), message: "Quantity must be greater than or equal to 1" });
    if (call.emulator.books.variant.has(variantId)) return [{ variantId, quantity }];
    errors.push({ field: field("variantId"), message: `Product with ID ${variantId} is no longer available.` });
    return [];
  });
}

function tagsOf(given: unknown, errors: UserError[]): string[] {
  const tags = [
    ...new Set(((given as string[] | null | undefined) ?? []).flatMap((tag) => tag.split(",")).map((tag) => tag.trim())),
  ].filter(Boolean);
  if (tags.length > MOST_TAGS) errors.push({ field: ["tags"], message: `Tags may be at most ${MOST_TAGS}` });
  if (tags.some((tag) => tag.length > LONGEST_TAG))
    errors.push({ field: ["tags"], message: `Tags is invalid: each tag can have a maximum of ${LONGEST_TAG} characters` });
  return tags;
}

function noteOf(given: unknown, errors: UserError[]): string | null {
  const note = (given as string | null | undefined) ?? null;
  if (note !== null && note.length > LONGEST_NOTE)
    errors.push({ field: ["note"], message: `Note is too long (maximum is ${LONGEST_NOTE} characters)` });
  return note;
}

function discountOf(given: Input | null, errors: UserError[]): NewDraft["discount"] {
  if (!given) return null;
  onlyBuilt(given, ["title", "description", "value", "valueType"], "DraftOrderAppliedDiscountInput");
  if (given.valueType !== "PERCENTAGE") throw new NotBuilt(`a discount of ${String(given.valueType)} on a draft order`);
  const percentage = Number(given.value);
  if (!(percentage > 0 && percentage <= 100))
    errors.push({ field: ["appliedDiscount", "value"], message: "Applied discount value must be between 0 and 100" });
  return {
    title: (given.title as string | null) ?? "Custom discount",
    description: (given.description as string | null) ?? "",
    percentage,
  };
}

function shippingOf(given: Input | null, call: ApiCall, errors: UserError[]): NewDraft["shipping"] {
  if (!given) return null;
  onlyBuilt(given, ["title", "priceWithCurrency"], "ShippingLineInput");
  const { currency } = call.emulator.books.theShop;
  const price = asInput(given.priceWithCurrency);
  const at = (field: string): string[] => ["shippingLine", field];
  if (!given.title) errors.push({ field: at("title"), message: "Shipping line title can't be blank" });
  if (!price) errors.push({ field: at("priceWithCurrency"), message: "Shipping line price can't be blank" });
  else if (price.currencyCode !== currency)
    errors.push({ field: at("priceWithCurrency"), message: `Shipping line currency must be ${currency}` });
  const priceMinor = price?.currencyCode === currency ? minorOf(String(price.amount), currency) : 0;
  if (priceMinor < 0) errors.push({ field: at("priceWithCurrency"), message: "Shipping line price can't be negative" });
  return { title: String(given.title), priceMinor };
}

function complete(args: Arguments, call: ApiCall): { draftOrder: DraftOrder | null; userErrors: UserError[] } {
  const draft = find(args.id, call);
  if (!draft) return { draftOrder: null, userErrors: [missing(["id"])] };
  try {
    completeDraft(call.emulator, draft, { sourceName: (args.sourceName as string | null | undefined) ?? null });
    return { draftOrder: call.emulator.books.draftOrder.need(draft.id), userErrors: [] };
  } catch (error) {
    if (!(error instanceof DraftRefused)) throw error;
    return { draftOrder: null, userErrors: [{ field: null, message: error.message }] };
  }
}

function remove(input: Input, call: ApiCall): { deletedId: string | null; userErrors: UserError[] } {
  const draft = find(input.id, call);
  if (!draft) return { deletedId: null, userErrors: [missing(["id"])] };
  try {
    deleteDraft(call.emulator, draft);
    return { deletedId: gid("DraftOrder", draft.id), userErrors: [] };
  } catch (error) {
    if (!(error instanceof DraftRefused)) throw error;
    return { deletedId: null, userErrors: [{ field: ["id"], message: error.message }] };
  }
}
