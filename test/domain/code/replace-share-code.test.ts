import { describe, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { ownerSentence } from "~/domain/attribution/sentence";
import { orderReasons } from "~/words/storefront/en";
import { recordClick } from "~/domain/click/record-click.server";
import { removeShareCode } from "~/domain/code/remove-share-code.server";
import { replaceShareCode, type ReplaceShareCodeInput } from "~/domain/code/replace-share-code.server";
import { retireShareCode } from "~/domain/code/retire-share-code.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { findPerson } from "~/domain/privacy/find-person.server";
import { endProgram } from "~/domain/program/end-program.server";
import type { World } from "~/ports/world";
import { anAmbassador, anOrder } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();

/** Maxine, whose code Shopify knows. */
async function maxine() {
  const shop = await t.open();
  const { world, programId, fake } = shop;
  await shop.mint();
  const ambassador = await anAmbassador(world, { programId, currency: "GBP" }, { code: "MAXINE15" });
  const [{ shopify_id: shareDiscount }] = await shop.rows<{ shopify_id: string }>(
    "SELECT shopify_id FROM discount WHERE shop_id = $1 AND kind = 'share'",
  );
  fake.codes.set("MAXINE15", shareDiscount);
  const codes = () =>
    shop.rows(
      "SELECT code, state, retired_why, removed_at IS NOT NULL AS removed FROM share_code WHERE shop_id = $1 ORDER BY created_at, code",
    );
  return { ...shop, ...ambassador, shareDiscount, codes };
}
const replace = (world: World, ambassadorId: string, changes: Partial<ReplaceShareCodeInput> = {}) =>
  replaceShareCode(world, { ambassadorId, code: "MAXINE-TEA", keepDays: 30, why: "changed", ...changes });
const verdict = async (world: World, order: Parameters<typeof anOrder>[1]) => {
  const { orderId } = await anOrder(world, order);
  return (await decideOrder(world, { orderId })).reason;
};

describe("an ambassador changes their code", () => {
  test("the new one works as soon as Shopify has it, the old one for thirty days more, and not a moment longer", async () => {
    const { world, ambassadorId, mint, codes, fake } = await maxine();
    const until = new Date(t.clock.now().getTime() + 30 * DAY_MS);
    expect(await replace(world, ambassadorId, { code: " maxine–tea " })).toMatchObject({
      outcome: "replaced",
      code: "MAXINE-TEA",
      replaced: ["MAXINE15"],
      oldUntil: until,
    });
    await mint();
    expect(await codes()).toEqual([
      { code: "MAXINE15", state: "live", retired_why: "changed", removed: false },
      { code: "MAXINE-TEA", state: "live", retired_why: null, removed: false },
    ]);
    expect(await verdict(world, { codes: ["MAXINE-TEA"] })).toBe("code");
    expect(await verdict(world, { codes: ["MAXINE15"], placedAt: new Date(until.getTime() - 1) })).toBe("code");
    expect(await verdict(world, { codes: ["MAXINE15"], placedAt: until })).toBe("code-retired");
    expect(fake.codes.has("MAXINE15")).toBe(true);
  });

  test("after that Shopify does not take it any more, and an order placed before still counts, whenever it is heard of", async () => {
    const { world, ambassadorId, codes, fake, mint } = await maxine();
    await replace(world, ambassadorId);
    await mint();
    await t.clock.advance(30 * DAY_MS);
    await t.runDueJobs();
    expect(fake.codes.has("MAXINE15")).toBe(false);
    expect((await codes())[0]).toMatchObject({ state: "retired", removed: false });
    await t.clock.advance(30_000);
    await t.runDueJobs();
    expect((await codes())[0]).toMatchObject({ code: "MAXINE15", state: "retired", removed: true });
    expect(fake.calls.removeCode).toBe(1);
    expect(await verdict(world, { codes: ["MAXINE15"], placedAt: new Date(t.clock.now().getTime() - 5 * DAY_MS) })).toBe("code");
    expect(await verdict(world, { codes: ["MAXINE15"] })).toBe("code-retired");
  });

  test("a friend who comes by the page when no single-use code is ready gets the new one", async () => {
    const { world, ambassadorId, slug, rows, mint } = await maxine();
    await replace(world, ambassadorId);
    await mint();
    await rows("UPDATE click_code SET state = 'refused' WHERE shop_id = $1");
    expect(await recordClick(world, { slug })).toMatchObject({ outcome: "recorded", code: "MAXINE-TEA", codeKind: "share" });
  });

  test("a new code that Shopify refuses is followed by another, and the old one's days do not stand in the way", async () => {
    const { world, ambassadorId, codes, fake, mint } = await maxine();
    fake.merchantDiscount("MAXINE-TEA");
    await replace(world, ambassadorId);
    await mint();
    expect(await codes()).toMatchObject([
      { code: "MAXINE15", state: "live", retired_why: "changed" },
      { code: "MAXINE-TEA", state: "refused" },
      { state: "live", retired_why: null },
    ]);
  });

  test("no code, the best free idea", async () => {
    const { world, ambassadorId } = await maxine();
    expect(await replace(world, ambassadorId, { code: null })).toMatchObject({ outcome: "replaced", code: "FROM-MAXINE" });
  });
});

describe("what is refused leaves everything as it was", () => {
  test.each([
    ["a code that somebody has", "TOM-15", "code taken"],
    ["a code they had before", "MAXINE-OLD", "code ended"],
    ["a rude one", "FUCK-IT", "code refused"],
    ["a short one", "MAX", "code refused"],
    ["the one they have", "maxine15", "unchanged"],
  ])("%s", async (_what, code, outcome) => {
    const { world, ambassadorId, programId, codes, rows } = await maxine();
    await anAmbassador(world, { programId, currency: "GBP" }, { name: "Tom", code: "TOM-15" });
    await rows(
      "INSERT INTO share_code (shop_id, code_id, program_id, ambassador_id, code, state, created_at) SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, 'MAXINE-OLD', 'retired', created_at - interval '1 day' FROM share_code WHERE shop_id = $1 AND code = 'MAXINE15'",
    );
    const before = await codes();
    expect(await replace(world, ambassadorId, { code })).toMatchObject({ outcome });
    expect(await codes()).toEqual(before);
  });

  test("somebody who left, or whose programme ended, is told so", async () => {
    const { world, ambassadorId, rows } = await maxine();
    await endProgram(world, { endedBy: "Olga" });
    expect(await replace(world, ambassadorId)).toEqual({ outcome: "not a member" });
    const other = await maxine();
    await other.rows("UPDATE membership SET left_at = now() WHERE shop_id = $1");
    expect(await replace(other.world, other.ambassadorId)).toEqual({ outcome: "not a member" });
    expect(await rows("SELECT count(*)::int AS codes FROM share_code WHERE shop_id = $1")).toEqual([{ codes: 1 }]);
  });

  test("three old codes at once are enough: the day the first of them ends, they may ask again", async () => {
    const { world, ambassadorId } = await maxine();
    const again = new Date(t.clock.now().getTime() + 30 * DAY_MS);
    for (const code of ["MAXINE-A", "MAXINE-B", "MAXINE-C"]) await replace(world, ambassadorId, { code });
    expect(await replace(world, ambassadorId, { code: "MAXINE-D" })).toEqual({ outcome: "changed often", againAt: again });
    // Not when a code has leaked: then there is no waiting.
    expect(await replace(world, ambassadorId, { code: "MAXINE-D", keepDays: 0, why: "leaked" })).toMatchObject({ outcome: "replaced" });
  });

  test("two presses at once make one new code", async () => {
    const { world, ambassadorId, rows } = await maxine();
    const outcomes = await Promise.all([1, 2, 3].map(() => replace(world, ambassadorId)));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["replaced", "unchanged", "unchanged"]);
    expect(await rows("SELECT count(*)::int AS codes FROM share_code WHERE shop_id = $1")).toEqual([{ codes: 2 }]);
  });
});

