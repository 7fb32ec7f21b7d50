/**
 * Gives a reward through Shopify, once. What makes it once differs by kind (way.ts); the frame is the same: we look before every
 * attempt and after every refusal, adopt what is there, and give the money back only when it is not. A broken line decides
 * nothing; after three days of not knowing, a person does.
 */
import { CodeTaken, ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import type { RewardKind } from "../program/program";
import { CallUnderWay } from "./one-call.server";
import { giveBackReward } from "./give-back-reward.server";
import { lookForStrays } from "./look-for-strays.server";
import { readHeld } from "./read-held.server";
import { needsApproval, tryAgainAt, undecidable } from "./reward";
import { NotAsAgreed, type Found, type GivenReward, type Way } from "./way";
import { wayOf } from "./way-of.server";

export type Issued =
  | { outcome: "issued"; shopifyId: string }
  /** Shopify said no; what it cost was given back. */
  | { outcome: "failed"; reason: string }
  /** Not known yet; another attempt is in the queue. */
  | { outcome: "later"; reason: string }
  | { outcome: "needs review"; reason: string }
  | { outcome: "waits for the owner" }
  /** Shopify shows something that may be theirs and that we do not know: the owner says first what it is. */
  | { outcome: "held" }
  | { outcome: "reward unknown" };

/** A job. May run any number of times, also at once: one reward, one debit. Outcomes: see Issued. */
export async function issueReward(world: World, { rewardId }: { rewardId: string }): Promise<Issued> {
  const { shopId } = world;
  const reward = await world.transaction(({ db }) => db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } } }));
  if (!reward) return { outcome: "reward unknown" };
  const { state, reason, shopifyId, approvedAt } = reward;
  if (state === "issued" || state === "used") return { outcome: "issued", shopifyId: shopifyId ?? "" };
  if (state === "needs review") return { outcome: "needs review", reason: reason ?? "" };
  const kind = reward.kind as RewardKind;
  if (needsApproval(kind) && !approvedAt)
    return state === "failed" ? { outcome: "failed", reason: reason ?? "" } : { outcome: "waits for the owner" };
  try {
    if (kind === "cash") return await lookBeforePaying(world, reward, reason ?? "");
    const way = wayOf(kind);
    if (state === "failed" || state === "expired") return await withdraw(world, way, reward, reason ?? "");
    return await settle(world, way, reward);
  } catch (problem) {
    if (!(problem instanceof ShopProblem)) throw problem;
    return notKnown(world, reward, problem);
  }
}

/** Money is paid past us: before it stands on a list, it must be known whether they had it in another form. */
async function lookBeforePaying(world: World, reward: GivenReward & { state: string }, reason: string): Promise<Issued> {
  if (reward.state === "failed") return { outcome: "failed", reason };
  if (reward.state === "requested" && (await isHeld(world, reward))) return { outcome: "held" };
  const { shopId, clock } = world;
  const { rewardId } = reward;
  await world.transaction(({ db }) =>
    db.reward.updateMany({ where: { shopId, rewardId, state: "requested", clearedAt: null }, data: { clearedAt: clock.now() } }),
  );
  return { outcome: "waits for the owner" };
}

async function settle(world: World, way: Way, reward: Tried): Promise<Issued> {
  const found = await way.look(world, reward);
  const known = await whatIsKnown(world, way, reward, found);
  if (known) return known;
  if (await isHeld(world, reward)) return held(world, reward);
  try {
    const { shopifyId } = await way.give(world, reward);
    return await record(world, way, reward, shopifyId);
  } catch (problem) {
    if (!(problem instanceof ShopProblem) || problem.kind !== "refused") throw problem;
    // "Taken" may mean: by ourselves, a moment ago.
    const late = await whatIsKnown(world, way, reward, await way.look(world, reward));
    // A code that nobody else can have is taken, and Shopify's search does not show it yet: that is no proof that nothing was given.
    if (!late && problem instanceof CodeTaken) throw new ShopProblem("unknown", problem.message);
    if (!late && problem instanceof NotAsAgreed) return askOwnerAgain(world, reward, problem.message);
    return late ?? giveBack(world, way, reward, problem.message);
  }
}

/** null: it is not there. */
async function whatIsKnown(world: World, way: Way, reward: GivenReward, found: Found): Promise<Issued | null> {
  if (found.is === "there") return record(world, way, reward, found.shopifyId);
  if (found.is === "another's")
    return review(world, reward, "Another discount of the store uses this reward's code. Nothing of it was touched.");
  return found.is === "cannot tell" ? review(world, reward, found.why) : null;
}

/** What the owner said yes to is not what would happen: it waits for them as before their yes, with what happened. */
function askOwnerAgain(world: World, { rewardId, approvedAt }: Tried, reason: string): Promise<Issued> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Issued> => {
    await db.reward.updateMany({
      // Not while another attempt is at it, and not what was said yes to anew.
      where: { shopId, rewardId, state: "requested", approvedAt, calledAt: null },
      data: { approvedAt: null, approvedBy: null, agreedMark: null, triedAt: null, reason },
    });
    return { outcome: "waits for the owner" };
  });
}

