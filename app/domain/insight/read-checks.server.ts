/** The comparisons with Shopify as the owner's page shows them: how it stands, the latest runs, and what only a person can settle. */
import type { Tx, World } from "~/ports/world";
import { readFound } from "../shop/read-found.server";
import { DIED_AFTER_MS, INDEX_LAGS_MS, listedIn, problemsIn, type ReconciliationProblem } from "../shop/reconciliation";
import { readOwedRequests } from "./read-owed-requests.server";

export type CheckRun = {
  id: string;
  startedAt: string;
  /** hourly | asked */
  why: string;
  state: "done" | "under way" | "broke off";
  ordersLooked: number;
  ordersFound: number;
  rewardsLooked: number;
  problems: number;
  /** Found as well, and seen to by now. */
  seen: number;
};
type Named = { name: string | null; what: string | null; currency: string | null };
/**
 * `name`: the ambassador's; `what`: the reward's, the code, or the order's name; `currency`: what the reward's amounts are in; null where
 * they do not apply or have been erased.
 */
export type CheckProblem = ReconciliationProblem & Named;
export type Checks = {
  /** "no history": orders were never read; "never": read, and not compared yet; "in part": the latest left something out. */
  state: "no history" | "never" | "under way" | "failing" | "in part" | "working";
  /** When the last whole one began. */
  lastAt: string | null;
  /** So much had changed that the last one did not get to the end: what changed before this moment has been compared. */
  behind: string | null;
  /** What Shopify said when it could not be asked. */
  failure: string | null;
  runs: CheckRun[];
  /** Of the last whole one: what needs the owner. */
  problems: CheckProblem[];
  /** And what they have seen to. */
  seen: (CheckProblem & { seenAt: string })[];
  /** People's requests that should long have been answered. */
  owed: { key: string; kind: string; askedAt: string; dueAt: string }[];
};

const RUNS = 20;

export function readChecks(world: World): Promise<Checks> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const now = world.clock.now();
    const rows = await db.reconciliation.findMany({
      where: { shopId },
      orderBy: [{ startedAt: "desc" }, { reconciliationId: "asc" }],
      take: RUNS,
    });
    const { whole, open, seen, seenTo } = await readFound(db, shopId);
    const [latest] = rows;
    const states = rows.map((row) => stateOf(row, now));
    const read = await db.import.count({ where: { shopId, kind: "orders", state: "done" } });
    return {
      state: !latest
        ? read
          ? "never"
          : "no history"
        : states[0] === "done"
          ? problemsIn(latest.problems).some(({ kind }) => kind === "not compared")
            ? "in part"
            : "working"
          : states[0] === "under way"
            ? "under way"
            : "failing",
      lastAt: whole?.startedAt.toISOString() ?? null,
      behind: latest && states[0] === "done" ? behindAt(latest) : null,
      failure: latest && states[0] === "broke off" ? stoppedBecause(latest.problems) : null,
      runs: rows.map((row, n) => ({
        id: row.reconciliationId,
        startedAt: row.startedAt.toISOString(),
        why: row.why,
        state: states[n],
        ordersLooked: row.ordersLooked,
        ordersFound: row.ordersFound,
        rewardsLooked: row.rewardsLooked,
        ...(states[n] === "done" ? told(problemsIn(row.problems), (one) => seenTo(one) !== null) : { problems: 0, seen: 0 }),
      })),
      problems: await named(db, shopId, open),
      seen: (await named(db, shopId, seen)).map(({ seenAt, ...one }) => ({ ...one, seenAt: seenAt.toISOString() })),
      owed: (await readOwedRequests(db, shopId, now)).map(({ requestId, kind, askedAt, dueAt }) => ({
        ...{ key: requestId, kind, askedAt: askedAt.toISOString(), dueAt: dueAt.toISOString() },
      })),
    };
  });
}

type Row = { startedAt: Date; finishedAt: Date | null; problems: unknown };

function stateOf({ startedAt, finishedAt, problems }: Row, now: Date): CheckRun["state"] {
  if (finishedAt) return "done";
  return stoppedBecause(problems) !== null || now.getTime() - startedAt.getTime() > DIED_AFTER_MS ? "broke off" : "under way";
}

const behindAt = ({ startedAt, nextFrom }: { startedAt: Date; nextFrom: Date | null }): string | null =>
  nextFrom && nextFrom.getTime() < startedAt.getTime() - INDEX_LAGS_MS ? nextFrom.toISOString() : null;

const stoppedBecause = (problems: unknown): string | null => listedIn(problems).find(({ kind }) => kind === "stopped")?.about ?? null;

function told(problems: ReconciliationProblem[], isSeenTo: (one: ReconciliationProblem) => boolean): Pick<CheckRun, "problems" | "seen"> {
  const seen = problems.filter(isSeenTo).length;
  return { problems: problems.length - seen, seen };
}

async function named<T extends ReconciliationProblem>(db: Tx["db"], shopId: string, problems: T[]): Promise<(T & Named)[]> {
  const ids = problems.map(({ about }) => about).filter((about) => UUID.test(about));
  const rewards = await db.reward.findMany({
    where: { shopId, rewardId: { in: ids } },
    select: { rewardId: true, productTitle: true, ambassadorId: true, currency: true },
  });
  const people = await db.ambassador.findMany({
    where: { shopId, ambassadorId: { in: [...ids, ...rewards.map(({ ambassadorId }) => ambassadorId)] } },
    select: { ambassadorId: true, name: true },
  });
  const nameOf = new Map(people.map(({ ambassadorId, name }) => [ambassadorId, name]));
  const codes = await db.shareCode.findMany({
    where: { shopId, codeId: { in: ids } },
    select: { codeId: true, code: true, ambassador: { select: { name: true } } },
  });
  const orders = await namedOrders(
    db,
    shopId,
    problems.flatMap(({ kind, about }) => (kind === "chargeback not shown" ? about : [])),
  );
  return problems.map((problem) => {
    const order = problem.kind === "chargeback not shown" && orders.find(({ orderId }) => orderId === problem.about);
    if (order) return { ...problem, name: order.name, what: order.what, currency: null };
    const code = codes.find(({ codeId }) => codeId === problem.about);
    if (code) return { ...problem, name: code.ambassador.name, what: code.code, currency: null };
    const reward = rewards.find(({ rewardId }) => rewardId === problem.about);
    return {
      ...problem,
      name: nameOf.get(reward?.ambassadorId ?? problem.about) ?? null,
      what: reward?.productTitle ?? null,
      currency: reward?.currency ?? null,
    };
  });
}

/** With whom each earned for. */
const namedOrders = (db: Tx["db"], shopId: string, orderIds: string[]) =>
  db.$queryRaw<{ orderId: string; name: string | null; what: string }[]>`
    SELECT o.order_id AS "orderId", a.name, o.name AS what FROM orders o LEFT JOIN credit c USING (shop_id, order_id)
      LEFT JOIN ambassador a USING (shop_id, ambassador_id)
    WHERE o.shop_id = ${shopId} AND o.order_id = ANY (${orderIds}::text[])`;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
