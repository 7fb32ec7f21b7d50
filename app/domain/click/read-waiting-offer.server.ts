/** What waits for a friend who has pressed: whose offer, how much, by which code, until when. Read by the theme's app embed. */
import type { World } from "~/ports/world";
import { readLiveProgram } from "../program/read-live-program.server";
import { freshUntil, isClickId } from "./click";

export type WaitingOffer =
  | { outcome: "waiting"; name: string; slug: string; offerBp: number; code: string; until: Date }
  /** Ordered with, run out, its ambassador left, or no click at all. */
  | { outcome: "nothing waits" };

/** Looking changes nothing. */
export function readWaitingOffer(world: World, { clickId }: { clickId: string }): Promise<WaitingOffer> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<WaitingOffer> => {
    if (!isClickId(clickId)) return { outcome: "nothing waits" };
    const click = await db.click.findUnique({
      where: { shopId_clickId: { shopId, clickId: clickId.toLowerCase() } },
      include: { ambassador: { select: { name: true, slug: true, state: true } } },
    });
    const program = await readLiveProgram(world);
    if (!click || click.orderedAt || click.ambassador.state !== "active" || program?.programId !== click.programId)
      return { outcome: "nothing waits" };
    const until = freshUntil(click.clickedAt, program.clickWindowDays);
    if (until <= world.clock.now()) return { outcome: "nothing waits" };
    const { name, slug } = click.ambassador;
    return { outcome: "waiting", name, slug, offerBp: program.offerBp, code: click.code, until };
  });
}
