/**
 * Runs what is due, until nothing is due: tests call it after moving the clock, the worker calls it for ever. A job
 * that fails is given back to the queue with its reason and tried again later by the queue's rule.
 */
import { boss, groupOf, type Stored } from "~/adapters/boss-queue.server";
import { logger } from "~/adapters/logger.server";
import { connections } from "~/db.server";
import type { JobName, Jobs } from "~/ports/queue";
import { ShopProblem } from "~/ports/shop";
import { clock, worldFor } from "~/world.server";
import { catalog } from "./catalog.server";

/** "parked": put back for later, because the shop's owner must let us in first; "dropped": the shop has left. */
export type Ran = { name: JobName; outcome: "done" | "failed" | "parked" | "dropped"; problem?: string };

/** What a shop that has left is still owed. */
export const OWED_TO_THE_GONE: JobName[] = ["receipt.process", "receipt.empty", "shop.erase", "privacy.answer", "privacy.resume"];
/**
 * For how many days a job waits for its shop to come back, because nobody would ask for it again: what an order changed, and a letter
 * that is to be written (as long as most letters keep). Everything else may be dropped, since it is looked for once the shop is back:
 * - waiting.resume, at their return and hourly: import.advance, invitation.send, letter.send, discount.publish of what is not there
 *   yet, and letter.write of a reminder;
 * - shop.reconcile, hourly: discount.end, and discount.publish of what differs from what its owner wants, which the owner is told;
 * - reward.resume, hourly: reward.issue, reward.withdraw; code.resume, hourly: code.remove; tiers.raise, nightly: tier.raise;
 * - letter.monthly, in a month's first week: letter.write of a monthly letter;
 * - installShop, when the owner comes back: pixel.settle;
 * - the schedule asks for all the others by itself. That deleted orders are known, an owner is asked again.
 */
const WAITS_DAYS: { [N in JobName]?: (payload: Jobs[N]) => number } = {
  "order.refresh": () => 90,
  "letter.write": ({ kind }) => (kind === "reminder" || kind === "progress" ? 0 : 14),
};
const DAY_MS = 86_400_000;
const PARKED_FOR_MS = 60 * 60_000;

const AT_ONCE = 10;
/** Thousands of one shop's, which Shopify answers slowly, leave the other hands to the others. */
const OF_ONE_SHOP = 5;
/** Jobs that beget themselves must name a later time; a run that never ends is a defect. */
const MOST_ROUNDS = 100_000;

/**
 * Up to ten at once, and five of one shop, from all queues in turn, so that neither one slow call nor one busy shop holds anybody else up.
 * @param stopped asked before more is taken: a worker told to stop ends after the jobs at hand
 * @returns what ran, in order of ending, with each one's outcome.
 */
export async function runDueJobs({ stopped = () => false }: { stopped?: () => boolean } = {}): Promise<Ran[]> {
  const ran: Ran[] = [];
  const running = new Map<Promise<unknown>, string>();
  let broken: { error: unknown } | undefined;
  const queue = await boss();
  for (let round = 0; round < MOST_ROUNDS && !stopped() && !broken; round++) {
    let found = false;
    const ended = ran.length;
    for (const name of Object.keys(catalog) as JobName[]) {
      while (running.size >= AT_ONCE) await Promise.race(running.keys());
      const { busy, most } = busyShops(running);
      const batchSize = Math.min(AT_ONCE - running.size, OF_ONE_SHOP - most);
      for (const job of await queue.fetch<Stored<typeof name>>(name, { batchSize, ignoreGroups: busy })) {
        found = true;
        const one: Promise<unknown> = runJob(name, job)
          .then((result) => ran.push(result))
          // The queue itself could not be told: its database is away, and the job comes back by its expiry.
          .catch((error: unknown) => (broken ??= { error }))
          .finally(() => running.delete(one));
        running.set(one, job.data.shopId);
      }
    }
    // What ended meanwhile may have left a job in a queue that had been looked at by then.
    if (found || ran.length > ended) continue;
    if (!running.size) return ran;
    await Promise.race(running.keys());
  }
  await Promise.all(running.keys());
  if (broken) throw broken.error;
  if (stopped()) return ran;
  throw new Error(`jobs were still due after ${MOST_ROUNDS} rounds; the last: ${ran.at(-1)?.name}`);
}

/** `busy`: those with as many jobs at hand as one shop may have; `most`: how many another one has, since the next batch may be all its. */
function busyShops(running: Map<unknown, string>): { busy: string[]; most: number } {
  const atHand = new Map<string, number>();
  for (const shop of running.values()) atHand.set(shop, (atHand.get(shop) ?? 0) + 1);
  const busy = [...atHand].filter(([, jobs]) => jobs >= OF_ONE_SHOP).map(([shop]) => shop);
  return { busy, most: Math.max(0, ...[...atHand.values()].filter((jobs) => jobs < OF_ONE_SHOP)) };
}

async function runJob<N extends JobName>(name: N, job: { id: string; data: Stored<N> }): Promise<Ran> {
  const queue = await boss();
  const { shopId } = job.data;
  try {
    const shop = await readShop(shopId);
    if (shop?.state === "uninstalled" && !OWED_TO_THE_GONE.includes(name)) {
      if (mayComeBack(name, job.data.payload, shop)) return park(name, job, "the shop has left");
      await queue.complete(name, job.id);
      return { name, outcome: "dropped" };
    }
    const { payload, run } = catalog[name];
    await run(worldFor(shopId), payload.parse(job.data.payload));
    await queue.complete(name, job.id);
    return { name, outcome: "done" };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    if (error instanceof ShopProblem && error.kind === "needs permission") {
      if (await readShop(shopId)) return park(name, job, problem);
      // It was erased, and nobody will let us in.
      await queue.complete(name, job.id);
      return { name, outcome: "dropped" };
    }
    logger().warn({ error, job: name, shop: shopId }, "a job failed and will be tried again");
    await queue.fail(name, job.id, { problem });
    return { name, outcome: "failed", problem };
  }
}

type Shop = { state: string; uninstalledAt: Date | null };

const readShop = (shopId: string): Promise<Shop | null> =>
  connections().app.shop.findUnique({ where: { shopId }, select: { state: true, uninstalledAt: true } });

const mayComeBack = <N extends JobName>(name: N, payload: Jobs[N], { uninstalledAt }: Shop): boolean =>
  uninstalledAt !== null && clock.now().getTime() - uninstalledAt.getTime() < (WAITS_DAYS[name]?.(payload) ?? 0) * DAY_MS;

/** No attempt is used up: the same job comes back every hour until the owner has opened the app (again) or the shop has left for good. */
async function park<N extends JobName>(name: N, job: { id: string; data: Stored<N> }, problem: string): Promise<Ran> {
  const queue = await boss();
  logger().warn({ job: name, shop: job.data.shopId }, "a job waits until the owner lets Regulars in again");
  // A job with the same key may wait already; then that one serves for both.
  await queue.send(name, job.data, {
    startAfter: new Date(clock.now().getTime() + PARKED_FOR_MS),
    singletonKey: `${job.data.shopId}:parked ${JSON.stringify(job.data.payload)}`,
    group: groupOf(job.data.shopId),
  });
  await queue.complete(name, job.id);
  return { name, outcome: "parked", problem };
}
