/**
 * The friends' discounts, as they are in Shopify now, against what their programme's owner wants: one that a merchant ended or deleted
 * makes every code of it useless, which is told; one that works although its programme has ended is told too, and switched off, for that
 * is what ending it meant.
 */
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import type { World } from "~/ports/world";

type Ours = { discountId: string; kind: string; state: string; shopifyId: string | null; leadCode: string; program: { state: string } };

/** Throws ShopProblem when Shopify cannot be asked. */
export async function compareDiscounts(world: World): Promise<ReconciliationProblem[]> {
  const { shopId } = world;
  const ours = await world.transaction(({ db }) =>
    db.discount.findMany({
      where: { shopId, OR: [{ state: "live", shopifyId: { not: null } }, { program: { state: "ended" } }] },
      select: { discountId: true, kind: true, state: true, shopifyId: true, leadCode: true, program: { select: { state: true } } },
      orderBy: { kind: "asc" },
    }),
  );
  const problems: ReconciliationProblem[] = [];
  for (const discount of ours) {
    const kind = discount.program.state === "ended" ? await ifStillOn(world, discount) : await ifUseless(world, discount);
    if (kind) problems.push({ kind, about: discount.kind });
  }
  return problems;
}

async function ifUseless(world: World, { shopifyId }: Ours): Promise<"discount gone" | "discount ended" | null> {
  const state = await world.shop.readDiscountState(shopifyId!);
  return state === "working" ? null : state === "gone" ? "discount gone" : "discount ended";
}

async function ifStillOn(world: World, discount: Ours): Promise<"discount still on" | null> {
  const { shopId } = world;
  const { discountId, leadCode } = discount;
  // One whose making we never heard the end of is known by its lead code.
  const shopifyId = discount.shopifyId ?? (await world.shop.findDiscountByCode(leadCode))?.discountId;
  const works = shopifyId !== undefined && (await world.shop.readDiscountState(shopifyId)) === "working";
  if (!works && discount.state === "ended") return null;
  return world.transaction(async ({ db, queue }) => {
    // It may go on meanwhile.
    if (!(await db.discount.count({ where: { shopId, discountId, program: { state: "ended" } } }))) return null;
    await queue.add("discount.end", { discountId }, { onceKey: discountId });
    return works ? "discount still on" : null;
  });
}
