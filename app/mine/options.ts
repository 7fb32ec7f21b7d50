/** What `npm run mine` can be asked, and what is said when it is asked wrongly. */
import { parseArgs } from "node:util";
import { dayOfIso } from "~/domain/mining/days";

export type MineOptions = {
  file: string;
  json: boolean;
  /** Days since 1970; null: chosen by the history's length. */
  until: number | null;
  asOf: number | null;
  horizonWeeks: number | null;
  top: number;
  currency: string | null;
  timeZone: string;
};

/** Wrong options, in a sentence; or help that was asked for. */
export class MineUsage extends Error {
  readonly asked: boolean;
  constructor(message: string, asked = false) {
    super(message);
    this.asked = asked;
  }
}

export const HELP = `npm run --silent mine -- FILE [options]
Finds a store's power buyers in a file of its orders: Shopify's order export (CSV), a bulk operation's result (JSON lines), or any
CSV with the columns customer, date and amount. Gzipped files are read as they are. Nothing is stored or sent.

  --until DATE        fit on what was ordered to this day, try on what came after (else the last half-year is kept for trying)
  --as-of DATE        the day of the count: later orders are left out (else the last order's day)
  --horizon-weeks N   how many weeks ahead to look, and how many to try on (26)
  --top N             how many power buyers to name (10, with --json 100)
  --currency CODE     the currency that counts (else the commonest)
  --time-zone NAME    whose days are meant where the file gives moments in UTC (UTC)
  --json              one JSON object on stdout
  --help              this text
Dates are written 2024-03-31.`;

const MOST_WEEKS = 520;
const MOST_NAMED = 1_000_000;

/** @throws MineUsage */
export function readMineOptions(argv: string[]): MineOptions {
  const { values, positionals } = parsed(argv);
  if (values.help) throw new MineUsage(HELP, true);
  if (positionals.length !== 1)
    throw new MineUsage(
      positionals.length === 0 ? `Say which file to mine.\n\n${HELP}` : "Give one file; a name with spaces needs quotes.",
    );
  const json = values.json ?? false;
  return {
    file: positionals[0],
    json,
    until: dayFrom("until", values.until),
    asOf: dayFrom("as-of", values["as-of"]),
    horizonWeeks: wholeFrom("horizon-weeks", values["horizon-weeks"], MOST_WEEKS),
    top: wholeFrom("top", values.top, MOST_NAMED) ?? (json ? 100 : 10),
    currency: currencyFrom(values.currency),
    timeZone: zoneFrom(values["time-zone"] ?? "UTC"),
  };
}

function parsed(argv: string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: { until: text, "as-of": text, "horizon-weeks": text, top: text, currency: text, "time-zone": text, json: flag, help: flag },
    });
  } catch (error) {
    throw new MineUsage(`${(error as Error).message.split(". ")[0]}.\n\n${HELP}`);
  }
}

function dayFrom(option: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  const day = dayOfIso(text);
  if (day === null) throw new MineUsage(`--${option} "${text}" is no date. Write it like 2024-03-31.`);
  return day;
}

function wholeFrom(option: string, text: string | undefined, most: number): number | null {
  if (text === undefined) return null;
  const value = /^\d{1,7}$/.test(text) ? Number(text) : NaN;
  if (!(value >= 1 && value <= most)) throw new MineUsage(`--${option} "${text}" must be a whole number from 1 to ${most}.`);
  return value;
}

function currencyFrom(text: string | undefined): string | null {
  if (text === undefined) return null;
  const code = text.toUpperCase();
  if (!Intl.supportedValuesOf("currency").includes(code))
    throw new MineUsage(`--currency "${text}" is no currency. Write its code, like GBP.`);
  return code;
}

function zoneFrom(name: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new MineUsage(`--time-zone "${name}" is none that is known. Write it like Europe/London.`);
  }
}
