/**
 * FAULTS 33 and its second figure: a worker is killed with SIGKILL at every named point of every job, another finds its work, and
 * then everything must be as if nobody had died: what must hold in the database holds, and Shopify's books and ours agree to the
 * minor unit. The points are found, not listed: each situation is first lived through by a worker that tells what it passes.
 */
import { boss } from "~/adapters/boss-queue.server";
import { catalog } from "~/jobs/catalog.server";
import { EntryChain } from "../simulate/entry-chain.ts";
import { compareWithBooks } from "../simulate/expected-books.ts";
import { beginLife, type Living } from "../simulate/live-event.ts";
import { offences } from "../simulate/live-life.ts";
import type { SimulationDatabase } from "../simulate/open-database.ts";
import { openShop } from "../simulate/open-shop.ts";
import { NOT_DECIDED, readEnd, type End } from "../simulate/read-end.ts";
import type { KillPoint } from "../simulate/storm.ts";
import { earnAFortune } from "./friends.ts";
import type { Death, Doing } from "./mortal-worker.ts";
import { press } from "./press.ts";
import type { Situation } from "./situation.ts";
import { situations } from "./situations.ts";
import { WorkerPool } from "./worker-pool.ts";

/** A friend's rules only: every order of a new friend counts, so that its worth is known. */
export const SEED = 4;
/** Longer than the queue lends any job to a worker. */
const LEASE_MS = 11 * 60_000;
/** Of compareWithBooks: here windows are still open. Those that are over are looked for by themselves. */
const STILL_WAITS = "still waits after every return window";

export type KillReport = {
  deaths: { situation: string; job: Doing; point: KillPoint; nth: number; recoverySeconds: number }[];
  /** Jobs that a situation is about, or its presses, that passed no point. */
  unpassed: string[];
  problems: string[];
};

/**
 * The whole matrix once, in a shop of its own.
 * @param turn from 1: a point that a job passes several times is died at the first of them in the first turn, at the second in the
 *   second, and from the start again when there is no further one
 */
export async function runKills(
  database: SimulationDatabase,
  {
    turn,
    only,
    nobodyRecovers = false,
    say = () => undefined,
  }: {
    turn: number;
    only?: (situation: Situation) => boolean;
    /** A world that is broken on purpose, to see that the matrix tells: no lease runs out, and no worker comes. */
    nobodyRecovers?: boolean;
    say?: (line: string) => void;
  },
): Promise<KillReport> {
  const shop = await openShop(database, { seed: SEED, weather: "calm", storm: null });
  const living = beginLife(shop);
  const { stage } = shop;
  const chain = new EntryChain(database.sql, stage.shopId);
  stage.afterwards.push(() => chain.witness());
  process.env.SHOPIFY_EMULATOR_URL = stage.emulator.config.origin;
  const pool = new WorkerPool((mail) => stage.mails.push({ ...mail, at: stage.now() }));
  const report: KillReport = { deaths: [], unpassed: [], problems: [] };
  const asIs = async (): Promise<string[]> => await problemsOf(database, living, chain);

  /** Comes about, is worked at by a worker that may die, is found by another, and is looked at. */
  const once = async (situation: Situation, death: Death | null) => {
    const since = stage.now();
    await situation.prepare(living);
    const presses = (await situation.presses?.(living)) ?? [];
    const { shopId } = stage;
    const ended = await pool.perform({ at: stage.now().toISOString(), death, presses: presses.map((what) => ({ shopId, what })) });
    const began = performance.now();
    // Who saw no answer presses again.
    if (ended.said === "killed") for (const what of presses) await press(stage.world, what);
    if (!nobodyRecovers || death === null) await recover(living);
    const recoverySeconds = (performance.now() - began) / 1_000;
    const problems = [...(await asIs()), ...(await situation.came(living, since))];
    if (ended.said !== "killed") problems.push(...ended.failed.map((one) => `a job failed though nothing was wrong: ${one}`));
    if (death && ended.said !== "killed") problems.push("the worker lived: the point was not passed");
    await situation.afterwards?.(living);
    return { ended, recoverySeconds, problems };
  };

  try {
    await earnAFortune(living);
    report.problems.push(...(await asIs()).map((one) => `before anybody died: ${one}`));
    for (const situation of situations.filter((one) => only?.(one) ?? true)) {
      const whole = await once(situation, null);
      report.problems.push(...whole.problems.map((one) => `${situation.name}, nobody died: ${one}`));
      const about: Doing[] = situation.presses ? ["press", ...situation.jobs] : situation.jobs;
      const passed = whole.ended.said === "killed" ? [] : whole.ended.passed.filter(({ job }) => about.includes(job));
      for (const job of about) if (!passed.some((one) => one.job === job)) report.unpassed.push(`${situation.name}: ${job}`);
      for (const death of deathsOf(passed, turn)) {
        const { recoverySeconds, problems } = await once(situation, death);
        report.deaths.push({ situation: situation.name, ...death, recoverySeconds });
        const name = `${situation.name}, killed ${death.point} (${death.nth}) in ${death.job}`;
        report.problems.push(...problems.map((one) => `${name}: ${one}`));
        say(`${name}: ${problems.length ? problems.join("; ") : "as if nobody had died"}, ${recoverySeconds.toFixed(1)} s`);
      }
    }
    return report;
  } finally {
    await pool.close();
    await shop.close();
  }
}

