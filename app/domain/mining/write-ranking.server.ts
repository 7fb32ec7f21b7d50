/**
 * A mining's ranking into its table: what was worked out goes over as columns of numbers, and one insertion writes every row
 * as it stays, with the rank before beside it: a row that is changed later costs the database as much again.
 */
import type { BulkSql } from "~/ports/world";
import { THIS_SHOP } from "../buyer/history-sql";
import type { BuyerIds } from "./buyer-numbers";
import { copyRowsIn } from "./copy-rows-in.server";
import type { Mined } from "./mine-columns";
import type { BuyerColumns } from "./mining";

export type RankedRows = {
  miningId: string;
  /** The mining whose places are kept beside the new ones; null when there was none. */
  previousMiningId: string | null;
  buyers: BuyerColumns;
  ids: BuyerIds;
  /** Rows of the buyers, the best first. */
  order: Uint32Array;
  powerBuyers: number;
  mined: Mined;
  /** For each number of purchase days, how many of 100 buyers ordered on fewer. */
  ordersMoreThan: Map<number, number>;
};

export async function writeRanking(sql: BulkSql, ranked: RankedRows): Promise<void> {
  const columns = columnsOf(ranked);
  const [names, values] = [Object.keys(columns), Object.values(columns)];
  const { ids, order } = ranked;
  await copyRowsIn(sql, "history_rank", {
    name: "buyer_id",
    numbers: names,
    rows: order.length,
    nameAt: (at) => String(ids[order[at]]),
    numberAt: (at, column) => values[column](order[at], at),
  });
  await sql.query(
    `INSERT INTO ranking (shop_id, mining_id, buyer_id, rank, power_buyer, score, p_alive, orders, purchase_days, first_day, last_day, net_spend_minor,
       first_net_minor, ordered_minor, gifts, orders_more_than, reseller, previous_rank)
     SELECT ${THIS_SHOP}, $1::uuid, r.buyer_id, r.rank, r.rank <= $2, r.score, nullif(r.p_alive, 'NaN'), r.orders, r.purchase_days, r.first_day, r.last_day,
       r.net_spend_minor, r.first_net_minor, r.ordered_minor, r.gifts, r.orders_more_than, r.reseller = 1, p.rank
     FROM history_rank r
     LEFT JOIN (SELECT buyer_id, rank FROM ranking WHERE shop_id = ${THIS_SHOP} AND mining_id = $3::uuid) p USING (buyer_id)
     ORDER BY r.rank`,
    [ranked.miningId, ranked.powerBuyers, ranked.previousMiningId],
  );
  await sql.query("DROP TABLE history_rank");
}

function columnsOf({ buyers, mined, ordersMoreThan }: RankedRows): Record<string, (row: number, at: number) => number> {
  const resellers = new Set(mined.resellers);
  return {
    rank: (_, at) => at + 1,
    score: (row) => mined.scores[row],
    p_alive: (row) => mined.alive?.[row] ?? NaN,
    orders: (row) => buyers.orders[row],
    purchase_days: (row) => buyers.days[row],
    first_day: (row) => buyers.firstDay[row],
    last_day: (row) => buyers.lastDay[row],
    net_spend_minor: (row) => buyers.netMinor[row],
    first_net_minor: (row) => buyers.firstNetMinor[row],
    ordered_minor: (row) => buyers.orderedMinor[row],
    gifts: (row) => buyers.gifts[row],
    orders_more_than: (row) => ordersMoreThan.get(buyers.days[row])!,
    reseller: (row) => (resellers.has(row) ? 1 : 0),
  };
}
