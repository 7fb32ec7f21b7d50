/** A discount that somebody deleted in Shopify, or that it refused once, is not lost for good: it is made anew when it is wanted. */
import { describe, expect, test } from "vitest";
import { publishDiscount } from "~/domain/code/publish-discount.server";
import { resumeDiscounts } from "~/domain/code/resume-discounts.server";
import { retryDiscounts } from "~/domain/code/retry-discounts.server";
import { endProgram } from "~/domain/program/end-program.server";
import { defaultSettings } from "~/domain/program/program";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { readyShop, t } from "./ready-shop";

const settings = defaultSettings("GBP");

/** One ambassador whose code works, a full pool, and additions that end by themselves. */
async function running() {
  const shop = await readyShop(1);
  const { fake, rows, shopId } = shop;
  fake.finishesAlone = true;
  await shop.join(0, "MAXINE15");
  await shop.step();
  await shop.mint();
  const ids = async () =>
    Object.fromEntries(
      (
        await rows<{ kind: string; id: string; state: string }>("SELECT kind, shopify_id AS id, state FROM discount WHERE shop_id = $1")
      ).map(({ kind, id, state }) => [kind, state === "live" ? id : state]),
    );
  const deleteAll = async () => {
    for (const id of Object.values(await ids())) fake.deleteDiscount(id);
  };
  const since = async () => (await rows("SELECT live_at FROM share_code WHERE shop_id = $1 AND code = 'MAXINE15'"))[0];
  const ready = () => rows<{ code: string }>("SELECT code FROM click_code WHERE shop_id = $1 AND state = 'ready'");
  return { ...shop, ids, deleteAll, since, ready, clear: () => t.sql("DELETE FROM pgboss.job WHERE data->>'shopId' = $1", [shopId]) };
}

describe("discounts that were deleted in Shopify", () => {
  test("a programme that ended and whose discounts are gone goes on with new ones, and with every code people have", async () => {
    const { world, deleteAll, mint, ids, fake, codes, since, ready } = await running();
    const [before, livedSince] = [await ids(), await since()];
    await endProgram(world, { endedBy: "Olga" });
    await t.runDueJobs();
    for (const id of Object.values(before)) fake.deleteDiscount(id);
    await resumeProgram(world, { resumedBy: "Olga" });
    await mint();
    const now = await ids();
    expect(Object.values(now).some((id) => Object.values(before).includes(id))).toBe(false);
    expect(fake.working().sort()).toEqual(Object.values(now).sort());
    expect([fake.codes.get("MAXINE15"), await codes(), await since()]).toEqual([
      now.share,
      [{ code: "MAXINE15", state: "live", reason: null }],
      livedSince,
    ]);
    // None is given to a friend that takes nothing off.
    for (const { code } of await ready()) expect(fake.codes.get(code)).toBe(now.click);
    expect(await ready()).toHaveLength(300);
    await deleteAll();
  });

  test("another offer makes those of a running programme anew", async () => {
    const { world, deleteAll, mint, ids, fake } = await running();
    await deleteAll();
    await saveSettings(world, { settings: { ...settings, offerBp: 2_000 }, savedBy: "Olga" });
    await mint();
    const now = await ids();
    expect(fake.working().sort()).toEqual(Object.values(now).sort());
    expect([...fake.discounts.values()].map(({ offerBp }) => offerBp)).toEqual([2_000, 2_000]);
    expect(fake.codes.get("MAXINE15")).toBe(now.share);
  });

  test("an addition that was under way comes to nothing with its discount, and its codes are added to the new one", async () => {
    const { world, ids, fake, step, drain, rows, mint, ready, clear } = await running();
    const { click } = await ids();
    await drain(0);
    fake.finishesAlone = false;
    await clear();
    expect(await step()).toEqual({ outcome: "running" });
    fake.forgetAddition();
    fake.deleteDiscount(click);
    fake.finishesAlone = true;
    await saveSettings(world, { settings: { ...settings, offerBp: 2_000 }, savedBy: "Olga" });
    await mint();
    expect(await rows("SELECT state FROM minting WHERE shop_id = $1 AND state IN ('intended', 'running')")).toEqual([]);
    for (const { code } of await ready()) expect(fake.codes.get(code)).toBe((await ids()).click);
    expect(await ready()).toHaveLength(300);
  });

  test("two runs at once, or a reply that is lost, make one", async () => {
    const { world, deleteAll, ids, fake, rows, mint, clear } = await running();
    await deleteAll();
    await clear();
    const [{ id: discountId }] = await rows<{ id: string }>("SELECT discount_id AS id FROM discount WHERE shop_id = $1 AND kind = 'share'");
    fake.loseReply("createOfferDiscount");
    await Promise.allSettled([1, 2, 3].map(() => publishDiscount(world, { discountId })));
    await publishDiscount(world, { discountId });
    expect(fake.discounts.size).toBe(1);
    await mint();
    expect(fake.codes.get("MAXINE15")).toBe((await ids()).share);
  });

  test("one that the search still shows is made anew when it no longer does, however often it was looked for meanwhile", async () => {
    const { world, ids, fake, rows, mint, codes, clear } = await running();
    const { share: gone } = await ids();
    fake.deleteDiscount(gone, { stillSeen: true });
    await clear();
    const [{ id: discountId }] = await rows<{ id: string }>("SELECT discount_id AS id FROM discount WHERE shop_id = $1 AND kind = 'share'");
    for (let times = 0; times < 3; times++)
      await expect(publishDiscount(world, { discountId })).rejects.toMatchObject({ kind: "try later" });
    expect(await rows("SELECT state, problem FROM discount WHERE shop_id = $1 AND kind = 'share'")).toEqual([
      { state: "intended", problem: null },
    ]);
    fake.stillSeen.clear();
    // Whatever tries its job had are used up by now.
    await rows("UPDATE discount SET created_at = created_at - interval '1 day' WHERE shop_id = $1");
    expect(await resumeDiscounts(world)).toEqual({ discounts: 1 });
    await mint();
    expect(await codes()).toEqual([{ code: "MAXINE15", state: "live", reason: null }]);
    expect(fake.codes.get("MAXINE15")).toBe((await ids()).share);
  });

  test("a change that is refused for another reason leaves everything as it was", async () => {
    const { world, ids, fake, rows, codes } = await running();
    const before = await ids();
    const [{ id: discountId }] = await rows<{ id: string }>("SELECT discount_id AS id FROM discount WHERE shop_id = $1 AND kind = 'share'");
    fake.refuse("changeOfferDiscount", "refused");
    expect(await publishDiscount(world, { discountId })).toMatchObject({ outcome: "refused" });
    expect([await ids(), await codes()]).toEqual([before, [{ code: "MAXINE15", state: "live", reason: null }]]);
  });
});

