/**
 * A click is fresh as long as it counts for an order, by the programme's own window. A friend who presses again meanwhile gets
 * the same code back, as long as nothing was ordered with it: one friend, one code.
 */

const DAY_MS = 86_400_000;

/** Where a shopper's browser keeps it is a click's id: nobody can guess one, and it opens nothing but its own code. */
const CLICK_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isClickId = (text: string | null | undefined): text is string => CLICK_ID.test(text ?? "");

export const freshUntil = (clickedAt: Date, clickWindowDays: number): Date => new Date(clickedAt.getTime() + clickWindowDays * DAY_MS);
