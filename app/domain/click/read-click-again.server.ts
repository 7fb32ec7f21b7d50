/**
 * The click a friend already has, by the id their browser kept: theirs once more as long as it is of this ambassador and this
 * programme, fresh, and nothing was ordered with it. The proxy signs no body, so whatever was sent is only looked up.
 */
import type { World } from "~/ports/world";
import { freshUntil, isClickId } from "./click";

type Asked = { clickId: string | null; programId: string; ambassadorId: string; clickWindowDays: number };

/** null: there is none to be had again. A share code is never had again: a single-use one may be there by now. */
export function readClickAgain(world: World, asked: Asked): Promise<{ clickId: string; code: string; clickedAt: Date } | null> {
  const { shopId } = world;
  const { programId, ambassadorId } = asked;
  return world.transaction(async ({ db }) => {
    if (!isClickId(asked.clickId)) return null;
    const clickId = asked.clickId.toLowerCase();
    const click = await db.click.findUnique({ where: { shopId_clickId: { shopId, clickId } } });
    if (!click || click.programId !== programId || click.ambassadorId !== ambassadorId || click.codeKind !== "click") return null;
    if (click.orderedAt !== null || freshUntil(click.clickedAt, asked.clickWindowDays) <= world.clock.now()) return null;
    return { clickId, code: click.code, clickedAt: click.clickedAt };
  });
}
