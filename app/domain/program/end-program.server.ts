/**
 * Ends the programme: from this moment no order counts and nobody joins, and its discounts are switched off in Shopify and its web pixel
 * is taken out of the store, by jobs.
 * What people have is theirs: their pages stay open and their credit can be taken. Nothing is deleted, so it may go on again.
 */
import type { World } from "~/ports/world";
import { noteTurn } from "./note-turn.server";
import { settlePixelLater } from "./settle-pixel-later.server";

/** Outcomes: "ended"; "nothing to end", also when somebody was quicker. */
export function endProgram(world: World, { endedBy }: { endedBy: string }): Promise<{ outcome: "ended" | "nothing to end" }> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const [live] = await db.$queryRaw<{ program_id: string }[]>`
      SELECT program_id::text FROM program WHERE shop_id = ${shopId} AND state = 'live' ORDER BY created_at LIMIT 1 FOR UPDATE`;
    if (!live) return { outcome: "nothing to end" };
    const programId = live.program_id;
    await db.program.update({
      where: { shopId_programId: { shopId, programId } },
      data: { state: "ended", endedAt: world.clock.now(), endedBy },
    });
    await noteTurn(world, { programId, state: "ended", turnedBy: endedBy });
    const discounts = await db.discount.findMany({ where: { shopId, programId, state: { not: "ended" } }, select: { discountId: true } });
    await queue.addMany("discount.end", discounts, { onceKey: ({ discountId }) => discountId });
    await settlePixelLater(world, "the programme ended");
    return { outcome: "ended" };
  });
}
