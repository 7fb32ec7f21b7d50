/**
 * Who, if anyone, an order is attributed to. Every sign on the order that points to an ambassador is a claim: our codes
 * in the order they were entered, then the click. The first claim that stands wins; a doubtful one stops the search,
 * because nobody else may earn by our doubt. When none stands, the first claim's reason is the verdict.
 */

import { CHANNELS, type Channel } from "../program/program";

/** What the rules see of an order. Plain JSON without a name or an address, because decisions are never erased. */
export type Facts = {
  order: {
    orderId: string;
    /** ISO 8601, as are all times here. */
    placedAt: string;
    buyerId: string | null;
    test: boolean;
    cancelled: boolean;
    paid: boolean;
    /** It takes one of our rewards. */
    ownReward: boolean;
    renewal: boolean;
    /** 1 for the buyer's first order, by Shopify; null when Shopify does not say. */
    buyerOrderIndex: number | null;
    goodsMinor: string;
    /** Goods as ordered, after discounts, without tax: what a minimum is held against. */
    orderedMinor: string;
    /** null: decided before anybody looked at it. */
    channel: Channel | null;
    /** How many codes the order carries, ours or not. */
    codes: number;
    /** The click the order says it comes from, known to us or not. */
    clickId: string | null;
  };
  /** The buyer's orders before this one in our own history: those that make them a customer, and those that do not (test, cancelled, rewards). */
  earlier: { counted: number; uncounted: number };
  /** Our codes on the order, by the index they were entered at. */
  codes: CodeFacts[];
  /** The order's click, when it is one of ours. */
  click: ClickFacts | null;
};

export type CodeFacts = ClaimFacts & {
  index: number;
  code: string;
  kind: "share" | "click";
  /** share: waiting | live | refused | retired; click: waiting | ready | taken | refused. */
  state: string;
  /** A share code that was replaced: from then on it counts for nobody. */
  retiresAt: string | null;
  /** A share code that looks leaked: orders placed from then on wait for the owner. */
  heldFrom: string | null;
  /** A click code's click, or the order's own click when it led to the same ambassador. */
  clickId: string | null;
};

export type ClickFacts = ClaimFacts & { clickId: string; clickedAt: string; code: string };

/** What is known of the ambassador a claim points to, and of the rules of their programme. */
export type ClaimFacts = {
  ambassador: {
    ambassadorId: string;
    leftAt: string | null;
    /** The order's customer is the ambassador. */
    sameBuyer: boolean;
    address: Likeness;
    /** What else the order and the ambassador have in common; null: there was nothing to compare. */
    signs: Sign[] | null;
  } | null;
  program: {
    programId: string;
    version: number;
    newFriendsOnly: boolean;
    renewalsCount: boolean;
    clickWindowDays: number;
    channels: Channel[];
    minimumSpendMinor: string;
    friendLimit: number | null;
    /** Since when the programme did not run when the order was placed; null: it ran. */
    endedAt: string | null;
  };
  /** How many earlier orders of this friend count in this programme; null where no limit asks for it. */
  friendOrders: number | null;
};

/** How the order's e-mail address compares to the ambassador's. "alike": the same inbox written another way. */
export type Likeness = "same" | "alike" | "different" | "unknown";

/**
 * What an order and an ambassador have in common. "address": the same, and the same name at it; "household": the same, and another
 * name; "door": house number and postcode, the rest written otherwise; "device": the same internet connection, which offices,
 * cafés and phone networks share.
 */
export const SIGNS = ["phone", "address", "household", "door", "device"] as const;
export type Sign = (typeof SIGNS)[number];

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
const isDoubt = (reason: Reason | null): reason is Doubt => (DOUBTS as readonly (Reason | null)[]).includes(reason);

export type Winner = { ambassadorId: string; programId: string; programVersion: number; code: string | null; clickId: string | null };

export type Verdict =
  | ({ outcome: "attributed"; reason: "code" | "click-code" | "click" } & Winner)
  /** `winner`: who it would be, for whoever looks at it; null when no single person is meant. */
  | { outcome: "under review"; reason: Doubt; winner: Winner | null }
  | { outcome: "ignored"; reason: Reason; winner: Winner | null };

