/** A reward whose job was lost is asked for again, and ends as any other. */
import { beforeAll, expect, test } from "vitest";
import { requestReward } from "~/domain/reward/request-reward.server";
import { resumeRewards } from "~/domain/reward/resume-rewards.server";
import { sendScheduledJobs } from "~/jobs/schedule.server";
import { aProduct, aProgram, aShop, anAmbassador, anEarnedCredit } from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let rewardId: string;

beforeAll(async () => {
  await aShop(world);
  const program = await aProgram(world);
  const mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  shop.stock(mug);
  const maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
  const requested = await requestReward(world, {
    kind: "product code",
    ambassadorId: maxine.ambassadorId,
    variantId: mug.variantId,
    shownMinor: 800n,
    requestKey: "one",
  });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  ({ rewardId } = requested);
});

test("dropped while the shop had left, it is made within the hour after the shop came back", async () => {
  await world.transaction(({ db }) => db.shop.update({ where: { shopId: t.shopId }, data: { state: "uninstalled" } }));
  expect(await t.runDueJobs()).toContainEqual({ name: "reward.issue", outcome: "dropped" });
  await world.transaction(({ db }) => db.shop.update({ where: { shopId: t.shopId }, data: { state: "installed" } }));
  expect(await resumeRewards(world, { why: "test" })).toEqual({ outcome: "resumed", rewards: 0 });
  await t.clock.advance(61 * 60_000);
  expect(await resumeRewards(world, { why: "test" })).toEqual({ outcome: "resumed", rewards: 1 });
  await t.runDueJobs();
  expect(await t.sql("SELECT state FROM reward WHERE reward_id = $1", [rewardId])).toEqual([{ state: "issued" }]);
  expect(shop.discounts).toHaveLength(1);
  expect(await resumeRewards(world, { why: "test" })).toEqual({ outcome: "resumed", rewards: 0 });
});

test("it is asked for by itself, every hour", async () => {
  await t.sql("DELETE FROM pgboss.job");
  await sendScheduledJobs();
  expect(await t.sql("SELECT name FROM pgboss.job WHERE name = 'reward.resume'")).toHaveLength(1);
});
