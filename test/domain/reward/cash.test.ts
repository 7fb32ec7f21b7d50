/** Cash: for icons, after the owner's yes, on a list to pay from, and paid once. */
import { beforeEach, describe, expect, test } from "vitest";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { exportPayouts } from "~/domain/reward/export-payouts.server";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { readOpenRewards } from "~/domain/insight/read-open-rewards.server";
import { readToSettle } from "~/domain/reward/read-to-settle.server";
import { settleBalance } from "~/domain/reward/settle-balance.server";
import { takeBackPaid } from "~/domain/reward/take-back-paid.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { requestReward, type Requested } from "~/domain/reward/request-reward.server";
import { resumeRewards } from "~/domain/reward/resume-rewards.server";
import { writePayoutsCsv } from "~/domain/insight/write-payouts-csv";
import { rewardsWords } from "~/words/admin/rewards";
import { invariants } from "../../simulate/invariants";
import { aProgram, aShop, anAmbassador, anEarnedCredit, type BuiltAmbassador, type BuiltProgram } from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { testWorld } from "../../support/world";

const t = await testWorld({ shop: new FakeRewardShop().port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;

beforeEach(async () => {
  await aShop(world);
  program = await aProgram(world, { rewardKinds: ["cash"], cashMinimumMinor: 2_500n });
  maxine = await anAmbassador(world, program, { name: "=Maxine" });
  await anEarnedCredit(world, maxine, 6_000n);
  await tier("icon");
});
const tier = (name: string) => t.sql("UPDATE membership SET tier = $1 WHERE ambassador_id = $2", [name, maxine.ambassadorId]);
const ask = (amountMinor: bigint): Promise<Requested> =>
  requestReward(world, { kind: "cash", ambassadorId: maxine.ambassadorId, amountMinor, requestKey: world.chance.uuid() });
async function asked(amountMinor = 2_500n): Promise<string> {
  const requested = await ask(amountMinor);
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  return requested.rewardId;
}
async function approved(rewardId: string): Promise<void> {
  expect(await approveReward(world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "approved" });
  await t.runDueJobs();
}
const balance = () => readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId });
const state = async (rewardId: string) =>
  (await t.sql<{ state: string }>("SELECT state FROM reward WHERE reward_id = $1", [rewardId]))[0].state;

test("cash is for icons, from the owner's least amount on, and no more than there is", async () => {
  await tier("insider");
  expect(await ask(2_500n)).toEqual({ outcome: "not your tier" });
  await tier("icon");
  expect(await ask(2_499n)).toEqual({ outcome: "amount too small", leastMinor: 2_500n, currency: "GBP" });
  expect(await ask(6_001n)).toEqual({ outcome: "balance too low", lackMinor: 1n, currency: "GBP" });
  expect((await balance()).earnedMinor).toBe(6_000n);
});

test("it stands on a list only after a yes, says when it stood on one before, and is paid once however often that is pressed", async () => {
  const rewardId = await asked();
  await asked();
  expect(await exportPayouts(world)).toEqual([]);
  expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "not approved" });
  expect(await approveReward(world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "approved" });
  // Not before it was looked whether they had it in another form.
  expect(await exportPayouts(world)).toEqual([]);
  await t.runDueJobs();
  const [first] = await exportPayouts(world);
  expect(first).toMatchObject({
    rewardId,
    amountMinor: 2_500n,
    currency: "GBP",
    reference: expect.stringMatching(/^PAY-/),
    listedBefore: null,
  });
  await t.clock.advance(60_000);
  expect((await exportPayouts(world))[0].listedBefore).not.toBeNull();
  const pressed = await Promise.all(Array.from({ length: 5 }, () => markPaid(world, { rewardId, sure: true })));
  expect(pressed.map(({ outcome }) => outcome).sort()).toEqual(["paid", ...Array<string>(4).fill("paid already")]);
  expect(await exportPayouts(world)).toEqual([]);
  expect(await declineReward(world, { rewardId })).toEqual({ outcome: "paid already" });
  expect((await readBooks(world)).problems).toEqual([]);
});

