/**
 * An order that carries a reward's code, or the tag of a product we sent, is a reward's own: it counts for nobody, neither here nor in
 * the store's own history. What it does to the reward is noted after the order was decided (noteRewardUse).
 */
import type { World } from "~/ports/world";
import { readSigns, signedSql, type Signs } from "./read-signs.server";

/**
 * Call it with the order held and saved, before decideOrder. Repeating it changes nothing.
 * @param saved what the order was saved with, where it is at hand; else it is read
 */
export function markOwnReward(
  world: World,
  { orderId, saved }: { orderId: string; saved?: Signs },
): Promise<{ outcome: "a reward" | "not a reward" | "order unknown" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const order = saved ?? (await readSigns(db, shopId, orderId));
    if (!order) return { outcome: "order unknown" };
    const theirs = signedSql(shopId, order);
    if (!theirs || !(await db.$queryRaw<unknown[]>`SELECT 1 FROM reward WHERE ${theirs} LIMIT 1`).length)
      return { outcome: "not a reward" };
    await db.order.updateMany({ where: { shopId, orderId, ownReward: false }, data: { ownReward: true } });
    return { outcome: "a reward" };
  });
}
