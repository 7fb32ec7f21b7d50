/**
 * One ambassador's own page, for the signed-in customer the storefront names: where they stand, their code and link,
 * what waits and until when, what their friends' orders brought and why, and the shelf.
 */
import { Prisma } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { readAmbassador } from "../ambassador/read-ambassador.server";
import { disclosures, languageOfDisclosure } from "../ambassador/disclosure";
import { readBalance } from "../ledger/read-balance.server";
import type { Tier } from "../ambassador/ambassador";
import { countGoodReferrals } from "../ledger/count-good-referrals.server";
import type { Settings } from "../program/program";
import { readLatestVersion, type LatestVersion } from "../program/read-latest-version.server";
import { isAmount, isTheirs, kindsFor, nextReward } from "../reward/next-reward";
import { readShelf } from "../reward/read-shelf.server";
import { isProduct, leastAmount } from "../reward/reward";
import { pageConditions } from "./page-conditions";
import { pageTier } from "./page-tier";
import { readOwnPage } from "./read-own-page.server";
import { readPageOrders } from "./read-page-orders.server";
import { readPageRewards } from "./read-page-rewards.server";
import { readShopPlace, type MoneyPlace, type ShopPlace } from "./read-shop-place.server";
import type { PageAmount, PageCode, PageNext, PageShelfItem, RewardsPage } from "./rewards-page";
import { showDay, showMoney, showPercent } from "./shown";

/** Outcomes: "page"; "not an ambassador". Amounts are text and minor units as text. */
export function readRewardsPage(
  world: World,
  { buyerId, locale }: { buyerId: string; /** Of who reads. */ locale?: string },
): Promise<RewardsPage | { outcome: "not an ambassador"; shopName: string }> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }) => {
    const store = await readShopPlace(db, shopId, locale);
    const nobody = { outcome: "not an ambassador", shopName: store.name } as const;
    const ambassador = await readAmbassador(db, shopId, Prisma.sql`a.buyer_id = ${buyerId}`);
    const membership = ambassador?.memberships[0];
    if (!ambassador || !membership) return nobody;
    const { programId } = membership;
    // Who is in an ended programme still sees what is theirs, and takes it.
    const program = await readLatestVersion(world, { programId });
    if (!program) return nobody;
    const live = program.state === "live";
    // Every amount here is the programme's, whose currency may be another than the store's of today.
    const place: MoneyPlace = { ...store, currency: program.currency };

    const { ambassadorId } = ambassador;
    const now = clock.now();
    const left = membership.leftAt !== null || ambassador.state !== "active";
    const balance = await readBalance(world, { ambassadorId, programId });
    const { friends, lastDueAt } = await readFriends(db, shopId, { ambassadorId, programId });
    const shelf = left ? [] : (await readShelf(world, { programId })).items;
    const [pending, earned, redeemed] = [balance.pendingMinor, balance.earnedMinor, balance.redeemedMinor].map((amount) =>
      showMoney(amount, place),
    );
    const until = balance.pendingMinor > 0n && lastDueAt ? showDay(lastDueAt, now, place) : null;
    const tier = membership.tier as Tier;
    const shown = shelf.map((item) => shelfItem(item, balance.earnedMinor, { tier, now, place }));
    const goodReferrals = (await countGoodReferrals(db, shopId, [ambassadorId])).find((one) => one.programId === programId)?.goodReferrals;
    const theirTier = pageTier(tier, goodReferrals ?? 0, program, place.locale);
    const kinds = left ? [] : kindsFor(place.scopes, program, tier);
    const codes = (await readCodes(db, shopId, { ambassadorId, programId })).map((one) => pageCode(one, { now, place }));
    const linkPath = `${place.proxyPrefix}/${ambassador.slug}`;
    return {
      outcome: "page",
      ambassadorId,
      programId,
      name: ambassador.name,
      shopName: place.name,
      currency: program.currency,
      state: left ? "left" : live ? "active" : "ended",
      pausedSince: ambassador.pausedAt && showDay(ambassador.pausedAt, now, place),
      own: left ? null : await readOwnPage(world, ambassador, { offerBp: program.offerBp, locale: place.locale }),
      ...{ pending, earned, redeemed, pendingUntil: until, friends },
      ...rates(program, place),
      conditions: pageConditions(program, place),
      // Their own rate, which a tier may have raised.
      creditPercent: theirTier.creditPercent,
      tier: theirTier,
      codes,
      linkPath,
      linkUrl: new URL(linkPath, place.storefrontUrl).href,
      next: nextOf({ items: shelf, kinds, earnedMinor: balance.earnedMinor, tier, now }, program, place),
      shelf: shown,
      productWays: kinds.filter(isProduct),
      amounts: kinds.filter(isAmount).map((kind) => pageAmount(kind, program, balance.earnedMinor, place)),
      ...(await readPageOrders(db, shopId, { ambassadorId, programId, now, place })),
      rewards: await readPageRewards(db, shopId, { ambassadorId, now, place }),
      disclosure: disclosures[membership.disclosureVersion] ?? null,
      disclosureLanguage: languageOfDisclosure(membership.disclosureVersion),
    };
  });
}

