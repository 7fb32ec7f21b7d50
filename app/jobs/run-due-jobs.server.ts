/**
 * Runs what is due, until nothing is due: tests call it after moving the clock, the worker calls it for ever. A job
 * that fails is given back to the queue with its reason and tried again later by the queue's rule.
 */
import { boss, type Stored } from "~/adapters/boss-queue.server";
import { logger } from "~/adapters/logger.server";
import type { JobName } from "~/ports/queue";
import { worldFor } from "~/world.server";
import { catalog } from "./catalog.server";

export type Ran = { name: JobName; outcome: "done" | "failed"; problem?: string };

const AT_ONCE = 8;
/** A pass that never ends is a defect: jobs that beget themselves must name a later time. */
const MOST_PASSES = 10_000;

/** @returns what ran, in order, with each one's outcome. */
export async function runDueJobs(): Promise<Ran[]> {
  const ran: Ran[] = [];
  const queue = await boss();
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    let found = false;
    for (const name of Object.keys(catalog) as JobName[]) {
      const jobs = await queue.fetch<Stored<typeof name>>(name, { batchSize: AT_ONCE });
      if (!jobs.length) continue;
      found = true;
      ran.push(...(await Promise.all(jobs.map((job) => runJob(name, job)))));
    }
    if (!found) return ran;
  }
  throw new Error(`jobs were still due after ${MOST_PASSES} passes; the last: ${ran.at(-1)?.name}`);
}

async function runJob<N extends JobName>(name: N, job: { id: string; data: Stored<N> }): Promise<Ran> {
  const queue = await boss();
  try {
    const { payload, run } = catalog[name];
    await run(worldFor(job.data.shopId), payload.parse(job.data.payload));
    await queue.complete(name, job.id);
    return { name, outcome: "done" };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    logger().warn({ error, job: name, shop: job.data.shopId }, "a job failed and will be tried again");
    await queue.fail(name, job.id, { problem });
    return { name, outcome: "failed", problem };
  }
}
