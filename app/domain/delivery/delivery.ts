/**
 * A letter on its way to one person. What happened asks for it (a job in the same transaction); it then waits for a moment at which
 * the person may be written to, and goes out once or, when nobody can know whether it went, never again.
 */
import type { LetterKind } from "~/ports/letters";
import type { NotSent } from "../letter/letter";

export type LetterState = "waiting" | "sending" | "sent" | "not sent" | "needs review";

/** How a letter's row reads. */
export type WaitingLetter = {
  letterId: string;
  buyerId: string;
  kind: Exclude<LetterKind, "invitation">;
  cause: string;
  about: Record<string, string>;
  createdAt: Date;
};

export const DAY_MS = 86_400_000;
export const WEEK_MS = 7 * DAY_MS;
/** "2026-09" for October 2026, given as a month or any of its days. */
export function monthBefore(day: string): string {
  const [year, month] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 7);
}

/**
 * When it is a letter's turn under the weekly limit: those written before it go before it, so that none is pushed back for ever by
 * newer ones.
 * @param sentAt of the latest letters to this person @param ahead how many wait that were written before it
 */
export function turnAt({ now, sentAt, mostPerWeek, ahead }: { now: Date; sentAt: Date[]; mostPerWeek: number; ahead: number }): Date {
  const busyUntil = sentAt
    .map((at) => at.getTime() + WEEK_MS + 1)
    .filter((until) => until > now.getTime())
    .sort((one, other) => other - one)
    .slice(0, mostPerWeek);
  // Each place in the week is free from some moment on; who waits takes them in turn, and again a week later.
  const places = [...Array<number>(mostPerWeek - busyUntil.length).fill(now.getTime()), ...busyUntil.reverse()];
  return new Date(places[ahead % mostPerWeek] + Math.floor(ahead / mostPerWeek) * (WEEK_MS + 1));
}

/** How soon it is looked again for what a letter cannot be written without: a code that is being made, a store's address. */
const LOOK_AGAIN_MS = 10 * 60_000;
const LOOK_LATER_MS = 3 * 3_600_000;
/** Most codes are made within minutes; one that is not after a day takes something else first, the owner's hand perhaps. */
export const lookAgainAfterMs = ({ writtenAt, now }: { writtenAt: Date; now: Date }): number =>
  now.getTime() - writtenAt.getTime() < DAY_MS ? LOOK_AGAIN_MS : LOOK_LATER_MS;
export const ADDRESS_AGAIN_MS = 3_600_000;

/** What may be said now; or why nothing is, or that it cannot be said yet. */
export type FactsOutcome<Facts> =
  { outcome: "facts"; facts: Facts; buttonUrl: string } | { outcome: "wait" } | { outcome: "not sent"; reason: NotSent };
