/**
 * Orders as JSON lines with their lines and refunds inside, the plain shape that the demo loads too: {order, customer, at,
 * currency, lines: [[sku, title, quantity, unitPriceMinor]], refunds: [{at, lines: [[lineIndex, quantity, amountMinor]]}]}.
 * Postage, manual amounts and fees among the lines are no goods.
 */
import { commonest, dayOf, NO_TAGS, quoted, type OrderRelation, type ReadingOptions } from "./order-file";

/** What some histories write among the goods: postage, carriage, manual amounts, bank charges, cushion pads for parcels. */
const NO_GOODS = ["POST", "DOT", "C2", "M", "BANK CHARGES", "PADS"];

export const isOrderJsonl = (nodes: Record<string, unknown>[]): boolean => nodes.some((node) => "at" in node && Array.isArray(node.lines));

export function orderJsonl(file: string, nodes: Record<string, unknown>[], { currency: asked, timeZone }: ReadingOptions): OrderRelation {
  const currency = asked ?? commonest(nodes.flatMap((node) => (typeof node.currency === "string" ? node.currency : []))) ?? "XXX";
  const isGoods = (sku: string): string => `${sku} NOT IN (${NO_GOODS.map(quoted).join(", ")})`;
  const raw = `read_json(${quoted(file)}, format = 'newline_delimited', ignore_errors = true, maximum_object_size = 67108864,
    columns = {customer: 'VARCHAR', 'at': 'VARCHAR', currency: 'VARCHAR', test: 'BOOLEAN', cancelled: 'BOOLEAN', lines: 'JSON[][]', refunds: 'STRUCT(lines BIGINT[][])[]'})`;
  const relation = `
    SELECT customer AS buyer_id, day, (goods_minor - refunded_minor)::BIGINT AS goods_minor, goods_minor::BIGINT AS ordered_minor, currency, units::BIGINT AS units,
      test, cancelled, ${NO_TAGS}
    FROM (
      SELECT customer, ${dayOf('"at"', { timeZone, asWritten: false })} AS day, currency, coalesce(test, false) AS test, coalesce(cancelled, false) AS cancelled,
        list_sum(list_transform(lines, l -> CASE WHEN ${isGoods("l[1]->>'$'")} THEN l[3]::BIGINT * l[4]::BIGINT ELSE 0 END)) AS goods_minor,
        list_sum(list_transform(lines, l -> CASE WHEN ${isGoods("l[1]->>'$'")} THEN l[3]::BIGINT ELSE 0 END)) AS units,
        coalesce(list_sum(list_transform(flatten(list_transform(refunds, r -> r.lines)), r -> CASE WHEN ${isGoods("lines[r[1] + 1][1]->>'$'")} THEN r[3] ELSE 0 END)), 0) AS refunded_minor
      FROM ${raw})`;
  return {
    format: "order JSONL",
    withLines: false,
    tells: { ordered: true, units: true, gifts: false },
    relation,
    buyerIds: "texts",
    currency,
    readAs: `buyers by customer, days by at (${timeZone}), amounts by lines less refunds`,
  };
}
