/**
 * A programme: one set of offer, credit rule and codes. Its settings are kept as immutable versions, so that every
 * decision can name the one it used; the rules for what an owner may choose stand here, each with the sentence that
 * says what to do instead.
 */
import { aboutDollars } from "../money/magnitude";
import { formatRoundMoney, scaleOf } from "../money/money";

/** Where an order came from, in words an owner says. */
export const CHANNELS = ["online store", "point of sale", "draft orders", "other"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What an ambassador may be thanked with. "product code": a code that frees one; "product sent": the store sends it. */
export const REWARD_KINDS = ["product code", "product sent", "store credit", "gift card", "cash"] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];

/** What a refund leaves when the credit it takes back was spent already. */
export const DEBT_POLICIES = ["carry", "forgive"] as const;
export type DebtPolicy = (typeof DEBT_POLICIES)[number];

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
  /** Where an order must come from to count. */
  channels: Channel[];
  /** Goods as ordered, after discounts, without tax; 0n: any order counts. */
  minimumSpendMinor: bigint;
  /** How many orders of one friend count; null: all. */
  friendLimit: number | null;
  debtPolicy: DebtPolicy;
  /** Good referrals from which a tier is theirs, and the credit it gives; who has fewer is a friend and gets creditBp. */
  insiderFrom: number;
  insiderCreditBp: number;
  iconFrom: number;
  iconCreditBp: number;
  iconCash: boolean;
  /** How long what is new on the shelf is the icons' alone; 0: not at all. */
  firstDibsDays: number;
  rewardKinds: RewardKind[];
  cashMinimumMinor: bigint;
  /** What sending a product, and giving any reward, costs the store beside it: what the owner states. */
  shippingCostMinor: bigint;
  rewardFeeMinor: bigint;
};

export type ProgramVersion = Settings & { programId: string; name: string; currency: string; version: number };
export type LiveProgram = ProgramVersion;

export const DEFAULTS: Omit<Settings, "shelfMinimumMinor" | "cashMinimumMinor"> = {
  offerBp: 1_500,
  creditBp: 1_000,
  returnWindowDays: 14,
  clickWindowDays: 30,
  newFriendsOnly: true,
  renewalsCount: false,
  powerBuyerBp: 1_000,
  holdOutBp: 1_000,
  channels: [...CHANNELS],
  minimumSpendMinor: 0n,
  friendLimit: null,
  debtPolicy: "carry",
  insiderFrom: 3,
  insiderCreditBp: 1_000,
  iconFrom: 10,
  iconCreditBp: 1_000,
  iconCash: true,
  firstDibsDays: 7,
  rewardKinds: ["product code"],
  shippingCostMinor: 0n,
  rewardFeeMinor: 0n,
};

export const PROGRAM_NAME = "Regulars";

/** With fewer people invited at once, leaving some out could prove nothing. */
export const HOLD_OUT_FROM_PEOPLE = 50;
export const holdOutApplies = (people: number): boolean => people >= HOLD_OUT_FROM_PEOPLE;

/** About five dollars: £5.00, ¥500, 100,000 rupiah. */
export const defaultShelfMinimum = (currency: string): bigint => aboutDollars(5n, currency);

/** Five times as much: paying out less is more work than it is worth. */
export const defaultSettings = (currency: string): Settings => ({
  ...DEFAULTS,
  shelfMinimumMinor: defaultShelfMinimum(currency),
  cashMinimumMinor: 5n * defaultShelfMinimum(currency),
});

/** A million units, or about a million dollars where that is more of them: whoever types more has mistyped. */
export function mostAmount(currency: string): bigint {
  const [units, dollars] = [aUnit(currency), aboutDollars(1n, currency)];
  return 1_000_000n * (units > dollars ? units : dollars);
}
const aUnit = (currency: string): bigint => 10n ** BigInt(scaleOf(currency));

export type SettingsProblems = Partial<Record<keyof Settings, string>>;

/** What is wrong with these settings, by field; empty when nothing is. @param currency the programme's, which every amount is in */
export function checkSettings(settings: Settings, currency: string): SettingsProblems {
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
  within("insiderCreditBp", 0, 5_000, "Choose between 0 % and 50 % of what the friend pays.");
  within("iconCreditBp", 0, 5_000, "Choose between 0 % and 50 % of what the friend pays.");
  for (const [field, name] of [
    ["insiderCreditBp", "insiders"],
    ["iconCreditBp", "icons"],
  ] as const)
    if (!problems[field] && !problems.offerBp && settings.offerBp + settings[field] > 9_500)
      problems[field] = `The friend's discount and what ${name} get take nearly the whole sale. Lower one of them.`;
  within("insiderFrom", 1, 1_000, "Choose between 1 and 1,000 friends.");
  within("iconFrom", 2, 10_000, "Choose between 2 and 10,000 friends.");
  if (!problems.insiderFrom && !problems.iconFrom && settings.iconFrom <= settings.insiderFrom)
    problems.iconFrom = "Choose more friends than for insiders, who come before.";
  within("firstDibsDays", 0, 365, "Choose between 0 and 365 days, in whole days.");
  if (settings.friendLimit !== null) within("friendLimit", 1, 1_000, "Choose between 1 and 1,000 orders, or leave it empty for all.");
  if (settings.channels.length === 0 || !settings.channels.every((channel) => CHANNELS.includes(channel)))
    problems.channels = "Choose at least one place where orders count.";
  if (settings.rewardKinds.length === 0 || !settings.rewardKinds.every((kind) => REWARD_KINDS.includes(kind)))
    problems.rewardKinds = "Choose at least one way to thank people.";
  if (!DEBT_POLICIES.includes(settings.debtPolicy)) problems.debtPolicy = "Choose one of the two.";
  const most = mostAmount(currency);
  const mostSaid = formatRoundMoney({ amountMinor: most, currency });
  for (const field of ["minimumSpendMinor", "cashMinimumMinor", "shippingCostMinor", "rewardFeeMinor"] as const)
    if (settings[field] < 0n || settings[field] >= most) problems[field] = `Choose zero or more, and less than ${mostSaid}.`;
  if (settings.shelfMinimumMinor < 0n) problems.shelfMinimumMinor = "Choose zero or more.";
  else if (settings.shelfMinimumMinor >= most)
    problems.shelfMinimumMinor = `No product would be left on the shelf. Choose less than ${mostSaid}.`;
  return problems;
}

const FIELDS = [...Object.keys(DEFAULTS), "shelfMinimumMinor", "cashMinimumMinor"] as (keyof Settings)[];

/** Lists are sets here: their order says nothing. */
const asKey = (value: Settings[keyof Settings]): string => (Array.isArray(value) ? [...value].sort().join() : String(value));

/** Of one field. */
export const sameSetting = (one: Settings[keyof Settings], other: Settings[keyof Settings]): boolean => asKey(one) === asKey(other);

export const sameSettings = (one: Settings, other: Settings): boolean => FIELDS.every((field) => sameSetting(one[field], other[field]));

/** Just the settings of something that has more. */
export const settingsOf = (from: Settings): Settings => Object.fromEntries(FIELDS.map((field) => [field, from[field]])) as Settings;

/** "15", "12.5": basis points as the per cent people say. */
export const percentOf = (basisPoints: number): string => String(basisPoints / 100);
