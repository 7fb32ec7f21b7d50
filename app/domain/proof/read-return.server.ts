/**
 * A programme's return in a period of days where the store is: the sums, each by one statement over an index of the shop, and what
 * follows from them. Credit owed, and what was asked for and is not given, are taken at the period's two ends, so that periods side by
 * side add up to the whole.
 */
import type { Tx, World } from "~/ports/world";
import { GIVEN, GIVEN_AT } from "../ledger/given-sql";
import type { Period } from "../ledger/period";
import { readAdCost } from "./read-ad-cost.server";
import { reckonReturn, type Return, type Sums } from "./return";

export type ReadReturn = { sums: Sums; figures: Return; adCostMinor: bigint | null };

/** Joins the transaction at hand. null: no such programme. */
export function readReturn(world: World, { programId, period }: { programId: string; period: Period }): Promise<ReadReturn | null> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const program = await db.program.findUnique({ where: { shopId_programId: { shopId, programId } }, select: { currency: true } });
    if (!program) return null;
    const [{ from, to }] = await db.$queryRaw<Span[]>`
      SELECT coalesce(${period.from}::date::timestamp AT TIME ZONE iana_timezone, '-infinity')::text AS "from",
        coalesce(${period.to}::date::timestamp AT TIME ZONE iana_timezone, 'infinity')::text AS "to" FROM shop WHERE shop_id = ${shopId}`;
    const asked = { shopId, programId, from, to, currency: program.currency };
    const sums: Sums = {
      currency: program.currency,
      ...(await readSold(db, asked)),
      ...(await readGiven(db, asked)),
      ...(await readOwed(db, asked)),
      ...(await readAskedFor(db, asked)),
    };
    const adCostMinor = await readAdCost(world, { currency: program.currency });
    return { sums, figures: reckonReturn(sums, { adCostMinor }), adCostMinor };
  });
}

/** Moments as PostgreSQL writes them; without end on a side is infinity. */
type Span = { from: string; to: string };
type Asked = Span & { shopId: string; programId: string; currency: string };

async function readSold(db: Tx["db"], { shopId, programId, from, to, currency }: Asked) {
  const [row] = await db.$queryRaw<
    Pick<
      Sums,
      "orders" | "friends" | "goodsMinor" | "newCustomers" | "newGoodsMinor" | "offerMinor" | "knownGoodsMinor" | "goodsCostMinor"
    >[]
  >`
    WITH sold AS MATERIALIZED (
      SELECT o.order_id, coalesce(o.buyer_id, o.order_id) AS friend, o.goods_minor,
        NOT o.renewal AND (d.facts->'earlier'->>'counted')::int = 0
          AND coalesce((d.facts->'order'->>'buyerOrderIndex')::int - 1 <= (d.facts->'earlier'->>'uncounted')::int, true) AS is_new,
        CASE WHEN d.code IS NOT NULL AND v.offer_bp < 10000 THEN div(o.goods_minor::numeric * v.offer_bp, 10000 - v.offer_bp) ELSE 0 END AS offer
      FROM credit c JOIN orders o USING (shop_id, order_id)
        JOIN LATERAL (SELECT outcome, facts, code, program_version FROM decision d WHERE d.shop_id = c.shop_id AND d.order_id = c.order_id ORDER BY sequence DESC LIMIT 1) AS d
          ON d.outcome = 'attributed'
        LEFT JOIN program_version v ON v.shop_id = c.shop_id AND v.program_id = c.program_id AND v.version = d.program_version
      WHERE c.shop_id = ${shopId} AND c.program_id = ${programId}::uuid AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL
        AND o.dispute IS DISTINCT FROM 'lost' AND o.goods_minor > 0 AND o.placed_at >= ${from}::timestamptz AND o.placed_at < ${to}::timestamptz),
    costed AS (
      SELECT s.order_id, sum(l.goods_minor) FILTER (WHERE v.unit_cost_minor IS NOT NULL) AS known, sum(l.goods_minor) AS lines,
        sum(l.current_quantity * v.unit_cost_minor) AS cost
      FROM sold s JOIN order_line l ON l.shop_id = ${shopId} AND l.order_id = s.order_id AND NOT l.gift_card AND l.current_quantity > 0
        LEFT JOIN variant v ON v.shop_id = l.shop_id AND v.variant_id = l.variant_id AND v.currency = ${currency}
      GROUP BY 1),
    -- Whose first order it was is new for all they order in the period.
    fresh AS (SELECT DISTINCT friend FROM sold WHERE is_new)
    SELECT count(*)::int AS orders, count(DISTINCT sold.friend)::int AS friends, coalesce(sum(goods_minor), 0)::bigint AS "goodsMinor",
      count(DISTINCT fresh.friend)::int AS "newCustomers", coalesce(sum(goods_minor) FILTER (WHERE fresh.friend IS NOT NULL), 0)::bigint AS "newGoodsMinor",
      coalesce(sum(offer), 0)::bigint AS "offerMinor",
      -- Money given back beyond the lines is off the order and not off its lines: each line bears its share.
      coalesce(sum(CASE WHEN k.lines > 0 THEN div(k.known * least(goods_minor, k.lines), k.lines) END), 0)::bigint AS "knownGoodsMinor",
      coalesce(sum(k.cost), 0)::bigint AS "goodsCostMinor"
    FROM sold LEFT JOIN costed k USING (order_id) LEFT JOIN fresh USING (friend)`;
  return row;
}

