/** Discounts and their codes as Shopify has them: part of what we ask of it (shop.ts). */

/** "ended": it is there and no longer works; "gone": Shopify knows no such discount. */
export type DiscountState = "working" | "ended" | "gone";

/** `next`: what the following page begins after; null: this is the last one. */
export type ActiveDiscounts = { discounts: { discountId: string; title: string; madeAt: Date }[]; next: string | null };

/** A friends' discount as Shopify has it. */
export type OfferTerms = {
  /** Basis points off; null: it takes off an amount. */
  offerBp: number | null;
  /** Of each code; null: no limit. */
  usageLimit: number | null;
  oncePerCustomer: boolean;
  startsAt: Date;
  endsAt: Date | null;
  /** An order must reach a sum or a number of goods first. */
  minimum: boolean;
  /** Any customer may use it. */
  everybody: boolean;
  /** It takes something off every product. */
  everything: boolean;
  /** null: not on subscriptions at all; "other": on some number of orders that is neither the first nor all. */
  subscriptions: "every order" | "first order" | "other" | null;
};

/** A product reward's discount as Shopify has it. */
export type RewardTerms = {
  /** Minor units of `currency` off; null: it takes off a share. */
  amountMinor: bigint | null;
  currency: string | null;
  /** Of every unit in the cart, instead of once. */
  onEachItem: boolean;
  /** A few of those that it is for; empty: it is for something wider, as a collection or everything. */
  variantIds: string[];
  /** Who may use it; empty: everybody, or a group of customers. */
  buyerIds: string[];
  /** null: no limit. */
  usageLimit: number | null;
  startsAt: Date;
  endsAt: Date | null;
  /** An order must reach a sum or a number of goods first. */
  minimum: boolean;
};

/** In upper case; `next`: what the following page begins after; null: this is the last one. */
export type CodesPage = { codes: string[]; next: string | null };

/** `taken`: refused, because some discount of the store carries it already: another's, or ours. */
export type CodeResult = { code: string; outcome: "live" } | { code: string; outcome: "refused"; reason: string; taken?: true };
