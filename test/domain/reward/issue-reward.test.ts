import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { markOwnReward } from "~/domain/reward/mark-own-reward.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import {
  aProduct,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  type BuiltAmbassador,
  type BuiltProduct,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop, Killed, type Mishap } from "../../support/fake-reward-shop";
import { DAY_MS, testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;
let mug: BuiltProduct;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
  mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
});
beforeEach(async () => {
  for (const queue of Object.values(shop.mishaps)) queue.length = 0;
  shop.stock(mug);
  maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
});

async function aRequest(): Promise<{ rewardId: string; code: string }> {
  const requested = await requestReward(world, {
    kind: "product code",
    ambassadorId: maxine.ambassadorId,
    variantId: mug.variantId,
    shownMinor: 800n,
    requestKey: world.chance.uuid(),
  });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  return requested;
}
const rewardOf = async (rewardId: string) =>
  (
    await t.sql<{ state: string; reason: string | null; shopify_id: string | null }>("SELECT * FROM reward WHERE reward_id = $1", [
      rewardId,
    ])
  )[0];
const balance = () => readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId });
const TAKEN = { pendingMinor: 0n, earnedMinor: 200n, redeemedMinor: 800n };
const GIVEN_BACK = { pendingMinor: 0n, earnedMinor: 1_000n, redeemedMinor: 0n };

test("a requested reward becomes one code for one unit for its own customer, for sixty days", async () => {
  const { rewardId, code } = await aRequest();
  const requestedAt = t.clock.now();
  await t.runDueJobs();
  expect(await rewardOf(rewardId)).toMatchObject({ state: "issued" });
  expect(shop.activeFor(code)).toMatchObject([
    {
      buyerId: maxine.buyerId,
      variantId: mug.variantId,
      amountMinor: 800n,
      currency: "GBP",
      endsAt: new Date(requestedAt.getTime() + 60 * DAY_MS),
    },
  ]);
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
  expect(shop.activeFor(code)).toHaveLength(1);
  expect(await balance()).toEqual(TAKEN);
});

test("32 · in 200 issues whose reply is lost, each ends with one code, found again and adopted", async () => {
  const { rewardId } = await aRequest();
  await t.sql("DELETE FROM pgboss.job WHERE name = 'reward.issue'");
  await t.sql(
    `INSERT INTO reward SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, buyer_id, variant_id, product_title, price_minor, unit_cost_minor, currency,
       'GIFT-LOST-' || n, NULL, 'requested', NULL, 'lost ' || n, requested_at, NULL, due_at, NULL FROM reward, generate_series(1, 200) n WHERE reward_id = $1`,
    [rewardId],
  );
  const lost = await t.sql<{ reward_id: string; code: string }>("SELECT reward_id::text, code FROM reward WHERE code LIKE 'GIFT-LOST-%'");
  for (const reward of lost) {
    shop.mishaps.createRewardDiscount.push("lost reply");
    expect(await issueReward(world, { rewardId: reward.reward_id })).toMatchObject({ outcome: "later" });
    expect(await issueReward(world, { rewardId: reward.reward_id })).toMatchObject({ outcome: "issued" });
  }
  expect(shop.discounts.filter(({ code }) => code.startsWith("GIFT-LOST-"))).toHaveLength(200);
  await t.sql("DELETE FROM reward WHERE code LIKE 'GIFT-LOST-%'");
  await t.sql("DELETE FROM pgboss.job WHERE name = 'reward.issue'");
}, 60_000);

describe("a process killed at any step", () => {
  const steps: [string, keyof FakeRewardShop["mishaps"], Mishap][] = [
    ["before looking", "findDiscountByCode", "killed before"],
    ["after looking", "findDiscountByCode", "killed after"],
    ["before making", "createRewardDiscount", "killed before"],
    ["after making", "createRewardDiscount", "killed after"],
  ];
  test.each(steps)("%s: the queue tries again and there is one reward", async (_step, call, mishap) => {
    const { rewardId, code } = await aRequest();
    shop.mishaps[call].push(mishap);
    await expect(issueReward(world, { rewardId })).rejects.toThrow(Killed);
    await t.runDueJobs();
    expect(await rewardOf(rewardId)).toMatchObject({ state: "issued" });
    expect(shop.activeFor(code)).toHaveLength(1);
    expect(await balance()).toEqual(TAKEN);
  });
  test("between two writes: the second look finds what the first made", async () => {
    const { rewardId, code } = await aRequest();
    await issueReward(world, { rewardId });
    await t.sql("UPDATE reward SET state = 'requested', shopify_id = NULL, issued_at = NULL WHERE reward_id = $1", [rewardId]);
    expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
    expect(shop.activeFor(code)).toHaveLength(1);
  });
});

