/** All summaries at once, while orders go on arriving. */
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { summariseAllBuyers } from "~/domain/buyer/summarise-all-buyers.server";
import { summariseBuyer } from "~/domain/buyer/summarise-buyer.server";
import { aBuyer, anOrder, aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
const outsideOf = AsyncLocalStorage.snapshot();
const summary = () => t.sql<{ orders: number; net: string }>("SELECT orders, net_spend_minor AS net FROM buyer");

test("an order that arrives while everybody is summed is not lost from its buyer's sums", async () => {
  await aShop(world);
  const { buyerId } = await aBuyer(world, {});
  await anOrder(world, { buyerId, goodsMinor: 1_000n });
  let all: Promise<number> | undefined;
  await world.transaction(async () => {
    await anOrder(world, { buyerId, goodsMinor: 500n });
    await summariseBuyer(world, { buyerId });
    all = outsideOf(() => summariseAllBuyers(world));
    await untilSomethingWaits();
  });
  expect(await all).toBe(1);
  expect(await summary()).toEqual([{ orders: 2, net: "1500" }]);
});

async function untilSomethingWaits(): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const [{ count }] = await t.sql<{ count: number }>(
      "SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    if (count > 0) return;
    await pause(50);
  }
  throw new Error("nothing waits for the buyer whose order is arriving");
}
