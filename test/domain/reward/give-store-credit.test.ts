/** Store credit bears no mark of ours: it is given once all the same, and what is not known for sure is left to a person. */
import { describe, expect, test } from "vitest";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { settleReward } from "~/domain/reward/settle-reward.server";
import { shop, t, world, maxine, ask, asked, rewardOf, balance, credits, goOn, TAKEN, GIVEN_BACK } from "./giving";
import { DAY_MS } from "../../support/world";

test("32 · in 200 credits whose reply was lost, each customer has exactly one", async () => {
  const first = await asked("store credit", 800n);
  await t.sql("DELETE FROM pgboss.job");
  // One person each: the rows stand where 200 requests would have left them.
  await t.sql(
    `INSERT INTO reward (shop_id, reward_id, program_id, ambassador_id, buyer_id, kind, product_title, price_minor, currency, code, state, request_key, requested_at)
     SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, 'lost-' || n, kind, product_title, price_minor, currency, 'LOST-' || n, 'requested', 'lost ' || n, requested_at
     FROM reward, generate_series(1, 200) n WHERE reward_id = $1`,
    [first],
  );
  const rewards = await t.sql<{ reward_id: string; buyer_id: string }>(
    "SELECT reward_id::text, buyer_id FROM reward WHERE code LIKE 'LOST-%'",
  );
  for (const { reward_id } of rewards) {
    shop.mishaps.giveStoreCredit.push("lost reply");
    expect((await issueReward(world, { rewardId: reward_id })).outcome).toBe("later");
  }
  await t.clock.advance(180_000);
  for (const { reward_id } of rewards) expect((await issueReward(world, { rewardId: reward_id })).outcome).toBe("issued");
  const counts = rewards.map(({ buyer_id }) => shop.gifts.movements.filter(({ buyerId }) => buyerId === buyer_id).length);
  expect([rewards.length, new Set(counts)]).toEqual([200, new Set([1])]);
  await t.sql("DELETE FROM reward WHERE code LIKE 'LOST-%'");
  await t.sql("DELETE FROM pgboss.job");
}, 60_000);

