/** An ambassador as every page of theirs begins: their row, and the programmes they are or were in, the latest joined first. */
import { Prisma, type Ambassador, type Membership } from "@prisma/client";
import type { Tx } from "~/ports/world";
import { columnsOf } from "../columns";

/** @param which the condition on the ambassador `a`, by a unique key. Joins the transaction at hand; null when there is nobody. */
export async function readAmbassador(
  db: Tx["db"],
  shopId: string,
  which: Prisma.Sql,
): Promise<(Ambassador & { memberships: Membership[] }) | null> {
  const [ambassador] = await db.$queryRaw<Ambassador[]>`
    SELECT ${columnsOf(Prisma.AmbassadorScalarFieldEnum, "a")} FROM ambassador a WHERE a.shop_id = ${shopId} AND ${which}`;
  if (!ambassador) return null;
  const memberships = await db.$queryRaw<Membership[]>`
    SELECT ${columnsOf(Prisma.MembershipScalarFieldEnum, "m")} FROM membership m
    WHERE m.shop_id = ${shopId} AND m.ambassador_id = ${ambassador.ambassadorId}::uuid ORDER BY m.joined_at DESC`;
  return { ...ambassador, memberships };
}
