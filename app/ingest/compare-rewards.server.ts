/**
 * Asks Shopify for what every reward of the last 90 days came to there: its code, gift card, credit or draft. What differs is told
 * and left as it is, since only a person can know why; what a reward of no state in Shopify (cash) came to, Shopify cannot say. Those
 * whose cost was given back are looked for too: one that works all the same is told, and the job that takes such away asked for again.
 * Kinds that we may not look at (any more) are told and left out: asking for one would break off the whole comparison.
 */
import type { Prisma } from "@prisma/client";
import { codeDifferences } from "~/domain/reward/code-differences";
import { REWARD_KINDS, type RewardKind } from "~/domain/program/program";
import { COMPARED_FOR_MS, isAllowed, onlyItsEndIsKnown, rewardTag, rewardTitle } from "~/domain/reward/reward";
import { INDEX_LAGS_MS, type ProblemKind, type ReconciliationProblem } from "~/domain/shop/reconciliation";
import { ShopProblem, type StoreCreditMovement } from "~/ports/shop";
import type { World } from "~/ports/world";
import { noneMayFail, type OneOfMany } from "./go-on-past";

const PAGE = 100;
/** The newest first: what is beyond is older than most people's memory of it. */
const MOST_PAGES = 10;
/** Of those whose cost was given back, likewise the newest. */
const MOST_RETURNED = 200;
/** As many movements as Shopify lists: when all of them are younger than ours, ours may be behind them. */
const MOVEMENTS_LISTED = 100;

/** What was made a moment ago may not be found yet. */
const FOUND_BY_SEARCH = ["gift card", "product sent"];

type Reward = {
  rewardId: string;
  kind: string;
  state: string;
  code: string;
  buyerId: string;
  variantId: string | null;
  currency: string;
  priceMinor: bigint;
  shopifyId: string | null;
  requestedAt: Date;
  issuedAt: Date | null;
  dueAt: Date | null;
  undone: string | null;
  settlingAt: Date | null;
};

export type RewardsCompared = { looked: number; problems: ReconciliationProblem[] };

/** Throws ShopProblem when Shopify cannot be asked; one reward it refuses to tell of is a problem among the others. */
export async function compareRewards(world: World, one: OneOfMany = noneMayFail): Promise<RewardsCompared> {
  const kinds = await readAllowedKinds(world);
  const problems: ReconciliationProblem[] = await notAllowed(world, kinds);
  const credits = new Map<string, StoreCreditMovement[]>();
  let looked = 0;
  for (let page = 0, last: Reward | null = null; page < MOST_PAGES; page++) {
    const rewards = await readPage(world, kinds, last);
    for (const reward of rewards) {
      const found = await one(() => compareOne(world, reward, credits));
      if (found) problems.push({ ...(typeof found === "string" ? { kind: found } : found), about: reward.rewardId });
    }
    looked += rewards.length;
    if (rewards.length < PAGE) break;
    last = rewards[rewards.length - 1];
  }
  for (const reward of await readReturned(world, kinds)) {
    const kind = await one(() => compareReturned(world, reward));
    if (kind) problems.push({ kind, about: reward.rewardId });
    looked++;
  }
  return { looked, problems };
}

async function readAllowedKinds(world: World): Promise<RewardKind[]> {
  const { shopId } = world;
  const { scopes } = await world.transaction(({ db }) => db.shop.findUniqueOrThrow({ where: { shopId }, select: { scopes: true } }));
  return REWARD_KINDS.filter((kind) => isAllowed(kind, scopes));
}

/** Of kinds that nothing was given of there is nothing to tell. */
async function notAllowed(world: World, allowed: RewardKind[]): Promise<ReconciliationProblem[]> {
  const given = await world.transaction(({ db }) =>
    db.reward.groupBy({ by: ["kind"], where: { AND: [toCompare(world), { kind: { notIn: allowed } }] }, orderBy: { kind: "asc" } }),
  );
  return given.map(({ kind }) => ({ kind: "kind not allowed", about: kind }));
}

const lookedBack = ({ clock }: World): Date => new Date(clock.now().getTime() - COMPARED_FOR_MS);

const toCompare = (world: World) =>
  ({
    shopId: world.shopId,
    state: { in: ["issued", "used", "needs review"] },
    kind: { not: "cash" },
    requestedAt: { gte: lookedBack(world) },
  }) satisfies Prisma.RewardWhereInput;

/** Store credit bears no mark it could be found by, and a sent product's order asks for itself (note-reward-use). */
function readReturned(world: World, kinds: RewardKind[]): Promise<Reward[]> {
  const { shopId } = world;
  const findable = kinds.filter((kind) => kind === "product code" || kind === "gift card");
  return world.transaction(({ db }) =>
    db.reward.findMany({
      where: { shopId, state: { in: ["failed", "expired"] }, kind: { in: findable }, requestedAt: { gte: lookedBack(world) } },
      orderBy: [{ requestedAt: "desc" }, { rewardId: "asc" }],
      take: MOST_RETURNED,
    }),
  );
}

async function compareReturned(world: World, reward: Reward): Promise<ProblemKind | null> {
  try {
    if (!(await works(world, reward))) return null;
  } catch (problem) {
    if (problem instanceof ShopProblem && problem.kind === "refused") return "reward not answered";
    throw problem;
  }
  const { rewardId } = reward;
  await world.transaction(({ queue }) => queue.add("reward.issue", { rewardId }, { onceKey: rewardId }));
  return "returned reward works";
}

