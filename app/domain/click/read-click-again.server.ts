/**
 * The click a friend already has, by the id their browser kept: its code is theirs once more as long as it is of this ambassador and this
 * programme, fresh, and nothing was ordered with it. The proxy signs no body, so whatever was sent is only looked up.
 */
import type { World } from "~/ports/world";
import { freshUntil, isClickId } from "./click";
import { readPresses, type Presses } from "./read-presses.server";

type Asked = { clickId: string | null; programId: string; ambassadorId: string; clickWindowDays: number };

/**
 * Holds the first press until the transaction ends: of two presses at once the second sees the first one's, and an order that is being
 * noted is waited for. null: there is none to be had again. A share code is never had again: a single-use one may be there by now.
 */
export function readClickAgain(world: World, asked: Asked): Promise<Presses | null> {
  const { shopId } = world;
  const { programId, ambassadorId } = asked;
  return world.transaction(async ({ db }) => {
    if (!isClickId(asked.clickId)) return null;
    const clickId = asked.clickId.toLowerCase();
    await db.$queryRaw`
      SELECT 1 FROM click had JOIN click f ON f.shop_id = had.shop_id AND f.click_id = coalesce(had.first_click_id, had.click_id)
      WHERE had.shop_id = ${shopId} AND had.click_id = ${clickId}::uuid FOR UPDATE OF f`;
    const presses = await readPresses(db, shopId, clickId);
    if (!presses || presses.programId !== programId || presses.ambassadorId !== ambassadorId || presses.codeKind !== "click") return null;
    if (presses.orderedAt !== null || freshUntil(presses.lastAt, asked.clickWindowDays) <= world.clock.now()) return null;
    return presses;
  });
}
