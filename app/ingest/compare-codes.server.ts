/**
 * The ambassadors' codes that ought to work against those their discount carries in Shopify: a merchant can remove one there, or put it on
 * another discount. It is told and left alone, since either may be meant. Codes of links are for one use each and are not looked at.
 */
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import type { World } from "~/ports/world";

/** 250 codes a page. Of a discount with more codes nothing is concluded. */
const MOST_PAGES = 40;
/** Kept of a discount; where more are missing, it was no single code that somebody removed. */
const MOST_TOLD = 50;

/** @param of a discount that works. Throws ShopProblem when Shopify cannot be asked. */
export async function compareCodes(world: World, of: { programId: string; shopifyId: string }): Promise<ReconciliationProblem[]> {
  const { shopId } = world;
  const { programId, shopifyId } = of;
  // Ours before Shopify's: what is minted meanwhile is not missed.
  const ours = await world.transaction(({ db }) =>
    db.shareCode.findMany({
      where: { shopId, programId, state: "live", retiresAt: null },
      select: { codeId: true, code: true },
      orderBy: { code: "asc" },
    }),
  );
  if (!ours.length) return [];
  const carried = await readAll(world, shopifyId);
  if (!carried) return [];
  const problems: ReconciliationProblem[] = [];
  for (const { codeId, code } of ours.filter((one) => !carried.has(one.code))) {
    if (problems.length === MOST_TOLD) break;
    const found = await world.shop.findDiscountByCode(code);
    // A list may lag behind.
    if (found?.discountId === shopifyId || !(await stillOurs(world, codeId))) continue;
    problems.push({ kind: found ? "code elsewhere" : "code gone", about: codeId });
  }
  return problems;
}

async function readAll(world: World, shopifyId: string): Promise<Set<string> | null> {
  const carried = new Set<string>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { codes, next } = await world.shop.readCodes(shopifyId, after);
    for (const code of codes) carried.add(code);
    if (next === null) return carried;
    after = next;
  }
  return null;
}

/** It may have been changed or given up while Shopify was asked. */
async function stillOurs(world: World, codeId: string): Promise<boolean> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => (await db.shareCode.count({ where: { shopId, codeId, state: "live", retiresAt: null } })) > 0);
}
