import { beforeEach, describe, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { raiseAllTiers } from "~/domain/ledger/raise-all-tiers.server";
import { settleOrder } from "~/domain/ledger/settle-order.server";
import { settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { readBooks } from "../../support/read-books";
import {
  aBuyer,
  aProgram,
  aShop,
  anAmbassador,
  anOrder,
  changeOrder,
  type BuiltAmbassador,
  type BuiltProgram,
} from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;

beforeEach(async () => {
  await aShop(world);
  program = await aProgram(world, {
    insiderFrom: 2,
    iconFrom: 3,
    creditBp: 1_000,
    insiderCreditBp: 1_200,
    iconCreditBp: 1_500,
    newFriendsOnly: false,
  });
  maxine = await anAmbassador(world, program);
});

async function friendBuys(buyerId?: string): Promise<string> {
  const friend = buyerId ?? (await aBuyer(world)).buyerId;
  const { orderId } = await anOrder(world, { buyerId: friend, codes: [maxine.code], goodsMinor: 1_000n });
  await settle(orderId);
  return orderId;
}
async function settle(orderId: string): Promise<void> {
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
}
const windowPasses = async () => {
  await t.clock.advance(15 * DAY_MS);
  await matureCredits(world, { why: "test" });
};
const tier = async () =>
  (await t.sql<{ tier: string }>("SELECT tier FROM membership WHERE ambassador_id = $1", [maxine.ambassadorId]))[0].tier;
const changes = () =>
  t.sql("SELECT from_tier, to_tier, reason, good_referrals FROM tier_change WHERE ambassador_id = $1 ORDER BY sequence", [
    maxine.ambassadorId,
  ]);

test("somebody moves up once their friends' credit is theirs, with the reason kept, and earns the new rate from the next order on", async () => {
  await friendBuys();
  const second = await friendBuys();
  expect(await tier()).toBe("friend");
  await windowPasses();
  expect(await tier()).toBe("insider");
  expect(await changes()).toEqual([{ from_tier: "friend", to_tier: "insider", reason: "good referrals", good_referrals: 2 }]);
  const next = await friendBuys();
  const rates = () => t.sql("SELECT credit_bp FROM credit WHERE order_id = ANY ($1) ORDER BY opened_at", [[second, next]]);
  expect(await rates()).toEqual([{ credit_bp: 1_000 }, { credit_bp: 1_200 }]);
  // What was agreed stays, whatever happens to the order later.
  await changeOrder(world, second, { goodsMinor: 500n });
  await settle(second);
  expect(await rates()).toEqual([{ credit_bp: 1_000 }, { credit_bp: 1_200 }]);
  expect((await readBooks(world)).problems).toEqual([]);
});

test("one friend who buys often is one friend, and what was taken back is none", async () => {
  const { buyerId } = await aBuyer(world);
  await friendBuys(buyerId);
  await friendBuys(buyerId);
  const returned = await friendBuys();
  await changeOrder(world, returned, { goodsMinor: 0n });
  await settle(returned);
  await windowPasses();
  expect(await tier()).toBe("friend");
  expect(await changes()).toEqual([]);
});

test("nobody moves down: a later return takes the credit and leaves the tier", async () => {
  const orders = [await friendBuys(), await friendBuys(), await friendBuys()];
  await windowPasses();
  expect(await tier()).toBe("icon");
  for (const orderId of orders) {
    await changeOrder(world, orderId, { goodsMinor: 0n });
    await settle(orderId);
  }
  await friendBuys();
  await windowPasses();
  expect(await tier()).toBe("icon");
  expect(await changes()).toHaveLength(1);
});

test("why somebody moved up can be neither changed nor deleted, nor seen by another shop", async () => {
  await friendBuys();
  await friendBuys();
  await windowPasses();
  await expect(t.sql("UPDATE tier_change SET reason = 'x'")).rejects.toThrow(/append-only/);
  await expect(t.sql("DELETE FROM tier_change")).rejects.toThrow(/append-only/);
  expect(await t.worldOf("elsewhere.myshopify.com").transaction(({ db }) => db.tierChange.count())).toBe(0);
});

const letters = async () =>
  (
    await t.sql<{ tier: string }>(
      `SELECT data->'payload'->'about'->>'tier' AS tier FROM pgboss.job WHERE name = 'letter.write' AND data->'payload'->>'kind' = 'tier reached'
        AND data->'payload'->>'cause' LIKE $1 ORDER BY created_on`,
      [`${maxine.ambassadorId}%`],
    )
  ).map(({ tier }) => tier);
const sayOf = (orderId: string, counts: boolean, sequence: number) =>
  settleOrder(world, { orderId, counts, sequence, note: "I asked", decidedBy: "Olga" });

describe("a good referral may come about in other ways than by waiting", () => {
  test("a credit that is given again after it was taken moves its ambassador up, once, with a letter", async () => {
    const doubted = await friendBuys();
    await windowPasses();
    await sayOf(doubted, false, 1);
    await friendBuys();
    await windowPasses();
    expect(await tier()).toBe("friend");
    await sayOf(doubted, true, 2);
    await t.runDueJobs();
    expect([await tier(), await changes()]).toEqual([
      "insider",
      [{ from_tier: "friend", to_tier: "insider", reason: "good referrals", good_referrals: 2 }],
    ]);
    await settle(doubted);
    await matureCredits(world, { why: "test" });
    await raiseAllTiers(world, { why: "test" });
    await t.runDueJobs();
    expect([await changes(), await letters()]).toEqual([[expect.anything()], ["insider"]]);
  });

  test("so does an order that turns out to be another friend's", async () => {
    const { buyerId } = await aBuyer(world);
    await friendBuys(buyerId);
    const second = await friendBuys(buyerId);
    await windowPasses();
    expect(await tier()).toBe("friend");
    await changeOrder(world, second, { buyerId: (await aBuyer(world)).buyerId });
    await settle(second);
    await t.runDueJobs();
    expect(await tier()).toBe("insider");
  });

  test("when it takes fewer friends than before, everybody who has them moves up", async () => {
    await friendBuys();
    await windowPasses();
    const settings = settingsOf((await readLiveProgram(world))!);
    await saveSettings(world, { settings: { ...settings, insiderFrom: 1, iconFrom: 4 }, savedBy: "Olga" });
    await t.runDueJobs();
    expect([await tier(), await changes(), await letters()]).toEqual([
      "insider",
      [{ from_tier: "friend", to_tier: "insider", reason: "good referrals", good_referrals: 1 }],
      ["insider"],
    ]);
    // Step by step, never back.
    await saveSettings(world, { settings: { ...settings, insiderFrom: 5, iconFrom: 6 }, savedBy: "Olga" });
    await t.runDueJobs();
    expect(await tier()).toBe("insider");
    await friendBuys();
    await windowPasses();
    await saveSettings(world, { settings: { ...settings, insiderFrom: 1, iconFrom: 2 }, savedBy: "Olga" });
    await t.runDueJobs();
    expect([await tier(), (await changes()).length, await letters()]).toEqual(["icon", 2, ["insider", "icon"]]);
  });

  test("friends count where their orders bring nothing, at 0 %, as long as they are kept", async () => {
    const nothing = await aProgram(world, {
      creditBp: 0,
      insiderCreditBp: 1_000,
      iconCreditBp: 1_000,
      insiderFrom: 2,
      newFriendsOnly: false,
    });
    maxine = await anAmbassador(world, nothing);
    const returned = await friendBuys();
    await friendBuys();
    await changeOrder(world, returned, { goodsMinor: 0n });
    await settle(returned);
    await windowPasses();
    expect(await tier()).toBe("friend");
    await friendBuys();
    await windowPasses();
    expect([await tier(), await letters()]).toEqual(["insider", ["insider"]]);
    expect(
      await t.sql("SELECT FROM pgboss.job WHERE data->'payload'->>'kind' = 'reward earned' AND data->'payload'->>'cause' LIKE $1", [
        `${maxine.ambassadorId}%`,
      ]),
    ).toEqual([]);
  });

  test("who was passed over before is found by night", async () => {
    await friendBuys();
    await friendBuys();
    await windowPasses();
    await t.sql("UPDATE membership SET tier = 'friend' WHERE ambassador_id = $1", [maxine.ambassadorId]);
    expect(await raiseAllTiers(world, { why: "nightly" })).toEqual({ outcome: "looked", raised: 1 });
    expect(await tier()).toBe("insider");
  });
});
