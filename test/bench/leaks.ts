/**
 * How often the leak watch troubles healthy programmes, and how soon it sees a leak: for each bound tried, alarms per 1,000
 * ambassador-weeks, and the time and the orders until a leak of each speed is held. Every alarm of a healthy life is answered "It's
 * fine", as an owner would, and the watch learns from it.
 */
import { habitOf, HABIT_DAYS, HOURS, SPANS, type Habit, type Span } from "../../app/domain/leak/habit.ts";
import { LEAST, suspect, type Watching } from "../../app/domain/leak/suspect.ts";
import { benchCouponSites, couponTable, type CouponFound } from "./coupon-sites.ts";
import { after, drawing, healthyLife, leakedLife, middle, sumsAt, type CodeLife, type Draw } from "./lives-of-codes.ts";
import { benchSlowLeaks, slowTable, type SlowFound } from "./slow-leaks.ts";

export const PARTS = ["healthy", "leaks", "slow", "sites"] as const;
export type Part = (typeof PARTS)[number];

const WARM_WEEKS = 9;
const WEEKS = 26;
const SIZES = [5, 30, 200];
const SPEEDS = [200, 20, 5, 1, 0.4];
const LEAK_WEEKS = 4;

export const TRIED: { name: string; watching: Watching }[] = [
  { name: "Poisson, 0.01 a year", watching: { poisson: true, alarmsAYear: 0.01 } },
  { name: "Poisson, 1e-6 a year", watching: { poisson: true, alarmsAYear: 1e-6 } },
  { name: "1 a year", watching: { alarmsAYear: 1 } },
  { name: "0.01 a year", watching: { alarmsAYear: 0.01 } },
  { name: "0.0001 a year", watching: { alarmsAYear: 0.0001 } },
  { name: "0.01, at least 12/20/30", watching: { alarmsAYear: 0.01, least: { hour: 12, day: 20, week: 30 } } },
  { name: "0.01, at least 15/30/60", watching: { alarmsAYear: 0.01, least: { hour: 15, day: 30, week: 60 } } },
  { name: "0.01, at least 20/60/100", watching: { alarmsAYear: 0.01, least: { hour: 20, day: 60, week: 100 } } },
  { name: "0.01, at least 30/80/120", watching: { alarmsAYear: 0.01, least: { hour: 30, day: 80, week: 120 } } },
];

type Healthy = { size: number; ambassadorWeeks: number; alarms: number; alarmed: number };
type Leak = { anHour: number; tried: number; seen: number; hours: number[]; orders: number[] };
export type Found = {
  bounds: { name: string; chosen: boolean; healthy: Healthy[]; leaks: Leak[] }[];
  slow: SlowFound | null;
  sites: CouponFound | null;
  problems: string[];
};

type Kept = { life: CodeLife; clickless: number[] };
const kept = (life: CodeLife): Kept => ({ life, clickless: life.uses.flatMap(({ at, clicked }) => (clicked ? [] : [at])) });

export function benchLeaks({ quick, parts, say }: { quick: boolean; parts: Part[]; say: (line: string) => void }): Found {
  const programmes = quick ? [100, 20, 4] : [600, 120, 20];
  const found: Found = {
    bounds: TRIED.map(({ name, watching }) => ({ name, chosen: isChosen(watching), healthy: [], leaks: [] })),
    slow: parts.includes("slow") ? benchSlowLeaks({ quick, say }) : null,
    sites: parts.includes("sites") ? benchCouponSites({ quick, say }) : null,
    problems: [],
  };
  if (!parts.includes("healthy") && !parts.includes("leaks")) return found;
  SIZES.forEach((size, which) => {
    const counts = TRIED.map(() => ({ alarms: 0, alarmed: 0 }));
    for (let seed = 0; seed < programmes[which]!; seed++) {
      const draw = drawing(1_000_003 * size + seed);
      const hours = (WARM_WEEKS + WEEKS) * 168;
      const lives = Array.from({ length: size }, () => kept(healthyLife(draw, hours)));
      const habits = Array.from({ length: WARM_WEEKS + WEEKS + 1 }, (_, week) => habitOf(sumsAt(lives, week * 168)));
      if (parts.includes("healthy"))
        TRIED.forEach(({ watching }, index) => {
          for (const one of lives) {
            const alarms = watch(one, habits, WARM_WEEKS * 168, watching, { goOn: true }).length;
            counts[index]!.alarms += alarms;
            if (alarms) counts[index]!.alarmed++;
          }
        });
      if (parts.includes("leaks") && size === 30) leakOne(found, draw, lives, habits);
    }
    if (parts.includes("healthy"))
      counts.forEach((count, index) =>
        found.bounds[index]!.healthy.push({ size, ambassadorWeeks: size * programmes[which]! * WEEKS, ...count }),
      );
    say(`${programmes[which]} programmes of ${size} lived`);
  });
  return found;
}

