/**
 * Where an order came from, in an owner's words, by Shopify's source name. Shopify keeps "web", "pos", "iphone", "android" and
 * "shopify_draft_order" for itself; whatever else makes orders goes by a name of its own or by its app's number.
 */
import type { Channel } from "../program/program";

/**
 * "web" and 580111, the online store's own app number, are the online store; so are a subscription's renewals, because the
 * subscription was begun at that checkout, and whether renewals count is a setting of its own. "iphone" and "android" are
 * Shopify's phone apps, other apps and marketplaces are themselves: all of them are other, as is an order without a source.
 */
export function channelOf(sourceName: string | null): Channel {
  const source = sourceName?.trim().toLowerCase() ?? "";
  if (source === "web" || source === "580111" || source.startsWith("subscription_contract")) return "online store";
  if (source === "pos") return "point of sale";
  if (source === "shopify_draft_order") return "draft orders";
  return "other";
}