test("what stands on no list yet is theirs again by one word", async () => {
  const rewardId = await asked();
  await approveReward(world, { rewardId, approvedBy: "Olga" });
  expect(await declineReward(world, { rewardId })).toEqual({ outcome: "declined" });
  expect([await state(rewardId), (await balance()).earnedMinor]).toEqual(["failed", 6_000n]);
  expect(await declineReward(world, { rewardId })).toEqual({ outcome: "declined already" });
  expect(await approveReward(world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "declined before" });
});

test("what stands on a list may have been paid: its credit is given back only with the word that it was not", async () => {
  const rewardId = await asked();
  await approved(rewardId);
  await exportPayouts(world);
  expect(await declineReward(world, { rewardId })).toEqual({ outcome: "on a list" });
  expect([await state(rewardId), (await balance()).earnedMinor]).toEqual(["requested", 3_500n]);
  expect(await declineReward(world, { rewardId, unpaid: true })).toEqual({ outcome: "declined" });
  expect([await state(rewardId), (await balance()).earnedMinor]).toEqual(["failed", 6_000n]);
  expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "given back before" });
  expect(await exportPayouts(world)).toEqual([]);
});

test("one says paid, another not, at once: one word counts, and never both the money and the credit", async () => {
  for (let round = 0; round < 10; round++) {
    const rewardId = await asked();
    await approved(rewardId);
    await exportPayouts(world);
    const before = (await balance()).earnedMinor;
    const [paid, declined] = await Promise.all([
      markPaid(world, { rewardId, sure: true }),
      declineReward(world, { rewardId, unpaid: true }),
    ]);
    const won = [paid.outcome, declined.outcome];
    expect([
      ["paid", "paid already"],
      ["given back before", "declined"],
    ]).toContainEqual(won);
    expect((await balance()).earnedMinor - before).toBe(paid.outcome === "paid" ? 0n : 2_500n);
    if (paid.outcome === "paid") await anEarnedCredit(world, maxine, 2_500n);
  }
  expect((await readBooks(world)).problems).toEqual([]);
});

test("nothing is marked as paid without being sure", async () => {
  const rewardId = await asked();
  expect(await markPaid(world, { rewardId })).toEqual({ outcome: "not approved" });
  await approved(rewardId);
  expect(await markPaid(world, { rewardId })).toEqual({ outcome: "not sure" });
  expect(await state(rewardId)).toBe("requested");
  expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "paid" });
});

