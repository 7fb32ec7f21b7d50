/** Two customers became one in Shopify, whoever told us: the kept one is read, everything follows it, and what was decided is looked at again. */
import { refreshMarks } from "~/domain/attribution/refresh-marks.server";
import { mergeBuyers, type Merged } from "~/domain/buyer/merge-buyers.server";
import { handOverRewards } from "~/domain/reward/hand-over-rewards.server";
import type { World } from "~/ports/world";
import { joinMergedAmbassadors } from "./join-merged-ambassadors.server";
import { refreshBuyer } from "./refresh-buyer.server";

/** Doing it twice is the same as once. Throws ShopProblem "try later" while a reward of theirs is under way. Outcomes: see Merged. */
export async function joinMergedBuyers(world: World, { keptId, deletedId }: { keptId: string; deletedId: string }): Promise<Merged> {
  await refreshBuyer(world, { buyerId: keptId, insteadOf: deletedId });
  const merged = await world.transaction(async (): Promise<Merged> => {
    const outcome = await mergeBuyers(world, { keptId, deletedId });
    if (outcome.outcome === "nothing to merge") return outcome;
    const merged = outcome.outcome === "two ambassadors" ? outcome : null;
    if (merged) await joinMergedAmbassadors(world, merged);
    await handOverRewards(world, { deletedId, buyerId: await readSurvivor(world, deletedId), merged });
    return outcome;
  });
  if (merged.outcome === "nothing to merge") return merged;
  const buyerId = await readSurvivor(world, deletedId);
  await refreshMarks(world, { buyerId });
  await decideAnew(world, buyerId);
  return merged;
}

/** Whom they became, whatever became of that one meanwhile. */
const readSurvivor = (world: World, buyerId: string): Promise<string> =>
  world.transaction(async ({ db }) => {
    const { shopId } = world;
    const went = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } }, select: { mergedInto: true } });
    return went?.mergedInto ?? buyerId;
  });

/** Whose first order is which may be another after a merge: what was decided on either customer's orders is looked at again. */
function decideAnew(world: World, buyerId: string): Promise<void> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const orders = await db.$queryRaw<{ orderId: string }[]>`
      SELECT order_id AS "orderId" FROM orders o WHERE shop_id = ${shopId} AND buyer_id = ${buyerId}
        AND EXISTS (SELECT FROM decision d WHERE d.shop_id = o.shop_id AND d.order_id = o.order_id)`;
    await queue.addMany("order.refresh", orders, { onceKey: ({ orderId }) => orderId });
  });
}
