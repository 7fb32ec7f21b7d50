/** By what an order shows that it takes a reward: the reward's code, or the tag of a product we sent. */
import { Prisma } from "@prisma/client";
import type { Tx } from "~/ports/world";
import { normaliseCode } from "../code/code";
import { rewardsTagged } from "./reward";

export type Signs = {
  codes: string[];
  tags: string[];
  cancelledAt: Date | null;
  lines: { variantId: string | null; currentQuantity: number }[];
};

/** null: the order is unknown. */
export async function readSigns(db: Tx["db"], shopId: string, orderId: string): Promise<Signs | null> {
  const order = await db.order.findUnique({
    where: { shopId_orderId: { shopId, orderId } },
    select: { codes: true, tags: true, cancelledAt: true },
  });
  if (!order) return null;
  const lines = await db.orderLine.findMany({ where: { shopId, orderId }, select: { variantId: true, currentQuantity: true } });
  return { ...order, lines };
}

/** The condition on `reward` for those that an order takes; null: it bears no sign of any. */
export function signedSql(shopId: string, order: Pick<Signs, "codes" | "tags">): Prisma.Sql | null {
  const [codes, tagged] = [order.codes.map(normaliseCode), rewardsTagged(order.tags)];
  if (!codes.length && !tagged.length) return null;
  return Prisma.sql`shop_id = ${shopId}
    AND (kind = 'product code' AND code = ANY (${codes}::text[]) OR kind = 'product sent' AND reward_id = ANY (${tagged}::uuid[]))`;
}
