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
    /** Of an order that lost its customer, who that was. */
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
  /** Shopify said that it is ours, be it retired since. */
  confirmed: boolean;
  /** Since when it is an ambassador's: a share code was made, a click code taken by its click. null: decided before anybody looked at it. */
  since: string | null;
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

/** How the order's e-mail address compares to the ambassador's. "alike": the same inbox written another way, or an address that was once theirs. */
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
 * erased, moves house, writes from another address or has the order sent elsewhere, else that would turn their own purchase into a
 * friend's. An order that names no customer any more (deleted, erased, taken off) stays whose it was, with what they had bought by
 * then; where it names somebody else, the store has said so, and what is read now holds.
 */
export function remember(facts: Facts, before: Facts | null): Facts {
  if (!before) return facts;
  const lost = facts.order.buyerId === null && before.order.buyerId !== null;
  const known = [...before.codes, ...(before.click ? [before.click] : [])];
  const reminded = <C extends ClaimFacts>(read: C): C => {
    const { ambassador, program } = read;
    // Decisions of before pauses were kept know of pauses that nobody else does: an order placed in one must not count after all.
    const endedAt = known
      .filter((one) => one.program.programId === program.programId)
      .map((one) => one.program.endedAt)
      .findLast((ended) => ended !== null && Date.parse(ended) <= Date.parse(facts.order.placedAt));
    const limited = lost ? known.find((one) => one.program.programId === program.programId && one.friendOrders !== null) : undefined;
    const friendOrders = limited?.friendOrders ?? read.friendOrders;
    const claim = { ...read, program: { ...program, endedAt: endedAt ?? program.endedAt }, friendOrders };
    if (!ambassador) return claim;
    // Several where two became one.
    const knew = known.flatMap((one) => (one.ambassador?.ambassadorId === ambassador.ambassadorId ? [one.ambassador] : []));
    const address = likenessRemembered(
      ambassador.address,
      knew.map((one) => one.address),
    );
    const compared = [ambassador, ...knew].flatMap(({ signs }) => (signs ? [signs] : []));
    const signs = compared.length ? SIGNS.filter((sign) => compared.some((each) => each.includes(sign))) : null;
    const sameBuyer = ambassador.sameBuyer || (lost && knew.some((one) => one.sameBuyer));
    return { ...claim, ambassador: { ...ambassador, sameBuyer, address, signs } };
  };
  const { buyerId, buyerOrderIndex } = before.order;
  return {
    order: lost ? { ...facts.order, buyerId, buyerOrderIndex } : facts.order,
    earlier: lost ? before.earlier : facts.earlier,
    codes: facts.codes.map(reminded),
    click: facts.click && reminded(facts.click),
  };
}

/**
 * Whose inbox it was once it may still be, so a person looks; one who knows better can say so, which an address held to be the same
 * for ever would forbid.
 */
function likenessRemembered(now: Likeness, knew: Likeness[]): Likeness {
  if (now === "unknown") return (["same", "alike", "different"] as const).find((likeness) => knew.includes(likeness)) ?? now;
  return now === "different" && (knew.includes("same") || knew.includes("alike")) ? "alike" : now;
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
    codes: codes.map((code) => ({
      ...whole(code),
      confirmed: code.confirmed ?? !["waiting", "refused"].includes(code.state),
      since: code.since ?? null,
      retiresAt: code.retiresAt ?? null,
      heldFrom: code.heldFrom ?? null,
    })),
    click: click && whole(click),
  };
}

const UNASKED = { currency: null, channels: [...CHANNELS], minimumSpendMinor: "0", friendLimit: null, endedAt: null };