describe("marked as paid by mistake", () => {
  async function paid(): Promise<string> {
    const rewardId = await asked();
    await approved(rewardId);
    expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "paid" });
    return rewardId;
  }
  const list = async (which: "to be paid" | "paid", rewardId: string) =>
    (await readOpenRewards(world, { which })).rewards.find((reward) => reward.rewardId === rewardId);

  test("it waits to be paid as before, is on the list, says that it was taken back, and can be paid or given back", async () => {
    const rewardId = await paid();
    expect(await list("paid", rewardId)).toMatchObject({ unpaidAt: null });
    const before = await balance();
    expect(await takeBackPaid(world, { rewardId })).toEqual({ outcome: "waits to be paid" });
    expect([await state(rewardId), await balance(), await list("paid", rewardId)]).toEqual(["requested", before, undefined]);
    expect(await list("to be paid", rewardId)).toMatchObject({ unpaidAt: t.clock.now().toISOString(), paidAt: null });
    await t.runDueJobs();
    expect((await exportPayouts(world)).map((payout) => payout.rewardId)).toContain(rewardId);
    expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "paid" });
    expect(await takeBackPaid(world, { rewardId })).toEqual({ outcome: "waits to be paid" });
    expect(await declineReward(world, { rewardId, unpaid: true })).toEqual({ outcome: "declined" });
    expect((await balance()).earnedMinor).toBe(6_000n);
    expect(await takeBackPaid(world, { rewardId })).toEqual({ outcome: "not paid" });
    expect((await readBooks(world)).problems).toEqual([]);
  });

  test("after a week it stays paid", async () => {
    const rewardId = await paid();
    await t.clock.advance(7 * 86_400_000);
    expect(await takeBackPaid(world, { rewardId })).toEqual({ outcome: "paid long ago" });
    expect([await state(rewardId), await list("paid", rewardId)]).toEqual(["issued", undefined]);
  });

  test("of five owners at once one takes it back", async () => {
    const rewardId = await paid();
    const pressed = await Promise.all(Array.from({ length: 5 }, () => takeBackPaid(world, { rewardId })));
    expect(pressed.map(({ outcome }) => outcome).sort()).toEqual([...Array<string>(4).fill("not paid"), "waits to be paid"]);
    expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "paid" });
  });

  test("what was settled by hand with one who left can be taken back too, and settled once more", async () => {
    await leaveProgram(world, { ambassadorId: maxine.ambassadorId });
    const whose = { ambassadorId: maxine.ambassadorId, programId: program.programId };
    const settle = async () => {
      const found = await readToSettle(world, whose);
      if (found.outcome !== "to settle") throw new Error(found.outcome);
      return settleBalance(world, { ...whose, amountMinor: found.earnedMinor, entries: found.entries, settledBy: "Olga", sure: true });
    };
    const settled = await settle();
    if (settled.outcome !== "settled") throw new Error(settled.outcome);
    const { rewardId } = settled;
    expect(await takeBackPaid(world, { rewardId })).toEqual({ outcome: "waits to be paid" });
    expect(await exportPayouts(world)).not.toContainEqual(expect.objectContaining({ rewardId }));
    await t.runDueJobs();
    expect(await exportPayouts(world)).toContainEqual(expect.objectContaining({ rewardId }));
    expect(await declineReward(world, { rewardId, unpaid: true })).toEqual({ outcome: "declined" });
    expect((await balance()).earnedMinor).toBe(6_000n);
    expect(await settle()).toMatchObject({ outcome: "settled" });
    for (const { name, sql } of invariants.filter((one) => /^I[1-4] /.test(one.name))) expect([name, await t.sql(sql)]).toEqual([name, []]);
  });
});

test("waiting for a person is not hanging: nothing asks Shopify for it", async () => {
  await asked();
  await t.clock.advance(2 * 3_600_000);
  expect(await resumeRewards(world, { why: "test" })).toEqual({ outcome: "resumed", rewards: 0 });
});

test("a yes whose job was lost is looked after within the hour, and then it can stand on a list", async () => {
  const rewardId = await asked();
  await approveReward(world, { rewardId, approvedBy: "Olga" });
  await t.sql("DELETE FROM pgboss.job");
  await t.clock.advance(2 * 3_600_000);
  expect(await resumeRewards(world, { why: "test" })).toEqual({ outcome: "resumed", rewards: 1 });
  await t.runDueJobs();
  expect((await exportPayouts(world)).map((payout) => payout.rewardId)).toContain(rewardId);
  expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "paid" });
});

test("the list is a spreadsheet in which nothing runs, with the days as the store has them", async () => {
  await approved(await asked(3_000n));
  const { columns } = rewardsWords.payouts;
  const listed = await exportPayouts(world);
  const evening = [{ ...listed[0], approvedAt: new Date("2026-11-30T18:00:00Z"), listedBefore: new Date("2026-12-01T09:00:00Z") }];
  expect(writePayoutsCsv(evening, { columns, timeZone: "Asia/Tokyo" })).toMatch(/,2026-12-01,2026-12-01\n$/);
  const csv = writePayoutsCsv(listed, { columns, timeZone: "Europe/London" });
  const [header, row] = csv.replace("\uFEFF", "").split("\n");
  expect(header).toBe("Name,E-mail,Amount,Currency,Reference,You said yes on,On a list since");
  expect(row).toMatch(/^'=Maxine,[^,]+@example\.com,30\.00,GBP,PAY-[0-9A-Z]{4}-[0-9A-Z]{4},\d{4}-\d\d-\d\d,$/);
});
