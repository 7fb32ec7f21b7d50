/** A statement as a page shows it, as plain JSON: money as text beside exact minor units, days where the store is. Its reader's sentence for each entry is made where it is shown. */
import type { Balance } from "../ledger/ledger";
import type { Movement } from "../ledger/movement";
import { dayBefore, type Chosen, type Period } from "../ledger/period";
import type { Statement } from "../ledger/read-statement.server";
import { showDay, showMoney, type Place, type ShownMoney } from "./shown";

export type ShownBalance = { pending: ShownMoney; earned: ShownMoney; redeemed: ShownMoney };
export type ShownMovement = {
  entryId: string;
  day: string;
  reason: string;
  source: Movement["source"];
} & ShownBalance;

export type ShownPeriod = {
  choice: Chosen["choice"];
  /** ISO, for the fields; the last day belongs to it. Empty: without end on that side. */
  from: string;
  last: string;
  /** "1 November – 30 November"; null where an end is open. */
  fromDay: string | null;
  lastDay: string | null;
};

export type ShownStatement = {
  period: ShownPeriod;
  currency: string;
  opening: ShownBalance;
  closing: ShownBalance;
  movements: ShownMovement[];
  total: number;
  page: number;
  pages: number;
};

export const showBalance = (balance: Balance, place: Pick<Place, "currency" | "locale">): ShownBalance => ({
  pending: showMoney(balance.pendingMinor, place),
  earned: showMoney(balance.earnedMinor, place),
  redeemed: showMoney(balance.redeemedMinor, place),
});

export function showPeriod({ choice, period }: Chosen, now: Date, place: Omit<Place, "currency">): ShownPeriod {
  const last = period.to && dayBefore(period.to);
  return { choice, from: period.from ?? "", last: last ?? "", ...daysOf(period, now, place) };
}

/** A day of the calendar is the same day everywhere: it is written from its noon, UTC. */
function daysOf({ from, to }: Period, now: Date, place: Omit<Place, "currency">): { fromDay: string | null; lastDay: string | null } {
  const written = (day: string) => showDay(new Date(`${day}T12:00:00Z`), now, { locale: place.locale, timeZone: "UTC" });
  return { fromDay: from && written(from), lastDay: to && written(dayBefore(to)) };
}

/** Amounts are in the programme's own currency, which may be another than the store's of today. */
export function showStatement(statement: Statement, chosen: Chosen, now: Date, place: Omit<Place, "currency">): ShownStatement {
  const { currency, opening, closing, movements, total, page, pages } = statement;
  const money = { currency, locale: place.locale };
  return {
    period: showPeriod(chosen, now, place),
    currency,
    opening: showBalance(opening, money),
    closing: showBalance(closing, money),
    movements: movements.map((movement) => showMovement(movement, now, { ...place, currency })),
    total,
    page,
    pages,
  };
}

const showMovement = (movement: Movement, now: Date, place: Place): ShownMovement => ({
  entryId: movement.entryId,
  day: showDay(movement.recordedAt, now, place),
  reason: movement.reason,
  source: movement.source,
  ...showBalance(movement.change, place),
});
