/** What was given out is compared with Shopify, kind by kind; what is not as it should be is told, and nothing is changed silently. */
import { describe, expect, test } from "vitest";
import { rewardTag, rewardTitle } from "~/domain/reward/reward";
import { compareRewards } from "~/ingest/compare-rewards.server";
import type { DiscountDifference } from "~/domain/shop/reconciliation";
import type { RewardTerms } from "~/ports/shop";
import { DAY_MS } from "../support/world";
import { shop, t, world, maxine, counter, allow, aReward, itsCode, kinds } from "./compared-shop";

describe("rewards", () => {
  test("a code that works is well; one that was deleted or switched off is told", async () => {
    const given = await aReward();
    const { rewardId, shopifyId } = given;
    shop.discounts.set(shopifyId, itsCode(given));
    expect(await compareRewards(world)).toEqual({ looked: 1, problems: [] });
    shop.discounts.get(shopifyId)!.works = false;
    expect(await kinds()).toEqual(["reward code ended"]);
    shop.discounts.delete(shopifyId);
    expect((await compareRewards(world)).problems).toEqual([{ kind: "reward code gone", about: rewardId }]);
  });

  test.each<[Partial<RewardTerms>, DiscountDifference]>([
    [{ amountMinor: 500n }, { term: "amount", now: "500", ours: "800" }],
    [
      { amountMinor: null, currency: null },
      { term: "amount", ours: "800" },
    ],
    [{ currency: "EUR" }, { term: "amount", ours: "800" }],
    [{ onEachItem: true }, { term: "each item" }],
    [{ variantIds: [] }, { term: "products" }],
    [{ variantIds: ["v", "w"] }, { term: "products" }],
    [{ variantIds: ["w"] }, { term: "products", ours: "v" }],
    [{ buyerIds: [] }, { term: "customers" }],
    [{ usageLimit: 5 }, { term: "uses", now: "5" }],
    [{ usageLimit: null }, { term: "uses" }],
    [{ startsAt: new Date("2099-01-01T00:00:00Z") }, { term: "starts", now: "2099-01-01T00:00:00.000Z" }],
    [{ endsAt: new Date("2000-01-01T00:00:00Z") }, { term: "ends", now: "2000-01-01T00:00:00.000Z" }],
    [{ minimum: true }, { term: "minimum" }],
  ])("a code that was changed in Shopify is told, with what differs: case %#", async (changed, difference) => {
    const given = await aReward();
    shop.discounts.set(given.shopifyId, itsCode(given, changed));
    expect((await compareRewards(world)).problems).toEqual([{ kind: "reward code changed", about: given.rewardId, differs: [difference] }]);
  });

  test("of a code, the customer it is for is looked at, and neither a second's part of its last day nor a longer one is a difference", async () => {
    const given = await aReward();
    shop.discounts.set(given.shopifyId, itsCode(given, { buyerIds: ["another"] }));
    const differs = [{ term: "customers", ours: maxine.buyerId }];
    expect((await compareRewards(world)).problems).toEqual([{ kind: "reward code changed", about: given.rewardId, differs }]);
    for (const endsAt of [null, new Date(given.dueAt.getTime() - 999), new Date(given.dueAt.getTime() + DAY_MS)]) {
      shop.discounts.set(given.shopifyId, itsCode(given, { endsAt }));
      expect(await kinds()).toEqual([]);
    }
  });

  test("a code that was used, or whose days are over, may end", async () => {
    await aReward({ state: "used" });
    await aReward({ dueAt: new Date(t.clock.now().getTime() - 1) });
    expect(await compareRewards(world)).toEqual({ looked: 2, problems: [] });
  });

  test("a gift card is there and on, or told", async () => {
    const { rewardId, code } = await aReward({ kind: "gift card" });
    expect(await kinds()).toEqual(["gift card gone"]);
    shop.giftCards.set(code, { giftCardId: "1", note: "somebody else's", enabled: true });
    expect(await kinds()).toEqual(["gift card gone"]);
    shop.giftCards.set(code, { giftCardId: "1", note: rewardTitle(rewardId), enabled: false });
    expect(await kinds()).toEqual(["gift card switched off"]);
    shop.giftCards.get(code)!.enabled = true;
    expect(await kinds()).toEqual([]);
  });

  test("store credit is among the customer's movements at its amount, or told; a hundred younger ones may hide it", async () => {
    const { shopifyId } = await aReward({ kind: "store credit" });
    await aReward({ kind: "store credit" });
    const movement = (transactionId: string, amountMinor: bigint, at = t.clock.now()) => ({
      transactionId,
      kind: "credit" as const,
      byHand: true,
      amountMinor,
      at,
    });
    expect(await kinds()).toEqual(["store credit gone", "store credit gone"]);
    expect(shop.calls.filter((call) => call === "readStoreCredit")).toHaveLength(1);
    shop.credits.set(maxine.buyerId, [movement(shopifyId, 800n), movement(`s${counter}`, 799n)]);
    expect(await kinds()).toEqual(["store credit gone"]);
    const later = new Date(t.clock.now().getTime() + 1);
    shop.credits.set(
      maxine.buyerId,
      Array.from({ length: 100 }, (_, n) => movement(`later ${n}`, 1n, later)),
    );
    expect(await kinds()).toEqual([]);
  });

  test("what was made a moment ago may not be found yet, and is not missed", async () => {
    for (const kind of ["gift card", "product sent"]) await aReward({ kind, issuedAt: new Date(t.clock.now().getTime() - 14 * 60_000) });
    expect(await kinds()).toEqual([]);
  });

  test("a draft of ours is there, or told", async () => {
    const { rewardId } = await aReward({ kind: "product sent" });
    expect(await kinds()).toEqual(["draft gone"]);
    shop.drafts.set(rewardTag(rewardId), { draftId: "1", orderId: "2", destination: null });
    expect(await kinds()).toEqual([]);
  });

  test("of one that waits for the owner it is told whether Shopify has it", async () => {
    const { rewardId, code } = await aReward({ state: "needs review", shopifyId: null });
    expect(await kinds()).toEqual(["waiting reward is not there"]);
    shop.discounts.set("9", { code, title: rewardTitle(rewardId), works: true });
    expect(await kinds()).toEqual(["waiting reward is there"]);
  });

  test("one that waits because its order came to nothing, or that goes back already, is no difference", async () => {
    await aReward({ state: "needs review", usedOrderId: "1", undone: "cancelled" });
    await aReward({ state: "needs review", settlingAt: t.clock.now() });
    expect(await compareRewards(world)).toEqual({ looked: 2, problems: [] });
  });

  test("one whose cost was given back and that works all the same is told, and taken away by its job", async () => {
    const card = await aReward({ kind: "gift card", state: "failed", shopifyId: null });
    const lost = await aReward({ state: "failed", shopifyId: null });
    const { shopifyId, code } = await aReward({ state: "expired" });
    expect(await compareRewards(world)).toEqual({ looked: 3, problems: [] });
    shop.giftCards.set(card.code, { giftCardId: "1", note: rewardTitle(card.rewardId), enabled: true });
    shop.discounts.set("9", { code: lost.code, title: rewardTitle(lost.rewardId), works: true });
    shop.discounts.set(shopifyId, { code, title: "whatever the merchant calls it", works: true });
    await t.sql("DELETE FROM pgboss.job");
    expect(await kinds()).toEqual(["returned reward works", "returned reward works", "returned reward works"]);
    expect(await t.sql("SELECT name FROM pgboss.job")).toEqual(Array(3).fill({ name: "reward.issue" }));
    shop.giftCards.get(card.code)!.enabled = false;
    shop.discounts.get("9")!.works = false;
    shop.discounts.set(shopifyId, { code, title: "", works: false });
    expect(await kinds()).toEqual([]);
  });

  test("a sent product that waits for its owner is there only as an order: an open draft sends nothing", async () => {
    const { rewardId } = await aReward({ kind: "product sent", state: "needs review" });
    const draft = { draftId: "1", orderId: null, destination: null };
    shop.drafts.set(rewardTag(rewardId), draft);
    expect(await kinds()).toEqual(["waiting reward is not there"]);
    shop.drafts.set(rewardTag(rewardId), { ...draft, orderId: "2" });
    expect(await kinds()).toEqual(["waiting reward is there"]);
  });

  test("what they have by their owner's word alone is missed nowhere: Shopify could not say which is theirs", async () => {
    for (const kind of ["store credit", "gift card", "product sent", "product code"]) await aReward({ kind, shopifyId: null });
    expect([await compareRewards(world), shop.calls]).toEqual([{ looked: 4, problems: [] }, []]);
  });

  test("of those whose cost was given back the newest two hundred are asked for", async () => {
    for (let n = 0; n < 201; n++) await aReward({ state: "failed", requestedAt: new Date(t.clock.now().getTime() - n * 1_000) });
    expect([(await compareRewards(world)).looked, shop.calls.length]).toEqual([200, 200]);
  });

  test("a kind that we may no longer look at is told once and not asked for; the others are compared", async () => {
    await allow("product code", "gift card");
    await aReward({ kind: "store credit" });
    await aReward({ kind: "store credit", state: "needs review" });
    await aReward({ kind: "product sent" });
    await aReward();
    const stopped = (about: string) => ({ kind: "kind not allowed", about });
    expect(await compareRewards(world)).toEqual({
      looked: 1,
      problems: [stopped("product sent"), stopped("store credit"), expect.objectContaining({ kind: "reward code gone" })],
    });
    expect(shop.calls).toEqual(["readRewardDiscount"]);
    await allow();
    await aReward({ kind: "gift card", state: "failed" });
    await compareRewards(world);
    expect(shop.calls).toEqual(["readRewardDiscount", "readRewardDiscount"]);
  });

  test("a kind that we may not look at and nothing was given of lately is not told", async () => {
    await allow();
    await aReward({ kind: "store credit", state: "failed" });
    await aReward({ kind: "gift card", requestedAt: new Date(t.clock.now().getTime() - 91 * DAY_MS) });
    await aReward({ kind: "cash" });
    expect([await compareRewards(world), shop.calls]).toEqual([{ looked: 0, problems: [] }, []]);
  });

  test("cash, store credit that failed and what is older than ninety days is not asked for", async () => {
    await aReward({ kind: "cash" });
    await aReward({ kind: "store credit", state: "failed" });
    await aReward({ state: "failed", requestedAt: new Date(t.clock.now().getTime() - 91 * DAY_MS) });
    await aReward({ requestedAt: new Date(t.clock.now().getTime() - 91 * DAY_MS) });
    expect([await compareRewards(world), shop.calls]).toEqual([{ looked: 0, problems: [] }, []]);
  });

  test("all are looked at, page by page; one that Shopify refuses to tell of hides no other", async () => {
    for (let n = 0; n < 130; n++) await aReward({ requestedAt: new Date(t.clock.now().getTime() - (n % 7) * 1_000) });
    shop.refuses.add(`s${counter}`);
    const { looked, problems } = await compareRewards(world);
    expect([looked, problems.length, problems.filter(({ kind }) => kind === "reward not answered").length]).toEqual([130, 130, 1]);
  });
});
