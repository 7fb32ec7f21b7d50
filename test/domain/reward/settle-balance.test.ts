/** What is theirs of somebody who can take nothing any more: their owner settles it by hand, once, and everybody reads that. */
import { beforeEach, describe, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { readHome } from "~/domain/insight/read-home.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readPeriodBooks } from "~/domain/ledger/read-period-books.server";
import { readStatement } from "~/domain/ledger/read-statement.server";
import { movementSentence } from "~/domain/ledger/movement";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { findPerson } from "~/domain/privacy/find-person.server";
import { endProgram } from "~/domain/program/end-program.server";
import { readToSettle } from "~/domain/reward/read-to-settle.server";
import { settleBalance } from "~/domain/reward/settle-balance.server";
import { sayLeft, sayMovement, sayReward } from "~/words/storefront/sentences";
import { wordsFor } from "~/words/storefront/words-for";
import { invariants } from "../../simulate/invariants";
import { aProgram, aShop, anAmbassador, anEarnedCredit, type BuiltAmbassador, type BuiltProgram } from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { readBooks } from "../../support/read-books";
import { testWorld } from "../../support/world";

const t = await testWorld({ shop: new FakeRewardShop().port() });
const { world } = t;
const ALL = { from: null, to: null };
let program: BuiltProgram;
let maxine: BuiltAmbassador;

beforeEach(async () => {
  await aShop(world);
  program = await aProgram(world, { rewardFeeMinor: 20n });
  maxine = await anAmbassador(world, program, { name: "Maxine" });
  await anEarnedCredit(world, maxine, 4_200n);
});
const whose = () => ({ ambassadorId: maxine.ambassadorId, programId: program.programId });
const leave = () => leaveProgram(world, { ambassadorId: maxine.ambassadorId });
const balance = () => readBalance(world, whose());
async function read() {
  const found = await readToSettle(world, whose());
  if (found.outcome !== "to settle") throw new Error(found.outcome);
  return { ...whose(), amountMinor: found.earnedMinor, entries: found.entries, settledBy: "Olga" };
}
const settle = async (sure = true) => settleBalance(world, { ...(await read()), sure });
const SETTLED = { pendingMinor: 0n, earnedMinor: 0n, redeemedMinor: 4_200n };

test("who takes part takes rewards: there is nothing to settle by hand", async () => {
  const asked = { ...whose(), amountMinor: 4_200n, entries: 2, settledBy: "Olga", sure: true };
  expect(await settleBalance(world, asked)).toEqual({ outcome: "still takes part" });
  expect((await balance()).earnedMinor).toBe(4_200n);
});

test("nothing is settled without being sure", async () => {
  await leave();
  expect(await settle(false)).toEqual({ outcome: "not sure" });
  expect((await balance()).earnedMinor).toBe(4_200n);
});

/** The eldest first. */
async function endAll(): Promise<void> {
  while ((await endProgram(world, { endedBy: "Olga" })).outcome === "ended");
}
const ENDS: [string, () => Promise<unknown>][] = [
  ["left", leave],
  [
    "was erased",
    () => findPerson(world, { buyerId: maxine.buyerId, orderIds: [], email: null }).then((person) => eraseBuyer(world, person)),
  ],
  ["was in a programme that ended", endAll],
];
test.each(ENDS)("of one who %s it is settled as cash that was paid, and statement, books and home agree", async (_how, end) => {
  await end();
  const promised = BigInt((await readHome(world)).month.promised.minor);
  expect(await settle()).toMatchObject({ outcome: "settled" });
  expect(await balance()).toEqual(SETTLED);
  expect(BigInt((await readHome(world)).month.promised.minor)).toBe(promised - 4_200n);
  const statement = await readStatement(world, { ...whose(), page: 1, ...ALL });
  expect(statement).toMatchObject({ outcome: "statement", closing: SETTLED });
  expect(statement.outcome === "statement" && movementSentence(statement.movements.at(-1)!)).toBe("You settled this with them by hand.");
  const books = (await readPeriodBooks(world, ALL)).find(({ programId }) => programId === program.programId)!;
  expect(books.closing).toEqual(SETTLED);
  expect(books.issued).toEqual([{ kind: "cash", rewards: 1, amountMinor: 4_200n }]);
  expect(books.movements.find(({ reason }) => reason === "settled")?.change).toMatchObject({ earnedMinor: -4_200n, redeemedMinor: 4_200n });
  expect((await readBooks(world)).problems).toEqual([]);
  for (const { name, sql } of invariants.filter((one) => /^I[1-4] /.test(one.name))) expect([name, await t.sql(sql)]).toEqual([name, []]);
  expect(
    await t.sql("SELECT approved_by, unit_cost_minor::int, fee_minor::int FROM reward WHERE ambassador_id = $1", [maxine.ambassadorId]),
  ).toEqual([{ approved_by: "Olga", unit_cost_minor: 4_200, fee_minor: 20 }]);
});

test("of five presses at once, by however many owners, one settles", async () => {
  await leave();
  const shown = await read();
  const pressed = await Promise.all(Array.from({ length: 5 }, () => settleBalance(world, { ...shown, sure: true })));
  expect(pressed.map(({ outcome }) => outcome).sort()).toEqual(["settled", ...Array<string>(4).fill("settled already")]);
  expect(await balance()).toEqual(SETTLED);
});

test("what came in after it was read is not settled unseen, and after it was settled is settled by a press of its own", async () => {
  await leave();
  const shown = await read();
  await anEarnedCredit(world, maxine, 4_200n);
  expect(await settleBalance(world, { ...shown, sure: true })).toEqual({ outcome: "balance changed" });
  expect(await settle()).toMatchObject({ outcome: "settled" });
  // The very same amount again is another balance.
  await anEarnedCredit(world, maxine, 8_400n);
  expect(await settleBalance(world, { ...shown, amountMinor: 8_400n, sure: true })).toEqual({ outcome: "balance changed" });
  expect(await settle()).toMatchObject({ outcome: "settled" });
  expect((await balance()).redeemedMinor).toBe(16_800n);
  expect(await settle()).toEqual({ outcome: "nothing to settle" });
});

test("what was found in Shopify and may be theirs is answered first", async () => {
  await leave();
  const at = { madeAt: t.clock.now(), foundAt: t.clock.now() };
  const stray = { strayId: world.chance.uuid(), kind: "gift card", shopifyId: "1", productTitle: "", amountMinor: 100n, currency: "GBP" };
  await world.transaction(({ db }) => db.stray.create({ data: { shopId: world.shopId, ...stray, buyerId: maxine.buyerId, ...at } }));
  expect(await settle()).toEqual({ outcome: "held" });
  expect((await balance()).earnedMinor).toBe(4_200n);
});

describe("their own page", () => {
  test.each([
    ["en", "£42.00 stays yours. Write to the store", "nothing is left to settle", "The store has settled this with you directly."],
    ["de", "Schreib dem Laden", "nichts mehr offen", "Der Laden hat das direkt mit dir geregelt."],
    ["es", "Escribe a la tienda", "no queda nada pendiente", "La tienda ha arreglado esto contigo directamente."],
    ["fr", "Écrivez à la boutique", "il ne reste rien à régler", "La boutique a réglé cela directement avec vous."],
  ] as const)("says in %s what is open, and then that it was paid", async (language, open, done, moved) => {
    const words = wordsFor(language);
    const page = async () => {
      const found = await readRewardsPage(world, { buyerId: maxine.buyerId });
      if (found.outcome !== "page") throw new Error(found.outcome);
      return found;
    };
    await leave();
    expect(sayLeft(words, await page())).toContain(open);
    await settle();
    const facts = await page();
    expect(sayLeft(words, facts)).toContain(done);
    expect(facts.rewards.map((reward) => sayReward(words, reward))).toEqual([words.taken.issued.cash()]);
    expect(sayMovement(words, { reason: "settled", source: { kind: "reward", id: "", name: "Money", rewardKind: "cash" } })).toBe(moved);
  });
});
