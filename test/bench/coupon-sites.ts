/**
 * The rule about sites that publish codes: how often it troubles healthy people in stores that have few or many buyers from such
 * sites, the friends of each ambassador with a share of their own around the store's, and how soon it sees a code that lies on one.
 */
import { habitOf, HABIT_DAYS, HOURS, SPANS, type Habit, type Span } from "../../app/domain/leak/habit.ts";
import { suspect, type Seen, type Watching } from "../../app/domain/leak/suspect.ts";
import { after, drawing, healthyLife, leakedLife, middle, sumsAt, type CodeLife, type Draw } from "./lives-of-codes.ts";

const WARM_WEEKS = 9;
const WEEKS = 26;
const SIZE = 30;
/** Of a store's buyers of whom one knows where they came from. */
const STORES = [0.005, 0.05, 0.2];
/** Friends of one ambassador resemble each other as if their share had been learnt from so many people. */
const ALIKE = 20;
const KNOWN = 0.7;
/** Of the strangers a leak brings, of whom one knows where they came from. */
const STRANGERS_FROM_SITES = 0.8;
const SPEEDS = [5, 1, 0.2];
const LEAK_WEEKS = 4;
const STORE_ORDERS = 600;
/** Only this rule is asked. */
const NEVER: Record<Span, number> = { hour: Infinity, day: Infinity, week: Infinity };

const TRIED: { name: string; asItWas: boolean; watching: Watching }[] = [
  { name: "the store's own share", asItWas: false, watching: { least: NEVER } },
  { name: "friends less alike", asItWas: false, watching: { least: NEVER, alike: 25 } },
  { name: "friends all alike", asItWas: false, watching: { least: NEVER, alike: 1e6 } },
  { name: "one in fifty everywhere", asItWas: true, watching: { least: NEVER, alike: 1e6 } },
];

type Leak = { anHour: number; tried: number; seen: number; hours: number[]; orders: number[] };
export type CouponFound = { name: string; store: number; ambassadorWeeks: number; alarms: number; leaks: Leak[] }[];

/** Uses without a click, and of each whether one knows where it came from and whether that is such a site: running counts. */
type Traced = { at: number[]; known: number[]; from: number[] };

function trace(draw: Draw, life: CodeLife, share: number, strangerFrom = Infinity): Traced {
  const traced: Traced = { at: [], known: [0], from: [0] };
  let [known, from] = [0, 0];
  for (const { at, clicked } of life.uses) {
    if (clicked) continue;
    const isKnown = draw() < KNOWN;
    // An urn: the more of an ambassador's friends came from such sites, the likelier is the next.
    const chance = at >= strangerFrom ? STRANGERS_FROM_SITES : (share * ALIKE + from) / (ALIKE + known);
    const isFrom = isKnown && draw() < chance;
    if (isKnown) known++;
    if (isFrom) from++;
    traced.at.push(at);
    traced.known.push(known);
    traced.from.push(from);
  }
  return traced;
}

export function benchCouponSites({ quick, say }: { quick: boolean; say: (line: string) => void }): CouponFound {
  const programmes = quick ? 12 : 80;
  return STORES.flatMap((store) => {
    const found: CouponFound = TRIED.map(({ name }) => ({ name, store, ambassadorWeeks: programmes * SIZE * WEEKS, alarms: 0, leaks: [] }));
    for (let seed = 0; seed < programmes; seed++) {
      const draw = drawing(7_000_003 * Math.round(store * 1_000) + seed);
      const hours = (WARM_WEEKS + WEEKS) * 168;
      const lives = Array.from({ length: SIZE }, () => healthyLife(draw, hours));
      const kept = lives.map((life) => ({ life, clickless: life.uses.flatMap(({ at, clicked }) => (clicked ? [] : [at])) }));
      const fromCouponSites = Array.from({ length: STORE_ORDERS }, () => draw() < store).filter(Boolean).length;
      const habit = habitOf({ ...sumsAt(kept, WARM_WEEKS * 168), known: STORE_ORDERS, fromCouponSites });
      const traced = lives.map((life) => trace(draw, life, store));
      const from = WARM_WEEKS * 168 + draw() * 8 * 168;
      const leaked = SPEEDS.map((anHour) => {
        const life = leakedLife(draw, lives[0]!, { from, anHour, hours: from + LEAK_WEEKS * 168 });
        return { anHour, traced: trace(draw, life, store, from) };
      });
      TRIED.forEach(({ asItWas, watching }, index) => {
        const one = found[index]!;
        const usual = asItWas ? { ...habit, fromCouponSites: 0.02 } : habit;
        for (const each of traced) one.alarms += watch(each, usual, WARM_WEEKS * 168, watching).length;
        for (const { anHour, traced } of leaked) noteLeak(one.leaks, anHour, traced, from, watch(traced, usual, from, watching)[0]);
      });
    }
    say(`coupon sites: stores with ${100 * store} % of their buyers from such sites lived`);
    return found;
  });
}

/** The hours at which it would have spoken up; each is answered "It's fine". */
function watch({ at, known, from }: Traced, habit: Habit, since: number, watching: Watching): number[] {
  const alarms: number[] = [];
  let fine: { at: number; counts: Record<Span, number> } | null = null;
  for (let index = after(at, since, Number); index < at.length; index++) {
    const seen = {} as Record<Span, Seen>;
    for (const span of SPANS) {
      const begin = after(at, at[index]! - HOURS[span], Number);
      const of = (counts: number[]) => counts[index + 1]! - counts[begin]!;
      seen[span] = { uses: index + 1 - begin, clicks: 0, known: of(known), fromCouponSites: of(from) };
    }
    const learnt = fine && at[index]! - fine.at < 28 * 24 ? fine.counts : {};
    if (!suspect({ habit, own: { uses: 0, hours: HABIT_DAYS * 24 }, seen, fine: learnt }, watching)) continue;
    alarms.push(at[index]!);
    fine = { at: at[index]!, counts: { hour: seen.hour.uses, day: seen.day.uses, week: seen.week.uses } };
  }
  return alarms;
}

function noteLeak(leaks: Leak[], anHour: number, { at }: Traced, from: number, alarm: number | undefined): void {
  let leak = leaks.find((one) => one.anHour === anHour);
  if (!leak) leaks.push((leak = { anHour, tried: 0, seen: 0, hours: [], orders: [] }));
  leak.tried++;
  if (alarm === undefined) return;
  leak.seen++;
  leak.hours.push(alarm - from);
  leak.orders.push(after(at, alarm, Number) - 1 - after(at, from, Number));
}

export function couponTable(found: CouponFound): string[] {
  const lines = [
    "",
    "Sites that publish codes (programmes of 30): false alarms per 1,000 ambassador-weeks, then which leaks are seen within 4 weeks",
    "",
  ];
  for (const { name, store, ambassadorWeeks, alarms, leaks } of found) {
    const rate = ((1_000 * alarms) / ambassadorWeeks).toFixed(3);
    lines.push(
      `${name === TRIED[0]!.name ? "→ " : "  "}${name}, ${100 * store} % of the store's buyers`.padEnd(56) +
        `${rate} (${alarms} in ${ambassadorWeeks})`,
    );
    const seen = leaks.map(({ anHour, tried, seen, hours, orders }) =>
      `${anHour} an hour: ${seen}/${tried}${seen ? `, ${middle(hours, 0.5).toFixed(1)} h, ${middle(orders, 0.5)} orders` : ""}`); // prettier-ignore
    lines.push(`      ${seen.join("; ")}`);
  }
  return lines;
}
