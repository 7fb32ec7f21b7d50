/**
 * The list of power buyers as the owner sees it: from the latest mining, a page at a time, with what is known of each
 * person now (name, consent, whether already invited), and what the list can be narrowed by.
 */
import { Prisma } from "@prisma/client";
import type { Tx, World } from "~/ports/world";
import { pageOf, readPageOf } from "../page-of";
import { peopleSql, placesSql, rowFor, type Listed, type ListedRow, type PowerBuyerRow } from "./list-sql";
import { readLatestMining, type MiningSummary } from "./read-latest-mining.server";
import { readListChange, type LastListChange } from "./read-list-change.server";
import { filtersInAddress, NO_FILTERS, type ListFilters } from "./list-filters";

export type { PowerBuyerRow } from "./list-sql";
export type { MiningSummary } from "./read-latest-mining.server";

export type PowerBuyersQuery = { page: number; pageSize?: number; filters?: ListFilters };

export type PowerBuyers = {
  mining: MiningSummary;
  change: LastListChange | null;
  rows: PowerBuyerRow[];
  /** How many the filters leave, on all pages. */
  matching: number;
  page: number;
  pages: number;
  /** Of the store's buyers, and what the best 5,000 of the list buy mostly; the commonest first, at most 60 each. */
  countries: string[];
  tastes: string[];
};

const MOST_ROWS = 100;
const MOST_OPTIONS = 60;
const TASTES_OF_THE_BEST = 5_000;
/** Of a longer list buyers are not looked up one by one but read at once. */
const ONE_BY_ONE_UP_TO = 20_000;

/** null before the first mining. Pages count from 1, one beyond the last is the last; at most 100 rows a page. */
export async function readPowerBuyers(world: World, query: PowerBuyersQuery): Promise<PowerBuyers | null> {
  const { shopId } = world;
  const { page, pageSize = 50, filters = NO_FILTERS } = query;
  const size = Math.min(pageSize, MOST_ROWS);
  return world.transaction(async ({ db }) => {
    const mining = await readLatestMining(world);
    if (!mining) return null;
    const change = await readListChange(world);
    const of: Listed = { shopId, mining, changedIn: change?.miningId ?? null };
    const { locale } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { locale: true } });
    const { ranks, ...matching } = await readPlaces(db, of, filters, page, size);
    const rows = await db.$queryRaw<ListedRow[]>(peopleSql(of, ranks, world.clock.now()));
    return {
      mining,
      change,
      rows: rows.map((row) => rowFor(row, mining, locale)),
      ...matching,
      countries: await readCountries(db, shopId),
      tastes: await readTastes(db, of),
    };
  });
}

type Places = { ranks: number[]; matching: number; page: number; pages: number };

async function readPlaces(db: Tx["db"], of: Listed, filters: ListFilters, asked: number, size: number): Promise<Places> {
  const { powerBuyers } = of.mining;
  if (filtersInAddress(filters) === "") {
    const { skip, take, ...pages } = pageOf(powerBuyers, asked, size);
    return { ranks: Array.from({ length: Math.min(take, powerBuyers - skip) }, (_, at) => skip + at + 1), matching: powerBuyers, ...pages };
  }
  const long = powerBuyers > ONE_BY_ONE_UP_TO;
  if (long) await db.$executeRaw`SET LOCAL enable_nestloop = off`;
  const places = placesSql(of, filters);
  const { rows, total, ...pages } = await readPageOf(asked, size, ({ skip, take }) =>
    db.$queryRaw<{ rank: number; total: number }[]>(
      Prisma.sql`SELECT r.rank, (count(*) OVER ())::int AS total ${places} ORDER BY r.rank LIMIT ${take} OFFSET ${skip}`,
    ),
  );
  if (long) await db.$executeRaw`SET LOCAL enable_nestloop = on`;
  return { ranks: rows.map(({ rank }) => rank), matching: total, ...pages };
}

async function readCountries(db: Tx["db"], shopId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ country_code: string }[]>`
    SELECT country_code FROM buyer WHERE shop_id = ${shopId} AND country_code IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_OPTIONS}`;
  return rows.map((row) => row.country_code);
}

async function readTastes(db: Tx["db"], { shopId, mining: { miningId, powerBuyers } }: Listed): Promise<string[]> {
  const rows = await db.$queryRaw<{ favourite: string }[]>`
    SELECT favourite FROM ranking WHERE shop_id = ${shopId} AND mining_id = ${miningId}::uuid AND favourite IS NOT NULL
      AND rank <= ${Math.min(powerBuyers, TASTES_OF_THE_BEST)}
    GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT ${MOST_OPTIONS}`;
  return rows.map((row) => row.favourite);
}
