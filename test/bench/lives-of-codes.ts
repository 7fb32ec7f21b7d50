/**
 * Lives of share codes by seed, healthy and leaked, for measuring the leak watch. Healthy people share in bursts: a quiet rate that
 * differs from person to person, posts every six weeks or so whose reach is lognormal (one in a hundred brings forty friends), a
 * birthday once a year that reaches three times as far, half of the posts with the code alone, so that no click explains them.
 */
import { HABIT_DAYS, HOURS, SPANS, type HabitSums, type Span } from "../../app/domain/leak/habit.ts";

export type Use = { at: number; clicked: boolean };
/** Times in hours. `uses` and `clicks` are in order. */
export type CodeLife = { uses: Use[]; clicks: number[] };

export type Draw = () => number;
/** Mulberry32: the same numbers for the same seed. */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const normal = (draw: Draw): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
const exponential = (draw: Draw, mean: number): number => -Math.log(1 - draw()) * mean;
const lognormal = (draw: Draw, median: number, sigma: number): number => median * Math.exp(sigma * normal(draw));
function poisson(draw: Draw, mean: number): number {
  if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(draw)));
  const limit = Math.exp(-mean);
  let [count, product] = [0, draw()];
  while (product > limit) [count, product] = [count + 1, product * draw()];
  return count;
}

const USES_A_DAY = { median: 0.03, sigma: 1 };
const POST_EVERY_HOURS = 45 * 24;
const REACH = { median: 3, sigma: 1.1 };
const BIRTHDAY_REACHES = 3;
const POST_FADES_HOURS = 10;
const PRESSES_A_PURCHASE = 6;

/** How long somebody is in one mood. */
const MOOD_HOURS = 42 * 24;

/** @param restless how much one's own pace varies from one six weeks to the next: the sigma of a lognormal factor; 0: it never does */
export function healthyLife(draw: Draw, hours: number, { restless = 0 } = {}): CodeLife {
  const uses: Use[] = [];
  const clicks: number[] = [];
  const come = (at: number, byLink: boolean) => {
    if (at >= hours) return;
    uses.push({ at, clicked: byLink });
    if (byLink) for (let press = poisson(draw, PRESSES_A_PURCHASE); press >= 0; press--) clicks.push(at - draw());
  };
  const everyHours = 24 / lognormal(draw, USES_A_DAY.median, USES_A_DAY.sigma);
  const post = (at: number, times: number) => {
    const friends = poisson(draw, times * lognormal(draw, REACH.median, REACH.sigma));
    const kind = draw();
    const byLink = kind < 0.5 ? 0 : kind < 0.8 ? 1 : 0.5;
    for (let friend = 0; friend < friends; friend++) come(at + exponential(draw, POST_FADES_HOURS), draw() < byLink);
  };
  for (let from = 0; from < hours; from += restless ? MOOD_HOURS : hours) {
    const pace = restless ? lognormal(draw, 1, restless) : 1;
    const until = restless ? Math.min(hours, from + MOOD_HOURS) : hours;
    const often = (every: number, happens: (at: number) => void) => {
      for (let at = from + exponential(draw, every / pace); at < until; at += exponential(draw, every / pace)) happens(at);
    };
    often(everyHours, (at) => come(at, draw() < 0.5));
    often(POST_EVERY_HOURS, (at) => post(at, 1));
  }
  for (let at = draw() * 365 * 24; at < hours; at += 365 * 24) post(at, BIRTHDAY_REACHES);
  uses.sort((one, other) => one.at - other.at);
  clicks.sort((one, other) => one - other);
  return { uses, clicks };
}

/** The same life, and from an hour on strangers who found the code somewhere. */
export function leakedLife(draw: Draw, life: CodeLife, { from, anHour, hours }: { from: number; anHour: number; hours: number }): CodeLife {
  const strangers: Use[] = [];
  for (let at = from + exponential(draw, 1 / anHour); at < hours; at += exponential(draw, 1 / anHour))
    strangers.push({ at, clicked: false });
  return { ...life, uses: [...life.uses, ...strangers].sort((one, other) => one.at - other.at) };
}

/** First index whose time is after `at`. */
export function after<T>(list: T[], at: number, timeOf: (one: T) => number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(list[middle]!) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** What a programme's habit is at an hour, from the eight weeks before. */
export function sumsAt(lives: { life: CodeLife; clickless: number[] }[], at: number): HabitSums {
  const from = Math.max(0, at - HABIT_DAYS * 24);
  const sums: HabitSums = {
    codes: lives.length,
    codeHours: lives.length * (at - from),
    uses: 0,
    clicks: 0,
    squares: { hour: 0, day: 0, week: 0 },
    // Where people come from is measured apart (coupon-sites.ts).
    ...{ known: 0, fromCouponSites: 0 },
  };
  for (const { life, clickless } of lives) {
    const [first, last] = [after(clickless, from, Number), after(clickless, at, Number)];
    sums.uses += last - first;
    sums.clicks += after(life.clicks, at, Number) - after(life.clicks, from, Number);
    for (const span of SPANS) sums.squares[span] += squaresOf(clickless, first, last, span);
  }
  return sums;
}

function squaresOf(times: number[], first: number, last: number, span: Span): number {
  let [sum, bucket, count] = [0, -1, 0];
  for (let index = first; index < last; index++) {
    const one = Math.floor(times[index]! / HOURS[span]);
    if (one !== bucket) [sum, bucket, count] = [sum + count * count, one, 0];
    count++;
  }
  return sum + count * count;
}

/** @param share 0.5: the median; NaN of none */
export const middle = (list: number[], share: number): number =>
  [...list].sort((one, other) => one - other)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? NaN;
