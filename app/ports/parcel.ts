/** What a store sends to a customer of its own accord, and where to: part of what we ask of Shopify (shop.ts). */

/**
 * Where a parcel to a customer would go, whole: `name` to `countryCode` are what one is told from another by, `lines` the same as Shopify
 * writes it on a parcel of that country, with the name.
 */
export type Destination = {
  name: string | null;
  company: string | null;
  address1: string;
  address2: string | null;
  zip: string | null;
  city: string | null;
  province: string | null;
  countryCode: string | null;
  lines: string[];
};

/** A draft order of ours. `orderId`: what it became; `destination`: where it would go, null when it has no street. */
export type Draft = { draftId: string; orderId: string | null; destination: Destination | null };
