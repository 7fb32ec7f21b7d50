/**
 * The owner's home page from our own rows: where the first days stand, what this month brought and truly cost, what
 * needs a person, and the last twelve weeks.
 */
import type { Tx, World } from "~/ports/world";
import { GIVEN, GIVEN_AT } from "../ledger/given-sql";
import { readProgramCurrency } from "../program/read-program-currency.server";
import { readShopPlace, type MoneyPlace } from "../page/read-shop-place.server";
import { showMoney } from "../page/shown";
import { monthSentence, type ChecklistStep, type Home, type MonthFigures, type WeekPoint } from "./home";
import { readNeeds } from "./read-needs.server";

const WEEKS = 12;

export function readHome(world: World): Promise<Home> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const store = await readShopPlace(db, shopId);
    // What friends bought and what it cost is in the programme's currency, which may be another than the store's of today.
    const place: MoneyPlace = { ...store, currency: (await readProgramCurrency(world)) ?? store.storeCurrency };
    const now = world.clock.now();
    const counts = await readCounts(db, shopId);
    return {
      shopName: place.name,
      currency: place.currency,
      firstDays: counts.friendOrders === 0,
      checklist: await readChecklist(db, shopId, counts),
      month: await readMonth(db, shopId, now, place),
      weeks: await readWeeks(db, shopId, now, place),
      needsYou: await readNeeds(db, shopId, place.state, now),
      counts,
    };
  });
}

async function readCounts(db: Tx["db"], shopId: string): Promise<Home["counts"]> {
  const mining = await db.mining.findFirst({ where: { shopId }, orderBy: { minedAt: "desc" }, select: { powerBuyers: true } });
  const [sold] = await db.$queryRaw<{ orders: number }[]>`
    SELECT count(*)::int AS orders FROM (SELECT DISTINCT ON (order_id) outcome FROM decision WHERE shop_id = ${shopId} ORDER BY order_id, sequence DESC) AS latest WHERE outcome = 'attributed'`;
  return {
    powerBuyers: mining?.powerBuyers ?? null,
    // Whose mail never left may be invited yet.
    invited: await db.invitation.count({ where: { shopId, state: { not: "not sent" } } }),
    heldOut: await db.holdOut.count({ where: { shopId } }),
    ambassadors: await db.ambassador.count({ where: { shopId, state: "active" } }),
    friendOrders: sold.orders,
  };
}

async function readChecklist(db: Tx["db"], shopId: string, counts: Home["counts"]): Promise<ChecklistStep[]> {
  const read = await db.import.count({ where: { shopId, kind: "orders", state: "done" } });
  const [own] = await db.$queryRaw<
    { versions: number }[]
  >`SELECT count(*)::int AS versions FROM program_version WHERE shop_id = ${shopId} AND version > 1`;
  const pressed = await db.invitePress.count({ where: { shopId } });
  return [
    { key: "read", title: "Read your order history", takes: "1 min", path: "/app", done: read > 0 },
    { key: "look", title: "See who your power buyers are", takes: "2 min", path: "/app/buyers", done: counts.powerBuyers !== null },
    // Inviting with the defaults is a choice, too.
    {
      key: "settings",
      title: "Choose what friends and ambassadors get",
      takes: "2 min",
      path: "/app/settings",
      done: own.versions > 0 || pressed > 0,
    },
    { key: "invite", title: "Invite your first people", takes: "2 min", path: "/app/invite", done: pressed > 0 },
    { key: "joined", title: "Your first ambassador joins", takes: "a day or two", path: "/app/ambassadors", done: counts.ambassadors > 0 },
  ];
}