test("five workers with the same job make one code", async () => {
  const { rewardId, code } = await aRequest();
  const issued = await Promise.all(Array.from({ length: 5 }, () => issueReward(world, { rewardId })));
  expect(issued.map(({ outcome }) => outcome)).toEqual(Array(5).fill("issued"));
  expect(shop.activeFor(code)).toHaveLength(1);
  expect(await balance()).toEqual(TAKEN);
});

test("a refusal gives back what it cost, once, with Shopify's reason", async () => {
  const { rewardId } = await aRequest();
  shop.mishaps.createRewardDiscount.push({ refused: "Customer selection is not allowed." });
  await t.runDueJobs();
  expect(await rewardOf(rewardId)).toMatchObject({ state: "failed", reason: "Customer selection is not allowed." });
  expect(await balance()).toEqual(GIVEN_BACK);
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "failed" });
  expect(await balance()).toEqual(GIVEN_BACK);
});

test("37 · a product deleted between request and issue gives the money back", async () => {
  const { rewardId } = await aRequest();
  shop.variants.delete(mug.variantId);
  await t.runDueJobs();
  expect(await rewardOf(rewardId)).toMatchObject({ state: "failed", reason: "The product of this reward no longer exists." });
  expect(await balance()).toEqual(GIVEN_BACK);
});

test("a broken line decides nothing: it is tried again later, and a look that fails is no refusal", async () => {
  const { rewardId, code } = await aRequest();
  shop.mishaps.createRewardDiscount.push("lost request", "busy", "no permission");
  shop.mishaps.findDiscountByCode.push("ok", "lost reply");
  await t.runDueJobs();
  expect(await rewardOf(rewardId)).toMatchObject({ state: "requested" });
  expect(await balance()).toEqual(TAKEN);
  for (let hour = 0; hour < 4; hour++) {
    await t.clock.advance(3_600_000);
    await t.runDueJobs();
  }
  expect(await rewardOf(rewardId)).toMatchObject({ state: "issued" });
  expect(shop.activeFor(code)).toHaveLength(1);
});

test("after three days without a clear answer a person decides, and nothing is tried again", async () => {
  const { rewardId, code } = await aRequest();
  shop.mishaps.findDiscountByCode.push(...Array<Mishap>(500).fill("busy"));
  for (let hour = 0; hour <= 74; hour++) {
    await t.clock.advance(3_600_000);
    await t.runDueJobs();
  }
  expect(await rewardOf(rewardId)).toMatchObject({ state: "needs review", reason: expect.stringContaining("three days") });
  shop.mishaps.findDiscountByCode.length = 0;
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "needs review" });
  expect(shop.activeFor(code)).toEqual([]);
  expect(await balance()).toEqual(TAKEN);
}, 60_000);

test("the three days begin with the first attempt that was not answered, however long it had waited before that", async () => {
  const { rewardId } = await aRequest();
  await t.sql("DELETE FROM pgboss.job");
  // The app was away.
  await t.clock.advance(5 * DAY_MS);
  shop.mishaps.findDiscountByCode.push("busy");
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
  const [{ at }] = await t.sql<{ at: Date }>("SELECT start_after AS at FROM pgboss.job WHERE data->'payload'->>'rewardId' = $1", [
    rewardId,
  ]);
  expect(at.getTime() - t.clock.now().getTime()).toBe(60_000);
  await t.clock.advance(60_000);
  await t.runDueJobs();
  expect(await rewardOf(rewardId)).toMatchObject({ state: "issued" });
});

