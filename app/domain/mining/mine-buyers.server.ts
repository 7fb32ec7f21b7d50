/**
 * Mining a shop: its orders are read into columns, the pure part works out models, backtest, level and scores, and all of it
 * is kept with what it stood on, in one transaction over one moment of the history. Nothing of a mining changes later but the
 * owner's line; the two before it are kept so that a change of the list can be explained.
 */
import type { BulkSql, World } from "~/ports/world";
import { HISTORY_SQL, SHOP_CURRENCY } from "../buyer/history-sql";
import { readLiveProgram } from "../program/read-live-program.server";
import { DEFAULTS } from "../program/program";
import { dayAt, noonOf } from "./days";
import { historyInPostgres } from "./history-in-postgres.server";
import { keepBacktest } from "./kept-mining";
import { peopleAbove } from "./list-change";
import { mineColumns } from "./mine-columns";
import type { Column } from "./mining";
import { noteListChange, readMiningBefore } from "./note-list-change.server";
import { bestFirst, rowsOf } from "./order-rows";
import { readBuyers, type ReadBuyers } from "./read-buyers.server";
import { writeFavourites } from "./write-favourites.server";
import { writeRanking } from "./write-ranking.server";

const KEPT_MININGS = 3;

export type MineOutcome = { outcome: "mined"; miningId: string; buyers: number; powerBuyers: number } | { outcome: "no orders yet" };

/** OFFSET 0 keeps PostgreSQL from writing each flag's expression wherever the flag is spoken of, to be worked out several times a row. */
const RELATION = `${HISTORY_SQL} OFFSET 0`;

type ShopRow = { currency: string; iana_timezone: string; horizon_days: number | null };

/** Outcomes: "mined"; "no orders yet" when no order counts. `why` is kept with the mining: what set it going. */
export async function mineBuyers(world: World, { why }: { why: string }): Promise<MineOutcome> {
  const program = await readLiveProgram(world);
  const powerBuyerBp = program?.powerBuyerBp ?? DEFAULTS.powerBuyerBp;
  const minedAt = world.clock.now();
  const seed = world.chance.uuid().replaceAll("-", "");
  const miningId = world.chance.uuid();

  return world.bulk(async (sql): Promise<MineOutcome> => {
    // Sorting and hashing a long history in memory: for this transaction alone.
    await sql.query("SET LOCAL work_mem = '128MB'");
    // Every process at work would group all orders by itself, and on few cores the sum of that is slower than one.
    await sql.query("SET LOCAL max_parallel_workers_per_gather = 0");
    // What the database believes of tables filled a moment ago is older than they are, and on that belief it would look rows up
    // one by one, or put millions in order where a hash groups them in half the time.
    await sql.query("SET LOCAL enable_nestloop = off");
    await sql.query("SET LOCAL enable_sort = off");
    // Two minings at once would each compare themselves with the same list.
    await sql.query("SELECT pg_advisory_xact_lock(hashtextextended('mining ' || current_shop(), 0))");
    const shop = await readShop(sql);
    const today = dayAt(minedAt, shop.iana_timezone);
    // The day of the count is today, not the last order's: while a store rests its people stay away all the same.
    const read = await readBuyers(historyInPostgres(sql), {
      relation: RELATION,
      buyerIds: "texts",
      tells: { ordered: true, units: true, gifts: true },
      currency: SHOP_CURRENCY,
      today,
      asked: { asOf: today },
    });
    if (read.outcome === "nothing counts") return { outcome: "no orders yet" };
    const { buyers, ids } = read;
    const mined = mineColumns({ buyers, periods: read.periods, truncated: shop.horizon_days !== null, seed });
    const order = bestFirst(
      mined.scores,
      buyers.lastDay,
      rowsOf(buyers.size).filter((row) => buyers.orders[row] > 0),
    );
    const powerBuyers = peopleAbove(order.length, powerBuyerBp);
    const before = await readMiningBefore(sql);
    await insertMining(sql, [
      ["mining_id", miningId],
      ["method", mined.chosen],
      ["fall_back", mined.fallBack],
      ["level", mined.level],
      ["level_why", mined.levelWhy],
      ["horizon_from", noonOf(read.periods.horizon.from)],
      ["horizon_to", noonOf(read.periods.horizon.to)],
      ["horizon_days", shop.horizon_days],
      ["as_of_day", read.periods.asOf],
      ["time_zone", shop.iana_timezone],
      ["orders", read.orders],
      ["left_out", JSON.stringify(read.leftOut)],
      ["buyers", order.length],
      ["repeat_buyers", mined.repeatBuyers],
      ["resellers", mined.resellers.length],
      ["power_buyers", powerBuyers],
      ["power_buyer_bp", powerBuyerBp],
      ["spend_share_bp", spendShareBp(buyers.netMinor, order, powerBuyers)],
      ["currency", shop.currency],
      ["scoring", JSON.stringify(mined.scoring)],
      ["models", JSON.stringify(mined.models)],
      ["backtest", kept(keepBacktest(mined, read.periods))],
      ["forecast_weeks", read.periods.forecastWeeks],
      ["seed", seed],
      ["why", why],
      ["mined_at", minedAt],
    ]);
    const ordersMoreThan = sharesOrderingLess(buyers, order);
    await writeRanking(sql, {
      miningId,
      previousMiningId: before?.mining_id ?? null,
      buyers,
      ids,
      order,
      powerBuyers,
      mined,
      ordersMoreThan,
    });
    await writeFavourites(sql, { miningId });
    const rule = { method: mined.chosen, powerBuyerBp, buyers: order.length };
    const listChange = await noteListChange(sql, { miningId, rule, before });
    await sql.query("UPDATE mining SET list_change = $2 WHERE shop_id = current_shop() AND mining_id = $1", [miningId, kept(listChange)]);
    await forgetOldMinings(sql);
    return { outcome: "mined", miningId, buyers: order.length, powerBuyers };
  });
}

