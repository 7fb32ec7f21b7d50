/**
 * The kinds of letters and what each may do: which ask for something and so need a clear yes to e-mail, which answer what the
 * person has just done and so are held up by nothing but the night, and how old a letter may get before it says nothing true.
 */
import { LETTER_KINDS, type LetterKind } from "~/ports/letters";

export { LETTER_KINDS, type LetterKind };

/**
 * Whoever asked not to be written to gets none of them, of any kind. Beyond that these need a "yes" at Shopify, since they ask
 * for something; the others tell somebody in the programme what happened, and stop at an unsubscribe.
 */
const NEEDS_A_YES: ReadonlySet<LetterKind> = new Set(["invitation", "reminder", "progress"]);
export const needsYes = (kind: LetterKind): boolean => NEEDS_A_YES.has(kind);

/** They answer a press of the person's own, or say that something stopped working: the weekly limit does not hold them up. */
const ANSWERS: ReadonlySet<LetterKind> = new Set(["invitation", "welcome", "code replaced", "goodbye"]);
export const HELD_BY_LIMIT: readonly LetterKind[] = LETTER_KINDS.filter((kind) => !ANSWERS.has(kind));
export const isHeldByLimit = (kind: LetterKind): boolean => !ANSWERS.has(kind);

/** Written for an invitation or for somebody who left, a letter needs no living membership. */
export const isForMembers = (kind: LetterKind): boolean => kind !== "invitation" && kind !== "reminder" && kind !== "goodbye";

/**
 * What could not go out for so long is not sent any more. Whatever the weekly limit holds up keeps longer: it is worded only when it
 * goes, and a limit should put off, not swallow.
 */
const KEPT_FOR_DAYS = 14;
const HELD_FOR_DAYS = 28;
const DAY_MS = 86_400_000;

/** Whether it is too late for a letter. The monthly one is good until its month is over, when the next tells more. Days are the store's: 2026-11-02. */
export function isTooLate(
  kind: LetterKind,
  { writtenAt, now, isoDay }: { writtenAt: Date; now: Date; isoDay: (at: Date) => string },
): boolean {
  if (kind === "progress") return isoDay(now).slice(0, 7) !== isoDay(writtenAt).slice(0, 7);
  return now.getTime() - writtenAt.getTime() > (isHeldByLimit(kind) ? HELD_FOR_DAYS : KEPT_FOR_DAYS) * DAY_MS;
}
/** One reminder, this long after the invitation, and only while its button works for a while yet. */
export const REMIND_AFTER_DAYS = 6;

/** "14 December 2026": with the year, since a mail may be found again long after. */
export const dayOf = (day: Date, { locale, timeZone }: { locale: string; timeZone: string }): string =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone }).format(day);

/** Why a letter was not sent, in the words the log and an owner read. */
/** Why one waits that would go out at once otherwise: no mail leaves, whoever it is for, until somebody has seen to the mail server. */
export const SENDER_REFUSED = "the mail server refuses the sender";

export type NotSent =
  | "no longer a customer"
  | "no e-mail address"
  | "asked not to be written to"
  | "has not said yes to e-mail"
  | "the address bounced before"
  | "switched off"
  | "no longer true"
  | "nothing to tell"
  | "came too late";
