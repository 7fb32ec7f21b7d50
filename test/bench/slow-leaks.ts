/**
 * The watch for slow leaks, looked at every day for half a year: how often it troubles healthy people, those of an even pace and those
 * whose pace changes every six weeks, and how soon it sees a code that strangers use a few times a week.
 */
import { RECENT_DAYS, PAST_DAYS, suspectSlow, type DaysUsed, type SlowSums } from "../../app/domain/leak/slow-leak.ts";
import { drawing, healthyLife, leakedLife, middle, type CodeLife } from "./lives-of-codes.ts";

const WATCHED_FROM = 26 * 7;
const DAYS = 52 * 7;
const SEEN_WITHIN_DAYS = 84;
const A_DAY = [4, 2, 1, 0.5, 0.25];
/** How much one's own pace varies: see healthyLife. */
const PACES = [0, 0.7];
const TRIED: { name: string; watching: Parameters<typeof suspectSlow>[2] }[] = [
  { name: "15 days", watching: {} },
  { name: "12 days", watching: { least: 12 } },
  { name: "15 days, Poisson", watching: { restlessness: 0 } },
  { name: "15 days, 1 a year", watching: { alarmsAYear: 1 } },
];

type Healthy = { size: number; ambassadorWeeks: number; alarms: number };
type Leak = { aDay: number; tried: number; seen: number; days: number[] };
export type SlowFound = { name: string; restless: number; healthy: Healthy[]; leaks: Leak[] }[];

/** How many of the days before each day were days of use without a click. */
function daysBefore({ uses }: CodeLife): Uint16Array {
  const before = new Uint16Array(DAYS + 1);
  const used = new Set(uses.flatMap(({ at, clicked }) => (clicked ? [] : [Math.floor(at / 24)])));
  for (let day = 0; day < DAYS; day++) before[day + 1] = before[day]! + (used.has(day) ? 1 : 0);
  return before;
}

/** @param since what came before says nothing of what is usual */
function usedAt(before: Uint16Array, day: number, since = 0): DaysUsed {
  const recently = day - RECENT_DAYS;
  const longAgo = Math.min(recently, Math.max(since, recently - PAST_DAYS));
  return { recent: before[day]! - before[recently]!, past: before[recently]! - before[longAgo]!, pastOf: recently - longAgo };
}

function sumsOf(codes: DaysUsed[]): SlowSums {
  const sums: SlowSums = {
    codes: codes.length,
    recent: 0,
    recentOf: RECENT_DAYS * codes.length,
    past: 0,
    pastOf: 0,
    pastPairs: 0,
    pastSquares: 0,
  };
  for (const { recent, past, pastOf } of codes) {
    sums.recent += recent;
    sums.past += past;
    sums.pastOf += pastOf;
    sums.pastPairs += past * (past - 1);
    sums.pastSquares += pastOf ** 2;
  }
  return sums;
}

export function benchSlowLeaks({ quick, say }: { quick: boolean; say: (line: string) => void }): SlowFound {
  const programmes: [number, number][] = quick ? [[5, 60], [30, 20], [200, 2]] : [[5, 600], [30, 120], [200, 20]]; // prettier-ignore
  const found: SlowFound = PACES.flatMap((restless) => TRIED.map(({ name }) => ({ name, restless, healthy: [], leaks: [] })));
  PACES.forEach((restless, pace) => {
    const of = (index: number) => found[pace * TRIED.length + index]!;
    for (const [size, many] of programmes) {
      const alarms = TRIED.map(() => 0);
      for (let seed = 0; seed < many; seed++) {
        const draw = drawing(1_000_003 * size + seed);
        const lives = Array.from({ length: size }, () => healthyLife(draw, DAYS * 24, { restless }));
        const all = lives.map(daysBefore);
        const sums = Array.from({ length: DAYS + 1 }, (_, day) =>
          day < WATCHED_FROM ? null : sumsOf(all.map((before) => usedAt(before, day))),
        );
        TRIED.forEach(({ watching }, index) => {
          for (const before of all) alarms[index]! += falseAlarms(before, (day) => sums[day]!, watching);
        });
        if (size !== 30) continue;
        for (const aDay of A_DAY) {
          const from = Math.floor(WATCHED_FROM + draw() * 28);
          const leaked = daysBefore(leakedLife(draw, lives[0]!, { from: from * 24, anHour: aDay / 24, hours: DAYS * 24 }));
          const sumsWith = (day: number) => sumsOf([leaked, ...all.slice(1)].map((before) => usedAt(before, day)));
          TRIED.forEach(({ watching }, index) => noteLeak(of(index).leaks, aDay, seenAfter(leaked, from, sumsWith, watching)));
        }
      }
      alarms.forEach((count, index) =>
        of(index).healthy.push({ size, ambassadorWeeks: (size * many * (DAYS - WATCHED_FROM)) / 7, alarms: count }),
      );
    }
    say(`slow leaks: lives of ${restless ? "a changing" : "an even"} pace lived`);
  });
  return found;
}

/** Each is answered "It's fine", and the watch learns from it as it does in the app. */
function falseAlarms(before: Uint16Array, sumsAt: (day: number) => SlowSums, watching: Parameters<typeof suspectSlow>[2]): number {
  let [alarms, since] = [0, 0];
  for (let day = WATCHED_FROM; day <= DAYS; day++)
    if (suspectSlow(usedAt(before, day, since), sumsAt(day), watching)) [alarms, since] = [alarms + 1, day - RECENT_DAYS];
  return alarms;
}

/** @returns the day it was seen, counted from its beginning; null: not within twelve weeks */
function seenAfter(
  leaked: Uint16Array,
  from: number,
  sumsAt: (day: number) => SlowSums,
  watching: Parameters<typeof suspectSlow>[2],
): number | null {
  for (let day = from; day <= from + SEEN_WITHIN_DAYS; day++)
    if (suspectSlow(usedAt(leaked, day), sumsAt(day), watching)) return day - from;
  return null;
}

function noteLeak(leaks: Leak[], aDay: number, seenOn: number | null): void {
  let leak = leaks.find((one) => one.aDay === aDay);
  if (!leak) leaks.push((leak = { aDay, tried: 0, seen: 0, days: [] }));
  leak.tried++;
  if (seenOn === null) return;
  leak.seen++;
  leak.days.push(seenOn);
}

export function slowTable(found: SlowFound): string[] {
  const lines = ["", "Slow leaks, by the days of four weeks a code was used on: false alarms per 1,000 ambassador-weeks, then which leaks are seen within 12 weeks", ""]; // prettier-ignore
  for (const { name, restless, healthy, leaks } of found) {
    const alarms = healthy.map(
      ({ size, alarms, ambassadorWeeks }) =>
        `${size}: ${((1_000 * alarms) / ambassadorWeeks).toFixed(3)} (${alarms} in ${ambassadorWeeks})`,
    );
    lines.push(`${name === TRIED[0]!.name ? "→ " : "  "}${name}, ${restless ? "changing" : "even"} pace`.padEnd(36) + alarms.join("   "));
    const seen = leaks.map(({ aDay, tried, seen, days }) => `${aDay} a day: ${seen}/${tried}${seen ? `, ${middle(days, 0.5)} days` : ""}`);
    lines.push(`      ${seen.join("; ")}`);
  }
  return lines;
}
