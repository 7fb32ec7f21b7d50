/**
 * The SQL of "given, and when", of table reward: what was issued or used and is so still, on the day it was given. One rule for books,
 * home and proof, so that a reward counts in the same days everywhere. What failed, ran out or waits for a person's word is not given.
 */
import { Prisma } from "@prisma/client";

export const GIVEN = Prisma.sql`state IN ('issued', 'used')`;
export const GIVEN_AT = Prisma.sql`issued_at`;
