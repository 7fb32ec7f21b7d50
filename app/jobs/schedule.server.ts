/**
 * What happens by itself for every installed shop, and of it what one that has left is owed, and how often. A slot is filled once, whoever asks first: the
 * queue's throttle is keyed by name, shop and slot, and follows the database's clock.
 */
import { boss, groupOf } from "~/adapters/boss-queue.server";
import { connections } from "~/db.server";
import type { JobName } from "~/ports/queue";
import { OWED_TO_THE_GONE } from "./run-due-jobs.server";

const HOUR = 3_600;
const schedule: { name: JobName; everySeconds: number; payload: { why: string } }[] = [
  { name: "credit.mature", everySeconds: HOUR, payload: { why: "hourly" } },
  { name: "minting.advance", everySeconds: HOUR, payload: { why: "hourly" } },
  { name: "code.resume", everySeconds: HOUR, payload: { why: "hourly" } },
  { name: "leak.watch", everySeconds: HOUR, payload: { why: "hourly" } },
  { name: "reward.resume", everySeconds: HOUR, payload: { why: "hourly" } },
  { name: "reward.expire", everySeconds: HOUR, payload: { why: "hourly" } },
  { name: "waiting.resume", everySeconds: HOUR, payload: { why: "hourly" } },
  { name: "shop.reconcile", everySeconds: HOUR, payload: { why: "hourly" } },
  { name: "catalogue.read", everySeconds: 24 * HOUR, payload: { why: "nightly" } },
  { name: "marks.refresh", everySeconds: 24 * HOUR, payload: { why: "nightly" } },
  { name: "tiers.raise", everySeconds: 24 * HOUR, payload: { why: "nightly" } },
  { name: "letter.monthly", everySeconds: 24 * HOUR, payload: { why: "nightly" } },
  { name: "mining.mine", everySeconds: 24 * HOUR, payload: { why: "nightly" } },
  { name: "proof.reckon", everySeconds: 24 * HOUR, payload: { why: "nightly" } },
  { name: "receipt.empty", everySeconds: 24 * HOUR, payload: { why: "nightly" } },
  { name: "privacy.resume", everySeconds: 24 * HOUR, payload: { why: "nightly" } },
];

/** Puts this slot's jobs in the queue, for shops in pages of 500: a statement a page and job, however many shops there are. */
export async function sendScheduledJobs(): Promise<void> {
  const queue = await boss();
  for (let after = ""; ;) {
    const shops = await connections().app.shop.findMany({
      where: { state: { in: ["installed", "uninstalled"] }, shopId: { gt: after } },
      select: { shopId: true, state: true },
      orderBy: { shopId: "asc" },
      take: 500,
    });
    for (const { name, everySeconds, payload } of schedule) {
      const slot = (shopId: string) => ({ singletonKey: `${shopId}:every ${everySeconds}`, singletonSeconds: everySeconds });
      await queue.insert(
        name,
        shops
          .filter(({ state }) => state === "installed" || OWED_TO_THE_GONE.includes(name))
          .map(({ shopId }) => ({ data: { shopId, payload }, group: groupOf(shopId), ...slot(shopId) })),
      );
    }
    if (shops.length < 500) return;
    after = shops[shops.length - 1].shopId;
  }
}
