/** What the list of power buyers can be narrowed by, and how that stands in an address. Known on both sides: the page builds what the server reads. */

/** Ordered within so many days, or not for longer than that; counted from the day the list was made. */
export const RECENCIES = ["in-30", "in-90", "in-180", "in-365", "over-30", "over-90", "over-180", "over-365"] as const;
export type Recency = (typeof RECENCIES)[number];

/** What is not asked for is empty or null. */
export type ListFilters = {
  /** Part of a name or an e-mail address. */
  search: string;
  /** ISO 3166. */
  country: string | null;
  /** Part of a town's or a region's name. */
  place: string;
  /** A collection: what they buy most. */
  taste: string | null;
  recency: Recency | null;
  /** Whether they said yes to e-mail. */
  consent: "yes" | "no" | null;
  gifts: "often" | null;
  kind: "people" | "resellers" | null;
  /** Came onto the list when it last changed. */
  joined: "lately" | null;
};

export const NO_FILTERS: ListFilters = {
  search: "",
  country: null,
  place: "",
  taste: null,
  recency: null,
  consent: null,
  gifts: null,
  kind: null,
  joined: null,
};
export const FILTER_NAMES = Object.keys(NO_FILTERS) as (keyof ListFilters)[];

/** As they stand in an address; empty when nothing is asked. */
export const filtersInAddress = (filters: ListFilters): string =>
  new URLSearchParams(FILTER_NAMES.flatMap((name) => (filters[name] ? [[name, filters[name]]] : []))).toString();

/** "over-90" → { within: false, days: 90 } */
export function recencyInDays(recency: Recency): { within: boolean; days: number } {
  const [how, days] = recency.split("-");
  return { within: how === "in", days: Number(days) };
}

/** Sends gifts often: at least two, and a third of their orders; the same as the reason says (reason.ts). */
export const FEWEST_GIFTS = 2;
export const ORDERS_PER_GIFT = 3;
