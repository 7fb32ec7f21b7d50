/**
 * What narrows the list of power buyers, and the rules for keeping such a way of looking under a name. Filters are read from
 * an address somebody may have changed by hand, and from what was kept long ago: what does not fit counts as not asked.
 */
import { z } from "zod";

/** Ordered within so many days, or not for longer than that; counted from the day the list was made. */
export const RECENCIES = ["in-30", "in-90", "in-180", "in-365", "over-30", "over-90", "over-180", "over-365"] as const;
export type Recency = (typeof RECENCIES)[number];

const MOST_TYPED = 80;
const LONGEST_NAME = 255;
/** The database's text knows no NUL. */
const typed = z
  .string()
  .max(MOST_TYPED)
  .transform((text) => text.replaceAll("\0", "").trim())
  .catch("");
const oneOf = <const V extends [string, ...string[]]>(values: V) => z.enum(values).nullable().catch(null);

export const viewFilters = z.object({
  /** Part of a name or an e-mail address. */
  search: typed,
  /** ISO 3166. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .catch(null),
  /** Part of a town's or a region's name. */
  place: typed,
  /** A collection: what they buy most. */
  taste: z
    .string()
    .min(1)
    .max(LONGEST_NAME)
    .regex(/^[^\0]*$/)
    .nullable()
    .catch(null),
  recency: oneOf([...RECENCIES]),
  /** Whether they said yes to e-mail. */
  consent: oneOf(["yes", "no"]),
  gifts: oneOf(["often"]),
  kind: oneOf(["people", "resellers"]),
  /** Came onto the list when it last changed. */
  joined: oneOf(["lately"]),
});
export type ViewFilters = z.infer<typeof viewFilters>;

export const NO_FILTERS: ViewFilters = viewFilters.parse({});
export const FILTER_NAMES = Object.keys(viewFilters.shape) as (keyof ViewFilters)[];

export const readFilters = (params: URLSearchParams): ViewFilters =>
  viewFilters.parse(Object.fromEntries(FILTER_NAMES.map((name) => [name, params.get(name)])));

/** As they stand in an address; empty when nothing is asked. */
export const filtersInAddress = (filters: ViewFilters): string =>
  new URLSearchParams(FILTER_NAMES.flatMap((name) => (filters[name] ? [[name, filters[name]]] : []))).toString();

/** "over-90" → { within: false, days: 90 } */
export function recencyInDays(recency: Recency): { within: boolean; days: number } {
  const [how, days] = recency.split("-");
  return { within: how === "in", days: Number(days) };
}

/** Sends gifts often: at least two, and a third of their orders; the same as the reason says (reason.ts). */
export const FEWEST_GIFTS = 2;
export const ORDERS_PER_GIFT = 3;

/** A row of names that one can still choose from. */
export const MOST_VIEWS = 50;
const LONGEST_VIEW_NAME = 60;

export type SavedView = { viewId: string; name: string; filters: ViewFilters };

/** One line of text, as it is kept. */
export const viewNameOf = (typedName: string): string => typedName.replace(/[\s\p{Cc}]+/gu, " ").trim();

export const VIEW_PROBLEMS = ["no name", "name too long", "nothing narrows it", "too many views"] as const;
export type ViewProblem = (typeof VIEW_PROBLEMS)[number];

/** null: it may be kept. */
export function problemOfView({ name, filters }: { name: string; filters: ViewFilters }): ViewProblem | null {
  if (name === "") return "no name";
  if ([...name].length > LONGEST_VIEW_NAME) return "name too long";
  return filtersInAddress(filters) === "" ? "nothing narrows it" : null;
}