type Kept = { code: string; state: string; retiresAt: Date | null };

/** One that has stopped is retired, whether or not Shopify has heard of it. */
function pageCode({ code, state: kept, retiresAt }: Kept, { now, place }: Omit<Looker, "tier">): PageCode {
  const state = retiresAt && retiresAt <= now ? "retired" : kept;
  const until = retiresAt && showDay(retiresAt, now, place);
  return { code, state, until };
}

const rates = ({ offerBp, creditBp, returnWindowDays }: Settings, place: ShopPlace) => ({
  offerPercent: showPercent(offerBp, place),
  creditPercent: showPercent(creditBp, place),
  returnWindowDays,
});

function pageAmount(kind: PageAmount["kind"], program: LatestVersion, earnedMinor: bigint, place: MoneyPlace): PageAmount {
  const leastMinor = leastAmount(kind, program);
  return { kind, least: showMoney(leastMinor, place), affordable: earnedMinor >= leastMinor };
}

type Whose = { ambassadorId: string; programId: string };

/** The one they share first; of old ones the one that works longest. */
const readCodes = (db: Tx["db"], shopId: string, { ambassadorId, programId }: Whose): Promise<Kept[]> =>
  db.$queryRaw<Kept[]>`
    SELECT code, state, retires_at AS "retiresAt" FROM share_code
    WHERE shop_id = ${shopId} AND ambassador_id = ${ambassadorId}::uuid AND program_id = ${programId}::uuid
    ORDER BY retires_at DESC NULLS FIRST, created_at DESC, code`;

/**
 * People, not orders, whose purchase counts; a guest without a customer is one person per order. And until when the last credit of
 * this programme waits; null also while a bank has one of them in hand, since nobody knows the day then.
 */
async function readFriends(
  db: Tx["db"],
  shopId: string,
  { ambassadorId, programId }: Whose,
): Promise<{ friends: number; lastDueAt: Date | null }> {
  const [read] = await db.$queryRaw<{ friends: number; lastDueAt: Date | null }[]>`
    SELECT count(DISTINCT coalesce(o.buyer_id, o.order_id))::int AS friends,
      (SELECT CASE WHEN bool_or(o.dispute = 'open') THEN NULL ELSE max(c.due_at) END FROM credit c JOIN orders o USING (shop_id, order_id)
        WHERE c.shop_id = ${shopId} AND c.ambassador_id = ${ambassadorId}::uuid AND c.program_id = ${programId}::uuid AND c.state = 'pending') AS "lastDueAt"
    FROM credit c JOIN orders o USING (shop_id, order_id)
      JOIN LATERAL (SELECT outcome, ambassador_id FROM decision d WHERE d.shop_id = c.shop_id AND d.order_id = c.order_id ORDER BY sequence DESC LIMIT 1) AS d ON true
    WHERE c.shop_id = ${shopId} AND c.ambassador_id = ${ambassadorId}::uuid AND d.ambassador_id = c.ambassador_id AND d.outcome = 'attributed'
      AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost' AND o.goods_minor > 0`;
  return read;
}

type Item = Awaited<ReturnType<typeof readShelf>>["items"][number];

type Looker = { tier: Tier; now: Date; place: MoneyPlace };

function shelfItem(item: Item, earnedMinor: bigint, { tier, now, place }: Looker): PageShelfItem {
  const { variantId, title, variantTitle, imageUrl, handle, priceMinor, firstDibsUntil } = item;
  const isNew = firstDibsUntil !== null && firstDibsUntil > now;
  const affordable = earnedMinor >= priceMinor;
  return {
    variantId,
    title,
    variantTitle,
    imageUrl,
    handle,
    price: showMoney(priceMinor, place),
    affordable,
    iconsUntil: isTheirs(item, tier, now) ? null : showDay(firstDibsUntil!, now, place),
    firstChoice: isNew && tier === "icon",
    lack: showMoney(affordable ? 0n : priceMinor - earnedMinor, place),
  };
}

/** To who is in debt even what costs nothing is no present yet. */
function nextOf(asked: Parameters<typeof nextReward<Item>>[0], program: LatestVersion, place: MoneyPlace): PageNext | null {
  const next = nextReward(asked, program);
  if (!next) return null;
  const { earnedMinor } = asked;
  const [had, goal] = [earnedMinor < 0n ? 0n : earnedMinor, next.of === "product" ? next.item.priceMinor : next.leastMinor];
  const progressPercent = next.affordable ? 100 : goal > 0n ? Number((had * 100n) / goal) : 0;
  if (next.of === "product") return { of: "product", ...shelfItem(next.item, earnedMinor, { ...asked, place }), progressPercent };
  const { kinds, affordable } = next;
  return { of: "amount", kinds, affordable, lack: showMoney(affordable ? 0n : goal - earnedMinor, place), progressPercent };
}
