/**
 * The days a person asks the books for: this month, last month, this year, all, or days they typed. People mean the last day
 * with it; inside, a period ends before its `to`, so that two periods side by side share no entry and leave none out.
 */

/** ISO days where the store is. `from` belongs to it, `to` does not; null: without end on that side. */
export type Period = { from: string | null; to: string | null };

export const PERIOD_CHOICES = ["this month", "last month", "this year", "all", "days"] as const;
export type PeriodChoice = (typeof PERIOD_CHOICES)[number];

export type Chosen = { choice: PeriodChoice; period: Period };
/** "no day": what was typed is no day of the calendar; "backwards": it ends before it begins. */
export type PeriodProblem = "no day" | "backwards";

const DAY_MS = 86_400_000;
/** Nothing was sold through us before, and no calendar of ours goes further. */
const [FIRST_YEAR, LAST_YEAR] = [2000, 2999];

/**
 * @param asked as it stands in an address: a choice, and for "days" the first and the last day, either of which may be empty
 * @param today the ISO day it is where the store is
 */
export function choosePeriod(
  asked: { period?: string | null; from?: string | null; to?: string | null },
  today: string,
  otherwise: PeriodChoice = "this month",
): Chosen | { problem: PeriodProblem } {
  const choice = PERIOD_CHOICES.find((one) => one === asked.period) ?? (asked.from || asked.to ? "days" : otherwise);
  if (choice !== "days") return { choice, period: periodOf(choice, today) };
  const [from, last] = [asked.from || null, asked.to || null];
  if ([from, last].some((day) => day !== null && !isDay(day))) return { problem: "no day" };
  if (from && last && last < from) return { problem: "backwards" };
  return { choice, period: { from, to: last && dayAfter(last) } };
}

function periodOf(choice: Exclude<PeriodChoice, "days">, today: string): Period {
  const [year, month] = today.split("-").map(Number);
  const first = (months: number): string => new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  if (choice === "this month") return { from: first(0), to: first(1) };
  if (choice === "last month") return { from: first(-1), to: first(0) };
  if (choice === "this year") return { from: `${year}-01-01`, to: `${year + 1}-01-01` };
  return { from: null, to: null };
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  const year = Number(text.slice(0, 4));
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text && year >= FIRST_YEAR && year <= LAST_YEAR;
}

const movedBy = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
export const dayAfter = (day: string): string => movedBy(day, 1);
/** The last day of a period, as people name it. */
export const dayBefore = (day: string): string => movedBy(day, -1);

/** The ISO day it is at a moment in a time zone (IANA). */
export const isoDayIn = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(moment);
