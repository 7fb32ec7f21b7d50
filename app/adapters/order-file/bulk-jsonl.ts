/**
 * The result of a Shopify bulk operation over orders: JSON lines, an order each, and where lines were asked for, line items as
 * lines of their own that name their order and may stand anywhere. Where line items carry the price after all discounts before
 * taxes, an order's goods are their sum (gift cards out), less what was given back beyond the lines; otherwise the order's own
 * subtotal as it stands now. Only the fields that the file has are read.
 */
import {
  commonest,
  dayOf,
  giftSql,
  minorOf,
  NO_TAGS,
  OrderFileProblem,
  quoted,
  tagFlags,
  type OrderRelation,
  type ReadingOptions,
} from "./order-file";

type Node = Record<string, unknown>;

const BAG = "STRUCT(shopMoney STRUCT(amount VARCHAR, currencyCode VARCHAR))";
/** An order's own amount, the best first: without tax, shipping and what went back, as far as Shopify tells. */
const AMOUNTS = ["currentSubtotalPriceSet", "currentTotalPriceSet", "netPaymentSet", "subtotalPriceSet", "totalPriceSet"];
const LINE_PRICE = "priceAfterAllDiscountsBeforeTaxesSet";
const TYPES: Record<string, string> = {
  id: "VARCHAR",
  __parentId: "VARCHAR",
  processedAt: "VARCHAR",
  createdAt: "VARCHAR",
  cancelledAt: "VARCHAR",
  test: "BOOLEAN",
  customer: "STRUCT(id VARCHAR)",
  tags: "VARCHAR[]",
  taxesIncluded: "BOOLEAN",
  currencyCode: "VARCHAR",
  shippingAddress: "STRUCT(name VARCHAR)",
  billingAddress: "STRUCT(name VARCHAR)",
  quantity: "INTEGER",
  isGiftCard: "BOOLEAN",
  ...Object.fromEntries([...AMOUNTS, LINE_PRICE, "currentTotalTaxSet", "refundDiscrepancySet"].map((bag) => [bag, BAG])),
};

const LINE_FIELDS = ["id", "__parentId", LINE_PRICE, "quantity", "isGiftCard"];

const CUSTOMER_GID = "gid://shopify/Customer/";

export const isBulkJsonl = (nodes: Node[]): boolean =>
  nodes.some((node) => typeof node.__parentId === "string" || (typeof node.id === "string" && node.id.startsWith("gid://shopify/Order/")));

/**
 * @param nodes lines of the file, those at its beginning and its end among them
 * @throws OrderFileProblem naming the fields that are missing
 */
