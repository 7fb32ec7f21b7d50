/** Making, changing, switching and deleting discounts. Nothing is written when there is one user error. */
import type { Discount } from "../books.ts";
import { codeKey } from "../commerce/discount-rules.ts";
import {
  asInput,
  checkBuilt,
  checkPurchaseTypes,
  DiscountCheck,
  readItems,
  readSubscriptions,
  readShared,
  readValue,
  type DiscountUserError,
  type Draft,
} from "./discount-input.ts";
import { codesOf, DISCOUNT_GIDS } from "./discounts.ts";
import { gid, readGid } from "./gid.ts";
import { objectType, onlyBuilt, type ApiCall, type Arguments } from "./resolver.ts";

type NodePayload = { codeDiscountNode: Discount | null; userErrors: DiscountUserError[] };

const missing = (): DiscountUserError => ({ field: ["id"], code: "INVALID", message: "Discount does not exist", extraInfo: null });

function find(id: unknown, call: ApiCall): Discount | null {
  const read = readGid(id);
  return read && (DISCOUNT_GIDS as readonly string[]).includes(read.type) ? (call.emulator.books.discount.get(read.id) ?? null) : null;
}

function create(kind: Discount["kind"], draft: Draft, code: string, call: ApiCall): NodePayload {
  const { books, clock } = call.emulator;
  return books.batch(() => {
    const at = clock.iso();
    const id = books.nextId();
    const discount = books.discount.put(id, { ...draft, id, kind, deactivated: false, createdAt: at, updatedAt: at });
    books.redeemCode.put(codeKey(code), { id: books.nextId(), discountId: id, code: code.trim(), usedByOrderIds: [], createdAt: at });
    return { codeDiscountNode: discount, userErrors: [] };
  });
}

/** What a basic discount gives: from the input, or as it was. */
function readGets(
  check: DiscountCheck,
  input: Record<string, unknown>,
  base: Discount | null,
): Pick<Draft, "items" | "value" | "subscriptions"> {
  const gets = asInput(input.customerGets);
  const subscriptions = readSubscriptions(check, input, gets, base);
  if (!gets && base) return { items: base.items, value: base.value, subscriptions };
  if (!gets) {
    check.refuse("customerGets", "BLANK", "Customer gets can't be blank");
    return { items: { all: true }, value: { percentage: 0 } };
  }
  checkPurchaseTypes(check, gets, "customerGets");
  return {
    subscriptions,
    items: base && !asInput(gets.items) ? base.items : readItems(check, asInput(gets.items)),
    value: base && !asInput(gets.value) ? base.value : readValue(check, asInput(gets.value)),
  };
}

function basicCreate(args: Arguments, call: ApiCall): NodePayload {
  const input = asInput(args.basicCodeDiscount)!;
  checkBuilt(input, "DiscountCodeBasicInput", ["customerGets", "recurringCycleLimit"]);
  const check = new DiscountCheck("basicCodeDiscount", call);
  const draft = { ...readShared(check, input, null), ...readGets(check, input, null) };
  return check.errors.length > 0 ? { codeDiscountNode: null, userErrors: check.errors } : create("basic", draft, String(input.code), call);
}

function basicUpdate(args: Arguments, call: ApiCall): NodePayload {
  const input = asInput(args.basicCodeDiscount)!;
  checkBuilt(input, "DiscountCodeBasicInput", ["customerGets", "recurringCycleLimit"]);
  onlyBuilt({ code: input.code }, [], "DiscountCodeBasicInput (in an update)");
  const base = find(args.id, call);
  if (!base || base.kind !== "basic") return { codeDiscountNode: null, userErrors: [missing()] };
  const check = new DiscountCheck("basicCodeDiscount", call);
  const draft = { ...readShared(check, input, base), ...readGets(check, input, base) };
  if (check.errors.length > 0) return { codeDiscountNode: null, userErrors: check.errors };
  const { books, clock } = call.emulator;
  return { codeDiscountNode: books.discount.put(base.id, { ...base, ...draft, updatedAt: clock.iso() }), userErrors: [] };
}

function freeShippingCreate(args: Arguments, call: ApiCall): NodePayload {
  const input = asInput(args.freeShippingCodeDiscount)!;
  checkBuilt(input, "DiscountCodeFreeShippingInput", ["destination", "appliesOnOneTimePurchase", "appliesOnSubscription"]);
  onlyBuilt(asInput(input.destination) ?? {}, ["all"], "DiscountShippingDestinationSelectionInput");
  const check = new DiscountCheck("freeShippingCodeDiscount", call);
  checkPurchaseTypes(check, input, "");
  const draft: Draft = { ...readShared(check, input, null), items: { all: true }, value: { freeShipping: true } };
  if (draft.combinesWith.shippingDiscounts)
    check.refuse("combinesWith", "INVALID_COMBINES_WITH_FOR_DISCOUNT_CLASS", "Shipping discounts don't combine with shipping discounts");
  return check.errors.length > 0
    ? { codeDiscountNode: null, userErrors: check.errors }
    : create("freeShipping", draft, String(input.code), call);
}

/** Deactivating ends a discount now; activating lets it run on without an end. */
function switchTo(active: boolean, args: Arguments, call: ApiCall): NodePayload {
  const discount = find(args.id, call);
  if (!discount) return { codeDiscountNode: null, userErrors: [missing()] };
  const { books, clock } = call.emulator;
  const at = clock.iso();
  const ended = discount.endsAt !== null && discount.endsAt <= at;
  const endsAt = active ? (ended ? null : discount.endsAt) : ended ? discount.endsAt : at;
  const startsAt = active && discount.startsAt > at ? at : discount.startsAt;
  return {
    codeDiscountNode: books.discount.put(discount.id, { ...discount, deactivated: !active, startsAt, endsAt, updatedAt: at }),
    userErrors: [],
  };
}

function remove(args: Arguments, call: ApiCall): { deletedCodeDiscountId: string | null; userErrors: DiscountUserError[] } {
  const discount = find(args.id, call);
  if (!discount) return { deletedCodeDiscountId: null, userErrors: [missing()] };
  const { books } = call.emulator;
  books.batch(() => {
    for (const code of codesOf(discount, call)) books.redeemCode.delete(codeKey(code.code));
    books.discount.delete(discount.id);
  });
  return { deletedCodeDiscountId: gid("DiscountCodeNode", discount.id), userErrors: [] };
}

export const discountMutations = objectType<unknown>({
  discountCodeBasicCreate: { args: ["basicCodeDiscount"], resolve: (_root, args, call) => basicCreate(args, call) },
  discountCodeBasicUpdate: { args: ["id", "basicCodeDiscount"], resolve: (_root, args, call) => basicUpdate(args, call) },
  discountCodeFreeShippingCreate: { args: ["freeShippingCodeDiscount"], resolve: (_root, args, call) => freeShippingCreate(args, call) },
  discountCodeActivate: { args: ["id"], resolve: (_root, args, call) => switchTo(true, args, call) },
  discountCodeDeactivate: { args: ["id"], resolve: (_root, args, call) => switchTo(false, args, call) },
  discountCodeDelete: { args: ["id"], resolve: (_root, args, call) => remove(args, call) },
});
