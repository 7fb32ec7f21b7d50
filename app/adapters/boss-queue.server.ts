/**
 * The queue on pg-boss, in the same PostgreSQL. Adding takes the transaction at hand, so effect and next step commit
 * together. pg-boss's own tables are not under row-level security; every payload carries its shop.
 */
import { PgBoss, fromPrisma, type SendOptions } from "pg-boss";
import type { Prisma } from "@prisma/client";
import type { ClientBase } from "pg";
import { env } from "~/env.server";
import { logger } from "~/adapters/logger.server";
import { attempts, type JobName, type Jobs, type Queue } from "~/ports/queue";
import { randomUUID } from "node:crypto";

/** How a job lies in the queue: what was asked, for which shop. */
export type Stored<N extends JobName> = { shopId: string; payload: Jobs[N] };

/** By whom a worker tells jobs apart, so that no shop takes all its hands (jobs/run-due-jobs). */
export const groupOf = (shopId: string): { id: string } => ({ id: shopId });

/** After a worker died, its jobs come back when their time is up: soon for most, later for those that may truly take long. */
const LONG_JOBS = new Set<JobName>(["import.advance", "mining.mine", "shop.reconcile", "shop.erase", "privacy.answer"]);

let starting: Promise<PgBoss> | undefined;

/** One pg-boss per process; it neither migrates nor schedules by itself (see jobs/schedule). */
export function boss(): Promise<PgBoss> {
  starting ??= (async () => {
    const one = new PgBoss({
      connectionString: env().DATABASE_URL,
      migrate: false,
      createSchema: false,
      supervise: false,
      schedule: false,
      max: 4,
    });
    one.on("error", (error) => logger().error({ error }, "the queue lost its database for a moment"));
    await one.start();
    // "short": of jobs with the same name and key at most one waits.
    for (const [name, retryLimit] of Object.entries(attempts))
      await one.createQueue(name, {
        policy: "short",
        retryLimit,
        retryDelay: 5,
        retryBackoff: true,
        retryDelayMax: 3_600,
        expireInSeconds: LONG_JOBS.has(name as JobName) ? 600 : 180,
      });
    return one;
  })();
  return starting;
}

export async function closeQueue(): Promise<void> {
  const closing = starting;
  starting = undefined;
  if (closing) await (await closing).stop({ graceful: false });
}

type Executor = NonNullable<SendOptions["db"]>;

async function send<N extends JobName>(
  executor: Executor,
  shopId: string,
  name: N,
  payload: Jobs[N],
  options: { at?: Date; onceKey?: string } = {},
): Promise<void> {
  const stored: Stored<N> = { shopId, payload };
  await (
    await boss()
  ).send(name, stored, {
    db: executor,
    ...(options.at && { startAfter: options.at }),
    singletonKey: `${shopId}:${options.onceKey ?? randomUUID()}`,
    group: groupOf(shopId),
  });
}

async function sendMany<N extends JobName>(
  executor: Executor,
  shopId: string,
  name: N,
  payloads: Jobs[N][],
  options: { at?: Date; onceKey?: (payload: Jobs[N]) => string } = {},
): Promise<void> {
  if (!payloads.length) return;
  const jobs = payloads.map((payload) => {
    const data: Stored<N> = { shopId, payload };
    const singletonKey = `${shopId}:${options.onceKey?.(payload) ?? randomUUID()}`;
    return { data, ...(options.at && { startAfter: options.at }), singletonKey, group: groupOf(shopId) };
  });
  // Two that add some of the same keys at once wait for one another in one order, and not for each other.
  jobs.sort((one, other) => (one.singletonKey < other.singletonKey ? -1 : 1));
  await (await boss()).insert(name, jobs, { db: executor });
}

/** In one statement over all of them; jobs that are over, also those that failed for good, count as none. */
async function sendLost<N extends JobName>(
  executor: Executor,
  shopId: string,
  name: N,
  payloads: Jobs[N][],
  options: { onceKey: (payload: Jobs[N]) => string },
): Promise<number> {
  if (!payloads.length) return 0;
  const { rows } = await executor.executeSql(
    `SELECT asked.place::int AS place FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS asked (payload, place)
     WHERE NOT EXISTS (SELECT FROM pgboss.job j WHERE j.name = $2 AND j.state IN ('created', 'retry', 'active')
       AND j.data->>'shopId' = $3 AND j.data->'payload' = asked.payload)`,
    [JSON.stringify(payloads), name, shopId],
  );
  const lost = (rows as { place: number }[]).map(({ place }) => payloads[place - 1]);
  await sendMany(executor, shopId, name, lost, options);
  return lost.length;
}

const queueOn = (shopId: string, executor: Executor): Queue => ({
  add: (name, payload, options) => send(executor, shopId, name, payload, options),
  addMany: (name, payloads, options) => sendMany(executor, shopId, name, payloads, options),
  addLost: (name, payloads, options) => sendLost(executor, shopId, name, payloads, options),
});

/** A queue bound to a Prisma transaction. */
export const queueInPrisma = (shopId: string, tx: Prisma.TransactionClient): Queue => queueOn(shopId, fromPrisma(tx as never) as Executor);

/** A queue bound to a transaction on a bare connection. */
export const queueInSql = (shopId: string, client: ClientBase): Queue =>
  queueOn(shopId, { executeSql: (text: string, values?: unknown[]) => client.query(text, values) } as Executor);
