/**
 * "Do not write to me": kept by a keyed hash of the address, which outlives the person's erasure, and in the log of
 * contacts. What waits to be sent is not sent. Asking twice is as good as once.
 */
import type { Tx, World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { holdBuyer } from "../buyer/hold-buyer.server";
import { hashOfToken } from "./hash-of-token.server";

export type OptOutOutcome = { outcome: "opted out" } | { outcome: "link unknown" };

/**
 * By the token of any invitation or letter ever sent to them, however often it was sent anew, used or taken over by another customer
 * (keep-opt-out-link says for how long), or by the signed-in buyer's id. `source` says where they asked.
 */
export async function optOut(
  world: World,
  { source, ...who }: ({ token: string } | { buyerId: string }) & { source: string },
): Promise<OptOutOutcome> {
  return world.transaction(async ({ db }) => {
    const { shopId } = world;
    const tokenHash = "token" in who ? hashOfToken(who.token) : null;
    const link = tokenHash && (await findLink(db, shopId, tokenHash));
    const named = "buyerId" in who ? who.buyerId : link ? link.buyerId : null;
    // So that neither a mail nor a merge passes by; and two of the same at once: the second waits here and then finds it done.
    const held = named ? await holdBuyer(db, shopId, named) : null;
    const buyerId = held?.known ? held.buyerId : null;
    // Of somebody who was erased the fingerprint is left.
    if (!buyerId && !link) return { outcome: "link unknown" };

    const hashes = new Set(held?.emails.map((email) => world.fingerprint.of(addressKey(email))));
    if (link && link.emailHash) hashes.add(link.emailHash);
    await db.optOut.createMany({
      data: [...hashes].map((emailHash) => ({ shopId, emailHash, source, askedAt: world.clock.now() })),
      skipDuplicates: true,
    });
    if (buyerId) await keepInTheirLog(world, { db, buyerId, source });
    return { outcome: "opted out" };
  });
}

/** A mail that a version sent which did not keep them apart yet has its link by what opens its page alone. */
async function findLink(
  db: Tx["db"],
  shopId: string,
  tokenHash: string,
): Promise<{ buyerId: string | null; emailHash: string | null } | null> {
  const link = await db.optOutLink.findUnique({ where: { shopId_tokenHash: { shopId, tokenHash } } });
  if (link) return link;
  const asked = { where: { shopId_tokenHash: { shopId, tokenHash } }, select: { buyerId: true } };
  const mail = (await db.invitation.findUnique(asked)) ?? (await db.letter.findUnique(asked));
  return mail && { buyerId: mail.buyerId, emailHash: null };
}

async function keepInTheirLog(world: World, { db, buyerId, source }: { db: Tx["db"]; buyerId: string; source: string }): Promise<void> {
  const { shopId } = world;
  const now = world.clock.now();
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
}
