/** An ambassador who wants their old code again: theirs while it works, and never called taken. */
import { expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { checkOwnCode } from "~/domain/code/check-own-code.server";
import { replaceShareCode, type ReplaceShareCodeInput } from "~/domain/code/replace-share-code.server";
import type { World } from "~/ports/world";
import { anAmbassador, anOrder } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();

/** Maxine, who has MAXINE-TEA in place of MAXINE15; Shopify takes both. */
async function maxine() {
  const shop = await t.open();
  const { world, programId, fake, rows, mint } = shop;
  await mint();
  const { ambassadorId, buyerId } = await anAmbassador(world, { programId, currency: "GBP" }, { code: "MAXINE15" });
  const [{ shopify_id: shareDiscount }] = await rows<{ shopify_id: string }>(
    "SELECT shopify_id FROM discount WHERE shop_id = $1 AND kind = 'share'",
  );
  fake.codes.set("MAXINE15", shareDiscount);
  await replace(world, ambassadorId, { code: "MAXINE-TEA" });
  await mint();
  const codes = () =>
    rows(
      "SELECT code, state, retires_at IS NULL AS stays, retired_why, replaced_by IS NULL AS alone FROM share_code WHERE shop_id = $1 ORDER BY code",
    );
  const check = async (typed: string) => {
    const { outcome } = await checkOwnCode(world, { typed, ambassadorId, programId, buyerId, name: "Maxine", offerBp: 1_500 });
    return outcome;
  };
  return { ...shop, ambassadorId, buyerId, codes, check };
}
const replace = (world: World, ambassadorId: string, changes: Partial<ReplaceShareCodeInput> = {}) =>
  replaceShareCode(world, { ambassadorId, code: "maxine15", keepDays: 30, why: "changed", ...changes });
const verdict = async (world: World, order: Parameters<typeof anOrder>[1]) => {
  const { orderId } = await anOrder(world, order);
  return (await decideOrder(world, { orderId })).reason;
};

test("while it works it is the one they share again, the other becomes the old one, and nothing is minted twice", async () => {
  const { world, ambassadorId, codes, check, fake, mint } = await maxine();
  await t.clock.advance(10 * DAY_MS);
  expect([await check("maxine 15"), await check("MAXINE-TEA")]).toEqual(["old code", "unchanged"]);
  const until = new Date(t.clock.now().getTime() + 30 * DAY_MS);
  const additions = fake.calls.addCodes;
  expect(await replace(world, ambassadorId)).toMatchObject({
    ...{ outcome: "taken back", code: "MAXINE15", replaced: ["MAXINE-TEA"], oldUntil: until },
  });
  await mint();
  expect(fake.calls.addCodes).toBe(additions);
  expect(await codes()).toEqual([
    { code: "MAXINE-TEA", state: "live", stays: false, retired_why: "changed", alone: false },
    { code: "MAXINE15", state: "live", stays: true, retired_why: null, alone: true },
  ]);
  expect([await check("MAXINE15"), await check("maxine-tea")]).toEqual(["unchanged", "old code"]);
});

test("on the day it would have ended it goes on working, in Shopify too; the other one ends on its own day", async () => {
  const { world, ambassadorId, fake } = await maxine();
  await t.clock.advance(10 * DAY_MS);
  await replace(world, ambassadorId);
  await t.clock.advance(21 * DAY_MS);
  await t.runDueJobs();
  expect([fake.codes.has("MAXINE15"), fake.codes.has("MAXINE-TEA")]).toEqual([true, true]);
  expect([await verdict(world, { codes: ["MAXINE15"] }), await verdict(world, { codes: ["MAXINE-TEA"] })]).toEqual(["code", "code"]);
  await t.clock.advance(10 * DAY_MS);
  await t.runDueJobs();
  await t.clock.advance(60_000);
  await t.runDueJobs();
  expect([fake.codes.has("MAXINE15"), fake.codes.has("MAXINE-TEA")]).toEqual([true, false]);
  expect([await verdict(world, { codes: ["MAXINE15"] }), await verdict(world, { codes: ["MAXINE-TEA"] })]).toEqual([
    "code",
    "code-retired",
  ]);
});

test("also with as many old ones as there may be, since it makes room for the other; two presses do it once", async () => {
  const { world, ambassadorId, rows } = await maxine();
  for (const code of ["MAXINE-A", "MAXINE-B"]) await replace(world, ambassadorId, { code });
  expect(await replace(world, ambassadorId, { code: "MAXINE-C" })).toMatchObject({ outcome: "changed often" });
  const outcomes = await Promise.all([1, 2, 3].map(() => replace(world, ambassadorId)));
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["taken back", "unchanged", "unchanged"]);
  expect(await rows("SELECT code FROM share_code WHERE shop_id = $1 AND retires_at IS NULL")).toEqual([{ code: "MAXINE15" }]);
});

test("one that has ended doesn't come back, and is called theirs, with ideas", async () => {
  const { world, ambassadorId, codes } = await maxine();
  await t.clock.advance(30 * DAY_MS);
  // Whether or not a job has heard of its end.
  for (const heard of [false, true]) {
    if (heard) await t.runDueJobs();
    const before = await codes();
    const said = await replace(world, ambassadorId);
    expect(said).toMatchObject({ outcome: "code ended", code: "MAXINE15" });
    expect((said as { ideas: string[] }).ideas).toHaveLength(3);
    expect(await codes()).toEqual(before);
  }
});

test("one that leaked never does, nor one the store uses; somebody else's stays taken", async () => {
  const { world, ambassadorId, programId, check, fake, mint, rows } = await maxine();
  await rows("UPDATE share_code SET retired_why = 'leaked' WHERE shop_id = $1 AND code = 'MAXINE15'");
  fake.merchantDiscount("WELCOME10");
  await replace(world, ambassadorId, { code: "WELCOME10" });
  await mint();
  await anAmbassador(world, { programId, currency: "GBP" }, { name: "Tom", code: "TOM-15" });
  expect([await check("MAXINE15"), await check("WELCOME10"), await check("TOM-15"), await check("MAXINE-NEW")]).toEqual([
    ...["code ended", "code taken", "code taken", "free"],
  ]);
});

test("nobody who left takes one back", async () => {
  const { world, ambassadorId, buyerId } = await maxine();
  await leaveProgram(world, { buyerId });
  expect(await replace(world, ambassadorId)).toEqual({ outcome: "not a member" });
});
