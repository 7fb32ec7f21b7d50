/**
 * An owner settles a reward that nobody else can: they have it, or its cost is given back. Shopify is asked once more: what is there
 * becomes theirs, or is taken back before the cost is given back, so that one press never leaves both money and reward. A verdict that
 * takes something back is written down first, so that of two owners who press at once one has won before anything is switched off. A
 * reward that was taken although its cost had been given back is charged again as far as the balance reaches; the rest, or all of it,
 * the owner may let them off.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import { appendEntry } from "../ledger/append-entry.server";
import type { EntryReason } from "../ledger/ledger";
import { readBalance } from "../ledger/read-balance.server";
import type { RewardKind } from "../program/program";
import { claimStray } from "./claim-stray.server";
import { lockReward, type LockedReward } from "./lock-reward.server";
import { readTaken } from "./read-taken.server";
import type { Found, Way } from "./way";
import { wayOf } from "./way-of.server";
import { claimWithdrawal, withdrawReward } from "./withdraw-reward.server";

/**
 * "give back unseen": Shopify does not let us look (any more), and the owner's word is that it is not there, or switched off.
 * "forgive": they have it, and where its cost was given back before, that is a present. "forgive the rest": what they lack for it is.
 */
export const REWARD_VERDICTS = ["they have it", "give back", "give back unseen", "forgive", "forgive the rest"] as const;
export type RewardVerdict = (typeof REWARD_VERDICTS)[number];

export type SettledReward =
  | { outcome: "settled"; state: "issued" | "used" | "failed" }
  /** Settled meanwhile, or it needs nobody. */
  | { outcome: "not waiting" }
  /** Somebody said before that it goes back, and Shopify is being asked: it cannot become theirs any more. */
  | { outcome: "being given back" }
  /** It goes back, and Shopify has not answered yet: a job goes on asking. */
  | { outcome: "under way" }
  /** An order took it: there is nothing to give back. */
  | { outcome: "was used" }
  /** Shopify shows that it was given, and that cannot be taken back. */
  | { outcome: "was given" }
  /** It costs more than they have now; the rest can be let off. */
  | { outcome: "balance too low"; lackMinor: bigint; currency: string }
  /** Shopify does not let us look; nothing was changed. "give back unseen" says that the owner has looked. */
  | { outcome: "permission missing" }
  /** Shopify could not be asked whether the code is there; nothing was changed. */
  | { outcome: "try later" }
  | { outcome: "reward unknown" };

/** @param forgiveMinor of "forgive the rest": what the owner read that they lack; no more is let off. Outcomes: see SettledReward. */
export async function settleReward(
  world: World,
  { rewardId, verdict, forgiveMinor = 0n }: { rewardId: string; verdict: RewardVerdict; forgiveMinor?: bigint },
): Promise<SettledReward> {
  const { shopId } = world;
  const reward = await world.transaction(({ db }) => db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } } }));
  if (!reward) return { outcome: "reward unknown" };
  if (reward.state !== "needs review") return { outcome: "not waiting" };
  invariant(reward.kind !== "cash", "cash goes through no call that could stay unclear");
  const way = wayOf(reward.kind as Exclude<RewardKind, "cash">);
  if (verdict === "give back" || verdict === "give back unseen") return giveBack(world, way, reward, verdict === "give back unseen");
  if (reward.settlingAt) return { outcome: "being given back" };
  // Whom an order gave it, it was given.
  const seen = reward.usedOrderId ? "not looked" : await look(world, way, reward);
  return seen === "try later" ? { outcome: seen } : keep(world, reward, seen, { verdict, forgiveMinor });
}

type Seen = Found | "not looked" | "permission missing" | "try later";

async function look(world: World, way: Way, reward: LockedReward): Promise<Seen> {
  try {
    return await way.look(world, reward);
  } catch (problem) {
    if (!(problem instanceof ShopProblem)) throw problem;
    return problem.kind === "needs permission" ? "permission missing" : "try later";
  }
}

async function giveBack(world: World, way: Way, reward: LockedReward, unseen: boolean): Promise<SettledReward> {
  const { rewardId } = reward;
  if (!reward.settlingAt) {
    if (reward.usedOrderId && !reward.undone) return { outcome: "was used" };
    // What a cancelled order was to bring is in no other place.
    const seen = reward.undone && way.makesOrder ? "not looked" : await look(world, way, reward);
    if (seen === "try later" || (seen === "permission missing" && !unseen)) return { outcome: seen };
    const there = typeof seen === "object" && seen.is === "there" ? seen.shopifyId : seen === "not looked" ? null : reward.shopifyId;
    if (there && !way.takeBack) return { outcome: "was given" };
    const claimed = await claimWithdrawal(world, { rewardId, shopifyId: seen === "permission missing" ? null : there });
    if (claimed !== "claimed") return { outcome: claimed };
  }
  try {
    const { outcome } = await withdrawReward(world, { rewardId, unseen });
    return outcome === "given back" ? { outcome: "settled", state: "failed" } : { outcome };
  } catch (problem) {
    if (!(problem instanceof ShopProblem)) throw problem;
    return { outcome: problem.kind === "needs permission" ? "permission missing" : "under way" };
  }
}

