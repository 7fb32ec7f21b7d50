/**
 * What the hold-out says as of now, worked out and kept with all it stood on, so that it can be worked out again: the moment, how much
 * of the history Shopify lets us see, the seed of the draws and the rules' numbers. Nightly, and at an owner's press.
 */
import type { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { DAY_MS, HOLD_OUT_DAYS } from "../invitation/invitation";
import { findingOf, LEAST_DAYS, LEAST_HELD_OUT, WORTH_KNOWING, type Finding } from "./finding";
import { DRAWS, measureLift } from "./lift";
import { readDrawn } from "./read-drawn.server";

export type ReckonProofOutcome =
  | { outcome: "reckoned"; findings: { programId: string; proofId: string; finding: Finding }[] }
  /** Nobody was ever invited. */
  | { outcome: "nothing to reckon" };

const KEPT = 60;
const MOST_PROGRAMS = 20;

/** `why` is kept: what set it going. Of programmes that ever invited somebody, the newest twenty. Drawing takes a second for many thousands of people, so no transaction is open meanwhile. */
export async function reckonProof(world: World, { why }: { why: string }): Promise<ReckonProofOutcome> {
  const { shopId } = world;
  const programs = await world.transaction(
    ({ db }) => db.$queryRaw<{ programId: string }[]>`
      SELECT p.program_id::text AS "programId" FROM program p WHERE p.shop_id = ${shopId}
        AND EXISTS (SELECT FROM invite_press i WHERE i.shop_id = p.shop_id AND i.program_id = p.program_id)
      ORDER BY p.created_at DESC LIMIT ${MOST_PROGRAMS}`,
  );
  const findings = [];
  for (const { programId } of programs) {
    const [asOf, seed] = [world.clock.now(), world.chance.uuid().replaceAll("-", "")];
    const finding = await findAsOf(world, { programId, asOf, seed });
    findings.push({ programId, proofId: await keep(world, { programId, asOf, seed, why, finding }), finding });
  }
  return findings.length ? { outcome: "reckoned", findings } : { outcome: "nothing to reckon" };
}

type ToKeep = { programId: string; asOf: Date; seed: string; why: string; finding: Finding };

/** With the rules' numbers of today; what is older than the newest sixty goes. */
async function keep(world: World, { finding, ...found }: ToKeep): Promise<string> {
  const { shopId } = world;
  const proofId = world.chance.uuid();
  const rules = {
    draws: DRAWS,
    leastHeldOut: LEAST_HELD_OUT,
    leastDays: LEAST_DAYS,
    worthKnowing: WORTH_KNOWING,
    holdOutDays: HOLD_OUT_DAYS,
  };
  await world.transaction(async ({ db }) => {
    const history = await db.import.findFirst({
      where: { shopId, kind: "orders", state: "done" },
      orderBy: { finishedAt: "desc" },
      select: { horizonDays: true },
    });
    const kept = { horizonDays: history?.horizonDays ?? null, finding: finding as unknown as Prisma.InputJsonObject };
    await db.proof.create({ data: { shopId, proofId, rules, ...found, ...kept } });
    await db.$executeRaw`DELETE FROM proof WHERE shop_id = ${shopId} AND program_id = ${found.programId}::uuid AND proof_id NOT IN (
      SELECT proof_id FROM proof WHERE shop_id = ${shopId} AND program_id = ${found.programId}::uuid ORDER BY as_of DESC, proof_id DESC LIMIT ${KEPT})`;
  });
  return proofId;
}

/** The same moment and seed find the same while the orders of before are the same. */
export async function findAsOf(world: World, { programId, asOf, seed }: { programId: string; asOf: Date; seed: string }): Promise<Finding> {
  const { drawn, becameOne, firstPressAt, people } = await readDrawn(world, { programId, asOf });
  const since = firstPressAt ? (asOf.getTime() - firstPressAt.getTime()) / DAY_MS : 0;
  return findingOf({
    lift: measureLift(drawn, { seed }),
    becameOne,
    days: Math.floor(Math.min(since, HOLD_OUT_DAYS)),
    peopleAWeek: since > 0 ? (people * 7) / Math.max(7, since) : 0,
  });
}
