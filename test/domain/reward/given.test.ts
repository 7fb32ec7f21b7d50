/** What was given, and when, is one rule: the books of a period, the home page and the proof count the same rewards in the same days. */
import { expect, test } from "vitest";
import { readHome } from "~/domain/insight/read-home.server";
import { isoDayIn } from "~/domain/ledger/period";
import { readPeriodBooks } from "~/domain/ledger/read-period-books.server";
import { readReturn } from "~/domain/proof/read-return.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import { settleReward } from "~/domain/reward/settle-reward.server";
import { takeBackPaid } from "~/domain/reward/take-back-paid.server";
import { anEarnedCredit, anOrder } from "../../support/builders";
import { DAY_MS } from "../../support/world";
import { asked, goOn, maxine, program, rewardOf, t, world } from "./giving";

const given = async (rewardId: string) =>
  (await t.sql<{ state: string; issued_at: Date | null }>("SELECT state, issued_at FROM reward WHERE reward_id = $1", [rewardId]))[0];

test("a code that an order takes before anybody wrote down that it was made is given then", async () => {
  const rewardId = await asked("product code");
  const { code } = await rewardOf(rewardId);
  await t.clock.advance(60_000);
  const { orderId } = await anOrder(world, { codes: [code], buyerId: maxine.buyerId });
  await noteRewardUse(world, { orderId });
  expect(await given(rewardId)).toEqual({ state: "used", issued_at: t.clock.now() });
});

test("a code that its owner says they have, though Shopify shows it no more, is given when they say so", async () => {
  const rewardId = await asked("product code");
  await t.sql("UPDATE reward SET state = 'needs review', reason = 'Nobody knows.' WHERE reward_id = $1", [rewardId]);
  await t.clock.advance(60_000);
  expect(await settleReward(world, { rewardId, verdict: "they have it" })).toEqual({ outcome: "settled", state: "used" });
  expect(await given(rewardId)).toEqual({ state: "used", issued_at: t.clock.now() });
});

test("books, home and proof count the same, whatever became of each reward", async () => {
  await t.clock.advance(40 * DAY_MS);
  await anEarnedCredit(world, maxine, 9_000n);
  await t.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  // One in time for this month's books, asked for in the days before.
  const early = await asked("product code");
  await t.clock.advance(31 * DAY_MS);
  await issueReward(world, { rewardId: early });
  const [credit, card, paid, mistaken, expires, unclear] = [
    await asked("store credit"),
    await asked("gift card"),
    await asked("cash", 2_500n),
    await asked("cash", 2_500n),
    await asked("product code"),
    await asked("product code"),
  ];
  for (const rewardId of [credit, card, expires, unclear]) await goOn(rewardId, 1);
  for (const rewardId of [paid, mistaken]) {
    await approveReward(world, { rewardId, approvedBy: "Olga" });
    expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "paid" });
  }
  await takeBackPaid(world, { rewardId: mistaken });
  await t.sql("UPDATE reward SET due_at = $2 WHERE reward_id = $1", [expires, new Date(t.clock.now().getTime() - 3 * DAY_MS)]);
  expect(await expireRewards(world, { why: "test" })).toMatchObject({ expired: 1 });
  await t.sql("UPDATE reward SET state = 'needs review' WHERE reward_id = $1", [unclear]);

  const today = isoDayIn(t.clock.now(), "Europe/London");
  const period = { from: `${today.slice(0, 7)}-01`, to: null };
  const books = (await readPeriodBooks(world, period)).find(({ programId }) => programId === program.programId)!;
  const counted = new Map(books.issued.map(({ kind, rewards }) => [kind, rewards]));
  expect([...counted].sort()).toEqual([
    ["cash", 1],
    ["gift card", 1],
    ["product code", 1],
    ["store credit", 1],
  ]);
  const proof = await readReturn(world, { programId: program.programId, period });
  expect(proof?.sums.rewards).toBe(4);
  // The mug at its cost, the amounts at theirs, and what giving each costs.
  const cost = 310n + 800n + 800n + 2_500n + 4n * 20n;
  expect((await readHome(world)).month.cost.minor).toBe(String(cost));
  expect(proof?.sums.rewardCostMinor).toBe(cost);
});
