/**
 * Runs seeds on one database, each life at least twice: calm, and in a storm or several. What it gives back says what was run, what went wrong on
 * purpose, and every seed that did not end as it must.
 */
import { firstDifference, firstParting } from "./compare-ends.ts";
import { inWords, isPause, type LifeEvent } from "./event.ts";
import { liveLife, type Broken, type Lived } from "./live-life.ts";
import { shopIdOf, WEATHERS, type Weather } from "./open-shop.ts";
import type { SimulationDatabase } from "./open-database.ts";
import { planLife } from "./plan-life.ts";
import { addReport, emptyReport, type Failure, type Report } from "./report.ts";
import { forgives } from "./rules.ts";
import type { FaultCounts } from "./storm.ts";

export type SeedOptions = {
  events: number;
  /** In how many storms each life is lived. */
  storms?: number;
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

async function eraseShops(database: SimulationDatabase, seed: number): Promise<void> {
  for (const weather of WEATHERS) await eraseShop(database, seed, weather);
}

const eraseShop = ({ sql }: SimulationDatabase, seed: number, weather: Weather): Promise<unknown> =>
  sql("SELECT erase_shop($1, now())", [shopIdOf(seed, weather)]);

async function runSeed(database: SimulationDatabase, seed: number, { events, storms = 1, broken }: SeedOptions): Promise<Report> {
  const report = { ...emptyReport(), seeds: [seed] };
  const life = planLife(seed, events);
  report.events = happenings(life).length;
  const failed = (problems: string[]): Report => {
    const failure: Failure = { seed, events, problems, replay: replayOf(seed, events, storms) };
    return { ...report, failures: [failure] };
  };
  const problems: string[] = [];
  try {
    const calm = await liveLife(database, { seed, weather: "calm", life });
    count(report, calm);
    problems.push(...calm.problems.map((one) => `calm: ${one}`));
    for (let nth = 1; nth <= storms; nth++) {
      if (nth > 1) await eraseShop(database, seed, "storm");
      const storm = await liveLife(database, { seed, weather: "storm", nth, life, broken });
      count(report, storm);
      problems.push(
        ...(forgives(seed) ? troubles(storm) : differences(life, calm, storm)).map((one) => (storms > 1 ? `storm ${nth}: ${one}` : one)),
      );
    }
  } catch (error) {
    return failed([...problems, `the life broke off: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]);
  }
  return problems.length ? failed(problems) : report;
}

function differences(life: LifeEvent[], calm: Lived, storm: Lived): string[] {
  const parting = firstParting(calm.told, storm.told);
  const difference = firstDifference(calm.end, storm.end);
  return [
    ...(parting ? [`the lives parted: ${parting} (${wordsOf(life, calm.told, storm.told)})`] : []),
    ...(difference ? [`I9 the ends differ: ${difference}`] : []),
    ...troubles(storm),
  ];
}

const troubles = (storm: Lived): string[] => storm.problems.map((one) => `storm: ${one}`);

/** Rewards are counted as the storms left them. */
function count(report: Report, lived: Lived): void {
  for (const key of ["duplicates", "lost", "differingMinor"] as const) report[key] += lived[key];
  if (!lived.faults) return;
  for (const key of Object.keys(report.faults) as (keyof FaultCounts)[]) report.faults[key] += lived.faults[key];
  for (const { kind, state } of Object.values(lived.end.rewards)) {
    const how = `${kind} ${state}`;
    report.rewards[how] = (report.rewards[how] ?? 0) + 1;
  }
}

export const replayOf = (seed: number, events: number, storms = 1): string =>
  `npm run --silent simulate -- --seeds ${seed}..${seed} --events ${events}${storms > 1 ? ` --storms ${storms}` : ""}`;

/** Without those that only let time pass. */
export const happenings = (life: LifeEvent[]): LifeEvent[] => life.filter((event) => !isPause(event));

function wordsOf(life: LifeEvent[], calm: string[], storm: string[]): string {
  const event = happenings(life)[calm.findIndex((line, n) => line !== storm[n])];
  return event ? inWords(event) : "after the last event";
}

const secondsSince = (at: number): number => Math.round((performance.now() - at) / 100) / 10;
