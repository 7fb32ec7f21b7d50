/**
 * What came back of a mail: it bounced for good, or its person called it unwanted. Its address gets no mail any more; a complaint
 * is a "do not write to me" as well. The same report twice is as good as once.
 */
import type { World } from "~/ports/world";
import { optOut } from "../invitation/opt-out.server";
import { suppressAddress } from "../letter/suppress-address.server";

export type MailReport = { kind: "bounced" | "complained"; /** The letter's or the invitation's. */ mailId: string; detail: string | null };

/** "unknown mail": nothing with this id was sent from this shop, or its person is erased; nothing changes. */
export async function noteMailReport(world: World, { kind, mailId, detail }: MailReport): Promise<{ outcome: "noted" | "unknown mail" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const contact = await db.contact.findUnique({ where: { shopId_contactId: { shopId, contactId: mailId } } });
    if (contact?.channel !== "e-mail") return { outcome: "unknown mail" };
    const { buyerId } = contact;
    const buyer = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } }, select: { email: true } });
    if (!buyer?.email) return { outcome: "unknown mail" };
    await suppressAddress(world, { email: buyer.email, buyerId, why: kind, detail });
    const data = {
      state: "failed",
      detail: kind === "bounced" ? `it came back: ${detail ?? "no reason given"}` : "they complained about it",
    };
    if (kind === "bounced") await db.contact.updateMany({ where: { shopId, contactId: mailId }, data });
    else await optOut(world, { buyerId, source: "complaint" });
    return { outcome: "noted" };
  });
}
