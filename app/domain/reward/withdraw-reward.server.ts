/**
 * An owner said that a reward goes back: what Shopify has of it is taken back, and then its cost is the ambassador's again. That it
 * goes back is written down before the call, since a gift card that was switched off is off for good: nobody can win against it
 * afterwards, and a job carries it to its end if whoever pressed cannot.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import type { RewardKind } from "../program/program";
import { lockReward, type LockedReward } from "./lock-reward.server";
import { CALL_MAY_LAST_MS } from "./one-call.server";
import { returnPrice } from "./return-price.server";
import { wayOf } from "./way-of.server";

/** Whoever pressed does it at once; the job comes when they surely no longer do. @param shopifyId what Shopify has of it; null: nothing */
export function claimWithdrawal(
  world: World,
  { rewardId, shopifyId }: { rewardId: string; shopifyId: string | null },
): Promise<"claimed" | "not waiting" | "was used"> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db, queue }) => {
    const reward = await lockReward(world, { rewardId });
    if (reward?.state !== "needs review") return "not waiting";
    if (reward.usedOrderId && !reward.undone) return "was used";
    // Somebody else said the same.
    if (reward.settlingAt) return "claimed";
    await db.reward.update({ where: { shopId_rewardId: { shopId, rewardId } }, data: { settlingAt: clock.now(), shopifyId } });
    await queue.add("reward.withdraw", { rewardId }, { at: new Date(clock.now().getTime() + CALL_MAY_LAST_MS), onceKey: rewardId });
    return "claimed";
  });
}

export type Withdrawn =
  | { outcome: "given back" }
  /** Meanwhile an order took it: it stays taken. */
  | { outcome: "was used" }
  /** Shopify has it and would not take it back: the owner says anew. */
  | { outcome: "was given" }
  /** Nobody said that it goes back. */
  | { outcome: "not waiting" };

/**
 * A job, and the press itself; any number of times, also at once. Throws ShopProblem while Shopify cannot be asked. Outcomes: see Withdrawn.
 * @param unseen it is their owner's word that it is not there, or switched off: where Shopify does not let us ask, that is enough
 */
export async function withdrawReward(
  world: World,
  { rewardId, unseen = false }: { rewardId: string; unseen?: boolean },
): Promise<Withdrawn> {
  const { shopId } = world;
  const reward = await world.transaction(({ db }) => db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } } }));
  if (!reward) return { outcome: "not waiting" };
  if (!reward.settlingAt) return ended(reward);
  // With nothing of it known in Shopify, their owner has looked, or we have.
  const refusal = await unlessForbidden(unseen || !reward.shopifyId, () => takeBack(world, reward));
  return world.transaction(async ({ db }): Promise<Withdrawn> => {
    const now = await lockReward(world, { rewardId });
    if (!now?.settlingAt) return ended(now ?? reward);
    const itself = { shopId_rewardId: { shopId, rewardId } };
    if (refusal !== null) {
      await db.reward.update({ where: itself, data: { settlingAt: null, reason: `Shopify would not take it back: ${refusal}` } });
      return { outcome: "was given" };
    }
    await db.reward.update({
      where: itself,
      data: { state: "failed", settlingAt: null, reason: "You settled it: what it cost was given back." },
    });
    await returnPrice(world, now, "reward given back");
    return { outcome: "given back" };
  });
}

const ended = ({ state }: LockedReward): Withdrawn => ({
  outcome: state === "failed" ? "given back" : state === "issued" || state === "used" ? "was used" : "not waiting",
});

/** @param word that nothing is there suffices where Shopify does not let us ask */
async function unlessForbidden(word: boolean, work: () => Promise<string | null>): Promise<string | null> {
  try {
    return await work();
  } catch (problem) {
    if (word && problem instanceof ShopProblem && problem.kind === "needs permission") return null;
    throw problem;
  }
}

/** @returns why Shopify would not; null: nobody can use it any more, also because the merchant deleted it */
async function takeBack(world: World, reward: LockedReward): Promise<string | null> {
  const way = wayOf(reward.kind as Exclude<RewardKind, "cash">);
  const { shopifyId } = reward;
  if (!shopifyId) {
    // What an order came of is half made no more.
    if (!reward.undone) await way.tidy?.(world, reward);
    return null;
  }
  if (!way.takeBack) {
    invariant(reward.undone, "what cannot be taken back goes back only where its order came to nothing");
    return null;
  }
  try {
    await way.takeBack(world, shopifyId);
    return null;
  } catch (problem) {
    if (!(problem instanceof ShopProblem) || problem.kind !== "refused") throw problem;
    const found = await way.look(world, reward);
    return found.is === "there" ? problem.message : null;
  }
}