async function works(world: World, { kind, rewardId, code, shopifyId }: Reward): Promise<boolean> {
  if (kind === "gift card")
    return !onlyItsEndIsKnown(code) && ((await world.shop.findGiftCard({ code, note: rewardTitle(rewardId) }))?.enabled ?? false);
  const discountId = shopifyId ?? (await ourDiscount(world, { rewardId, code }));
  return discountId !== null && (await world.shop.readDiscountState(discountId)) === "working";
}

async function ourDiscount(world: World, { rewardId, code }: Pick<Reward, "rewardId" | "code">): Promise<string | null> {
  const found = await world.shop.findDiscountByCode(code);
  return found?.title === rewardTitle(rewardId) ? found.discountId : null;
}

function readPage(world: World, kinds: RewardKind[], last: Reward | null): Promise<Reward[]> {
  return world.transaction(({ db }) =>
    db.reward.findMany({
      where: {
        AND: [toCompare(world), { kind: { in: kinds } }],
        ...(last && {
          OR: [{ requestedAt: { lt: last.requestedAt } }, { requestedAt: last.requestedAt, rewardId: { gt: last.rewardId } }],
        }),
      },
      orderBy: [{ requestedAt: "desc" }, { rewardId: "asc" }],
      take: PAGE,
    }),
  );
}

type Found = ProblemKind | Omit<ReconciliationProblem, "about"> | null;

async function compareOne(world: World, reward: Reward, credits: Map<string, StoreCreditMovement[]>): Promise<Found> {
  try {
    if (reward.state === "needs review") return await compareWaiting(world, reward);
    // That they have it is their owner's word: Shopify could not say which is theirs.
    if (reward.shopifyId === null) return null;
    if (FOUND_BY_SEARCH.includes(reward.kind) && world.clock.now().getTime() - (reward.issuedAt?.getTime() ?? 0) < INDEX_LAGS_MS)
      return null;
    switch (reward.kind) {
      case "product code":
        return await compareCode(world, reward);
      case "product sent":
        return (await world.shop.findDraft(rewardTag(reward.rewardId))) ? null : "draft gone";
      case "gift card":
        return await compareGiftCard(world, reward);
      case "store credit":
        return await compareCredit(world, reward, credits);
      default:
        return null;
    }
  } catch (problem) {
    if (problem instanceof ShopProblem && problem.kind === "refused") return "reward not answered";
    throw problem;
  }
}

/** A code that was used has done its work, and one whose days are over may end. */
async function compareCode(world: World, reward: Reward): Promise<Found> {
  const { state, dueAt } = reward;
  if (state !== "issued" || (dueAt && dueAt <= world.clock.now())) return null;
  const found = await world.shop.readRewardDiscount(reward.shopifyId!);
  if (typeof found === "string") return found === "gone" ? "reward code gone" : "reward code ended";
  const differs = codeDifferences(reward, found, world.clock.now());
  return differs.length ? { kind: "reward code changed", differs } : null;
}

async function compareGiftCard(world: World, { rewardId, code }: Reward): Promise<ProblemKind | null> {
  // Found after a backup was put back: nobody knows its whole code, and Shopify finds cards by nothing less.
  if (onlyItsEndIsKnown(code)) return null;
  const card = await world.shop.findGiftCard({ code, note: rewardTitle(rewardId) });
  if (!card) return "gift card gone";
  return card.enabled ? null : "gift card switched off";
}

async function compareCredit(world: World, reward: Reward, credits: Map<string, StoreCreditMovement[]>): Promise<ProblemKind | null> {
  const { buyerId, currency, shopifyId, priceMinor } = reward;
  const account = `${buyerId} ${currency}`;
  let movements = credits.get(account);
  if (!movements) credits.set(account, (movements = await world.shop.readStoreCredit({ buyerId, currency })));
  const ours = movements.find(({ transactionId }) => transactionId === shopifyId);
  if (ours) return ours.kind === "credit" && ours.amountMinor === priceMinor ? null : "store credit gone";
  const issuedAt = reward.issuedAt ?? reward.requestedAt;
  const allYounger = movements.length >= MOVEMENTS_LISTED && movements.every(({ at }) => at > issuedAt);
  return allYounger ? null : "store credit gone";
}

/** Helps the owner to settle it: is there what it would be known by? Of store credit nobody can say, since it carries no key of ours. */
async function compareWaiting(world: World, { kind, rewardId, code, undone, settlingAt }: Reward): Promise<ProblemKind | null> {
  // What became of its order is known; and where it goes back already, nothing is left to say.
  if (undone || settlingAt) return null;
  const is = (there: boolean): ProblemKind => (there ? "waiting reward is there" : "waiting reward is not there");
  if (kind === "product code") return is((await ourDiscount(world, { rewardId, code })) !== null);
  if (kind === "gift card") return is((await world.shop.findGiftCard({ code, note: rewardTitle(rewardId) })) !== null);
  // A draft that became no order sends nothing.
  if (kind === "product sent") return is(Boolean((await world.shop.findDraft(rewardTag(rewardId)))?.orderId));
  return null;
}
