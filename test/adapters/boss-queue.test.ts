/** The queue: what is added at once by several. */
import { expect, test } from "vitest";
import { testWorld } from "../support/world";

const t = await testWorld();

test("two that add the same many jobs in differing orders wait for one another, and neither is broken off", async () => {
  for (let round = 0; round < 8; round++) {
    const orders = Array.from({ length: 400 }, (_, n) => ({ orderId: `${round}-${n}` }));
    const add = (jobs: typeof orders) =>
      t.world.transaction(({ queue }) => queue.addMany("order.refresh", jobs, { onceKey: ({ orderId }) => orderId }));
    await Promise.all([add(orders), add([...orders].reverse())]);
  }
  expect(await t.sql("SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'order.refresh'")).toEqual([{ jobs: 8 * 400 }]);
  await t.sql("DELETE FROM pgboss.job WHERE name = 'order.refresh'");
});
