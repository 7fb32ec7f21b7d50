/**
 * Everything we hold of one person, as they may ask for it: readable names, amounts as text in minor units. What is of others stays out:
 * of a friend's order the verdict alone, of an alarm no order and no site.
 */
import type { Tx, World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { kindOf, type MarksSince } from "../order/mark";
import type { Person } from "./privacy";

type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

/** Joins the transaction at hand. Lists are empty where we hold nothing. The kept webhooks are beside it (read-receipts). */
export function collectBuyerData(world: World, person: Person): Promise<{ [name: string]: Plain }> {
  const { shopId } = world;
  const { buyerIds, addresses } = person;
  return world.transaction(async ({ db }) => {
    const mine = { shopId, buyerId: { in: buyerIds } };
    const hashes = addresses.flatMap((address) => world.fingerprint.all(addressKey(address)));
    const mails = await db.mailSuppression.findMany({
      where: { shopId, OR: [{ buyerId: { in: buyerIds } }, { emailHash: { in: hashes } }] },
    });
    const optOuts = await db.optOut.findMany({ where: { shopId, emailHash: { in: hashes } } });
    const rewards = await db.reward.findMany({ where: mine });
    return plain({
      buyer: await db.buyer.findMany({ where: mine }),
      ...(await ordersOf(db, shopId, person)),
      rankings: await db.ranking.findMany({ where: mine }),
      invitations: (await db.invitation.findMany({ where: mine })).map((invitation) => ({ ...invitation, tokenHash: null })),
      heldOut: await db.holdOut.findMany({ where: mine }),
      letters: (await db.letter.findMany({ where: mine })).map((letter) => ({ ...letter, tokenHash: null })),
      contacts: (await db.contact.findMany({ where: mine })).map((contact) => ({ ...contact, emailHash: null })),
      mailStopped: mails.map((stopped) => ({ ...stopped, emailHash: null })),
      optedOut: optOuts.map((asked) => ({ ...asked, emailHash: null })),
      ...(await ambassadorsOf(db, shopId, buyerIds)),
      comparisonMarks: COMPARISON_MARKS,
      rewards: rewards.map((reward) => ({
        ...reward,
        placeMark: kindOfPlace(reward.placeMark),
        agreedMark: kindOfPlace(reward.agreedMark),
      })),
      rewardsFoundInShopify: await db.stray.findMany({ where: mine }),
      requests: await db.privacyRequest.findMany({ where: mine, select: { kind: true, askedAt: true, doneAt: true } }),
    }) as { [name: string]: Plain };
  });
}

/** Their orders, and what was made of each. */
async function ordersOf(db: Tx["db"], shopId: string, { buyerIds, addresses, orderIds }: Person) {
  const orders = await db.order.findMany({
    where: {
      shopId,
      OR: [
        { orderId: { in: orderIds } },
        { buyerId: { in: buyerIds } },
        ...addresses.map((email) => ({ email: { equals: email, mode: "insensitive" as const } })),
      ],
    },
    orderBy: { placedAt: "asc" },
  });
  const ofThem = { shopId, orderId: { in: orders.map(({ orderId }) => orderId) } };
  return {
    orders: orders.map(withMarkKinds),
    orderLines: await db.orderLine.findMany({ where: ofThem }),
    decisionsOnOrders: await db.decision.findMany({ where: ofThem, include: { claims: true } }),
    creditsOnOrders: await db.credit.findMany({ where: ofThem }),
    codeUses: await db.codeUse.findMany({ where: ofThem }),
  };
}

/** Each ambassador they are or were: of two who became one the other stands beside, with what stayed theirs. */
async function ambassadorsOf(db: Tx["db"], shopId: string, buyerIds: string[]) {
  const ambassadors = await db.ambassador.findMany({
    where: { shopId, buyerId: { in: buyerIds } },
    include: { memberships: true, shareCodes: true, _count: { select: { clicks: true } }, profile: { include: { handles: true } } },
    // Who goes on is the one who is not merged.
    orderBy: [{ mergedInto: { sort: "asc", nulls: "first" } }, { joinedAt: "asc" }],
  });
  const theirs = { shopId, ambassadorId: { in: ambassadors.map(({ ambassadorId }) => ambassadorId) } };
  const accounts = await db.account.findMany({ where: theirs });
  const accountIds = accounts.map(({ accountId }) => accountId);
  const told = ambassadors.map(({ _count, ...one }) => ({
    ...withMarkKinds(one),
    ...{ marksSince: sinceByKind(one), clicks: _count.clicks },
  }));
  return {
    ambassador: told[0] ?? null,
    formerAmbassadors: told.slice(1),
    tierChanges: await db.tierChange.findMany({ where: theirs, orderBy: { happenedAt: "asc" } }),
    leakAlarms: await db.leakAlarm.findMany({ where: theirs, omit: { evidence: true }, include: { answer: true } }),
    decisionsAsAmbassador: await db.decision.findMany({ where: theirs, omit: { facts: true, note: true, clickId: true } }),
    claimsAsAmbassador: await db.claim.findMany({ where: theirs, omit: { clickId: true } }),
    usesOfTheirCodes: await db.codeUse.findMany({ where: theirs, omit: { referrer: true } }),
    creditsAsAmbassador: await db.credit.findMany({ where: theirs }),
    accounts,
    entries: await db.entry.findMany({
      where: { shopId, OR: [{ fromAccountId: { in: accountIds } }, { toAccountId: { in: accountIds } }] },
      orderBy: { recordedAt: "asc" },
    }),
  };
}

/** A mark is said by its kind: the fingerprint itself tells nobody anything. */
const withMarkKinds = <T extends { marks: string[] }>(row: T): T => ({ ...row, marks: [...new Set(row.marks.map(kindOf))] });

const kindOfPlace = (mark: string | null): string | null => (mark === null ? null : "address");

const sinceByKind = ({ marksSince }: { marksSince: unknown }): Plain =>
  Object.entries(marksSince as MarksSince).map(([mark, since]) => ({ kind: kindOf(mark), since }));

const COMPARISON_MARKS =
  "Where marks are named, we keep fingerprints of the address, the phone number or the internet connection under a secret key, to notice when an ambassador's order is their own. They cannot be turned back into what they were made of.";

const plain = (value: unknown): Plain =>
  JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === "bigint" ? inner.toString() : inner))) as Plain;
