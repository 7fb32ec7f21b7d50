/** A merchant may change a friends' discount in Shopify, or take a code off it: it is told, and put back by the owner's word only. */
import { expect, test } from "vitest";
import { replaceShareCode } from "~/domain/code/replace-share-code.server";
import { resumeRemovals } from "~/domain/code/resume-removals.server";
import { restoreCode } from "~/domain/code/restore-code.server";
import { restoreDiscount } from "~/domain/code/restore-discount.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { readChecks } from "~/domain/insight/read-checks.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { endProgram } from "~/domain/program/end-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { compareDiscounts } from "~/ingest/compare-discounts.server";
import type { OfferTerms } from "~/ports/shop";
import { aBuyer, anOrder } from "../support/builders";
import { t, readyShop } from "../domain/code/ready-shop";

const LONG_AGO_MS = 60 * 60_000;

let days = 0;
/** With ambassadors whose codes work, an hour after the offer was set. */
async function running(people = 1) {
  // By day, when people are written to.
  await t.clock.set(new Date(Date.UTC(2027, 2, 1 + days++, 11)));
  const shop = await readyShop(people);
  shop.fake.finishesAlone = true;
  const codes: { codeId: string; code: string; ambassadorId: string }[] = [];
  for (let n = 0; n < people; n++) await shop.join(n, `CODE-NUMBER-${n + 1}`);
  await shop.step();
  await shop.mint();
  codes.push(
    ...(await shop.rows<(typeof codes)[number]>(
      'SELECT code_id AS "codeId", code, ambassador_id AS "ambassadorId" FROM share_code WHERE shop_id = $1 AND state = \'live\' ORDER BY code',
    )),
  );
  const [{ id: shareId, own }] = await shop.rows<{ id: string; own: string }>(
    "SELECT shopify_id AS id, discount_id AS own FROM discount WHERE shop_id = $1 AND kind = 'share'",
  );
  await t.clock.advance(LONG_AGO_MS);
  return { ...shop, codes, share: shop.fake.discounts.get(shareId)!, shareId, own };
}

test.each<[Partial<OfferTerms>, object]>([
  [{ offerBp: 500 }, { term: "percentage", now: "500", ours: "1500" }],
  [{ offerBp: null }, { term: "amount", ours: "1500" }],
  [{ usageLimit: 100 }, { term: "uses", now: "100" }],
  [{ oncePerCustomer: false }, { term: "every time" }],
  [{ startsAt: new Date("2099-01-01T00:00:00Z") }, { term: "starts", now: "2099-01-01T00:00:00.000Z" }],
  [{ endsAt: new Date("2099-01-01T00:00:00Z") }, { term: "ends", now: "2099-01-01T00:00:00.000Z" }],
  [{ minimum: true }, { term: "minimum" }],
  [{ everybody: false }, { term: "customers" }],
  [{ everything: false }, { term: "products" }],
])("a discount that was changed in Shopify is told, with what differs: %j", async (changed, difference) => {
  const { world, share, own } = await running(0);
  expect(await compareDiscounts(world)).toEqual([]);
  share.changed = changed;
  const told = [{ kind: "discount changed", about: own, differs: [difference] }];
  // Nobody but the owner can know whether it was meant.
  expect([await compareDiscounts(world), await compareDiscounts(world)]).toEqual([told, told]);
  expect(await restoreDiscount(world, { discountId: own })).toEqual({ outcome: "asked" });
  await t.runDueJobs();
  expect(await compareDiscounts(world)).toEqual([]);
});

test("on which orders of a subscription it is is told where the store sells subscriptions", async () => {
  const { world, share, fake, own } = await running(0);
  share.changed = { subscriptions: "other" };
  expect(await compareDiscounts(world)).toEqual([]);
  fake.sellsSubscriptions = true;
  expect(await compareDiscounts(world)).toContainEqual({ kind: "discount changed", about: own, differs: [{ term: "subscriptions" }] });
});

test("what the owner saved a moment ago may be on its way, and a settings' change leaves alone what a merchant set beside it", async () => {
  const { world, share, own } = await running(0);
  share.changed = { minimum: true };
  const settings = (await readLiveProgram(world))!;
  expect(await saveSettings(world, { settings: { ...settings, offerBp: 2_000 }, savedBy: "Olga" })).toMatchObject({ outcome: "saved" });
  expect(await compareDiscounts(world)).toEqual([]);
  await t.runDueJobs();
  await t.clock.advance(LONG_AGO_MS);
  expect(await compareDiscounts(world)).toEqual([{ kind: "discount changed", about: own, differs: [{ term: "minimum" }] }]);
});

test("what the owner saves while Shopify is asked is no merchant's change", async () => {
  const { world, share, fake, own } = await running(0);
  share.changed = { offerBp: 500 };
  fake.meanwhile = async (call) => {
    if (call !== "readOffer") return;
    fake.meanwhile = null;
    const settings = (await readLiveProgram(world))!;
    await saveSettings(world, { settings: { ...settings, offerBp: 500 }, savedBy: "Olga" });
  };
  expect((await compareDiscounts(world)).filter(({ about }) => about === own)).toEqual([]);
});

test("a discount that is no longer ours to set, or never was, is not put back", async () => {
  const { world, own, rows } = await running(0);
  expect(await restoreDiscount(world, { discountId: world.chance.uuid() })).toEqual({ outcome: "unknown" });
  await rows("UPDATE discount SET state = 'ended' WHERE shop_id = $1");
  expect(await restoreDiscount(world, { discountId: own })).toEqual({ outcome: "unknown" });
});

