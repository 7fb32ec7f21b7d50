/**
 * An owner settles a reward that nobody else can: they have it, or its cost is given back. Shopify is asked once more: what is
 * there becomes theirs, or is taken back before the cost is given back, so that one press never leaves both money and reward. A
 * reward that was taken although its cost had been given back is charged again, or forgiven by an entry of its own.
 */
import { ShopProblem } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { invariant } from "../invariant";
import { appendEntry } from "../ledger/append-entry.server";
import type { EntryReason } from "../ledger/ledger";
import type { RewardKind } from "../program/program";
import { lockReward } from "./lock-reward.server";
import { returnPrice } from "./return-price.server";
import { wayOf } from "./way-of.server";

export const REWARD_VERDICTS = ["they have it", "give back", "forgive"] as const;
export type RewardVerdict = (typeof REWARD_VERDICTS)[number];

export type SettledReward =
  | { outcome: "settled"; state: "issued" | "used" | "failed" }
  /** Settled meanwhile, or it needs nobody. */
  | { outcome: "not waiting" }
  /** An order took it: there is nothing to give back. */
  | { outcome: "was used" }
  /** Shopify shows that it was given, and that cannot be taken back. */
  | { outcome: "was given" }
  /** Shopify could not be asked whether the code is there; nothing was changed. */
  | { outcome: "try later" }
  | { outcome: "reward unknown" };

type Waiting = NonNullable<Awaited<ReturnType<Tx["db"]["reward"]["findUnique"]>>>;

/** Outcomes: see SettledReward. "forgive" is "they have it", with the cost given as a present where it was taken again. */
export async function settleReward(
  world: World,
  { rewardId, verdict }: { rewardId: string; verdict: RewardVerdict },
): Promise<SettledReward> {
  const { shopId } = world;
  const reward = await world.transaction(({ db }) => db.reward.findUnique({ where: { shopId_rewardId: { shopId, rewardId } } }));
  if (!reward) return { outcome: "reward unknown" };
  if (reward.state !== "needs review") return { outcome: "not waiting" };
  if (reward.usedOrderId) return verdict === "give back" ? { outcome: "was used" } : keep(world, reward, null, verdict === "forgive");
  invariant(reward.kind !== "cash", "cash goes through no call that could stay unclear");
  const way = wayOf(reward.kind as Exclude<RewardKind, "cash">);
  try {
    const found = await way.look(world, reward);
    const ours = found.is === "there" ? found.shopifyId : reward.shopifyId;
    if (verdict !== "give back") return await keep(world, reward, ours, verdict === "forgive");
    if (ours && !way.takeBack) return { outcome: "was given" };
    if (ours) await way.takeBack!(world, ours);
  } catch (problem) {
    if (!(problem instanceof ShopProblem) || problem.kind === "needs permission") throw problem;
    return { outcome: "try later" };
  }
  return giveBack(world, reward);
}

/** @param shopifyId what Shopify shows, when it is there: a code is theirs to use then */
function keep(world: World, looked: Waiting, shopifyId: string | null, forgive: boolean): Promise<SettledReward> {
  const { rewardId } = looked;
  const state = shopifyId || looked.kind !== "product code" ? "issued" : "used";
  return world.transaction(async ({ db }): Promise<SettledReward> => {
    const made = state === "issued" ? { shopifyId, issuedAt: world.clock.now() } : {};
    if (!(await settle(world, db, rewardId, { state, reason: "You settled it: they have it.", ...made })))
      return { outcome: "not waiting" };
    // Now that the row is ours: whose it is may have become one with another meanwhile.
    const reward = await db.reward.findUniqueOrThrow({ where: { shopId_rewardId: { shopId: world.shopId, rewardId } } });
    const { programId, ambassadorId } = reward;
    if ((await takenFor(db, reward)) > 0n) return { outcome: "settled", state };
    const [earned, redeemed] = (["earned", "redeemed"] as const).map((kind) => ({ kind, ambassadorId, programId }));
    await post(world, reward, { from: earned, to: redeemed, reason: "reward taken" }, "taken again");
    if (forgive) await post(world, reward, { from: { kind: "program", programId }, to: earned, reason: "forgiven" }, "forgiven");
    return { outcome: "settled", state };
  });
}

function giveBack(world: World, { rewardId }: Waiting): Promise<SettledReward> {
  return world.transaction(async ({ db }): Promise<SettledReward> => {
    const reason = "You settled it: what it cost was given back.";
    const reward = await lockReward(world, { rewardId });
    if (!reward || !(await settle(world, db, rewardId, { state: "failed", reason }))) return { outcome: "not waiting" };
    if ((await takenFor(db, reward)) > 0n) await returnPrice(world, reward, "reward given back");
    return { outcome: "settled", state: "failed" };
  });
}

/** @returns false when somebody else was quicker */
async function settle(world: World, db: Tx["db"], rewardId: string, data: Partial<Waiting>): Promise<boolean> {
  const { count } = await db.reward.updateMany({ where: { shopId: world.shopId, rewardId, state: "needs review" }, data });
  return count === 1;
}

/** What the ledger holds as taken for this reward now. */
async function takenFor(db: Tx["db"], { shopId, rewardId }: Waiting): Promise<bigint> {
  const [{ taken }] = await db.$queryRaw<{ taken: bigint }[]>`
    SELECT coalesce(sum(CASE WHEN t.kind = 'redeemed' THEN e.amount_minor WHEN f.kind = 'redeemed' THEN -e.amount_minor ELSE 0 END), 0)::bigint AS taken
    FROM entry e JOIN account f ON f.shop_id = e.shop_id AND f.account_id = e.from_account_id JOIN account t ON t.shop_id = e.shop_id AND t.account_id = e.to_account_id
    WHERE e.shop_id = ${shopId} AND e.source_kind = 'reward' AND e.source_id = ${rewardId}`;
  return taken;
}

type Movement = { from: Parameters<typeof appendEntry>[1]["from"]; to: Parameters<typeof appendEntry>[1]["to"]; reason: EntryReason };

const post = (world: World, { rewardId, priceMinor, currency }: Waiting, movement: Movement, key: string) =>
  appendEntry(world, {
    ...movement,
    amountMinor: priceMinor,
    currency,
    source: { kind: "reward", id: rewardId },
    idempotencyKey: `reward:${rewardId}:${key}`,
  });
