/** Switches an ended programme's discount off in Shopify, and with it every code it carries. */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";

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
  if (!discount || discount.program.state !== "ended") return { outcome: "nothing to do" };
  // A run whose reply was lost may have made it without our knowing its id.
  const shopifyId = discount.shopifyId ?? (await world.shop.findDiscountByCode(discount.leadCode))?.discountId ?? null;
  if (shopifyId) await switchOff(world, shopifyId);
  return world.transaction(async ({ db, queue }): Promise<EndedDiscount> => {
    const program = await db.program.findUniqueOrThrow({
      where: { shopId_programId: { shopId, programId: discount.programId } },
      select: { state: true },
    });
    if (program.state === "ended") {
      await db.discount.update({ where, data: { state: "ended", shopifyId } });
      return { outcome: "ended" };
    }
    // It was resumed while we were calling.
    await db.discount.update({ where, data: { state: "intended", shopifyId } });
    await queue.add("discount.publish", { discountId }, { onceKey: discountId });
    return { outcome: "nothing to do" };
  });
}

/** Refused means that the merchant deleted it: then it is off. */
async function switchOff(world: World, shopifyId: string): Promise<void> {
  try {
    await world.shop.deactivateDiscount(shopifyId);
  } catch (problem) {
    if (!(problem instanceof ShopProblem) || problem.kind !== "refused") throw problem;
  }
}
