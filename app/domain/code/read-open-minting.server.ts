/** The minting that is under way in this shop, if any, with the codes it carries. */
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import type { CodeKind, MintingState, OpenMinting } from "./minting";

export async function readOpenMinting(world: World): Promise<OpenMinting | null> {
  return world.transaction(async ({ db }) => {
    const { shopId } = world;
    const row = await db.minting.findFirst({
      where: { shopId, state: { in: ["intended", "running"] } },
      orderBy: { createdAt: "asc" },
      include: { discount: true },
    });
    if (!row) return null;
    const { mintingId, programId, discountId, discount } = row;
    invariant(discount.shopifyId, "codes are minted for a discount that is in Shopify");
    // Retired while on its way: the person has left, and the answer about the code is of no interest.
    const carried = { where: { shopId, mintingId, state: "waiting" }, orderBy: { code: "asc" as const }, select: { code: true } };
    const codes = discount.kind === "share" ? await db.shareCode.findMany(carried) : await db.clickCode.findMany(carried);
    return {
      mintingId,
      programId,
      discountId,
      shopifyDiscountId: discount.shopifyId,
      kind: discount.kind as CodeKind,
      state: row.state as MintingState,
      additionId: row.shopifyId,
      codes: codes.map(({ code }) => code),
      problem: row.problem,
      createdAt: row.createdAt,
    };
  });
}
