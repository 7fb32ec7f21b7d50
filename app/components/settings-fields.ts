/**
 * Between what an owner types (per cent, days, an amount) and what a programme keeps (basis points, days, minor units). The
 * same on both sides: the browser needs it for its examples, the server is the one that decides.
 */
import { scaleOf, toDecimal } from "~/domain/money/money";
import { typedAmount } from "~/domain/money/typed-amount";
import { checkSettings, percentOf, type Settings, type SettingsProblems } from "~/domain/program/program";
import { settingsWords } from "~/words/admin/settings";

/** As they stand in the fields; switches are "true" or "false". */
export type Typed = {
  offerPercent: string;
  newFriendsOnly: string;
  clickWindowDays: string;
  creditPercent: string;
  returnWindowDays: string;
  renewalsCount: string;
  shelfMinimum: string;
  powerBuyerPercent: string;
  holdOutPercent: string;
};
export type FieldName = keyof Typed;

const FIELD_OF: Record<keyof Settings, FieldName> = {
  offerBp: "offerPercent",
  creditBp: "creditPercent",
  returnWindowDays: "returnWindowDays",
  clickWindowDays: "clickWindowDays",
  newFriendsOnly: "newFriendsOnly",
  renewalsCount: "renewalsCount",
  powerBuyerBp: "powerBuyerPercent",
  holdOutBp: "holdOutPercent",
  shelfMinimumMinor: "shelfMinimum",
};

const words = settingsWords.problems;

export const readFields = (settings: Settings, currency: string): Typed => ({
  offerPercent: percentOf(settings.offerBp),
  newFriendsOnly: String(settings.newFriendsOnly),
  clickWindowDays: String(settings.clickWindowDays),
  creditPercent: percentOf(settings.creditBp),
  returnWindowDays: String(settings.returnWindowDays),
  renewalsCount: String(settings.renewalsCount),
  shelfMinimum: toDecimal({ amountMinor: settings.shelfMinimumMinor, currency }),
  powerBuyerPercent: percentOf(settings.powerBuyerBp),
  holdOutPercent: percentOf(settings.holdOutBp),
});

/** Basis points of "15", "12.5" or "12,5"; null for what is no such number. At most two digits after the point. */
export function basisPointsOf(typed: string): number | null {
  const match = /^(\d{1,4})(?:[.,](\d{1,2}))?$/.exec(typed.trim().replace(/\s*%$/, ""));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0")) : null;
}

export const daysOf = (typed: string): number | null => (/^\d{1,5}$/.test(typed.trim()) ? Number(typed.trim()) : null);

export type ReadTyped =
  | {
      settings: Settings;
      /** The rules' problems, by the field that was typed in. */ byField: (problems: SettingsProblems) => Partial<Typed>;
    }
  | { problems: Partial<Typed> };

/** What was typed as settings, or what to type instead, by field. */
export function readTyped(typed: Typed, { currency }: { currency: string }): ReadTyped {
  const problems: Partial<Typed> = {};
  const number = (field: FieldName, read: (text: string) => number | null, problem: string): number => {
    const value = read(typed[field]);
    if (value === null) problems[field] = problem;
    return value ?? 0;
  };
  const shelfMinimumMinor = typedAmount(typed.shelfMinimum, currency);
  if (shelfMinimumMinor === null)
    problems.shelfMinimum = words.money(toDecimal({ amountMinor: 5n * 10n ** BigInt(scaleOf(currency)), currency }));
  const settings: Settings = {
    offerBp: number("offerPercent", basisPointsOf, words.number),
    creditBp: number("creditPercent", basisPointsOf, words.number),
    returnWindowDays: number("returnWindowDays", daysOf, words.wholeNumber),
    clickWindowDays: number("clickWindowDays", daysOf, words.wholeNumber),
    newFriendsOnly: typed.newFriendsOnly === "true",
    renewalsCount: typed.renewalsCount === "true",
    powerBuyerBp: number("powerBuyerPercent", basisPointsOf, words.number),
    holdOutBp: number("holdOutPercent", basisPointsOf, words.number),
    shelfMinimumMinor: shelfMinimumMinor ?? 0n,
  };
  const byField = (found: SettingsProblems): Partial<Typed> =>
    Object.fromEntries(Object.entries(found).map(([field, problem]) => [FIELD_OF[field as keyof Settings], problem]));
  // Whatever could be read is judged as well, so that nobody mends one field only to be told of the next.
  if (Object.keys(problems).length) return { problems: { ...byField(checkSettings(settings)), ...problems } };
  return { settings, byField };
}

/** Whether both mean the same settings, however they are written: "15" and "15.0" do. */
export function sameTyped(one: Typed, other: Typed, currency: string): boolean {
  return (Object.keys(one) as FieldName[]).every((field) => {
    const meaning = (typed: Typed) => {
      if (field.endsWith("Percent")) return basisPointsOf(typed[field]) ?? typed[field];
      if (field.endsWith("Days")) return daysOf(typed[field]) ?? typed[field];
      return field === "shelfMinimum" ? String(typedAmount(typed[field], currency) ?? typed[field]) : typed[field];
    };
    return meaning(one) === meaning(other);
  });
}

/** What saving answers; `problems` stand beside their fields. */
export type SettingsAnswer = {
  outcome: "saved" | "unchanged" | "refused" | "no programme";
  version?: number;
  problems?: Partial<Record<keyof Typed, string>>;
};
