/** Why a person may not be written to at this moment, as SQL over the row `b` of buyer; null when they may. The first reason that fits. */
import { Prisma } from "@prisma/client";

/** @param hashes the address's fingerprints under every known key @param consent as Shopify said it a moment ago */
export const whyNotSql = ({
  hashes,
  consent,
  needsYes,
}: {
  hashes: string[];
  consent: string;
  needsYes: boolean;
}): Prisma.Sql => Prisma.sql`CASE
  WHEN b.erased_at IS NOT NULL OR b.merged_into IS NOT NULL THEN 'no longer a customer'
  WHEN EXISTS (SELECT FROM contact c WHERE c.shop_id = b.shop_id AND c.buyer_id = b.buyer_id AND c.kind = 'opted out')
    OR EXISTS (SELECT FROM opt_out o WHERE o.shop_id = b.shop_id AND o.email_hash = ANY(${hashes}::text[])) THEN 'asked not to be written to'
  WHEN EXISTS (SELECT FROM mail_suppression m WHERE m.shop_id = b.shop_id AND m.email_hash = ANY(${hashes}::text[]) AND m.freed_at IS NULL) THEN 'the address bounced before'
  WHEN ${consent} IN ('unsubscribed', 'invalid') OR (${needsYes} AND ${consent} <> 'subscribed') THEN 'has not said yes to e-mail' END`;
