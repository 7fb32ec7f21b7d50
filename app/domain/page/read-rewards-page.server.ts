/**
 * One ambassador's own page, for the signed-in customer the storefront names: where they stand, their code and link,
 * what waits and until when, what their friends' orders brought and why, and the shelf.
 */
import type { Tx, World } from "~/ports/world";
import { disclosures } from "../ambassador/disclosure";
import { readBalance } from "../ledger/read-balance.server";
import { percentOf, type LiveProgram } from "../program/program";
import { readLiveProgram } from "../program/read-live-program.server";
import { readProgramVersion } from "../program/read-program-version.server";
import { readShelf } from "../reward/read-shelf.server";
import { readPageOrders } from "./read-page-orders.server";
import { readShopPlace, type ShopPlace } from "./read-shop-place.server";
import {
  captionsFor,
  codeSentence,
  rewardSentence,
  standingSentence,
  type PageReward,
  type PageShelfItem,
  type RewardsPage,
} from "./rewards-page";
import { showDay, showMoney } from "./shown";

const REWARDS_SHOWN = 50;

/** Outcomes: "page"; "not an ambassador". Amounts are text and minor units as text. */
export function readRewardsPage(
  world: World,
  { buyerId }: { buyerId: string },
): Promise<RewardsPage | { outcome: "not an ambassador"; shopName: string }> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const nobody = { outcome: "not an ambassador", shopName: place.name } as const;
    const ambassador = await db.ambassador.findUnique({
      where: { shopId_buyerId: { shopId, buyerId } },
      include: { memberships: { orderBy: { joinedAt: "desc" } }, shareCodes: { orderBy: [{ createdAt: "desc" }, { code: "asc" }] } },
    });
    const membership = ambassador?.memberships[0];
    if (!ambassador || !membership) return nobody;
    const { programId } = membership;
    const live = await readLiveProgram(world);
    // Who is in an ended programme still sees what is theirs, under the settings they joined with.
    const program =
      live?.programId === programId ? live : await readProgramVersion(world, { programId, version: membership.programVersion });
    if (!program) return nobody;

    const { ambassadorId } = ambassador;
    const now = clock.now();
    const left = membership.leftAt !== null || ambassador.state !== "active";
    const balance = await readBalance(world, { ambassadorId, programId });
    const waiting = await db.credit.aggregate({
      where: { shopId, ambassadorId, programId, state: "pending", dueAt: { not: null } },
      _max: { dueAt: true },
    });
    const friends = await countFriends(db, shopId, ambassadorId);
    const shelf = left ? [] : (await readShelf(world, { programId })).items.filter((item) => item.available);
    const [pending, earned, redeemed] = [balance.pendingMinor, balance.earnedMinor, balance.redeemedMinor].map((amount) =>
      showMoney(amount, place),
    );
    const until = balance.pendingMinor > 0n && waiting._max.dueAt ? showDay(waiting._max.dueAt, now, place) : null;
    const shown = shelf.map((item) => shelfItem(item, balance.earnedMinor, place));
    const code = ambassador.shareCodes.find((one) => one.programId === programId && one.state === "live")?.code;
    const linkPath = `${place.proxyPrefix}/${ambassador.slug}`;
    return {
      outcome: "page",
      ambassadorId,
      programId,
      name: ambassador.name,
      shopName: place.name,
      state: left ? "left" : "active",
      standing: standingSentence({ friends, earned, pending, pendingUntil: until }),
      ...{ pending, earned, redeemed, pendingUntil: until, friends },
      ...rates(program),
      codes: ambassador.shareCodes
        .filter((code) => code.programId === programId)
        .map(({ code, state }) => ({ code, state, sentence: codeSentence(state) })),
      linkPath,
      linkUrl: new URL(linkPath, place.storefrontUrl).href,
      next: nextOf(shown, balance.earnedMinor),
      shelf: shown,
      ...(await readPageOrders(db, shopId, { ambassadorId, programId, now, place })),
      rewards: await readRewards(db, shopId, ambassadorId, now, place),
      disclosure: disclosures[membership.disclosureVersion] ?? null,
      captions: live && code && !left ? captionsFor({ shopName: place.name, code, offerPercent: percentOf(program.offerBp) }) : [],
    };
  });
}

