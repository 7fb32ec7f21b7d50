/**
 * FAULTS 84: our memory may be an older one, put back from a backup. What Shopify has of ours and we don't know is asked about before
 * anything more is given to whose it is; the owner's word puts it into the books, and one press never does so twice.
 */
import { describe, expect, test } from "vitest";
import { readBooks } from "../../support/read-books";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { exportPayouts } from "~/domain/reward/export-payouts.server";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { lookForStrays } from "~/domain/reward/look-for-strays.server";
import { rewardTag, rewardTitle } from "~/domain/reward/reward";
import { settleStray } from "~/domain/reward/settle-stray.server";
import type { MarkedThing } from "~/ports/shop";
import { by, credits, earned, HOUR_MS, lost, maxine, mug, shop, stateOf, strays, t, wish, world } from "./forgetful-shop";

test("84 · who may have had something already is given nothing until the owner has said what it is", async () => {
  lost("gift card");
  const rewardId = await wish("store credit", 200n);
  expect(await issueReward(world, { rewardId })).toEqual({ outcome: "held" });
  expect(await issueReward(world, { rewardId })).toEqual({ outcome: "held" });
  const [{ stray_id: strayId, ...found }] = await strays();
  expect([found, await stateOf(rewardId), credits()]).toEqual([{ kind: "gift card", answer: null }, "requested", 0]);
  expect(await settleStray(world, { strayId, answer: "not ours", ...by })).toEqual({ outcome: "left alone" });
  expect(await settleStray(world, { strayId, answer: "given", ...by })).toEqual({ outcome: "answered before" });
  await t.runDueJobs();
  expect([await stateOf(rewardId), credits(), await earned()]).toEqual(["issued", 1, 800n]);
});

test("84 · what Shopify did not answer before it was held is no part of a silence after the owner's word", async () => {
  const rewardId = await wish("store credit", 200n);
  shop.mishaps.readStoreCredit.push("busy");
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
  lost("gift card");
  expect(await issueReward(world, { rewardId })).toEqual({ outcome: "held" });
  await t.clock.advance(4 * 24 * HOUR_MS);
  const [{ stray_id: strayId }] = await strays();
  await settleStray(world, { strayId, answer: "not ours", ...by });
  shop.mishaps.readStoreCredit.push("busy");
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
});

test("84 · what was given is written into the books as it would have been, once, and what waited goes on", async () => {
  const { rewardId: lostId } = lost("product code");
  const held = await wish("store credit", 200n);
  await issueReward(world, { rewardId: held });
  const [{ stray_id: strayId }] = await strays();
  const booked = await Promise.all([1, 2].map(() => settleStray(world, { strayId, answer: "given", ...by })));
  expect(booked.map(({ outcome }) => outcome).sort()).toEqual(["answered before", "booked"]);
  await t.runDueJobs();
  expect([await stateOf(lostId), await stateOf(held), await earned()]).toEqual(["issued", "issued", 0n]);
  expect(await lookForStrays(world)).toEqual({ found: 0 });
  expect((await readBooks(world)).problems).toEqual([]);
});

test("84 · the same wish made again goes back first: it was asked for with what had been spent", async () => {
  lost("product code");
  const again = await wish("product code", 800n);
  await issueReward(world, { rewardId: again });
  const [{ stray_id: strayId }] = await strays();
  expect(await settleStray(world, { strayId, answer: "given", ...by })).toMatchObject({ outcome: "booked", forgivenMinor: 0n });
  await t.runDueJobs();
  expect([await stateOf(again), await earned()]).toEqual(["failed", 200n]);
  expect((await readBooks(world)).problems).toEqual([]);
});

test("84 · more than they have is not taken unasked; the owner may let them off the rest", async () => {
  lost("gift card", { amountMinor: 1_500n });
  await lookForStrays(world);
  const [{ stray_id: strayId }] = await strays();
  expect(await settleStray(world, { strayId, answer: "given", ...by })).toEqual({
    ...{ outcome: "balance too low", lackMinor: 500n, currency: "GBP" },
  });
  expect((await strays())[0].answer).toBeNull();
  // What the owner read that lacks, and no more than that.
  expect(await settleStray(world, { strayId, answer: "given", forgiveMinor: 499n, ...by })).toMatchObject({ lackMinor: 500n });
  expect(await settleStray(world, { strayId, answer: "given", forgiveMinor: 500n, ...by })).toMatchObject({ forgivenMinor: 500n });
  expect(await earned()).toBe(0n);
  expect((await readBooks(world)).problems).toEqual([]);
});

test("84 · a code that was let off in part and runs out unused brings no present with it", async () => {
  const { rewardId } = lost("product code", { amountMinor: 1_500n });
  await lookForStrays(world);
  const [{ stray_id: strayId }] = await strays();
  await settleStray(world, { strayId, answer: "given", forgiveMinor: 500n, ...by });
  expect(await earned()).toBe(0n);
  await t.clock.advance(63 * 24 * HOUR_MS);
  await expireRewards(world, { why: "test" });
  expect([await stateOf(rewardId), await earned()]).toEqual(["expired", 1_000n]);
  expect((await readBooks(world)).problems).toEqual([]);
});

