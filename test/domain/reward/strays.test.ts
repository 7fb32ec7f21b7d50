/**
 * FAULTS 84: our memory may be an older one, put back from a backup. What Shopify has of ours and we don't know is asked about before
 * anything more is given to whose it is; the owner's word puts it into the books, and one press never does so twice.
 */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readStrays } from "~/domain/insight/read-strays.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import type { RewardKind } from "~/domain/program/program";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { exportPayouts } from "~/domain/reward/export-payouts.server";
import { expireRewards } from "~/domain/reward/expire-rewards.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { lookForStrays } from "~/domain/reward/look-for-strays.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { SCOPES_FOR, rewardTag, rewardTitle } from "~/domain/reward/reward";
import { settleReward } from "~/domain/reward/settle-reward.server";
import { settleStray } from "~/domain/reward/settle-stray.server";
import { noteAwake } from "~/jobs/note-awake.server";
import type { MarkedThing } from "~/ports/shop";
import {
  aProduct,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  type BuiltAmbassador,
  type BuiltProduct,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { testWorld } from "../../support/world";
import { productWish } from "../../support/destinations";

const HOUR_MS = 3_600_000;
const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
shop.gifts.now = () => t.clock.now();
const by = { answeredBy: "Olga" };
let program: BuiltProgram;
let mug: BuiltProduct;
let maxine: BuiltAmbassador;

beforeAll(async () => {
  await aShop(world, { scopes: Object.values(SCOPES_FOR).flat() });
  program = await aProgram(world, { rewardKinds: ["product code", "product sent", "store credit", "gift card", "cash"] });
  mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
});
beforeEach(async () => {
  await t.sql("DELETE FROM awake");
  await t.sql("DELETE FROM stray_look");
  shop.marked.length = 0;
  shop.stock(mug);
  maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
  await t.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [maxine.ambassadorId]);
});

async function wish(kind: RewardKind, amountMinor: bigint): Promise<string> {
  const { ambassadorId } = maxine;
  const what =
    kind === "product code" || kind === "product sent"
      ? await productWish(world, { kind, ambassadorId, variantId: mug.variantId, shownMinor: 800n })
      : { kind, amountMinor };
  const requested = await requestReward(world, { ...what, ambassadorId, requestKey: world.chance.uuid() });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  return requested.rewardId;
}

/** Made in the time that was lost. */
function lost(kind: MarkedThing["kind"], changes: Partial<MarkedThing> = {}): { rewardId: string } {
  const rewardId = world.chance.uuid();
  shop.marked.push({
    ...{ kind, shopifyId: `${kind} ${rewardId}`, marks: [kind === "product sent" ? rewardTag(rewardId) : rewardTitle(rewardId)] },
    ...{ buyerId: maxine.buyerId, variantId: kind === "gift card" ? null : mug.variantId, productTitle: "Jubilee Mug" },
    ...{ code: kind === "gift card" ? "7k3q" : `GIFT-${rewardId.slice(0, 8)}`, orderId: null, amountMinor: 800n, currency: "GBP" },
    ...{ at: t.clock.now(), ...changes },
  });
  return { rewardId };
}

const strays = () =>
  t.sql<{ stray_id: string; kind: string; answer: string | null }>(
    "SELECT stray_id::text, kind, answer FROM stray WHERE buyer_id = $1 ORDER BY found_at, kind",
    [maxine.buyerId],
  );
const stateOf = async (rewardId: string) =>
  (await t.sql<{ state: string }>("SELECT state FROM reward WHERE reward_id::text = $1", [rewardId]))[0]?.state;
const earned = async () => (await readBalance(world, { ...maxine, programId: program.programId })).earnedMinor;
const credits = () => shop.gifts.movements.filter(({ buyerId }) => buyerId === maxine.buyerId).length;

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

test("84 · store credit bears no mark: only what was given while nothing was written down is asked about", async () => {
  const noted = await noteAwake(null);
  shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 300n });
  await t.clock.advance(120_000);
  await noteAwake(noted);
  const first = await wish("gift card", 200n);
  expect(await issueReward(world, { rewardId: first })).toMatchObject({ outcome: "issued" });
  await t.clock.advance(HOUR_MS);
  const { transactionId } = shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 300n });
  await t.clock.advance(HOUR_MS);
  await noteAwake(null);
  const second = await wish("gift card", 200n);
  expect(await issueReward(world, { rewardId: second })).toEqual({ outcome: "held" });
  expect(await t.sql("SELECT shopify_id FROM stray WHERE buyer_id = $1", [maxine.buyerId])).toEqual([{ shopify_id: transactionId }]);
  const [{ stray_id: strayId }] = await strays();
  expect(await settleStray(world, { strayId, answer: "given", ...by })).toMatchObject({ outcome: "booked" });
  expect([await earned(), await lookForStrays(world, maxine)]).toEqual([300n, { found: 0 }]);
});

