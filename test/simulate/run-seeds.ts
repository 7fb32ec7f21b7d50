/**
 * Runs seeds one after the other, each life twice: calm, and in its storm. What it gives back says what was run, what went
 * wrong on purpose, and every seed that did not end as it must.
 */
import { compareEnds, firstParting } from "./compare-ends.ts";
import type { KnownDefect } from "./known-defects.ts";
import { inWords, isPause, type LifeEvent } from "./event.ts";
import { liveLife, type Broken, type Lived } from "./live-life.ts";
import { shopIdOf, WEATHERS } from "./open-shop.ts";
import type { SimulationDatabase } from "./open-database.ts";
import { planLife } from "./plan-life.ts";
import { noCounts, type FaultCounts } from "./storm.ts";

export type Failure = { seed: number; events: number; problems: string[]; replay: string };
export type Report = {
  seeds: [number, number];
  /** Events lived, each once in calm and once in storm. */
  events: number;
  faults: FaultCounts;
  failures: Failure[];
  /** Seeds in which a known defect showed. */
  known: Partial<Record<KnownDefect, number[]>>;
  /** Orders and rewards that brought more, or less, than Shopify's books say they must, in either weather. */
  duplicates: number;
  lost: number;
  differingMinor: number;
  seconds: number;
};

export type RunOptions = {
  from: number;
  to: number;
  events: number;
  /** Only for tests of the harness. */
  broken?: Broken;
  onSeed?: (seed: number, failure: Failure | null, seconds: number) => void;
};

/** Finished seeds whose shops stay beside the one that runs; older ones are erased, or a thousand seeds would slow each other down. */
const SHOPS_KEPT = 3;

export async function runSeeds(database: SimulationDatabase, { from, to, events, broken, onSeed }: RunOptions): Promise<Report> {
  const startedAt = performance.now();
  const report: Report = {
    seeds: [from, to],
    events: 0,
    faults: noCounts(),
    failures: [],
    known: {},
    duplicates: 0,
    lost: 0,
    differingMinor: 0,
    seconds: 0,
  };
  for (let seed = from; seed <= to; seed++) {
    const seedAt = performance.now();
    await eraseShops(database, seed);
    const failure = await runSeed(database, report, { seed, events, broken });
    if (failure) report.failures.push(failure);
    onSeed?.(seed, failure, secondsSince(seedAt));
    // What a failed seed left behind would be found again in the next.
    if (failure) await eraseShops(database, seed);
    if (seed - from >= SHOPS_KEPT) await eraseShops(database, seed - SHOPS_KEPT);
  }
  report.seconds = secondsSince(startedAt);
  return report;
}

async function eraseShops({ sql }: SimulationDatabase, seed: number): Promise<void> {
  for (const weather of WEATHERS) await sql("SELECT erase_shop($1, now())", [shopIdOf(seed, weather)]);
}

async function runSeed(
  database: SimulationDatabase,
  report: Report,
  { seed, events, broken }: { seed: number; events: number; broken?: Broken },
): Promise<Failure | null> {
  const life = planLife(seed, events);
  const failed = (problems: string[]): Failure => ({ seed, events, problems, replay: replayOf(seed, events) });
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
  report.events += happenings(life).length;
  for (const key of Object.keys(report.faults) as (keyof FaultCounts)[]) report.faults[key] += storm.faults?.[key] ?? 0;
  for (const key of ["duplicates", "lost", "differingMinor"] as const) report[key] += calm[key] + storm[key];
  const parting = firstParting(calm.told, storm.told);
  const { difference, known } = compareEnds(calm, storm);
  if (known) (report.known.merge ??= []).push(seed);
  const problems = [
    ...(parting ? [`the lives parted: ${parting} (${wordsOf(life, calm.told, storm.told)})`] : []),
    ...(difference ? [`I9 the ends differ: ${difference}`] : []),
    ...calm.problems.map((one) => `calm: ${one}`),
    ...storm.problems.map((one) => `storm: ${one}`),
  ];
  return problems.length ? failed(problems) : null;
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
