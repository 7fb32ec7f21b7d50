/**
 * A programme: one set of offer, credit rule and codes. Its settings are kept as immutable versions, so that every
 * decision can name the one it used; the rules for what an owner may choose stand here, each with the sentence that
 * says what to do instead.
 */
import { scaleOf } from "../money/money";

/** Shares in basis points (1500 = 15 %), windows in days, money in minor units of the shop's currency. */
export type Settings = {
  offerBp: number;
  creditBp: number;
  returnWindowDays: number;
  clickWindowDays: number;
  newFriendsOnly: boolean;
  renewalsCount: boolean;
  powerBuyerBp: number;
  holdOutBp: number;
  shelfMinimumMinor: bigint;
};

export type ProgramVersion = Settings & { programId: string; name: string; currency: string; version: number };
export type LiveProgram = ProgramVersion;

export const DEFAULTS: Omit<Settings, "shelfMinimumMinor"> = {
  offerBp: 1_500,
  creditBp: 1_000,
  returnWindowDays: 14,
  clickWindowDays: 30,
  newFriendsOnly: true,
  renewalsCount: false,
  powerBuyerBp: 1_000,
  holdOutBp: 1_000,
};

export const PROGRAM_NAME = "Regulars";

/** With fewer people invited at once, leaving some out could prove nothing. */
export const HOLD_OUT_FROM_PEOPLE = 50;
export const holdOutApplies = (people: number): boolean => people >= HOLD_OUT_FROM_PEOPLE;

/** Five units of the currency (£5.00, $5.00); where it has no smaller unit, as yen, five hundred. */
export function defaultShelfMinimum(currency: string): bigint {
  const scale = scaleOf(currency);
  return scale === 0 ? 500n : 5n * 10n ** BigInt(scale);
}

export const defaultSettings = (currency: string): Settings => ({ ...DEFAULTS, shelfMinimumMinor: defaultShelfMinimum(currency) });

export type SettingsProblems = Partial<Record<keyof Settings, string>>;

/** What is wrong with these settings, by field; empty when nothing is. */
export function checkSettings(settings: Settings): SettingsProblems {
  const problems: SettingsProblems = {};
  const within = (field: keyof Settings, from: number, to: number, sentence: string) => {
    const value = settings[field];
    if (typeof value !== "number" || !Number.isInteger(value) || value < from || value > to) problems[field] = sentence;
  };
  within("offerBp", 100, 9_000, "Choose between 1 % and 90 % off for friends.");
  within("creditBp", 0, 5_000, "Choose between 0 % and 50 % of what the friend pays.");
  within("returnWindowDays", 0, 365, "Choose between 0 and 365 days, in whole days.");
  within("clickWindowDays", 1, 365, "Choose between 1 and 365 days, in whole days.");
  within("powerBuyerBp", 1, 10_000, "Choose between 0.01 % and 100 % of your buyers.");
  within("holdOutBp", 0, 5_000, "Choose between 0 % and 50 %; more would leave too few to invite.");
  // Each share was fine alone: together they must leave something of the sale.
  if (!problems.offerBp && !problems.creditBp && settings.offerBp + settings.creditBp > 9_500)
    problems.creditBp = "The friend's discount and this together take nearly the whole sale. Lower one of them.";
  if (settings.shelfMinimumMinor < 0n) problems.shelfMinimumMinor = "Choose zero or more.";
  else if (settings.shelfMinimumMinor > 1_000_000_000_000n)
    problems.shelfMinimumMinor = "No product would be left on the shelf. Choose a lower price.";
  return problems;
}

const FIELDS = [...Object.keys(DEFAULTS), "shelfMinimumMinor"] as (keyof Settings)[];

export const sameSettings = (one: Settings, other: Settings): boolean => FIELDS.every((field) => one[field] === other[field]);

/** Just the settings of something that has more. */
export const settingsOf = (from: Settings): Settings => Object.fromEntries(FIELDS.map((field) => [field, from[field]])) as Settings;

/** "15", "12.5": basis points as the per cent people say. */
export const percentOf = (basisPoints: number): string => String(basisPoints / 100);
