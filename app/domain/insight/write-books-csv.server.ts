/**
 * The books as a spreadsheet, one line an order, piece by piece: nothing of any length stands whole in memory, and nothing is summed
 * twice. A name that a spreadsheet would run as a formula is made text by an apostrophe before it; an amount never is.
 */
import { stringify } from "csv-stringify/sync";
import type { World } from "~/ports/world";
import { harmless } from "../harmless-cell";
import { readOrderSums } from "../ledger/read-order-sums.server";
import { toDecimal } from "../money/money";
import { percentOf } from "../program/program";
import { nameOrderSums, type NamedOrderSum } from "./name-order-sums.server";

const COLUMNS = ["order", "orderId", "ambassador", "goods", "rate", "posted", "currency", "state"] as const;
export type BooksColumns = Record<(typeof COLUMNS)[number], string>;

const PIECE = 1_000;

/** CSV in UTF-8 with a byte-order mark. Amounts as decimals of their currency, so that a spreadsheet can add them. */
export async function* writeBooksCsv(
  world: World,
  { columns: headers, states }: { columns: BooksColumns; states: Record<string, string> },
): AsyncGenerator<string> {
  const columns = COLUMNS.map((key) => ({ key, header: headers[key] }));
  yield stringify([], { header: true, columns, bom: true });
  for (let after = ""; ;) {
    const orders = await world.transaction(async () => nameOrderSums(world, { sums: await readOrderSums(world, { after, take: PIECE }) }));
    if (orders.length)
      yield stringify(
        orders.map((order) => lineOf(order, states)),
        { columns },
      );
    if (orders.length < PIECE) return;
    after = orders[orders.length - 1].orderId;
  }
}

function lineOf(
  { orderId, orderName, ambassadorId, ambassadorName, goodsMinor, postedMinor, creditBp, currency, state }: NamedOrderSum,
  states: Record<string, string>,
): BooksColumns {
  return {
    order: harmless(orderName ?? ""),
    orderId,
    ambassador: harmless(ambassadorName ?? ambassadorId),
    goods: toDecimal({ amountMinor: goodsMinor, currency }),
    rate: percentOf(creditBp),
    posted: toDecimal({ amountMinor: postedMinor, currency }),
    currency,
    state: states[state] ?? state,
  };
}