type Claim = {
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
  if (order.test) return { outcome: "ignored", reason: "test-order", winner: first };
  if (order.ownReward) return { outcome: "ignored", reason: "own-reward", winner: first };
  if (order.cancelled && !order.paid) return { outcome: "ignored", reason: "cancelled-unpaid", winner: first };

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

/**
 * Facts with what an earlier decision knew and the rows no longer say: what was compared stays compared when its person is
 * erased, moves house or has the order sent elsewhere, else that would turn their own purchase into a friend's.
 */
export function remember(facts: Facts, before: Facts | null): Facts {
  const known = new Map(
    [...(before?.codes ?? []), ...(before?.click ? [before.click] : [])].flatMap(({ ambassador }) =>
      ambassador ? [[ambassador.ambassadorId, ambassador] as const] : [],
    ),
  );
  /** Decisions of before pauses were kept know of pauses that nobody else does: an order placed in one must not count after all. */
  const endedThen = new Map(
    [...(before?.codes ?? []), ...(before?.click ? [before.click] : [])].flatMap(({ program: { programId, endedAt } }) =>
      endedAt && Date.parse(endedAt) <= Date.parse(facts.order.placedAt) ? [[programId, endedAt] as const] : [],
    ),
  );
  const reminded = <C extends ClaimFacts>(read: C): C => {
    const endedAt = endedThen.get(read.program.programId) ?? read.program.endedAt;
    const claim = { ...read, program: { ...read.program, endedAt } };
    const { ambassador } = claim;
    const knew = ambassador && known.get(ambassador.ambassadorId);
    if (!knew) return claim;
    const address = ambassador.address === "unknown" ? knew.address : ambassador.address;
    const signs = ambassador.signs && knew.signs ? SIGNS.filter((sign) => [...knew.signs!, ...ambassador.signs!].includes(sign)) : null;
    return { ...claim, ambassador: { ...ambassador, address, signs: signs ?? ambassador.signs ?? knew.signs } };
  };
  return { ...facts, codes: facts.codes.map(reminded), click: facts.click && reminded(facts.click) };
}

/** A code Shopify refused to make for us is somebody else's of the same text: no claim. */
function claimsOf({ codes, click }: Facts): Claim[] {
  const claims = codes
    .filter((code) => code.state !== "refused")
    .sort((one, other) => one.index - other.index)
    .map((code): Claim => ({
      by: code.kind === "click" ? "click-code" : "code",
      facts: code,
      code: code.code,
      clickId: code.clickId,
      unconfirmed: code.state === "waiting",
      retiresAt: code.retiresAt,
      // Who came by the ambassador's page was sent by them, wherever else the code may be.
      heldFrom: code.clickId === null ? code.heldFrom : null,
      clickedAt: null,
    }));
  const never = { unconfirmed: false, retiresAt: null, heldFrom: null };
  if (click) claims.push({ ...never, by: "click", facts: click, code: null, clickId: click.clickId, clickedAt: click.clickedAt });
  return claims;
}

/** Why this claim does not stand; null when it does. */
function objection(
  { by, facts: { ambassador, program, friendOrders }, unconfirmed, retiresAt, heldFrom, clickedAt }: Claim,
  { order, earlier }: Facts,
): Reason | null {
  const placedAt = Date.parse(order.placedAt);
  if (!ambassador) return by === "click" ? "unknown-click" : "unknown-code";
  if (ambassador.leftAt && Date.parse(ambassador.leftAt) <= placedAt) return "ambassador-left";
  if (program.endedAt && Date.parse(program.endedAt) <= placedAt) return "program-ended";
  if (retiresAt && Date.parse(retiresAt) <= placedAt) return "code-retired";
  if (ambassador.sameBuyer || ambassador.address === "same") return "own-purchase";
  if (by === "click" && clickedAt) {
    const age = placedAt - Date.parse(clickedAt);
    // A click after the order cannot have led to it; the code on an order needs no window, it is the proof itself.
    if (age < 0) return "unknown-click";
    if (age > program.clickWindowDays * DAY_MS) return "click-too-old";
  }
  if (order.renewal && !program.renewalsCount) return "renewal";
  if (order.channel && !program.channels.includes(order.channel)) return "channel";
  if (BigInt(order.orderedMinor) < BigInt(program.minimumSpendMinor)) return "below-minimum";
  if (program.newFriendsOnly && !order.renewal && boughtBefore(order.buyerOrderIndex, earlier)) return "not-first-order";
  if (program.friendLimit !== null && (friendOrders ?? 0) >= program.friendLimit) return "friend-limit";
  if (ambassador.address === "alike") return "like-own-purchase";
  const leaking = heldFrom && Date.parse(heldFrom) <= placedAt ? "code-leaking" : null;
  return doubtBy(ambassador.signs ?? []) ?? leaking ?? (unconfirmed ? "code-unconfirmed" : null);
}

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

/** Facts as they lie with a decision, whichever version of these rules stored them: what they did not know then is as if nothing was asked. */
export function storedFacts(stored: unknown): Facts {
  const { order, codes, click, earlier } = stored as Facts;
  const whole = <C extends ClaimFacts>(claim: C): C => ({
    ...claim,
    ambassador: claim.ambassador && { ...claim.ambassador, signs: claim.ambassador.signs ?? null },
    program: { ...UNASKED, ...claim.program },
    friendOrders: claim.friendOrders ?? null,
  });
  return {
    order: { ...order, orderedMinor: order.orderedMinor ?? order.goodsMinor, channel: order.channel ?? null },
    earlier,
    codes: codes.map((code) => ({ ...whole(code), retiresAt: code.retiresAt ?? null, heldFrom: code.heldFrom ?? null })),
    click: click && whole(click),
  };
}

const UNASKED = { channels: [...CHANNELS], minimumSpendMinor: "0", friendLimit: null, endedAt: null };
