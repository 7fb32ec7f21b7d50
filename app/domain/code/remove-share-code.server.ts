/**
 * Takes a retired share code from the discount in Shopify, so that it opens no discount any more. Shopify deletes some time after
 * it was asked, so every run looks first: a code it no longer carries is done, one it still carries is deleted, and looked at again.
 * A code that a merchant's own discount carries is not ours to delete. Of a code nobody had confirmed, this look tells whose it is; that
 * it is not there is believed at the second look, half a minute later: an addition may have been on its way.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { askOrdersAgain } from "./ask-orders-again.server";
import { lockCodes } from "./lock-codes.server";
import { INTENT_HELD_MS } from "./minting";
import { REFUSED_REASON } from "./settle-minting.server";

export type RemoveShareCodeOutcome =
  /** Shopify does not take it any more. */
  | { outcome: "removed" }
  /** Asked for, or still being made: it is looked at again in a moment. */
  | { outcome: "under way" }
  | { outcome: "refused"; problem: string }
  /** Removed before, or not retired yet. */
  | { outcome: "nothing to do" }
  | { outcome: "unknown" };

/** A job. Throws a ShopProblem when trying later may help. @param notThere it was looked for before, and not found. Outcomes: see RemoveShareCodeOutcome. */
export async function removeShareCode(
  world: World,
  { codeId, notThere = false }: { codeId: string; notThere?: boolean },
): Promise<RemoveShareCodeOutcome> {
  const { shopId } = world;
  const retired = await retire(world, codeId);
  if (typeof retired === "string") return { outcome: retired };
  const { code, discountIds, confirmed } = retired;
  const found = await world.shop.findDiscountByCode(code);
  if (!found && !confirmed && !notThere) {
    await lookAgain(world, { codeId, notThere: true });
    return { outcome: "under way" };
  }
  if (found) await noteWhose(world, codeId, discountIds.includes(found.discountId) ? "ours" : "the store's");
  if (!found || !discountIds.includes(found.discountId)) {
    await world.transaction(({ db }) =>
      db.shareCode.updateMany({ where: { shopId, codeId, removedAt: null }, data: { removedAt: world.clock.now(), removalProblem: null } }),
    );
    return { outcome: "removed" };
  }
  try {
    const redeemCodeId = await world.shop.findRedeemCode(found.discountId, code);
    if (!redeemCodeId) throw new ShopProblem("refused", `Shopify says that our discount carries ${code}, but does not list it.`);
    await world.shop.removeCode(found.discountId, redeemCodeId);
  } catch (error) {
    if (!(error instanceof ShopProblem) || error.kind !== "refused") throw error;
    const problem = error.message;
    await world.transaction(({ db }) => db.shareCode.updateMany({ where: { shopId, codeId }, data: { removalProblem: problem } }));
    return { outcome: "refused", problem };
  }
  await lookAgain(world, { codeId });
  return { outcome: "under way" };
}

type Retired = { code: string; discountIds: string[]; confirmed: boolean };

/** From now on it is called retired here. While a run of Shopify's may still be adding it, nobody can tell whether it is there. */
function retire(world: World, codeId: string): Promise<Retired | "nothing to do" | "under way" | "unknown"> {
  const { shopId } = world;
  return world.transaction(async (tx) => {
    const { db } = tx;
    await lockCodes(world, tx);
    const row = await db.shareCode.findUnique({ where: { shopId_codeId: { shopId, codeId } } });
    if (!row) return "unknown";
    if (!row.retiresAt || row.retiresAt > world.clock.now() || row.removedAt) return "nothing to do";
    const { code, programId, mintingId, liveAt } = row;
    if (mintingId && (await db.minting.count({ where: { shopId, mintingId, state: { in: ["intended", "running"] } } }))) {
      await lookAgain(world, { codeId });
      return "under way";
    }
    // Refused stays refused: it never was theirs.
    await db.shareCode.updateMany({ where: { shopId, codeId, state: { in: ["waiting", "live"] } }, data: { state: "retired" } });
    const discounts = await db.discount.findMany({ where: { shopId, programId, shopifyId: { not: null } }, select: { shopifyId: true } });
    // One that was refused was seen to be another's.
    return { code, discountIds: discounts.map(({ shopifyId }) => shopifyId!), confirmed: liveAt !== null || row.state === "refused" };
  });
}

/** One that was never confirmed was asked for and not heard of any more, or never asked for. */
function noteWhose(world: World, codeId: string, whose: "ours" | "the store's"): Promise<void> {
  const { shopId } = world;
  return world.transaction(async (tx) => {
    await lockCodes(world, tx);
    const unconfirmed = { shopId, codeId, state: "retired", liveAt: null };
    const row = await tx.db.shareCode.findFirst({ where: unconfirmed, select: { code: true } });
    if (!row) return;
    const data = whose === "ours" ? { liveAt: world.clock.now() } : { state: "refused", reason: REFUSED_REASON };
    await tx.db.shareCode.updateMany({ where: unconfirmed, data });
    await askOrdersAgain(world, [row.code]);
  });
}

const lookAgain = (world: World, again: { codeId: string; notThere?: true }): Promise<void> =>
  world.transaction(({ queue }) => {
    const at = new Date(world.clock.now().getTime() + INTENT_HELD_MS);
    return queue.add("code.remove", again, { at, onceKey: `${again.codeId} ${at.toISOString()}` });
  });
