/**
 * Which of several valid codes take effect, and how much each takes off which line. Codes that may not combine compete:
 * the set that saves the shopper most wins, the others are refused with a reason. Product discounts come first (one a
 * line: the best), then order discounts on what they left, each on the same subtotal, then shipping.
 */
import type { Allocation, Discount, DiscountApplication, DiscountItems, Id, Minor, RedeemCode } from "../books.ts";
import { discountClass, mayCombine, type Refusal } from "./discount-rules.ts";
import { allocate, fractionOf, moneyText } from "./money.ts";

/** What a discount sees of a cart line. */
export type Goods = {
  productId: Id | null;
  variantId: Id | null;
  collectionIds: Id[];
  quantity: number;
  unitPriceMinor: Minor;
  giftCard: boolean;
};
export type Candidate = { discount: Discount; redeemCode: RedeemCode };

export type Plan = {
  applications: DiscountApplication[];
  /** One list a line, in the order of the lines. */
  allocations: Allocation[][];
  shippingDiscountMinor: Minor;
  applied: (Candidate & { amountMinor: Minor })[];
};
export type Choice = Plan & { refused: ({ code: string } & Refusal)[] };

/** Shopify takes at most five product or order codes and one shipping code; six also bounds the 2^n sets tried. */
const MOST_CODES = 6;

/** Whether the discount touches these goods. Gift cards are never discounted. */
export function matches(items: DiscountItems, goods: Goods): boolean {
  if (goods.giftCard) return false;
  if ("all" in items) return true;
  return (
    (goods.productId !== null && items.productIds.includes(goods.productId)) ||
    (goods.variantId !== null && items.variantIds.includes(goods.variantId)) ||
    goods.collectionIds.some((id) => items.collectionIds.includes(id))
  );
}

/** What one unit-wise rule takes off some units of one line: a percentage frees every matching unit, a fixed amount never goes below zero. */
export function unitWiseOffMinor(value: { percentage: number } | { amountMinor: Minor }, unitPriceMinor: Minor, units: number): Minor {
  if ("percentage" in value) return fractionOf(unitPriceMinor * units, Math.min(1, value.percentage));
  return Math.min(value.amountMinor, unitPriceMinor) * units;
}

/** What one product discount alone would take off each line. */
function productDiscountMinor(discount: Discount, lines: Goods[]): Minor[] {
  const { value } = discount;
  if ("freeShipping" in value) return lines.map(() => 0);
  const entitled = lines.map((line) => (matches(discount.items, line) ? line.unitPriceMinor * line.quantity : 0));
  if ("percentage" in value || value.appliesOnEachItem) {
    return lines.map((line, index) => (entitled[index] === 0 ? 0 : unitWiseOffMinor(value, line.unitPriceMinor, line.quantity)));
  }
  return acrossLines(value.amountMinor, entitled);
}

/** A fixed amount across lines, never more than they are worth. */
function acrossLines(amountMinor: Minor, weights: Minor[]): Minor[] {
  const worth = weights.reduce((a, b) => a + b, 0);
  return worth === 0 ? weights.map(() => 0) : allocate(Math.min(amountMinor, worth), weights);
}

/** What one order discount takes off each line: reckoned on `base` (after product discounts), never more than is `left`. */
function orderDiscountMinor(discount: Discount, base: Minor[], left: Minor[]): Minor[] {
  const { value } = discount;
  if ("freeShipping" in value) return base.map(() => 0);
  const subtotal = base.reduce((a, b) => a + b, 0);
  return acrossLines("percentage" in value ? fractionOf(subtotal, Math.min(1, value.percentage)) : value.amountMinor, left);
}