describe("a first refusal is not final", () => {
  test("its lead code taken, by a run of ours that the search does not show yet: it is looked for again, not told as failed", async () => {
    const shop = await t.open();
    const { world, fake, rows } = shop;
    const [one] = await rows<{ id: string; code: string }>(
      "SELECT discount_id AS id, lead_code AS code FROM discount WHERE shop_id = $1 LIMIT 1",
    );
    fake.loseReply("createOfferDiscount");
    await expect(publishDiscount(world, { discountId: one.id })).rejects.toThrow(/lost/);
    fake.unseen.add(one.code);
    await expect(publishDiscount(world, { discountId: one.id })).rejects.toMatchObject({ kind: "unknown" });
    fake.unseen.clear();
    expect(await publishDiscount(world, { discountId: one.id })).toEqual({ outcome: "live" });
    expect(fake.discounts.size).toBe(1);
  });

  test("the owner's word tries again what failed, and what live ones were refused", async () => {
    const shop = await t.open();
    const { world, fake, rows, mint } = shop;
    for (let times = 0; times < 2; times++) fake.refuse("createOfferDiscount", "refused");
    await mint();
    const states = () => rows("SELECT state, problem FROM discount WHERE shop_id = $1");
    expect((await states()).map(({ state }) => state)).toEqual(["failed", "failed"]);
    expect(await retryDiscounts(world)).toEqual({ outcome: "asked" });
    await mint();
    const live = { state: "live", problem: null };
    expect(await states()).toEqual([live, live]);
    expect(await retryDiscounts(world)).toEqual({ outcome: "nothing to do" });
    await rows("UPDATE discount SET problem = 'No' WHERE shop_id = $1");
    expect(await retryDiscounts(world)).toEqual({ outcome: "asked" });
    await mint();
    expect(await states()).toEqual([live, live]);
  });

  test("one that failed and is switched off in Shopify is switched on before it is called live", async () => {
    const { world, ids, fake, rows } = await running();
    const { share } = await ids();
    const [{ id: discountId }] = await rows<{ id: string }>("SELECT discount_id AS id FROM discount WHERE shop_id = $1 AND kind = 'share'");
    await rows("UPDATE discount SET state = 'failed' WHERE shop_id = $1 AND kind = 'share'");
    fake.discounts.get(share)!.off = true;
    expect(await publishDiscount(world, { discountId })).toEqual({ outcome: "live" });
    expect(fake.working()).toContain(share);
  });
});
