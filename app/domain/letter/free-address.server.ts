/**
 * An owner lets mails go to an address again from which one came back: a mailbox was full, a server was moved. What the person said
 * themselves, by complaining or by asking for no more mail, stays: only they can take that back.
 */
import type { World } from "~/ports/world";

export type FreeAddressOutcome = { outcome: "freed" | "complained" | "opted out" } | { outcome: "not stopped" };

/** @param addressId the address's fingerprint */
export function freeAddress(world: World, { addressId, freedBy }: { addressId: string; freedBy: string }): Promise<FreeAddressOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<FreeAddressOutcome> => {
    const [found] = await db.$queryRaw<{ why: string; optedOut: boolean }[]>`
      SELECT m.why, EXISTS (SELECT FROM contact c WHERE c.shop_id = m.shop_id AND c.buyer_id = m.buyer_id AND c.kind = 'opted out')
        OR EXISTS (SELECT FROM opt_out o WHERE o.shop_id = m.shop_id AND o.email_hash = m.email_hash) AS "optedOut"
      FROM mail_suppression m WHERE m.shop_id = ${shopId} AND m.email_hash = ${addressId} AND m.freed_at IS NULL FOR UPDATE`;
    if (!found) return { outcome: "not stopped" };
    if (found.why === "complained") return { outcome: "complained" };
    if (found.optedOut) return { outcome: "opted out" };
    await db.mailSuppression.update({
      where: { shopId_emailHash: { shopId, emailHash: addressId } },
      data: { freedAt: world.clock.now(), freedBy },
    });
    return { outcome: "freed" };
  });
}
