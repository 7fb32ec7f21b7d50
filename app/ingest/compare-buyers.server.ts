/**
 * Reads customers anew, ambassadors' and others' in turn, each who was not read for longest, so that everybody comes round. A merge changes no
 * order's date, and one that no webhook told of shows here only: a customer is gone, and their orders name another one. That
 * is the proof, and everything follows as if the webhook had come; without one, an ambassador's customer is shown to the owner.
 */
import type { Prisma } from "@prisma/client";
import { saveBuyer } from "~/domain/buyer/save-buyer.server";
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import type { ReadBuyer } from "~/ports/shop";
import type { World } from "~/ports/world";
import { noneMayFail, type OneOfMany } from "./go-on-past";
import { joinMergedBuyers } from "./join-merged-buyers.server";

/** A call's worth, and a run's: ten thousand customers come round in four hours. */
const PAGE = 100;
const MOST_BUYERS = 2_500;
/** So many orders must agree on whom they name now. */
const ORDERS_ASKED = 3;

type Known = { buyerId: string; currency: string } & Omit<ReadBuyer, "buyerId">;

/** @returns what only the owner can mend: ambassadors whose customer is gone. Throws ShopProblem when Shopify cannot be asked. */
export async function compareBuyers(world: World, one: OneOfMany = noneMayFail): Promise<ReconciliationProblem[]> {
  const due = await world.transaction(({ db }) => readDue(db, world.shopId));
  for (let at = 0; at < due.length; at += PAGE) {
    const known = due.slice(at, at + PAGE);
    const readAt = world.clock.now();
    const read = await world.shop.readBuyers(known.map(({ buyerId }) => buyerId));
    await keep(world, { known, read, readAt }, one);
    for (const buyer of known.filter((_, n) => !read[n])) await one(() => joinIfMerged(world, buyer));
  }
  await joinDoubles(world, one);
  return readProblems(world);
}

async function joinIfMerged(world: World, buyer: Known): Promise<void> {
  const keptId = await findKept(world, buyer);
  if (keptId) await joinMergedBuyers(world, { keptId, deletedId: buyer.buyerId });
}

/** Two ambassadors who became one customer before either could go on as the other, or while a reward of theirs was under way. */
async function joinDoubles(world: World, one: OneOfMany): Promise<void> {
  const { shopId } = world;
  const doubles = await world.transaction(
    ({ db }) => db.$queryRaw<{ keptId: string; deletedId: string }[]>`
      SELECT b.merged_into AS "keptId", b.buyer_id AS "deletedId" FROM ambassador a JOIN buyer b ON b.shop_id = a.shop_id AND b.buyer_id = a.buyer_id
      WHERE a.shop_id = ${shopId} AND a.state <> 'merged' AND b.merged_into IS NOT NULL ORDER BY 2 LIMIT ${MOST_BUYERS}`,
  );
  for (const double of doubles) await one(() => joinMergedBuyers(world, double));
}

function readDue(db: Prisma.TransactionClient, shopId: string): Promise<Known[]> {
  return db.$queryRaw<Known[]>`
    SELECT b.buyer_id AS "buyerId", b.currency, b.first_name AS "firstName", b.last_name AS "lastName", b.email, b.consent,
      b.country_code AS "countryCode", b.province, b.city
    FROM buyer b LEFT JOIN ambassador a ON a.shop_id = b.shop_id AND a.buyer_id = b.buyer_id
    WHERE b.shop_id = ${shopId} AND b.merged_into IS NULL AND b.erased_at IS NULL
    ORDER BY row_number() OVER (PARTITION BY a.ambassador_id IS NULL ORDER BY b.read_at, b.buyer_id), a.ambassador_id IS NULL LIMIT ${MOST_BUYERS}`;
}

/** Who changed is kept as read, and who is gone; everybody has been looked at, so that the next run looks at others. */
async function keep(
  world: World,
  { known, read, readAt }: { known: Known[]; read: (ReadBuyer | null)[]; readAt: Date },
  one: OneOfMany,
): Promise<void> {
  const { shopId } = world;
  for (const [n, { currency, ...before }] of known.entries()) {
    const now = read[n];
    if (now && (Object.keys(before) as (keyof ReadBuyer)[]).some((field) => before[field] !== now[field]))
      await one(() => saveBuyer(world, now, { readAt, currency }));
  }
  const looked = known.map(({ buyerId }) => buyerId);
  const gone = looked.filter((_, n) => !read[n]);
  await world.transaction(
    // Whom somebody else is changing at this moment has been read by them.
    ({ db }) => db.$executeRaw`
      UPDATE buyer b SET read_at = ${readAt}, gone_at = CASE WHEN b.buyer_id = ANY (${gone}::text[]) THEN coalesce(b.gone_at, ${readAt}) END FROM (SELECT buyer_id FROM buyer WHERE shop_id = ${shopId} AND buyer_id = ANY (${looked}) AND read_at <= ${readAt}
        ORDER BY buyer_id FOR UPDATE SKIP LOCKED) AS free WHERE b.shop_id = ${shopId} AND b.buyer_id = free.buyer_id`,
  );
}

/** The one customer whom all their orders name now; else the one who has their e-mail address, which Shopify gives to one customer only. */
async function findKept(world: World, { buyerId, email }: Pick<Known, "buyerId" | "email">): Promise<string | null> {
  const { shopId } = world;
  const orders = await world.transaction(({ db }) =>
    db.order.findMany({ where: { shopId, buyerId }, orderBy: { placedAt: "desc" }, take: ORDERS_ASKED, select: { orderId: true } }),
  );
  const named = new Set<string | null>();
  for (const { orderId } of orders) {
    const order = await world.shop.readOrder(orderId);
    if (order) named.add(order.buyer?.buyerId ?? null);
  }
  const [only] = named;
  if (named.size === 1 && only && only !== buyerId) return only;
  if (named.size > 0 || !email) return null;
  const [same] = await world.transaction(
    ({ db }) => db.$queryRaw<{ buyerId: string }[]>`
      SELECT buyer_id AS "buyerId" FROM buyer WHERE shop_id = ${shopId} AND lower(email) = lower(${email}) AND buyer_id <> ${buyerId}
        AND merged_into IS NULL AND erased_at IS NULL LIMIT 2`,
  );
  return same && (await world.shop.readBuyer(same.buyerId)) ? same.buyerId : null;
}

/** Whoever is gone by their latest reading, whether or not their turn came in this run: nothing is settled by not looking. */
function readProblems(world: World): Promise<ReconciliationProblem[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const lost = await db.$queryRaw<{ ambassadorId: string }[]>`
      SELECT a.ambassador_id::text AS "ambassadorId" FROM buyer b JOIN ambassador a ON a.shop_id = b.shop_id AND a.buyer_id = b.buyer_id
      WHERE b.shop_id = ${shopId} AND b.gone_at IS NOT NULL AND b.merged_into IS NULL AND b.erased_at IS NULL AND a.state = 'active'
      ORDER BY b.gone_at, 1 LIMIT ${MOST_BUYERS}`;
    return lost.map(({ ambassadorId }) => ({ kind: "customer gone" as const, about: ambassadorId }));
  });
}
