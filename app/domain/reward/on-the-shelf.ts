/** What may stand on the shelf: one rule for the rows of the last reading and for what Shopify says at the press. */
import { Prisma } from "@prisma/client";

/** The programme's: it says in which currency, and from which price. */
export type ShelfRule = { currency: string; shelfMinimumMinor: bigint };

/** What costs nothing is no present, whatever the owner's minimum. */
const leastPrice = ({ shelfMinimumMinor }: ShelfRule): bigint => (shelfMinimumMinor > 1n ? shelfMinimumMinor : 1n);

export const isDearEnough = (priceMinor: bigint, rule: ShelfRule): boolean => priceMinor >= leastPrice(rule);

/** The condition on a variant `v` and its product `p`. */
export const mayStand = (rule: ShelfRule): Prisma.Sql => Prisma.sql`(v.available AND upper(p.status) = 'ACTIVE' AND NOT p.gift_card
  AND v.currency = ${rule.currency} AND v.price_minor >= ${leastPrice(rule)})`;
