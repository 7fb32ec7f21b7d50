/**
 * What the rules may see of an order, and how it lies with a decision for ever: with what was known once, and read again whichever
 * version of the rules stored it.
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
    /** null: decided before anybody looked at it; so the programme's. */
    currency: string | null;
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
  /** The buyer's orders before this one in our own history: those that make them a customer, and those that do not (test, cancelled, taken back by a bank, rewards). */
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
    currency: string | null;
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
  /** Of a renewal: an earlier order of its buyer counts for this ambassador, or waits; null where nobody asked. */
  begunWith: boolean | null;
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

/** Facts as they lie with a decision, whichever version of these rules stored them: what they did not know then is as if nothing was asked. */
export function storedFacts(stored: unknown): Facts {
  const { order, codes, click, earlier } = stored as Facts;
  const whole = <C extends ClaimFacts>(claim: C): C => ({
    ...claim,
    ambassador: claim.ambassador && { ...claim.ambassador, signs: claim.ambassador.signs ?? null },
    program: { ...UNASKED, ...claim.program },
    friendOrders: claim.friendOrders ?? null,
    begunWith: claim.begunWith ?? null,
  });
  return {
    order: {
      ...order,
      currency: order.currency ?? null,
      orderedMinor: order.orderedMinor ?? order.goodsMinor,
      channel: order.channel ?? null,
    },
    earlier,
    codes: codes.map((code) => ({ ...whole(code), retiresAt: code.retiresAt ?? null, heldFrom: code.heldFrom ?? null })),
    click: click && whole(click),
  };
}

const UNASKED = { currency: null, channels: [...CHANNELS], minimumSpendMinor: "0", friendLimit: null, endedAt: null };
