/**
 * Decides one order and keeps the why. Decisions only grow: a verdict that differs from the latest is added with the
 * next sequence, and so is one that found another claim, or another reason for one that lost; else nothing is added. Orders that carry no code and no click need no row; as soon as one
 * does, ours or not, the row says why it counts or doesn't.
 */
import type { World } from "~/ports/world";
import { lockCodes } from "../code/lock-codes.server";
import { lockOrder } from "../order/lock-order.server";
import { attribute, type Verdict, type Winner } from "./attribution";
import { remember, storedFacts } from "./facts";
import { readFacts } from "./read-facts.server";
import { keepClaims } from "./keep-claims.server";
import { readOwnPurchase } from "./read-own-purchase.server";
import { readOrderToDecide } from "./read-order-to-decide.server";
import { sameStandings, standingsOf } from "./standing";

export type Decided =
  | { outcome: Verdict["outcome"]; reason: string; changed: boolean }
  /** No code, no click, nothing decided before. */
  | { outcome: "nothing to decide"; reason: "nothing-of-ours"; changed: false }
  | { outcome: "order unknown"; reason: "order-unknown"; changed: false };

export const BY_RULES = "rules";

/**
 * Call it after the order was saved and reward uses were noted, and follow it by creditOrder. What a person decided
 * stands: rules don't overrule people, except where it turns out that somebody would earn on their own order. Outcomes: see Decided.
 */
export function decideOrder(world: World, { orderId }: { orderId: string }): Promise<Decided> {
  const { shopId } = world;
  return world.transaction(async (tx): Promise<Decided> => {
    const { db } = tx;
    // One decider per order at a time; the second sees what the first decided.
    await lockOrder(world, tx, { orderId });
    const order = await readOrderToDecide(db, shopId, orderId);
    if (!order) return { outcome: "order unknown", reason: "order-unknown", changed: false };
    const { latest } = order;
    const spoken = latest && latest.decidedBy !== BY_RULES ? latest : null;
    const asSpoken = () => ({ outcome: spoken!.outcome as Verdict["outcome"], reason: spoken!.reason, changed: false });
    if (spoken && (spoken.outcome !== "attributed" || !spoken.ambassadorId)) return asSpoken();
    if (!latest && !order.codes.length && order.clickId === null)
      return { outcome: "nothing to decide", reason: "nothing-of-ours", changed: false };

    const before = latest && storedFacts(latest.facts);
    let facts = remember(await readFacts(db, shopId, order), before);
    // Two accounts may have become one since, or an address was told: then the rules have the word again.
    if (spoken && !(await readOwnPurchase(db, shopId, { order, ambassadorId: spoken.ambassadorId!, facts, before: before! })))
      return asSpoken();
    let verdict = attribute(facts);
    if (verdict.reason === "code-unconfirmed") {
      // Whoever settles the code holds this lock: either it is settled by now, or they will find this decision and ask again.
      await lockCodes(world, tx);
      const now = await readOrderToDecide(db, shopId, orderId);
      if (now) verdict = attribute((facts = remember(await readFacts(db, shopId, now), before)));
    }
    const row = { outcome: verdict.outcome, reason: verdict.reason, ...winnerOf(verdict) };
    const standings = standingsOf(facts);
    const sameRow = latest && (Object.keys(row) as (keyof typeof row)[]).every((key) => latest[key] === row[key]);
    if (sameRow && sameStandings(latest.claims, standings)) return { outcome: verdict.outcome, reason: verdict.reason, changed: false };
    const decisionId = world.chance.uuid();
    await db.$executeRaw`
      INSERT INTO decision (shop_id, decision_id, order_id, sequence, outcome, reason, ambassador_id, program_id, program_version, code, click_id,
        facts, decided_by, decided_at)
      VALUES (${shopId}, ${decisionId}::uuid, ${orderId}, ${(latest?.sequence ?? 0) + 1}, ${row.outcome}, ${row.reason},
        ${row.ambassadorId}::uuid, ${row.programId}::uuid, ${row.programVersion}, ${row.code}, ${row.clickId},
        ${JSON.stringify(facts)}::jsonb, ${BY_RULES}, ${world.clock.now()})`;
    await keepClaims(db, shopId, { decisionId, orderId, standings });
    return { outcome: verdict.outcome, reason: verdict.reason, changed: true };
  });
}

const NOBODY = { ambassadorId: null, programId: null, programVersion: null, code: null, clickId: null };

function winnerOf(verdict: Verdict): { [K in keyof Winner]: Winner[K] | null } {
  if (verdict.outcome !== "attributed") return verdict.winner ?? NOBODY;
  const { ambassadorId, programId, programVersion, code, clickId } = verdict;
  return { ambassadorId, programId, programVersion, code, clickId };
}
