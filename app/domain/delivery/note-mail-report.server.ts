/**
 * What came back of a mail: it bounced for good, or its person called it unwanted. The address it went to gets no mail any more,
 * whichever the person has by now; a complaint is a "do not write to me" as well. The same report twice is as good as once.
 */
import type { World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { holdBuyer } from "../buyer/hold-buyer.server";
import { optOut } from "../invitation/opt-out.server";
import { suppressAddress } from "../letter/suppress-address.server";

export type MailReport = { kind: "bounced" | "complained"; /** The letter's or the invitation's. */ mailId: string; detail: string | null };

/** "unknown mail": nothing with this id was sent from this shop, or its person is erased; nothing changes. */
export async function noteMailReport(world: World, { kind, mailId, detail }: MailReport): Promise<{ outcome: "noted" | "unknown mail" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const contact = await db.contact.findUnique({ where: { shopId_contactId: { shopId, contactId: mailId } } });
    if (contact?.channel !== "e-mail") return { outcome: "unknown mail" };
    const { buyerId, erased } = await holdBuyer(db, shopId, contact.buyerId);
    if (erased) return { outcome: "unknown mail" };
    const emailHash = contact.emailHash ?? (await hashOfTodays(world, buyerId));
    if (emailHash === null && kind === "bounced") return { outcome: "unknown mail" };
    if (emailHash !== null) await suppressAddress(world, { emailHash, buyerId, why: kind, detail });
    if (emailHash !== null && kind === "complained")
      await db.optOut.createMany({
        data: [{ shopId, emailHash, source: "complaint", askedAt: world.clock.now() }],
        skipDuplicates: true,
      });
    const data = {
      state: "failed",
      detail: kind === "bounced" ? `it came back: ${detail ?? "no reason given"}` : "they complained about it",
    };
    if (kind === "bounced") await db.contact.updateMany({ where: { shopId, contactId: mailId }, data });
    else await optOut(world, { buyerId, source: "complaint" });
    return { outcome: "noted" };
  });
}

/** Mails of before were sent without a note of where to. */
async function hashOfTodays(world: World, buyerId: string): Promise<string | null> {
  const { shopId } = world;
  const buyer = await world.transaction(({ db }) =>
    db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } }, select: { email: true } }),
  );
  return buyer?.email ? world.fingerprint.of(addressKey(buyer.email)) : null;
}
