/**
 * What must be equal whether an import ran through or was killed on the way: how many rows each table has, the sum of
 * every amount, and a fingerprint of every column of every row.
 */
import type pg from "pg";

export type Totals = Record<string, string>;

const SQL = `
  SELECT * FROM
    (SELECT count(*) AS orders, count(buyer_id) AS orders_of_buyers, count(cancelled_at) AS cancelled, count(*) FILTER (WHERE test) AS test,
       sum(goods_minor) AS orders_goods_minor, sum(ordered_minor) AS orders_ordered_minor, sum(amount_only_refunds_minor) AS orders_amount_only_refunds_minor,
       sum(cardinality(codes)) AS codes, sum(hashtextextended(orders::text, 0)::numeric) AS orders_fingerprint FROM orders) AS o,
    (SELECT count(*) AS lines, sum(quantity) AS units, sum(current_quantity) AS current_units, sum(goods_minor) AS lines_goods_minor,
       sum(ordered_minor) AS lines_ordered_minor, sum(hashtextextended(order_line::text, 0)::numeric) AS lines_fingerprint FROM order_line) AS l,
    (SELECT count(*) AS buyers, sum(orders) AS buyers_orders, sum(net_spend_minor) AS buyers_net_spend_minor, sum(ordered_minor) AS buyers_ordered_minor,
       sum(gifts) AS buyers_gifts, sum(hashtextextended(buyer::text, 0)::numeric) AS buyers_fingerprint FROM buyer) AS b,
    (SELECT state, read_bytes, orders_read, lines_read, buyers_read, refused FROM import) AS i`;

export async function readTotals(superuser: pg.Client): Promise<Totals> {
  const { rows } = await superuser.query<Totals>(SQL);
  return Object.fromEntries(Object.entries(rows[0]).map(([name, value]) => [name, String(value)]));
}

/** The totals that are not equal, each as a line. */
export const differences = (wanted: Totals, found: Totals): string[] =>
  Object.entries(wanted)
    .filter(([name, value]) => name in found && found[name] !== value)
    .map(([name, value]) => `${name}: ${found[name]} instead of ${value}`);
