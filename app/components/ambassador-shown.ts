/** An ambassador as the list shows them: money as text for reading and in minor units, as text too, for reckoning. */
import type { AmbassadorRow } from "~/domain/insight/read-ambassadors.server";

export type AmbassadorShown = ReturnType<typeof showAmbassador>;

export const showAmbassador = ({ pending, earned, redeemed, sales, joinedAt, ...row }: AmbassadorRow) => ({
  ...row,
  since: joinedAt,
  codes: row.code ? [{ code: row.code, state: row.codeState ?? "live" }] : [],
  sales: sales.text,
  salesMinor: sales.minor,
  pending: pending.text,
  pendingMinor: pending.minor,
  earned: earned.text,
  earnedMinor: earned.minor,
  redeemed: redeemed.text,
  redeemedMinor: redeemed.minor,
});