test("a code that was removed in Shopify is told with whose it is, and works again at the owner's word", async () => {
  const { world, fake, codes, mint, shareId, rows } = await running(5);
  const [gone] = codes;
  const [{ since }] = await rows("SELECT live_at AS since FROM share_code WHERE shop_id = $1 AND code_id = $2", [gone.codeId]);
  expect(await compareDiscounts(world)).toEqual([]);
  fake.codes.delete(gone.code);
  expect(await compareDiscounts(world)).toEqual([{ kind: "code gone", about: gone.codeId }]);
  expect([await restoreCode(world, gone), await restoreCode(world, gone)]).toEqual([{ outcome: "asked" }, { outcome: "asked" }]);
  await mint();
  expect([fake.codes.get(gone.code), await compareDiscounts(world)]).toEqual([shareId, []]);
  // It is as old as it was: how much is bought with it is measured from then.
  expect(await rows("SELECT state, live_at AS since FROM share_code WHERE shop_id = $1 AND code_id = $2", [gone.codeId])).toEqual([
    { state: "live", since },
  ]);
});

test("one on another discount is told as that; should it stay there, the ambassador gets another and keeps what it earned", async () => {
  const { world, fake, codes, mint, rows } = await running(1);
  const [{ code, codeId, ambassadorId }] = codes;
  fake.codes.delete(code);
  fake.merchantDiscount(code);
  expect(await compareDiscounts(world)).toEqual([{ kind: "code elsewhere", about: codeId }]);
  await restoreCode(world, { codeId });
  await mint();
  expect(
    await rows("SELECT code, state FROM share_code WHERE shop_id = $1 AND ambassador_id = $2 ORDER BY created_at", [ambassadorId]),
  ).toEqual([
    { code, state: "retired" },
    { code: expect.not.stringMatching(`^${code}$`) as string, state: "live" },
  ]);
});

test("what a code earned is its ambassador's while it waits to be put back", async () => {
  const { world, codes, fake } = await running(1);
  const [{ code, codeId }] = codes;
  const friend = await aBuyer(world);
  const { orderId } = await anOrder(world, { buyerId: friend.buyerId, codes: [code] });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "attributed" });
  fake.codes.delete(code);
  await restoreCode(world, { codeId });
  expect(await decideOrder(world, { orderId })).toMatchObject({ outcome: "attributed", changed: false });
});

test("a code that is being changed, or was while Shopify was asked, is not missed; Shopify being busy says so", async () => {
  const { world, fake, codes } = await running(2);
  const [one, other] = codes;
  await replaceShareCode(world, { ambassadorId: one.ambassadorId, code: "ANOTHER-ONE", keepDays: 0, why: "changed" });
  fake.codes.delete(one.code);
  expect(await compareDiscounts(world)).toEqual([]);
  fake.codes.delete(other.code);
  fake.meanwhile = async (call) => {
    if (call !== "findDiscountByCode") return;
    fake.meanwhile = null;
    await replaceShareCode(world, { ambassadorId: other.ambassadorId, code: "YET-ANOTHER", keepDays: 0, why: "changed" });
  };
  expect(await compareDiscounts(world)).toEqual([]);
  fake.refuse("readOffer", "try later");
  await expect(compareDiscounts(world)).rejects.toMatchObject({ kind: "try later" });
});

test("a discount that was deleted is told, and made anew with its codes at the owner's word", async () => {
  const { world, fake, codes, mint, shareId, own } = await running(1);
  fake.deleteDiscount(shareId);
  expect(await compareDiscounts(world)).toEqual([{ kind: "discount gone", about: own }]);
  expect(await restoreDiscount(world, { discountId: own })).toEqual({ outcome: "asked" });
  await mint();
  expect(await compareDiscounts(world)).toEqual([]);
  expect([fake.codes.has(codes[0].code), fake.working()]).toEqual([true, expect.not.arrayContaining([shareId])]);
});

test("a leaked code that Shopify would not remove is told until it has, and not once the programme has ended", async () => {
  const { world, fake, codes, mint } = await running(1);
  const [{ codeId, code, ambassadorId }] = codes;
  fake.refuse("removeCode", "refused");
  await replaceShareCode(world, { ambassadorId, code: "ANOTHER-ONE", keepDays: 0, why: "leaked" });
  await t.runDueJobs();
  expect(await compareDiscounts(world)).toEqual([{ kind: "code still works", about: codeId }]);
  await endProgram(world, { endedBy: "Olga" });
  expect((await compareDiscounts(world)).map(({ kind }) => kind)).not.toContain("code still works");
  await resumeProgram(world, { resumedBy: "Olga" });
  await mint();
  await resumeRemovals(world, { why: "test" });
  await t.runDueJobs();
  await t.clock.advance(30_000);
  await t.runDueJobs();
  expect([fake.codes.has(code), await compareDiscounts(world)]).toEqual([false, []]);
});

test("the owner's page names the ambassador and the code", async () => {
  const { world, codes, shopId } = await running(1);
  await t.sql(
    "INSERT INTO reconciliation (shop_id, reconciliation_id, why, looked_from, started_at, finished_at, problems) VALUES ($1, gen_random_uuid(), 'asked', $2, $2, $2, $3)",
    [shopId, t.clock.now(), JSON.stringify([{ kind: "code gone", about: codes[0].codeId }])],
  );
  expect((await readChecks(world)).problems).toEqual([
    { kind: "code gone", about: codes[0].codeId, name: "Maxine", what: codes[0].code, currency: null },
  ]);
});
