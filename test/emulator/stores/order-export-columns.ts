/**
 * The columns of Shopify's order export and how its cells are read: one row a line item, the order's own fields only on its
 * first row, money as decimals, moments like "2025-01-31 10:12:13 +0100".
 */
import type { Address, Minor } from "../books.ts";
import { scaleOf } from "../commerce/money.ts";
import { findCountry } from "./places.ts";

/** Without these an order can't be told; the others may be missing from older exports. */
const NEEDED = [
  "Name",
  "Email",
  "Financial Status",
  "Currency",
  "Subtotal",
  "Total",
  "Created at",
  "Lineitem quantity",
  "Lineitem name",
  "Lineitem price",
];

/** What is wrong with a row, in words for the shop's owner. */
export class BadRow extends Error {}

/** One row by column name; "" for a column the file does not have. */
export type ExportRow = { line: number; cell(column: string): string };

/** @throws when the header isn't Shopify's, saying what is missing and where the right file comes from. */
export function columnsOf(header: string[], fileName: string): (line: number, record: string[]) => ExportRow {
  const position = new Map(header.map((name, index) => [name.trim().toLowerCase(), index]));
  const missing = NEEDED.filter((name) => !position.has(name.toLowerCase()));
  if (missing.length > 0) {
    throw new Error(
      `${fileName} isn't Shopify's order export: its first line lacks ${missing.join(", ")}. ` +
        `Export again in the Shopify admin (Orders → Export → All orders, plain CSV file) and give that file unchanged`,
    );
  }
  return (line, record) => ({ line, cell: (column) => record[position.get(column.toLowerCase()) ?? -1]?.trim() ?? "" });
}

/** Minor units, or null for an empty cell. @throws BadRow */
export function moneyCell(row: ExportRow, column: string, currency: string): Minor | null {
  const text = row.cell(column);
  if (text === "") return null;
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text);
  const scale = scaleOf(currency);
  const decimals = (match?.[3] ?? "").padEnd(scale, "0");
  if (!match || /[1-9]/.test(decimals.slice(scale))) throw new BadRow(`${column} "${text}" is not an amount in ${currency}`);
  return Number(`${match[1]}${match[2]}${decimals.slice(0, scale)}`) + 0;
}

/** Milliseconds since 1970, or null for an empty cell. @throws BadRow */
export function momentCell(row: ExportRow, column: string): number | null {
  const text = row.cell(column);
  if (text === "") return null;
  const match = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d:\d\d:\d\d)(?:\.\d+)? ?(?:([+-]\d\d):?(\d\d)|Z|UTC)$/.exec(text);
  const at = match ? Date.parse(`${match[1]}-${match[2]}-${match[3]}T${match[4]}${match[5] ? `${match[5]}:${match[6]}` : "Z"}`) : NaN;
  const isDay =
    match !== null && new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]))).getUTCDate() === Number(match[3]);
  if (Number.isNaN(at) || !isDay)
    throw new BadRow(`${column} "${text}" is not a moment like 2025-01-31 10:12:13 +0100 (a spreadsheet may have rewritten it)`);
  return at;
}

const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

export function currencyCell(row: ExportRow): string {
  const text = row.cell("Currency");
  if (!CURRENCIES.has(text)) throw new BadRow(text === "" ? "Currency is empty" : `Currency "${text}" is not a currency like GBP`);
  return text;
}

export function yesNoCell(row: ExportRow, column: string): boolean | null {
  const text = row.cell(column).toLowerCase();
  if (text === "yes" || text === "true") return true;
  return text === "no" || text === "false" ? false : null;
}

/** null when the row has no such address. @param kind the columns' prefix */
export function addressCells(row: ExportRow, kind: "Shipping" | "Billing"): Address | null {
  const text = (column: string) => row.cell(`${kind} ${column}`) || null;
  const name = text("Name");
  const address1 = text("Address1") ?? text("Street");
  const country = text("Country");
  if (name === null && address1 === null && country === null) return null;
  const [firstName, ...rest] = (name ?? "").split(" ");
  const known = findCountry(country);
  return {
    firstName: firstName || null,
    lastName: rest.join(" ") || null,
    address1,
    city: text("City"),
    province: text("Province"),
    // Shopify puts an apostrophe before postcodes so that spreadsheets keep their zeros.
    zip: text("Zip")?.replace(/^'/, "") ?? null,
    countryCode: known?.code ?? (country && /^[A-Za-z]{2}$/.test(country) ? country.toUpperCase() : null),
    country: known?.name ?? country,
    phone: text("Phone")?.replace(/^'/, "") ?? null,
  };
}

/** Shopify writes "key: value" pairs, one a line. */
export function noteAttributesCell(row: ExportRow): { name: string; value: string }[] {
  return row
    .cell("Note Attributes")
    .split(/\r?\n/)
    .map((line) => /^([^:]+):\s*(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map((match) => ({ name: match[1]!.trim(), value: match[2]!.trim() }));
}
