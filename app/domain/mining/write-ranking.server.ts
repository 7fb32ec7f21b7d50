/**
 * A mining's ranking into its table: what was worked out goes over as columns, all else is taken where it lies, in the table
 * of buyers that reading left behind. In pages, so that memory stays flat.
 */
import type { BulkSql } from "~/ports/world";
import type { Mined } from "./mine-columns";

const PAGE = 20_000;

export type RankedRows = {
  miningId: string;
  /** Places of history_buyer, the best first. */
  order: Uint32Array;
  powerBuyers: number;
  mined: Mined;
  /** For each number of purchase days, how many of 100 buyers ordered on fewer. */
  ordersMoreThan: Map<number, number>;
  daysOf: (place: number) => number;
};

export async function writeRanking(
  sql: BulkSql,
  { miningId, order, powerBuyers, mined, ordersMoreThan, daysOf }: RankedRows,
): Promise<void> {
  const resellers = new Set(mined.resellers);
  for (let from = 0; from < order.length; from += PAGE) {
    const places = Array.from(order.subarray(from, from + PAGE));
    await sql.query(
      `INSERT INTO ranking (shop_id, mining_id, buyer_id, rank, power_buyer, score, p_alive, orders, purchase_days, first_day, last_day, net_spend_minor,
         first_net_minor, ordered_minor, gifts, orders_more_than, reseller)
       SELECT current_shop(), $1::uuid, b.buyer_id, r.rank, r.rank <= $2, r.score, r.p_alive, b.orders, b.days, b.first_packed >> 46, b.last_day, b.net_minor,
         b.first_packed & ((1::bigint << 46) - 1), b.ordered_minor, b.gifts, r.more_than, r.reseller
       FROM unnest($3::int[], $4::int[], $5::float8[], $6::float8[], $7::int[], $8::boolean[]) AS r (place, rank, score, p_alive, more_than, reseller)
       JOIN history_buyer b ON b.place = r.place`,
      [
        miningId,
        powerBuyers,
        places,
        places.map((_, at) => from + at + 1),
        places.map((place) => mined.scores[place]),
        places.map((place) => mined.alive?.[place] ?? null),
        places.map((place) => ordersMoreThan.get(daysOf(place))!),
        places.map((place) => resellers.has(place)),
      ],
    );
  }
}