test("a code of the store's own that happens to be ours is left alone", async () => {
  const { rewardId, code } = await aRequest();
  const theirs = {
    title: "Their own",
    code,
    buyerId: "1",
    variantId: mug.variantId,
    amountMinor: 1n,
    currency: "GBP",
    startsAt: new Date(0),
    endsAt: new Date(1),
  };
  shop.discounts.push({ ...theirs, discountId: "theirs", active: true });
  await t.runDueJobs();
  expect(await rewardOf(rewardId)).toMatchObject({ state: "needs review" });
  expect(shop.activeFor(code)).toMatchObject([{ discountId: "theirs" }]);
});

test("a code that turns up after its cost was given back is taken away", async () => {
  const { rewardId, code } = await aRequest();
  // One worker is refused and gives the money back while another's call is still under way.
  shop.afterLook = async () => {
    shop.mishaps.createRewardDiscount.push({ refused: "No." });
    expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "failed" });
  };
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "failed" });
  expect(shop.discounts.filter((discount) => discount.code === code)).toMatchObject([{ active: false }]);
  expect(await balance()).toEqual(GIVEN_BACK);
});

test("a code that another worker made a moment ago, and died, is adopted and not taken for a refusal", async () => {
  const { rewardId, code } = await aRequest();
  shop.afterLook = async () => {
    shop.mishaps.createRewardDiscount.push("killed after");
    await expect(issueReward(world, { rewardId })).rejects.toThrow(Killed);
  };
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
  expect(shop.activeFor(code)).toHaveLength(1);
  expect(await balance()).toEqual(TAKEN);
});

test("two workers that are both refused give the money back once", async () => {
  const { rewardId } = await aRequest();
  shop.afterLook = async () => {
    shop.mishaps.createRewardDiscount.push({ refused: "No." }, { refused: "No." });
    await issueReward(world, { rewardId });
  };
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "failed" });
  expect(await balance()).toEqual(GIVEN_BACK);
});

describe("a reward's use", () => {
  test("marks the reward used and the order as our own, however the code was typed", async () => {
    const { rewardId, code } = await aRequest();
    await t.runDueJobs();
    const { orderId } = await anOrder(world, { buyerId: maxine.buyerId, codes: ["SUMMER10", code.toLowerCase()] });
    expect(await noteRewardUse(world, { orderId })).toEqual({ outcome: "used", rewardIds: [rewardId] });
    expect(await noteRewardUse(world, { orderId })).toMatchObject({ outcome: "used" });
    expect(await markOwnReward(world, { orderId })).toEqual({ outcome: "a reward" });
    expect(await rewardOf(rewardId)).toMatchObject({ state: "used", used_order_id: orderId });
    expect(await t.sql("SELECT own_reward FROM orders WHERE order_id = $1", [orderId])).toEqual([{ own_reward: true }]);
  });
  test("says that an unanswered issue was carried out", async () => {
    const { rewardId, code } = await aRequest();
    shop.mishaps.createRewardDiscount.push("lost reply");
    await issueReward(world, { rewardId });
    const { orderId } = await anOrder(world, { codes: [code] });
    await noteRewardUse(world, { orderId });
    expect(await rewardOf(rewardId)).toMatchObject({ state: "used" });
    expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
    expect(shop.activeFor(code)).toHaveLength(1);
  });
  test("after its cost was given back is shown to a person", async () => {
    const { rewardId, code } = await aRequest();
    shop.mishaps.createRewardDiscount.push({ refused: "No." });
    await issueReward(world, { rewardId });
    const { orderId } = await anOrder(world, { codes: [code] });
    await noteRewardUse(world, { orderId });
    expect(await rewardOf(rewardId)).toMatchObject({ state: "needs review" });
  });
  test("an order without a reward's code is left as it is", async () => {
    const { orderId } = await anOrder(world, { codes: ["GIFT-NONE-SUCH"] });
    expect(await noteRewardUse(world, { orderId })).toEqual({ outcome: "not a reward" });
    expect(await markOwnReward(world, { orderId })).toEqual({ outcome: "not a reward" });
    expect(await t.sql("SELECT own_reward FROM orders WHERE order_id = $1", [orderId])).toEqual([{ own_reward: false }]);
  });
});

test("the books hold after all of it", async () => {
  expect((await readBooks(world)).problems).toEqual([]);
});
