/**
 * A click is fresh as long as it counts for an order, by the programme's own window. A friend who presses again meanwhile gets
 * the same code back, as long as nothing was ordered with it: one friend, one code. The last press is what counts, so each has a click of
 * its own; the presses that share a code are one friend's, and friends are counted by the first.
 */

const DAY_MS = 86_400_000;

/** Pressed again so soon it is the same press, so that a browser makes no more than 24 clicks a day. */
export const SAME_PRESS_MS = 3_600_000;

/** Where a shopper's browser keeps it is a click's id: nobody can guess one, and it opens nothing but its own code. */
const CLICK_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isClickId = (text: string | null | undefined): text is string => CLICK_ID.test(text ?? "");

export const freshUntil = (clickedAt: Date, clickWindowDays: number): Date => new Date(clickedAt.getTime() + clickWindowDays * DAY_MS);
