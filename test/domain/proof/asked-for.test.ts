/** Credit is out of an ambassador's account from the moment they ask; what it will cost is told from then on, and until it is given or goes back. */
import { beforeEach, describe, expect, test } from "vitest";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readReturn } from "~/domain/proof/read-return.server";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { markPaid } from "~/domain/reward/mark-paid.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { takeBackPaid } from "~/domain/reward/take-back-paid.server";
import { aProduct, aProgram, aShop, anAmbassador, anEarnedCredit, type BuiltAmbassador, type BuiltProgram } from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { DAY_MS, testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;
/** By which she earned it. */
let orderId: string;

beforeEach(async () => {
  await aShop(world);
  program = await aProgram(world, { rewardKinds: ["cash", "product code"], cashMinimumMinor: 2_500n, rewardFeeMinor: 20n });
  maxine = await anAmbassador(world, program);
  ({ orderId } = await anEarnedCredit(world, maxine, 10_000n));
  await t.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [maxine.ambassadorId]);
});

type Days = { from: string | null; to: string | null };
const today = () => t.clock.now().toISOString().slice(0, 10);
const costs = async (period: Days = { from: null, to: null }) => {
  const { sums, figures } = (await readReturn(world, { programId: program.programId, period }))!;
  const { rewardCostMinor, askedCostMinor, owedCostMinor } = figures;
  expect(figures.costMinor).toBe(sums.offerMinor + rewardCostMinor + askedCostMinor + owedCostMinor);
  return [rewardCostMinor, askedCostMinor, owedCostMinor];
};
const asked = async (request: { kind: "cash"; amountMinor: bigint } | { kind: "product code"; variantId: string; shownMinor: bigint }) => {
  const requested = await requestReward(world, { ambassadorId: maxine.ambassadorId, requestKey: world.chance.uuid(), ...request });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  return requested.rewardId;
};
const asksForCash = () => asked({ kind: "cash", amountMinor: 10_000n });
async function paid(rewardId: string): Promise<void> {
  await approveReward(world, { rewardId, approvedBy: "Olga" });
  await t.runDueJobs();
  expect(await markPaid(world, { rewardId, sure: true })).toEqual({ outcome: "paid" });
}

describe("cash", () => {
  test("costs the same before it is asked for, while it waits and once it is paid, but for its fee; also while a payment is taken back", async () => {
    expect(await costs()).toEqual([0n, 0n, 10_000n]);
    const rewardId = await asksForCash();
    expect(await costs()).toEqual([0n, 10_020n, 0n]);
    await paid(rewardId);
    expect(await costs()).toEqual([10_020n, 0n, 0n]);
    expect(await takeBackPaid(world, { rewardId })).toEqual({ outcome: "waits to be paid" });
    expect(await costs()).toEqual([0n, 10_020n, 0n]);
  });

  test("that is declined is owed again", async () => {
    const rewardId = await asksForCash();
    await declineReward(world, { rewardId });
    expect(await costs()).toEqual([0n, 0n, 10_000n]);
  });

  test("asked for on one day and paid on another stands in each day's end as it was then, and the days add up", async () => {
    await t.clock.advance(DAY_MS);
    const first = today();
    const rewardId = await asksForCash();
    await t.clock.advance(DAY_MS);
    const second = today();
    await paid(rewardId);
    // Cash is all that was ever given: what is owed costs what it cost, fee and all.
    expect(await costs({ from: null, to: first })).toEqual([0n, 0n, 10_020n]);
    expect(await costs({ from: first, to: second })).toEqual([0n, 10_020n, -10_020n]);
    expect(await costs({ from: second, to: null })).toEqual([10_020n, -10_020n, 0n]);
  });
});

test("what was paid stays a cost when the order it was earned by is cancelled: a debt makes nobody else's credit cheaper", async () => {
  await paid(await asksForCash());
  const tom = await anAmbassador(world, program, { name: "Tom" });
  await anEarnedCredit(world, tom, 5_000n);
  expect(await costs()).toEqual([10_020n, 0n, 5_010n]);
  await t.sql("UPDATE orders SET cancelled_at = $1 WHERE order_id = $2", [t.clock.now(), orderId]);
  await creditOrder(world, { orderId });
  expect((await readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId })).earnedMinor).toBe(-10_000n);
  expect(await costs()).toEqual([10_020n, 0n, 5_010n]);
  // Worked off, it costs nothing a second time.
  await anEarnedCredit(world, maxine, 4_000n);
  expect(await costs()).toEqual([10_020n, 0n, 5_010n]);
});

describe("a product by its code", () => {
  const takesAMug = async (unitCostMinor: bigint | null) => {
    const mug = await aProduct(world, { priceMinor: 8_000n, unitCostMinor, shelfOf: program });
    shop.stock({ ...mug, priceMinor: 8_000n, unitCostMinor });
    return asked({ kind: "product code", variantId: mug.variantId, shownMinor: 8_000n });
  };
  const review = (rewardId: string) =>
    t.sql("UPDATE reward SET state = 'needs review', reason = 'unclear' WHERE reward_id = $1", [rewardId]);

  test("that needs a person's word costs its unit cost and fee meanwhile; at its price where the cost is not known", async () => {
    await review(await takesAMug(3_000n));
    expect(await costs()).toEqual([0n, 3_020n, 2_000n]);
    await t.sql("UPDATE reward SET unit_cost_minor = NULL");
    expect(await costs()).toEqual([0n, 8_020n, 2_000n]);
  });

  test("that ran out unused was asked for while it could be used, and its credit is owed again afterwards", async () => {
    await t.clock.advance(DAY_MS);
    const rewardId = await takesAMug(3_000n);
    expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
    expect(await costs()).toEqual([3_020n, 0n, 755n]);
    await t.clock.advance(DAY_MS);
    const next = today();
    await t.clock.advance(70 * DAY_MS);
    await expireRewards(world, { why: "test" });
    await t.runDueJobs();
    expect(await t.sql("SELECT state FROM reward WHERE reward_id = $1", [rewardId])).toEqual([{ state: "expired" }]);
    expect(await costs()).toEqual([0n, 0n, 10_000n]);
    expect(await costs({ from: null, to: next })).toEqual([0n, 3_020n, 2_000n]);
    expect(await costs({ from: next, to: null })).toEqual([0n, -3_020n, 8_000n]);
  });
});
