/**
 * Whether an order is for certain the own purchase of whom an owner counts it for: no owner's word makes one earn. Codes and click may
 * have been taken off it since; whose order it is does not hang on them.
 */
import type { Tx } from "~/ports/world";
import { isOwn } from "./attribution";
import type { ClaimFacts, Facts } from "./facts";
import { compareAddresses } from "./likeness";
import type { OrderToDecide } from "./read-order-to-decide.server";

type Seen = {
  /** As the rules see it now, with what was known before (remember). */
  facts: Facts;
  /** As it lay with the latest decision. */
  before: Facts;
};

export async function readOwnPurchase(
  db: Tx["db"],
  shopId: string,
  { order, ambassadorId, facts, before }: Seen & { order: OrderToDecide; ambassadorId: string },
): Promise<boolean> {
  const named = claimedBy(facts, ambassadorId);
  if (named) return isOwn(named);
  const then = claimedBy(before, ambassadorId);
  if (then && isOwn(then)) return true;
  const [own] = await db.$queryRaw<{ survivorId: string; email: string | null }[]>`
    SELECT coalesce(b.merged_into, s.buyer_id, a.buyer_id) AS "survivorId", b.email
    FROM ambassador a LEFT JOIN ambassador s ON s.shop_id = a.shop_id AND s.ambassador_id = a.merged_into
      LEFT JOIN buyer b ON b.shop_id = a.shop_id AND b.buyer_id = coalesce(s.buyer_id, a.buyer_id)
    WHERE a.shop_id = ${shopId} AND a.ambassador_id = ${ambassadorId}::uuid`;
  return isOwn({ sameBuyer: own?.survivorId === order.survivorId, address: compareAddresses(order.email, own?.email ?? null) });
}

function claimedBy({ codes, click }: Facts, ambassadorId: string): ClaimFacts["ambassador"] {
  const claims: ClaimFacts[] = click ? [...codes, click] : codes;
  return claims.find(({ ambassador }) => ambassador?.ambassadorId === ambassadorId)?.ambassador ?? null;
}