describe("a code that leaked ends at once", () => {
  test("orders placed before count, later ones do not, and Shopify stops taking it", async () => {
    const { world, ambassadorId, fake, codes } = await maxine();
    const before = new Date(t.clock.now().getTime() - 1);
    expect(await replace(world, ambassadorId, { code: null, keepDays: 0, why: "leaked" })).toMatchObject({ outcome: "replaced" });
    expect(await verdict(world, { codes: ["MAXINE15"] })).toBe("code-retired");
    expect(await verdict(world, { codes: ["MAXINE15"], placedAt: before })).toBe("code");
    await t.runDueJobs();
    expect(fake.codes.has("MAXINE15")).toBe(false);
    await t.clock.advance(30_000);
    await t.runDueJobs();
    expect((await codes()).find(({ code }) => code === "MAXINE15")).toMatchObject({ retired_why: "leaked", removed: true });
  });

  test("one that works for some days more is brought forward, and never put off again", async () => {
    const { world, ambassadorId, rows } = await maxine();
    await replace(world, ambassadorId);
    const [{ code_id: codeId }] = await rows<{ code_id: string }>(
      "SELECT code_id FROM share_code WHERE shop_id = $1 AND code = 'MAXINE15'",
    );
    const now = t.clock.now();
    expect(await retireShareCode(world, { codeId, at: now, why: "leaked" })).toEqual({ outcome: "retired", at: now });
    expect(await retireShareCode(world, { codeId, at: new Date(now.getTime() + DAY_MS), why: "changed" })).toEqual({
      outcome: "nothing to do",
    });
    expect(await verdict(world, { codes: ["MAXINE15"] })).toBe("code-retired");
  });

  test.each([
    ["of somebody who left", (world: World, { ambassadorId }: { ambassadorId: string }) => leaveProgram(world, { ambassadorId })],
    [
      "of somebody who took another and left within its days",
      async (world: World, { ambassadorId }: { ambassadorId: string }) => {
        await replace(world, ambassadorId);
        await leaveProgram(world, { ambassadorId });
      },
    ],
    [
      "of somebody who was erased",
      (world: World, { buyerId }: { buyerId: string }) =>
        findPerson(world, { buyerId, orderIds: [], email: null }).then((person) => eraseBuyer(world, person)),
    ],
  ])("one %s, which friends may go on using, ends as well", async (_whose, goes) => {
    const { world, ambassadorId, buyerId, fake, rows } = await maxine();
    await goes(world, { ambassadorId, buyerId });
    await t.runDueJobs();
    expect(fake.codes.has("MAXINE15")).toBe(true);
    const [{ id: codeId }] = await rows<{ id: string }>("SELECT code_id AS id FROM share_code WHERE shop_id = $1 AND code = 'MAXINE15'");
    const now = t.clock.now();
    expect(await retireShareCode(world, { codeId, at: now, why: "leaked" })).toEqual({ outcome: "retired", at: now });
    await t.runDueJobs();
    expect(fake.codes.has("MAXINE15")).toBe(false);
    await t.clock.advance(30_000);
    await t.runDueJobs();
    expect(await retireShareCode(world, { codeId, at: now, why: "leaked" })).toEqual({ outcome: "nothing to do" });
  });

  test("a lost reply, or Shopify being busy, ends with the code gone once", async () => {
    const { world, ambassadorId, fake, codes } = await maxine();
    fake.refuse("removeCode", "try later");
    await replace(world, ambassadorId, { code: null, keepDays: 0, why: "leaked" });
    await t.runDueJobs({ failuresExpected: true });
    expect(fake.codes.has("MAXINE15")).toBe(true);
    fake.loseReply("removeCode");
    await t.clock.advance(10 * 60_000);
    await t.runDueJobs({ failuresExpected: true });
    expect(fake.codes.has("MAXINE15")).toBe(false);
    await t.clock.advance(60 * 60_000);
    await t.runDueJobs();
    expect((await codes()).find(({ code }) => code === "MAXINE15")).toMatchObject({ removed: true });
    expect(fake.calls.removeCode).toBe(2);
  });

  test("a merchant's own discount with that code is left alone", async () => {
    const { world, ambassadorId, fake, codes } = await maxine();
    fake.codes.delete("MAXINE15");
    fake.merchantDiscount("MAXINE15");
    await replace(world, ambassadorId, { code: null, keepDays: 0, why: "leaked" });
    await t.runDueJobs();
    expect(fake.codes.has("MAXINE15")).toBe(true);
    expect((await codes()).find(({ code }) => code === "MAXINE15")).toMatchObject({ removed: true });
    expect(fake.calls.removeCode).toBeUndefined();
  });

  test.each([
    ["the store's own is nobody's", "unknown-code"],
    ["ours counts as one that was confirmed", "code"],
    ["neither is looked at by a person, retired or not", "code-unconfirmed"],
  ])("one that nobody had confirmed, and that turns out to be %s", async (whose, reason) => {
    const { world, ambassadorId, fake, rows, shareDiscount } = await maxine();
    await replace(world, ambassadorId, { code: "WELCOME10" });
    const { orderId } = await anOrder(world, { codes: ["WELCOME10"] });
    expect(await decideOrder(world, { orderId })).toMatchObject({ reason: "code-unconfirmed" });
    if (whose.startsWith("the store")) fake.merchantDiscount("WELCOME10");
    if (whose.startsWith("ours")) fake.codes.set("WELCOME10", shareDiscount);
    await t.clock.advance(1_000);
    await replace(world, ambassadorId, { code: "MAXINE-TWO", keepDays: 0, why: "leaked" });
    const [{ id }] = await rows<{ id: string }>("SELECT code_id AS id FROM share_code WHERE shop_id = $1 AND code = 'WELCOME10'");
    await removeShareCode(world, { codeId: id });
    const again = await rows("SELECT FROM pgboss.job WHERE name = 'order.refresh' AND data->>'shopId' = $1");
    expect(again).toHaveLength(reason === "code-unconfirmed" ? 0 : 1);
    expect(await decideOrder(world, { orderId })).toMatchObject({ reason });
  });

  test("one that nobody had confirmed and that is not there is looked for twice: what was on its way is taken away", async () => {
    const { world, ambassadorId, fake, rows, shareDiscount } = await maxine();
    await replace(world, ambassadorId, { code: "MAXINE-TEA" });
    await t.sql("DELETE FROM pgboss.job WHERE name = 'minting.advance'");
    await replace(world, ambassadorId, { code: "MAXINE-TWO", keepDays: 0, why: "leaked", instead: "MAXINE-TEA" });
    await t.sql("DELETE FROM pgboss.job WHERE name = 'minting.advance'");
    await t.runDueJobs();
    const removed = () => rows("SELECT removed_at IS NOT NULL AS removed FROM share_code WHERE shop_id = $1 AND code = 'MAXINE-TEA'");
    expect(await removed()).toEqual([{ removed: false }]);
    fake.codes.set("MAXINE-TEA", shareDiscount);
    for (let look = 0; look < 2; look++) {
      await t.clock.advance(30_000);
      await t.runDueJobs();
    }
    expect([await removed(), fake.codes.has("MAXINE-TEA")]).toEqual([[{ removed: true }], false]);
  });

  test("one that Shopify refused is not made theirs by being taken away", async () => {
    const { world, ambassadorId, fake, rows, mint } = await maxine();
    fake.merchantDiscount("WELCOME10");
    await replace(world, ambassadorId, { code: "WELCOME10" });
    await replace(world, ambassadorId, { code: "MAXINE-TWO", keepDays: 1 });
    await rows("UPDATE share_code SET state = 'refused' WHERE shop_id = $1 AND code = 'WELCOME10'");
    await mint();
    const { orderId } = await anOrder(world, { codes: ["WELCOME10"] });
    await t.clock.advance(2 * DAY_MS);
    await t.runDueJobs();
    expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "ignored", reason: "unknown-code" });
  });

  test("one that Shopify was still making is taken away once it is made", async () => {
    const { world, ambassadorId, fake, codes, mint } = await maxine();
    await replace(world, ambassadorId, { code: "MAXINE-TEA" });
    await t.runDueJobs();
    expect(fake.running?.codes).toEqual(["MAXINE-TEA"]);
    fake.finishesAlone = false;
    await replace(world, ambassadorId, { code: "MAXINE-TWO", keepDays: 0, why: "leaked" });
    await t.runDueJobs();
    fake.finishesAlone = true;
    await mint();
    await t.clock.advance(2 * 60_000);
    await t.runDueJobs();
    await t.clock.advance(2 * 60_000);
    await t.runDueJobs();
    expect(fake.codes.has("MAXINE-TEA")).toBe(false);
    expect((await codes()).find(({ code }) => code === "MAXINE-TEA")).toMatchObject({ state: "retired", removed: true });
    expect(fake.codes.has("MAXINE-TWO")).toBe(true);
  });
});

test("the why of an order with an old code has a sentence of its own for each", () => {
  expect(ownerSentence("code-retired", "Maxine")).toBe("The order carries an old code of Maxine's, which had stopped counting by then.");
  expect(orderReasons["code-retired"]).toBe("This order came with an old code of yours that had ended by then. Your new one counts.");
});
