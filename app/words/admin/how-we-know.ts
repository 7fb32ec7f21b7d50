/** How we know: what the list stands on, in the owner's words, and what it would have found on the store's own past. */
import type { LeftOutReason } from "~/domain/buyer/what-counts";
import type { FallBackReason, LevelReason } from "~/domain/mining/ladder";
import type { ChosenRanking, Level, RankingName } from "~/domain/mining/mining";
import { plural } from "./numbers";

const LEFT_OUT: Record<LeftOutReason, [one: string, many: string]> = {
  "could not be read": ["could not be read", "could not be read"],
  "test order": ["was a test", "were tests"],
  cancelled: ["was cancelled", "were cancelled"],
  "one of our own rewards": ["took one of our rewards", "took our rewards"],
  "staff order": ["was your own staff's", "were your own staff's"],
  "wholesale order": ["was marked as wholesale", "were marked as wholesale"],
  "no customer": ["names no customer", "name no customer"],
  "before 1990": ["is dated before 1990", "are dated before 1990"],
  "in the future": ["is dated in the future", "are dated in the future"],
  "another currency": ["is in another currency than your store's", "are in another currency than your store's"],
  "nothing was paid": ["came to nothing after refunds and discounts", "came to nothing after refunds and discounts"],
  "less than nothing was paid": ["came to less than nothing", "came to less than nothing"],
  "not believable": ["is too large to be believed", "are too large to be believed"],
};

/** The weeks a history must have before a list can be tried on its own past: six to learn from, six to be tried on. */
const WEEKS_FOR_A_TRIAL = 12;

const FALL_BACK: Record<FallBackReason, string> = {
  "the model does not fit": "How likely people come back could not be worked out from your orders, so the list goes by what they spent.",
  "fewer than 100 buyers": "With fewer than 100 buyers nobody can tell who will come back, so the list goes by what they spent.",
  "fewer than 40 repeat buyers":
    "Fewer than 40 people have come back so far. That is too few to learn from, so the list goes by what they spent.",
  "Shopify shows 60 days only": "Sixty days of orders are too short to tell who comes back, so the list goes by what people spent.",
  "too little is known": "Too little is known yet of who comes back, so the list goes by what people spent.",
  "past spend was clearly better on your own past":
    "On your own past, sorting by what people spent found clearly more of your best later buyers, so the list goes by that.",
};

const LEVEL: Record<Exclude<Level, "forecasts">, string> = {
  "wide forecasts": "What we say of one person is rough",
  "order only": "We do not say what one person will do",
  "past spend": "We do not say who will come back",
};

const LEVEL_WHY: Record<LevelReason, (repeatBuyers: number) => string> = {
  "few repeat buyers": (repeatBuyers) =>
    repeatBuyers === 0
      ? "nobody has come back so far"
      : `only ${repeatBuyers.toLocaleString("en")} ${plural(repeatBuyers, "person has", "people have")} come back so far`,
  "less than a year": () => "your history is shorter than a year",
  "the model does not fit": () => "your buyers' ways fit no pattern we could learn",
  "Shopify shows 60 days only": () => "Shopify lets us see 60 days only",
  "the forecast was off by more than a quarter": () => "tried on your own past we were off by more than a quarter",
};

