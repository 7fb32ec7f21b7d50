/** Days as mining counts them: whole days since 1970-01-01 where the store is. */

const DAY_MS = 86_400_000;

/** The day it is at this moment in this time zone (IANA). */
export function dayAt(moment: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, year: "numeric", month: "numeric", day: "numeric" }).formatToParts(moment);
  const [year, month, day] = (["year", "month", "day"] as const).map((type) => Number(parts.find((part) => part.type === type)!.value));
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** A moment of that day that is the same day nearly everywhere: noon, UTC. */
export const noonOf = (day: number): Date => new Date((day + 0.5) * DAY_MS);

/** "2026-11-02" */
export const isoDay = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** @returns null for what is no day of the calendar written so */
export function dayOfIso(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const at = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text ? null : at / DAY_MS;
}
