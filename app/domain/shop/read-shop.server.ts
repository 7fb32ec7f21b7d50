/** The shop's own row, which every request begins with. The directory of shops is not under row-level security: it is named here. */
import { Prisma, type Shop } from "@prisma/client";
import type { Tx } from "~/ports/world";
import { columnsOf } from "../columns";

/** null: never installed, or erased. Joins the transaction at hand. */
export async function readShop(db: Tx["db"], shopId: string): Promise<Shop | null> {
  const [shop] = await db.$queryRaw<Shop[]>`SELECT ${columnsOf(Prisma.ShopScalarFieldEnum, "s")} FROM shop s WHERE s.shop_id = ${shopId}`;
  return shop ?? null;
}
