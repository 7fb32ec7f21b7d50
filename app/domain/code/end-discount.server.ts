/**
 * Switches an ended programme's discount off in Shopify, and with it every code it carries. Where the programme goes on meanwhile, it
 * is switched on again: a call of ours may have got through without our hearing of it.
 */
import { ShopProblem } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { holdProgram } from "../program/hold-program.server";

export type EndedDiscount =
  | { outcome: "ended" }
  /** The programme goes on. */
  | { outcome: "nothing to do" };

/** A job. Throws a ShopProblem when trying later may help. Outcomes: see EndedDiscount. */
export async function endDiscount(world: World, { discountId }: { discountId: string }): Promise<EndedDiscount> {
  const { shopId } = world;
  const where = { shopId_discountId: { shopId, discountId } };
  const discount = await world.transaction(({ db }) =>
    db.discount.findUnique({ where, include: { program: { select: { state: true } } } }),
  );
  if (!discount) return { outcome: "nothing to do" };
  const { programId, leadCode } = discount;
  if (discount.program.state !== "ended") return world.transaction((tx) => switchOnAgain(tx, discount));
  // A run whose reply was lost may have made it without our knowing its id.
  const shopifyId = discount.shopifyId ?? (await world.shop.findDiscountByCode(leadCode))?.discountId ?? null;
  if (shopifyId) await switchOff(world, shopifyId);
  return world.transaction(async (tx): Promise<EndedDiscount> => {
    if ((await holdProgram(world, { programId })) !== "ended") return switchOnAgain(tx, { ...discount, shopifyId });
    await tx.db.discount.update({ where, data: { state: "ended", ...ifKnown(shopifyId) } });
    return { outcome: "ended" };
  });
}

/** Doing it to one that is on changes nothing. */
async function switchOnAgain(
  { db, queue }: Tx,
  { shopId, discountId, shopifyId }: { shopId: string; discountId: string; shopifyId: string | null },
): Promise<EndedDiscount> {
  await db.discount.update({ where: { shopId_discountId: { shopId, discountId } }, data: { state: "intended", ...ifKnown(shopifyId) } });
  await queue.add("discount.publish", { discountId }, { onceKey: discountId });
  return { outcome: "nothing to do" };
}

/** Whoever makes it may have written its id down meanwhile. */
const ifKnown = (shopifyId: string | null) => (shopifyId === null ? {} : { shopifyId });

/** Refused means that the merchant deleted it: then it is off. */
async function switchOff(world: World, shopifyId: string): Promise<void> {
  try {
    await world.shop.deactivateDiscount(shopifyId);
  } catch (problem) {
    if (!(problem instanceof ShopProblem) || problem.kind !== "refused") throw problem;
  }
}
