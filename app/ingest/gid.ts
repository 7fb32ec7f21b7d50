/** Shopify names things by gid ("gid://shopify/Order/123"); we keep the numeric part as text, since it exceeds 2^53. */

export type GidKind =
  | "Order"
  | "Customer"
  | "ProductVariant"
  | "Product"
  | "DiscountCodeNode"
  | "DiscountRedeemCode"
  | "DiscountRedeemCodeBulkCreation"
  | "BulkOperation"
  | "StoreCreditAccount"
  | "GiftCard"
  | "DraftOrder";

const GID = /^gid:\/\/shopify\/(\w+)\/(\d+)(?:\?.*)?$/;

/** The numeric part. Throws when it is no gid. */
export function idOfGid(gid: string): string {
  const match = GID.exec(gid);
  if (!match) throw new Error(`"${gid}" is not one of Shopify's ids (gid://shopify/Kind/123)`);
  return match[2];
}

/** What the gid names ("Order"), or null when it is no gid. */
export const kindOfGid = (gid: string): string | null => GID.exec(gid)?.[1] ?? null;

export const toGid = (kind: GidKind, id: string): string => `gid://shopify/${kind}/${id}`;
