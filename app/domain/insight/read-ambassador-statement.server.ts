/** One ambassador's statement as the owner reads it, in the programme they joined last or in the one asked for. */
import type { World } from "~/ports/world";
import { choosePeriod, isoDayIn, type Period, type PeriodProblem } from "../ledger/period";
import { readStatement } from "../ledger/read-statement.server";
import { readShopPlace } from "../page/read-shop-place.server";
import { showStatement, type ShownStatement } from "../page/statement-page";

export type AmbassadorStatement =
  | {
      outcome: "statement";
      name: string;
      statement: ShownStatement;
      /** Every programme they were ever in, the latest first. */
      programs: { programId: string; name: string }[];
      whose: { ambassadorId: string; programId: string };
      period: Period;
    }
  | { outcome: "unknown" }
  | { outcome: PeriodProblem };

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
    return { outcome: "statement", name: ambassador.name, statement: shown, programs, whose, period: chosen.period };
  });
}