describe("store credit that was asked for before the backup and given after it", () => {
  /** A wish, its credit in the time that was lost, and both found. */
  async function givenInLostTime(inReview: boolean) {
    await noteAwake(null);
    const asked = await wish("store credit", 300n);
    await t.clock.advance(120_000);
    const { transactionId } = shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 300n });
    await t.clock.advance(120_000);
    await noteAwake(null);
    // Whoever looks first: the attempt to give it, or the comparison.
    if (inReview) expect(await issueReward(world, { rewardId: asked })).toMatchObject({ outcome: "needs review" });
    expect(await lookForStrays(world, maxine)).toEqual({ found: 1 });
    const [{ stray_id: strayId }] = await strays();
    return { asked, strayId, transactionId };
  }
  async function isThatWish({ asked, transactionId }: { asked: string; transactionId: string }) {
    await t.runDueJobs();
    expect(await t.sql("SELECT state, shopify_id FROM reward WHERE reward_id::text = $1", [asked])).toEqual([
      { state: "issued", shopify_id: transactionId },
    ]);
    expect((await strays()).map(({ answer }) => answer)).toEqual(["given"]);
    expect([credits(), await earned()]).toEqual([1, 700n]);
    expect((await readBooks(world)).problems).toEqual([]);
  }

  test.each([false, true])("84 · is that wish: given once and taken once (in review by then: %s)", async (inReview) => {
    const found = await givenInLostTime(inReview);
    const shown = (await readStrays(world)).strays.find(({ strayId }) => strayId === found.strayId);
    expect(shown?.member).toMatchObject({ asked: true, givenBack: 0, lack: null, left: { minor: "700" } });
    expect(await settleStray(world, { strayId: found.strayId, answer: "given", ...by })).toEqual({
      ...{ outcome: "booked", rewardId: found.asked, forgivenMinor: 0n },
    });
    await isThatWish(found);
  });

  test("84 · and the owner who settles the wish first is not asked about it again", async () => {
    const found = await givenInLostTime(true);
    expect(await settleReward(world, { rewardId: found.asked, verdict: "they have it" })).toMatchObject({ outcome: "settled" });
    await isThatWish(found);
  });

  test("84 · of another amount, or given before the wish, it is no answer to it", async () => {
    await noteAwake(null);
    for (const amountMinor of [200n, 250n]) shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor });
    await t.clock.advance(120_000);
    await noteAwake(null);
    const asked = await wish("store credit", 200n);
    expect(await issueReward(world, { rewardId: asked })).toEqual({ outcome: "held" });
    for (const { stray_id: strayId } of await strays())
      expect(await settleStray(world, { strayId, answer: "given", ...by })).not.toMatchObject({ rewardId: asked });
    await t.runDueJobs();
    expect([await stateOf(asked), credits(), await earned()]).toEqual(["issued", 3, 350n]);
  });
});

test("84 · nobody gives because somebody else was quicker to write down what both have found", async () => {
  await noteAwake(null);
  await t.clock.advance(HOUR_MS);
  shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 300n });
  await t.clock.advance(HOUR_MS);
  await noteAwake(null);
  const rewardId = await wish("gift card", 200n);
  // Looked for once for the wish itself, and then for what may be theirs: there the hour's comparison is quicker.
  const quicker = async () => expect(await lookForStrays(world, maxine)).toEqual({ found: 1 });
  shop.afterLook = async () => void (shop.afterLook = quicker);
  expect(await issueReward(world, { rewardId })).toEqual({ outcome: "held" });
  expect([(await strays()).length, await stateOf(rewardId)]).toEqual([1, "requested"]);
});

test("84 · a restart of seconds may have lost store credit: it is asked about before anything more is given, money too", async () => {
  await noteAwake(null);
  await t.clock.advance(20_000);
  const { transactionId } = shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 300n });
  await t.clock.advance(20_000);
  await noteAwake(null);
  const cash = await wish("cash", 200n);
  await approveReward(world, { rewardId: cash, approvedBy: "Olga" });
  await t.runDueJobs();
  expect(await t.sql("SELECT shopify_id FROM stray WHERE buyer_id = $1", [maxine.buyerId])).toEqual([{ shopify_id: transactionId }]);
  expect((await exportPayouts(world)).some((one) => one.rewardId === cash)).toBe(false);
  const [{ stray_id: strayId }] = await strays();
  await settleStray(world, { strayId, answer: "not ours", ...by });
  await t.runDueJobs();
  expect((await exportPayouts(world)).some((one) => one.rewardId === cash)).toBe(true);
});

test("a start of a worker makes nobody ask about everybody: the hourly look leaves short holes to whoever is given something", async () => {
  await noteAwake(null);
  shop.gifts.moveStoreCredit({ buyerId: maxine.buyerId, currency: "GBP", amountMinor: 300n });
  await t.clock.advance(20_000);
  await noteAwake(null);
  shop.mishaps.readStoreCredit.push("busy");
  expect(await lookForStrays(world)).toEqual({ found: 0 });
  shop.mishaps.readStoreCredit.length = 0;
  expect(await lookForStrays(world, maxine)).toEqual({ found: 1 });
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