/** Carries out a set of codes that may stand together. */
export function applyDiscounts(lines: Goods[], candidates: Candidate[], shippingMinor: Minor): Plan {
  const plan: Plan = { applications: [], allocations: lines.map(() => []), shippingDiscountMinor: 0, applied: [] };
  const record = (candidate: Candidate, offs: Minor[]) => {
    const amountMinor = offs.reduce((a, b) => a + b, 0);
    if (amountMinor === 0) return;
    const applicationIndex = plan.applications.push(applicationOf(candidate)) - 1;
    offs.forEach((off, line) => off > 0 && plan.allocations[line].push({ applicationIndex, amountMinor: off }));
    plan.applied.push({ ...candidate, amountMinor });
  };
  const of = (name: "product" | "order" | "shipping") => candidates.filter(({ discount }) => discountClass(discount) === name);

  const rivals = of("product").map((candidate) => ({ candidate, offs: productDiscountMinor(candidate.discount, lines) }));
  const winners = lines.map((_, line) =>
    rivals.reduce((best, rival, index) => (rival.offs[line] > (rivals[best]?.offs[line] ?? 0) ? index : best), -1),
  );
  rivals.forEach(({ candidate, offs }, index) =>
    record(
      candidate,
      offs.map((off, line) => (winners[line] === index ? off : 0)),
    ),
  );

  const base = lines.map((line, index) => {
    const off = plan.allocations[index].reduce((total, each) => total + each.amountMinor, 0);
    return line.giftCard ? 0 : line.unitPriceMinor * line.quantity - off;
  });
  const left = [...base];
  for (const candidate of of("order")) {
    const offs = orderDiscountMinor(candidate.discount, base, left);
    offs.forEach((off, line) => (left[line] -= off));
    record(candidate, offs);
  }

  const [shipping] = of("shipping");
  if (shipping && shippingMinor > 0) {
    plan.shippingDiscountMinor = shippingMinor;
    plan.applications.push(applicationOf(shipping));
    plan.applied.push({ ...shipping, amountMinor: shippingMinor });
  }
  return plan;
}

function applicationOf({ discount, redeemCode }: Candidate): DiscountApplication {
  const { value } = discount;
  const base = { type: "discount_code" as const, code: redeemCode.code, discountId: discount.id };
  if ("freeShipping" in value) {
    return { ...base, target: "shipping_line", value: { percentage: 1 }, targetSelection: "all", allocationMethod: "each" };
  }
  const targetSelection = discountClass(discount) === "order" ? "all" : "entitled";
  if ("percentage" in value)
    return { ...base, target: "line_item", value: { percentage: value.percentage }, targetSelection, allocationMethod: "across" };
  const allocationMethod = value.appliesOnEachItem && targetSelection === "entitled" ? "each" : "across";
  return { ...base, target: "line_item", value: { amountMinor: value.amountMinor }, targetSelection, allocationMethod };
}

/** Why these goods don't meet the discount's own conditions, or null when they do. The minimum looks at matching goods, before discounts. */
export function cartRefusal({ discount, redeemCode }: Candidate, lines: Goods[], currency: string): Refusal | null {
  const matching = lines.filter((line) => matches(discount.items, line));
  if (matching.length === 0) return { why: "no matching goods", reason: `${redeemCode.code} doesn't apply to what is in your cart.` };
  const worth = matching.reduce((total, line) => total + line.unitPriceMinor * line.quantity, 0);
  if (discount.minimumSubtotalMinor !== null && worth < discount.minimumSubtotalMinor) {
    return {
      why: "below minimum",
      reason: `Spend ${moneyText(discount.minimumSubtotalMinor, currency)} or more to use ${redeemCode.code}.`,
    };
  }
  return null;
}

/** Picks the set of codes that saves most; at a tie the one with fewer codes, then the one whose codes were entered first. */
export function chooseDiscounts(lines: Goods[], candidates: Candidate[], shippingMinor: Minor): Choice {
  const considered = candidates.slice(0, MOST_CODES);
  const refused: Choice["refused"] = candidates.slice(MOST_CODES).map(({ redeemCode }) => ({
    code: redeemCode.code,
    why: "too many codes",
    reason: `${redeemCode.code} is one code too many for one order.`,
  }));
  let best = applyDiscounts(lines, [], shippingMinor);
  let bestSaves = 0;
  for (let set = 1; set < 2 ** considered.length; set++) {
    const members = considered.filter((_, index) => set & (1 << index));
    if (members.some((one, i) => members.some((other, j) => i < j && !mayCombine(one.discount, other.discount)))) continue;
    const plan = applyDiscounts(lines, members, shippingMinor);
    const saves = plan.applied.reduce((total, each) => total + each.amountMinor, 0);
    if (saves > bestSaves || (saves === bestSaves && saves > 0 && plan.applied.length < best.applied.length)) {
      best = plan;
      bestSaves = saves;
    }
  }
  for (const candidate of considered) {
    if (best.applied.some((each) => each.redeemCode.id === candidate.redeemCode.id)) continue;
    refused.push({ code: candidate.redeemCode.code, ...refusalBeside(candidate, best.applied) });
  }
  return { ...best, refused };
}

function refusalBeside({ discount, redeemCode }: Candidate, applied: Candidate[]): Refusal {
  const rival = applied.find((each) => !mayCombine(each.discount, discount));
  if (rival)
    return { why: "does not combine", reason: `${redeemCode.code} can't be combined with ${rival.redeemCode.code}, the better deal here.` };
  return { why: "saves nothing", reason: `${redeemCode.code} takes nothing more off this cart.` };
}
