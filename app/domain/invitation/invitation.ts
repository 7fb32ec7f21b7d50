/**
 * Inviting: who may be written to, and why not, in the words an owner reads; how long a link opens; what an invitation's
 * link looks like. At most one invitation a person and programme, ever; one whose mail surely never left may be asked for again.
 */
import type { ListFilters } from "../mining/list-filters";

export type InvitationState = "waiting" | "sending" | "sent" | "accepted" | "declined" | "not sent" | "needs review";

export const INVITATION_LIFE_DAYS = 14;
/** What could not go out for so long after it was pressed is not sent any more. */
const KEPT_FOR_DAYS = 14;
export const HOLD_OUT_DAYS = 180;
/** One press is one transaction, so it has a size. */
export const MOST_PER_PRESS = 10_000;
export const DAY_MS = 86_400_000;

/** Whether it is too late to send it. */
export const isTooLateToInvite = ({ pressedAt, now }: { pressedAt: Date; now: Date }): boolean =>
  now.getTime() - pressedAt.getTime() > KEPT_FOR_DAYS * DAY_MS;

/** Why somebody on the list is not invited, in the order in which the reasons are looked for: the first that fits counts. */
export const leftOutReasons = [
  "not on the list of power buyers",
  "no longer a customer",
  "an ambassador already",
  "left the programme",
  "invited before",
  "held out for now",
  "no e-mail address",
  "asked not to be written to",
  "the address bounced before",
  "has not said yes to e-mail",
  "more than 10,000 at once",
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];
export type LeftOut = Partial<Record<LeftOutReason, number>>;

/** Whom an invite is for: buyers by id, everybody on the latest list, or those of it whom filters leave. */
export type Invited = string[] | "all" | ListFilters;

/** What was looked at before a press: the list, the programme's version, and how many may be invited, also those who come next. */
export type Looked = { miningId: string; programVersion: number; mayBeInvited: number };

export const sameLooked = (one: Looked, other: Looked): boolean =>
  one.miningId === other.miningId && one.programVersion === other.programVersion && one.mayBeInvited === other.mayBeInvited;

/** Everybody who may be invited, also beyond what one press takes. */
export const mayBeInvited = ({ candidates, leftOut }: { candidates: unknown[]; leftOut: LeftOut }): number =>
  candidates.length + (leftOut["more than 10,000 at once"] ?? 0);
