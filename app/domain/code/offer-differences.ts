/**
 * In what a friends' discount in Shopify differs from what their owner set here. What it may be combined with is the merchant's to
 * choose in Shopify and no difference; so is its title.
 */
import type { OfferTerms } from "~/ports/shop";
import type { DiscountDifference } from "../shop/reconciliation";
import type { OnSubscriptions } from "./on-subscriptions";

/** What the owner set here; `subscriptions` null: the store sells none, and what a discount says of them is nothing. */
export type OfferWanted = { offerBp: number; usageLimit: number | null; subscriptions: OnSubscriptions };

/** How often each code of a friends' discount may be used: a link's once, an ambassador's without end. */
export const usageLimitOf = (kind: string): number | null => (kind === "click" ? 1 : null);

export function offerDifferences(wanted: OfferWanted, terms: OfferTerms, at: Date): DiscountDifference[] {
  const differences: (DiscountDifference | false)[] = [
    terms.offerBp === null && { term: "amount", ours: String(wanted.offerBp) },
    terms.offerBp !== null &&
      terms.offerBp !== wanted.offerBp && { term: "percentage", now: String(terms.offerBp), ours: String(wanted.offerBp) },
    terms.usageLimit !== wanted.usageLimit && { term: "uses", ...(terms.usageLimit !== null && { now: String(terms.usageLimit) }) },
    !terms.oncePerCustomer && { term: "every time" },
    terms.startsAt > at && { term: "starts", now: terms.startsAt.toISOString() },
    terms.endsAt !== null && { term: "ends", now: terms.endsAt.toISOString() },
    terms.minimum && { term: "minimum" },
    !terms.everybody && { term: "customers" },
    !terms.everything && { term: "products" },
    wanted.subscriptions !== null && terms.subscriptions !== wanted.subscriptions && { term: "subscriptions" },
  ];
  return differences.filter((one) => one !== false);
}
