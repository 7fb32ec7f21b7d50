/**
 * One buyer as a card for the owner: why they are on the list, the facts, a strip of their orders over time, every contact
 * we had with them, and where they stand.
 */
import type { World } from "~/ports/world";
import { writeReason, type ReasonFacts } from "../mining/reason";
import { readBoughtMost } from "../page/read-landing-page.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";

export type BuyerCard = {
  outcome: "found";
  buyerId: string;
  /** null when Shopify shows us no name. */
  name: string | null;
  email: string | null;
  region: string | null;
  consent: string;
  rank: number | null;
  powerBuyer: boolean;
  reason: string | null;
  orders: number;
  netSpend: ShownMoney;
  firstOrderAt: string | null;
  lastOrderAt: string | null;
  favourites: { title: string; handle: string; imageUrl: string | null }[];
  /** Oldest first, at most 200 of the latest. */
  strip: { orderId: string; orderName: string; placedAt: string; goods: ShownMoney }[];
  contacts: { kind: string; channel: string; state: string; about: string; happenedAt: string }[];
  invitation: { state: string; createdAt: string } | null;
  heldOutUntil: string | null;
  ambassador: { ambassadorId: string; slug: string; state: string; joinedAt: string } | null;
};

const STRIP = 200;
const CONTACTS = 50;

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
    const mining = await db.mining.findFirst({ where: { shopId }, orderBy: { minedAt: "desc" } });
    const ranking =
      mining && (await db.ranking.findUnique({ where: { shopId_miningId_buyerId: { ...whose, miningId: mining.miningId } } }));
    const orders = await db.order.findMany({
      where: { ...whose, test: false, ownReward: false },
      orderBy: { placedAt: "desc" },
      take: STRIP,
    });
    const contacts = await db.contact.findMany({ where: whose, orderBy: { happenedAt: "desc" }, take: CONTACTS });
    const invitation = await db.invitation.findFirst({ where: whose, orderBy: { createdAt: "desc" } });
    const heldOut = await db.holdOut.findFirst({ where: { ...whose, dueAt: { gt: world.clock.now() } }, orderBy: { dueAt: "desc" } });
    const ambassador = await db.ambassador.findUnique({ where: { shopId_buyerId: whose } });
    return {
      outcome: "found",
      buyerId: buyer.buyerId,
      name: [buyer.firstName, buyer.lastName].filter(Boolean).join(" ") || null,
      email: buyer.email,
      region: [buyer.city, buyer.province, buyer.countryCode].filter(Boolean).join(", ") || null,
      consent: buyer.consent,
      rank: ranking?.rank ?? null,
      powerBuyer: ranking?.powerBuyer ?? false,
      reason: ranking && mining ? writeReason(ranking.reason as ReasonFacts, { currency: mining.currency, locale: place.locale }) : null,
      orders: buyer.orders,
      netSpend: showMoney(buyer.netSpendMinor, place),
      firstOrderAt: buyer.firstOrderAt?.toISOString() ?? null,
      lastOrderAt: buyer.lastOrderAt?.toISOString() ?? null,
      favourites: await readBoughtMost(db, shopId, buyer.buyerId),
      strip: orders.reverse().map((order) => ({
        orderId: order.orderId,
        orderName: order.name,
        placedAt: order.placedAt.toISOString(),
        goods: showMoney(order.goodsMinor, place),
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
