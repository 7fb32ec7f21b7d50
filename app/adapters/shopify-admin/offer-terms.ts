/** The friends' offer as Shopify's discounts say it: how much off, and on which orders of a subscription. Every product, once or by subscription. */
import type { ShopPort } from "~/ports/shop";

type Terms = Pick<Parameters<ShopPort["createOfferDiscount"]>[0], "offerBp" | "subscriptions">;

/** Shopify's word for every billing cycle of a subscription; 1 is the first. */
export const EVERY_CYCLE = 0;

/** @param whole every product; else it stays on those it is on */
export function offerTerms({ offerBp, subscriptions }: Terms, { whole }: { whole: boolean }) {
  const gets = { value: { percentage: offerBp / 10_000 }, ...(whole && { items: { all: true } }) };
  // Where none are sold, Shopify refuses even to hear of them.
  if (!subscriptions) return { customerGets: gets };
  return {
    customerGets: { ...gets, appliesOnOneTimePurchase: true, appliesOnSubscription: true },
    recurringCycleLimit: subscriptions === "every order" ? EVERY_CYCLE : 1,
  };
}

/** Who may use each code, from when, and how often. */
export const offerLimits = ({ usageLimit, startsAt }: { usageLimit: number | null; startsAt: Date }) => ({
  startsAt: startsAt.toISOString(),
  usageLimit,
  appliesOncePerCustomer: true,
  context: { all: "ALL" },
});
