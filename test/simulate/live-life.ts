/** One life in one weather, from opening the shop to the end of every window, and how it ended. */
import type { JobName } from "~/ports/queue";
import type { LifeEvent } from "./event.ts";
import { makeStrangersCode } from "./at-the-store.ts";
import { compareStatements } from "./compare-statements.ts";
import { compareDecisions } from "./expected-decision.ts";
import { compareWithBooks } from "./expected-books.ts";
import { hauntJobs, type SubjectOf } from "./haunted-jobs.ts";
import type { Invariant } from "./invariant.ts";
import { invariants } from "./invariants.ts";
import { beginLife, live, type Living } from "./live-event.ts";
import type { SimulationDatabase } from "./open-database.ts";
import { openShop, type Weather } from "./open-shop.ts";
import { readEnd, type End } from "./read-end.ts";
import { DAY_MS, type Stage } from "./stage.ts";
import { Storm, type FaultCounts } from "./storm.ts";

/** A world that is broken on purpose, to see that the harness tells. */
export type Broken = {
  /** Jobs that are taken from the queue and never done. */
  jobsLost?: JobName[];
  /** No worker notes that it is awake, so that nobody sees that a backup was put back. */
  careless?: boolean;
  atTheEnd?: (living: Living) => Promise<void>;
};

export type Lived = {
  end: End;
  told: string[];
  problems: string[];
  duplicates: number;
  lost: number;
  differingMinor: number;
  faults: FaultCounts | null;
};

export async function liveLife(
  database: SimulationDatabase,
  { seed, weather, nth = 1, life, broken = {} }: { seed: number; weather: Weather; nth?: number; life: LifeEvent[]; broken?: Broken },
): Promise<Lived> {
  const storm = weather === "storm" ? new Storm(seed, nth) : null;
  const shop = await openShop(database, { seed, weather, storm, careless: broken.careless });
  const { stage } = shop;
  const undo = storm ? hauntJobs(storm, stage.shopId, subjects(stage), broken.jobsLost) : () => undefined;
  const problems: string[] = [];
  const living = beginLife(shop);
  const { chain } = living;
  stage.afterwards.push(() => chain.witness());
  try {
    makeStrangersCode(stage.emulator);
    for (const event of life) {
      const came = await live(living, event);
      if (came) living.told.push(came);
      if (event.kind === "comes to rest")
        problems.push(...(await offences(database, "always")).map((one) => `at rest after ${living.told.length} events: ${one}`));
    }
    await outliveEverything(stage);
    await broken.atTheEnd?.(living);

    problems.push(
      ...(await offences(database, "always")),
      ...(await offences(database, "at rest")),
      ...(await chain.check()).map((one) => `I4 ${one}`),
      ...(await compareStatements(stage)).map((one) => `I1 ${one}`),
    );
    problems.push(...stage.failedInCalm.map((one) => `a job failed in calm weather: ${one}`));
    problems.push(...(storm?.unexplained ?? []).map((one) => `a job failed by what no storm does: ${one}`));
    problems.push(...stage.post.refused.map((one) => `the app did not take a webhook: ${one}`));
    problems.push(...mailedAfterOptOut(living));
    const end = await readEnd(living);
    const compared = await compareWithBooks(living, end);
    problems.push(...[...compared.problems, ...compareDecisions(living, end)].map((one) => `I9 ${one}`));
    const { duplicates, lost, differingMinor } = compared;
    const { told } = living;
    return {
      end,
      told,
      problems: [...new Set(problems)],
      duplicates,
      lost,
      differingMinor,
      faults: storm?.counts ?? null,
    };
  } finally {
    undo();
    await leave(database, stage);
    await shop.close();
  }
}

/** Webhooks and what was made by chance by the place they came in, everything else by what the job carries. */
function subjects({ post }: Stage): SubjectOf {
  const places = new Map<string, number>();
  return (name, payload) => {
    if (name === "receipt.process") return `webhook ${post.numberOf(payload.webhookId)}`;
    const carried = Object.values(payload).join(" ");
    if (!UUID.test(carried)) return carried;
    if (!places.has(carried)) places.set(carried, places.size + 1);
    return `number ${places.get(carried)}`;
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Past the return windows of everything, past the end of every reward's code, and everything settled. */
async function outliveEverything(stage: Stage): Promise<void> {
  await stage.comeToRest("wholly");
  for (const days of [20, 63]) {
    await stage.pass(days * DAY_MS);
    await stage.comeToRest("briefly");
  }
  if (stage.post.waiting) throw new Error(`${stage.post.waiting} webhooks were still under way at the end`);
}

export async function offences({ sql }: SimulationDatabase, holds: Invariant["holds"]): Promise<string[]> {
  const found: string[] = [];
  for (const invariant of invariants.filter((one) => one.holds === holds)) {
    const rows = await sql(invariant.sql);
    if (rows.length) found.push(`${invariant.name}: ${JSON.stringify(rows[0])}${rows.length > 1 ? ` and ${rows.length - 1} more` : ""}`);
  }
  return found;
}

/** By the outbox itself, whatever the app noted of it. */
const mailedAfterOptOut = ({ stage, optedOut }: Living): string[] =>
  stage.mails.flatMap(({ to, at }) =>
    optedOut.some((one) => one.email === to && at > one.at)
      ? [`I8 a mail went to ${to} at ${at.toISOString()}, after they had asked not to be written to`]
      : [],
  );

/** The shop stays in the database beside the next ones, without anything still to do. */
async function leave({ sql }: SimulationDatabase, { shopId }: Stage): Promise<void> {
  await sql("UPDATE shop SET state = 'uninstalled' WHERE shop_id = $1", [shopId]);
  await sql("DELETE FROM pgboss.job WHERE data->>'shopId' = $1", [shopId]);
}
