/**
 * Reading what narrows the list, and the rules for keeping it under a name. Filters come from an address somebody may have
 * changed by hand, or were kept long ago: what does not fit counts as not asked.
 */
import { z } from "zod";
import { FILTER_NAMES, filtersInAddress, RECENCIES, type ListFilters } from "./list-filters";

const MOST_TYPED = 80;
const LONGEST_COLLECTION = 255;
/** The database's text knows no NUL. */
const typed = z
  .string()
  .max(MOST_TYPED)
  .transform((text) => text.replaceAll("\0", "").trim())
  .catch("");
const oneOf = <const V extends readonly [string, ...string[]]>(values: V) => z.enum(values).nullable().catch(null);
const matching = (pattern: RegExp) => z.string().max(LONGEST_COLLECTION).regex(pattern).nullable().catch(null);

export const listFilters = z.object({
  search: typed,
  country: matching(/^[A-Z]{2}$/),
  place: typed,
  taste: matching(/^[^\0]+$/),
  recency: oneOf(RECENCIES),
  consent: oneOf(["yes", "no"]),
  gifts: oneOf(["often"]),
  kind: oneOf(["people", "resellers"]),
  joined: oneOf(["lately"]),
}) satisfies z.ZodType<ListFilters>;

export const readFilters = (params: URLSearchParams): ListFilters =>
  listFilters.parse(Object.fromEntries(FILTER_NAMES.map((name) => [name, params.get(name)])));

/** A row of names that one can still choose from. */
export const MOST_VIEWS = 50;
const LONGEST_VIEW_NAME = 60;

export type SavedView = { viewId: string; name: string; filters: ListFilters };

/** One line of text, as it is kept. */
export const viewNameOf = (typedName: string): string => typedName.replace(/[\s\p{Cc}]+/gu, " ").trim();

export const VIEW_PROBLEMS = ["no name", "name too long", "nothing narrows it", "too many views"] as const;
export type ViewProblem = (typeof VIEW_PROBLEMS)[number];

/** null: it may be kept. */
export function problemOfView({ name, filters }: { name: string; filters: ListFilters }): ViewProblem | null {
  if (name === "") return "no name";
  if ([...name].length > LONGEST_VIEW_NAME) return "name too long";
  return filtersInAddress(filters) === "" ? "nothing narrows it" : null;
}
