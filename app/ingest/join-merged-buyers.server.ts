/**
 * Two customers became one in Shopify, whoever told us: the kept one is read, everything follows it, and what was decided is looked at
 * again. Was either erased, both are: Shopify makes no erased customer one with another, so they were one when they were erased.
 */
import { refreshMarks } from "~/domain/attribution/refresh-marks.server";
import { mergeBuyers, type Merged } from "~/domain/buyer/merge-buyers.server";
import { readMerged } from "~/domain/buyer/read-merged.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { handOverRewards } from "~/domain/reward/hand-over-rewards.server";
import type { World } from "~/ports/world";
import { joinMergedAmbassadors } from "./join-merged-ambassadors.server";
import { refreshBuyer } from "./refresh-buyer.server";

/**
 * What was decided on either's orders is asked for anew in the transaction that makes them one: nobody comes by a second time to find
 * it missing. Doing it twice is the same as once. Outcomes: see Merged. Throws ShopProblem
 * when Shopify cannot be asked, also when they are one already, and "try later" while a reward of theirs is under way.
 */
export async function joinMergedBuyers(world: World, { keptId, deletedId }: { keptId: string; deletedId: string }): Promise<Merged> {
  const { shopId } = world;
  await refreshBuyer(world, { buyerId: keptId, insteadOf: deletedId });
  const { merged, buyerId } = await world.transaction(async ({ db }) => {
    const went = await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId: deletedId } }, select: { email: true } });
    const outcome = await mergeBuyers(world, { keptId, deletedId });
    const survivor = await readSurvivor(world, { keptId, deletedId });
    if (outcome.outcome !== "nothing to merge") {
      const two = outcome.outcome === "two ambassadors" ? outcome : null;
      if (two) await joinMergedAmbassadors(world, two);
      await handOverRewards(world, { deletedId, buyerId: survivor, merged: two });
      await decideAnew(world, survivor);
    }
    await eraseWithErased(world, { deletedId, survivor, email: went?.email ?? null });
    return { merged: outcome, buyerId: survivor };
  });
  // Last, because it asks Shopify: what these marks cast doubt on it asks for itself, and every night looks at them again.
  if (merged.outcome !== "nothing to merge") await refreshMarks(world, { buyerId });
  return merged;
}

/** Whom they became, whatever became of that one meanwhile. */
const readSurvivor = (world: World, { keptId, deletedId }: { keptId: string; deletedId: string }): Promise<string> =>
  world.transaction(async ({ db }) => {
    const { shopId } = world;
    const mergedInto = async (buyerId: string) =>
      (await db.buyer.findUnique({ where: { shopId_buyerId: { shopId, buyerId } }, select: { mergedInto: true } }))?.mergedInto;
    return (await mergedInto(deletedId)) ?? (await mergedInto(keptId)) ?? keptId;
  });

/** Their rows here, in the transaction at hand; the orders they brought and the kept webhooks by a request of its own. `email`: whom went had. */
async function eraseWithErased(
  world: World,
  { deletedId, survivor, email }: { deletedId: string; survivor: string; email: string | null },
) {
  const { shopId } = world;
  await world.transaction(async ({ db }) => {
    const buyerIds = await readMerged(world, { buyerIds: [survivor, deletedId] });
    const rows = await db.buyer.findMany({ where: { shopId, buyerId: { in: buyerIds } }, select: { erasedAt: true, email: true } });
    const erased = rows.filter(({ erasedAt }) => erasedAt !== null).length;
    if (!erased || erased === buyerIds.length) return;
    const addresses = [...rows.map((row) => row.email), email].flatMap((one) => (one ? [one.toLowerCase()] : []));
    await eraseBuyer(world, { buyerIds, addresses: [...new Set(addresses)], orderIds: [] });
    const requestId = `${deletedId} was one with ${survivor}`;
    await askPrivacyRequest(world, { requestId, kind: "erasure", buyerId: survivor, asked: { orderIds: [], email: addresses[0] ?? null } });
  });
}

/** Whose first order is which may be another after a merge: what was decided on either customer's orders is looked at again. */
function decideAnew(world: World, buyerId: string): Promise<void> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const orders = await db.$queryRaw<{ orderId: string }[]>`
      SELECT order_id AS "orderId" FROM orders o WHERE shop_id = ${shopId} AND buyer_id = ${buyerId}
        AND EXISTS (SELECT FROM decision d WHERE d.shop_id = o.shop_id AND d.order_id = o.order_id) ORDER BY 1`;
    await queue.addMany("order.refresh", orders, { onceKey: ({ orderId }) => orderId });
  });
}
