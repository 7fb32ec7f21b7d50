/**
 * What may be said of the hold-out, and what not yet. One measure was named beforehand, what invited people themselves spend: with
 * several, one would seem to differ by chance. Friends' orders are beside it as they are: who is held out has no code to give, so
 * their difference says how many came by codes, not how many would have stayed away.
 */
import type { Difference, Lift } from "./lift";

/** In this order, in a kept finding and in what is measured. */
export const MEASURES = ["own spend", "own orders", "friends' orders"] as const;
export type Measure = (typeof MEASURES)[number];

/** Fewer have shown nothing of what people do: the interval's coverage is simulated from here on. */
export const LEAST_HELD_OUT = 20;
/** In fewer days hardly anybody buys a second time. */
export const LEAST_DAYS = 28;
/** The difference worth knowing, as a share of what somebody held out spends: a fifth. */
export const WORTH_KNOWING = 0.2;

export type FindingState = "nobody held out" | "too little" | "cannot tell" | "more" | "less";
export type Finding = {
  state: FindingState;
  /** Why it is too little. */
  lacks: ("people" | "days" | "differences")[];
  invited: number;
  heldOut: number;
  presses: number;
  /** Whom lots were drawn for, and who take no part because two of them became one customer. */
  becameOne: number;
  /** Each press counts from its own moment, for at most as long as it holds people out; this is the longest of them. */
  days: number;
  measures: Partial<Record<Measure, Difference>>;
  /** What it would take to see a difference of a fifth, eight times in ten; null: nothing to reckon with. */
  needed: { differenceMinor: number; people: number; more: number; weeks: number | null } | null;
};

type Looked = { lift: Lift; becameOne: number; days: number; /** Drawn since the first press, a week. */ peopleAWeek: number };

export function findingOf({ lift, becameOne, days, peopleAWeek }: Looked): Finding {
  const { invited, heldOut, presses, measures } = lift;
  const spend = measures[MEASURES.indexOf("own spend")] as Difference | undefined;
  const lacks: Finding["lacks"] = [
    ...(heldOut < LEAST_HELD_OUT ? (["people"] as const) : []),
    ...(days < LEAST_DAYS ? (["days"] as const) : []),
    ...(spend && !spend.interval ? (["differences"] as const) : []),
  ];
  return {
    state: !spend ? "nobody held out" : lacks.length || !spend.interval ? "too little" : verdictOn(spend.interval),
    lacks: spend ? lacks : [],
    ...{ invited, heldOut, presses, becameOne, days },
    measures: Object.fromEntries(measures.map((measure, at) => [MEASURES[at], rounded(measure)])),
    needed: spend ? neededFor(spend, invited, heldOut, peopleAWeek) : null,
  };
}

/** To millionths, so that what is kept and read again is the same to the last digit. */
function rounded({ interval, ...rest }: Difference): Difference {
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  const { invited, heldOut, difference, spread } = rest;
  const ends = interval && { from: round(interval.from), to: round(interval.to) };
  return { invited: round(invited), heldOut: round(heldOut), difference: round(difference), spread: round(spread), interval: ends };
}

const verdictOn = ({ from, to }: { from: number; to: number }): "more" | "less" | "cannot tell" =>
  from > 0 ? "more" : to < 0 ? "less" : "cannot tell";

function neededFor({ spread, heldOut: mean }: Difference, invited: number, heldOut: number, peopleAWeek: number): Finding["needed"] {
  const differenceMinor = Math.round(mean * WORTH_KNOWING);
  if (!(differenceMinor > 0) || !(spread > 0)) return null;
  const drawn = invited + heldOut;
  const people = peopleFor({ spread, difference: differenceMinor, heldOutShare: heldOut / drawn });
  const more = Math.max(0, people - drawn);
  return { differenceMinor, people, more, weeks: more === 0 ? 0 : peopleAWeek > 0 ? Math.ceil(more / peopleAWeek) : null };
}

/** Of the bell curve: 2.5 % lie beyond, and 80 % below. */
const [BEYOND_EITHER_END, EIGHT_IN_TEN] = [1.959964, 0.841621];

/**
 * How many people lots must be drawn for so that a true difference is seen as one eight times in ten: n = (z₀.₉₇₅ + z₀.₈)² s² / (d² q (1 − q)),
 * with s from person to person and q the share held out (J. Cohen, Statistical Power Analysis, 2nd ed. 1988, chapter 2, for two groups of unequal size).
 */
export const peopleFor = ({ spread, difference, heldOutShare: q }: { spread: number; difference: number; heldOutShare: number }): number =>
  Math.ceil(((BEYOND_EITHER_END + EIGHT_IN_TEN) ** 2 * spread ** 2) / (difference ** 2 * q * (1 - q)));
