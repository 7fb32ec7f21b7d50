/**
 * One order as its credit hangs on it: what it is worth, whom its latest decision names, the rules that decision used, and the credit
 * that was opened before. The credit is taken for the rest of the transaction: what matures it must not be doing so meanwhile.
 */
import type { Tx } from "~/ports/world";
import { invariant } from "../invariant";
import type { Tier } from "../ambassador/ambassador";
import type { creditBpOf } from "../ambassador/tier";
import type { OrderMoney } from "./ledger";

export type OrderToCredit = OrderMoney & {
  orderId: string;
  currency: string;
  paidAt: Date | null;
  fulfilledAt: Date | null;
  known: Credit | null;
  /** false: nothing was ever posted for it. */
  everPosted: boolean;
  /** null: attributed to nobody. */
  winner: Winner | null;
};

export type Credit = { ambassadorId: string; programId: string; creditBp: number; state: string; dueAt: Date | null };

/** `tier`: null when they are not of the programme. `currency`: the programme's. */
export type Winner = Parameters<typeof creditBpOf>[1] & {
  ambassadorId: string;
  programId: string;
  programVersion: number;
  returnWindowDays: number;
  currency: string;
  tier: Tier | null;
};

type Row = Omit<OrderToCredit, "known" | "winner"> & {
  winner: Winner | null;
  knownAmbassadorId: string | null;
  knownProgramId: string | null;
  knownCreditBp: number;
  knownState: string;
  knownDueAt: Date | null;
};

/** Call it with the order locked; null when we hold no such order. */
export async function readOrderToCredit(db: Tx["db"], shopId: string, orderId: string): Promise<OrderToCredit | null> {
  const [row] = await db.$queryRaw<Row[]>`
    WITH known AS MATERIALIZED (SELECT * FROM credit WHERE shop_id = ${shopId} AND order_id = ${orderId} FOR UPDATE)
    SELECT o.order_id AS "orderId", o.goods_minor AS "goodsMinor", o.currency, o.paid_at AS "paidAt", o.fulfilled_at AS "fulfilledAt",
      o.paid_at IS NOT NULL AS paid, o.cancelled_at IS NOT NULL AS cancelled, o.dispute IS NOT DISTINCT FROM 'lost' AS "chargedBack", o.test, o.own_reward AS "ownReward",
      known.ambassador_id::text AS "knownAmbassadorId", known.program_id::text AS "knownProgramId", known.credit_bp AS "knownCreditBp",
      known.state AS "knownState", known.due_at AS "knownDueAt",
      known.order_id IS NOT NULL OR EXISTS (
        SELECT FROM entry WHERE shop_id = ${shopId} AND source_kind = 'order' AND source_id = ${orderId}) AS "everPosted",
      CASE WHEN latest.outcome = 'attributed' THEN jsonb_build_object('ambassadorId', latest.ambassador_id,
        'programId', latest.program_id, 'programVersion', latest.program_version, 'returnWindowDays', v.return_window_days, 'currency', p.currency,
        'tier', m.tier, 'creditBp', v.credit_bp, 'insiderCreditBp', v.insider_credit_bp, 'iconCreditBp', v.icon_credit_bp,
        'insiderFrom', v.insider_from, 'iconFrom', v.icon_from) END AS winner
    FROM orders o LEFT JOIN known ON true
      LEFT JOIN LATERAL (SELECT outcome, ambassador_id, program_id, program_version FROM decision
        WHERE shop_id = o.shop_id AND order_id = o.order_id ORDER BY sequence DESC LIMIT 1) AS latest ON true
      LEFT JOIN program_version v ON v.shop_id = ${shopId} AND v.program_id = latest.program_id AND v.version = latest.program_version
      LEFT JOIN program p ON p.shop_id = ${shopId} AND p.program_id = latest.program_id
      LEFT JOIN membership m ON m.shop_id = ${shopId} AND m.program_id = latest.program_id AND m.ambassador_id = latest.ambassador_id
    WHERE o.shop_id = ${shopId} AND o.order_id = ${orderId}`;
  if (!row) return null;
  const { winner, knownAmbassadorId, knownProgramId, knownCreditBp, knownState, knownDueAt, ...order } = row;
  const named = winner && winner.ambassadorId && winner.programId && winner.programVersion;
  invariant(!winner || named, "an attributed decision names its ambassador, programme and version");
  const known = knownAmbassadorId !== null &&
    knownProgramId !== null && {
      ...{ ambassadorId: knownAmbassadorId, programId: knownProgramId },
      ...{ creditBp: knownCreditBp, state: knownState, dueAt: knownDueAt },
    };
  return { ...order, known: known || null, winner };
}
