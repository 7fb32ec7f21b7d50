/** What a run came to, how the reports of its seeds become one, and what it says to a person. */
import { KNOWN_DEFECTS, type KnownDefect } from "./known-defects.ts";
import { noCounts, type FaultCounts } from "./storm.ts";

export type Failure = { seed: number; events: number; problems: string[]; replay: string };
export type Report = {
  seeds: number[];
  /** Events lived, each once in calm and once in storm. */
  events: number;
  faults: FaultCounts;
  /** How many rewards ended how, by kind and state, in the storms. */
  rewards: Record<string, number>;
  failures: Failure[];
  /** Seeds in which a known defect showed. */
  known: Record<KnownDefect, number[]>;
  /** Orders and rewards that brought more, or less, than Shopify's books say they must, in either weather. */
  duplicates: number;
  lost: number;
  differingMinor: number;
  /** Of work; with several processes the run itself was shorter. */
  seconds: number;
};

export const emptyReport = (): Report => ({
  seeds: [],
  events: 0,
  faults: noCounts(),
  rewards: {},
  failures: [],
  known: {},
  duplicates: 0,
  lost: 0,
  differingMinor: 0,
  seconds: 0,
});

export function addReport(one: Report, other: Report): Report {
  const sum = (key: "events" | "duplicates" | "lost" | "differingMinor") => one[key] + other[key];
  const faults = noCounts();
  for (const key of Object.keys(faults) as (keyof FaultCounts)[]) faults[key] = one.faults[key] + other.faults[key];
  const rewards = { ...one.rewards };
  for (const [how, times] of Object.entries(other.rewards)) rewards[how] = (rewards[how] ?? 0) + times;
  const known: Report["known"] = {};
  for (const name of Object.keys(KNOWN_DEFECTS)) {
    const seeds = [...(one.known[name] ?? []), ...(other.known[name] ?? [])];
    if (seeds.length) known[name] = seeds;
  }
  return {
    seeds: [...one.seeds, ...other.seeds].sort((a, b) => a - b),
    events: sum("events"),
    faults,
    rewards,
    failures: [...one.failures, ...other.failures].sort((a, b) => a.seed - b.seed),
    known,
    duplicates: sum("duplicates"),
    lost: sum("lost"),
    differingMinor: sum("differingMinor"),
    seconds: Math.round((one.seconds + other.seconds) * 10) / 10,
  };
}

const SHOWN = 8;

export function failureInWords({ seed, problems, replay }: Failure): string {
  const shown = problems.slice(0, SHOWN).map((one) => `  - ${one}`);
  const more = problems.length > SHOWN ? [`  and ${problems.length - SHOWN} more`] : [];
  return [`seed ${seed}: FAILED. To see it again: ${replay}`, ...shown, ...more].join("\n");
}

export function reportInWords({
  seeds,
  events,
  faults,
  rewards,
  failures,
  known,
  duplicates,
  lost,
  differingMinor,
  seconds,
}: Report): string {
  const wrong = Object.entries(faults).map(([name, times]) => `${times} ${name}`);
  return [
    `${seeds.length} ${seeds.length === 1 ? "seed" : "seeds"} (${seeds[0]}..${seeds.at(-1)}), ${events} events, each lived in calm and in a storm, in ${seconds} s.`,
    `Faults: ${wrong.join(", ")}.`,
    `Rewards: ${Object.entries(rewards)
      .sort()
      .map(([how, times]) => `${times} ${how}`)
      .join(", ")}.`,
    ...Object.entries(known).map(([name, seeds]) => `Known, in seed ${seeds.join(", ")}: ${KNOWN_DEFECTS[name]}`),
    failures.length
      ? `${failures.length} failed: ${failures.map(({ seed }) => seed).join(", ")}.`
      : `All held: ${duplicates} credits doubled, ${lost} lost, ${differingMinor} minor units of difference.`,
  ].join("\n");
}
