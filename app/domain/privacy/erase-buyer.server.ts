/**
 * A person erased: everything that names them goes from every row, and what must stay (orders' sums, the ledger, the
 * decisions) stays under ids that say nothing. An ambassador becomes a former one without a name; the code they chose is
 * retired and stays as text, since orders and unchangeable decisions quote it. The opt-out remains, as a keyed
 * fingerprint of the address, so that nobody writes to them again.
 */
import { Prisma } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { NOBODY } from "../buyer/buyer";
import { ERASED_NAME, erasedSlug, type Asked } from "./privacy";

export type Erased = { buyers: number; orders: number; ambassadors: number; receipts: number };

/** Joins the transaction at hand. Returns how many rows were cleared of each kind: the proof. */
export function eraseBuyer(world: World, { buyerId, orderIds, email }: Asked & { buyerId: string | null }): Promise<Erased> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const buyer = buyerId === null ? null : await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } } });
    const addresses = [...new Set([buyer?.email, email].filter((one) => one != null).map((one) => one.toLowerCase()))];
    const ids = buyerId === null ? [] : [buyerId, ...(await mergedInto(db, shopId, buyerId))];
    const erased = {
      buyers: (await db.buyer.updateMany({ where: { shopId, buyerId: { in: ids } }, data: { ...NOBODY, erasedAt: world.clock.now() } }))
        .count,
      orders: await clearOrders(db, shopId, ids, orderIds, addresses),
      ambassadors: await clearAmbassador(world, db, ids),
      receipts: await clearReceipts(db, shopId, ids, addresses),
    };
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

async function mergedInto(db: Tx["db"], shopId: string, buyerId: string): Promise<string[]> {
  const others = await db.buyer.findMany({ where: { shopId, mergedInto: buyerId }, select: { buyerId: true } });
  return others.map((other) => other.buyerId);
}

async function clearOrders(db: Tx["db"], shopId: string, ids: string[], orderIds: string[], addresses: string[]): Promise<number> {
  const theirs = Prisma.sql`shop_id = ${shopId} AND (buyer_id = ANY(${ids}) OR order_id = ANY(${orderIds}) OR lower(email) = ANY(${addresses}))`;
  // A site may be their own, and bear their name.
  await db.$executeRaw`UPDATE code_use SET referrer = NULL
    WHERE shop_id = ${shopId} AND referrer IS NOT NULL AND order_id IN (SELECT order_id FROM orders WHERE ${theirs})`;
  return db.$executeRaw`UPDATE orders SET email = NULL, province = NULL, referrer = NULL, marks = '{}' WHERE ${theirs}`;
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

/**
 * Receipts of the person keep only the ids their processing needs, also those that still wait; what was never JSON goes
 * whole. The body is text exactly as it was signed, so the person is found by text.
 */
async function clearReceipts(db: Tx["db"], shopId: string, ids: string[], addresses: string[]): Promise<number> {
  const patterns = [...ids.map((id) => `(^|[^0-9])${id}([^0-9]|$)`), ...addresses.map(escapeRegExp)];
  if (!patterns.length) return 0;
  const kept = Prisma.join(KEPT.map((key) => Prisma.sql`${key}::text, body::jsonb -> ${key}::text`));
  return db.$executeRaw`UPDATE receipt SET body = CASE WHEN state = 'quarantined' THEN '' ELSE jsonb_strip_nulls(jsonb_build_object(${kept}))::text END
    WHERE shop_id = ${shopId} AND body ~* ANY(${patterns})`;
}

const KEPT = [
  "id",
  "admin_graphql_api_id",
  "order_id",
  "order_edit",
  "admin_graphql_api_customer_kept_id",
  "admin_graphql_api_customer_deleted_id",
  "status",
];

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
