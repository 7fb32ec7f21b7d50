/**
 * Any CSV with a customer, a date and an amount on each row, an order each. Columns are known by their usual names; an
 * amount's column may carry its currency ("amount_usd").
 */
import {
  commonest,
  dayOf,
  minorOf,
  NO_CURRENCY,
  named,
  NO_TAGS,
  OrderFileProblem,
  quoted,
  type OrderRelation,
  type ReadingOptions,
} from "./order-file";

const CUSTOMER = /^(customer|client|buyer|user|shopper|member)[ _-]?(id|no|number|key|email|e-mail)?$|^(e-?mail|cust_?id)$/;
const DATE = /^(order|purchase|transaction|invoice|created|paid|processed)?[ _-]?(date|at|day|time|timestamp|datetime)$/;
const AMOUNT =
  /^(order|net|gross|total|sales?|purchase|transaction|paid)?[ _-]?(amount|total|value|revenue|spend|spent|price|sales?|subtotal|net|dollars)[ _-]?(paid|spent)?(?:[ _-](?<currency>[a-z]{3}))?$/;
const PIECES = /^(items?|quantity|qty|units?|pieces|cds)$/;
const CURRENCY = /^(currency|currency[ _-]?code)$/;

/** Ways to write a day, tried in this order on the first rows; those with the year behind must be told apart. */
const WITH_YEAR_LAST: [format: string, pattern: RegExp, dayAt: number][] = [
  ["%d/%m/%Y", /^(\d{1,2})\/(\d{1,2})\/\d{4}/, 0],
  ["%m/%d/%Y", /^(\d{1,2})\/(\d{1,2})\/\d{4}/, 1],
  ["%d.%m.%Y", /^(\d{1,2})\.(\d{1,2})\.\d{4}/, 0],
  ["%d-%m-%Y", /^(\d{1,2})-(\d{1,2})-\d{4}/, 0],
  ["%m-%d-%Y", /^(\d{1,2})-(\d{1,2})-\d{4}/, 1],
];

const plain = (name: string): string => name.trim().toLowerCase();

/** @throws OrderFileProblem naming the columns that are missing, or a date that could be read two ways */
export function plainCsv(
  source: string,
  header: string[],
  rows: Record<string, string | null>[],
  { currency: asked, timeZone }: ReadingOptions,
  decimalComma: boolean,
): OrderRelation {
  const find = (pattern: RegExp): string | undefined => header.find((name) => pattern.test(plain(name)));
  const [customer, date, amount] = [find(CUSTOMER), find(DATE), find(AMOUNT)];
  const missing = [!customer && "customer", !date && "date", !amount && "amount"].filter(Boolean);
  if (!customer || !date || !amount)
    throw new OrderFileProblem(
      `The file's first line names no ${missing.join(", no ")}. It has: ${header.join(", ")}. Name the columns customer, date and amount.`,
    );
  const [pieces, currencyColumn] = [find(PIECES), find(CURRENCY)];
  const suffix = AMOUNT.exec(plain(amount))?.groups?.currency?.toUpperCase();
  const currency =
    asked ??
    (currencyColumn ? commonest(rows.flatMap((row) => row[currencyColumn]?.trim().toUpperCase() || [])) : null) ??
    (suffix && isCurrency(suffix) ? suffix : NO_CURRENCY);
  const digits = decimalComma
    ? `replace(replace(trim(${named(amount)}), '.', ''), ',', '.')`
    : `regexp_replace(regexp_replace(trim(${named(amount)}), '^(-?)[^0-9.-]+', '\\1'), ',(\\d{3})', '\\1', 'g')`;
  const relation = `
    SELECT nullif(trim(${named(customer)}), '') AS buyer_id, ${dayColumn(date, rows, timeZone)} AS day, ${minorOf(digits, currency)} AS goods_minor,
      ${currencyColumn ? `coalesce(nullif(upper(trim(${named(currencyColumn)})), ''), ${quoted(currency)})` : quoted(currency)} AS currency,
      ${pieces ? `try_cast(trim(${named(pieces)}) AS BIGINT) AS units,` : ""} false AS test, false AS cancelled, ${NO_TAGS}
    FROM ${source}`;
  return {
    format: "CSV",
    withLines: false,
    tells: { ordered: false, units: pieces !== undefined, gifts: false },
    relation,
    buyerIds: "texts",
    currency,
    readAs: `buyers by ${customer}, days by ${date}, amounts by ${amount}`,
  };
}

function dayColumn(date: string, rows: Record<string, string | null>[], timeZone: string): string {
  const cell = `trim(${named(date)})`;
  const texts = rows.flatMap((row) => row[date]?.trim() || []);
  const share = (test: (text: string) => boolean): number => (texts.length ? texts.filter(test).length / texts.length : 0);
  if (share((text) => /^\d{8}$/.test(text)) > 0.5) return `(try_strptime(${cell}, '%Y%m%d')::DATE - DATE '1970-01-01')::INTEGER`;
  const fitting = WITH_YEAR_LAST.filter(([, pattern]) => share((text) => pattern.test(text)) > 0.5);
  if (fitting.length === 0) {
    const withZone = share((text) => /[ T]\d\d:\d\d.*(Z|UTC)$/.test(text)) > 0.5;
    return dayOf(cell, { timeZone, asWritten: !withZone });
  }
  // A number above 12 can only be the day.
  const dayAt = [0, 1].filter((at) => texts.some((text) => Number(fitting[0][1].exec(text)?.[at + 1] ?? 0) > 12));
  const found = dayAt.length === 1 ? fitting.find(([, , at]) => at === dayAt[0]) : fitting.length === 1 ? fitting[0] : undefined;
  if (!found)
    throw new OrderFileProblem(`"${texts[0]}" in ${date} can be read two ways. Write dates with the year first, like 2024-03-31.`);
  return `(try_strptime(regexp_extract(${cell}, '^[^ T]+'), '${found[0]}')::DATE - DATE '1970-01-01')::INTEGER`;
}

function isCurrency(code: string): boolean {
  return Intl.supportedValuesOf("currency").includes(code);
}