export function bulkJsonl(file: string, nodes: Node[], { currency: asked, timeZone, withLines }: ReadingOptions): OrderRelation {
  const seen = new Set(nodes.flatMap((node) => Object.keys(node)));
  const orders = nodes.filter((node) => node.__parentId === undefined);
  const at = ["processedAt", "createdAt"].find((field) => seen.has(field));
  if (!at)
    throw new OrderFileProblem(
      "The orders in this file carry no createdAt. Ask the bulk operation for it and for customer { id } as well.",
    );
  if (!seen.has("customer"))
    throw new OrderFileProblem("The orders in this file name no customer. Ask the bulk operation for customer { id }.");
  const hasLines = withLines === true || nodes.some((node) => node.__parentId !== undefined);
  const linePrices = hasLines && (withLines === true || seen.has(LINE_PRICE));
  const amount = AMOUNTS.find((field) => seen.has(field));
  if (!amount && !linePrices)
    throw new OrderFileProblem(
      `The orders in this file carry no amount. Ask the bulk operation for ${AMOUNTS[0]} { shopMoney { amount currencyCode } }.`,
    );

  const money = linePrices ? LINE_PRICE : amount!;
  const currency = asked ?? commonest(nodes.flatMap((node) => currencyIn(node, [money, ...AMOUNTS]) ?? [])) ?? "XXX";
  const columns = Object.keys(TYPES).filter((field) => seen.has(field) || (hasLines && LINE_FIELDS.includes(field)));
  const raw = `read_json(${quoted(file)}, format = 'newline_delimited', ignore_errors = true, columns = {${columns.map((field) => `${quoted(field)}: ${quoted(TYPES[field])}`).join(", ")}})`;
  const minor = (bag: string): string => minorOf(`${bag}.shopMoney.amount`, currency);
  const has = (field: string): boolean => columns.includes(field);

  const ids = orders.flatMap((node) => (node.customer as { id?: unknown } | null)?.id ?? []);
  const numeric = ids.length > 0 && ids.every((id) => typeof id === "string" && /^gid:\/\/shopify\/Customer\/\d{1,15}$/.test(id));
  const buyer = numeric
    ? `try_cast(substr(o.customer.id, ${CUSTOMER_GID.length + 1}) AS DECIMAL(15, 0))`
    : `replace(o.customer.id, ${quoted(CUSTOMER_GID)}, '')`;
  const day = dayOf(`o.${at}`, { timeZone, asWritten: false });
  const tax = has("taxesIncluded") && has("currentTotalTaxSet") && amount === AMOUNTS[0];
  const orderMinor =
    amount &&
    (tax ? `${minor(`o.${amount}`)} - CASE WHEN o.taxesIncluded THEN ${minor("o.currentTotalTaxSet")} ELSE 0 END` : minor(`o.${amount}`));
  const givenBack = has("refundDiscrepancySet") ? `greatest(0, -coalesce(${minor("o.refundDiscrepancySet")}, 0))` : "0";
  const goods = linePrices ? `CASE WHEN o.id IS NOT NULL THEN coalesce(l.goods_minor, 0) - ${givenBack} END` : orderMinor!;
  // What was first ordered, before anything went back; unknown where the file does not tell.
  const ordered = has("subtotalPriceSet") && !tax ? minor("o.subtotalPriceSet") : null;
  const gift = has("shippingAddress") && has("billingAddress") ? giftSql("o.shippingAddress.name", "o.billingAddress.name") : null;
  const orderCurrency = has("currencyCode") ? "o.currencyCode" : amount ? `o.${amount}.shopMoney.currencyCode` : quoted(currency);
  const lines = `
    LEFT JOIN (
      SELECT __parentId AS order_id, ${linePrices ? `sum(${minor(LINE_PRICE)}) FILTER (WHERE ${has("isGiftCard") ? "NOT coalesce(isGiftCard, false)" : "true"})` : "NULL"} AS goods_minor,
        ${has("quantity") ? "sum(quantity)" : "NULL"} AS units
      FROM ${raw} WHERE __parentId IS NOT NULL AND starts_with(id, 'gid://shopify/LineItem/') GROUP BY 1
    ) l ON l.order_id = o.id`;
  const further = [
    ...(ordered ? [`${ordered} AS ordered_minor`] : []),
    ...(hasLines ? ["l.units"] : []),
    ...(gift ? [`${gift} AS gift`] : []),
    `${has("test") ? "o.test" : "false"} AS test`,
    `${has("cancelledAt") ? "o.cancelledAt IS NOT NULL" : "false"} AS cancelled`,
    has("tags") ? tagFlags("o.tags") : NO_TAGS,
  ];
  const told = `
    SELECT ${buyer} AS buyer_id, o.customer.id IS NULL AS nobody, ${day} AS day, ${goods} AS goods_minor, ${orderCurrency} AS currency, ${further.join(", ")}
    FROM ${raw} o ${hasLines ? `${lines} WHERE o.__parentId IS NULL` : ""}`;
  // A number, one that a double holds, is found faster than a text; a customer whose id is none makes the line unreadable, not nobody's.
  const relation = numeric ? `SELECT * REPLACE (CASE WHEN nobody OR buyer_id IS NOT NULL THEN day END AS day) FROM (${told})` : told;
  return {
    format: "Shopify bulk JSONL",
    withLines: hasLines,
    tells: { ordered: ordered !== null, units: hasLines, gifts: gift !== null },
    relation,
    buyerIds: numeric ? "numbers" : "texts",
    currency,
    readAs: `buyers by customer id, days by ${at} (${timeZone}), amounts by ${linePrices ? `the line items' ${LINE_PRICE}` : amount}`,
  };
}

/** How many line items the file has, though its ends show none: then it must be read again with them. Two columns, since DuckDB gives a single text column the whole line. */
export const childrenIn = (file: string): string =>
  `SELECT count(*) FROM read_json(${quoted(file)}, format = 'newline_delimited', ignore_errors = true, columns = {'id': 'VARCHAR', '__parentId': 'VARCHAR'}) WHERE __parentId IS NOT NULL`;

function currencyIn(node: Node, bags: string[]): string | undefined {
  const codes = bags.map((bag) => (node[bag] as { shopMoney?: { currencyCode?: unknown } } | null | undefined)?.shopMoney?.currencyCode);
  return [...codes, node.currencyCode].find((code): code is string => typeof code === "string" && /^[A-Z]{3}$/.test(code));
}
