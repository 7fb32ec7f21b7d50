/** What only a person can settle, counted; the gravest first and never more than five, so that the list stays a list. */
import type { Tx } from "~/ports/world";
import { readUnminted } from "./read-unminted.server";
import { readFound } from "../shop/read-found.server";
import { settledElsewhere } from "../shop/reconciliation";
import { MOST_NEEDS, NEEDS, type NeedsYou } from "./home";
import { isUnanswered } from "./on-their-way";
import { readOwedRequests } from "./read-owed-requests.server";
import { readRefusedSender } from "./read-refused-sender.server";

export async function readNeeds(db: Tx["db"], shopId: string, shopState: string, now: Date): Promise<NeedsYou[]> {
  const [review] = await db.$queryRaw<{ orders: number; leaking: number }[]>`
    SELECT (count(*) FILTER (WHERE reason <> 'code-leaking'))::int AS orders, (count(*) FILTER (WHERE reason = 'code-leaking'))::int AS leaking
    FROM (SELECT DISTINCT ON (order_id) outcome, reason FROM decision WHERE shop_id = ${shopId} ORDER BY order_id, sequence DESC) AS latest WHERE outcome = 'under review'`;
  const [codeless] = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM ambassador a WHERE a.shop_id = ${shopId} AND a.state = 'active'
      AND EXISTS (SELECT FROM share_code c WHERE c.shop_id = a.shop_id AND c.ambassador_id = a.ambassador_id AND c.state = 'refused')
      AND NOT EXISTS (SELECT FROM share_code c WHERE c.shop_id = a.shop_id AND c.ambassador_id = a.ambassador_id AND c.state IN ('live', 'waiting'))`;
  const failed = await db.discount.count({ where: { shopId, state: "failed" } });
  const stands = async (kind: "orders" | "catalogue") => {
    const latest = await db.import.findFirst({ where: { shopId, kind }, orderBy: { requestedAt: "desc" }, select: { state: true } });
    return latest?.state === "failed" || latest?.state === "stopped" ? 1 : 0;
  };
  const history = await stands("orders");
  const [unanswered] = await db.$queryRaw<{ rewards: number }[]>`
    SELECT count(*)::int AS rewards FROM reward r WHERE r.shop_id = ${shopId} AND ${isUnanswered(now)}`;
  const leaks = await db.leakAlarm.count({ where: { shopId, answer: null } });
  const counts: Record<string, number> = {
    leaks,
    // What waits because of a code is settled where the code is, until that was answered.
    leaked: leaks > 0 ? 0 : review.leaking,
    permission: shopState === "needs permission" ? 1 : 0,
    sender: (await readRefusedSender(db, shopId)).waiting,
    discount: failed,
    refused: failed ? 0 : await db.discount.count({ where: { shopId, state: "live", problem: { not: null }, program: { state: "live" } } }),
    currency: await countInOtherCurrency(db, shopId),
    privacy: (await readOwedRequests(db, shopId, now)).length,
    // Rewards that wait are counted below; a difference found at one of them is no second thing to do.
    checks: (await readFound(db, shopId)).open.filter(({ kind }) => !settledElsewhere(kind)).length,
    history,
    // Both are asked for again by the one button of the history.
    catalogue: history ? 0 : await stands("catalogue"),
    found: await db.stray.count({ where: { shopId, answer: null } }),
    rewards: await db.reward.count({ where: { shopId, state: "needs review" } }),
    approve: await db.reward.count({
      where: { shopId, state: "requested", OR: [{ kind: "cash" }, { kind: "product sent", approvedAt: null }] },
    }),
    waiting: unanswered.rewards,
    review: review.orders,
    mails:
      (await db.invitation.count({ where: { shopId, state: "needs review" } })) +
      (await db.letter.count({ where: { shopId, state: "needs review" } })),
    codes: codeless.people,
    // Where no discount could be made, that is told.
    unminted: failed ? 0 : await readUnminted(db, shopId, now),
  };
  return Object.entries(NEEDS)
    .filter(([key]) => counts[key] > 0)
    .slice(0, MOST_NEEDS)
    .map(([key, { sentence, button, path }]) => ({ key, sentence: sentence(counts[key]), button, path, count: counts[key] }));
}

/** Live programmes whose currency the store has given up: orders in another are not counted (attribution). */
async function countInOtherCurrency(db: Tx["db"], shopId: string): Promise<number> {
  const [{ programs }] = await db.$queryRaw<{ programs: number }[]>`
    SELECT count(*)::int AS programs FROM program p JOIN shop s USING (shop_id) WHERE p.shop_id = ${shopId} AND p.state = 'live' AND p.currency <> s.currency`;
  return programs;
}
