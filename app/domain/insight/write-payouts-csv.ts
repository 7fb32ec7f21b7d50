/** A list of payouts as a spreadsheet, to be paid from: who, how much, and our reference for the transfer. */
import { stringify } from "csv-stringify/sync";
import { isoDayIn } from "../ledger/period";
import { toDecimal } from "../money/money";
import type { Payout } from "../reward/export-payouts.server";

export type PayoutColumns = Record<"name" | "email" | "amount" | "currency" | "reference" | "approved" | "listedBefore", string>;

/** CSV in UTF-8 with a byte-order mark; days as YYYY-MM-DD in `timeZone`. What a spreadsheet would run as a formula is made text. */
export const writePayoutsCsv = (payouts: Payout[], { columns, timeZone }: { columns: PayoutColumns; timeZone: string }): string =>
  stringify(
    payouts.map(({ name, email, amountMinor, currency, reference, approvedAt, listedBefore }) => ({
      name,
      email: email ?? "",
      amount: toDecimal({ amountMinor, currency }),
      currency,
      reference,
      approved: isoDayIn(approvedAt, timeZone),
      listedBefore: listedBefore ? isoDayIn(listedBefore, timeZone) : "",
    })),
    { header: true, columns: Object.entries(columns).map(([key, header]) => ({ key, header })), bom: true, escape_formulas: true },
  );
