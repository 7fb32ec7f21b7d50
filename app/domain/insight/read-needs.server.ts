/** What only a person can settle, counted; the gravest first and never more than five, so that the list stays a list. */
import type { Tx } from "~/ports/world";
import { settledElsewhere } from "../shop/reconciliation";
import { MOST_NEEDS, NEEDS, type NeedsYou } from "./home";
import { readOwedRequests } from "./read-owed-requests.server";
import { readOpenProblems } from "./read-open-problems.server";

const HOUR_MS = 3_600_000;

export async function readNeeds(db: Tx["db"], shopId: string, shopState: string, now: Date): Promise<NeedsYou[]> {
  const [review] = await db.$queryRaw<{ orders: number; leaking: number }[]>`
    SELECT (count(*) FILTER (WHERE reason <> 'code-leaking'))::int AS orders, (count(*) FILTER (WHERE reason = 'code-leaking'))::int AS leaking
    FROM (SELECT DISTINCT ON (order_id) outcome, reason FROM decision WHERE shop_id = ${shopId} ORDER BY order_id, sequence DESC) AS latest WHERE outcome = 'under review'`;
  const [codeless] = await db.$queryRaw<{ people: number }[]>`
    SELECT count(*)::int AS people FROM ambassador a WHERE a.shop_id = ${shopId} AND a.state = 'active'
      AND EXISTS (SELECT FROM share_code c WHERE c.shop_id = a.shop_id AND c.ambassador_id = a.ambassador_id AND c.state = 'refused')
      AND NOT EXISTS (SELECT FROM share_code c WHERE c.shop_id = a.shop_id AND c.ambassador_id = a.ambassador_id AND c.state IN ('live', 'waiting'))`;
  const history = await db.import.findFirst({
    where: { shopId, kind: "orders" },
    orderBy: { requestedAt: "desc" },
    select: { state: true },
  });
  const leaks = await db.leakAlarm.count({ where: { shopId, answer: null } });
  const counts: Record<string, number> = {
    leaks,
    // What waits because of a code is settled where the code is, until that was answered.
    leaked: leaks > 0 ? 0 : review.leaking,
    permission: shopState === "needs permission" ? 1 : 0,
    privacy: (await readOwedRequests(db, shopId, now)).length,
    discount: await db.discount.count({ where: { shopId, state: "failed" } }),
    // Rewards that wait are counted below; a difference found at one of them is no second thing to do.
    checks: (await readOpenProblems(db, shopId)).filter(({ kind }) => !settledElsewhere(kind)).length,
    history: history?.state === "failed" || history?.state === "stopped" ? 1 : 0,
    found: await db.stray.count({ where: { shopId, answer: null } }),
    rewards: await db.reward.count({ where: { shopId, state: "needs review" } }),
    approve: await db.reward.count({
      where: { shopId, state: "requested", OR: [{ kind: "cash" }, { kind: "product sent", approvedAt: null }] },
    }),
    // Long enough for every quick attempt; nobody should wait longer unseen.
    waiting: await db.reward.count({
      where: {
        shopId,
        state: "requested",
        requestedAt: { lt: new Date(now.getTime() - HOUR_MS) },
        OR: [
          { kind: { notIn: ["product sent", "cash"] } },
          { kind: "product sent", approvedAt: { lt: new Date(now.getTime() - HOUR_MS) } },
        ],
      },
    }),
    review: review.orders,
    mails:
      (await db.invitation.count({ where: { shopId, state: "needs review" } })) +
      (await db.letter.count({ where: { shopId, state: "needs review" } })),
    codes: codeless.people,
  };
  return Object.entries(NEEDS)
    .filter(([key]) => counts[key] > 0)
    .slice(0, MOST_NEEDS)
    .map(([key, { sentence, button, path }]) => ({ key, sentence: sentence(counts[key]), button, path, count: counts[key] }));
}
