/**
 * What a comparison with Shopify may find that only a person can settle. Nothing of it is changed silently: each kind has its
 * sentence and its way out in the owner's words. What was merely missed is no problem; it is read again and goes its usual way.
 */
export const PROBLEM_KINDS = [
  "discount gone",
  "discount ended",
  "discount still on",
  "discount changed",
  "discount of before",
  "code gone",
  "code elsewhere",
  "code still works",
  "orders not shown",
  "chargeback not shown",
  "customer gone",
  "two ambassadors",
  "reward code gone",
  "reward code ended",
  "reward code changed",
  "store credit gone",
  "gift card gone",
  "gift card switched off",
  "draft gone",
  "waiting reward is there",
  "waiting reward is not there",
  "returned reward works",
  "reward not answered",
  "kind not allowed",
  "not compared",
] as const;
export type ProblemKind = (typeof PROBLEM_KINDS)[number];

/** What a comparison is made of, each compared though another failed. */
export const COMPARED_PARTS = [
  "the store",
  "older orders",
  "changed orders",
  "chargebacks",
  "deleted orders",
  "customers",
  "rewards",
  "unknown rewards",
  "discounts",
] as const;
export type ComparedPart = (typeof COMPARED_PARTS)[number];

export const DISCOUNT_TERMS = [
  "percentage",
  "amount",
  "each item",
  "uses",
  "every time",
  "starts",
  "ends",
  "minimum",
  "customers",
  "products",
  "subscriptions",
] as const;
/**
 * In what a discount is not as it was set here. `now`: basis points off, minor units of the reward's currency off, a number of uses, or a
 * moment, where the term has one; `ours`: as it was set.
 */
export type DiscountDifference = { term: (typeof DISCOUNT_TERMS)[number]; now?: string; ours?: string };

/**
 * `about`: the discount's kind, the id of the discount that was changed or deleted (Shopify's of one of before), of the code, the reward, the order or the ambassador, the kind
 * of reward, how many orders, or the part that was not compared;
 * `differs`: in what a changed discount, or a changed code of a reward, does; `title`, `madeAt`: what Shopify calls a discount of before,
 * and when it was made; `reason`: why Shopify refused, in its words.
 */
export type ReconciliationProblem = {
  kind: ProblemKind;
  about: string;
  differs?: DiscountDifference[];
  title?: string;
  madeAt?: string;
  reason?: string;
};

/**
 * What no button of ours ends: it is mended in Shopify and looks the same to us, or it is meant. Of these an owner may say that they have
 * seen to it. By the kind of reward that one of a reward is of: a comparison that may not look at that kind does not find it.
 */
const MAY_BE_SEEN_TO: Partial<Record<ProblemKind, string>> = {
  "discount of before": "",
  "code elsewhere": "",
  "reward code gone": "product code",
  "reward code ended": "product code",
  "reward code changed": "product code",
  "store credit gone": "store credit",
  "gift card gone": "gift card",
  "gift card switched off": "gift card",
  "draft gone": "product sent",
  "reward not answered": "",
  "kind not allowed": "",
};
export const maySeeTo = (kind: string): boolean => kind in MAY_BE_SEEN_TO;

/** What it differs in may change while it goes by the same name. */
export const saysTheSame = (one: ReconciliationProblem, other: ReconciliationProblem): boolean =>
  one.kind === other.kind && one.about === other.about && differing(one) === differing(other);
const differing = ({ differs = [] }: ReconciliationProblem): string =>
  JSON.stringify(differs.map(({ term, now, ours }) => [term, now ?? null, ours ?? null]).sort());

/** Whether a comparison that found this did look, and found it gone. */
export const isGone = (seen: { kind: string; about: string }, found: ReconciliationProblem[]): boolean =>
  !found.some(
    ({ kind, about }) =>
      (kind === seen.kind && about === seen.about) ||
      (kind === "reward not answered" && about === seen.about) ||
      (kind === "kind not allowed" && about === MAY_BE_SEEN_TO[seen.kind as ProblemKind]),
  );

/** Kept of a run that broke off, in place of problems: why, as Shopify said it. */
export type BrokenOff = { kind: "stopped"; about: string };

/** These the owner settles at the rewards that wait, where they are counted already. */
export const settledElsewhere = (kind: string): boolean => kind === "waiting reward is there" || kind === "waiting reward is not there";

const A_FEW = 2;
const AT_MOST_ONE_IN = 10;
/** More orders are missing at once than anybody deletes within an hour, of those that were asked for. */
export const muchIsMissing = ({ asked, missing }: { asked: number; missing: number }): boolean =>
  missing > A_FEW && missing * AT_MOST_ONE_IN > asked;

/** A run that has not ended for so long has died with its process; the next hour makes another. */
export const DIED_AFTER_MS = 30 * 60_000;

/** Shopify's index of what was made or changed may lag behind a little: the last stretch is looked at twice. */
export const INDEX_LAGS_MS = 15 * 60_000;

/** What a run's row holds, whatever it is. */
export const listedIn = (problems: unknown): { kind: string; about: string }[] =>
  Array.isArray(problems) ? (problems as { kind: string; about: string }[]) : [];

export const problemsIn = (problems: unknown): ReconciliationProblem[] =>
  listedIn(problems).filter((one): one is ReconciliationProblem => one.kind !== "stopped");
