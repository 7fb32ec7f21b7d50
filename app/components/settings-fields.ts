/**
 * Between what an owner types (per cent, days, an amount, a choice) and what a programme keeps (basis points, days, minor units,
 * words). The same on both sides: the browser needs it for its examples, the server is the one that decides.
 */
import { toDecimal } from "~/domain/money/money";
import { exampleAmount, readTwoWays, typedAmount } from "~/domain/money/typed-amount";
import { checkSettings, percentOf, type Settings, type SettingsProblems } from "~/domain/program/program";
import { twoWays as twoWaysWords } from "~/words/admin/numbers";
import { settingsWords } from "~/words/admin/settings";

/** How a field is typed: "choices" are words joined by commas, an empty "limit" is none. */
type Way = "percent" | "days" | "people" | "limit" | "money" | "switch" | "choice" | "choices";

const FIELDS = {
  offerPercent: ["offerBp", "percent"],
  newFriendsOnly: ["newFriendsOnly", "switch"],
  clickWindowDays: ["clickWindowDays", "days"],
  minimumSpend: ["minimumSpendMinor", "money"],
  friendLimit: ["friendLimit", "limit"],
  channels: ["channels", "choices"],
  creditPercent: ["creditBp", "percent"],
  returnWindowDays: ["returnWindowDays", "days"],
  renewalsCount: ["renewalsCount", "switch"],
  debtPolicy: ["debtPolicy", "choice"],
  insiderFrom: ["insiderFrom", "people"],
  insiderPercent: ["insiderCreditBp", "percent"],
  iconFrom: ["iconFrom", "people"],
  iconPercent: ["iconCreditBp", "percent"],
  firstDibsDays: ["firstDibsDays", "days"],
  rewardKinds: ["rewardKinds", "choices"],
  shelfMinimum: ["shelfMinimumMinor", "money"],
  iconCash: ["iconCash", "switch"],
  cashMinimum: ["cashMinimumMinor", "money"],
  shippingCost: ["shippingCostMinor", "money"],
  rewardFee: ["rewardFeeMinor", "money"],
  powerBuyerPercent: ["powerBuyerBp", "percent"],
  holdOutPercent: ["holdOutBp", "percent"],
} as const satisfies Record<string, readonly [keyof Settings, Way]>;

export type FieldName = keyof typeof FIELDS;
/** As they stand in the fields; switches are "true" or "false". */
export type Typed = Record<FieldName, string>;

const NAMES = Object.keys(FIELDS) as FieldName[];
export const wayOf = (name: FieldName): Way => FIELDS[name][1];
const fieldOf = (setting: keyof Settings): FieldName => NAMES.find((name) => FIELDS[name][0] === setting)!;
const words = settingsWords.problems;

export const readFields = (settings: Settings, currency: string): Typed =>
  Object.fromEntries(NAMES.map((name) => [name, written(wayOf(name), settings[FIELDS[name][0]], currency)])) as Typed;

/** Only some of them, as a programme has them. */
export function typedOf(settings: Settings, only: (keyof Settings)[], currency: string): Partial<Typed> {
  const all = readFields(settings, currency);
  return Object.fromEntries(only.map(fieldOf).map((name) => [name, all[name]]));
}

function written(way: Way, value: Settings[keyof Settings], currency: string): string {
  if (way === "percent") return percentOf(value as number);
  if (way === "money") return toDecimal({ amountMinor: value as bigint, currency });
  return value === null ? "" : String(value);
}

/** Basis points of "15", "12.5" or "12,5"; null for what is no such number. At most two digits after the point. */
export function basisPointsOf(typed: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(typed.trim().replace(/\s*%$/, ""));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : null;
}

export const daysOf = (typed: string): number | null => (/^\d{1,5}$/.test(typed.trim()) ? Number(typed.trim()) : null);

export const choicesOf = (typed: string): string[] => typed.split(",").filter(Boolean);

/** undefined: it cannot be read so. */
function meantBy(way: Way, typed: string, currency: string): Settings[keyof Settings] | undefined {
  if (way === "switch") return typed === "true";
  if (way === "choice") return typed as Settings["debtPolicy"];
  if (way === "choices") return choicesOf(typed) as Settings["channels"];
  if (way === "limit" && !typed.trim()) return null;
  const value = way === "percent" ? basisPointsOf(typed) : way === "money" ? typedAmount(typed, currency) : daysOf(typed);
  return value ?? undefined;
}

function problemOf(way: Way, typed: string, currency: string): string {
  const twoWays = way === "money" ? readTwoWays(typed, currency) : null;
  if (twoWays) return twoWaysWords(typed.trim(), twoWays);
  if (way === "money") return words.money(exampleAmount(currency));
  if (way === "percent") return words.number;
  return way === "days" ? words.wholeNumber : words.people;
}

export type ReadTyped =
  | {
      settings: Settings;
      /** The rules' problems, by the field that was typed in. */ byField: (problems: SettingsProblems) => Partial<Typed>;
    }
  | { problems: Partial<Typed> };

/** What was typed as settings, or what to type instead, by field. */
export function readTyped(typed: Typed, { currency }: { currency: string }): ReadTyped {
  const problems: Partial<Typed> = {};
  const meant = NAMES.map((name): [keyof Settings, Settings[keyof Settings]] => {
    const [setting, way] = FIELDS[name];
    const value = meantBy(way, typed[name], currency);
    if (value === undefined) problems[name] = problemOf(way, typed[name], currency);
    return [setting, value ?? (way === "money" ? 0n : way === "limit" ? null : 0)];
  });
  const settings = Object.fromEntries(meant) as unknown as Settings;
  const byField = (found: SettingsProblems): Partial<Typed> =>
    Object.fromEntries(Object.entries(found).map(([setting, problem]) => [fieldOf(setting as keyof Settings), problem]));
  // Whatever could be read is judged as well, so that nobody mends one field only to be told of the next.
  if (Object.keys(problems).length) return { problems: { ...byField(checkSettings(settings, currency)), ...problems } };
  return { settings, byField };
}

/** Whether both mean the same for this field, however they are written: "15" and "15.0" do. */
export function sameMeaning(name: FieldName, one: string, other: string, currency: string): boolean {
  const meaning = (typed: string): string => {
    const value = meantBy(wayOf(name), typed, currency);
    return Array.isArray(value) ? [...value].sort().join() : String(value === undefined ? typed : value);
  };
  return meaning(one) === meaning(other);
}

/** A field's value as one says it: "20 % off", "£5.00", "On". @param sign the currency's, before an amount */
export function saidOf(name: FieldName, typed: string, sign: string): string {
  const { suffix } = settingsWords.fields[name] as { suffix?: string };
  const way = wayOf(name);
  if (way === "switch") return settingsWords.meanwhile.switches[typed];
  if (way === "choice" || way === "choices")
    return choicesOf(typed)
      .map((choice) => settingsWords.choices[name][choice])
      .join("; ");
  if (way === "money") return `${sign}${typed}`;
  return typed === "" ? settingsWords.meanwhile.none : `${typed} ${suffix}`;
}

/** What saving answers; `problems` stand beside their fields. */
export type SettingsAnswer = {
  outcome:
    | "saved"
    | "asked"
    | "nothing to do"
    | "unchanged"
    | "turned"
    | "refused"
    | "changed meanwhile"
    | "no programme"
    | "ended"
    | "nothing to end"
    | "resumed"
    | "nothing to resume"
    | "updated"
    | "not installed"
    | "try later";
  version?: number;
  problems?: Partial<Record<FieldName, string>>;
  /** What others gave the fields that were to be saved otherwise. */
  meanwhile?: Partial<Typed>;
};
