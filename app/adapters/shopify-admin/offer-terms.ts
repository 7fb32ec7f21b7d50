/** The friends' offer as Shopify's discounts say it: how much off, and on which orders of a subscription. Every product, once or by subscription. */
import type { ShopPort } from "~/ports/shop";

type Terms = Pick<Parameters<ShopPort["createOfferDiscount"]>[0], "offerBp" | "subscriptions">;

/** Shopify's word for every billing cycle of a subscription; 1 is the first. */
export const EVERY_CYCLE = 0;

export function offerTerms({ offerBp, subscriptions }: Terms) {
  const gets = { items: { all: true }, value: { percentage: offerBp / 10_000 } };
  // Where none are sold, Shopify refuses even to hear of them.
  if (!subscriptions) return { customerGets: gets };
  return {
    customerGets: { ...gets, appliesOnOneTimePurchase: true, appliesOnSubscription: true },
    recurringCycleLimit: subscriptions === "every order" ? EVERY_CYCLE : 1,
  };
}

/** Who may use each code, and how often. */
export const offerLimits = ({ usageLimit }: { usageLimit: number | null }) => ({
  usageLimit,
  appliesOncePerCustomer: true,
  context: { all: "ALL" },
});
