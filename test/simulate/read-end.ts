/** How a life ended, by the plan's numbers and people's addresses instead of ids, so that two weathers can be compared word by word. */
import { findCustomerByEmail } from "../emulator/commerce/customer-account.ts";
import type { Living } from "./live-event.ts";

export type OrderEnd = {
  outcome: string;
  reason: string;
  /** The ambassador's place, from 1; null: nobody. */
  winner: number | null;
  pendingMinor: number;
  earnedMinor: number;
};
export type End = {
  orders: Record<string, OrderEnd>;
  /** `forgivenMinor`: what lies with them that no order brought. */
  ambassadors: Record<string, { pendingMinor: number; earnedMinor: number; redeemedMinor: number; forgivenMinor: number }>;
  buyers: Record<string, { orders: number; netMinor: number }>;
  rewards: Record<string, { kind: string; state: string; costMinor: number; usedBy: string | null }>;
};

export const NOT_DECIDED = "not decided";

type OrderRow = {
  order_id: string;
  outcome: string | null;
  reason: string | null;
  ambassador_id: string | null;
  pending: string;
  earned: string;
};

export async function readEnd(living: Living): Promise<End> {
  const { stage, members } = living;
  const { sql, shopId } = stage;
  const placeOf = new Map([...members.values()].map(({ ambassadorId, place }) => [ambassadorId, place + 1]));
  const numberOf = new Map([...living.orders].map(([number, id]) => [id, number]));
  const end: End = { orders: {}, ambassadors: {}, buyers: {}, rewards: {} };

  const rows = await sql<OrderRow>(
    `SELECT o.order_id, d.outcome, d.reason, d.ambassador_id::text, posted.pending, posted.earned FROM orders o
     LEFT JOIN LATERAL (SELECT * FROM decision WHERE shop_id = o.shop_id AND order_id = o.order_id ORDER BY sequence DESC LIMIT 1) d ON true
     LEFT JOIN LATERAL (
       SELECT coalesce(sum(m.amount) FILTER (WHERE a.kind = 'pending'), 0) AS pending, coalesce(sum(m.amount) FILTER (WHERE a.kind = 'earned'), 0) AS earned
       FROM (SELECT to_account_id AS account_id, amount_minor AS amount FROM entry WHERE shop_id = o.shop_id AND source_kind = 'order' AND source_id = o.order_id
             UNION ALL SELECT from_account_id, -amount_minor FROM entry WHERE shop_id = o.shop_id AND source_kind = 'order' AND source_id = o.order_id) m
       JOIN account a ON a.shop_id = o.shop_id AND a.account_id = m.account_id) posted ON true
     WHERE o.shop_id = $1`,
    [shopId],
  );
  for (const row of rows) {
    const number = numberOf.get(row.order_id);
    if (number === undefined) continue;
    end.orders[number] = {
      outcome: row.outcome ?? NOT_DECIDED,
      reason: row.reason ?? "",
      winner: row.outcome === "attributed" ? (placeOf.get(row.ambassador_id ?? "") ?? -1) : null,
      pendingMinor: Number(row.pending),
      earnedMinor: Number(row.earned),
    };
  }

  for (const member of members.values()) {
    const sums = await sql<{ kind: string; amount: string }>(
      `SELECT a.kind, sum(CASE WHEN e.to_account_id = a.account_id THEN e.amount_minor ELSE -e.amount_minor END) AS amount
       FROM account a JOIN entry e ON e.shop_id = a.shop_id AND a.account_id IN (e.from_account_id, e.to_account_id)
       WHERE a.shop_id = $1 AND a.ambassador_id::text = $2 GROUP BY a.kind`,
      [shopId, member.ambassadorId],
    );
    const of = (kind: string) => Number(sums.find((row) => row.kind === kind)?.amount ?? 0);
    const [{ forgiven }] = await sql<{ forgiven: string }>(
      `SELECT coalesce(sum(CASE e.reason WHEN 'forgiven' THEN e.amount_minor ELSE -e.amount_minor END), 0) AS forgiven
       FROM entry e JOIN account a ON a.shop_id = e.shop_id AND a.kind = 'earned' AND a.account_id IN (e.from_account_id, e.to_account_id)
         LEFT JOIN ambassador w ON w.shop_id = a.shop_id AND w.ambassador_id = a.ambassador_id
       WHERE e.shop_id = $1 AND coalesce(w.merged_into, a.ambassador_id)::text = $2 AND e.reason IN ('forgiven', 'forgiven no more')`,
      [shopId, member.ambassadorId],
    );
    end.ambassadors[member.place + 1] = {
      ...{ pendingMinor: of("pending"), earnedMinor: of("earned"), redeemedMinor: of("redeemed") },
      forgivenMinor: Number(forgiven),
    };
  }

  const buyers = await sql<{ email: string | null; buyer_id: string; orders: number; net: string }>(
    "SELECT email, buyer_id, orders, net_spend_minor AS net FROM buyer WHERE shop_id = $1 AND merged_into IS NULL",
    [shopId],
  );
  for (const { email, buyer_id, orders, net } of buyers)
    end.buyers[email?.toLowerCase() ?? `customer ${findCustomerByEmail(stage.emulator.books, email)?.id ?? buyer_id}`] = {
      orders,
      netMinor: Number(net),
    };

  const rewards = await sql<{ reward_id: string; kind: string; state: string; price: string; used_order_id: string | null }>(
    "SELECT reward_id::text, kind, state, price_minor::text AS price, used_order_id FROM reward WHERE shop_id = $1",
    [shopId],
  );
  const rewardNumber = new Map([...living.rewards].map(([number, { rewardId }]) => [rewardId, number]));
  for (const { reward_id, kind, state, price, used_order_id } of rewards) {
    const number = rewardNumber.get(reward_id);
    if (number === undefined) continue;
    // Orders that the app made itself bear no number of the plan, and Shopify's differ from life to life.
    const usedBy = used_order_id && `order ${numberOf.get(used_order_id) ?? "of its own"}`;
    end.rewards[number] = { kind, state, costMinor: Number(price), usedBy };
  }
  return end;
}
