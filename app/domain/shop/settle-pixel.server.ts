/**
 * Brings what Shopify has to what the owner wants: one web pixel with our settings, or none. While their programme has ended there is
 * nothing to see, so it is out of the store, and comes back with the programme as the discounts do. A pixel that is there is taken over, so a
 * lost reply never makes two; what Shopify refuses is kept in words an owner reads.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { readEndedProgram } from "../program/read-ended-program.server";
import { settlePixelLater } from "../program/settle-pixel-later.server";
import { PIXEL_SCOPES } from "./shop";

export type SettlePixelOutcome =
  | { outcome: "there" | "away" | "nothing to do" }
  /** The owner wants it and has yet to let us: it is asked for where they turned it on. */
  | { outcome: "needs permission" }
  | { outcome: "refused"; problem: string };

/** Throws a ShopProblem when trying later may help; the job then does. */
export async function settlePixel(world: World, _input: { why: string }): Promise<SettlePixelOutcome> {
  const { shopId } = world;
  const shop = await world.transaction(({ db }) => db.shop.findUnique({ where: { shopId } }));
  if (!shop || shop.state === "uninstalled") return { outcome: "nothing to do" };
  const { pixelId } = shop;
  const wanted = shop.pixelWanted && !(await readEndedProgram(world));
  if (!wanted && !pixelId) return { outcome: "nothing to do" };
  if (PIXEL_SCOPES.some((scope) => !shop.scopes.includes(scope))) return { outcome: "needs permission" };
  let now: string | null = null;
  try {
    if (wanted) now = (await world.shop.putPixel()).pixelId;
    else await world.shop.takePixelAway(pixelId!);
  } catch (error) {
    if (!(error instanceof ShopProblem) || error.kind !== "refused") throw error;
    await world.transaction(({ db }) => db.shop.updateMany({ where: { shopId }, data: { pixelProblem: error.message } }));
    return { outcome: "refused", problem: error.message };
  }
  await world.transaction(async ({ db }) => {
    const { pixelWanted } = await db.shop.update({ where: { shopId }, data: { pixelId: now, pixelProblem: null } });
    // The owner changed their mind while we were calling.
    if (wanted !== (pixelWanted && !(await readEndedProgram(world)))) await settlePixelLater(world, "the owner");
  });
  return { outcome: wanted ? "there" : "away" };
}
