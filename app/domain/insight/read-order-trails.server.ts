/**
 * The trail behind an order's verdict, for its owner: each code and link on it with whose it is and why it won or lost, and what was
 * decided before, by whom and when. What the rules said of each claim is shown as it was kept, also beside an owner's own word.
 */
import type { Tx } from "~/ports/world";
import { claimSentence, outcomeWord, ownerSentence } from "../attribution/sentence";

export type ShownClaim = {
  place: number;
  /** null: the click itself. */
  code: string | null;
  /** Whose; null: nobody's of the programme, or their name is not known any more. */
  name: string | null;
  /** Counts | Under review | Doesn't count */
  verdict: string;
  /** attributed | under review | ignored */
  outcome: string;
  sentence: string;
};

export type EarlierDecision = {
  sequence: number;
  verdict: string;
  outcome: string;
  sentence: string;
  /** An owner's own words. */
  note: string | null;
  /** rules | owner */
  by: "rules" | "owner";
  decidedAt: string;
};

export type OrderTrail = {
  /** In the order the rules look at them. */
  claims: ShownClaim[];
  /** The latest first, without the one that holds now; at most EARLIER_SHOWN. */
  earlier: EarlierDecision[];
};

export const EARLIER_SHOWN = 10;

/** By order; one that nobody decided has an empty trail. */
export async function readOrderTrails(db: Tx["db"], shopId: string, orderIds: string[]): Promise<(orderId: string) => OrderTrail> {
  const claims = await readClaims(db, shopId, orderIds);
  const earlier = await readEarlier(db, shopId, orderIds);
  return (orderId) => ({
    claims: claims.filter((one) => one.orderId === orderId).map(shownClaim),
    earlier: earlier
      .filter((one) => one.orderId === orderId)
      .map(({ sequence, outcome, reason, note, decidedBy, decidedAt, name }) => ({
        ...{ sequence, outcome, note },
        verdict: outcomeWord(outcome),
        sentence: ownerSentence(reason, name),
        by: decidedBy === "rules" ? "rules" : "owner",
        decidedAt: decidedAt.toISOString(),
      })),
  });
}

/** @param own the decision that holds now is this claim's */
function shownClaim({ place, code, name, reason, own, outcome, decidedReason }: ClaimRow): ShownClaim {
  const its = own ? outcome : "ignored";
  const byOwner = own && decidedReason.startsWith("owner-");
  const sentence = claimSentence(byOwner ? decidedReason : reason, name);
  return { place, code, name, verdict: outcomeWord(its), outcome: its, sentence };
}

type ClaimRow = {
  orderId: string;
  place: number;
  code: string | null;
  name: string | null;
  reason: string | null;
  own: boolean;
  outcome: string;
  decidedReason: string;
};

/** Those of each order's latest decision by the rules. Whoever became one with another is that one. */
const readClaims = (db: Tx["db"], shopId: string, orderIds: string[]): Promise<ClaimRow[]> =>
  db.$queryRaw<ClaimRow[]>`
    SELECT c.order_id AS "orderId", c.place, c.code, coalesce(s.name, a.name) AS name, c.reason,
      coalesce(coalesce(s.ambassador_id, a.ambassador_id) = latest.ambassador_id AND c.code IS NOT DISTINCT FROM latest.code, false) AS own,
      latest.outcome, latest.reason AS "decidedReason"
    FROM unnest(${orderIds}::text[]) AS each (order_id)
      CROSS JOIN LATERAL (SELECT outcome, reason, code, ambassador_id FROM decision WHERE shop_id = ${shopId} AND order_id = each.order_id
        ORDER BY sequence DESC LIMIT 1) AS latest
      CROSS JOIN LATERAL (SELECT decision_id FROM decision WHERE shop_id = ${shopId} AND order_id = each.order_id AND decided_by = 'rules'
        ORDER BY sequence DESC LIMIT 1) AS ruled
      JOIN claim c ON c.shop_id = ${shopId} AND c.decision_id = ruled.decision_id
      LEFT JOIN ambassador a ON a.shop_id = c.shop_id AND a.ambassador_id = c.ambassador_id
      LEFT JOIN ambassador s ON s.shop_id = a.shop_id AND s.ambassador_id = a.merged_into
    ORDER BY c.order_id, c.place`;

type EarlierRow = {
  orderId: string;
  sequence: number;
  outcome: string;
  reason: string;
  note: string | null;
  decidedBy: string;
  decidedAt: Date;
  name: string | null;
};

const readEarlier = (db: Tx["db"], shopId: string, orderIds: string[]): Promise<EarlierRow[]> =>
  db.$queryRaw<EarlierRow[]>`
    SELECT each.order_id AS "orderId", d.sequence, d.outcome, d.reason, d.note, d.decided_by AS "decidedBy", d.decided_at AS "decidedAt",
      coalesce(s.name, a.name) AS name
    FROM unnest(${orderIds}::text[]) AS each (order_id)
      -- The first of them is the one that holds now.
      CROSS JOIN LATERAL (SELECT * FROM decision WHERE shop_id = ${shopId} AND order_id = each.order_id
        ORDER BY sequence DESC LIMIT ${EARLIER_SHOWN} OFFSET 1) AS d
      LEFT JOIN ambassador a ON a.shop_id = d.shop_id AND a.ambassador_id = d.ambassador_id
      LEFT JOIN ambassador s ON s.shop_id = a.shop_id AND s.ambassador_id = a.merged_into
    ORDER BY each.order_id, d.sequence DESC`;
