/** What a store gave, as it is found again in Shopify: part of what we ask of it (shop.ts). */

/** A movement on a customer's store-credit account. `byHand`: an adjustment, as an app or a person makes them. */
export type StoreCreditMovement = { transactionId: string; kind: "credit" | "other"; byHand: boolean; amountMinor: bigint; at: Date };

/** Something that could be one of our rewards, by when it was made; `marks`: what is written on it, for who knows ours. */
export type MarkedThing = {
  kind: "product code" | "product sent" | "gift card";
  shopifyId: string;
  marks: string[];
  buyerId: string | null;
  variantId: string | null;
  productTitle: string;
  /** A discount's code; of a gift card's only its end. */
  code: string | null;
  /** What a draft became. */
  orderId: string | null;
  amountMinor: bigint;
  currency: string;
  at: Date;
};

/** A kind of marked things, the oldest first, from a moment on; `after` is a page's `next`. */
export type MarkedAsked = { kind: MarkedThing["kind"]; since: Date; after: string | null };

/** `reached`: when the last of the page was made, whether it could be ours or not, null when there was nothing; `next`: null after the last page. */
export type MarkedPage = { kind: MarkedThing["kind"]; things: MarkedThing[]; reached: Date | null; next: string | null };