const rates = ({ offerBp, creditBp, returnWindowDays }: LiveProgram) => ({
  offerPercent: percentOf(offerBp),
  creditPercent: percentOf(creditBp),
  returnWindowDays,
});

/** People, not orders, whose purchase counts; a guest without a customer is one person per order. */
async function countFriends(db: Tx["db"], shopId: string, ambassadorId: string): Promise<number> {
  const [{ friends }] = await db.$queryRaw<{ friends: number }[]>`
    SELECT count(DISTINCT coalesce(o.buyer_id, o.order_id))::int AS friends
    FROM credit c JOIN orders o USING (shop_id, order_id)
      JOIN LATERAL (SELECT outcome, ambassador_id FROM decision d WHERE d.shop_id = c.shop_id AND d.order_id = c.order_id ORDER BY sequence DESC LIMIT 1) AS d ON true
    WHERE c.shop_id = ${shopId} AND c.ambassador_id = ${ambassadorId}::uuid AND d.ambassador_id = c.ambassador_id AND d.outcome = 'attributed'
      AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.goods_minor > 0`;
  return friends;
}

type Item = Awaited<ReturnType<typeof readShelf>>["items"][number];

function shelfItem(item: Item, earnedMinor: bigint, place: ShopPlace): PageShelfItem {
  const { variantId, title, variantTitle, imageUrl, handle, priceMinor } = item;
  const affordable = earnedMinor >= priceMinor;
  return {
    variantId,
    title,
    variantTitle,
    imageUrl,
    handle,
    price: showMoney(priceMinor, place),
    affordable,
    lack: showMoney(affordable ? 0n : priceMinor - earnedMinor, place),
  };
}

/** The shelf comes with the cheapest first. */
function nextOf(shelf: PageShelfItem[], earnedMinor: bigint): RewardsPage["next"] {
  const item = shelf.find(({ affordable }) => !affordable) ?? shelf.at(-1);
  if (!item) return null;
  const had = earnedMinor < 0n ? 0n : earnedMinor;
  return { ...item, progressPercent: item.affordable ? 100 : Number((had * 100n) / BigInt(item.price.minor)) };
}

async function readRewards(db: Tx["db"], shopId: string, ambassadorId: string, now: Date, place: ShopPlace): Promise<PageReward[]> {
  const rewards = await db.reward.findMany({ where: { shopId, ambassadorId }, orderBy: { requestedAt: "desc" }, take: REWARDS_SHOWN });
  const variants = await db.variant.findMany({
    where: { shopId, variantId: { in: rewards.map((reward) => reward.variantId) } },
    select: { variantId: true, productId: true },
  });
  const products = await db.product.findMany({
    where: { shopId, productId: { in: variants.map((variant) => variant.productId) } },
    select: { productId: true, handle: true },
  });
  const handleOf = (variantId: string) =>
    products.find(({ productId }) => productId === variants.find((variant) => variant.variantId === variantId)?.productId)?.handle;
  return rewards.map((reward) => {
    const state = reward.state === "issued" && reward.dueAt && reward.dueAt < now ? "ran out" : reward.state;
    const code = state === "issued" ? reward.code : null;
    const handle = handleOf(reward.variantId);
    const link =
      code &&
      `/discount/${encodeURIComponent(code)}?redirect=${encodeURIComponent(handle ? `/products/${handle}?variant=${reward.variantId}` : "/")}`;
    const until = reward.dueAt && showDay(reward.dueAt, now, place);
    return {
      rewardId: reward.rewardId,
      title: reward.productTitle,
      price: showMoney(reward.priceMinor, place),
      state,
      code,
      link,
      sentence: rewardSentence(state, until),
    };
  });
}
