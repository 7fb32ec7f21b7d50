/**
 * One batch of the history into the tables, set-wise and in one transaction with the byte it reached. Children may come
 * before or long after their order, so lines are written by their own key, and an order whose lines did not all come with
 * it is summed again. What a live webhook has read later than this file always wins. Whose an order is does not change here: that
 * two customers became one may be told by it alone, and whatever else is theirs must follow (refreshOrder).
 */
import type { ClientBase } from "pg";
import { AS_READ, PERSON_COLUMNS } from "~/domain/buyer/as-read";
import { copyText } from "./copy-text";
import { copyRows } from "./copy-rows.server";
import { insertRows, mergeRows } from "./keep-rows.server";
import type { ClosedBatch } from "./orders-batch";
import { BUYER_COLUMNS, LINE_COLUMNS, ORDER_COLUMNS } from "./staged-rows";

/**
 * Nobody has analysed the tables while they are being filled, and PostgreSQL then likes to read a whole shop's rows where a
 * few are wanted: every batch would be dearer than the one before. So rows are looked up one by one by their key, in
 * subqueries that leave no other plan, and changed where they lie (ctid).
 *
 * @param readAt when the operation was asked for: the file knows nothing later
 * @returns how many buyers were not known before, and which orders are to be read again: those the file gives to another than we hold
 * them of, and those that a decision stands on or is owed to, since nothing follows from what is written here
 */
export async function writeOrdersBatch(sql: ClientBase, batch: ClosedBatch, readAt: Date): Promise<{ newBuyers: number; again: string[] }> {
  // Rows and the byte they reach are one transaction: a database that dies before its log is on disk forgets both.
  await sql.query("SET LOCAL synchronous_commit = off");
  await copyRows(sql, "staged_buyer", BUYER_COLUMNS, batch.buyers);
  await copyRows(sql, "staged_order", ORDER_COLUMNS, batch.orders);
  await copyRows(sql, "staged_line", LINE_COLUMNS, batch.lines);
  const newBuyers = await keepBuyers(sql, readAt);
  const known = await readKnown(sql, batch.orderIds);
  const inserted = !known.some(({ kept }) => kept) && (await insertRows(sql, readAt));
  const moved = inserted ? [] : await mergeRows(sql, readAt);
  await sumAgain(sql, [...batch.lateOrderIds, ...(inserted ? known.map(({ orderId }) => orderId) : batch.orderIds)], readAt);
  await addLateCodes(sql, batch.lateCodes, readAt);
  const owed = await readOwed(sql, [...batch.orderIds, ...batch.lateCodes.map(({ orderId }) => orderId)], readAt);
  return { newBuyers, again: [...new Set([...moved, ...owed])] };
}

/** One row is enough of somebody whom the file names often. @returns how many are new; a row that was never changed has no xmax */
async function keepBuyers(sql: ClientBase, readAt: Date): Promise<number> {
  const { rows } = await sql.query<{ is_new: boolean }>(
    `INSERT INTO buyer (shop_id, buyer_id, currency, read_at, ${PERSON_COLUMNS})
     SELECT current_shop(), buyer_id, currency, $1, ${PERSON_COLUMNS} FROM staged_buyer
     ON CONFLICT (shop_id, buyer_id) ${AS_READ} AND buyer.read_at < excluded.read_at
     RETURNING xmax = 0 AS is_new`,
    [readAt],
  );
  return rows.filter((row) => row.is_new).length;
}

type Known = { orderId: string; kept: boolean };

/** Orders of the batch that were kept before (`kept`), or whose lines were. */
async function readKnown(sql: ClientBase, orderIds: string[]): Promise<Known[]> {
  if (!orderIds.length) return [];
  let [first] = orderIds;
  let last = first;
  for (const id of orderIds) {
    if (id < first) first = id;
    if (id > last) last = id;
  }
  // Mostly nothing lies between them yet, which two looks tell.
  const next = (table: string) =>
    `(SELECT order_id FROM ${table} WHERE shop_id = current_shop() AND order_id >= $1 ORDER BY shop_id, order_id LIMIT 1)`;
  const { rows: between } = await sql.query<{ some: boolean }>(
    `SELECT coalesce(${next("orders")} <= $2, false) OR coalesce(${next("order_line")} <= $2, false) AS some`,
    [first, last],
  );
  if (!between[0].some) return [];
  const { rows } = await sql.query<Known>(
    `SELECT id AS "orderId", kept IS NOT NULL AS kept FROM (
       SELECT id, (SELECT true FROM orders WHERE shop_id = current_shop() AND order_id = id) AS kept,
         (SELECT true FROM order_line WHERE shop_id = current_shop() AND order_id = id LIMIT 1) AS lined
       FROM unnest($1::text[]) AS one (id)) looked
     WHERE kept OR lined`,
    [orderIds],
  );
  return rows;
}

