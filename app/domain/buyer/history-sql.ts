/**
 * The shop's orders in the columns that what-counts.ts speaks of, and a buyer's summary over them: PostgreSQL's side of the
 * rule. Nothing is given from outside: the shop is the transaction's, its currency, time zone and own domain are its row's.
 */
import { reasonSql, STAFF_TAGS, WHOLESALE_TAGS } from "./what-counts";

/** Where anybody may have an address: sharing one with the store says nothing. */
const ANYBODYS_DOMAINS =
  "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com msn.com yahoo.com yahoo.co.uk icloud.com me.com mac.com aol.com gmx.de gmx.net web.de t-online.de orange.fr free.fr proton.me protonmail.com";

/** Asked in a subquery it is worked out once a statement; the bare function would be called for every row of a long history. */
export const THIS_SHOP = "(SELECT current_shop())";

const quoted = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(", ");
const shopHas = (column: string): string => `(SELECT ${column} FROM shop WHERE shop_id = current_shop())`;
const tagged = (tags: readonly string[]): string => `cardinality(o.tags) > 0 AND lower(o.tags::text)::text[] && ARRAY[${quoted(tags)}]`;
const domain = (address: string): string => `lower(split_part(${address}, '@', 2))`;

/** The currency that counts, as an expression. */
export const SHOP_CURRENCY = shopHas("currency");

const historyOf = (orders: string): string => `
  SELECT o.order_id, o.buyer_id, o.placed_at, (o.placed_at AT TIME ZONE ${shopHas("iana_timezone")})::date - DATE '1970-01-01' AS day,
    o.goods_minor, o.ordered_minor, o.units, o.currency, o.test, (o.cancelled_at IS NOT NULL OR o.dispute IS NOT DISTINCT FROM 'lost') AS cancelled, o.own_reward, o.gift,
    (${tagged(STAFF_TAGS)}) OR (o.email IS NOT NULL AND ${domain("o.email")} = ${shopHas(`nullif(${domain("email")}, '')`)}
      AND ${domain("o.email")} NOT IN (${quoted(ANYBODYS_DOMAINS.split(" "))})) AS staff,
    (${tagged(WHOLESALE_TAGS)}) AS wholesale
  FROM ${orders} o WHERE o.shop_id = ${THIS_SHOP}`;

/** A SELECT over the orders of the shop that the transaction has named. Besides the columns of the rule: what summaries add up. */
export const HISTORY_SQL = historyOf("orders");

/** A SELECT over those that count. @param orders the table, or a subquery with its columns that chooses some of its rows */
export const countedOf = (orders: string): string =>
  `SELECT h.* FROM (${historyOf(orders)}) h WHERE ${reasonSql({ today: null, currency: SHOP_CURRENCY })} = 0`;
const COUNTED = countedOf("orders");

/** Whether the row named o, of the table orders, counts: an expression. */
export const COUNTS_TEXT = `EXISTS (SELECT FROM (${COUNTED}) counted WHERE counted.order_id = o.order_id)`;

/** Without its WHERE and GROUP BY o.buyer_id, which say whose. */
export const SUMMARY_SQL = `
  SELECT o.buyer_id, count(*)::int AS orders, min(o.placed_at) AS first_order_at, max(o.placed_at) AS last_order_at,
    sum(o.goods_minor)::bigint AS net_spend_minor, sum(o.ordered_minor)::bigint AS ordered_minor, count(*) FILTER (WHERE o.gift)::int AS gifts
  FROM (${COUNTED}) o`;
