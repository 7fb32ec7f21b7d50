/**
 * Who, if anyone, an order is attributed to. Every sign on the order that points to an ambassador is a claim: our codes
 * in the order they were entered, then the click. The first claim that stands wins; a doubtful one stops the search,
 * because nobody else may earn by our doubt. When none stands, the first claim's reason is the verdict.
 */

import type { ClaimFacts, Facts, Sign } from "./facts";

/** Stable words: they are stored, and sentences are written from them. */
export type Reason =
  | "code"
  | "click-code"
  | "click"
  | Doubt
  | "own-purchase"
  | "not-first-order"
  | "friend-limit"
  | "below-minimum"
  | "other-currency"
  | "channel"
  | "program-ended"
  | "ambassador-left"
  | "code-retired"
  | "renewal"
  | "test-order"
  | "cancelled-unpaid"
  | "own-reward"
  | "click-too-old"
  | "unknown-code"
  | "unknown-click"
  | "nothing-of-ours"
  | "owner-counts"
  | "owner-does-not-count";

/** What a person must look at. */
const DOUBTS = [
  "like-own-purchase",
  "same-phone",
  "same-address",
  "same-household",
  "same-device",
  "code-leaking",
  "code-unconfirmed",
] as const;
export type Doubt = (typeof DOUBTS)[number];
export const isDoubt = (reason: Reason | null): reason is Doubt => (DOUBTS as readonly (Reason | null)[]).includes(reason);

export type Winner = { ambassadorId: string; programId: string; programVersion: number; code: string | null; clickId: string | null };

export type Verdict =
  | ({ outcome: "attributed"; reason: "code" | "click-code" | "click" } & Winner)
  /** `winner`: who it would be, for whoever looks at it; null when no single person is meant. */
  | { outcome: "under review"; reason: Doubt; winner: Winner | null }
  | { outcome: "ignored"; reason: Reason; winner: Winner | null };

/** A sign on the order that points to an ambassador. */
export type Claim = {
  by: "code" | "click-code" | "click";
  facts: ClaimFacts;
  code: string | null;
  clickId: string | null;
  unconfirmed: boolean;
  retiresAt: string | null;
  heldFrom: string | null;
  clickedAt: string | null;
};

const DAY_MS = 86_400_000;

export function attribute(facts: Facts): Verdict {
  const claims = claimsOf(facts);
  const first = claims[0] ? winnerOf(claims[0]) : null;
  const { order } = facts;
  const forAll = objectionToOrder(order);
  if (forAll) return { outcome: "ignored", reason: forAll, winner: first };

  let refusal: Verdict | null = null;
  for (const claim of claims) {
    const against = objection(claim, facts);
    const winner = winnerOf(claim);
    if (!against && winner) return { outcome: "attributed", reason: claim.by, ...winner };
    if (isDoubt(against)) return { outcome: "under review", reason: against, winner };
    refusal ??= { outcome: "ignored", reason: against ?? "ambassador-left", winner };
  }
  return refusal ?? { outcome: "ignored", reason: nothingClaims(order), winner: null };
}

/** What makes an order count for nobody, whoever it names; null when nothing does. */
export function objectionToOrder(order: Facts["order"]): Reason | null {
  if (order.test) return "test-order";
  if (order.ownReward) return "own-reward";
  return order.cancelled && !order.paid ? "cancelled-unpaid" : null;
}

/**
 * A code Shopify refused to make for us is somebody else's of the same text, and so is one that was no ambassador's when the order was
 * placed, however it came by it: no claim. One it never confirmed, retired or not, proves nothing.
 */
export function claimsOf({ order, codes, click }: Facts): Claim[] {
  const claims = codes
    .filter(({ state, since }) => state !== "refused" && !(since && isBefore(order.placedAt, since)))
    .sort((one, other) => one.index - other.index)
    .map((code): Claim => ({
      by: code.kind === "click" ? "click-code" : "code",
      facts: code,
      code: code.code,
      clickId: code.clickId,
      unconfirmed: !code.confirmed,
      retiresAt: code.retiresAt,
      // Who came by the ambassador's page was sent by them, wherever else the code may be.
      heldFrom: code.clickId === null ? code.heldFrom : null,
      clickedAt: null,
    }));
  const never = { unconfirmed: false, retiresAt: null, heldFrom: null };
  if (click) claims.push({ ...never, by: "click", facts: click, code: null, clickId: click.clickId, clickedAt: click.clickedAt });
  return claims;
}