test("84 · a draft that is open still is sent once it is counted; money is not paid out meanwhile", async () => {
  const cash = await wish("cash", 200n);
  await approveReward(world, { rewardId: cash, approvedBy: "Olga" });
  const { rewardId } = lost("product sent", { shopifyId: "draft" });
  await shop.port().createDraft({
    ...{ buyerId: maxine.buyerId, variantId: mug.variantId, tag: rewardTag(rewardId), note: rewardTitle(rewardId), discountTitle: "Mug" },
  });
  await lookForStrays(world);
  expect((await exportPayouts(world)).filter((one) => one.rewardId === cash)).toEqual([]);
  const [{ stray_id: strayId }] = await strays();
  expect(await settleStray(world, { strayId, answer: "given", ...by })).toMatchObject({ outcome: "booked", rewardId });
  await t.runDueJobs();
  expect(shop.gifts.drafts.filter(({ tag }) => tag === rewardTag(rewardId)).map(({ orderId }) => orderId !== null)).toEqual([true]);
  expect([await stateOf(rewardId), (await exportPayouts(world)).some((one) => one.rewardId === cash)]).toEqual(["issued", true]);
});

test("a reward that we know, another app's thing and somebody else's are no strays of hers", async () => {
  const known = await wish("gift card", 200n);
  lost("gift card", { marks: [rewardTitle(known)] });
  lost("gift card", { marks: ["for Christmas"] });
  lost("product code", { marks: ["Regulars reward of the month"] });
  lost("product code", { buyerId: null, at: new Date(0) });
  expect(await lookForStrays(world)).toEqual({ found: 0 });
  expect(await issueReward(world, { rewardId: known })).toMatchObject({ outcome: "issued" });
});

test("when Shopify cannot be asked nothing is given, and it is tried again", async () => {
  const rewardId = await wish("store credit", 200n);
  shop.mishaps.readMarked.push("busy");
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
  expect(credits()).toBe(0);
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
});

describe("a store in which much is made", () => {
  const MANY = 1_100;
  /** Of the merchant's or another app's own, one a second. */
  const others = (kind: MarkedThing["kind"], count = MANY) => {
    const from = t.clock.now().getTime();
    for (let n = 0; n < count; n++) lost(kind, { buyerId: `else-${n % 50}`, marks: ["Winter promotion"], at: new Date(from + n * 1_000) });
    return t.clock.advance(count * 1_000);
  };

  test.each(["gift card", "product sent"] as const)(
    "however many of a kind it makes (%s), everybody is given their reward",
    async (kind) => {
      await others(kind);
      for (const [what, amountMinor] of [["store credit", 200n] as const, ["product code", 800n] as const]) {
        const rewardId = await wish(what, amountMinor);
        expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
      }
    },
  );

  test("84 · what is theirs among all that is found before anything more is given to them", async () => {
    await others("gift card", 600);
    lost("gift card");
    await others("gift card", 600);
    const rewardId = await wish("store credit", 200n);
    expect(await issueReward(world, { rewardId })).toEqual({ outcome: "held" });
    expect((await strays()).map(({ kind }) => kind)).toEqual(["gift card"]);
  });

  test("84 · a look through everything is cut off, and the next one goes on from there until all was seen", async () => {
    await others("gift card");
    lost("gift card");
    await t.clock.advance(HOUR_MS);
    expect(await lookForStrays(world)).toEqual({ found: 0 });
    expect(await lookForStrays(world)).toEqual({ found: 1 });
    shop.mishaps.readMarked.push("ok", "busy");
    expect(await lookForStrays(world)).toEqual({ found: 0 });
    shop.mishaps.readMarked.length = 0;
  });

  test("84 · what was looked through stays so when the line breaks in the middle", async () => {
    await others("gift card", 400);
    lost("gift card");
    await t.clock.advance(HOUR_MS);
    shop.mishaps.readMarked.push(...Array<"ok">(15).fill("ok"), "busy");
    await expect(lookForStrays(world)).rejects.toThrow("Throttled");
    shop.mishaps.readMarked.push(...Array<"ok">(8).fill("ok"), "busy");
    expect(await lookForStrays(world)).toEqual({ found: 1 });
    shop.mishaps.readMarked.length = 0;
  });

  test("84 · more at one moment than one look holds is looked through whole: from within it nobody could go on", async () => {
    const at = new Date(t.clock.now().getTime() + 1_000);
    for (let n = 0; n < MANY; n++) lost("gift card", { buyerId: "else", marks: ["Winter promotion"], at });
    lost("gift card", { at });
    await t.clock.advance(HOUR_MS);
    await lookForStrays(world);
    await lookForStrays(world);
    expect((await strays()).map(({ kind }) => kind)).toEqual(["gift card"]);
  });

  test("84 · a backup that is put back is looked through from where it knew", async () => {
    await lookForStrays(world);
    const before = await t.sql<{ kind: string; looked_until: Date }>("SELECT kind, looked_until FROM stray_look");
    await t.clock.advance(HOUR_MS);
    lost("gift card");
    await t.clock.advance(HOUR_MS);
    await lookForStrays(world);
    await t.sql("DELETE FROM stray WHERE buyer_id = $1", [maxine.buyerId]);
    expect(await lookForStrays(world)).toEqual({ found: 0 });
    for (const { kind, looked_until } of before)
      await t.sql("UPDATE stray_look SET looked_until = $2 WHERE kind = $1", [kind, looked_until]);
    expect(await lookForStrays(world)).toEqual({ found: 1 });
  });
});
