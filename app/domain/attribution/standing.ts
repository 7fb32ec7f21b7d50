/**
 * How each claim on an order fared, those that lost too: the first that stands or is doubtful is the decision's, those before it fell
 * by a reason of their own, and whatever comes later came too late. It is kept beside the decision and shown to whom it concerns.
 */
import { claimsOf, isDoubt, objection, objectionToOrder, type Claim, type Reason } from "./attribution";
import type { Facts } from "./facts";

/** Stable words: they are stored. "came-later": another claim was decided on before this one's turn. */
export type StandingReason = Reason | "came-later";

export type Standing = {
  namedBy: Claim["by"];
  code: string | null;
  clickId: string | null;
  programId: string;
  /** null: whoever made it is not of the programme. */
  ambassadorId: string | null;
  reason: StandingReason;
};

/** Of every claim, in the order the rules look at them. */
export function standingsOf(facts: Facts): Standing[] {
  const forAll = objectionToOrder(facts.order);
  let decided = false;
  return claimsOf(facts).map((claim): Standing => {
    const against = forAll ?? (decided ? null : objection(claim, facts));
    const reason = against ?? (decided ? "came-later" : claim.by);
    decided ||= !forAll && (!against || isDoubt(against));
    return { ...namedBy(claim), reason };
  });
}

const namedBy = ({ by, code, clickId, facts: { ambassador, program } }: Claim) => ({
  ...{ namedBy: by, code, clickId },
  programId: program.programId,
  ambassadorId: ambassador?.ambassadorId ?? null,
});

/** @param one and other null as reason: decided before the reason of each claim was kept */
export const sameStandings = (one: KeptStanding[], other: KeptStanding[]): boolean =>
  one.length === other.length &&
  one.every(({ reason, ...claim }, place) => {
    const { reason: otherReason, ...otherClaim } = other[place];
    const same = (Object.keys(claim) as (keyof typeof claim)[]).every((key) => claim[key] === otherClaim[key]);
    return same && (reason === null || otherReason === null || reason === otherReason);
  });

export type KeptStanding = Omit<Standing, "reason"> & { reason: string | null };