/** Of a list of order ids: where their rows lie. */
const lying = (orderIds: string): string =>
  `ctid = ANY (ARRAY (SELECT (SELECT ctid FROM orders WHERE shop_id = current_shop() AND order_id = id) FROM unnest(${orderIds}::text[]) AS one (id)))`;

/**
 * Mostly nobody has a code yet, which one look tells; without one nobody has earned a reward. Codes of ours are plain letters and digits:
 * of normaliseCode only the case matters here. An order that took a reward is nobody's sale, whoever's code is on it besides.
 */
async function readOwed(sql: ClientBase, orderIds: string[], readAt: Date): Promise<string[]> {
  if (!orderIds.length) return [];
  const { rows: ours } = await sql.query("SELECT FROM share_code WHERE shop_id = current_shop() LIMIT 1");
  if (!ours.length) return [];
  const { rows } = await sql.query<{ order_id: string }>(
    `SELECT order_id FROM orders o WHERE ${lying("$2")} AND read_at = $1 AND (
       EXISTS (SELECT FROM decision d WHERE d.shop_id = o.shop_id AND d.order_id = o.order_id)
       OR EXISTS (SELECT FROM unnest(o.codes) AS one (code) JOIN share_code s ON s.shop_id = o.shop_id AND s.code = upper(one.code))
       OR EXISTS (SELECT FROM click c WHERE c.shop_id = o.shop_id AND c.click_id = CASE WHEN o.click_id ~ '${CLICK_ID}' THEN o.click_id::uuid END)
       OR EXISTS (SELECT FROM unnest(o.codes) AS one (code) JOIN click_code k ON k.shop_id = o.shop_id AND k.code = upper(one.code))
       OR EXISTS (SELECT FROM unnest(o.codes) AS one (code) JOIN reward r ON r.shop_id = o.shop_id AND r.code = upper(one.code))
       OR EXISTS (SELECT FROM unnest(o.tags) AS one (tag) WHERE btrim(lower(one.tag)) ~ '${REWARD_TAG}'))`,
    [readAt, orderIds],
  );
  return rows.map(({ order_id }) => order_id);
}

const CLICK_ID = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
/** See rewardsTagged. */
const REWARD_TAG = "^reward-[0-9a-f]{32}$";

async function sumAgain(sql: ClientBase, orderIds: string[], readAt: Date): Promise<void> {
  if (!orderIds.length) return;
  await sql.query(
    `UPDATE orders o SET (goods_minor, ordered_minor, units) = (
       SELECT coalesce(sum(l.goods_minor) FILTER (WHERE NOT gift_card), 0)::bigint - o.amount_only_refunds_minor,
         coalesce(sum(l.ordered_minor) FILTER (WHERE NOT gift_card), 0)::bigint, coalesce(sum(l.quantity) FILTER (WHERE NOT gift_card), 0)::int
       FROM order_line l WHERE l.shop_id = current_shop() AND l.order_id = o.order_id)
     WHERE ${lying("$2")} AND read_at = $1`,
    [readAt, orderIds],
  );
}

async function addLateCodes(sql: ClientBase, lateCodes: ClosedBatch["lateCodes"], readAt: Date): Promise<void> {
  if (!lateCodes.length) return;
  const rows = copyText(lateCodes, ({ orderId, index, code }) => [orderId, index, code]);
  await copyRows(sql, "late_code", { order_id: "text", index: "float8", code: "text" }, rows);
  await sql.query(
    `UPDATE orders o SET codes = codes || ARRAY (SELECT code FROM late_code l WHERE l.order_id = o.order_id AND code <> ALL (o.codes) ORDER BY index)
     WHERE ${lying("$2")} AND read_at = $1`,
    [readAt, lateCodes.map(({ orderId }) => orderId)],
  );
}
