/**
 * "Do not write to me": kept by a keyed hash of the address, which outlives the person's erasure, and in the log of
 * contacts. What waits to be sent is not sent. Asking twice is as good as once.
 */
import type { Tx, World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { hashOfToken } from "./hash-of-token.server";

export type OptOutOutcome = { outcome: "opted out" } | { outcome: "link unknown" };

/** By the token of any invitation or letter ever sent to them, however old or used, or by the signed-in buyer's id. `source` says where they asked. */
export async function optOut(
  world: World,
  { source, ...who }: ({ token: string } | { buyerId: string }) & { source: string },
): Promise<OptOutOutcome> {
  return world.transaction(async ({ db }) => {
    const { shopId } = world;
    const now = world.clock.now();
    const byToken = "token" in who ? await whoseToken(db, shopId, hashOfToken(who.token)) : null;
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
    await db.letter.updateMany({
      where: { shopId, buyerId, state: "waiting" },
      data: { state: "not sent", reason: "asked not to be written to", settledAt: now },
    });
    return { outcome: "opted out" };
  });
}

/** Both are looked for, whatever is found, so that a wrong token costs the same work as a right one. */
async function whoseToken(db: Tx["db"], shopId: string, tokenHash: string): Promise<{ buyerId: string } | null> {
  const where = { shopId_tokenHash: { shopId, tokenHash } };
  const invitation = await db.invitation.findUnique({ where, select: { buyerId: true } });
  const letter = await db.letter.findUnique({ where, select: { buyerId: true } });
  return invitation ?? letter;
}