async function readShop(sql: BulkSql): Promise<ShopRow> {
  const { rows } = await sql.query<ShopRow>(
    `SELECT currency, iana_timezone, (
       SELECT horizon_days FROM import WHERE shop_id = current_shop() AND kind = 'orders' AND state = 'done' ORDER BY finished_at DESC LIMIT 1
     ) AS horizon_days FROM shop WHERE shop_id = current_shop()`,
  );
  return rows[0];
}

const kept = (value: unknown): string | null => (value === null ? null : JSON.stringify(value));

async function insertMining(sql: BulkSql, values: [column: string, value: unknown][]): Promise<void> {
  await sql.query(
    `INSERT INTO mining (shop_id, ${values.map(([column]) => column).join(", ")}) VALUES (current_shop(), ${values.map((_, at) => `$${at + 1}`).join(", ")})`,
    values.map(([, value]) => value),
  );
}

/** Share of all net spend held by the first `powerBuyers` of the order, in basis points, rounded down; 0 when nothing was spent. */
function spendShareBp(netMinor: Column, order: Uint32Array, powerBuyers: number): number {
  let [all, theirs] = [0n, 0n];
  order.forEach((row, at) => {
    const spent = BigInt(netMinor[row]);
    all += spent;
    if (at < powerBuyers) theirs += spent;
  });
  return all === 0n ? 0 : Number((theirs * 10_000n) / all);
}

/** For each number of purchase days: how many of 100 buyers ordered on fewer, rounded down. */
function sharesOrderingLess({ days }: ReadBuyers["buyers"], order: Uint32Array): Map<number, number> {
  const counts = Float64Array.from(order, (row) => days[row]).sort();
  const shares = new Map<number, number>();
  counts.forEach((count, below) => {
    if (!shares.has(count)) shares.set(count, Math.floor((below * 100) / counts.length));
  });
  return shares;
}

async function forgetOldMinings(sql: BulkSql): Promise<void> {
  await sql.query(
    `DELETE FROM ranking WHERE shop_id = current_shop() AND mining_id NOT IN (
       SELECT mining_id FROM mining WHERE shop_id = current_shop() ORDER BY mined_at DESC, mining_id DESC LIMIT ${KEPT_MININGS})`,
  );
}