async function readGiven(db: Tx["db"], { shopId, programId, from, to }: Asked) {
  const [row] = await db.$queryRaw<
    Pick<
      Sums,
      | "rewards"
      | "rewardCostMinor"
      | "rewardsUnknown"
      | "unknownPriceMinor"
      | "unknownBesideMinor"
      | "costOfKnownMinor"
      | "priceOfKnownMinor"
    >[]
  >`
    WITH given AS (
      SELECT ${GIVEN_AT} >= ${from}::timestamptz AND ${GIVEN_AT} < ${to}::timestamptz AS within,
        unit_cost_minor, price_minor, shipping_cost_minor + fee_minor AS beside
      FROM reward WHERE shop_id = ${shopId} AND ${GIVEN} AND program_id = ${programId}::uuid)
    SELECT (count(*) FILTER (WHERE within))::int AS rewards,
      coalesce(sum(unit_cost_minor + beside) FILTER (WHERE within), 0)::bigint AS "rewardCostMinor",
      (count(*) FILTER (WHERE within AND unit_cost_minor IS NULL))::int AS "rewardsUnknown",
      coalesce(sum(price_minor) FILTER (WHERE within AND unit_cost_minor IS NULL), 0)::bigint AS "unknownPriceMinor",
      coalesce(sum(beside) FILTER (WHERE within AND unit_cost_minor IS NULL), 0)::bigint AS "unknownBesideMinor",
      coalesce(sum(unit_cost_minor + beside), 0)::bigint AS "costOfKnownMinor",
      coalesce(sum(price_minor) FILTER (WHERE unit_cost_minor IS NOT NULL), 0)::bigint AS "priceOfKnownMinor"
    FROM given`;
  return row;
}

/** A debt is not the opposite of credit: what it was spent on is among the rewards given, and who works it off is not paid for it a second time. */
async function readOwed(db: Tx["db"], { shopId, programId, from, to }: Asked) {
  const [row] = await db.$queryRaw<Pick<Sums, "owedBeforeMinor" | "owedAfterMinor">[]>`
    WITH theirs AS (
      SELECT a.ambassador_id, sum(m.amount) FILTER (WHERE m.recorded_at < ${from}::timestamptz) AS before,
        sum(m.amount) FILTER (WHERE m.recorded_at < ${to}::timestamptz) AS after
      FROM (
        SELECT to_account_id AS account_id, amount_minor AS amount, recorded_at FROM entry WHERE shop_id = ${shopId}
        UNION ALL SELECT from_account_id, -amount_minor, recorded_at FROM entry WHERE shop_id = ${shopId}) AS m
        JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id
      WHERE a.kind IN ('pending', 'earned') AND a.program_id = ${programId}::uuid
      GROUP BY 1)
    SELECT coalesce(sum(greatest(before, 0)), 0)::bigint AS "owedBeforeMinor", coalesce(sum(greatest(after, 0)), 0)::bigint AS "owedAfterMinor"
    FROM theirs`;
  return row;
}

/** A reward's price is taken when it is asked for, and it is given later or never: at a moment in between it will cost what it was asked for at. */
async function readAskedFor(db: Tx["db"], { shopId, programId, from, to }: Asked) {
  const [row] = await db.$queryRaw<Pick<Sums, "askedBeforeMinor" | "askedAfterMinor">[]>`
    WITH taken AS (
      SELECT m.reward_id, sum(m.amount) FILTER (WHERE m.recorded_at < ${from}::timestamptz) AS before,
        sum(m.amount) FILTER (WHERE m.recorded_at < ${to}::timestamptz) AS after
      FROM (
        SELECT to_account_id AS account_id, source_id AS reward_id, amount_minor AS amount, recorded_at FROM entry WHERE shop_id = ${shopId} AND source_kind = 'reward'
        UNION ALL SELECT from_account_id, source_id, -amount_minor, recorded_at FROM entry WHERE shop_id = ${shopId} AND source_kind = 'reward') AS m
        JOIN account a ON a.shop_id = ${shopId} AND a.account_id = m.account_id
      WHERE a.kind = 'redeemed' AND a.program_id = ${programId}::uuid
      GROUP BY 1),
    asked AS (
      SELECT coalesce(unit_cost_minor, price_minor) + shipping_cost_minor + fee_minor AS cost, before, after,
        CASE WHEN ${GIVEN} THEN ${GIVEN_AT} ELSE 'infinity' END AS given_at
      FROM taken JOIN reward r ON r.shop_id = ${shopId} AND r.reward_id = taken.reward_id::uuid)
    SELECT coalesce(sum(cost) FILTER (WHERE before > 0 AND given_at >= ${from}::timestamptz), 0)::bigint AS "askedBeforeMinor",
      coalesce(sum(cost) FILTER (WHERE after > 0 AND given_at >= ${to}::timestamptz), 0)::bigint AS "askedAfterMinor"
    FROM asked`;
  return row;
}
