/** What a run says to a person. */
import { KNOWN_DEFECTS, type KnownDefect } from "./known-defects.ts";
import type { Failure, Report } from "./run-seeds.ts";

const SHOWN = 8;

export function failureInWords({ seed, problems, replay }: Failure): string {
  const shown = problems.slice(0, SHOWN).map((one) => `  - ${one}`);
  const more = problems.length > SHOWN ? [`  and ${problems.length - SHOWN} more`] : [];
  return [`seed ${seed}: FAILED. To see it again: ${replay}`, ...shown, ...more].join("\n");
}

export function reportInWords({
  seeds: [from, to],
  events,
  faults,
  failures,
  known,
  duplicates,
  lost,
  differingMinor,
  seconds,
}: Report): string {
  const count = to - from + 1;
  const wrong = Object.entries(faults).map(([name, times]) => `${times} ${name}`);
  return [
    `${count} ${count === 1 ? "seed" : "seeds"} (${from}..${to}), ${events} events, each lived in calm and in a storm, in ${seconds} s.`,
    `Faults: ${wrong.join(", ")}.`,
    ...Object.entries(known).map(([name, seeds]) => `Known, in seed ${seeds.join(", ")}: ${KNOWN_DEFECTS[name as KnownDefect]}`),
    failures.length
      ? `${failures.length} failed: ${failures.map(({ seed }) => seed).join(", ")}.`
      : `All held: ${duplicates} credits doubled, ${lost} lost, ${differingMinor} minor units of difference.`,
  ].join("\n");
}