/** Every point that was passed, each at one of the times that it was: which, goes round with the turns. */
function deathsOf(passed: { job: Doing; point: KillPoint }[], turn: number): Death[] {
  const counts = new Map<string, { job: Doing; point: KillPoint; count: number }>();
  for (const { job, point } of passed) {
    const key = `${job} ${point}`;
    counts.set(key, { job, point, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts.values()].map(({ count, ...one }) => ({ ...one, nth: 1 + ((turn - 1) % count) }));
}

/** What a worker left behind goes back to the queue when its lease has run out; then the hourly rounds look after everything. */
async function recover({ stage }: Living): Promise<void> {
  const queue = await boss();
  for (let round = 0; round < 3; round++) {
    await stage.settle();
    await stage.tick(LEASE_MS);
    for (const name of Object.keys(catalog)) await queue.supervise(name);
    await stage.settle();
  }
  await stage.comeToRest("briefly");
}

async function problemsOf(database: SimulationDatabase, living: Living, chain: EntryChain): Promise<string[]> {
  const { stage } = living;
  const end = await readEnd(living);
  const { problems } = await compareWithBooks(living, end);
  const mails = new Map<string, number>();
  for (const { messageId } of stage.mails) mails.set(messageId, (mails.get(messageId) ?? 0) + 1);
  return [
    ...problems.filter((one) => !one.endsWith(STILL_WAITS)),
    ...undecided(living, end),
    ...(await leftBehind(living)),
    ...(await offences(database, "always")),
    ...(await offences(database, "at rest")),
    ...(await chain.check()).map((one) => `I4 ${one}`),
    ...[...mails].flatMap(([id, count]) => (count > 1 ? [`the mail ${id} went out ${count} times`] : [])),
    ...stage.failedInCalm.splice(0).map((one) => `a job failed after the death: ${one}`),
  ];
}

/**
 * Every friend here is new and comes with a code that counts: what became of their orders is known without asking the app. Only whoever
 * turned out to be an ambassador, and so an earlier customer, was not new.
 */
const undecided = ({ stage, orders, mergedCustomers }: Living, end: End): string[] =>
  [...orders].flatMap(([number, id]) => {
    const { customerId } = stage.emulator.books.order.need(id);
    const wanted = customerId && mergedCustomers.has(customerId) ? "ignored" : "attributed";
    const { outcome = NOT_DECIDED, reason = "" } = end.orders[number] ?? {};
    return outcome === wanted ? [] : [`order ${number} is ${outcome} (${reason}) and not ${wanted}`];
  });

/** Work that is due, or that a dead worker still holds; and credit whose window is over and that waits still. */
async function leftBehind({ stage }: Living): Promise<string[]> {
  const jobs = await stage.sql<{ name: string; state: string; count: number }>(
    `SELECT name, state, count(*)::int AS count FROM pgboss.job
     WHERE data->>'shopId' = $1 AND (state = 'active' OR (state IN ('created', 'retry') AND start_after <= $2)) GROUP BY 1, 2 ORDER BY 1, 2`,
    [stage.shopId, stage.now()],
  );
  const credits = await stage.sql<{ order_id: string }>(
    "SELECT order_id FROM credit WHERE shop_id = $1 AND state = 'pending' AND due_at <= $2",
    [stage.shopId, stage.now()],
  );
  return [
    ...jobs.map(({ name, state, count }) => `${count} of ${name} ${count === 1 ? "is" : "are"} still ${state} in the queue`),
    ...credits.map(({ order_id }) => `the credit of order ${order_id} is due and waits still`),
  ];
}
