/**
 * What keeps the queue going apart from its work: jobs whose worker died are taken back, and the schedule's slots are filled. It has a
 * time of its own, because the work may not come to an end for hours.
 */
import { boss } from "~/adapters/boss-queue.server";
import { logger } from "~/adapters/logger.server";
import type { JobName } from "~/ports/queue";
import { catalog } from "./catalog.server";
import { sendScheduledJobs } from "./schedule.server";

const EVERY_MS = 60_000;

/** Once now, and then every minute; one that takes longer is not overtaken. @returns call it to stop: it ends with what is under way */
export function startTending({ everyMs = EVERY_MS }: { everyMs?: number } = {}): () => Promise<void> {
  let tending: Promise<void> | null = null;
  const tend = () => {
    tending ??= tendQueue()
      // The database is away or slow: the next minute comes.
      .catch((error: unknown) => logger().error({ error }, "the worker could not tend its queue"))
      .finally(() => (tending = null));
  };
  tend();
  const timer = setInterval(tend, everyMs);
  return async () => {
    clearInterval(timer);
    await tending;
  };
}

async function tendQueue(): Promise<void> {
  const queue = await boss();
  for (const name of Object.keys(catalog) as JobName[]) await queue.supervise(name);
  await sendScheduledJobs();
}
