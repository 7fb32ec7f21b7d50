/** A store that may be asked for sixty days begins with these; once Shopify lets us see more, the history is read again by itself, once. */
import { beforeEach, expect, test } from "vitest";
import { readOlderOrders } from "~/ingest/history/read-older-orders.server";
import { aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
beforeEach(async () => {
  await t.sql("TRUNCATE import");
  await t.sql("DELETE FROM shop WHERE shop_id = $1", [t.shopId]);
  await aShop(world, { scopes: ["read_orders", "read_all_orders"] });
});

const reading = (state: string, horizonDays: number | null) =>
  t.sql(
    `INSERT INTO import (shop_id, import_id, kind, state, horizon_days, requested_at, changed_at) VALUES ($1, gen_random_uuid(), 'orders', $2, $3, $4::timestamptz - interval '1 day', $4)`,
    [t.shopId, state, horizonDays, t.clock.now()],
  );
const states = async () =>
  (await t.sql<{ state: string; horizon_days: number | null }>("SELECT state, horizon_days FROM import ORDER BY requested_at")).map(
    ({ state, horizon_days }) => `${state} ${horizon_days}`,
  );

test("what reached back sixty days is read whole, once, however often it is asked for", async () => {
  await reading("done", 60);
  expect(await readOlderOrders(world)).toEqual({ outcome: "started" });
  expect(await readOlderOrders(world)).toEqual({ outcome: "nothing older" });
  expect(await states()).toEqual(["done 60", "requested null"]);
});

test.each([
  ["was never begun", []],
  ["is whole already", [["done", null]]],
  ["was stopped, which is its owner's to go on with", [["stopped", 60]]],
] as [string, [string, number | null][]][])("nothing is read where the history %s", async (_why, readings) => {
  for (const [state, days] of readings) await reading(state, days);
  expect(await readOlderOrders(world)).toEqual({ outcome: "nothing older" });
  expect(await states()).toHaveLength(readings.length);
});

test("nor while Shopify lets us see sixty days only", async () => {
  await reading("done", 60);
  await t.sql("UPDATE shop SET scopes = '{read_orders}' WHERE shop_id = $1", [t.shopId]);
  expect(await readOlderOrders(world)).toEqual({ outcome: "nothing older" });
});
