/** Chargebacks that wait with us and that Shopify no longer names are asked for, where it can still show their orders. */
import { expect, test } from "vitest";
import { compareDisputes } from "~/ingest/compare-disputes.server";
import { anOrder } from "../support/builders";
import { DAY_MS } from "../support/world";
import { t, world } from "./compared-shop";

const placed = (days: number) => new Date(t.clock.now().getTime() - days * DAY_MS);

test("one whose order Shopify no longer shows is not asked for every hour in vain", async () => {
  await anOrder(world, { dispute: "open", placedAt: placed(61) });
  const shown = await anOrder(world, { dispute: "open", placedAt: placed(59) });
  const asked = () => t.sql("SELECT data->'payload'->>'orderId' AS order FROM pgboss.job WHERE name = 'order.refresh'");
  await t.sql("DELETE FROM pgboss.job");
  await t.sql("UPDATE shop SET scopes = '{read_orders}'");
  expect([await compareDisputes(world), await asked()]).toEqual([1, [{ order: shown.orderId }]]);
  await t.sql("UPDATE shop SET scopes = '{read_orders,read_all_orders}'");
  expect(await compareDisputes(world)).toBe(2);
});
