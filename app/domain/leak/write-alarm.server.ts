/** Writes down that a share code looks leaked, with the evidence and from when on its orders wait: one alarm a code until the owner has answered. */
import type { World } from "~/ports/world";
import type { Suspicion } from "./suspect";

export type WriteAlarmOutcome = { outcome: "raised"; alarmId: string } | { outcome: "waits for the owner" };

export type NewAlarm = {
  code: string;
  programId: string;
  ambassadorId: string;
  suspicion: Suspicion;
  /** Whatever the suspicion stands on, as plain JSON. */
  evidence: object;
  heldFrom: Date;
};

/** Joins the transaction at hand. Orders that were heard of before, and are to wait as well, are asked for anew. Outcomes: see WriteAlarmOutcome. */
export function writeAlarm(
  world: World,
  { code, programId, ambassadorId, suspicion, evidence, heldFrom }: NewAlarm,
): Promise<WriteAlarmOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }): Promise<WriteAlarmOutcome> => {
    // Two who look at once: one alarm.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`leak ${shopId} ${code}`}, 0))`;
    if (await db.leakAlarm.count({ where: { shopId, code, OR: [{ answer: null }, { answer: { answer: "replaced" } }] } }))
      return { outcome: "waits for the owner" };
    const alarmId = world.chance.uuid();
    await db.leakAlarm.create({
      data: { shopId, alarmId, code, programId, ambassadorId, ...suspicion, evidence, heldFrom, raisedAt: world.clock.now() },
    });
    const held = await db.codeUse.findMany({ where: { shopId, code, placedAt: { gte: heldFrom } }, select: { orderId: true } });
    await queue.addMany("order.refresh", held, { onceKey: ({ orderId }) => orderId });
    return { outcome: "raised", alarmId };
  });
}