/** What makes an own purchase certain: the same customer, or the same address. */
export const isOwn = ({ sameBuyer, address }: Pick<NonNullable<ClaimFacts["ambassador"]>, "sameBuyer" | "address">): boolean =>
  sameBuyer || address === "same";

/** Why this claim does not stand; null when it does. */
export function objection(
  { by, facts: { ambassador, program, friendOrders, begunWith }, unconfirmed, retiresAt, heldFrom, clickedAt }: Claim,
  { order, earlier }: Facts,
): Reason | null {
  const placedAt = Date.parse(order.placedAt);
  if (!ambassador) return by === "click" ? "unknown-click" : "unknown-code";
  // Said before everything else: it is certain, and what no owner's word can change.
  if (isOwn(ambassador)) return "own-purchase";
  if (ambassador.leftAt && Date.parse(ambassador.leftAt) <= placedAt) return "ambassador-left";
  if (program.endedAt && Date.parse(program.endedAt) <= placedAt) return "program-ended";
  if (retiresAt && Date.parse(retiresAt) <= placedAt) return "code-retired";
  if (by === "click" && clickedAt) {
    // A click after the order cannot have led to it; the code on an order needs no window, it is the proof itself.
    if (isBefore(order.placedAt, clickedAt)) return "unknown-click";
    if (placedAt - Date.parse(clickedAt) > program.clickWindowDays * DAY_MS) return "click-too-old";
  }
  // A store that changes its currency keeps its programme in the old one, and money of two currencies is never added up.
  if (order.currency && program.currency && order.currency !== program.currency) return "other-currency";
  if (order.renewal && !program.renewalsCount) return "renewal";
  if (order.channel && !program.channels.includes(order.channel)) return "channel";
  if (BigInt(order.orderedMinor) < BigInt(program.minimumSpendMinor)) return "below-minimum";
  // A renewal is no first order: what must have been one is the order that began it. Facts of before that was asked let it pass.
  const begun = order.renewal && begunWith !== false;
  if (program.newFriendsOnly && !begun && boughtBefore(order.buyerOrderIndex, earlier)) return "not-first-order";
  if (program.friendLimit !== null && (friendOrders ?? 0) >= program.friendLimit) return "friend-limit";
  if (ambassador.address === "alike") return "like-own-purchase";
  const leaking = heldFrom && Date.parse(heldFrom) <= placedAt ? "code-leaking" : null;
  return doubtBy(ambassador.signs ?? []) ?? leaking ?? (unconfirmed ? "code-unconfirmed" : null);
}

/**
 * Shopify tells when an order was placed by the second: what happened in that second may have come first. No more than that is
 * allowed for clocks that differ, because Shopify has a code only some time after its row was made here.
 */
const isBefore = (placedAt: string, moment: string): boolean => Date.parse(placedAt) < Math.floor(Date.parse(moment) / 1_000) * 1_000;

/**
 * A connection alone says nothing, and neither do a house number and a postcode; both together say one home. Nobody is refused
 * by any of it: friends may live together, so a person looks.
 */
function doubtBy(signs: Sign[]): Doubt | null {
  if (signs.includes("phone")) return "same-phone";
  if (signs.includes("address")) return "same-address";
  if (signs.includes("household")) return "same-household";
  return signs.includes("device") && signs.includes("door") ? "same-device" : null;
}

/**
 * True when the buyer was a customer already. Shopify's index also counts cancelled and test orders, and orders older
 * than what we may read; the ones we know not to count are taken off.
 */
function boughtBefore(buyerOrderIndex: number | null, earlier: Facts["earlier"]): boolean {
  if (earlier.counted > 0) return true;
  return buyerOrderIndex !== null && buyerOrderIndex - 1 > earlier.uncounted;
}

function winnerOf({ facts: { ambassador, program }, code, clickId }: Claim): Winner | null {
  if (!ambassador) return null;
  return { ambassadorId: ambassador.ambassadorId, programId: program.programId, programVersion: program.version, code, clickId };
}

function nothingClaims(order: Facts["order"]): Reason {
  if (order.codes > 0) return "unknown-code";
  return order.clickId ? "unknown-click" : "nothing-of-ours";
}
