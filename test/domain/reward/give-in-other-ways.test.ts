/** Store credit, gift cards and sent products: each is given once, whatever becomes of the calls, and one at a time for a customer. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "~/domain/ledger/read-books.server";
import { REWARD_KINDS } from "~/domain/program/program";
import { approveReward } from "~/domain/reward/approve-reward.server";
import { declineReward } from "~/domain/reward/decline-reward.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { noteRewardUse } from "~/domain/reward/note-reward-use.server";
import { requestReward, type Requested, type RewardRequest } from "~/domain/reward/request-reward.server";
import { rewardTag } from "~/domain/reward/reward";
import { settleReward } from "~/domain/reward/settle-reward.server";
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
import { FakeRewardShop, type Mishap } from "../../support/fake-reward-shop";
import { DAY_MS, testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;
let mug: BuiltProduct;

beforeAll(async () => {
  await aShop(world, {
    scopes: ["write_draft_orders", "write_gift_cards", "read_store_credit_accounts", "write_store_credit_account_transactions"],
  });
  program = await aProgram(world, { rewardKinds: [...REWARD_KINDS], shippingCostMinor: 350n, rewardFeeMinor: 20n });
  mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  shop.gifts.now = () => t.clock.now();
});
beforeEach(async () => {
  for (const queue of Object.values(shop.mishaps)) queue.length = 0;
  shop.gifts.storeCreditOffered = true;
  shop.stock({ ...mug, unitCostMinor: 310n });
  maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
  await t.sql("DELETE FROM pgboss.job");
});

type Kind = RewardRequest["kind"];
const ask = (kind: Kind, amountMinor = 800n, who = maxine): Promise<Requested> =>
  requestReward(world, {
    ambassadorId: who.ambassadorId,
    requestKey: world.chance.uuid(),
    ...(kind === "product code" || kind === "product sent" ? { kind, variantId: mug.variantId } : { kind, amountMinor }),
  });
async function asked(kind: Kind, amountMinor?: bigint): Promise<string> {
  const requested = await ask(kind, amountMinor);
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  if (kind === "product sent") await approveReward(world, { rewardId: requested.rewardId, approvedBy: "Olga" });
  return requested.rewardId;
}
type Row = { state: string; reason: string | null; shopify_id: string | null; used_order_id: string | null; code: string };
const rewardOf = async (rewardId: string) => (await t.sql<Row>("SELECT * FROM reward WHERE reward_id = $1", [rewardId]))[0];
const balance = () => readBalance(world, { ambassadorId: maxine.ambassadorId, programId: program.programId });
const credits = () => shop.gifts.movements.filter(({ buyerId }) => buyerId === maxine.buyerId);
const cards = () => shop.gifts.giftCards.filter(({ buyerId }) => buyerId === maxine.buyerId);
const sent = () => shop.gifts.drafts.filter(({ buyerId, orderId }) => buyerId === maxine.buyerId && orderId !== null);
const given = (kind: Kind): number => ({ "store credit": credits, "gift card": cards, "product sent": sent })[kind as "gift card"]().length;
/** Job by job and hour by hour, until nothing is under way. */
async function goOn(rewardId: string, hours = 6): Promise<Row> {
  for (let hour = 0; hour < hours && (await rewardOf(rewardId)).state === "requested"; hour++) {
    await t.runDueJobs({ failuresExpected: true });
    await t.clock.advance(3_600_000);
  }
  return rewardOf(rewardId);
}
const TAKEN = { pendingMinor: 0n, earnedMinor: 200n, redeemedMinor: 800n };
const GIVEN_BACK = { pendingMinor: 0n, earnedMinor: 1_000n, redeemedMinor: 0n };
const WAYS = ["store credit", "gift card", "product sent"] as const;

