/** Everything we hold of one person, as they may ask for it: readable names, amounts as text in minor units. */
import type { World } from "~/ports/world";
import { kindOf, type MarksSince } from "../order/mark";
import type { Asked } from "./privacy";

type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

/** Joins the transaction at hand. Lists are empty where we hold nothing. */
export function collectBuyerData(
  world: World,
  { buyerId, orderIds, email }: Asked & { buyerId: string | null },
): Promise<{ [name: string]: Plain }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const mine = { shopId, buyerId: buyerId ?? "" };
    const orders = await db.order.findMany({
      where: {
        shopId,
        OR: [
          { orderId: { in: orderIds } },
          ...(buyerId ? [{ buyerId }] : []),
          ...(email ? [{ email: { equals: email, mode: "insensitive" as const } }] : []),
        ],
      },
      orderBy: { placedAt: "asc" },
    });
    const ambassador = await db.ambassador.findFirst({
      where: mine,
      include: { memberships: true, shareCodes: true, clicks: true, profile: { include: { handles: true } } },
    });
    const accounts = ambassador ? await db.account.findMany({ where: { shopId, ambassadorId: ambassador.ambassadorId } }) : [];
    const accountIds = accounts.map(({ accountId }) => accountId);
    return plain({
      buyer: await db.buyer.findMany({ where: mine }),
      orders: orders.map(withMarkKinds),
      orderLines: await db.orderLine.findMany({ where: { shopId, orderId: { in: orders.map(({ orderId }) => orderId) } } }),
      decisionsOnOrders: await db.decision.findMany({
        where: { shopId, orderId: { in: orders.map(({ orderId }) => orderId) } },
        include: { claims: true },
      }),
      codeUses: await db.codeUse.findMany({ where: { shopId, orderId: { in: orders.map(({ orderId }) => orderId) } } }),
      rankings: await db.ranking.findMany({ where: mine }),
      invitations: (await db.invitation.findMany({ where: mine })).map((invitation) => ({ ...invitation, tokenHash: null })),
      heldOut: await db.holdOut.findMany({ where: mine }),
      letters: (await db.letter.findMany({ where: mine })).map((letter) => ({ ...letter, tokenHash: null })),
      contacts: (await db.contact.findMany({ where: mine })).map((contact) => ({ ...contact, emailHash: null })),
      mailStopped: (await db.mailSuppression.findMany({ where: mine })).map((stopped) => ({ ...stopped, emailHash: null })),
      ambassador: ambassador && { ...withMarkKinds(ambassador), marksSince: sinceByKind(ambassador), clicks: ambassador.clicks.length },
      comparisonMarks: COMPARISON_MARKS,
      entries: await db.entry.findMany({
        where: { shopId, OR: [{ fromAccountId: { in: accountIds } }, { toAccountId: { in: accountIds } }] },
        orderBy: { recordedAt: "asc" },
      }),
      rewards: await db.reward.findMany({ where: mine }),
      rewardsFoundInShopify: await db.stray.findMany({ where: mine }),
    }) as { [name: string]: Plain };
  });
}

/** A mark is said by its kind: the fingerprint itself tells nobody anything. */
const withMarkKinds = <T extends { marks: string[] }>(row: T): T => ({ ...row, marks: [...new Set(row.marks.map(kindOf))] });

const sinceByKind = ({ marksSince }: { marksSince: unknown }): Plain =>
  Object.entries(marksSince as MarksSince).map(([mark, since]) => ({ kind: kindOf(mark), since }));

const COMPARISON_MARKS =
  "Where marks are named, we keep fingerprints of the address, the phone number or the internet connection under a secret key, to notice when an ambassador's order is their own. They cannot be turned back into what they were made of.";

const plain = (value: unknown): Plain =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner))) as Plain;