/** The verdicts that leave it with them. */
type Keeping = { verdict: Exclude<RewardVerdict, "give back" | "give back unseen">; forgiveMinor: bigint };

function keep(
  world: World,
  { rewardId, ...wish }: LockedReward,
  seen: Exclude<Seen, "try later">,
  keeping: Keeping,
): Promise<SettledReward> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }): Promise<SettledReward> => {
    const found = await claimStray(world, wish);
    const reward = await lockReward(world, { rewardId });
    if (reward?.state !== "needs review") return { outcome: "not waiting" };
    if (reward.settlingAt) return { outcome: "being given back" };
    const charged = await chargeAgain(world, reward, keeping);
    if (charged) return charged;
    const given = givenAs(reward, seen);
    await db.reward.update({
      where: { shopId_rewardId: { shopId, rewardId } },
      data: {
        ...{ ...given, shopifyId: given.shopifyId ?? found?.shopifyId ?? null },
        ...{ issuedAt: reward.issuedAt ?? clock.now(), reason: "You settled it: they have it." },
      },
    });
    if (found && given.shopifyId === null)
      await db.stray.update({
        where: { shopId_strayId: { shopId, strayId: found.strayId } },
        data: { answer: "given", answeredBy: "owner", answeredAt: clock.now() },
      });
    return { outcome: "settled", state: given.state };
  });
}

/** A code that is there is theirs to use; what an order brought, or was to bring, they have had. */
function givenAs(reward: LockedReward, seen: Exclude<Seen, "try later">): { state: "issued" | "used"; shopifyId: string | null } {
  const { kind, usedOrderId, undone, shopifyId } = reward;
  if (usedOrderId) return kind === "product sent" && !undone ? { state: "issued", shopifyId: usedOrderId } : { state: "used", shopifyId };
  const there = typeof seen === "object" && seen.is === "there" ? seen.shopifyId : shopifyId;
  return { state: there || kind !== "product code" || seen === "permission missing" ? "issued" : "used", shopifyId: there };
}

/** Only where its cost had been given back. @returns why not, where they have less than it costs and the owner does not let it go */
async function chargeAgain(world: World, reward: LockedReward, { verdict, forgiveMinor }: Keeping): Promise<SettledReward | null> {
  const { rewardId, programId, ambassadorId, priceMinor, currency } = reward;
  const { takenMinor, times } = await readTaken(world, { rewardId });
  if (takenMinor > 0n) return null;
  const { earnedMinor } = await readBalance(world, { ambassadorId, programId });
  const lackMinor = lackFor(priceMinor, earnedMinor);
  const mayForgiveMinor = { "they have it": 0n, "forgive the rest": forgiveMinor, forgive: priceMinor }[verdict];
  if (lackMinor > mayForgiveMinor) return { outcome: "balance too low", lackMinor, currency };
  const forgivenMinor = verdict === "forgive" ? priceMinor : lackMinor;
  const [earned, redeemed] = (["earned", "redeemed"] as const).map((kind) => ({ kind, ambassadorId, programId }));
  const post = (movement: Movement, amountMinor: bigint, key: string) =>
    appendEntry(world, {
      ...{ ...movement, amountMinor, currency, source: { kind: "reward", id: rewardId } },
      idempotencyKey: `reward:${rewardId}:${key}:${times + 1}`,
    });
  if (forgivenMinor > 0n) await post({ from: { kind: "program", programId }, to: earned, reason: "forgiven" }, forgivenMinor, "forgiven");
  await post({ from: earned, to: redeemed, reason: "reward taken" }, priceMinor, "taken");
  return null;
}

type Movement = { from: Parameters<typeof appendEntry>[1]["from"]; to: Parameters<typeof appendEntry>[1]["to"]; reason: EntryReason };

/** What is missing for it; a debt of before is no part of it, and stays. */
export const lackFor = (priceMinor: bigint, earnedMinor: bigint): bigint => {
  const has = earnedMinor > 0n ? earnedMinor : 0n;
  return priceMinor > has ? priceMinor - has : 0n;
};
