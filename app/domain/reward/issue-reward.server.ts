/**
 * Makes a reward's code in Shopify, once. The reward's own code is what makes it once: Shopify takes a code only one
 * time, so we look for it before every attempt and after every refusal, adopt it when it is there, and give the money
 * back only when it is not. A broken line decides nothing; after three days of not knowing, a person does.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { appendEntry } from "../ledger/append-entry.server";
import { rewardEndsAt, rewardTitle, tryAgainAt, undecidable } from "./reward";

export type Issued =
  | { outcome: "issued"; shopifyId: string }
  /** Shopify said no; what it cost was given back. */
  | { outcome: "failed"; reason: string }
  /** Not known yet; another attempt is in the queue. */
  | { outcome: "later"; reason: string }
  | { outcome: "needs review"; reason: string }
  | { outcome: "reward unknown" };

type Reward = {
  rewardId: string;
  buyerId: string;
  variantId: string;
  priceMinor: bigint;
  currency: string;
  code: string;
  requestedAt: Date;
};

/** A job. May run any number of times, also at once: one code, one debit. Outcomes: see Issued. */
export async function issueReward(world: World, { rewardId }: { rewardId: string }): Promise<Issued> {
  const { shopId } = world;
  const reward = await world.transaction(({ db }) => db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } } }));
  if (!reward) return { outcome: "reward unknown" };
  const { state, reason, shopifyId } = reward;
  if (state === "issued" || state === "used") return { outcome: "issued", shopifyId: shopifyId ?? "" };
  if (state === "needs review") return { outcome: "needs review", reason: reason ?? "" };
  try {
    if (state === "failed" || state === "expired") return await withdraw(world, reward, reason ?? "");
    return await settle(world, reward);
  } catch (problem) {
    if (!(problem instanceof ShopProblem)) throw problem;
    return notKnown(world, reward, problem);
  }
}

async function settle(world: World, reward: Reward): Promise<Issued> {
  const found = await lookUp(world, reward);
  if (found) return found === "another's" ? review(world, reward, codeTaken) : record(world, reward, found.discountId);
  try {
    const startsAt = new Date(reward.requestedAt.getTime() - 60_000);
    const made = await world.shop.createRewardDiscount({
      title: rewardTitle(reward.rewardId),
      code: reward.code,
      buyerId: reward.buyerId,
      variantId: reward.variantId,
      amountMinor: reward.priceMinor,
      currency: reward.currency,
      startsAt,
      endsAt: rewardEndsAt(reward.requestedAt),
    });
    return record(world, reward, made.discountId);
  } catch (problem) {
    if (!(problem instanceof ShopProblem) || problem.kind !== "refused") throw problem;
    // "Taken" may mean: by ourselves, a moment ago.
    const late = await lookUp(world, reward);
    if (late === "another's") return review(world, reward, codeTaken);
    return late ? record(world, reward, late.discountId) : giveBack(world, reward, problem.message);
  }
}

const codeTaken = "Another discount of the store uses this reward's code. Nothing of it was touched.";

async function lookUp(world: World, { rewardId, code }: Reward): Promise<{ discountId: string } | "another's" | null> {
  const found = await world.shop.findDiscountByCode(code);
  if (!found) return null;
  return found.title === rewardTitle(rewardId) ? found : "another's";
}

/** The code is there. If meanwhile somebody gave the money back, the code is taken away again. */
async function record(world: World, reward: Reward, shopifyId: string): Promise<Issued> {
  const { shopId, clock } = world;
  const { rewardId } = reward;
  const kept = await world.transaction(async ({ db }) => {
    await db.reward.updateMany({
      where: { shopId, rewardId, state: "requested" },
      data: { state: "issued", shopifyId, issuedAt: clock.now(), reason: null },
    });
    const { state } = await db.reward.findUniqueOrThrow({ where: { shopId_rewardId: { shopId, rewardId } } });
    return state !== "failed";
  });
  if (kept) return { outcome: "issued", shopifyId };
  await world.shop.deactivateDiscount(shopifyId);
  return { outcome: "failed", reason: "What it cost had been given back, so the code was taken away again." };
}

/** A failed reward whose code turns up after all must not be used. */
async function withdraw(world: World, reward: Reward, reason: string): Promise<Issued> {
  const found = await lookUp(world, reward);
  if (found && found !== "another's") await world.shop.deactivateDiscount(found.discountId);
  return { outcome: "failed", reason };
}

function giveBack(world: World, { rewardId, priceMinor, currency }: Reward, reason: string): Promise<Issued> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Issued> => {
    const { count } = await db.reward.updateMany({ where: { shopId, rewardId, state: "requested" }, data: { state: "failed", reason } });
    const { ambassadorId, programId, state, shopifyId } = await db.reward.findUniqueOrThrow({
      where: { shopId_rewardId: { shopId, rewardId } },
    });
    if (count === 0 && state !== "failed") return { outcome: "issued", shopifyId: shopifyId ?? "" };
    await appendEntry(world, {
      from: { kind: "redeemed", ambassadorId, programId },
      to: { kind: "earned", ambassadorId, programId },
      amountMinor: priceMinor,
      currency,
      reason: "reward given back",
      source: { kind: "reward", id: rewardId },
      idempotencyKey: `reward:${rewardId}:given back`,
    });
    return { outcome: "failed", reason };
  });
}

function review(world: World, { rewardId }: Reward, reason: string): Promise<Issued> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<Issued> => {
    await db.reward.updateMany({ where: { shopId, rewardId, state: "requested" }, data: { state: "needs review", reason } });
    return { outcome: "needs review", reason };
  });
}

/** The line broke or Shopify was busy: the next attempt looks first. The queue's own attempts are too few for a long outage. */
function notKnown(world: World, reward: Reward, problem: ShopProblem): Promise<Issued> {
  const { clock } = world;
  if (undecidable(reward.requestedAt, clock.now()))
    return review(world, reward, `Shopify has not answered clearly for three days. The last it said: ${problem.message}`);
  return world.transaction(async ({ queue }): Promise<Issued> => {
    await queue.add(
      "reward.issue",
      { rewardId: reward.rewardId },
      { at: tryAgainAt(reward.requestedAt, clock.now()), onceKey: reward.rewardId },
    );
    return { outcome: "later", reason: problem.message };
  });
}
