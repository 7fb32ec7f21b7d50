/**
 * Lets the programme that ended last go on, with its people and codes as they were; its discounts are switched on again by a job,
 * and a web pixel the owner wants is put back.
 * What was bought in between still counts for nobody.
 */
import type { World } from "~/ports/world";
import { noteTurn } from "./note-turn.server";
import { settlePixelLater } from "./settle-pixel-later.server";

/** Outcomes: "resumed"; "nothing to resume", also when a programme is live. */
export function resumeProgram(world: World, { resumedBy }: { resumedBy: string }): Promise<{ outcome: "resumed" | "nothing to resume" }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`create program ${shopId}`}, 0))`;
    if (await db.program.count({ where: { shopId, state: "live" } })) return { outcome: "nothing to resume" };
    const ended = await db.program.findFirst({ where: { shopId, state: "ended" }, orderBy: { endedAt: "desc" } });
    if (!ended) return { outcome: "nothing to resume" };
    const { programId } = ended;
    await db.program.update({ where: { shopId_programId: { shopId, programId } }, data: { state: "live", endedAt: null, endedBy: null } });
    await noteTurn(world, { programId, state: "live", turnedBy: resumedBy });
    // One that was never made is made now; one that is off goes on.
    const discounts = await db.discount.findMany({ where: { shopId, programId }, select: { discountId: true } });
    await db.discount.updateMany({ where: { shopId, programId }, data: { state: "intended" } });
    await queue.addMany("discount.publish", discounts, { onceKey: ({ discountId }) => discountId });
    await settlePixelLater(world, "the programme goes on");
    return { outcome: "resumed" };
  });
}
