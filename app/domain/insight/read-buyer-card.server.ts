/**
 * One buyer as a card for the owner: why they are on the list, the facts, a strip of their orders over time, every contact
 * we had with them, and where they stand. What is said of their place and their future is worked out from the stored ranking
 * and its mining alone, so that the card says the same as long as the list stands.
 */
import { Prisma } from "@prisma/client";
import type { Buyer, Ranking } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { readMerged } from "../buyer/read-merged.server";
import { COUNTS_TEXT } from "../buyer/history-sql";
import { readBoughtMost } from "../buyer/read-bought-most.server";
import { noonOf } from "../mining/days";
import { forecastOf, forecastsShown } from "../mining/forecast";
import { readScoring } from "../mining/kept-mining";
import type { Level } from "../mining/mining";
import { writeOutlook, writeReason } from "../mining/reason";
import { readShopPlace, type ShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";

export type BuyerCard = {
  outcome: "found";
  buyerId: string;
  /** null when Shopify shows us no name. */
  name: string | null;
  email: string | null;
  region: string | null;
  consent: string;
  /** null for who is in no ranking. */
  ranked: RankedFacts | null;
  orders: number;
  netSpend: ShownMoney;
  /** Of what they ordered, the share that went back, 0…1; null when they ordered nothing. */
  wentBack: number | null;
  gifts: number;
  firstOrderAt: string | null;
  lastOrderAt: string | null;
  /** What they bought for most, with its share of their spend, 0…1. */
  collections: { title: string; share: number }[];
  favourites: { title: string; handle: string; imageUrl: string | null }[];
  /** Oldest first, at most 200 of the latest. */
  strip: { orderId: string; orderName: string; placedAt: string; goods: ShownMoney }[];
  contacts: { kind: string; channel: string; state: string; about: string; happenedAt: string }[];
  invitation: { state: string; createdAt: string } | null;
  heldOutUntil: string | null;
  ambassador: { ambassadorId: string; slug: string; state: string; joinedAt: string } | null;
};

export type RankedFacts = {
  rank: number;
  previousRank: number | null;
  buyers: number;
  powerBuyer: boolean;
  reseller: boolean;
  reason: string;
  outlook: string;
  /** Only where so much may be said. */
  exact: ExactFigures | null;
};

/** `pAlive`: 0…1. */
export type ExactFigures = { pAlive: number; expectedOrders: number; low: number; high: number; expectedSpend: ShownMoney; weeks: number };

const STRIP = 200;
const CONTACTS = 50;
const COLLECTIONS = 3;

/** Outcomes: "found"; "unknown", also for erased people. A merged buyer's card is the survivor's. */
export function readBuyerCard(world: World, { buyerId }: { buyerId: string }): Promise<BuyerCard | { outcome: "unknown" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<BuyerCard | { outcome: "unknown" }> => {
    const place = await readShopPlace(db, shopId);
    const asked = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } } });
    const buyer = asked?.mergedInto
      ? await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId: asked.mergedInto } } })
      : asked;
    if (!buyer || buyer.erasedAt) return { outcome: "unknown" };
    const whose = { shopId, buyerId: buyer.buyerId };
    const orders = await db.order.findMany({
      where: { ...whose, test: false, ownReward: false },
      orderBy: { placedAt: "desc" },
      take: STRIP,
    });
    const contacts = await db.contact.findMany({ where: whose, orderBy: { happenedAt: "desc" }, take: CONTACTS });
    const invitation = await db.invitation.findFirst({ where: whose, orderBy: { createdAt: "desc" } });
    // A lot holds whoever its customer has become.
    const everybody = { shopId, buyerId: { in: await readMerged(world, { buyerIds: [buyer.buyerId] }) } };
    const heldOut = await db.holdOut.findFirst({ where: { ...everybody, dueAt: { gt: world.clock.now() } }, orderBy: { dueAt: "desc" } });
    const ambassador = await db.ambassador.findUnique({ where: { shopId_buyerId: whose } });
    return {
      outcome: "found",
      buyerId: buyer.buyerId,
      name: [buyer.firstName, buyer.lastName].filter(Boolean).join(" ") || null,
      email: buyer.email,
      region: [buyer.city, buyer.province, buyer.countryCode].filter(Boolean).join(", ") || null,
      consent: buyer.consent,
      ...(await readStanding(db, buyer, place)),
      collections: await readCollections(db, whose),
      favourites: await readBoughtMost(db, shopId, buyer.buyerId),
      strip: orders.reverse().map((order) => ({
        orderId: order.orderId,
        orderName: order.name,
        placedAt: order.placedAt.toISOString(),
        goods: showMoney(order.goodsMinor, { ...place, currency: order.currency }),
      })),
      contacts: contacts.map(({ kind, channel, state, about, happenedAt }) => ({
        kind,
        channel,
        state,
        about,
        happenedAt: happenedAt.toISOString(),
      })),
      invitation: invitation && { state: invitation.state, createdAt: invitation.createdAt.toISOString() },
      heldOutUntil: heldOut?.dueAt.toISOString() ?? null,
      ambassador: ambassador && {
        ambassadorId: ambassador.ambassadorId,
        slug: ambassador.slug,
        state: ambassador.state,
        joinedAt: ambassador.joinedAt.toISOString(),
      },
    };
  });
}

