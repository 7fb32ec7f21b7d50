/**
 * In what a reward's code in Shopify differs from what was given. What it may be combined with is the merchant's to choose in Shopify
 * and no difference; a later last day is none either, since the code is switched off when its days are over.
 */
import type { RewardTerms } from "~/ports/shop";
import type { DiscountDifference } from "../shop/reconciliation";

/** `dueAt`: its last day, as the ambassador's page tells it. */
type Given = { priceMinor: bigint; currency: string; variantId: string | null; buyerId: string; dueAt: Date | null };

/** It frees one unit, once. */
const USES = 1;
/** Shopify keeps whole seconds. */
const SAME_MOMENT_MS = 1_000;

export function codeDifferences(given: Given, terms: RewardTerms, at: Date): DiscountDifference[] {
  const { priceMinor, currency, variantId, buyerId, dueAt } = given;
  const differences: (DiscountDifference | false)[] = [
    (terms.amountMinor !== priceMinor || terms.currency !== currency) && {
      term: "amount",
      ...(terms.amountMinor !== null && terms.currency === currency && { now: String(terms.amountMinor) }),
      ours: String(priceMinor),
    },
    terms.onEachItem && { term: "each item" },
    isAnother(terms.buyerIds, buyerId) && { term: "customers", ours: buyerId },
    isWider(terms.buyerIds) && { term: "customers" },
    isAnother(terms.variantIds, variantId) && { term: "products", ours: variantId ?? "" },
    isWider(terms.variantIds) && { term: "products" },
    terms.usageLimit !== USES && { term: "uses", ...(terms.usageLimit !== null && { now: String(terms.usageLimit) }) },
    terms.startsAt > at && { term: "starts", now: terms.startsAt.toISOString() },
    terms.endsAt !== null &&
      dueAt !== null &&
      dueAt.getTime() - terms.endsAt.getTime() >= SAME_MOMENT_MS && { term: "ends", now: terms.endsAt.toISOString() },
    terms.minimum && { term: "minimum" },
  ];
  return differences.filter((one) => one !== false);
}

const isAnother = (ids: string[], its: string | null): boolean => ids.length > 0 && !ids.includes(its ?? "");
/** Of a group, a collection or everything no single ones are named. */
const isWider = (ids: string[]): boolean => ids.length !== 1;
