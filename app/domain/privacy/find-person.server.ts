/**
 * Who one person is in our rows. Shopify names one customer; the same person may stand here under more: customers that became one with
 * them, whether we have heard of it yet or not. What we have not heard of shows by two facts together: another customer stands on an
 * order that Shopify now names as this person's, or has this person's address, and Shopify no longer knows that customer. Either fact
 * alone is not enough: an order may be given to another by hand, and an address may go from one person to another, while both live.
 */
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { readMerged } from "../buyer/read-merged.server";
import type { Asked, Person } from "./privacy";

/** Shopify is asked about so many at most; nobody has more. */
const MOST_ASKED = 100;

/** Not inside a transaction. Throws ShopProblem when Shopify cannot be reached; where we are not let in, our latest reading of a customer counts. */
export async function findPerson(world: World, { buyerId, orderIds, email }: Asked & { buyerId: string | null }): Promise<Person> {
  const named = await world.transaction(() => whoIs(world, buyerId === null ? [] : [buyerId], orderIds, email === null ? [] : [email]));
  const unknown = await unknownOf(world, named.near);
  if (!unknown.length) return named.person;
  const { buyerIds, addresses } = named.person;
  return (await world.transaction(() => whoIs(world, [...buyerIds, ...unknown], orderIds, addresses))).person;
}

type Near = { buyerId: string; goneAt: Date | null };

/** `near`: other customers, on an order of theirs or with an address of theirs. */
async function whoIs(world: World, named: string[], orderIds: string[], emails: string[]): Promise<{ person: Person; near: Near[] }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const buyerIds = await readMerged(world, { buyerIds: named });
    const rows = await db.buyer.findMany({ where: { shopId, buyerId: { in: buyerIds } }, select: { email: true } });
    const addresses = [...new Set([...rows.map((row) => row.email), ...emails].flatMap((one) => (one ? [one.toLowerCase()] : [])))];
    const near = await db.$queryRaw<Near[]>`
      SELECT buyer_id AS "buyerId", gone_at AS "goneAt" FROM buyer WHERE shop_id = ${shopId} AND merged_into IS NULL AND erased_at IS NULL
        AND buyer_id <> ALL (${buyerIds}) AND (lower(email) = ANY (${addresses})
          OR buyer_id IN (SELECT buyer_id FROM orders WHERE shop_id = ${shopId} AND order_id = ANY (${orderIds}) AND buyer_id IS NOT NULL))
      ORDER BY buyer_id LIMIT ${MOST_ASKED}`;
    return { person: { buyerIds, addresses, orderIds }, near };
  });
}

/** Of these, whom Shopify does not know any more. */
async function unknownOf(world: World, near: Near[]): Promise<string[]> {
  if (!near.length) return [];
  try {
    const read = await world.shop.readBuyers(near.map(({ buyerId }) => buyerId));
    return near.filter((_, n) => !read[n]).map(({ buyerId }) => buyerId);
  } catch (problem) {
    // Of a shop that has left nobody can be asked; the law's answer does not wait for its coming back.
    if (!(problem instanceof ShopProblem) || (problem.kind !== "needs permission" && problem.kind !== "refused")) throw problem;
    return near.filter(({ goneAt }) => goneAt !== null).map(({ buyerId }) => buyerId);
  }
}
