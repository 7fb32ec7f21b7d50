/**
 * What was decided for an ambassador who became one with another is decided for that one: each order's latest decision is said again
 * with the survivor in its place, by whoever said it, and the old one stays. Nothing else about it changes.
 */
import type { World } from "~/ports/world";

/** Joins the transaction at hand, in which nobody else decides an order. @returns which orders */
export function handOverDecisions(world: World, { survivorId, mergedId }: { survivorId: string; mergedId: string }): Promise<string[]> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const latest = await db.$queryRaw<{ id: string; orderId: string }[]>`
      SELECT d.decision_id::text AS id, d.order_id AS "orderId" FROM decision d WHERE d.shop_id = ${shopId} AND d.ambassador_id = ${mergedId}::uuid
        AND NOT EXISTS (SELECT FROM decision later WHERE later.shop_id = d.shop_id AND later.order_id = d.order_id AND later.sequence > d.sequence)`;
    const ids = latest.map(({ id }) => id);
    const fresh = ids.map(() => world.chance.uuid());
    // The facts name people by ids alone; what they remember of the one holds for the other.
    await db.$executeRaw`
      INSERT INTO decision (shop_id, decision_id, order_id, sequence, outcome, reason, ambassador_id, program_id, program_version, code, click_id,
        facts, note, decided_by, decided_at)
      SELECT d.shop_id, again.fresh, d.order_id, d.sequence + 1, d.outcome, d.reason, ${survivorId}::uuid, d.program_id, d.program_version, d.code, d.click_id,
        replace(d.facts::text, ${mergedId}::text, ${survivorId}::text)::jsonb, d.note, d.decided_by, ${world.clock.now()}
      FROM unnest(${ids}::uuid[], ${fresh}::uuid[]) AS again (id, fresh) JOIN decision d ON d.shop_id = ${shopId} AND d.decision_id = again.id`;
    await db.$executeRaw`
      INSERT INTO claim (shop_id, decision_id, place, order_id, named_by, code, click_id, program_id, ambassador_id, reason)
      SELECT c.shop_id, again.fresh, c.place, c.order_id, c.named_by, c.code, c.click_id, c.program_id,
        CASE WHEN c.ambassador_id = ${mergedId}::uuid THEN ${survivorId}::uuid ELSE c.ambassador_id END, c.reason
      FROM unnest(${ids}::uuid[], ${fresh}::uuid[]) AS again (id, fresh) JOIN claim c ON c.shop_id = ${shopId} AND c.decision_id = again.id`;
    return latest.map(({ orderId }) => orderId);
  });
}
