/**
 * Runs seeds on one database, each life twice: calm, and in its storm. What it gives back says what was run, what went wrong on
 * purpose, and every seed that did not end as it must.
 */
import { firstDifference, firstParting } from "./compare-ends.ts";
import { inWords, isPause, type LifeEvent } from "./event.ts";
import { liveLife, type Broken, type Lived } from "./live-life.ts";
import { shopIdOf, WEATHERS } from "./open-shop.ts";
import type { SimulationDatabase } from "./open-database.ts";
import { planLife } from "./plan-life.ts";
import { addReport, emptyReport, type Failure, type Report } from "./report.ts";
import type { FaultCounts } from "./storm.ts";

export type SeedOptions = {
  events: number;
  /** Only for tests of the harness. */
  broken?: Broken;
};

/** Finished seeds whose shops stay beside the one that runs; older ones are erased, or a thousand seeds would slow each other down. */
const SHOPS_KEPT = 3;
/** The tests' server cleans nothing up by itself, and what erased shops leave behind slows every look-up. */
const CLEANED_EVERY = 5;

/** Seeds one after the other on one database, in any order. */
export class SeedRunner {
  readonly #database: SimulationDatabase;
  readonly #kept: number[] = [];
  #runs = 0;

  constructor(database: SimulationDatabase) {
    this.#database = database;
  }

  async run(seed: number, options: SeedOptions): Promise<Report> {
    const startedAt = performance.now();
    await eraseShops(this.#database, seed);
    const report = await runSeed(this.#database, seed, options);
    // What a failed seed left behind would be found again in the next.
    if (report.failures.length) await eraseShops(this.#database, seed);
    else this.#kept.push(seed);
    if (this.#kept.length > SHOPS_KEPT) await eraseShops(this.#database, this.#kept.shift()!);
    if (++this.#runs % CLEANED_EVERY === 0) await this.#database.sql("VACUUM (ANALYZE)");
    report.seconds = secondsSince(startedAt);
    return report;
  }
}

export async function runSeeds(
  database: SimulationDatabase,
  { from, to, ...options }: SeedOptions & { from: number; to: number },
): Promise<Report> {
  const runner = new SeedRunner(database);
  let all = emptyReport();
  for (let seed = from; seed <= to; seed++) all = addReport(all, await runner.run(seed, options));
  return all;
}

async function eraseShops({ sql }: SimulationDatabase, seed: number): Promise<void> {
  for (const weather of WEATHERS) await sql("SELECT erase_shop($1, now())", [shopIdOf(seed, weather)]);
}

async function runSeed(database: SimulationDatabase, seed: number, { events, broken }: SeedOptions): Promise<Report> {
  const report = { ...emptyReport(), seeds: [seed] };
  const life = planLife(seed, events);
  const failed = (problems: string[]): Report => {
    const failure: Failure = { seed, events, problems, replay: replayOf(seed, events) };
    return { ...report, failures: [failure] };
  };
  let lived: { calm: Lived; storm: Lived };
  try {
    lived = {
      calm: await liveLife(database, { seed, weather: "calm", life }),
      storm: await liveLife(database, { seed, weather: "storm", life, broken }),
    };
  } catch (error) {
    return failed([`the life broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]);
  }
  const { calm, storm } = lived;
  report.events = happenings(life).length;
  for (const key of Object.keys(report.faults) as (keyof FaultCounts)[]) report.faults[key] = storm.faults?.[key] ?? 0;
  for (const { kind, state } of Object.values(storm.end.rewards)) {
    const how = `${kind} ${state}`;
    report.rewards[how] = (report.rewards[how] ?? 0) + 1;
  }
  for (const key of ["duplicates", "lost", "differingMinor"] as const) report[key] = calm[key] + storm[key];
  const parting = firstParting(calm.told, storm.told);
  const difference = firstDifference(calm.end, storm.end);
  const problems = [
    ...(parting ? [`the lives parted: ${parting} (${wordsOf(life, calm.told, storm.told)})`] : []),
    ...(difference ? [`I9 the ends differ: ${difference}`] : []),
    ...calm.problems.map((one) => `calm: ${one}`),
    ...storm.problems.map((one) => `storm: ${one}`),
  ];
  return problems.length ? failed(problems) : report;
}

export const replayOf = (seed: number, events: number): string =>
  `npm run --silent simulate -- --seeds ${seed}..${seed} --events ${events}`;

/** Without those that only let time pass. */
export const happenings = (life: LifeEvent[]): LifeEvent[] => life.filter((event) => !isPause(event));

function wordsOf(life: LifeEvent[], calm: string[], storm: string[]): string {
  const event = happenings(life)[calm.findIndex((line, n) => line !== storm[n])];
  return event ? inWords(event) : "after the last event";
}

const secondsSince = (at: number): number => Math.round((performance.now() - at) / 100) / 10;
