/**
 * "Do not write to me": kept by a keyed hash of the address, which outlives the person's erasure, and in the log of
 * contacts. What waits to be sent is not sent. Asking twice is as good as once.
 */
import type { World } from "~/ports/world";
import { addressKey } from "./invitation";
import { hashOfToken } from "./hash-of-token.server";

export type OptOutOutcome = { outcome: "opted out" } | { outcome: "link unknown" };

/** By the token of any invitation ever sent to them, however old or used, or by the signed-in buyer's id. `source` says where they asked. */
export async function optOut(
  world: World,
  { source, ...who }: ({ token: string } | { buyerId: string }) & { source: string },
): Promise<OptOutOutcome> {
  return world.transaction(async ({ db }) => {
    const { shopId } = world;
    const now = world.clock.now();
    const byToken =
      "token" in who
        ? await db.invitation.findUnique({
            where: { shopId_tokenHash: { shopId, tokenHash: hashOfToken(who.token) } },
            select: { buyerId: true },
          })
        : null;
    const buyerId = "buyerId" in who ? who.buyerId : byToken?.buyerId;
    const buyer = buyerId ? await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } }, select: { email: true } }) : null;
    if (!buyerId || !buyer) return { outcome: "link unknown" };

    // Two of the same at once: the second waits here and then finds it done.
    await db.$executeRaw`SELECT buyer_id FROM buyer WHERE shop_id = ${shopId} AND buyer_id = ${buyerId} FOR UPDATE`;
    if (buyer.email)
      await db.optOut.createMany({
        data: [{ shopId, emailHash: world.fingerprint.of(addressKey(buyer.email)), source, askedAt: now }],
        skipDuplicates: true,
      });
    const before = await db.contact.findFirst({ where: { shopId, buyerId, kind: "opted out" }, select: { contactId: true } });
    if (!before)
      await db.contact.create({
        data: {
          shopId,
          contactId: world.chance.uuid(),
          buyerId,
          kind: "opted out",
          channel: source,
          state: "recorded",
          about: "asked not to be written to",
          happenedAt: now,
        },
      });
    await db.invitation.updateMany({
      where: { shopId, buyerId, state: "waiting" },
      data: { state: "not sent", reason: "asked not to be written to" },
    });
    await db.invitation.updateMany({
      where: { shopId, buyerId, state: { in: ["sent", "needs review"] } },
      data: { state: "declined", answeredAt: now },
    });
    return { outcome: "opted out" };
  });
}