describe.each(WAYS)("%s", (kind) => {
  const call = { "store credit": "giveStoreCredit", "gift card": "createGiftCard", "product sent": "completeDraft" }[
    kind
  ] as "giveStoreCredit";

  test("is given once, and what it took stays taken", async () => {
    const rewardId = await asked(kind);
    expect(await goOn(rewardId)).toMatchObject({ state: "issued", shopify_id: expect.any(String) });
    expect([given(kind), await balance()]).toEqual([1, TAKEN]);
    expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "issued" });
    expect(given(kind)).toBe(1);
    expect((await readBooks(world)).problems).toEqual([]);
  });

  test.each<Mishap>(["lost reply", "lost request", "busy", "no permission", "killed before", "killed after"])(
    "33 · is given once when its call meets: %s",
    async (mishap) => {
      const rewardId = await asked(kind);
      shop.mishaps[call].push(mishap);
      expect(await goOn(rewardId)).toMatchObject({ state: "issued" });
      expect([given(kind), await balance()]).toEqual([1, TAKEN]);
    },
  );

  test("five workers with the same job give one", async () => {
    const rewardId = await asked(kind);
    const issued = await Promise.all(Array.from({ length: 5 }, () => issueReward(world, { rewardId })));
    expect(issued.some(({ outcome }) => outcome === "issued")).toBe(true);
    await goOn(rewardId);
    expect([given(kind), (await rewardOf(rewardId)).state, await balance()]).toEqual([1, "issued", TAKEN]);
  });

  test("30, 36 · a refusal gives back what it cost, with the reason an owner reads", async () => {
    const rewardId = await asked(kind);
    shop.mishaps[call].push({ refused: "Shopify said no." });
    expect(await goOn(rewardId)).toMatchObject({ state: "failed", reason: "Shopify said no." });
    expect([given(kind), await balance()]).toEqual([0, GIVEN_BACK]);
  });

  test("nobody knows for three days: the owner settles it, either way", async () => {
    const rewardId = await asked(kind);
    shop.mishaps[call].push(...Array<Mishap>(200).fill("lost request"));
    await t.runDueJobs();
    await t.clock.advance(3 * DAY_MS + 3_600_000);
    await t.runDueJobs();
    expect(await rewardOf(rewardId)).toMatchObject({ state: "needs review", reason: expect.stringMatching(/three days/) });
    // The last call may be under way still.
    if (kind !== "gift card") expect(await settleReward(world, { rewardId, verdict: "give back" })).toEqual({ outcome: "try later" });
    await t.clock.advance(180_000);
    expect(await settleReward(world, { rewardId, verdict: "give back" })).toEqual({ outcome: "settled", state: "failed" });
    expect(await balance()).toEqual(GIVEN_BACK);
  });
});

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

