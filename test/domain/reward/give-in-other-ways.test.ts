/** Store credit, gift cards and sent products: each is given once, whatever becomes of the calls, and one at a time for a customer. */
import { describe, expect, test } from "vitest";
import { readBooks } from "../../support/read-books";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { settleReward } from "~/domain/reward/settle-reward.server";
import { aProgram, anAmbassador } from "../../support/builders";
import { type Mishap } from "../../support/fake-reward-shop";
import { DAY_MS } from "../../support/world";
import { shop, t, world, program, ask, asked, rewardOf, balance, cards, given, goOn, TAKEN, GIVEN_BACK, WAYS } from "./giving";

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

  test("81 · is given once when the clock is put back two hours while its call is unclear, and that costs it no attempt", async () => {
    const rewardId = await asked(kind);
    shop.mishaps[call].push("lost reply");
    await t.clock.advance(-7_200_000);
    expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
    await t.runDueJobs();
    expect(await goOn(rewardId)).toMatchObject({ state: "issued" });
    expect([given(kind), await balance()]).toEqual([1, TAKEN]);
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

test("a gift card's code is ours, long, and switched off again when its cost had been given back", async () => {
  const rewardId = await asked("gift card");
  shop.afterLook = async () => {
    await t.sql("UPDATE reward SET state = 'failed', reason = 'x' WHERE reward_id = $1", [rewardId]);
  };
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "failed" });
  expect(cards()).toMatchObject([{ code: expect.stringMatching(/^[0-9A-Z]{16}$/), enabled: false, amountMinor: 800n }]);
});

test("a code of ours that is taken and not shown is no refusal: it is looked for again until it is shown", async () => {
  const rewardId = await asked("gift card");
  shop.mishaps.createGiftCard.push("lost reply");
  await issueReward(world, { rewardId });
  shop.gifts.searchLags = true;
  await t.clock.advance(61_000);
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "later" });
  expect([(await rewardOf(rewardId)).state, await balance()]).toEqual(["requested", TAKEN]);
  shop.gifts.searchLags = false;
  expect(await goOn(rewardId)).toMatchObject({ state: "issued" });
  expect([cards().map(({ enabled }) => enabled), await balance()]).toEqual([[true], TAKEN]);
});

test("a code that is never shown is left to the owner, and not given back", async () => {
  const rewardId = await asked("gift card");
  shop.mishaps.createGiftCard.push("lost reply");
  await issueReward(world, { rewardId });
  shop.gifts.searchLags = true;
  await t.clock.advance(4 * DAY_MS);
  expect(await issueReward(world, { rewardId })).toMatchObject({ outcome: "needs review" });
  expect(await balance()).toEqual(TAKEN);
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
