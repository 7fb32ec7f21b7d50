/**
 * Statements as a spreadsheet, a line an entry between a line for the opening and one for the closing; of one person, or of
 * everybody one after another, which is the programme's books. Piece by piece, so that a long one never stands whole in memory. A
 * text that a spreadsheet would run as a formula gets an apostrophe before it, since names and titles are what people typed; an
 * amount never does, or one below zero could not be added up.
 */
import { stringify } from "csv-stringify/sync";
import type { World } from "~/ports/world";
import { harmless } from "../harmless-cell";
import type { Balance } from "../ledger/ledger";
import type { Movement } from "../ledger/movement";
import { isoDayIn, type Period } from "../ledger/period";
import { readMovements } from "../ledger/read-movements.server";
import { toDecimal } from "../money/money";
import { readShopPlace } from "./read-shop-place.server";

const COLUMNS = ["day", "person", "what", "source", "pending", "earned", "redeemed", "currency"] as const;
type Column = (typeof COLUMNS)[number];
/** A person's own statement has no column for the person. */
export type StatementWords = {
  columns: Record<Column, string>;
  opening: string;
  closing: string;
  erased: string;
  movement: (movement: Movement) => string;
  /** What it was about: an order's name, a reward's. */
  source: (movement: Movement) => string;
};

/** An ambassador reads only of themselves. */
type Reader = "owner" | "ambassador";

/** CSV in UTF-8 with a byte-order mark. Amounts are decimals of their currency, so that a spreadsheet can add them; days ISO, where the store is. */
export async function* writeStatementCsv(
  world: World,
  {
    whose,
    period,
    reader,
    words,
  }: { whose: { ambassadorId: string; programId: string } | null; period: Period; reader: Reader; words: StatementWords },
): AsyncGenerator<string> {
  const columns = COLUMNS.filter((key) => key !== "person" || reader === "owner").map((key) => ({ key, header: words.columns[key] }));
  yield stringify([], { header: true, columns, bom: true });
  const { timeZone } = await world.transaction(({ db }) => readShopPlace(db, world.shopId));
  for await (const one of readMovements(world, { whose, period })) {
    const { currency } = one;
    const person = one.ambassadorName ?? words.erased;
    const amounts = (balance: Balance) => ({
      pending: toDecimal({ amountMinor: balance.pendingMinor, currency }),
      earned: toDecimal({ amountMinor: balance.earnedMinor, currency }),
      redeemed: toDecimal({ amountMinor: balance.redeemedMinor, currency }),
      currency,
    });
    const lines =
      one.piece === "movements"
        ? one.movements.map((movement) => ({
            day: isoDayIn(movement.recordedAt, timeZone),
            person: harmless(person),
            what: harmless(words.movement(movement)),
            source: harmless(words.source(movement)),
            ...amounts(movement.change),
          }))
        : [{ day: "", person: harmless(person), what: words[one.piece], source: "", ...amounts(one.balance) }];
    yield stringify(lines, { columns });
  }
}
