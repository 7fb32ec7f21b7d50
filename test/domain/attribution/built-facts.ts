/** Facts of an order as the rules see them, in a few words, and what the rules make of them. */
import { attribute } from "~/domain/attribution/attribution";
import { type ClaimFacts, type ClickFacts, type CodeFacts, type Facts, type Sign } from "~/domain/attribution/facts";
import { CHANNELS } from "~/domain/program/program";

export const MAXINE = "maxine";
export const TOM = "tom";

export type Claimed = {
  who?: string;
  leftAt?: string | null;
  sameBuyer?: boolean;
  address?: "same" | "alike" | "different" | "unknown";
  signs?: Sign[] | null;
  friendOrders?: number | null;
  begunWith?: boolean | null;
  program?: Partial<ClaimFacts["program"]>;
};

export const claim = ({
  who = MAXINE,
  leftAt = null,
  sameBuyer = false,
  address = "different",
  signs = null,
  ...rules
}: Claimed): ClaimFacts => ({
  ambassador: { ambassadorId: who, leftAt, sameBuyer, address, signs },
  program: {
    ...{ programId: "p", version: 3, currency: "GBP", newFriendsOnly: true, renewalsCount: false, clickWindowDays: 30 },
    ...{ channels: [...CHANNELS], minimumSpendMinor: "0", friendLimit: null, endedAt: null },
    ...rules.program,
  },
  friendOrders: rules.friendOrders ?? null,
  begunWith: rules.begunWith ?? null,
});
export const aCode = (changes: Claimed & Partial<Omit<CodeFacts, keyof ClaimFacts>> = {}): CodeFacts => ({
  ...claim(changes),
  ...{ index: 0, code: "MAXINE15", kind: "share", state: "live", since: null, retiresAt: null, heldFrom: null, clickId: null },
  confirmed: !["waiting", "refused"].includes(changes.state ?? "live"),
  ...(({ index, code, kind, state, confirmed, since, retiresAt, heldFrom, clickId }) =>
    Object.fromEntries(
      Object.entries({ index, code, kind, state, confirmed, since, retiresAt, heldFrom, clickId }).filter(
        ([, value]) => value !== undefined,
      ),
    ))(changes),
});
export const aClick = (changes: Claimed & { clickedAt?: string } = {}): ClickFacts => ({
  ...claim(changes),
  clickId: "click-1",
  clickedAt: changes.clickedAt ?? "2026-10-20T10:00:00Z",
  code: "C1XQZ",
});
export const facts = ({
  order = {},
  earlier = {},
  codes = [],
  click = null,
}: {
  order?: Partial<Facts["order"]>;
  earlier?: Partial<Facts["earlier"]>;
  codes?: CodeFacts[];
  click?: ClickFacts | null;
} = {}): Facts => ({
  order: {
    orderId: "1042",
    placedAt: "2026-11-01T10:00:00Z",
    buyerId: "friend",
    test: false,
    cancelled: false,
    paid: true,
    ownReward: false,
    renewal: false,
    buyerOrderIndex: 1,
    currency: "GBP",
    goodsMinor: "5000",
    orderedMinor: "5000",
    channel: "online store",
    codes: codes.length,
    clickId: click?.clickId ?? null,
    ...order,
  },
  earlier: { counted: 0, uncounted: 0, ...earlier },
  codes,
  click,
});

export const verdictOf = (given: Parameters<typeof facts>[0]) => {
  const { outcome, reason } = attribute(facts(given));
  return `${outcome}: ${reason}`;
};
export const winnerOf = (given: Parameters<typeof facts>[0]) => {
  const verdict = attribute(facts(given));
  return verdict.outcome === "attributed" ? verdict.ambassadorId : (verdict.winner?.ambassadorId ?? null);
};
