/**
 * The books as a spreadsheet, one line an order. A cell that a spreadsheet would run as a formula (it begins with =, +, -, @,
 * a tab or a line end) is made text by an apostrophe before it: names are what people typed.
 */
import { stringify } from "csv-stringify/sync";
import type { World } from "~/ports/world";
import { toDecimal } from "../money/money";
import { percentOf } from "../program/program";
import { readBooksPage } from "./read-books-page.server";

export type BooksColumns = Record<"order" | "orderId" | "ambassador" | "goods" | "rate" | "posted" | "currency" | "state", string>;

const MOST_PAGES = 500;

/** CSV in UTF-8 with a byte-order mark. Amounts as decimals of their currency, so that a spreadsheet can add them. At most 500,000 orders. */
export async function writeBooksCsv(
  world: World,
  { columns, states }: { columns: BooksColumns; states: Record<string, string> },
): Promise<string> {
  const lines: Record<keyof BooksColumns, string>[] = [];
  for (let page = 1, pages = 1; page <= Math.min(pages, MOST_PAGES); page++) {
    const books = await readBooksPage(world, { page });
    pages = books.pages;
    for (const { orderId, orderName, ambassadorId, ambassadorName, goodsMinor, postedMinor, creditBp, currency, state } of books.orders)
      lines.push({
        order: orderName ?? "",
        orderId,
        ambassador: ambassadorName ?? ambassadorId,
        goods: toDecimal({ amountMinor: goodsMinor, currency }),
        rate: percentOf(creditBp),
        posted: toDecimal({ amountMinor: postedMinor, currency }),
        currency,
        state: states[state] ?? state,
      });
  }
  return stringify(lines, {
    header: true,
    columns: Object.entries(columns).map(([key, header]) => ({ key, header })),
    bom: true,
    escape_formulas: true,
  });
}
