/**
 * A reward: a product from the shelf, free by a code of its own or sent by the store, or an amount as store credit, gift card or
 * cash. requested → issued → used; or failed, or expired unused, and then what it cost is given back; or needs review, when
 * nobody can say whether Shopify did what was asked.
 */
import { scaleOf } from "../money/money";
import type { RewardKind } from "../program/program";
import { unguessableCode } from "../program/unguessable-code";
import type { Chance } from "~/ports/chance";

export type RewardState = "requested" | "issued" | "used" | "failed" | "expired" | "needs review";

export type ShelfItem = {
  /** Until then it is the icons' alone; null: everybody's. */
  firstDibsUntil: Date | null;
  variantId: string;
  productId: string;
  title: string;
  /** The variant's own name; null for a product that has one variant. */
  variantTitle: string | null;
  handle: string;
  imageUrl: string | null;
  priceMinor: bigint;
  currency: string;
};

/** What it is called where no product gives it a name. */
export const rewardName = ({ kind, productTitle }: { kind: string; productTitle: string }): string =>
  productTitle || (kind === "store credit" ? "Store credit" : kind === "gift card" ? "Gift card" : "Money");

const VALID_DAYS = 60;
const DAY_MS = 86_400_000;

/** How long a reward's code can be used; counted from the request, so that every attempt to make it says the same. */
export const rewardEndsAt = (requestedAt: Date): Date => new Date(requestedAt.getTime() + VALID_DAYS * DAY_MS);

/**
 * How long after a code's end its cost is given back: an order that used it in the last minute may be told a day late.
 */
export const GRACE_AFTER_END_MS = 2 * DAY_MS;

export const isProduct = (kind: RewardKind): kind is "product code" | "product sent" => kind === "product code" || kind === "product sent";

/** These go out only after an owner's yes. */
export const needsApproval = (kind: RewardKind): boolean => kind === "product sent" || kind === "cash";

/** What Shopify must have granted before a kind can be given; a write scope brings its read scope with it. */
export const SCOPES_FOR: Record<RewardKind, readonly string[]> = {
  "product code": [],
  "product sent": ["write_draft_orders"],
  "store credit": ["read_store_credit_accounts", "write_store_credit_account_transactions"],
  "gift card": ["write_gift_cards"],
  cash: [],
};

/** So long after it was asked for, what a reward came to in Shopify is looked at. */
export const COMPARED_FOR_MS = 90 * DAY_MS;

/** Whether Shopify lets us give this kind, and look at what was given of it. @param scopes what it has granted */
export const isAllowed = (kind: RewardKind, scopes: readonly string[]): boolean => SCOPES_FOR[kind].every((one) => scopes.includes(one));

/** One whole unit of the currency; of cash, what the owner says. */
export function leastAmount(kind: RewardKind, { currency, cashMinimumMinor }: { currency: string; cashMinimumMinor: bigint }): bigint {
  const one = 10n ** BigInt(scaleOf(currency));
  return kind === "cash" && cashMinimumMinor > one ? cashMinimumMinor : one;
}

const PREFIX: Record<Exclude<RewardKind, "gift card">, string> = {
  "product code": "GIFT",
  "product sent": "SENT",
  "store credit": "CREDIT",
  cash: "PAY",
};

/**
 * Can be read aloud and not be guessed (40 bits): GIFT-7K3Q-M0XW. A gift card's is money to whoever holds it: 16 letters and
 * digits (80 bits), as Shopify takes them.
 */
export function rewardCode(chance: Chance, kind: RewardKind = "product code"): string {
  if (kind === "gift card") return unguessableCode(chance, 16);
  const text = unguessableCode(chance, 8);
  return `${PREFIX[kind]}-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** Shopify tells no more than the end of a gift card's code. */
export const codeByItsEnd = (rewardId: string, end: string): string => `${rewardId.slice(0, 4)}…${end}`.toUpperCase();
export const onlyItsEndIsKnown = (code: string): boolean => code.includes("…");
/** null: the whole code is known. */
export const knownEnd = (code: string): string | null => (onlyItsEndIsKnown(code) ? code.slice(code.indexOf("…") + 1) : null);

/** On a sent product's draft and order: how both are known as ours. Shopify's tags hold 40 characters. */
export const rewardTag = (rewardId: string): string => `reward-${rewardId.replaceAll("-", "")}`;

/** What rewardTag writes, as PostgreSQL reads patterns, of a tag in small letters. */
export const REWARD_TAG_PATTERN = "^\\s*reward-[0-9a-f]{32}\\s*$";

/** The rewards that an order's tags name. */
export const rewardsTagged = (tags: string[]): string[] =>
  tags.flatMap((tag) => {
    const found = /^reward-([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(tag.trim().toLowerCase());
    return found ? [found.slice(1).join("-")] : [];
  });

/** What the owner sees in Shopify's list of discounts, and how we know our own after a lost reply. */
export const rewardTitle = (rewardId: string): string => `Regulars reward ${rewardId}`;

/** No code is made, or asked about, for longer than this: then a person decides. */
const UNDECIDED_AFTER_MS = 3 * DAY_MS;

/** @param triedAt the first attempt that was not answered clearly */
export const undecidable = (triedAt: Date, now: Date): boolean => now.getTime() - triedAt.getTime() >= UNDECIDED_AFTER_MS;

/**
 * When to try again: after a minute at first, later after an eighth of what has gone by, at most an hour. Of a clock that was put back
 * since then, nothing has gone by.
 * @param since the first attempt that was not answered clearly, or the beginning of a call that is waited for
 */
export function tryAgainAt(since: Date, now: Date): Date {
  const gone = now.getTime() - since.getTime();
  return new Date(now.getTime() + Math.min(3_600_000, Math.max(60_000, Math.floor(gone / 8))));
}
