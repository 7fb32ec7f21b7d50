/** What waits for a friend who has pressed: whose offer, how much, by which code, until when. Read by the theme's app embed. */
import type { World } from "~/ports/world";
import { readLiveProgram } from "../program/read-live-program.server";
import { freshUntil, isClickId } from "./click";
import { readPresses } from "./read-presses.server";

export type WaitingOffer =
  | { outcome: "waiting"; name: string; slug: string; offerBp: number; code: string; until: Date }
  /** Ordered with, run out, its ambassador left, or no click at all. */
  | { outcome: "nothing waits" };

/** Looking changes nothing. */
export function readWaitingOffer(world: World, { clickId }: { clickId: string }): Promise<WaitingOffer> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<WaitingOffer> => {
    if (!isClickId(clickId)) return { outcome: "nothing waits" };
    const presses = await readPresses(db, shopId, clickId.toLowerCase());
    const program = await readLiveProgram(world);
    if (!presses || presses.orderedAt || program?.programId !== presses.programId) return { outcome: "nothing waits" };
    const { ambassadorId, code, lastAt } = presses;
    const ambassador = await db.ambassador.findUniqueOrThrow({
      where: { shopId_ambassadorId: { shopId, ambassadorId } },
      select: { name: true, slug: true, state: true },
    });
    const until = freshUntil(lastAt, program.clickWindowDays);
    if (ambassador.state !== "active" || until <= world.clock.now()) return { outcome: "nothing waits" };
    const { name, slug } = ambassador;
    return { outcome: "waiting", name, slug, offerBp: program.offerBp, code, until };
  });
}
