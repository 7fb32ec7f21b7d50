/** The programme's books for a period as the owner's page shows them, as plain JSON. */
import type { World } from "~/ports/world";
import { choosePeriod, isoDayIn, type Period, type PeriodProblem } from "../ledger/period";
import { readPeriodBooks } from "../ledger/read-period-books.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { showBalance, showPeriod, type ShownBalance, type ShownPeriod } from "../page/statement-page";

export type ShownPeriodBooks = {
  programId: string;
  name: string;
  opening: ShownBalance;
  movements: ({ reason: string; entries: number } & ShownBalance)[];
  closing: ShownBalance;
  issued: { kind: string; rewards: number; amount: ShownMoney }[];
};
export type PeriodPage =
  { outcome: "period"; shown: ShownPeriod; programs: ShownPeriodBooks[]; period: Period } | { outcome: PeriodProblem };

/** Outcomes: see PeriodPage. */
export function readPeriodPage(
  world: World,
  { asked }: { asked: { period?: string | null; from?: string | null; to?: string | null } },
): Promise<PeriodPage> {
  return world.transaction(async ({ db }): Promise<PeriodPage> => {
    const place = await readShopPlace(db, world.shopId);
    const now = world.clock.now();
    const chosen = choosePeriod(asked, isoDayIn(now, place.timeZone));
    if ("problem" in chosen) return { outcome: chosen.problem };
    const books = await readPeriodBooks(world, chosen.period);
    return {
      outcome: "period",
      shown: showPeriod(chosen, now, place),
      period: chosen.period,
      programs: books.map(({ programId, name, currency, opening, movements, closing, issued }) => {
        const money = { currency, locale: place.locale };
        return {
          programId,
          name,
          opening: showBalance(opening, money),
          movements: movements.map(({ reason, entries, change }) => ({ reason, entries, ...showBalance(change, money) })),
          closing: showBalance(closing, money),
          issued: issued.map(({ kind, rewards, amountMinor }) => ({ kind, rewards, amount: showMoney(amountMinor, money) })),
        };
      }),
    };
  });
}
