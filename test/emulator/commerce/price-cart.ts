/**
 * Prices a cart as Shopify's checkout does: catalogue prices, native discounts, flat shipping, tax rounded per line, and
 * what the shopper sees in their own currency. Pure reading: nothing is used up until the order is placed.
 */
import type { Address, Discount, DiscountApplication, Id, Minor, OrderLine } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { cartRefusal, chooseDiscounts, type Candidate, type Goods } from "./choose-discounts.ts";
import { codeKey, mayUse, type Refusal } from "./discount-rules.ts";
import { convert, fractionOf, moneyText, taxWithin } from "./money.ts";
import { lineTaxMinor, lineTotalMinor } from "./totals.ts";

export type Cart = {
  lines: { variantId: Id; quantity: number }[];
  codes: string[];
  attributes: { name: string; value: string }[];
  customerId: Id | null;
  email: string | null;
  shippingAddress?: Address | null;
  /** Everything in it is bought as a subscription. */
  subscription?: boolean;
  /** The buyer's currency and its units per unit of shop money, e.g. "EUR" and "1.17". Both or neither. */
  presentmentCurrency?: string;
  presentmentRate?: string;
};

/** A line of the order to be; `totalMinor` is after all discounts, `taxMinor` the tax in it (or on it). */
export type PricedLine = Omit<OrderLine, "id"> & { discountMinor: Minor; totalMinor: Minor; taxMinor: Minor };

export type PricedCart = {
  currency: string;
  presentmentCurrency: string;
  presentmentRate: string;
  taxesIncluded: boolean;
  lines: PricedLine[];
  applications: DiscountApplication[];
  /** Codes that take effect, each with what it takes off all told. */
  applied: { code: string; discountId: Id; title: string; amountMinor: Minor }[];
  /** Codes that don't, each with a sentence for the shopper. */
  refused: ({ code: string } & Refusal)[];
  /** Lines that cannot be bought as they stand, each with a sentence for the shopper. */
  unavailable: { variantId: Id; wanted: number; left: number; reason: string }[];
  /** Lines after discounts; contains tax when the shop's prices do. */
  subtotalMinor: Minor;
  /** Taken off lines. */
  discountMinor: Minor;
  /** Before its discount. */
  shippingMinor: Minor;
  shippingDiscountMinor: Minor;
  shippingTaxMinor: Minor;
  /** Of lines and shipping. */
  taxMinor: Minor;
  totalMinor: Minor;
  /** `totalMinor` in the buyer's currency. */
  presentmentTotalMinor: Minor;
};

/**
 * @param at the moment discounts are judged by; now, unless an order of the past is being made up.
 * @throws Error on an unknown variant, a quantity that is no positive whole number, or half a presentment currency: bugs of the caller.
 */
export function priceCart(ctx: EmulatorContext, cart: Cart, at: Date = ctx.clock.now()): PricedCart {
  const shop = ctx.books.theShop;
  const priced = cart.lines.map(({ variantId, quantity }) => lineOf(ctx, variantId, quantity));
  const goods = priced.map(({ goods }) => goods);
  const shippingMinor = goods.some((each) => !each.giftCard) ? shop.shippingMinor : 0;

  const { candidates, refused } = validCodes(ctx, cart, goods, at);
  const choice = chooseDiscounts(goods, candidates, shippingMinor);

  const lines = priced.map(({ line }, index): PricedLine => {
    const whole = { ...line, allocations: choice.allocations[index] };
    const totalMinor = lineTotalMinor(whole);
    return { ...whole, totalMinor, discountMinor: line.unitPriceMinor * line.quantity - totalMinor, taxMinor: lineTaxMinor(shop, whole) };
  });
  const sum = (of: (line: PricedLine) => Minor) => lines.reduce((total, line) => total + of(line), 0);
  const shippingPaid = shippingMinor - choice.shippingDiscountMinor;
  const shippingTaxMinor = shop.taxesIncluded ? taxWithin(shippingPaid, shop.taxRate) : fractionOf(shippingPaid, shop.taxRate);
  const subtotalMinor = sum((line) => line.totalMinor);
  const taxMinor = sum((line) => line.taxMinor) + shippingTaxMinor;
  const totalMinor = subtotalMinor + shippingPaid + (shop.taxesIncluded ? 0 : taxMinor);
  const { presentmentCurrency, presentmentRate } = presentmentOf(cart, shop.currency);
  return {
    currency: shop.currency,
    presentmentCurrency,
    presentmentRate,
    taxesIncluded: shop.taxesIncluded,
    lines,
    applications: choice.applications,
    applied: choice.applied.map(({ discount, redeemCode, amountMinor }) => ({
      code: redeemCode.code,
      discountId: discount.id,
      title: discountSummary(discount, shop.currency),
      amountMinor,
    })),
    refused: [...refused, ...choice.refused],
    unavailable: outOfStock(ctx, cart),
    subtotalMinor,
    discountMinor: sum((line) => line.discountMinor),
    shippingMinor,
    shippingDiscountMinor: choice.shippingDiscountMinor,
    shippingTaxMinor,
    taxMinor,
    totalMinor,
    presentmentTotalMinor: convert(totalMinor, shop.currency, presentmentCurrency, presentmentRate),
  };
}

