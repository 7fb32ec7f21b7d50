/** Keeps a buyer as they were read. A stale reading changes nothing; an erased buyer stays nobody, whatever is read later. */
import { Prisma } from "@prisma/client";
import type { ReadBuyer } from "~/ports/shop";
import type { World } from "~/ports/world";
import { AS_READ, PERSON_COLUMNS } from "./as-read";
import { buyerLock } from "./buyer-lock";

/**
 * @param readAt the clock's time before Shopify was asked
 * @param currency the shop's; the summary is in it
 * @returns {outcome: "saved"}; "stale": a later reading is stored; "erased": the row stays as it is; "merged": it does, too, and `buyerId`
 * is the customer they became
 */
export function saveBuyer(
  world: World,
  buyer: ReadBuyer,
  { readAt, currency }: { readAt: Date; currency: string },
): Promise<{ outcome: "saved" | "stale" | "erased" } | { outcome: "merged"; buyerId: string }> {
  const { shopId } = world;
  const { buyerId, firstName, lastName, email, consent, countryCode, province, city } = buyer;
  return world.transaction(async ({ db }) => {
    // The lock is mergeBuyers' too. Whatever the row came to be while it was waited for, the condition sees it as it is now.
    const saved = await db.$executeRaw`
      WITH named AS MATERIALIZED (SELECT ${buyerLock(shopId, buyerId)})
      INSERT INTO buyer (shop_id, buyer_id, currency, read_at, ${PERSON})
      SELECT ${shopId}, ${buyerId}, ${currency}, ${readAt}::timestamptz,
        ${firstName}::text, ${lastName}::text, ${email}::text, ${consent}, ${countryCode}::text, ${province}::text, ${city}::text FROM named
      ON CONFLICT (shop_id, buyer_id) ${Prisma.raw(AS_READ)} AND buyer.read_at <= excluded.read_at`;
    if (saved) return { outcome: "saved" };
    const stored = await db.buyer.findUniqueOrThrow({ where: { shopId_buyerId: { shopId, buyerId } } });
    if (stored.mergedInto) return { outcome: "merged", buyerId: stored.mergedInto };
    return { outcome: stored.erasedAt ? "erased" : "stale" };
  });
}

const PERSON = Prisma.raw(PERSON_COLUMNS);
