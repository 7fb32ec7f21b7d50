/** A reward's code that ran out: the cost comes back once, unless an order used it, however late that is heard. */
import { beforeAll, beforeEach, expect, test } from "vitest";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
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
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { DAY_MS, testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;
let mug: BuiltProduct;
let reward: { rewardId: string; code: string };

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
  mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
});
beforeEach(async () => {
  await t.sql("DELETE FROM pgboss.job");
  await t.sql("UPDATE reward SET due_at = '2100-01-01' WHERE state = 'issued'");
  for (const queue of Object.values(shop.mishaps)) queue.length = 0;
  shop.stock(mug);
  maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
  const requested = await requestReward(world, {
    kind: "product code",
    ambassadorId: maxine.ambassadorId,
    variantId: mug.variantId,
    shownMinor: 800n,
    requestKey: world.chance.uuid(),
  });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  reward = requested;
  await issueReward(world, reward);
});

const sweep = () => expireRewards(world, { why: "test" });
const balance = () => readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId });
const state = async () => (await t.sql<{ state: string }>("SELECT state FROM reward WHERE reward_id = $1", [reward.rewardId]))[0].state;
const TAKEN = { pendingMinor: 0n, earnedMinor: 200n, redeemedMinor: 800n };
const GIVEN_BACK = { pendingMinor: 0n, earnedMinor: 1_000n, redeemedMinor: 0n };

test("nothing comes back while the code is good, nor in the two days in which an order may still be told", async () => {
  await t.clock.advance(60 * DAY_MS);
  expect(await sweep()).toMatchObject({ expired: 0, used: 0, left: 0 });
  await t.clock.advance(2 * DAY_MS - 1);
  expect(await sweep()).toMatchObject({ expired: 0 });
  expect(await balance()).toEqual(TAKEN);
});

test("then the code is switched off and the cost comes back, once, however often it is swept", async () => {
  await t.clock.advance(62 * DAY_MS + 1);
  expect(await Promise.all([sweep(), sweep()])).toHaveLength(2);
  expect(await sweep()).toMatchObject({ expired: 0 });
  expect(await balance()).toEqual(GIVEN_BACK);
  expect(await state()).toBe("expired");
  expect(shop.activeFor(reward.code)).toEqual([]);
  expect((await readBooks(world)).problems).toEqual([]);
});

test("an order that Shopify knows to carry the code keeps it from expiring, and is read again", async () => {
  const { orderId } = await anOrder(world, { codes: [] });
  shop.ordersByCode.set(reward.code.toUpperCase(), [orderId]);
  await t.clock.advance(62 * DAY_MS + 1);
  expect(await sweep()).toMatchObject({ expired: 0, used: 1 });
  expect(await balance()).toEqual(TAKEN);
  expect(await t.sql(`SELECT data->'payload'->>'orderId' AS "orderId" FROM pgboss.job WHERE name = 'order.refresh'`)).toEqual([
    { orderId },
  ]);
});

test("an order that turns up after the cost came back is for a person to look at, and takes nothing by itself", async () => {
  await t.clock.advance(62 * DAY_MS + 1);
  await sweep();
  const { orderId } = await anOrder(world, { codes: [reward.code] });
  expect(await noteRewardUse(world, { orderId })).toMatchObject({ outcome: "used" });
  expect(await state()).toBe("needs review");
  expect(await balance()).toEqual(GIVEN_BACK);
});

test.each(["busy", "lost request", "lost reply"] as const)("when Shopify is away (%s) it is left to the next hour", async (mishap) => {
  await t.clock.advance(62 * DAY_MS + 1);
  shop.mishaps.findOrdersByCode.push(mishap);
  expect(await sweep()).toMatchObject({ expired: 0, left: 1 });
  expect(await balance()).toEqual(TAKEN);
  expect(await sweep()).toMatchObject({ expired: 1 });
  expect(await balance()).toEqual(GIVEN_BACK);
});

test("a discount that the merchant deleted meanwhile gives the cost back all the same", async () => {
  await t.clock.advance(62 * DAY_MS + 1);
  shop.mishaps.deactivateDiscount.push({ refused: "Discount does not exist." });
  expect(await sweep()).toMatchObject({ expired: 1 });
  expect(await balance()).toEqual(GIVEN_BACK);
});
