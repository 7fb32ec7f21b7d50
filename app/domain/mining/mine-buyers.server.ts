/**
 * Mining: clean, summarise, rank, and keep the result with what it stood on. A mining is never changed; the latest one
 * is the list in use, and the two before it are kept so that a jump can be explained.
 */
import { Prisma } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { readLiveProgram } from "../program/read-live-program.server";
import { DEFAULTS } from "../program/program";
import { cleanHistory } from "./clean-history";
import { METHOD, type LeftOut, type Ranked } from "./mining";
import { rankBuyers, spendShareBp } from "./rank-buyers";
import { readFavourites } from "./read-favourites.server";
import { readHistory } from "./read-history.server";
import type { ReasonFacts } from "./reason";
import { BuyerSummaries } from "./summarise-history";

const WRITE_PAGE = 5_000;
const KEPT_MININGS = 3;

export type MineOutcome = { outcome: "mined"; miningId: string; buyers: number; powerBuyers: number } | { outcome: "no orders yet" };

/** Outcomes: "mined"; "no orders yet" when no order counts. `why` is logged with the job only. */
export async function mineBuyers(world: World, _input: { why: string }): Promise<MineOutcome> {
  const program = await readLiveProgram(world);
  const { currency } = await world.transaction(({ db }) =>
    db.shop.findUniqueOrThrow({ where: { shopId: world.shopId }, select: { currency: true } }),
  );
  const powerBuyerBp = program?.powerBuyerBp ?? DEFAULTS.powerBuyerBp;
  const minedAt = world.clock.now();

  const leftOut: LeftOut = {};
  const summaries = new BuyerSummaries();
  let orders = 0;
  for await (const page of readHistory(world)) {
    orders += page.length;
    for (const row of cleanHistory(page, currency, leftOut)) summaries.add(row);
  }
  const ranked = rankBuyers(summaries.all(), powerBuyerBp);
  if (!ranked.length) return { outcome: "no orders yet" };

  const miningId = world.chance.uuid();
  const powerBuyers = ranked.filter((buyer) => buyer.powerBuyer);
  const favourites = await readFavourites(
    world,
    powerBuyers.map((buyer) => buyer.buyerId),
  );
  const lessOften = sharesOrderingLess(ranked);
  const factsOf = (buyer: Ranked): ReasonFacts => ({
    orders: buyer.orders,
    netSpendMinor: String(buyer.netSpendMinor),
    firstOrderAt: new Date(buyer.firstOrderAtMs).toISOString(),
    lastOrderAt: new Date(buyer.lastOrderAtMs).toISOString(),
    minedAt: minedAt.toISOString(),
    ordersMoreThan: lessOften.get(buyer.orders)!,
    favourite: favourites.get(buyer.buyerId) ?? null,
    gifts: buyer.gifts,
  });

  await world.transaction(async ({ db }) => {
    await db.mining.create({
      data: {
        shopId: world.shopId,
        miningId,
        method: METHOD,
        horizonFrom: new Date(ranked.reduce((first, buyer) => Math.min(first, buyer.firstOrderAtMs), Infinity)),
        horizonTo: new Date(ranked.reduce((last, buyer) => Math.max(last, buyer.lastOrderAtMs), -Infinity)),
        orders,
        leftOut,
        buyers: ranked.length,
        powerBuyers: powerBuyers.length,
        powerBuyerBp,
        spendShareBp: spendShareBp(ranked),
        currency,
        minedAt,
      },
    });
    for (let from = 0; from < ranked.length; from += WRITE_PAGE)
      await writeRankings(db, world.shopId, miningId, ranked.slice(from, from + WRITE_PAGE), factsOf);
    await forgetOldRankings(db, world.shopId);
  });
  return { outcome: "mined", miningId, buyers: ranked.length, powerBuyers: powerBuyers.length };
}

/** For each number of orders: how many of 100 buyers ordered less often, rounded down. */
function sharesOrderingLess(ranked: Ranked[]): Map<number, number> {
  const counts = ranked.map((buyer) => buyer.orders).sort((a, b) => a - b);
  const shares = new Map<number, number>();
  counts.forEach((count, below) => {
    if (!shares.has(count)) shares.set(count, Math.floor((below * 100) / counts.length));
  });
  return shares;
}

/** By unnest: ten times as fast as a row at a time. */
async function writeRankings(
  db: Tx["db"],
  shopId: string,
  miningId: string,
  page: Ranked[],
  factsOf: (buyer: Ranked) => ReasonFacts,
): Promise<void> {
  await db.$executeRaw(Prisma.sql`
    INSERT INTO ranking (shop_id, mining_id, buyer_id, rank, power_buyer, orders, net_spend_minor, first_order_at, last_order_at, reason)
    SELECT ${shopId}, ${miningId}::uuid, one.* FROM unnest(
      ${page.map((buyer) => buyer.buyerId)}::text[],
      ${page.map((buyer) => buyer.rank)}::int[],
      ${page.map((buyer) => buyer.powerBuyer)}::boolean[],
      ${page.map((buyer) => buyer.orders)}::int[],
      ${page.map((buyer) => buyer.netSpendMinor)}::bigint[],
      ${page.map((buyer) => new Date(buyer.firstOrderAtMs))}::timestamptz[],
      ${page.map((buyer) => new Date(buyer.lastOrderAtMs))}::timestamptz[],
      ${page.map((buyer) => JSON.stringify(factsOf(buyer)))}::jsonb[]
    ) AS one`);
}

async function forgetOldRankings(db: Tx["db"], shopId: string): Promise<void> {
  const kept = await db.mining.findMany({
    where: { shopId },
    orderBy: { minedAt: "desc" },
    take: KEPT_MININGS,
    select: { miningId: true },
  });
  await db.ranking.deleteMany({ where: { shopId, miningId: { notIn: kept.map((mining) => mining.miningId) } } });
}
