/**
 * The shelf follows the store: what sells out goes away and comes back with the stock, what is new joins it and is the icons' first,
 * prices are the day's, and the owner's minimum holds at once. No order is read for it, and the owner's home page stays quiet.
 */
import { beforeAll, expect, test } from "vitest";
import { settingsOf, type Settings } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { readImport } from "~/ingest/history/read-import.server";
import { sendScheduledJobs } from "~/jobs/schedule.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import type { Variant } from "../emulator/books.ts";
import { DAY_MS } from "../support/world";
import { openStory, type Member } from "./story";

const story = await openStory({ seed: "shelf" });
const { t, emulator } = story;
const { books } = emulator;
let member: Member;
let mug: Variant;
let requests = 0;

const shelf = async () => (await readShelf(t.world, { programId: member.programId })).items;
const standing = async (variantId: string) => (await shelf()).find((item) => item.variantId === variantId);
const change = (variantId: string, to: Partial<Variant>) => books.variant.put(variantId, { ...books.variant.need(variantId), ...to });
const press = async (variantId: string, shownMinor: bigint) =>
  requestReward(t.world, {
    kind: "product code",
    ambassadorId: member.ambassadorId,
    variantId,
    shownMinor,
    requestKey: `press ${++requests}`,
  });
const readings = () =>
  t
    .sql<{ kind: string; state: string }>("SELECT kind, state FROM import ORDER BY requested_at DESC, kind LIMIT 1")
    .then(([latest]) => latest);
const operations = () => t.sql<{ n: number }>("SELECT count(*)::int AS n FROM import WHERE kind = 'catalogue'").then(([{ n }]) => n);

/** The day's jobs, and what they ask of Shopify, to its end. */
async function tomorrow(): Promise<void> {
  await story.pass(DAY_MS);
  await sendScheduledJobs();
  for (let step = 0; step < 20; step++) {
    await story.settle({ failuresExpected: true });
    const [{ open }] = await t.sql<{ open: number }>(
      "SELECT count(*)::int AS open FROM import WHERE state NOT IN ('done', 'failed', 'stopped')",
    );
    if (!open) return;
    await t.clock.advance(30_000);
    // The emulator writes its files in slices of its own: let it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error("the daily reading did not end");
}

async function save(some: Partial<Settings>): Promise<void> {
  const live = (await readLiveProgram(t.world))!;
  expect(await saveSettings(t.world, { settings: { ...settingsOf(live), ...some }, savedBy: "owner" })).toMatchObject({ outcome: "saved" });
  await story.settle();
}

beforeAll(async () => {
  member = await story.begin("SHELF-TEA");
  const first = (await shelf())[0];
  mug = books.variant.need(first.variantId);
  await appendEntry(t.world, {
    from: { kind: "program", programId: member.programId },
    to: { kind: "earned", ambassadorId: member.ambassadorId, programId: member.programId },
    amountMinor: 100_000n,
    currency: first.currency,
    reason: "return window over",
    source: { kind: "order", id: "a gift of this test" },
    idempotencyKey: "a gift of this test",
  });
}, 120_000);

test("what is sold out at the press goes away, and is there again once the day's reading finds it back in stock, for everybody", async () => {
  const shown = BigInt(mug.priceMinor);
  change(mug.id, { inventory: 0 });
  expect(await press(mug.id, shown)).toEqual({ outcome: "gone" });
  expect(await standing(mug.id)).toBeUndefined();
  await tomorrow();
  expect(await standing(mug.id)).toBeUndefined();
  expect(await press(mug.id, shown)).toEqual({ outcome: "not on the shelf" });
  change(mug.id, { inventory: 12 });
  await tomorrow();
  expect(await standing(mug.id)).toMatchObject({ firstDibsUntil: null });
  expect(await press(mug.id, shown)).toMatchObject({ outcome: "requested" });
});

test("prices are the day's, and what became too cheap is neither shown nor given", async () => {
  const dearer = mug.priceMinor + 300;
  change(mug.id, { priceMinor: dearer });
  await tomorrow();
  expect(await standing(mug.id)).toMatchObject({ priceMinor: BigInt(dearer) });
  change(mug.id, { priceMinor: 0 });
  await tomorrow();
  expect(await standing(mug.id)).toBeUndefined();
  change(mug.id, { priceMinor: mug.priceMinor });
  await tomorrow();
  expect(await standing(mug.id)).toMatchObject({ priceMinor: BigInt(mug.priceMinor) });
});

test("a new product joins the shelf and is the icons' first; what the store takes out of its catalogue leaves", async () => {
  const product = books.product.need(mug.productId);
  books.product.put("990001", { ...product, id: "990001", variantIds: ["990002"], title: "Copper Kettle", handle: "copper-kettle" });
  books.variant.put("990002", { ...mug, id: "990002", productId: "990001", inventoryItemId: "990003", sku: "KETTLE" });
  await tomorrow();
  const kettle = await standing("990002");
  expect(kettle).toMatchObject({ title: "Copper Kettle" });
  expect(kettle!.firstDibsUntil!.getTime()).toBeGreaterThan(t.clock.now().getTime() + 6 * DAY_MS);
  expect(await press("990002", kettle!.priceMinor)).toMatchObject({ outcome: "first dibs" });
  await t.sql("UPDATE membership SET tier = 'icon'");
  expect(await press("990002", kettle!.priceMinor)).toMatchObject({ outcome: "requested" });
  books.variant.delete("990002");
  books.product.delete("990001");
  await tomorrow();
  expect(await standing("990002")).toBeUndefined();
});

test("a changed minimum holds at once, without a reading", async () => {
  const before = await operations();
  const dearest = (await shelf()).reduce((one, other) => (other.priceMinor > one.priceMinor ? other : one));
  const { shelfMinimumMinor } = (await readLiveProgram(t.world))!;
  await save({ shelfMinimumMinor: dearest.priceMinor });
  expect((await shelf()).every(({ priceMinor }) => priceMinor >= dearest.priceMinor)).toBe(true);
  await save({ shelfMinimumMinor });
  expect(await standing(mug.id)).toBeDefined();
  expect(await operations()).toBe(before);
});

test("the owner sees nothing of the daily reading, and no order is read for it", async () => {
  expect(await readings()).toEqual({ kind: "catalogue", state: "done" });
  expect((await readImport(t.world)).catalogue).toMatchObject({ again: true });
  const [{ n }] = await t.sql<{ n: number }>("SELECT count(*)::int AS n FROM import WHERE kind = 'orders'");
  expect(n).toBe(1);
});

test("nothing is read while a reading of orders is under way, nor where ambassadors take no products", async () => {
  const before = await operations();
  await t.sql("UPDATE import SET state = 'reading', changed_at = $1 WHERE kind = 'orders'", [new Date(t.clock.now().getTime() + DAY_MS)]);
  await t.clock.advance(DAY_MS);
  await sendScheduledJobs();
  await story.settle();
  expect(await operations()).toBe(before);
  await t.sql("UPDATE import SET state = 'done' WHERE kind = 'orders'");
  await save({ rewardKinds: ["cash"] });
  await tomorrow();
  expect(await operations()).toBe(before);
});
