/**
 * The worker process: runs due jobs, fills the schedule's slots, and once a minute lets the queue take back jobs whose
 * worker died. Any number of workers may run; the queue gives each job to one of them.
 */
import { boss, closeQueue } from "~/adapters/boss-queue.server";
import { logger } from "~/adapters/logger.server";
import { closeConnections } from "~/db.server";
import type { JobName } from "~/ports/queue";
import { catalog } from "./catalog.server";
import { runDueJobs } from "./run-due-jobs.server";
import { sendScheduledJobs } from "./schedule.server";

const REST_MS = 300;
const CARE_EVERY_MS = 60_000;

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (stopping = true));

async function work(): Promise<void> {
  const queue = await boss();
  logger().info("the worker is ready");
  let caredAt = -Infinity;
  while (!stopping) {
    try {
      if (performance.now() - caredAt > CARE_EVERY_MS) {
        caredAt = performance.now();
        for (const name of Object.keys(catalog) as JobName[]) await queue.supervise(name);
        await sendScheduledJobs();
      }
      await runDueJobs({ stopped: () => stopping });
    } catch (error) {
      // The database is away or slow: rest and try again; what was held goes back to the queue by its expiry.
      logger().error({ error }, "the worker could not reach its queue");
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
  await closeQueue();
  await closeConnections();
}

await work();
