/**
 * An ambassador's own addresses and phones, read from Shopify and kept as marks: after joining, when Shopify says that a customer
 * changed, and every night, because a webhook may be lost. What was decided on orders placed since the last reading did not know
 * these marks: where one matches, the order is decided anew. Older orders are left alone, whoever looks at them again: a new mark is
 * theirs since the reading before, and who moves in with a friend years later did not buy for themselves then.
 */
import type { World } from "~/ports/world";
import type { ReadContact } from "~/ports/shop";
import { holdMarks, kindOf, marksOf, ownPlaces, type HeldMarks } from "../order/mark";

/** As many as one call to Shopify answers. */
const AT_ONCE = 25;
const STALE_AFTER_MS = 20 * 3_600_000;

/** Those never read, and those read longest ago, until nobody's marks are older than a day. Returns how many were read. Throws ShopProblem when Shopify cannot be asked. */
export async function refreshMarks(world: World, { buyerId }: { buyerId?: string } = {}): Promise<{ read: number }> {
  if (buyerId !== undefined) return { read: await readAndKeep(world, (await isAmbassador(world, buyerId)) ? [buyerId] : []) };
  for (let read = 0; ;) {
    const buyerIds = await readDue(world);
    if (!buyerIds.length) return { read };
    read += await readAndKeep(world, buyerIds);
  }
}

const isAmbassador = (world: World, buyerId: string): Promise<boolean> =>
  world.transaction(async ({ db }) => (await db.ambassador.count({ where: { shopId: world.shopId, buyerId, state: "active" } })) > 0);

function readDue(world: World): Promise<string[]> {
  const staleAt = new Date(world.clock.now().getTime() - STALE_AFTER_MS);
  return world.transaction(async ({ db }) => {
    const rows = await db.ambassador.findMany({
      where: { shopId: world.shopId, state: "active", OR: [{ marksReadAt: null }, { marksReadAt: { lt: staleAt } }] },
      orderBy: [{ marksReadAt: { sort: "asc", nulls: "first" } }, { ambassadorId: "asc" }],
      take: AT_ONCE,
      select: { buyerId: true },
    });
    return rows.map((row) => row.buyerId);
  });
}

async function readAndKeep(world: World, buyerIds: string[]): Promise<number> {
  if (!buyerIds.length) return 0;
  const readAt = world.clock.now();
  const contacts = new Map((await world.shop.readContacts(buyerIds)).map((one) => [one.buyerId, one]));
  // In one order, so that two readings never wait for each other.
  await world.transaction(async () => {
    for (const buyerId of [...buyerIds].sort()) await keep(world, buyerId, contacts.get(buyerId) ?? null, readAt);
  });
  return buyerIds.length;
}

type Row = HeldMarks & { id: string; joinedAt: Date; marksReadAt: Date | null };

/** @param read null: Shopify knows them no more; their marks stay, until they are erased */
function keep(world: World, buyerId: string, read: ReadContact | null, readAt: Date): Promise<void> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const [ambassador] = await db.$queryRaw<Row[]>`
      SELECT ambassador_id::text AS id, marks, marks_since AS "marksSince", joined_at AS "joinedAt", marks_read_at AS "marksReadAt" FROM ambassador
      WHERE shop_id = ${shopId} AND buyer_id = ${buyerId} AND state = 'active' FOR UPDATE`;
    if (!ambassador || (ambassador.marksReadAt && ambassador.marksReadAt > readAt)) return;
    const { id, joinedAt, marksReadAt } = ambassador;
    const devices = ambassador.marks.filter((mark) => kindOf(mark) === "device");
    const marks = read
      ? [...devices, ...marksOf(world, { ...read.contact, places: ownPlaces(read.name, read.contact.places) })]
      : ambassador.marks;
    // The last reading did not know the new ones yet: they may be theirs since a moment later.
    const since = marksReadAt ?? joinedAt;
    await db.ambassador.update({
      where: { shopId_ambassadorId: { shopId, ambassadorId: id } },
      data: { ...holdMarks(ambassador, marks, since), marksReadAt: readAt },
    });
    const known = new Set(ambassador.marks);
    const fresh = marks.filter((mark) => !known.has(mark));
    const unsuspected = await db.$queryRaw<{ orderId: string }[]>`
      SELECT o.order_id AS "orderId" FROM orders o JOIN LATERAL (SELECT outcome, ambassador_id FROM decision d
        WHERE d.shop_id = o.shop_id AND d.order_id = o.order_id ORDER BY sequence DESC LIMIT 1) AS latest
        ON latest.outcome = 'attributed' AND latest.ambassador_id = ${id}::uuid
      WHERE o.shop_id = ${shopId} AND o.placed_at >= date_trunc('second', ${since}::timestamptz) AND o.marks && ${fresh}::text[]`;
    await queue.addMany("order.refresh", unsuspected, { onceKey: ({ orderId }) => orderId });
  });
}
