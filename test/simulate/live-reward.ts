/** What people press around rewards: an ambassador takes one, in any of the ways; an owner says yes or no, and that cash was paid. */
import { approveReward } from "~/domain/reward/approve-reward.server";
import { readOpenRewards } from "~/domain/insight/read-open-rewards.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { readDestination, type ReadDestination } from "~/domain/reward/read-destination.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { requestReward, type RewardRequest } from "~/domain/reward/request-reward.server";
import type { LifeEvent } from "./event.ts";
import type { Living } from "./live-event.ts";
import type { Stage } from "./stage.ts";

type Redeem = Extract<LifeEvent, { kind: "redeem" }>;

export async function redeem(living: Living, event: Redeem, ambassadorId: string): Promise<string> {
  const { stage } = living;
  const wish = await wishFor(stage, event, ambassadorId);
  if ("no" in wish) return wish.no;
  const take = (key: string) =>
    stage.press(
      `redeem ${event.reward} ${key}`,
      (world) => requestReward(world, { ...wish.request, ambassadorId, requestKey: key }),
      ({ outcome }) => outcome === "try later",
    );
  const keys = event.twice === "two keys" ? ["one", "two"] : event.twice === "same key" ? ["one", "one"] : ["one"];
  const answers = await Promise.all(keys.map((key) => take(`${event.reward} ${key}`)));
  const taken = new Map(
    answers.flatMap((one) => (one.outcome === "requested" || one.outcome === "same request" ? [[one.rewardId, one]] : [])),
  );
  const [first] = taken.values();
  if (first) living.rewards.set(event.reward, { rewardId: first.rewardId, code: first.code, place: event.place });
  const refused = new Set(answers.flatMap(({ outcome }) => (outcome === "requested" || outcome === "same request" ? [] : [outcome])));
  return `${taken.size} taken of ${wish.minor}${refused.size ? ` (${[...refused].sort().join(", ")})` : ""}`;
}

type Wish = { request: DistributiveOmit<RewardRequest, "ambassadorId" | "requestKey">; minor: bigint } | { no: string };
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

async function wishFor(stage: Stage, { of, item, share }: Redeem, ambassadorId: string): Promise<Wish> {
  if (of === "product code" || of === "product sent") {
    const [{ program_id: programId }] = await stage.sql<{ program_id: string }>("SELECT program_id::text FROM program WHERE shop_id = $1", [
      stage.shopId,
    ]);
    const { items } = await stage.look((world) => readShelf(world, { programId }));
    const { variantId, priceMinor } = items[item % items.length];
    const request = { variantId, shownMinor: priceMinor };
    if (of === "product code") return { request: { ...request, kind: of }, minor: priceMinor };
    const seen = await readPlace(stage, ambassadorId);
    // Without an address their page has no button that takes it.
    return seen.outcome === "address"
      ? { request: { ...request, kind: of, placeMark: seen.marks[0] }, minor: priceMinor }
      : { no: seen.outcome };
  }
  const [{ earned, friends }] = await stage.sql<{ earned: string; friends: number }>(THEIRS, [stage.shopId, ambassadorId]);
  // A tier once reached stays, so it may hang on which of two webhooks came first. Who asks is one by what stands at rest.
  if (of === "cash" && friends < ICON_FROM) return { no: `${friends} good friends make no icon` };
  const minor = BigInt(Math.floor(Math.max(0, Number(earned)) * share));
  return { request: { kind: of, amountMinor: minor }, minor };
}

/** Where it would go, as their page shows it before they take it. */
async function readPlace(stage: Stage, ambassadorId: string): Promise<ReadDestination> {
  const [{ buyer_id: buyerId }] = await stage.sql<{ buyer_id: string }>(
    "SELECT buyer_id FROM ambassador WHERE shop_id = $1 AND ambassador_id::text = $2",
    [stage.shopId, ambassadorId],
  );
  return stage.press(
    `where to ${ambassadorId}`,
    (world) => readDestination(world, { buyerId }),
    ({ outcome }) => outcome === "try later",
  );
}

/** Good referrals from which somebody is an insider, and an icon, in simulated shops: few, so that short lives have some. */
export const INSIDER_FROM = 1;
export const ICON_FROM = 2;

/** What an ambassador has, and for how many people's orders. */
const THEIRS = `
  WITH moved AS (
    SELECT e.source_kind, e.source_id, sum(CASE WHEN e.to_account_id = a.account_id THEN e.amount_minor ELSE -e.amount_minor END) AS amount
    FROM account a JOIN entry e ON e.shop_id = a.shop_id AND a.account_id IN (e.from_account_id, e.to_account_id)
    WHERE a.shop_id = $1 AND a.ambassador_id::text = $2 AND a.kind = 'earned' GROUP BY 1, 2)
  SELECT coalesce(sum(m.amount), 0)::text AS earned,
    count(DISTINCT coalesce(o.buyer_id, o.order_id)) FILTER (WHERE m.source_kind = 'order' AND m.amount > 0)::int AS friends
  FROM moved m LEFT JOIN orders o ON o.shop_id = $1 AND m.source_kind = 'order' AND o.order_id = m.source_id`;

type OwnersWord = Extract<LifeEvent, { kind: "answer" | "pay out" }>;

/** @returns the outcomes; said a second time, an answer is the same answer */
export function answerReward(living: Living, event: Extract<LifeEvent, { kind: "answer" }>): Promise<string> {
  return byOwners(living, event, async (world, rewardId, owner) => {
    if (!event.yes) return (await declineReward(world, { rewardId })).outcome;
    return approve(world, rewardId, owner);
  });
}

/** An owner reads where it would go, and sends it there, whatever their customer confirmed. */
async function approve(world: Stage["world"], rewardId: string, owner: string): Promise<string> {
  const { rewards } = await readOpenRewards(world, { which: "asked" });
  const sendTo = rewards.find((one) => one.rewardId === rewardId)?.sendTo;
  const seenMark = sendTo && "mark" in sendTo ? sendTo.mark : undefined;
  return (await approveReward(world, { rewardId, approvedBy: owner, seenMark, sure: true })).outcome;
}

export function payOut(living: Living, event: Extract<LifeEvent, { kind: "pay out" }>): Promise<string> {
  return byOwners(living, event, async (world, rewardId) => (await markPaid(world, { rewardId, sure: true })).outcome);
}

async function byOwners(
  { stage, rewards }: Living,
  event: OwnersWord,
  say: (world: Stage["world"], rewardId: string, owner: string) => Promise<string>,
): Promise<string> {
  const reward = rewards.get(event.reward);
  if (!reward) return "no such reward";
  const state = async (): Promise<string> => {
    const [row] = await stage.sql<{ said: string }>(
      "SELECT state || CASE WHEN approved_at IS NULL THEN '' ELSE ', approved' END AS said FROM reward WHERE shop_id = $1 AND reward_id::text = $2",
      [stage.shopId, reward.rewardId],
    );
    return row.said;
  };
  const owners = event.twice ? ["owner", "another owner"] : ["owner"];
  const outcomes = await Promise.all(
    owners.map((owner) =>
      stage.press(
        `${event.kind} ${event.reward} ${owner}`,
        (world) => say(world, reward.rewardId, owner),
        (outcome) => outcome === "try later",
      ),
    ),
  );
  const firsts = outcomes.filter((one) => ["approved", "declined", "paid"].includes(one)).length;
  if (firsts > 1) throw new Error(`two owners were both the first to answer reward ${event.reward}: ${outcomes.join(", ")}`);
  return await state();
}