const perCent = (share: number): string => `${Math.round(share * 100)} %`;
/** "+2.3", "−0.4", "0.0" */
const signed = (points: number): string => {
  const text = Math.abs(points).toFixed(1);
  return text === "0.0" ? text : `${points > 0 ? "+" : "−"}${text}`;
};
const listOf = (parts: string[]): string =>
  parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts[parts.length - 1]}`;

/** "the half-year", "the 10 weeks" */
const span = (weeks: number): string =>
  weeks === 26 ? "the half-year" : weeks === 52 ? "the year" : weeks === 13 ? "the quarter" : `the ${weeks} weeks`;

const cameBack = (repeatBuyers: number): string => `${repeatBuyers === 0 ? "none" : repeatBuyers.toLocaleString("en")} of them came back`;

export const howWeKnowWords = {
  summary: "How do we know?",
  trial: {
    sentence: (day: string, weeks: number, best: number, found: number) =>
      `Had we made this list on ${day}, ${found.toLocaleString("en")} of its ${best.toLocaleString("en")} best would have been among the true best ${best.toLocaleString("en")} of ${span(weeks)} after`,
    against: (found: number, bySpend: number) =>
      found === bySpend
        ? "; sorting by what people had spent would have found just as many."
        : `; sorting by what people had spent would have found ${bySpend.toLocaleString("en")}.`,
    alone: ".",
    tooShort: (weeks: number) =>
      `Your history is ${weeks} ${plural(weeks, "week", "weeks")} long; to try a list on your own past we need ${WEEKS_FOR_A_TRIAL}.`,
    nobodyBought:
      "Of the people you knew before, nobody bought in the time we would have tried this list on, so there is nothing to compare it with yet.",
    isTooShort: (weeks: number) => weeks < WEEKS_FOR_A_TRIAL,
  },
  fallBack: (reason: string) => FALL_BACK[reason as FallBackReason] ?? `The list goes by what people spent (${reason}).`,
  level: (level: Level, why: LevelReason[], repeatBuyers: number) =>
    level === "forecasts" ? null : `${LEVEL[level]}, because ${listOf(why.map((reason) => LEVEL_WHY[reason](repeatBuyers)))}.`,
  method: (orders: string, buyers: string, since: string, until: string) =>
    `We read ${orders} orders placed from ${since} to ${until}, put each to its buyer, and took out discounts, refunds, tax and shipping. Orders of one day count as one.`,
  sorted: {
    "alive spend": (buyers: string, repeatBuyers: number) =>
      `${buyers} buyers are sorted by what they spent, weighed by how likely somebody with such a history still buys. How likely that is we learn from your own store: ${cameBack(repeatBuyers)}.`,
    "past spend": (buyers: string, repeatBuyers: number) => `${buyers} buyers are sorted by what they spent; ${cameBack(repeatBuyers)}.`,
  } satisfies Record<ChosenRanking, (buyers: string, repeatBuyers: number) => string>,
  lapsed: "Who has not ordered for a year comes after all others.",
  resellers: (people: number) =>
    people === 1
      ? "1 person buys like a reseller: they stay on the list, but what we learn of your buyers is learned without them."
      : `${people.toLocaleString("en")} people buy like resellers: they stay on the list, but what we learn of your buyers is learned without them.`,
  horizon: (days: number) => `Shopify lets us see ${days} days until read_all_orders is granted.`,
  table: {
    title: (day: string) => `Four ways of sorting, tried on ${day}`,
    lead: (buyers: string, weeks: number) =>
      `${buyers} buyers were known that day. What they bought in ${span(weeks)} after says who was right.`,
    columns: {
      name: "Sorted by",
      tenth: "Of the best tenth, found",
      hundredth: "Of the best hundredth, found",
      share: "Share of later sales",
      again: "Bought again",
      difference: "Against what they spent, in points",
    },
    names: {
      "alive spend": "What they spent, weighed by how likely they still buy",
      "past spend": "What they spent",
      RFM: "How lately, how often, how much",
      "model value": "What they are expected to spend",
    } satisfies Record<RankingName, string>,
    inUse: (name: string) => `${name} (this list)`,
    perCent,
    difference: ({ by, low, high }: { by: number; low: number; high: number }) =>
      `${signed(by * 100)} (${signed(low * 100)} to ${signed(high * 100)})`,
    base: "—",
    points:
      "Points are people in a hundred of the best tenth, found more or fewer. In the brackets the true difference lies in 95 of 100 such trials; where they hold 0, the two may be equal.",
  },
  foretold: (foretold: number) =>
    `For every 100 orders that came, we would have foretold ${Math.round(foretold * 100).toLocaleString("en")}.`,
  ranges: (all: number, best: number) =>
    `Of 100 people ${Math.round(all * 100)} ordered within the range we would have named; of the best tenth ${Math.round(best * 100)}. It should be about 90.`,
  leftOut: "Left out of the count:",
  nothingLeftOut: "No order was left out.",
  leftOutLine: (reason: string, orders: number) => {
    const words = (LEFT_OUT as Record<string, [string, string] | undefined>)[reason];
    return `${orders.toLocaleString("en")} ${plural(orders, "order", "orders")} ${words ? plural(orders, words[0], words[1]) : `(${reason})`}`;
  },
  when: (moment: string) => `Last worked out on ${moment}; anew every night.`,
  seed: (day: string, seed: string) =>
    `What was drawn by chance was drawn from the seed ${seed}: the same orders, counted on ${day}, give the same figures again.`,
};