/** A fresh line of an order, before discounts, and what discounts see of it. */
export function lineOf(ctx: EmulatorContext, variantId: Id, quantity: number): { line: Omit<OrderLine, "id">; goods: Goods } {
  if (!Number.isSafeInteger(quantity) || quantity <= 0) throw new Error(`a cart line needs a positive whole quantity, not ${quantity}`);
  const { books } = ctx;
  const shop = books.theShop;
  const variant = books.variant.need(variantId);
  const product = books.product.need(variant.productId);
  const taxable = variant.taxable && !product.giftCard;
  const line = {
    productId: product.id,
    variantId,
    title: product.title,
    variantTitle: variant.title === "Default Title" ? null : variant.title,
    sku: variant.sku || null,
    quantity,
    currentQuantity: quantity,
    unitPriceMinor: variant.priceMinor,
    allocations: [],
    taxable,
    taxRate: taxable ? shop.taxRate : 0,
    giftCard: product.giftCard,
    requiresShipping: !product.giftCard,
  };
  const { collectionIds, giftCard } = product;
  return { line, goods: { productId: product.id, variantId, collectionIds, quantity, unitPriceMinor: variant.priceMinor, giftCard } };
}

function validCodes(ctx: EmulatorContext, cart: Cart, goods: Goods[], at: Date) {
  const candidates: Candidate[] = [];
  const refused: PricedCart["refused"] = [];
  const seen = new Set<string>();
  for (const code of cart.codes) {
    const key = codeKey(code);
    if (key === "" || seen.has(key)) continue;
    seen.add(key);
    const verdict = mayUse(ctx, code, cart, at);
    const onceOnly = verdict.ok && cart.subscription === true && !verdict.discount.subscriptions;
    const refusal = onceOnly
      ? { why: "no matching goods" as const, reason: `${code.trim()} isn't for subscriptions.` }
      : verdict.ok
        ? cartRefusal(verdict, goods, ctx.books.theShop.currency)
        : verdict;
    if (refusal) refused.push({ code: code.trim(), why: refusal.why, reason: refusal.reason });
    else if (verdict.ok) candidates.push({ discount: verdict.discount, redeemCode: verdict.redeemCode });
  }
  return { candidates, refused };
}

function presentmentOf(cart: Cart, currency: string) {
  if ((cart.presentmentCurrency === undefined) !== (cart.presentmentRate === undefined)) {
    throw new Error("a cart names a presentment currency together with its rate, or neither");
  }
  return { presentmentCurrency: cart.presentmentCurrency ?? currency, presentmentRate: cart.presentmentRate ?? "1" };
}

/** Stock is counted per variant over all its lines. */
function outOfStock(ctx: EmulatorContext, cart: Cart): PricedCart["unavailable"] {
  const wanted = new Map<Id, number>();
  for (const { variantId, quantity } of cart.lines) wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  const unavailable: PricedCart["unavailable"] = [];
  for (const [variantId, quantity] of wanted) {
    const variant = ctx.books.variant.need(variantId);
    const product = ctx.books.product.need(variant.productId);
    if (product.status !== "ACTIVE") {
      unavailable.push({ variantId, wanted: quantity, left: 0, reason: `${product.title} is no longer sold.` });
    } else if (variant.inventory !== null && variant.inventory < quantity) {
      const left = Math.max(0, variant.inventory);
      unavailable.push({
        variantId,
        wanted: quantity,
        left,
        reason: left === 0 ? `${product.title} is sold out.` : `Only ${left} of ${product.title} left.`,
      });
    }
  }
  return unavailable;
}

/** "15% off", "£5.00 off each", "Free shipping": what the checkout shows beside a code. */
export function discountSummary(discount: Discount, currency: string): string {
  const { value } = discount;
  if ("freeShipping" in value) return "Free shipping";
  if ("percentage" in value) return `${Number((value.percentage * 100).toFixed(4))}% off`;
  return `${moneyText(value.amountMinor, currency)} off${value.appliesOnEachItem ? " each" : ""}`;
}
