/** One ambassador's statement as the owner reads it, in the programme they joined last or in the one asked for. */
import type { World } from "~/ports/world";
import { choosePeriod, isoDayIn, type Period, type PeriodProblem } from "../ledger/period";
import { readStatement } from "../ledger/read-statement.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { showStatement, type ShownStatement } from "../page/statement-page";
import { readToSettle, type ToSettle } from "../reward/read-to-settle.server";

export type AmbassadorStatement =
  | {
      outcome: "statement";
      name: string;
      statement: ShownStatement;
      /** Every programme they were ever in, the latest first. */
      programs: { programId: string; name: string }[];
      whose: { ambassadorId: string; programId: string };
      period: Period;
      /** null: nothing is theirs or waits for them, or they take part and take rewards. */
      settle: ShownToSettle | null;
    }
  | { outcome: "unknown" }
  | { outcome: PeriodProblem };

/** What is theirs now, to be settled by hand, and what still waits. null: nothing. */
export type ShownToSettle = Pick<ToSettle, "why" | "held" | "entries"> & { earned: ShownMoney | null; pending: ShownMoney | null };

type Asked = {
  ambassadorId: string;
  programId: string | null;
  asked: { period?: string | null; from?: string | null; to?: string | null };
  page: number;
};

/** Outcomes: see AmbassadorStatement; "unknown": nobody of this id, or not in that programme. */
export function readAmbassadorStatement(world: World, { ambassadorId, programId, asked, page }: Asked): Promise<AmbassadorStatement> {
  const { shopId, clock } = world;
  return world.transaction(async ({ db }): Promise<AmbassadorStatement> => {
    const place = await readShopPlace(db, shopId);
    const ambassador = await db.ambassador.findUnique({
      where: { shopId_ambassadorId: { shopId, ambassadorId } },
      select: {
        name: true,
        memberships: { orderBy: { joinedAt: "desc" }, select: { programId: true, program: { select: { name: true } } } },
      },
    });
    const programs = (ambassador?.memberships ?? []).map((one) => ({ programId: one.programId, name: one.program.name }));
    const program = programId ? programs.find((one) => one.programId === programId) : programs[0];
    if (!ambassador || !program) return { outcome: "unknown" };
    const now = clock.now();
    const chosen = choosePeriod(asked, isoDayIn(now, place.timeZone), "all");
    if ("problem" in chosen) return { outcome: chosen.problem };
    const whose = { ambassadorId, programId: program.programId };
    const statement = await readStatement(world, { ...whose, ...chosen.period, page });
    if (statement.outcome !== "statement") return { outcome: "unknown" };
    const shown = showStatement(statement, chosen, now, place);
    const settle = shownToSettle(await readToSettle(world, whose), place.locale);
    return { outcome: "statement", name: ambassador.name, statement: shown, programs, whose, period: chosen.period, settle };
  });
}

function shownToSettle(found: Awaited<ReturnType<typeof readToSettle>>, locale: string): ShownToSettle | null {
  if (found.outcome !== "to settle" || (found.earnedMinor <= 0n && found.pendingMinor <= 0n)) return null;
  const { why, held, entries, currency } = found;
  const shown = (minor: bigint) => (minor > 0n ? showMoney(minor, { currency, locale }) : null);
  return { why, held, entries, earned: shown(found.earnedMinor), pending: shown(found.pendingMinor) };
}