async function readMonth(db: Tx["db"], shopId: string, now: Date, place: MoneyPlace): Promise<MonthFigures> {
  const [sold] = await db.$queryRaw<{ friends: number; orders: number; goods: bigint }[]>`
    SELECT count(DISTINCT coalesce(o.buyer_id, o.order_id))::int AS friends, count(*)::int AS orders, coalesce(sum(o.goods_minor), 0)::bigint AS goods
    FROM credit c JOIN orders o USING (shop_id, order_id)
      JOIN LATERAL (SELECT outcome FROM decision d WHERE d.shop_id = c.shop_id AND d.order_id = c.order_id ORDER BY sequence DESC LIMIT 1) AS d ON d.outcome = 'attributed'
    WHERE c.shop_id = ${shopId} AND o.currency = ${place.currency} AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost' AND o.goods_minor > 0
      AND o.placed_at >= date_trunc('month', ${now}::timestamptz AT TIME ZONE ${place.timeZone}) AT TIME ZONE ${place.timeZone}`;
  const [given] = await db.$queryRaw<{ cost: bigint; at_price: bigint }[]>`
    SELECT coalesce(sum(coalesce(unit_cost_minor, price_minor) + shipping_cost_minor + fee_minor), 0)::bigint AS cost, coalesce(sum(price_minor) FILTER (WHERE unit_cost_minor IS NULL), 0)::bigint AS at_price
    FROM reward WHERE shop_id = ${shopId} AND currency = ${place.currency} AND ${GIVEN}
      AND ${GIVEN_AT} >= date_trunc('month', ${now}::timestamptz AT TIME ZONE ${place.timeZone}) AT TIME ZONE ${place.timeZone}`;
  const [owed] = await db.$queryRaw<{ amount: bigint }[]>`
    SELECT coalesce(sum(greatest(0, amount)), 0)::bigint AS amount FROM (
      SELECT sum(movement.amount) AS amount FROM (
        SELECT to_account_id AS account_id, amount_minor AS amount FROM entry WHERE shop_id = ${shopId}
        UNION ALL SELECT from_account_id, -amount_minor FROM entry WHERE shop_id = ${shopId}) AS movement
      JOIN account a ON a.shop_id = ${shopId} AND a.account_id = movement.account_id WHERE a.kind IN ('pending', 'earned') AND a.currency = ${place.currency}
      GROUP BY a.ambassador_id, a.program_id) AS of_each`;
  const month = new Intl.DateTimeFormat(place.locale, { month: "long", timeZone: place.timeZone }).format(now);
  const [sales, cost] = [showMoney(sold.goods, place), showMoney(given.cost, place)];
  return {
    month,
    friends: sold.friends,
    orders: sold.orders,
    sales,
    cost,
    costAtPrice: showMoney(given.at_price, place),
    promised: showMoney(owed.amount, place),
    sentence: monthSentence({ month, friends: sold.friends, sales, cost }),
  };
}

/** Twelve points, zeros included, the current week last. */
async function readWeeks(db: Tx["db"], shopId: string, now: Date, place: MoneyPlace): Promise<WeekPoint[]> {
  const rows = await db.$queryRaw<{ week: string; goods: bigint; orders: number; cost: bigint }[]>`
    WITH week AS (
      SELECT generate_series(date_trunc('week', ${now}::timestamptz AT TIME ZONE ${place.timeZone}) - ${WEEKS - 1} * interval '1 week',
        date_trunc('week', ${now}::timestamptz AT TIME ZONE ${place.timeZone}), interval '1 week') AS starts),
    sold AS (
      SELECT date_trunc('week', o.placed_at AT TIME ZONE ${place.timeZone}) AS starts, sum(o.goods_minor) AS goods, count(*) AS orders
      FROM credit c JOIN orders o USING (shop_id, order_id)
      JOIN LATERAL (SELECT outcome FROM decision d WHERE d.shop_id = c.shop_id AND d.order_id = c.order_id ORDER BY sequence DESC LIMIT 1) AS d ON d.outcome = 'attributed'
      WHERE c.shop_id = ${shopId} AND o.currency = ${place.currency} AND o.paid_at IS NOT NULL AND o.cancelled_at IS NULL AND o.dispute IS DISTINCT FROM 'lost' AND o.goods_minor > 0
        AND o.placed_at > ${now}::timestamptz - ${WEEKS + 1} * interval '1 week' GROUP BY 1),
    given AS (
      SELECT date_trunc('week', ${GIVEN_AT} AT TIME ZONE ${place.timeZone}) AS starts, sum(coalesce(unit_cost_minor, price_minor) + shipping_cost_minor + fee_minor) AS cost
      FROM reward WHERE shop_id = ${shopId} AND currency = ${place.currency} AND ${GIVEN} GROUP BY 1)
    SELECT to_char(week.starts, 'YYYY-MM-DD') AS week, coalesce(sold.goods, 0)::bigint AS goods, coalesce(sold.orders, 0)::int AS orders, coalesce(given.cost, 0)::bigint AS cost
    FROM week LEFT JOIN sold USING (starts) LEFT JOIN given USING (starts) ORDER BY week.starts`;
  return rows.map((row) => ({
    weekOf: row.week,
    sales: showMoney(row.goods, place),
    cost: showMoney(row.cost, place),
    orders: row.orders,
  }));
}
