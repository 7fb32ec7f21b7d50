/** Compares a new ranking with the one before and writes the reason to everybody who came or went; see list-change.ts. */
import type { BulkSql } from "~/ports/world";
import { THIS_SHOP } from "../buyer/history-sql";
import { countReason, whyJoined, whyLeft, type ListChange, type ListRule, type Standing } from "./list-change";

type Row = {
  buyer_id: string;
  rank: number | null;
  power_buyer: boolean | null;
  orders: number | null;
  net_spend_minor: string | null;
  p_alive: number | null;
  was_rank: number | null;
  was_power_buyer: boolean | null;
  had_orders: number | null;
  had_net_spend_minor: string | null;
  was_p_alive: number | null;
};

export type MiningBefore = { mining_id: string; mined_at: Date; method: string; power_buyer_bp: number; buyers: number };

/** The latest mining; null when there is none. Read it before the new one is kept. */
export async function readMiningBefore(sql: BulkSql): Promise<MiningBefore | null> {
  const { rows } = await sql.query<MiningBefore>(
    `SELECT mining_id, mined_at, method, power_buyer_bp, buyers FROM mining WHERE shop_id = current_shop()
     ORDER BY mined_at DESC, mining_id DESC LIMIT 1`,
  );
  return rows[0] ?? null;
}

/** @returns what changed, to be stored with the mining; null when there was no list before */
export async function noteListChange(
  sql: BulkSql,
  { miningId, rule, before }: { miningId: string; rule: ListRule; before: MiningBefore | null },
): Promise<ListChange | null> {
  if (!before) return null;
  const { rows } = await sql.query<Row>(
    `SELECT buyer_id, n.rank, n.power_buyer, n.orders, n.net_spend_minor, n.p_alive,
       p.rank AS was_rank, p.power_buyer AS was_power_buyer, p.orders AS had_orders, p.net_spend_minor AS had_net_spend_minor, p.p_alive AS was_p_alive
     FROM (SELECT * FROM ranking WHERE shop_id = ${THIS_SHOP} AND mining_id = $1) n
     FULL JOIN (SELECT * FROM ranking WHERE shop_id = ${THIS_SHOP} AND mining_id = $2) p USING (buyer_id)
     WHERE coalesce(n.power_buyer, false) <> coalesce(p.power_buyer, false)`,
    [miningId, before.mining_id],
  );
  const ruleBefore = { method: before.method, powerBuyerBp: before.power_buyer_bp, buyers: before.buyers };
  const change: ListChange = { sinceMiningId: before.mining_id, since: before.mined_at.toISOString(), joined: {}, left: {} };
  const [buyerIds, reasons]: string[][] = [[], []];
  for (const row of rows) {
    const [now, then] = [standingNow(row), standingThen(row)];
    const reason = now?.powerBuyer
      ? countReason(change.joined, whyJoined(now, then, rule, ruleBefore))
      : countReason(change.left, whyLeft(now, then!, rule, ruleBefore));
    buyerIds.push(row.buyer_id);
    reasons.push(reason);
  }
  await sql.query(
    `UPDATE ranking r SET list_change = c.reason FROM unnest($2::text[], $3::text[]) AS c (buyer_id, reason)
     WHERE r.shop_id = current_shop() AND r.mining_id = $1 AND r.buyer_id = c.buyer_id`,
    [miningId, buyerIds, reasons],
  );
  return change;
}

const standingNow = (row: Row): Standing | null =>
  row.rank === null
    ? null
    : {
        powerBuyer: row.power_buyer!,
        rank: row.rank,
        orders: row.orders!,
        netSpendMinor: BigInt(row.net_spend_minor!),
        pAlive: row.p_alive,
      };

const standingThen = (row: Row): Standing | null =>
  row.was_rank === null
    ? null
    : {
        powerBuyer: row.was_power_buyer!,
        rank: row.was_rank,
        orders: row.had_orders!,
        netSpendMinor: BigInt(row.had_net_spend_minor!),
        pAlive: row.was_p_alive,
      };
