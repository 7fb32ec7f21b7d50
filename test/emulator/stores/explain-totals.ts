/**
 * An order export states an order's sums but not how they came about: whether prices hold the tax, whether a discount
 * was on goods or on shipping. Both follow from which reading makes subtotal, shipping, taxes and tip add up to the total.
 */
import type { Minor } from "../books.ts";
import { allocate } from "../commerce/money.ts";

export type StatedSums = {
  /** Lines before discounts, without the tip. */
  goodsMinor: Minor;
  tipMinor: Minor;
  subtotalMinor: Minor | null;
  shippingMinor: Minor;
  taxesMinor: Minor;
  dutiesMinor: Minor;
  discountMinor: Minor;
  totalMinor: Minor | null;
};

export type Explanation = {
  /** Off the goods, 0 … goodsMinor. */
  goodsDiscountMinor: Minor;
  shippingDiscountMinor: Minor;
  taxesIncluded: boolean;
  /** No reading adds up (an edited order, say): the lines stand as they are. */
  doubtful: boolean;
};

export function explainTotals(sums: StatedSums): Explanation {
  const fallbackDiscount = Math.min(sums.discountMinor, sums.goodsMinor);
  for (const tipInSubtotal of sums.tipMinor > 0 ? [false, true] : [false]) {
    const subtotalMinor = sums.subtotalMinor ?? sums.goodsMinor - fallbackDiscount;
    const goodsDiscountMinor = sums.goodsMinor + (tipInSubtotal ? sums.tipMinor : 0) - subtotalMinor;
    if (goodsDiscountMinor < 0 || goodsDiscountMinor > sums.goodsMinor) continue;
    for (const shippingDiscountMinor of sums.shippingMinor > 0 && sums.discountMinor > 0 ? [0, sums.shippingMinor] : [0]) {
      for (const taxesIncluded of sums.taxesMinor > 0 ? [true, false] : [true]) {
        const expected =
          subtotalMinor +
          (tipInSubtotal ? 0 : sums.tipMinor) +
          sums.shippingMinor -
          shippingDiscountMinor +
          sums.dutiesMinor +
          (taxesIncluded ? 0 : sums.taxesMinor);
        if (sums.totalMinor === null || expected === sums.totalMinor)
          return { goodsDiscountMinor, shippingDiscountMinor, taxesIncluded, doubtful: false };
      }
    }
  }
  const stated = sums.subtotalMinor === null ? -1 : sums.goodsMinor - sums.subtotalMinor;
  return {
    goodsDiscountMinor: stated >= 0 && stated <= sums.goodsMinor ? stated : fallbackDiscount,
    shippingDiscountMinor: 0,
    taxesIncluded: true,
    doubtful: true,
  };
}

/**
 * The goods' discount on each line: what the file names for a line first, the rest by the lines' worth, exact to the minor unit.
 * @param ownMinor each line's own discount; @param grossMinor each line before discounts
 */
export function shareDiscount(goodsDiscountMinor: Minor, ownMinor: Minor[], grossMinor: Minor[]): Minor[] {
  const own = ownMinor.map((amount, index) => Math.min(Math.max(amount, 0), grossMinor[index]!));
  const named = own.reduce((sum, amount) => sum + amount, 0);
  if (named >= goodsDiscountMinor) return allocate(goodsDiscountMinor, own);
  const rest = allocate(
    goodsDiscountMinor - named,
    grossMinor.map((gross, index) => gross - own[index]!),
  );
  return own.map((amount, index) => amount + rest[index]!);
}

/** One flat rate for the order: the percentages in the taxes' names, else what the amounts amount to. 0 where there is no tax. */
export function taxRateOf(taxNames: string[], taxesMinor: Minor, taxableMinor: Minor, taxesIncluded: boolean): number {
  if (taxesMinor <= 0) return 0;
  const percents = taxNames.map((name) => /(\d+(?:\.\d+)?)\s*%/.exec(name)?.[1]).filter((percent) => percent !== undefined);
  const base = taxesIncluded ? taxableMinor - taxesMinor : taxableMinor;
  const rate = percents.length > 0 ? percents.reduce((sum, percent) => sum + Number(percent), 0) / 100 : base > 0 ? taxesMinor / base : 0;
  return rate > 1 ? 0 : Math.round(rate * 1e6) / 1e6;
}
