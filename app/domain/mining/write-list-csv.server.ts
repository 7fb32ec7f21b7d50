/**
 * The list under some filters as a spreadsheet, one line a person with the reason. Piece by piece, so that a long list never
 * stands whole in memory; every piece is of the one mining it began with. A cell that a spreadsheet would run as a formula is
 * made text by an apostrophe before it: names are what people typed.
 */
import { Prisma } from "@prisma/client";
import { stringify } from "csv-stringify/sync";
import type { World } from "~/ports/world";
import { toDecimal } from "../money/money";
import { isoDay } from "./days";
import { nameOf, peopleSql, placesSql, reasonOf, standingOf, type Listed, type ListedRow } from "./list-sql";
import { readLatestMining } from "./read-latest-mining.server";
import { readListChange } from "./read-list-change.server";
import type { ListFilters } from "./list-filters";

const COLUMNS = [
  "place",
  "name",
  "email",
  "consent",
  "standing",
  "town",
  "region",
  "country",
  "orders",
  "firstOrder",
  "lastOrder",
  "spent",
  "wentBack",
  "currency",
  "buysMost",
  "gifts",
  "reseller",
  "customerId",
  "why",
] as const;
export type ListColumns = Record<(typeof COLUMNS)[number], string>;

/** The sheet's own words; what is not named stands as it is. */
export type ListWords = { columns: ListColumns; consent: Record<string, string>; standing: Record<string, string>; yes: string };

/** Few enough that other requests are answered in between. */
const PAGE = 500;
const MOST_PEOPLE = 100_000;

/** CSV in UTF-8 with a byte-order mark; only the heading before the first mining. Amounts are decimals of their currency, days ISO. At most 100,000 people. */
export async function* writeListCsv(world: World, { filters, words }: { filters: ListFilters; words: ListWords }): AsyncGenerator<string> {
  const columns = COLUMNS.map((key) => ({ key, header: words.columns[key] }));
  yield stringify([], { header: true, columns, bom: true });
  const mining = await readLatestMining(world);
  if (!mining) return;
  const { shopId } = world;
  const of: Listed = { shopId, mining, changedIn: (await readListChange(world))?.miningId ?? null };
  for (let after = 0, written = 0; written < MOST_PEOPLE;) {
    const { ranks, rows, locale } = await world.transaction(async ({ db }) => {
      const places = await db.$queryRaw<{ rank: number }[]>(
        Prisma.sql`SELECT r.rank ${placesSql(of, filters)} AND r.rank > ${after} ORDER BY r.rank LIMIT ${PAGE}`,
      );
      const ranks = places.map(({ rank }) => rank);
      const rows = await db.$queryRaw<ListedRow[]>(peopleSql(of, ranks, world.clock.now()));
      const { locale } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { locale: true } });
      return { ranks, rows, locale };
    });
    if (ranks.length === 0) return;
    written += ranks.length;
    after = ranks[ranks.length - 1];
    const { currency } = mining;
    const money = (amountMinor: bigint): string => toDecimal({ amountMinor, currency });
    const lines = rows.map((row): Record<(typeof COLUMNS)[number], string | number> => ({
      place: row.rank,
      name: nameOf(row),
      email: row.email ?? "",
      consent: words.consent[row.consent] ?? row.consent,
      standing: words.standing[standingOf(row)] ?? "",
      town: row.city ?? "",
      region: row.province ?? "",
      country: row.country_code ?? "",
      orders: row.orders,
      firstOrder: isoDay(row.first_day),
      lastOrder: isoDay(row.last_day),
      spent: money(row.net_spend_minor),
      wentBack: money(row.ordered_minor > row.net_spend_minor ? row.ordered_minor - row.net_spend_minor : 0n),
      currency,
      buysMost: row.favourite ?? "",
      gifts: row.gifts,
      reseller: row.reseller ? words.yes : "",
      customerId: row.buyer_id,
      why: reasonOf(row, mining, locale),
    }));
    yield stringify(lines, { columns, escape_formulas: true });
  }
}
