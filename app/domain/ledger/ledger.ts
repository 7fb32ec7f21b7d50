/**
 * The ledger's words: four kinds of account per programme, and entries that move a non-negative amount from one to
 * another. What a person has is always the sum of entries; voiding is an entry with its ends swapped.
 */
import { shareOf } from "../money/money";

export type AccountKind = "program" | "pending" | "earned" | "redeemed";

export type AccountRef =
  { kind: "program"; programId: string } | { kind: "pending" | "earned" | "redeemed"; programId: string; ambassadorId: string };

/** program:<program> or pending|earned|redeemed:<ambassador>:<program>. Opaque ids only: accounts outlive persons. */
export function accountIdOf(account: AccountRef): string {
  return account.kind === "program" ? `program:${account.programId}` : `${account.kind}:${account.ambassadorId}:${account.programId}`;
}

/** Why money moved. Stored; a person's sentence is written from it. */
export type EntryReason =
  | "credit"
  | "credit lowered"
  | "credit voided"
  | "return window over"
  | "reward taken"
  /** Of somebody who can take nothing here any more: the store gave it to them by hand (settle-balance). */
  | "settled"
  | "reward given back"
  | "reward expired"
  | "forgiven"
  /** What had been forgiven is missing no more: money returned (debt.ts). */
  | "forgiven no more"
  /** From one ambassador to another: their customers became one. */
  | "merged";

/** "debt": forgiven after this order's reversal. */
export type EntrySource = { kind: "order" | "reward" | "debt"; id: string };

export type NewEntry = {
  from: AccountRef;
  to: AccountRef;
  amountMinor: bigint;
  currency: string;
  reason: EntryReason;
  source: EntrySource;
  /** Unique in the shop: the same key again is the same entry, or an error. */
  idempotencyKey: string;
};

/** Somebody asked for a second, different entry under a key that is taken: a defect in the caller, nothing was written. */
export class EntryConflict extends Error {
  constructor(idempotencyKey: string) {
    super(`The ledger holds another entry under "${idempotencyKey}": the same key must mean the same entry. Nothing was written.`);
    this.name = "EntryConflict";
  }
}

/** Some of an ambassador's amounts in one programme, minor units of its currency. `earned` may be below zero after refunds. */
export type Balance = { pendingMinor: bigint; earnedMinor: bigint; redeemedMinor: bigint };

export const NOTHING: Balance = { pendingMinor: 0n, earnedMinor: 0n, redeemedMinor: 0n };

export const addBalances = (one: Balance, other: Balance): Balance => ({
  pendingMinor: one.pendingMinor + other.pendingMinor,
  earnedMinor: one.earnedMinor + other.earnedMinor,
  redeemedMinor: one.redeemedMinor + other.redeemedMinor,
});

/** `chargedBack`: the bank took the payment back. */
export type OrderMoney = {
  goodsMinor: bigint;
  paid: boolean;
  cancelled: boolean;
  chargedBack: boolean;
  test: boolean;
  ownReward: boolean;
};

/**
 * What an attributed order is worth to its ambassador now. Rounded down; never below zero, also when more was refunded
 * than bought.
 */
export function creditTarget(order: OrderMoney, creditBp: number): bigint {
  const { paid, cancelled, chargedBack, test, ownReward } = order;
  if (!paid || cancelled || chargedBack || test || ownReward || order.goodsMinor <= 0n) return 0n;
  return shareOf(order.goodsMinor, creditBp);
}

const DAY_MS = 86_400_000;

/** When a credit is the ambassador's: the return window counts from fulfilment where that is known, else from payment. null before payment. */
export function creditDueAt(
  { fulfilledAt, paidAt }: { fulfilledAt: Date | null; paidAt: Date | null },
  returnWindowDays: number,
): Date | null {
  return paidAt && new Date((fulfilledAt ?? paidAt).getTime() + returnWindowDays * DAY_MS);
}
