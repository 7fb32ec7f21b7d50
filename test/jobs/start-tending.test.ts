/** The schedule goes on, and dead workers' jobs come back, however long the work at hand takes. */
import { beforeAll, expect, test, vi } from "vitest";
import { boss } from "~/adapters/boss-queue.server";
import { catalog } from "~/jobs/catalog.server";
import { runDueJobs } from "~/jobs/run-due-jobs.server";
import { startTending } from "~/jobs/start-tending.server";
import { aShop } from "../support/builders";
import { testWorld } from "../support/world";

const t = await testWorld();
beforeAll(() => aShop(t.world));

test("while jobs are due without an end, every slot of the schedule is filled and what a dead worker held is taken back", async () => {
  await t.world.transaction(({ queue }) => queue.addMany("order.refresh", [{ orderId: "1" }, { orderId: "2" }]));
  const [held] = await (await boss()).fetch("order.refresh");
  await t.clock.advance(3_600_000);

  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  const refresh = vi.spyOn(catalog["order.refresh"], "run").mockImplementation(() => answered);
  const running = runDueJobs({ stopped: () => refresh.mock.settledResults.some(({ type }) => type !== "incomplete") });
  await vi.waitFor(() => expect(refresh).toHaveBeenCalledTimes(1));

  const stop = startTending({ everyMs: 50 });
  const hourly = () => t.sql("SELECT 1 FROM pgboss.job WHERE name = 'credit.mature'");
  await vi.waitFor(async () => expect(await hourly()).toHaveLength(1));
  const stateOf = async (id: string) => (await t.sql<{ state: string }>("SELECT state FROM pgboss.job WHERE id = $1", [id]))[0].state;
  expect(await stateOf(held.id)).toBe("retry");
  await stop();
  // Asked every few milliseconds, a slot is filled once.
  expect(await hourly()).toHaveLength(1);
  answer();
  await running;
  vi.restoreAllMocks();
});
