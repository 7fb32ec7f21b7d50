/** The lock on a person's name, known here or not, as SQL. Whoever takes it and their row takes it first, or two wait for each other. */
import { Prisma } from "@prisma/client";

export const buyerLock = (shopId: string, buyerId: string): Prisma.Sql =>
  Prisma.sql`pg_advisory_xact_lock(hashtextextended(${`buyer ${shopId} ${buyerId}`}, 0))`;
