/** The worker process: runs due jobs and tends the queue. Any number of workers may run; the queue gives each job to one of them. */
import { boss, closeQueue } from "~/adapters/boss-queue.server";
import { logger } from "~/adapters/logger.server";
import { closeConnections } from "~/db.server";
import { AWAKE_EVERY_MS, noteAwake, type Noted } from "./note-awake.server";
import { runDueJobs } from "./run-due-jobs.server";
import { startTending } from "./start-tending.server";

const REST_MS = 300;

let stopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => (stopping = true));

async function work(): Promise<void> {
  await boss();
  logger().info("the worker is ready");
  // Apart from the work, which may take long: a hole in these notes means that something is forgotten.
  let noted: Noted | null = null;
  const beat = () =>
    noteAwake(noted).then(
      (written) => (noted = written),
      (error: unknown) => logger().error({ error }, "the worker could not write that it is awake"),
    );
  await beat();
  const beating = setInterval(() => void beat(), AWAKE_EVERY_MS);
  const stopTending = startTending();
  while (!stopping) {
    try {
      await runDueJobs({ stopped: () => stopping });
    } catch (error) {
      // The database is away or slow: rest and try again; what was held goes back to the queue by its expiry.
      logger().error({ error }, "the worker could not reach its queue");
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
  }
  clearInterval(beating);
  await stopTending();
  await closeQueue();
  await closeConnections();
}

await work();