/** Our own memory may be an older one, put back from a backup: what was given meanwhile must not be given again. */
async function isHeld(world: World, { buyerId }: GivenReward): Promise<boolean> {
  if (await readHeld(world, { buyerId })) return true;
  await lookForStrays(world, { buyerId });
  // Whoever was quicker to write it down: another attempt, or the hour's comparison, may have found it at the same moment.
  return readHeld(world, { buyerId });
}

/** Shopify has answered: what it did not answer before is no part of a silence that begins after the owner's word. */
async function held({ shopId, transaction }: World, { rewardId, triedAt }: Tried): Promise<Issued> {
  if (triedAt) await transaction(({ db }) => db.reward.updateMany({ where: { shopId, rewardId, triedAt }, data: { triedAt: null } }));
  return { outcome: "held" };
}

const GIVEN_ALL_THE_SAME = "Its cost had been given back, and yet Shopify gave it.";

/** It is there. If meanwhile somebody gave the money back, it is taken away again, where that can be. */
async function record(world: World, way: Way, reward: GivenReward, shopifyId: string): Promise<Issued> {
  const { shopId, clock } = world;
  const { rewardId } = reward;
  const state = await world.transaction(async ({ db, queue }) => {
    const order = way.makesOrder ? { usedOrderId: shopifyId } : {};
    // The reward names its order: we hold it too, whatever becomes of the webhook that tells of it.
    if (way.makesOrder) await queue.add("order.refresh", { orderId: shopifyId }, { onceKey: shopifyId });
    await db.reward.updateMany({
      where: { shopId, rewardId, state: "requested" },
      data: { state: "issued", shopifyId, issuedAt: clock.now(), reason: null, ...order },
    });
    const now = await db.reward.findUniqueOrThrow({ where: { shopId_rewardId: { shopId, rewardId } } });
    if (now.state !== "failed" || way.takeBack) return now.state;
    await db.reward.update({
      where: { shopId_rewardId: { shopId, rewardId } },
      data: { state: "needs review", shopifyId, reason: GIVEN_ALL_THE_SAME },
    });
    return "needs review";
  });
  if (state === "needs review") return { outcome: "needs review", reason: GIVEN_ALL_THE_SAME };
  if (state !== "failed") return { outcome: "issued", shopifyId };
  await way.takeBack!(world, shopifyId);
  return { outcome: "failed", reason: "What it cost had been given back, so it was taken away again." };
}

/** A failed reward that turns up after all must not be used. */
async function withdraw(world: World, way: Way, reward: GivenReward, reason: string): Promise<Issued> {
  const found = await way.look(world, reward);
  if (found.is === "there") {
    if (!way.takeBack) return record(world, way, reward, found.shopifyId);
    await way.takeBack(world, found.shopifyId);
  }
  return { outcome: "failed", reason };
}

async function giveBack(world: World, way: Way, reward: GivenReward, reason: string): Promise<Issued> {
  const { rewardId } = reward;
  await way.tidy?.(world, reward);
  const given = await giveBackReward(world, { rewardId, reason });
  return given.outcome === "given back" ? { outcome: "failed", reason } : { outcome: "issued", shopifyId: given.shopifyId ?? "" };
}

function review(world: World, { rewardId }: GivenReward, reason: string): Promise<Issued> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Issued> => {
    await db.reward.updateMany({ where: { shopId, rewardId, state: "requested" }, data: { state: "needs review", reason } });
    return { outcome: "needs review", reason };
  });
}

type Tried = GivenReward & { kind: string; state: string; approvedAt: Date | null; triedAt: Date | null };

/** The line broke or Shopify was busy: the next attempt looks first. The queue's own attempts are too few for a long outage. */
function notKnown(world: World, reward: Tried, problem: ShopProblem): Promise<Issued> {
  const { clock } = world;
  if (problem instanceof CallUnderWay) return later(world, reward, problem, problem.since);
  const since = reward.triedAt ?? clock.now();
  const decided = reward.state === "failed" || reward.state === "expired";
  // Its cost is given back; each hour's comparison sees whether it works all the same.
  if (decided && undecidable(since, clock.now())) return Promise.resolve({ outcome: "failed", reason: problem.message });
  if (reward.kind !== "cash" && undecidable(since, clock.now()))
    return review(world, reward, `Shopify has not answered clearly for three days. The last it said: ${problem.message}`);
  return later(world, reward, problem, since);
}

function later(world: World, { rewardId }: Tried, problem: ShopProblem, since: Date): Promise<Issued> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db, queue }): Promise<Issued> => {
    if (!(problem instanceof CallUnderWay))
      await db.reward.updateMany({ where: { shopId, rewardId, triedAt: null }, data: { triedAt: clock.now() } });
    await queue.add("reward.issue", { rewardId }, { at: tryAgainAt(since, clock.now()), onceKey: rewardId });
    return { outcome: "later", reason: problem.message };
  });
}