describe("store credit", () => {
  test("a second one for the same customer waits until the first is known", async () => {
    const [one, other] = [await asked("store credit", 300n), await asked("store credit", 300n)];
    shop.mishaps.giveStoreCredit.push("lost reply");
    expect((await issueReward(world, { rewardId: one })).outcome).toBe("later");
    expect(await issueReward(world, { rewardId: other })).toMatchObject({ outcome: "later", reason: expect.stringMatching(/under way/) });
    expect(credits()).toHaveLength(1);
    await goOn(one);
    await goOn(other);
    expect([(await rewardOf(one)).state, (await rewardOf(other)).state, credits().length]).toEqual(["issued", "issued", 2]);
    expect((await rewardOf(one)).shopify_id).not.toBe((await rewardOf(other)).shopify_id);
  });

  test("waiting for each other is nobody's silence: several that were tried at one moment, and not again for days, are all given", async () => {
    const rewards = [await asked("store credit", 100n), await asked("store credit", 110n), await asked("store credit", 120n)];
    for (const rewardId of rewards) {
      await t.clock.advance(5 * DAY_MS);
      const waiting = rewards.slice(rewards.indexOf(rewardId) + 1);
      // It has claimed the call and is about to remember the account when the others come.
      const others = async () => {
        for (const other of waiting) expect(await issueReward(world, { rewardId: other })).toMatchObject({ outcome: "later" });
      };
      shop.afterLook = async () => void (shop.afterLook = others);
      expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
    }
    expect(await Promise.all(rewards.map(async (rewardId) => (await rewardOf(rewardId)).state))).toEqual(Array(3).fill("issued"));
    expect(
      credits()
        .map(({ amountMinor }) => amountMinor)
        .sort(),
    ).toEqual([100n, 110n, 120n]);
  });

  test("one that waits for a person holds the next one up, which says so, and after three days waits for them too", async () => {
    const [one, next] = [await asked("store credit", 300n), await asked("store credit", 200n)];
    shop.mishaps.giveStoreCredit.push("lost reply");
    await issueReward(world, { rewardId: one });
    await t.sql("UPDATE reward SET state = 'needs review', reason = 'x' WHERE reward_id = $1", [one]);
    await t.clock.advance(5 * DAY_MS);
    const waits = { outcome: "later", reason: expect.stringMatching(/waits for you first/) };
    expect(await issueReward(world, { rewardId: next })).toMatchObject(waits);
    await t.clock.advance(3 * DAY_MS - 1);
    expect(await issueReward(world, { rewardId: next })).toMatchObject(waits);
    await t.clock.advance(1);
    expect(await issueReward(world, { rewardId: next })).toMatchObject({
      outcome: "needs review",
      reason: expect.stringMatching(/waits for you first/),
    });
    expect(credits()).toHaveLength(1);
  });

  test("a credit by hand of another amount, or from before, is not taken for ours", async () => {
    const { buyerId } = maxine;
    shop.gifts.moveStoreCredit({ buyerId, currency: "GBP", amountMinor: 800n });
    await t.clock.advance(120_000);
    const rewardId = await asked("store credit");
    shop.mishaps.giveStoreCredit.push("lost request");
    await issueReward(world, { rewardId });
    shop.gifts.moveStoreCredit({ buyerId, currency: "GBP", amountMinor: 500n });
    shop.gifts.moveStoreCredit({ buyerId, currency: "GBP", amountMinor: -800n });
    await goOn(rewardId);
    expect(credits().filter(({ amountMinor }) => amountMinor === 800n)).toHaveLength(2);
    expect(await rewardOf(rewardId)).toMatchObject({ state: "issued", shopify_id: credits().at(-1)!.transactionId });
  });

  test("80 · a worker that slept until another took over gives nothing when it wakes", async () => {
    const rewardId = await asked("store credit");
    // It has claimed the call and is about to remember the account; it sleeps, and somebody else does it all.
    const sleep = async () => {
      await t.clock.advance(180_000);
      expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
    };
    shop.afterLook = async () => void (shop.afterLook = sleep);
    await issueReward(world, { rewardId });
    expect([credits().length, (await rewardOf(rewardId)).state, await balance()]).toEqual([1, "issued", TAKEN]);
  });

  test("80 · one that slept for long, alone, leaves it to the next attempt", async () => {
    const rewardId = await asked("store credit");
    shop.afterLook = async () => void (shop.afterLook = () => t.clock.advance(60_000));
    expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
    expect(credits()).toEqual([]);
    expect(await goOn(rewardId)).toMatchObject({ state: "issued" });
    expect(credits()).toHaveLength(1);
  });

  test("two alike since the call are not guessed about: a person decides, and the next one waits for them", async () => {
    const rewardId = await asked("store credit", 400n);
    shop.mishaps.giveStoreCredit.push("lost reply");
    await issueReward(world, { rewardId });
    shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 400n });
    expect(await goOn(rewardId)).toMatchObject({ state: "needs review", reason: expect.stringMatching(/more than one/) });
    const next = await asked("store credit", 400n);
    expect(await issueReward(world, { rewardId: next })).toMatchObject({ outcome: "later" });
    expect(await settleReward(world, { rewardId, verdict: "they have it" })).toEqual({ outcome: "settled", state: "issued" });
    expect(await goOn(next)).toMatchObject({ state: "issued" });
    expect(credits()).toHaveLength(3);
  });

  test("84 · a credit like ours that we know nothing of is not given a second time: our memory may be an older one", async () => {
    const rewardId = await asked("store credit");
    shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 800n });
    expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "needs review" });
    expect(credits()).toHaveLength(1);
    expect(await settleReward(world, { rewardId, verdict: "they have it" })).toEqual({ outcome: "settled", state: "issued" });
    expect(await balance()).toEqual(TAKEN);
  });

  test("84 · a credit that is theirs by the owner's word is strange to no other reward of theirs", async () => {
    const [one, other] = [await asked("store credit", 400n), await asked("store credit", 400n)];
    shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 400n });
    expect(await issueReward(world, { rewardId: one })).toMatchObject({ outcome: "needs review" });
    expect(await settleReward(world, { rewardId: one, verdict: "they have it" })).toEqual({ outcome: "settled", state: "issued" });
    expect(await issueReward(world, { rewardId: other })).toMatchObject({ outcome: "issued" });
    expect(credits()).toHaveLength(2);
  });

  test("what Shopify shows as given is not given back by mistake", async () => {
    const rewardId = await asked("store credit");
    shop.mishaps.giveStoreCredit.push("lost reply");
    await issueReward(world, { rewardId });
    await t.sql("UPDATE reward SET state = 'needs review', reason = 'x' WHERE reward_id = $1", [rewardId]);
    await t.clock.advance(180_000);
    expect(await settleReward(world, { rewardId, verdict: "give back" })).toEqual({ outcome: "was given" });
    expect(await balance()).toEqual(TAKEN);
  });

  test("is not offered where Shopify does not let customers have any", async () => {
    shop.gifts.storeCreditOffered = false;
    expect(await ask("store credit")).toEqual({ outcome: "not offered" });
    expect(await balance()).toEqual(GIVEN_BACK);
  });
});
