/**
 * Shopify's own order export (CSV): a row for each line item, the order's own cells only on its first row. It has no customer
 * ids, so a buyer is an e-mail address, else a phone number. It does not say whether prices include tax: where subtotal and
 * shipping alone make the total they do, and tax is taken out in proportion; so is money given back.
 */
import { commonest, dayOf, giftSql, minorOf, named, quoted, tagFlags, type OrderRelation, type ReadingOptions } from "./order-file";

const TELLING = ["name", "email", "financial status", "subtotal", "created at", "lineitem quantity"];

export const isShopifyExport = (header: string[]): boolean => {
  const there = new Set(header.map((name) => name.trim().toLowerCase()));
  return TELLING.every((name) => there.has(name));
};

/** @param rows some rows of the file's beginning, as cells by column */
export function shopifyExport(
  source: string,
  header: string[],
  rows: Record<string, string | null>[],
  { currency: asked, timeZone }: ReadingOptions,
): OrderRelation {
  const columnOf = (name: string): string | undefined => header.find((one) => one.trim().toLowerCase() === name);
  const cell = (name: string): string => {
    const column = columnOf(name);
    return column ? `nullif(trim(${named(column)}), '')` : "NULL::VARCHAR";
  };
  // Spreadsheets are kept from reckoning with a number by an apostrophe before it.
  const phone = (name: string): string => `ltrim(${cell(name)}, ${quoted("'")})`;
  const currencyColumn = columnOf("currency");
  const currency = asked ?? commonest(rows.flatMap((row) => (currencyColumn && row[currencyColumn]) || [])) ?? "XXX";
  const minor = (name: string): string => minorOf(cell(name), currency);
  const gift = `regexp_matches(lower(${cell("lineitem name")}), '\\bgift card\\b') AND lower(coalesce(${cell("lineitem requires shipping")}, 'true')) = 'false'`;
  const tip = `${cell("lineitem name")} = 'Tip' AND ${cell("lineitem sku")} IS NULL`;
  const relation = `
    WITH row AS (SELECT * FROM ${source}),
    line AS (
      SELECT ${cell("name")} AS order_name, sum(try_cast(${cell("lineitem quantity")} AS BIGINT)) AS units,
        coalesce(sum(try_cast(${cell("lineitem quantity")} AS BIGINT) * ${minor("lineitem price")}) FILTER (WHERE (${gift}) OR (${tip})), 0) AS no_goods_minor
      FROM row GROUP BY 1
    ),
    one AS (
      SELECT ${cell("name")} AS order_name, coalesce(lower(${cell("email")}), ${phone("phone")}, ${phone("billing phone")}) AS buyer_id,
        ${dayOf(cell("created at"), { timeZone, asWritten: true })} AS day, coalesce(${cell("currency")}, ${quoted(currency)}) AS currency,
        ${minor("subtotal")} AS subtotal, coalesce(${minor("shipping")}, 0) AS shipping, coalesce(${minor("taxes")}, 0) AS taxes, ${minor("total")} AS total,
        coalesce(${minor("refunded amount")}, 0) AS refunded, lower(${cell("financial status")}) AS status,
        coalesce(regexp_matches(lower(${cell("payment method")}), 'bogus'), false) AS test, ${cell("cancelled at")} IS NOT NULL AS cancelled,
        string_split(coalesce(${cell("tags")}, ''), ',') AS tags, ${giftSql(cell("shipping name"), cell("billing name"))} AS gift
      FROM row WHERE ${cell("subtotal")} IS NOT NULL OR ${cell("total")} IS NOT NULL OR ${cell("name")} IS NULL
    ),
    net AS (
      SELECT one.*, line.units,
        CASE WHEN taxes > 0 AND abs(subtotal + shipping - total) <= 1 THEN subtotal - round(taxes * subtotal / greatest(1, subtotal + shipping)) ELSE subtotal END
          - coalesce(line.no_goods_minor, 0) AS ordered,
        CASE WHEN status IN ('refunded', 'voided') THEN 1.0 WHEN total > 0 THEN least(1.0, refunded / total) ELSE 0.0 END AS back
      FROM one LEFT JOIN line USING (order_name)
    )
    SELECT buyer_id, day, round(ordered * (1 - back))::BIGINT AS goods_minor, ordered::BIGINT AS ordered_minor, currency, units::BIGINT AS units, test, cancelled,
      ${tagFlags("tags")}, gift FROM net`;
  return {
    format: "Shopify order export",
    withLines: false,
    tells: { ordered: true, units: true, gifts: true },
    relation,
    buyerIds: "texts",
    currency,
    readAs: "buyers by e-mail address, days as written, amounts by Subtotal less tax inside it and refunds",
  };
}