function leakOne(found: Found, draw: Draw, lives: Kept[], habits: Habit[]): void {
  const from = (WARM_WEEKS + 1 + draw() * 8) * 168;
  const hours = from + LEAK_WEEKS * 168;
  for (const anHour of SPEEDS) {
    const leaked = kept(
      leakedLife(
        draw,
        { uses: lives[0]!.life.uses.filter(({ at }) => at < hours), clicks: lives[0]!.life.clicks },
        { from, anHour, hours },
      ),
    );
    TRIED.forEach(({ watching }, index) => {
      const { leaks } = found.bounds[index]!;
      let leak = leaks.find((one) => one.anHour === anHour);
      if (!leak) leaks.push((leak = { anHour, tried: 0, seen: 0, hours: [], orders: [] }));
      leak.tried++;
      const [alarm] = watch(leaked, habits, from, watching, { goOn: false });
      if (alarm === undefined) return;
      leak.seen++;
      leak.hours.push(alarm - from);
      leak.orders.push(after(leaked.clickless, alarm, Number) - 1 - after(leaked.clickless, from, Number));
    });
  }
}

/** The hours at which it would have spoken up. With `goOn` each is answered "It's fine". */
function watch({ life, clickless }: Kept, habits: Habit[], from: number, watching: Watching, { goOn }: { goOn: boolean }): number[] {
  const alarms: number[] = [];
  let fine: { at: number; counts: Record<Span, number> } | null = null;
  for (let index = after(clickless, from, Number); index < clickless.length; index++) {
    const at = clickless[index]!;
    const seen = {} as Record<Span, { uses: number; clicks: number; known: number; fromCouponSites: number }>;
    for (const span of SPANS)
      seen[span] = {
        uses: index + 1 - after(clickless, at - HOURS[span], Number),
        clicks: after(life.clicks, at, Number) - after(life.clicks, at - HOURS[span], Number),
        ...{ known: 0, fromCouponSites: 0 },
      };
    if (seen.week.uses < 4) continue;
    const before = at - HOURS.week;
    const since = Math.max(0, before - HABIT_DAYS * 24);
    const own = { uses: after(clickless, before, Number) - after(clickless, since, Number), hours: before - since };
    const habit = habits[Math.min(habits.length - 1, Math.floor(at / 168))]!;
    const learnt = fine && at - fine.at < 28 * 24 ? fine.counts : {};
    if (!suspect({ habit, own, seen, fine: learnt }, watching)) continue;
    alarms.push(at);
    if (!goOn) return alarms;
    fine = { at, counts: { hour: seen.hour.uses, day: seen.day.uses, week: seen.week.uses } };
  }
  return alarms;
}

const isChosen = (watching: Watching): boolean => watching.alarmsAYear === 0.01 && !watching.poisson && (watching.least ?? LEAST) === LEAST;

export function tables({ bounds, slow, sites }: Found): string {
  const lines: string[] = [];
  if (bounds[0]?.healthy.length) {
    lines.push("", "False alarms per 1,000 ambassador-weeks (healthy lives), by the programme's size", "");
    for (const { name, chosen, healthy } of bounds)
      lines.push(
        `${(chosen ? "→ " : "  ") + name}`.padEnd(28) +
          healthy
            .map(
              ({ size, alarms, ambassadorWeeks }) =>
                `${size}: ${((1_000 * alarms) / ambassadorWeeks).toFixed(3)} (${alarms} in ${ambassadorWeeks})`,
            )
            .join("   "),
      );
  }
  if (bounds[0]?.leaks.length) {
    lines.push(
      "",
      `Leaks (programmes of 30): seen within ${LEAK_WEEKS} weeks, hours until then and orders let through (median, 9 in 10)`,
      "",
    );
    for (const { name, chosen, leaks } of bounds) {
      lines.push((chosen ? "→ " : "  ") + name);
      for (const { anHour, tried, seen, hours, orders } of leaks)
        lines.push(
          `    ${String(anHour).padStart(5)} an hour: ${seen}/${tried} seen, ${middle(hours, 0.5).toFixed(2)} h (${middle(hours, 0.9).toFixed(2)}), ${middle(orders, 0.5)} orders (${middle(orders, 0.9)})`,
        );
    }
  }
  if (slow) lines.push(...slowTable(slow));
  if (sites) lines.push(...couponTable(sites));
  return lines.join("\n");
}
