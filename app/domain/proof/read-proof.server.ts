/** What the page "What it earned" shows: programmes, the finding kept last, and the return of the days asked for. */
import type { World } from "~/ports/world";
import { choosePeriod, dayBefore, isoDayIn, type Chosen, type PeriodProblem } from "../ledger/period";
import type { Finding } from "./finding";
import { readReturn, type ReadReturn } from "./read-return.server";

export type KeptFinding = { finding: Finding; asOf: Date; horizonDays: number | null; seed: string };
export type ProofPage =
  | { outcome: "no programme" }
  | { outcome: "programme unknown" }
  | { outcome: PeriodProblem }
  | {
      outcome: "proof";
      programs: { programId: string; name: string; state: string; since: Date }[];
      programId: string;
      kept: KeptFinding | null;
      chosen: Chosen & { from: string; last: string };
      read: ReadReturn;
    };

const MOST_PROGRAMS = 20;

/** @param programId null: the one that runs, else the newest. `asked` as it stands in an address; everything so far where it says nothing. */
export function readProof(
  world: World,
  { programId: wanted, asked }: { programId: string | null; asked: { period?: string | null; from?: string | null; to?: string | null } },
): Promise<ProofPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<ProofPage> => {
    const { ianaTimezone } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { ianaTimezone: true } });
    const rows = await db.program.findMany({ where: { shopId }, orderBy: { createdAt: "desc" }, take: MOST_PROGRAMS });
    if (!rows.length) return { outcome: "no programme" };
    const program =
      wanted === null ? (rows.find(({ state }) => state === "live") ?? rows[0]) : rows.find(({ programId }) => programId === wanted);
    if (!program) return { outcome: "programme unknown" };
    const chosen = choosePeriod(asked, isoDayIn(world.clock.now(), ianaTimezone), "all");
    if ("problem" in chosen) return { outcome: chosen.problem };
    const { programId } = program;
    const read = await readReturn(world, { programId, period: chosen.period });
    const proof = await db.proof.findFirst({ where: { shopId, programId }, orderBy: [{ asOf: "desc" }, { proofId: "desc" }] });
    const { from, to } = chosen.period;
    return {
      outcome: "proof",
      programs: rows.map(({ programId: id, name, state, createdAt }) => ({ programId: id, name, state, since: createdAt })),
      programId,
      kept: proof && { finding: proof.finding as Finding, asOf: proof.asOf, horizonDays: proof.horizonDays, seed: proof.seed },
      chosen: { ...chosen, from: from ?? "", last: to === null ? "" : dayBefore(to) },
      read: read!,
    };
  });
}
