/** The owner's line moved: settings and list together, each person told why, and back again as if nothing had been. */
import { beforeEach, describe, expect, test } from "vitest";
import { mineBuyers } from "~/domain/mining/mine-buyers.server";
import { moveLine } from "~/domain/mining/move-line.server";
import { readListChange } from "~/domain/mining/read-list-change.server";
import { readPowerBuyers } from "~/domain/mining/read-power-buyers.server";
import { readFilters } from "~/domain/mining/saved-view";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import type { World } from "~/ports/world";
import { aBuyer, aLine, anOrder, aProduct, aProgram, aShop } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
let shop = 0;
let world: World;
let ids: string[];

/** Ten buyers, the best first, of whom one is above the line; all of them buy from one collection. */
beforeEach(async () => {
  world = t.worldOf(`line-${++shop}.myshopify.com`);
  await aShop(world);
  await aProgram(world);
  const product = await aProduct(world);
  await world.transaction(({ db }) => db.product.updateMany({ where: { productId: product.productId }, data: { collections: ["Tea"] } }));
  ids = [];
  for (let index = 0; index < 10; index++) {
    const { buyerId } = await aBuyer(world, { firstName: `B${index}` });
    const { orderId } = await anOrder(world, {
      buyerId,
      goodsMinor: BigInt(10_000 - 100 * index),
      placedAt: new Date(world.clock.now().getTime() - (10 + index) * DAY_MS),
    });
    await aLine(world, { ...product, orderId });
    ids.push(buyerId);
  }
  await mineBuyers(world, { why: "test" });
});

const move = (powerBuyerBp: number) => moveLine(world, { powerBuyerBp, movedBy: "Olga" });
const listed = async () => (await readPowerBuyers(world, { page: 1 }))!;
const jobs = () =>
  t.sql<{ key: string }>("SELECT singleton_key AS key FROM pgboss.job WHERE name = 'mining.mine' AND data->>'shopId' = $1", [world.shopId]);

test("down, more people are on the list at once, each with the reason and what they like best; the settings say so too", async () => {
  expect(await move(3_000)).toEqual({ outcome: "moved", powerBuyers: 3, spendShareBp: 3_109, joined: 2, left: 0 });
  const { mining, rows, change } = await listed();
  expect(mining).toMatchObject({ powerBuyers: 3, powerBuyerBp: 3_000, spendShareBp: 3_109 });
  expect(rows.map(({ buyerId, joinedWhy }) => [buyerId, joinedWhy])).toEqual([
    [ids[0], null],
    [ids[1], "you moved the line"],
    [ids[2], "you moved the line"],
  ]);
  expect(rows.map(({ reason }) => reason)).toEqual(Array.from({ length: 3 }, () => expect.stringContaining("mostly Tea")));
  expect(change).toMatchObject({ joined: [{ reason: "you moved the line", people: 2 }], left: [] });
  expect(await readLiveProgram(world)).toMatchObject({ version: 2, powerBuyerBp: 3_000 });
  // There is nothing left for a job to do.
  expect(await jobs()).toEqual([]);
});

test("up, fewer are", async () => {
  await move(5_000);
  await t.clock.advance(60_000);
  await mineBuyers(world, { why: "test" });
  expect(await move(2_000)).toMatchObject({ outcome: "moved", powerBuyers: 2, joined: 0, left: 3 });
  expect((await listed()).rows.map(({ buyerId }) => buyerId)).toEqual(ids.slice(0, 2));
  expect(await readListChange(world)).toMatchObject({ joined: [], left: [{ reason: "you moved the line", people: 3 }] });
});

test("there and back, everybody is where they were and nothing is told", async () => {
  const before = await t.sql("SELECT buyer_id, power_buyer, list_change FROM ranking WHERE shop_id = $1 ORDER BY rank", [world.shopId]);
  await move(6_000);
  await move(1_000);
  expect(await t.sql("SELECT buyer_id, power_buyer, list_change FROM ranking WHERE shop_id = $1 ORDER BY rank", [world.shopId])).toEqual(
    before,
  );
  expect(await readListChange(world)).toBeNull();
});

test("the same as a new mining with that line would have made it, and the reason outlives the mining that follows", async () => {
  await move(4_000);
  const rowsOf = async () =>
    t.sql(
      "SELECT buyer_id, rank, power_buyer, favourite FROM ranking r WHERE shop_id = $1 AND mining_id = (SELECT mining_id FROM mining WHERE shop_id = $1 ORDER BY mined_at DESC, mining_id DESC LIMIT 1) ORDER BY rank",
      [world.shopId],
    );
  const [moved, { mining }] = [await rowsOf(), await listed()];
  await t.clock.advance(60_000);
  await mineBuyers(world, { why: "the line for power buyers moved" });
  expect(await rowsOf()).toEqual(moved);
  const now = await listed();
  expect(now.mining).toMatchObject({ powerBuyers: mining.powerBuyers, spendShareBp: mining.spendShareBp });
  expect(now.mining.miningId).not.toBe(mining.miningId);
  expect(now.change).toMatchObject({ joined: [{ reason: "you moved the line", people: 3 }] });
  expect(now.rows.map(({ joinedWhy }) => joinedWhy !== null)).toEqual([false, true, true, true]);
  const lately = await readPowerBuyers(world, { page: 1, filters: readFilters(new URLSearchParams("joined=lately")) });
  expect(lately!.rows.map(({ buyerId }) => buyerId)).toEqual(ids.slice(1, 4));
});

describe("a line that cannot be", () => {
  test.each([0, -1, 10_001])("at %d basis points is refused in the settings' own words, and nothing is kept", async (bp) => {
    expect(await move(bp)).toEqual({ outcome: "refused", problem: "Choose between 0.01 % and 100 % of your buyers." });
    expect(await readLiveProgram(world)).toMatchObject({ version: 1 });
    expect((await listed()).mining.powerBuyerBp).toBe(1_000);
  });
});

test("where it stands already nothing happens", async () => {
  expect(await move(1_000)).toEqual({ outcome: "unchanged" });
  expect(await jobs()).toEqual([]);
});

test("while the list is being worked out the line is kept, and the list follows by the job", async () => {
  await world.bulk(async (sql) => {
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('mining ' || current_shop(), 0))");
    expect(await move(5_000)).toEqual({ outcome: "kept for the next list" });
  });
  expect((await listed()).mining.powerBuyers).toBe(1);
  expect(await readLiveProgram(world)).toMatchObject({ powerBuyerBp: 5_000 });
  expect(await jobs()).toHaveLength(1);
  await t.clock.advance(60_000);
  await t.runDueJobs();
  expect((await listed()).mining.powerBuyers).toBe(5);
});

test("before the first list it is kept for it", async () => {
  world = t.worldOf("never-mined.myshopify.com");
  await aShop(world);
  expect(await move(2_000)).toEqual({ outcome: "no programme" });
  await aProgram(world);
  expect(await move(2_000)).toEqual({ outcome: "kept for the next list" });
});

test("another store's list stays as it is", async () => {
  const other = t.worldOf(`line-${shop - 1}.myshopify.com`);
  const before = await readPowerBuyers(other, { page: 1 });
  await move(10_000);
  expect(await readPowerBuyers(other, { page: 1 })).toEqual(before);
  expect((await listed()).rows).toHaveLength(10);
});
