/**
 * What the friends' offer does for subscriptions. Shopify puts a code on a renewal only where the code's discount is on it, so where
 * renewals count, the friend's discount is on every one of them; else on the order that begins the subscription.
 */

/** null: the store sells no subscriptions, and Shopify refuses a discount that speaks of them. */
export type OnSubscriptions = "every order" | "first order" | null;

export function onSubscriptions({ sold, renewalsCount }: { sold: boolean; renewalsCount: boolean }): OnSubscriptions {
  if (!sold) return null;
  return renewalsCount ? "every order" : "first order";
}