type Standing = Pick<BuyerCard, "ranked" | "orders" | "netSpend" | "wentBack" | "gifts" | "firstOrderAt" | "lastOrderAt">;

/** As the latest ranking knew them; of who is in none, as their orders add up now. */
async function readStanding(db: Tx["db"], buyer: Buyer, place: ShopPlace): Promise<Standing> {
  const { shopId, buyerId } = buyer;
  const mining = await db.mining.findFirst({ where: { shopId }, orderBy: [{ minedAt: "desc" }, { miningId: "desc" }] });
  const ranking =
    mining && (await db.ranking.findUnique({ where: { shopId_miningId_buyerId: { shopId, buyerId, miningId: mining.miningId } } }));
  if (!mining || !ranking)
    return {
      ranked: null,
      orders: buyer.orders,
      netSpend: showMoney(buyer.netSpendMinor, { ...place, currency: buyer.currency }),
      wentBack: shareBack(buyer),
      gifts: buyer.gifts,
      firstOrderAt: buyer.firstOrderAt?.toISOString() ?? null,
      lastOrderAt: buyer.lastOrderAt?.toISOString() ?? null,
    };
  const how = { currency: mining.currency, locale: place.locale };
  const { asOfDay, forecastWeeks: weeks } = mining;
  const level = mining.level as Level;
  const forecast = forecastOf(readScoring(mining.scoring), knownOf(ranking), weeks);
  return {
    ranked: {
      rank: ranking.rank,
      previousRank: ranking.previousRank,
      buyers: mining.buyers,
      powerBuyer: ranking.powerBuyer,
      reseller: ranking.reseller,
      reason: writeReason({ ...ranking, asOfDay }, how),
      outlook: writeOutlook(level, forecast, weeks),
      exact:
        forecast && forecastsShown(level) && [forecast.pAlive, forecast.expectedOrders, forecast.expectedSpendMinor].every(Number.isFinite)
          ? {
              pAlive: forecast.pAlive,
              expectedOrders: forecast.expectedOrders,
              ...forecast.orders,
              expectedSpend: showMoney(BigInt(Math.round(forecast.expectedSpendMinor)), how),
              weeks,
            }
          : null,
    },
    orders: ranking.orders,
    netSpend: showMoney(ranking.netSpendMinor, how),
    wentBack: shareBack(ranking),
    gifts: ranking.gifts,
    firstOrderAt: noonOf(ranking.firstDay).toISOString(),
    lastOrderAt: noonOf(ranking.lastDay).toISOString(),
  };
}

const knownOf = ({ purchaseDays, firstDay, lastDay, netSpendMinor, firstNetMinor }: Ranking) => ({
  ...{ purchaseDays, firstDay, lastDay },
  netSpendMinor: Number(netSpendMinor),
  firstNetMinor: Number(firstNetMinor),
});

function shareBack({ orderedMinor, netSpendMinor }: { orderedMinor: bigint; netSpendMinor: bigint }): number | null {
  if (orderedMinor <= 0n) return null;
  return Math.min(1, Math.max(0, Number(orderedMinor - netSpendMinor) / Number(orderedMinor)));
}

/** By spend on goods, over the orders that count. */
async function readCollections(db: Tx["db"], { shopId, buyerId }: { shopId: string; buyerId: string }): Promise<BuyerCard["collections"]> {
  return db.$queryRaw<BuyerCard["collections"]>(Prisma.sql`
    WITH spent AS (
      SELECT l.product_id, sum(l.goods_minor) AS goods FROM orders o JOIN order_line l USING (shop_id, order_id)
      WHERE o.shop_id = ${shopId} AND o.buyer_id = ${buyerId} AND ${Prisma.raw(COUNTS_TEXT)} AND NOT l.gift_card GROUP BY 1)
    SELECT c.collection AS title, least(1, sum(s.goods) / (SELECT sum(goods) FROM spent WHERE goods > 0))::float8 AS share
    FROM spent s JOIN product p ON p.shop_id = ${shopId} AND p.product_id = s.product_id, unnest(p.collections) AS c (collection)
    WHERE s.goods > 0 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${COLLECTIONS}`);
}
