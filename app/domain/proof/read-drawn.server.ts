/**
 * Whom presses drew lots for, how their lot fell, and what they and their friends bought since, added up by the database: people alike
 * in all of it are one row with a number. Nobody's name or id leaves it. Who was held out by an earlier press and is invited by a later
 * one had no lot in that one. A lot stays whose it was when it was drawn, wherever a merge moves the invitation; who became one customer
 * with somebody of the other side takes no part.
 */
import type { World } from "~/ports/world";
import { STAFF_TAGS, WHOLESALE_TAGS } from "../buyer/what-counts";
import { HOLD_OUT_DAYS } from "../invitation/invitation";
import { REWARD_TAG_PATTERN } from "../reward/reward";
import type { Drawn } from "./lots";

/** `heldOut` before invited; within, rows stand in one order for the same figures. */
type Row = { press: number; decile: number; heldOut: boolean; spend: bigint; orders: number; friends: number; people: number };
export type ReadDrawn = { drawn: Drawn; becameOne: number; firstPressAt: Date | null; people: number };

const NO_CUSTOMERS_OWN = [...STAFF_TAGS, ...WHOLESALE_TAGS];

/**
 * Joins the transaction at hand. Orders count from their press on, until `asOf` or until the press stops holding people out. One with a
 * reward's code counts at what was paid: the free unit is no part of its goods, and who was held out has no such code, so that dropping the
 * rest would lessen one side alone. What the store sent as a reward does not count. Measures as MEASURES names them.
 */
export function readDrawn(world: World, { programId, asOf }: { programId: string; asOf: Date }): Promise<ReadDrawn> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const presses = await db.invitePress.findMany({
      where: { shopId, programId, heldOut: { gt: 0 }, pressedAt: { lt: asOf } },
      orderBy: [{ pressedAt: "asc" }, { pressId: "asc" }],
      select: { pressId: true, pressedAt: true },
    });
    if (!presses.length)
      return { drawn: { press: [], decile: [], heldOut: [], values: [[], [], []] }, becameOne: 0, firstPressAt: null, people: 0 };
    const rows = await db.$queryRaw<Row[]>`
      WITH press AS MATERIALIZED (
        SELECT press_id, (row_number() OVER (ORDER BY pressed_at, press_id))::int AS press, pressed_at AS since,
          least(pressed_at + ${HOLD_OUT_DAYS} * interval '1 day', ${asOf}::timestamptz) AS until
        FROM invite_press WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND held_out > 0 AND pressed_at < ${asOf}),
      lot AS (
        SELECT i.press_id, i.decile, coalesce(i.drawn_buyer_id, i.buyer_id) AS buyer_id, false AS held_out FROM invitation i
          LEFT JOIN hold_out h ON h.shop_id = i.shop_id AND h.program_id = i.program_id AND h.buyer_id = coalesce(i.drawn_buyer_id, i.buyer_id)
          WHERE i.shop_id = ${shopId} AND i.program_id = ${programId}::uuid AND h.buyer_id IS NULL
        UNION ALL SELECT press_id, decile, buyer_id, true FROM hold_out WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid),
      person AS MATERIALIZED (
        SELECT press.press, min(lot.decile) AS decile, coalesce(b.merged_into, lot.buyer_id) AS buyer_id, bool_or(held_out) AS held_out,
          bool_and(held_out) AS only_held_out, press.since, press.until
        FROM lot JOIN press USING (press_id) LEFT JOIN buyer b ON b.shop_id = ${shopId} AND b.buyer_id = lot.buyer_id
        GROUP BY 1, 3, 6, 7),
      mixed AS (SELECT buyer_id FROM person GROUP BY 1 HAVING bool_or(held_out) AND NOT bool_and(only_held_out)),
      bought AS (
        SELECT p.press, p.buyer_id, sum(o.goods_minor) AS spend, count(*) AS orders
        FROM person p JOIN program g ON g.shop_id = ${shopId} AND g.program_id = ${programId}::uuid
          JOIN orders o ON o.shop_id = ${shopId} AND o.buyer_id = p.buyer_id AND o.placed_at >= p.since AND o.placed_at < p.until
        WHERE NOT o.test AND o.cancelled_at IS NULL AND o.goods_minor > 0 AND o.currency = g.currency
          AND NOT (o.own_reward AND EXISTS (SELECT FROM unnest(o.tags) AS tag WHERE lower(tag) ~ ${REWARD_TAG_PATTERN}))
          AND o.dispute IS DISTINCT FROM 'lost' AND NOT EXISTS (SELECT FROM unnest(o.tags) AS tag WHERE lower(tag) = ANY (${NO_CUSTOMERS_OWN}::text[]))
        GROUP BY 1, 2),
      brought AS (
        SELECT p.press, p.buyer_id, count(*) AS friends
        FROM person p JOIN ambassador a ON a.shop_id = ${shopId} AND a.buyer_id = p.buyer_id
          JOIN credit c ON c.shop_id = ${shopId} AND c.ambassador_id = a.ambassador_id AND c.program_id = ${programId}::uuid
          JOIN orders o ON o.shop_id = ${shopId} AND o.order_id = c.order_id AND o.placed_at >= p.since AND o.placed_at < p.until
          JOIN LATERAL (SELECT outcome FROM decision d WHERE d.shop_id = ${shopId} AND d.order_id = c.order_id ORDER BY sequence DESC LIMIT 1) AS d
            ON d.outcome = 'attributed'
        WHERE o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost' AND o.goods_minor > 0
        GROUP BY 1, 2)
      SELECT CASE WHEN m.buyer_id IS NULL THEN p.press ELSE 0 END AS press, p.decile::int AS decile, p.held_out AS "heldOut",
        coalesce(w.spend, 0)::bigint AS spend, coalesce(w.orders, 0)::int AS orders, coalesce(f.friends, 0)::int AS friends, count(*)::int AS people
      FROM person p LEFT JOIN mixed m USING (buyer_id) LEFT JOIN bought w USING (press, buyer_id) LEFT JOIN brought f USING (press, buyer_id)
      GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3 DESC, 4, 5, 6`;
    const ofOne = rows.filter(({ press }) => press === 0);
    const counted = rows.filter(({ press }) => press > 0);
    return { drawn: columnsOf(counted), becameOne: peopleOf(ofOne), firstPressAt: presses[0].pressedAt, people: peopleOf(counted) };
  });
}

const peopleOf = (rows: Row[]): number => rows.reduce((all, { people }) => all + people, 0);

/** One row a person again. Spend fits a double to the penny. */
function columnsOf(rows: Row[]): Drawn {
  const each = <T>(what: (row: Row) => T): T[] => rows.flatMap((row) => Array<T>(row.people).fill(what(row)));
  return {
    press: each(({ press }) => press),
    decile: each(({ decile }) => decile),
    heldOut: each(({ heldOut }) => heldOut),
    values: [each(({ spend }) => Number(spend)), each(({ orders }) => orders), each(({ friends }) => friends)],
  };
}
