/** Which rewards are on their way without anybody's doing, which of them wait for an answer about what was found, and which for Shopify. */
import { Prisma } from "@prisma/client";

const HOUR_MS = 3_600_000;

/** Conditions on a reward `r`. What needs an owner's yes is on its way after it; cash is the owner's own to pay. */
export const isOnItsWay = Prisma.sql`(r.state = 'requested' AND (r.kind NOT IN ('product sent', 'cash') OR (r.kind = 'product sent' AND r.approved_at IS NOT NULL)))`;

/** Nothing is given to whose it is until the owner has said what was found of theirs. */
export const isHeld = Prisma.sql`EXISTS (SELECT FROM stray s WHERE s.shop_id = r.shop_id AND s.buyer_id = r.buyer_id AND s.answer IS NULL)`;

/** Long enough for every quick attempt; nobody should wait longer unseen. */
export const isUnanswered = (now: Date): Prisma.Sql =>
  Prisma.sql`(${isOnItsWay} AND coalesce(r.approved_at, r.requested_at) < ${new Date(now.getTime() - HOUR_MS)} AND NOT ${isHeld})`;
