/** What no button of ours ends is told until its owner has seen to it; and again once it changes, or is gone and comes back. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readChecks } from "~/domain/insight/read-checks.server";
import { readHome } from "~/domain/insight/read-home.server";
import { readStatus } from "~/domain/insight/read-status.server";
import { isGone, maySeeTo, saysTheSame } from "~/domain/shop/reconciliation";
import { seeToProblem } from "~/domain/shop/see-to-problem.server";
import { showProblemAgain } from "~/domain/shop/show-problem-again.server";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import { rewardTitle, SCOPES_FOR } from "~/domain/reward/reward";
import { REWARD_KINDS } from "~/domain/program/program";
import { DAY_MS } from "../support/world";
import { aReward, itsCode, shop, shopId, sql, t, world } from "./compared-shop";

const run = async () => {
  await t.clock.advance(1);
  await reconcileShop(world, { why: "test" });
};
const told = async () => (await readChecks(world)).problems.map(({ kind }) => kind);
const seen = async () => (await readChecks(world)).seen.map(({ kind }) => kind);
const seeTo = (kind: string, about: string) => seeToProblem(world, { kind, about, seenBy: "Olga" });

beforeAll(async () => {
  const at = new Date(t.clock.now().getTime() - DAY_MS);
  await sql(
    "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at, finished_at) VALUES ($1, gen_random_uuid(), 'orders', 'done', $2, $2, $2)",
    [shopId, at],
  );
});
beforeEach(() => sql("DELETE FROM seen_problem"));

/** Switched off in Shopify. */
async function aCardThatIsOff() {
  const card = await aReward({ kind: "gift card" });
  shop.giftCards.set(card.code, { giftCardId: "1", note: rewardTitle(card.rewardId), enabled: false });
  await run();
  return card;
}

test("what was seen to needs nobody any more, neither on home nor in the status nor in the list, and stands folded with when", async () => {
  const { rewardId } = await aCardThatIsOff();
  const needs = async () => (await readHome(world)).needsYou.filter(({ key }) => key === "checks").length;
  const stands = async () => [await told(), await needs(), (await readStatus(world)).checks.state];
  expect(await stands()).toEqual([["gift card switched off"], 1, "stuck"]);
  expect(await seeTo("gift card switched off", rewardId)).toEqual({ outcome: "seen to" });
  expect(await stands()).toEqual([[], 0, "working"]);
  expect(await readChecks(world)).toMatchObject({
    seen: [{ kind: "gift card switched off", about: rewardId, what: "Jubilee Mug", name: "Maxine", seenAt: t.clock.now().toISOString() }],
    runs: [{ problems: 0, seen: 1 }],
  });
  await run();
  expect(await stands()).toEqual([[], 0, "working"]);
  expect(await sql("SELECT said, seen_by FROM seen_problem")).toEqual([
    { said: { kind: "gift card switched off", about: rewardId }, seen_by: "Olga" },
  ]);
});

test("shown again by a press, it is told as before", async () => {
  const { rewardId: about } = await aCardThatIsOff();
  await seeTo("gift card switched off", about);
  expect(await showProblemAgain(world, { kind: "gift card switched off", about })).toEqual({ outcome: "shown again" });
  expect([await told(), await seen()]).toEqual([["gift card switched off"], []]);
  expect(await showProblemAgain(world, { kind: "gift card switched off", about })).toEqual({ outcome: "unknown" });
});

test("once it is something else it is told", async () => {
  const { rewardId, code } = await aCardThatIsOff();
  await seeTo("gift card switched off", rewardId);
  shop.giftCards.delete(code);
  await run();
  expect([await told(), await seen()]).toEqual([["gift card gone"], []]);
});

test("once it differs in another way it is told", async () => {
  const given = await aReward();
  shop.discounts.set(given.shopifyId, itsCode(given, { minimum: true }));
  await run();
  await seeTo("reward code changed", given.rewardId);
  await run();
  expect(await told()).toEqual([]);
  shop.discounts.set(given.shopifyId, itsCode(given, { minimum: true, amountMinor: 500n }));
  await run();
  expect([await told(), await seen()]).toEqual([["reward code changed"], []]);
});

test("gone and come back it is told, though nothing of it changed", async () => {
  const { rewardId, code } = await aCardThatIsOff();
  await seeTo("gift card switched off", rewardId);
  const card = shop.giftCards.get(code)!;
  card.enabled = true;
  await run();
  expect([await told(), await seen()]).toEqual([[], []]);
  card.enabled = false;
  await run();
  expect(await told()).toEqual(["gift card switched off"]);
});

test("a comparison that could not look at it, or broke off before it had looked at everything, forgets nothing", async () => {
  const { rewardId } = await aCardThatIsOff();
  await seeTo("gift card switched off", rewardId);
  const port = shop.port();
  const scopes = REWARD_KINDS.filter((kind) => kind !== "gift card").flatMap((kind) => SCOPES_FOR[kind]);
  shop.port = () => ({ ...port, readProfile: async () => ({ ...(await port.readProfile()), scopes }) });
  await run();
  expect(await told()).toEqual(["kind not allowed"]);
  shop.port = () => ({ ...port, findGiftCard: () => Promise.reject(new Error("a defect")) });
  await expect(run()).rejects.toThrow("a defect");
  shop.port = () => port;
  await run();
  expect([await told(), await seen()]).toEqual([[], ["gift card switched off"]]);
});

test("what a button of ours ends, or was not found, is no owner's to have seen to", async () => {
  const { rewardId } = await aReward({ state: "needs review", shopifyId: null });
  await run();
  expect(await seeTo("waiting reward is not there", rewardId)).toEqual({ outcome: "unknown" });
  expect(await seeTo("gift card gone", rewardId)).toEqual({ outcome: "unknown" });
  expect(await sql("SELECT * FROM seen_problem")).toEqual([]);
});

describe("the rules", () => {
  test.each([
    ["orders not shown", false],
    ["chargeback not shown", false],
    ["customer gone", false],
    ["not compared", false],
    ["discount gone", false],
    ["code gone", false],
    ["returned reward works", false],
    ["discount of before", true],
    ["code elsewhere", true],
    ["draft gone", true],
    ["kind not allowed", true],
  ])("%s may be seen to: %s", (kind, may) => expect(maySeeTo(kind)).toBe(may));

  test("differences in another order are the same", () => {
    const one = { kind: "reward code changed" as const, about: "r" };
    const [minimum, uses] = [{ term: "minimum" as const }, { term: "uses" as const, now: "5" }];
    expect(saysTheSame({ ...one, differs: [minimum, uses] }, { ...one, differs: [uses, minimum] })).toBe(true);
    expect(saysTheSame({ ...one, differs: [uses] }, { ...one, differs: [{ ...uses, now: "6" }] })).toBe(false);
  });

  test("one that Shopify would not answer for is not gone", () => {
    expect(isGone({ kind: "draft gone", about: "r" }, [{ kind: "reward not answered", about: "r" }])).toBe(false);
    expect(isGone({ kind: "draft gone", about: "r" }, [{ kind: "reward not answered", about: "s" }])).toBe(true);
  });
});
