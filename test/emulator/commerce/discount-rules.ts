/**
 * Who may use which code, as Shopify's native discounts decide it. Limits count per code: two codes of one discount each
 * have their own. Used-up counts never go back, not even when the order is cancelled. There is no "new customers only".
 */
import type { Books, Discount, Id, RedeemCode } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { emailKey, findCustomerByEmail } from "./customer-account.ts";

/** The shopper as far as the checkout knows them; a guest has an e-mail only, someone who just looks has neither. */
export type Shopper = { customerId: Id | null; email: string | null };

export type RefusalWhy =
  | "unknown"
  | "not yet"
  | "expired"
  | "used up"
  | "used by you"
  | "not for you"
  | "below minimum"
  | "no matching goods"
  | "saves nothing"
  | "does not combine"
  | "too many codes";

/** `reason` is a sentence the shopper reads; `why` is for tests and logs. */
export type Refusal = { why: RefusalWhy; reason: string };
export type MayUse = { ok: true; discount: Discount; redeemCode: RedeemCode } | ({ ok: false } & Refusal);

/** How codes are kept and compared: no regard to case or surrounding spaces. */
export const codeKey = (code: string): string => code.trim().toUpperCase();

/** ACTIVE from the start to the end (exclusive); a deactivated discount counts as expired. */
export function discountStatus(discount: Discount, now: Date): "ACTIVE" | "EXPIRED" | "SCHEDULED" {
  if (discount.deactivated) return "EXPIRED";
  if (discount.endsAt !== null && now.getTime() >= Date.parse(discount.endsAt)) return "EXPIRED";
  return now.getTime() < Date.parse(discount.startsAt) ? "SCHEDULED" : "ACTIVE";
}

export type DiscountClass = "order" | "product" | "shipping";

/** A discount on all goods is an order discount, one on named goods a product discount; combining goes by this. */
export function discountClass(discount: Discount): DiscountClass {
  if (discount.kind === "freeShipping") return "shipping";
  return "all" in discount.items ? "order" : "product";
}

/** Both must allow the other's class. Shipping discounts never combine with each other. */
export function mayCombine(one: Discount, other: Discount): boolean {
  if (one.id === other.id) return false;
  const allows = (discount: Discount, by: DiscountClass) =>
    by === "order"
      ? discount.combinesWith.orderDiscounts
      : by === "product"
        ? discount.combinesWith.productDiscounts
        : discount.combinesWith.shippingDiscounts;
  const classes = [discountClass(one), discountClass(other)] as const;
  if (classes[0] === "shipping" && classes[1] === "shipping") return false;
  return allows(one, classes[1]) && allows(other, classes[0]);
}

/** The code and its discount, or null when no discount has it. */
export function findCode(books: Books, code: string): { redeemCode: RedeemCode; discount: Discount } | null {
  const redeemCode = books.redeemCode.get(codeKey(code));
  const discount = redeemCode && books.discount.get(redeemCode.discountId);
  return redeemCode && discount ? { redeemCode, discount } : null;
}

/** Whether this shopper may use this code at this moment, whatever is in the cart. */
export function mayUse(ctx: EmulatorContext, code: string, shopper: Shopper, at: Date = ctx.clock.now()): MayUse {
  const found = findCode(ctx.books, code);
  if (!found) return refuse("unknown", `${code.trim()} isn't a valid discount code.`);
  const { discount, redeemCode } = found;
  const status = discountStatus(discount, at);
  if (status === "SCHEDULED") return refuse("not yet", `${redeemCode.code} can't be used yet.`);
  if (status === "EXPIRED") return refuse("expired", `${redeemCode.code} has expired.`);
  if (discount.usageLimit !== null && redeemCode.usedByOrderIds.length >= discount.usageLimit) {
    return refuse("used up", `${redeemCode.code} has already been used.`);
  }
  if (!isFor(ctx, discount, shopper)) return refuse("not for you", `${redeemCode.code} isn't available to you.`);
  if (discount.appliesOncePerCustomer && hasUsed(ctx.books, redeemCode, shopper)) {
    return refuse("used by you", `You have already used ${redeemCode.code}; it works once per customer.`);
  }
  return { ok: true, discount, redeemCode };
}

const refuse = (why: RefusalWhy, reason: string) => ({ ok: false as const, why, reason });

function isFor(ctx: EmulatorContext, discount: Discount, shopper: Shopper): boolean {
  if ("all" in discount.context) return true;
  const named = discount.context.customerIds;
  if (shopper.customerId !== null) return named.includes(shopper.customerId);
  const rule = ctx.faults.checkout?.guestAndNamedDiscount ?? "matching e-mail";
  if (rule !== "matching e-mail") return rule === "anyone";
  const email = emailKey(shopper.email);
  return email !== null && named.some((id) => emailKey(ctx.books.customer.get(id)?.email ?? null) === email);
}

/** By account or by address, each way round: a guest's address may belong to an account, an account's orders may be a guest's. */
function hasUsed(books: Books, redeemCode: RedeemCode, shopper: Shopper): boolean {
  const account = shopper.customerId === null ? findCustomerByEmail(books, shopper.email) : books.customer.get(shopper.customerId);
  const emails = [emailKey(shopper.email), emailKey(account?.email ?? null)].filter((email) => email !== null);
  return redeemCode.usedByOrderIds.some((orderId) => {
    const order = books.order.get(orderId);
    if (!order) return false;
    if (account && order.customerId === account.id) return true;
    const email = emailKey(order.email);
    return email !== null && emails.includes(email);
  });
}
