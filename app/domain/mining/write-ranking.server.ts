/**
 * A mining's ranking into its table: what was worked out goes over as columns of numbers; all else is
 * taken where it lies, in the table of buyers that reading left behind and in the ranking before. One insertion writes every
 * row as it stays: a row that is changed later costs the database as much again.
 */
import type { BulkSql } from "~/ports/world";
import { THIS_SHOP } from "../buyer/history-sql";
import type { Mined } from "./mine-columns";
import { copyNumbersIn } from "./copy-numbers-in.server";

export type RankedRows = {
  miningId: string;
  /** The mining whose places are kept beside the new ones; null when there was none. */
  previousMiningId: string | null;
  /** Places of history_buyer, the best first. */
  order: Uint32Array;
  powerBuyers: number;
  mined: Mined;
  /** For each number of purchase days, how many of 100 buyers ordered on fewer. */
  ordersMoreThan: Map<number, number>;
  daysOf: (place: number) => number;
};

export async function writeRanking(sql: BulkSql, ranked: RankedRows): Promise<void> {
  await sendRanks(sql, ranked);
  await sql.query(
    `INSERT INTO ranking (shop_id, mining_id, buyer_id, rank, power_buyer, score, p_alive, orders, purchase_days, first_day, last_day, net_spend_minor,
       first_net_minor, ordered_minor, gifts, orders_more_than, reseller, previous_rank)
     SELECT ${THIS_SHOP}, $1::uuid, b.buyer_id, r.rank, r.rank <= $2, r.score, nullif(r.p_alive, 'NaN'), b.orders, b.days, b.first_packed >> 46, b.last_day, b.net_minor,
       b.first_packed & ((1::bigint << 46) - 1), b.ordered_minor, b.gifts, r.more_than, r.reseller = 1, p.rank
     FROM history_rank r JOIN history_buyer b USING (place)
     LEFT JOIN (SELECT buyer_id, rank FROM ranking WHERE shop_id = ${THIS_SHOP} AND mining_id = $3::uuid) p USING (buyer_id)
     ORDER BY r.rank`,
    [ranked.miningId, ranked.powerBuyers, ranked.previousMiningId],
  );
  await sql.query("DROP TABLE history_rank");
}

async function sendRanks(sql: BulkSql, { order, mined, ordersMoreThan, daysOf }: RankedRows): Promise<void> {
  const resellers = new Set(mined.resellers);
  const columns: Record<string, (place: number, at: number) => number> = {
    place: (place) => place,
    rank: (_, at) => at + 1,
    score: (place) => mined.scores[place],
    p_alive: (place) => mined.alive?.[place] ?? NaN,
    more_than: (place) => ordersMoreThan.get(daysOf(place))!,
    reseller: (place) => (resellers.has(place) ? 1 : 0),
  };
  const values = Object.values(columns);
  await copyNumbersIn(sql, "history_rank", Object.keys(columns), order.length, (at, column) => values[column](order[at], at));
}
