/** The friends' discounts are compared with what their programme's owner wants of them. */
import { expect, test } from "vitest";
import { endProgram } from "~/domain/program/end-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { compareDiscounts } from "~/ingest/compare-discounts.server";
import { fakeShops } from "../support/fake-shops";

const t = await fakeShops();

async function ended() {
  const shop = await t.open();
  await shop.mint();
  await endProgram(shop.world, { endedBy: "Olga" });
  await t.runDueJobs();
  const [{ id }] = await shop.rows<{ id: string }>("SELECT shopify_id AS id FROM discount WHERE shop_id = $1 AND kind = 'share'");
  const states = () => shop.rows<{ state: string }>("SELECT DISTINCT state FROM discount WHERE shop_id = $1");
  return { ...shop, share: shop.fake.discounts.get(id)!, states };
}

test("one of an ended programme that works all the same is told, and switched off", async () => {
  const { world, fake, share, states } = await ended();
  expect(await compareDiscounts(world)).toEqual([]);
  delete share.off;
  expect(await compareDiscounts(world)).toEqual([{ kind: "discount still on", about: "share" }]);
  await t.runDueJobs();
  expect([fake.working(), await compareDiscounts(world), await states()]).toEqual([[], [], [{ state: "ended" }]]);
});

test("so is one that our rows take for live, as they did before ending looked twice", async () => {
  const { world, fake, share, rows, states } = await ended();
  delete share.off;
  await rows("UPDATE discount SET state = 'live' WHERE shop_id = $1");
  expect(await compareDiscounts(world)).toEqual([{ kind: "discount still on", about: "share" }]);
  await t.runDueJobs();
  expect([fake.working(), await states()]).toEqual([[], [{ state: "ended" }]]);
});

test("so is one that Shopify made after all, whose id we never heard", async () => {
  const { world, fake, share, rows } = await ended();
  delete share.off;
  await rows("UPDATE discount SET shopify_id = NULL WHERE shop_id = $1");
  expect(await compareDiscounts(world)).toEqual([{ kind: "discount still on", about: "share" }]);
  await t.runDueJobs();
  expect(fake.working()).toEqual([]);
});

test("one whose programme goes on while we ask is as it should be", async () => {
  const { world, fake, mint, share } = await ended();
  delete share.off;
  fake.meanwhile = async (call) => {
    if (call !== "readDiscountState") return;
    fake.meanwhile = null;
    await resumeProgram(world, { resumedBy: "Olga" });
    await mint();
  };
  expect(await compareDiscounts(world)).toEqual([]);
  await t.runDueJobs();
  expect(fake.working()).toHaveLength(2);
});

test("one that works and whose programme runs is as it should be; one that was switched off is told and left alone", async () => {
  const { world, fake, mint, share } = await ended();
  await resumeProgram(world, { resumedBy: "Olga" });
  await mint();
  expect(await compareDiscounts(world)).toEqual([]);
  share.off = true;
  expect(await compareDiscounts(world)).toEqual([{ kind: "discount ended", about: "share" }]);
  await t.runDueJobs();
  expect(fake.working()).toHaveLength(1);
});
