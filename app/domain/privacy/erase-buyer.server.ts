/**
 * A person's own rows erased: everything that names them goes, and what must stay (the ledger, the decisions) stays under ids that say
 * nothing. A row that says "erased" is left even of who was never read, so that a history that is being read brings nobody in.
 * An ambassador becomes a former one without a name; the code they chose is retired and stays as text, since orders and
 * unchangeable decisions quote it. The opt-out remains, as a keyed fingerprint of the address, so that nobody writes to
 * them again. Their orders and the kept webhooks follow (clear-orders, clear-receipts).
 */
import { ShopProblem } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { NOBODY } from "../buyer/buyer";
import { holdBuyers } from "../buyer/hold-buyers.server";
import { readMerged } from "../buyer/read-merged.server";
import { ERASED_NAME, erasedSlug, type Erased, type Person } from "./privacy";

/** Joins the transaction at hand. Throws "try later" when one of them has become one with somebody else since they were found. */
export function eraseBuyer(world: World, person: Person): Promise<Pick<Erased, "buyers" | "ambassadors">> {
  const { shopId } = world;
  const { buyerIds: ids, addresses } = person;
  return world.transaction(async (tx) => {
    const { db } = tx;
    await holdBuyers(world, tx, { buyerIds: ids });
    if ((await readMerged(world, { buyerIds: ids })).some((id) => !ids.includes(id)))
      throw new ShopProblem("try later", "a customer who is to be erased has just become one with another");
    const erased = { buyers: await clearBuyers(world, db, ids), ambassadors: await clearAmbassador(world, db, ids) };
    const mine = { shopId, buyerId: { in: ids } };
    await db.reward.updateMany({ where: { ...mine, kind: "product sent" }, data: { placeMark: null, agreedMark: null } });
    await db.contact.updateMany({ where: mine, data: { about: "", detail: null, emailHash: null } });
    // A mail server quotes the address it refuses. The fingerprint stays, so that nobody writes there again.
    const hashes = addresses.flatMap((address) => world.fingerprint.all(addressKey(address)));
    await db.mailSuppression.updateMany({
      where: { shopId, OR: [{ buyerId: { in: ids } }, { emailHash: { in: hashes } }] },
      data: { buyerId: null, detail: null },
    });
    await keepFingerprintsOfLinks(world, db, ids, addresses);
    await db.letter.updateMany({ where: mine, data: { about: {}, tokenHash: null } });
    await db.letter.updateMany({
      where: { ...mine, state: { in: ["waiting", "sending"] } },
      data: { state: "not sent", reason: "erased", settledAt: world.clock.now() },
    });
    await db.invitation.updateMany({ where: mine, data: { tokenHash: null } });
    await db.invitation.updateMany({
      where: { ...mine, state: { in: ["waiting", "sending"] } },
      data: { state: "not sent", reason: "erased" },
    });
    // What an earlier data request gave is as personal as the rows it was made of.
    await db.privacyRequest.updateMany({ where: { ...mine, kind: "data request", state: "done" }, data: { outcome: { erased: true } } });
    return erased;
  });
}

/** The ways out in their mails go on working: of whom they are, only the address's fingerprint is left. */
async function keepFingerprintsOfLinks(world: World, db: Tx["db"], ids: string[], [address]: string[]): Promise<void> {
  const { shopId } = world;
  const theirs = { shopId, buyerId: { in: ids } };
  if (address !== undefined)
    await db.optOutLink.updateMany({
      where: { ...theirs, emailHash: null },
      data: { emailHash: world.fingerprint.of(addressKey(address)) },
    });
  await db.optOutLink.updateMany({ where: { ...theirs, emailHash: { not: null } }, data: { buyerId: null } });
  await db.optOutLink.deleteMany({ where: theirs });
}

/** Returns how many rows say so now. Of a shop that we don't know no row is left. */
async function clearBuyers(world: World, db: Tx["db"], ids: string[]): Promise<number> {
  const { shopId } = world;
  const erasedAt = world.clock.now();
  const shop = await db.shop.findUnique({ where: { shopId }, select: { currency: true } });
  if (shop)
    await db.buyer.createMany({
      data: ids.map((buyerId) => ({ shopId, buyerId, ...NOBODY, currency: shop.currency, readAt: erasedAt, erasedAt })),
      skipDuplicates: true,
    });
  return (await db.buyer.updateMany({ where: { shopId, buyerId: { in: ids } }, data: { ...NOBODY, erasedAt } })).count;
}

async function clearAmbassador(world: World, db: Tx["db"], ids: string[]): Promise<number> {
  const { shopId } = world;
  const ambassadors = await db.ambassador.findMany({ where: { shopId, buyerId: { in: ids } } });
  const leftAt = world.clock.now();
  for (const { ambassadorId, leftAt: leftBefore, mergedInto: goesOnAs } of ambassadors) {
    await db.ambassador.update({
      where: { shopId_ambassadorId: { shopId, ambassadorId } },
      data: {
        ...{ name: ERASED_NAME, slug: erasedSlug(ambassadorId), words: null, favourites: [], marks: [], marksSince: {} },
        ...{ ...(goesOnAs === null && { state: "left" }), leftAt: leftBefore ?? leftAt, pausedAt: null },
      },
    });
    await db.profileHandle.deleteMany({ where: { shopId, ambassadorId } });
    await db.profile.deleteMany({ where: { shopId, ambassadorId } });
    await db.membership.updateMany({ where: { shopId, ambassadorId, leftAt: null }, data: { leftAt } });
    // One that Shopify refused never was theirs, and must not look as if it had been.
    await db.shareCode.updateMany({
      where: { shopId, ambassadorId, state: { in: ["waiting", "live", "retired"] } },
      data: { state: "retired", reason: "erased" },
    });
  }
  return ambassadors.length;
}