describe("a product that is sent", () => {
  test("waits for the owner's yes, said once, and then is an order of ours that counts for nobody", async () => {
    const requested = await ask("product sent");
    const { rewardId } = requested as { rewardId: string };
    await t.runDueJobs();
    expect([sent().length, await issueReward(world, { rewardId })]).toEqual([0, { outcome: "waits for the owner" }]);
    expect(await approveReward(world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "approved" });
    expect(await approveReward(world, { rewardId, approvedBy: "Otto" })).toEqual({ outcome: "approved already" });
    await goOn(rewardId);
    const [{ orderId }] = sent();
    expect(await rewardOf(rewardId)).toMatchObject({ state: "issued", used_order_id: orderId });
    const [costs] = await t.sql("SELECT unit_cost_minor, shipping_cost_minor, fee_minor FROM reward WHERE reward_id = $1", [rewardId]);
    expect(costs).toEqual({ unit_cost_minor: "310", shipping_cost_minor: "350", fee_minor: "20" });
  });

  test("no yes is taken while Shopify does not let us, as after the app had left and come back", async () => {
    const { rewardId } = (await ask("product sent")) as { rewardId: string };
    const scopes = "{write_draft_orders,write_gift_cards,read_store_credit_accounts,write_store_credit_account_transactions}";
    await t.sql("UPDATE shop SET scopes = '{}'");
    expect(await approveReward(world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "permission missing" });
    await t.sql("UPDATE shop SET scopes = $1::text[]", [scopes]);
    expect(await approveReward(world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "approved" });
  });

  test("its order, heard of before our own reply, settles it and is no sale", async () => {
    const rewardId = await asked("product sent");
    const { orderId } = await anOrder(world, { buyerId: maxine.buyerId, tags: ["vip", rewardTag(rewardId)] });
    expect(await noteRewardUse(world, { orderId })).toEqual({ outcome: "used", rewardIds: [rewardId] });
    expect(await rewardOf(rewardId)).toMatchObject({ state: "issued", used_order_id: orderId });
    expect(await t.sql("SELECT own_reward FROM orders WHERE order_id = $1", [orderId])).toEqual([{ own_reward: true }]);
  });

  test("without an address nothing is sent, no draft stays, and the credit is theirs again", async () => {
    shop.gifts.withoutAddress.add(maxine.buyerId);
    const rewardId = await asked("product sent");
    expect(await goOn(rewardId)).toMatchObject({ state: "failed", reason: expect.stringMatching(/no address/) });
    expect(shop.gifts.drafts.filter(({ buyerId }) => buyerId === maxine.buyerId)).toEqual([]);
    expect(await balance()).toEqual(GIVEN_BACK);
  });

  test.each<Mishap>(["lost reply", "killed after"])("35 · a draft whose making met %s is found and made an order, one", async (mishap) => {
    const rewardId = await asked("product sent");
    shop.mishaps.createDraft.push(mishap);
    expect(await goOn(rewardId)).toMatchObject({ state: "issued" });
    expect(shop.gifts.drafts.filter(({ buyerId }) => buyerId === maxine.buyerId)).toHaveLength(1);
  });

  test("a no gives the credit back; after a yes it is too late for one", async () => {
    const { rewardId } = (await ask("product sent")) as { rewardId: string };
    expect(await declineReward(world, { rewardId })).toEqual({ outcome: "declined" });
    expect(await declineReward(world, { rewardId })).toEqual({ outcome: "declined already" });
    expect(await approveReward(world, { rewardId, approvedBy: "Olga" })).toEqual({ outcome: "declined before" });
    expect(await balance()).toEqual(GIVEN_BACK);
    const approved = await asked("product sent");
    expect(await declineReward(world, { rewardId: approved })).toEqual({ outcome: "not waiting" });
  });
});

test("a gift card's code is ours, long, and switched off again when its cost had been given back", async () => {
  const rewardId = await asked("gift card");
  shop.afterLook = async () => {
    await t.sql("UPDATE reward SET state = 'failed', reason = 'x' WHERE reward_id = $1", [rewardId]);
  };
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "failed" });
  expect(cards()).toMatchObject([{ code: expect.stringMatching(/^[0-9A-Z]{16}$/), enabled: false, amountMinor: 800n }]);
});

test("a way the owner does not offer, or Shopify does not allow, takes nothing", async () => {
  await aProgram(world, { rewardKinds: ["product code"] });
  const someone = await anAmbassador(world, {
    ...program,
    programId: (await t.sql<{ id: string }>("SELECT program_id::text AS id FROM program WHERE state = 'live'"))[0].id,
  });
  for (const kind of ["store credit", "gift card", "product sent", "cash"] as const)
    expect([kind, await ask(kind, 800n, someone)]).toEqual([kind, { outcome: "not offered" }]);
  await t.sql("UPDATE shop SET scopes = '{}'");
  for (const kind of ["store credit", "gift card", "product sent"] as const) expect(await ask(kind)).toEqual({ outcome: "not offered" });
  await t.sql(
    "UPDATE shop SET scopes = '{write_draft_orders,write_gift_cards,read_store_credit_accounts,write_store_credit_account_transactions}'",
  );
});
