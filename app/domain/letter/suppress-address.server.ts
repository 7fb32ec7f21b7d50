/** No mail goes to this address any more: it bounced, its server refused it, or its person complained. Kept as a fingerprint. */
import type { World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";

export type Suppression = "refused" | "bounced" | "complained";

/**
 * Joins the transaction at hand. Twice is as good as once; a complaint weighs more than what came before, and what an owner freed and
 * comes back again is stopped again. @param buyerId whose address it is; null: nobody may be named with it any more
 */
export async function suppressAddress(
  world: World,
  {
    buyerId,
    why,
    detail,
    ...address
  }: ({ email: string } | { emailHash: string }) & { buyerId: string | null; why: Suppression; detail: string | null },
): Promise<{ outcome: "suppressed" }> {
  const { shopId } = world;
  const hash = "emailHash" in address ? address.emailHash : world.fingerprint.of(addressKey(address.email));
  await world.transaction(
    ({ db }) => db.$executeRaw`
      INSERT INTO mail_suppression AS m (shop_id, email_hash, buyer_id, why, detail, noted_at)
      VALUES (${shopId}, ${hash}, ${buyerId}, ${why}, ${detail?.slice(0, 300) ?? null}, ${world.clock.now()})
      ON CONFLICT (shop_id, email_hash) DO UPDATE SET buyer_id = excluded.buyer_id, why = excluded.why, detail = excluded.detail,
        noted_at = excluded.noted_at, freed_at = NULL, freed_by = NULL
      WHERE m.freed_at IS NOT NULL OR (excluded.why = 'complained' AND m.why <> 'complained')`,
  );
  return { outcome: "suppressed" };
}
