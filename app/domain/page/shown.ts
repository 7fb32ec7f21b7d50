/**
 * How amounts and days are written for people: exact money beside its text (a loader's JSON knows no bigint), and days in
 * the shop's own time zone.
 */
import { formatMoney } from "../money/money";

export type ShownMoney = { text: string; minor: string };

export type Place = { currency: string; locale: string; timeZone: string };

export const showMoney = (amountMinor: bigint, { currency, locale }: Pick<Place, "currency" | "locale">): ShownMoney => ({
  text: formatMoney({ amountMinor, currency }, locale),
  minor: String(amountMinor),
});

/** "12.5%", in French "12,5 %", in Arabic from the right: where the sign stands, and what it is, is the language's to say. */
export const showPercent = (basisPoints: number, { locale }: Pick<Place, "locale">, mostDigits = 2): string =>
  percents(locale, mostDigits).format(basisPoints / 10_000);

/** "3 December", with the year when it is not this one. */
export function showDay(day: Date, now: Date, { locale, timeZone }: Pick<Place, "locale" | "timeZone">): string {
  const yearOf = (date: Date) => years(timeZone).format(date);
  const written = days(dayFirst(locale), timeZone, yearOf(day) === yearOf(now) ? "" : "with its year").format(day);
  // The one ordinal among the days, which Intl does not know: "1er décembre".
  return locale.startsWith("fr") ? written.replace(/^1 /, "1er ") : written;
}

/** To make a format takes a thousand times what using it does, and a page uses it sixty times. There are as many as places. */
function kept<Key extends (string | number)[], Format>(make: (...key: Key) => Format): (...key: Key) => Format {
  const formats = new Map<string, Format>();
  return (...key) => {
    const name = key.join(" ");
    const known = formats.get(name);
    if (known) return known;
    if (formats.size >= MOST_KEPT) formats.clear();
    const format = make(...key);
    formats.set(name, format);
    return format;
  };
}
const MOST_KEPT = 500;

const percents = kept(
  (locale: string, mostDigits: number) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: mostDigits }),
);
const years = kept((timeZone: string) => new Intl.DateTimeFormat("en", { year: "numeric", timeZone }));
const days = kept(
  (locale: string, timeZone: string, year: string) =>
    new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: year ? "numeric" : undefined, timeZone }),
);

/** Plain "en" would put the month first; a shop that writes so says en-US. */
const dayFirst = (locale: string): string => (locale === "en" ? "en-GB" : locale);
