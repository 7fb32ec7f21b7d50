/**
 * A reward: one unit of one product from the shelf, free by a code of its own. requested → issued → used; or failed, or
 * expired unused, and then what it cost is given back; or needs review, when nobody can say whether Shopify made the code.
 */
import { invariant } from "../invariant";
import { unguessableCode } from "../program/unguessable-code";
import type { Chance } from "~/ports/chance";

export type RewardState = "requested" | "issued" | "used" | "failed" | "expired" | "needs review";

export type ShelfItem = {
  variantId: string;
  productId: string;
  title: string;
  /** The variant's own name; null for a product that has one variant. */
  variantTitle: string | null;
  handle: string;
  imageUrl: string | null;
  priceMinor: bigint;
  currency: string;
  available: boolean;
};

const VALID_DAYS = 60;
const DAY_MS = 86_400_000;

/** How long a reward's code can be used; counted from the request, so that every attempt to make it says the same. */
export const rewardEndsAt = (requestedAt: Date): Date => new Date(requestedAt.getTime() + VALID_DAYS * DAY_MS);

/**
 * How long after a code's end its cost is given back: an order that used it in the last minute may be told a day late.
 */
export const GRACE_AFTER_END_MS = 2 * DAY_MS;

/** Can be read aloud and not be guessed (40 bits): GIFT-7K3Q-M0XW. */
export function rewardCode(chance: Chance): string {
  const text = unguessableCode(chance, 8);
  return `GIFT-${text.slice(0, 4)}-${text.slice(4)}`;
}

/** What the owner sees in Shopify's list of discounts, and how we know our own after a lost reply. */
export const rewardTitle = (rewardId: string): string => `Regulars reward ${rewardId}`;

/** No code is made, or asked about, for longer than this: then a person decides. */
const UNDECIDED_AFTER_MS = 3 * DAY_MS;

export const undecidable = (requestedAt: Date, now: Date): boolean => now.getTime() - requestedAt.getTime() >= UNDECIDED_AFTER_MS;

/** When to try again: after a minute at first, later after an eighth of what has gone by, at most an hour. */
export function tryAgainAt(requestedAt: Date, now: Date): Date {
  const gone = now.getTime() - requestedAt.getTime();
  invariant(gone >= 0, "a reward is tried after it was asked for");
  return new Date(now.getTime() + Math.min(3_600_000, Math.max(60_000, Math.floor(gone / 8))));
}
