/**
 * The books as a spreadsheet, one line an order. A cell that a spreadsheet would run as a formula (it begins with =, +, -, @,
 * a tab or a line end) is made text by an apostrophe before it: names are what people typed.
 */
import { stringify } from "csv-stringify/sync";
import { readBooks } from "../ledger/read-books.server";
import { toDecimal } from "../money/money";
import { percentOf } from "../program/program";
import type { World } from "~/ports/world";

export type BooksColumns = Record<"order" | "ambassador" | "goods" | "rate" | "posted" | "currency" | "state", string>;

const PAGE_SIZE = 1_000;
const MOST_PAGES = 500;

/** CSV in UTF-8 with a byte-order mark. Amounts as decimals of their currency, so that a spreadsheet can add them. At most 500,000 orders. */
export async function writeBooksCsv(
  world: World,
  { columns, states }: { columns: BooksColumns; states: Record<string, string> },
): Promise<string> {
  const lines: Record<keyof BooksColumns, string>[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const { orders } = await readBooks(world, { page });
    const ids = [...new Set(orders.map((order) => order.ambassadorId))];
    const people = await world.transaction(({ db }) =>
      db.ambassador.findMany({ where: { shopId: world.shopId, ambassadorId: { in: ids } }, select: { ambassadorId: true, name: true } }),
    );
    const names = new Map(people.map(({ ambassadorId, name }) => [ambassadorId, name]));
    for (const { orderId, ambassadorId, goodsMinor, postedMinor, creditBp, currency, state } of orders)
      lines.push({
        order: orderId,
        ambassador: names.get(ambassadorId) ?? ambassadorId,
        goods: toDecimal({ amountMinor: goodsMinor, currency }),
        rate: percentOf(creditBp),
        posted: toDecimal({ amountMinor: postedMinor, currency }),
        currency,
        state: states[state] ?? state,
      });
    if (orders.length < PAGE_SIZE) break;
  }
  return stringify(lines, {
    header: true,
    columns: Object.entries(columns).map(([key, header]) => ({ key, header })),
    bom: true,
    escape_formulas: true,
  });
}
