/**
 * The list of power buyers in SQL: which places of a mining's ranking it holds under some filters, and what is read of the
 * person at each. One place, so that the page, its count and the spreadsheet mean the same people. Places are found first and
 * people looked up by them: of a long list only the page at hand is read whole.
 */
import { Prisma } from "@prisma/client";
import { formatMoney } from "../money/money";
import { noonOf } from "./days";
import type { MiningSummary } from "./read-latest-mining.server";
import { writeReason } from "./reason";
import { FEWEST_GIFTS, ORDERS_PER_GIFT, recencyInDays, type ListFilters } from "./list-filters";

export type Listed = {
  shopId: string;
  mining: MiningSummary;
  /** The mining that the list last changed with; null: nobody came or went. */
  changedIn: string | null;
};

/** FROM … WHERE …: r is the ranking's row. Buyers are joined only where something of theirs is asked for. */
export function placesSql({ shopId, mining, changedIn }: Listed, filters: ListFilters): Prisma.Sql {
  const ofBuyer = buyerConditions(filters);
  const conditions = [...rankingConditions(filters, { shopId, mining, changedIn }), ...ofBuyer];
  return Prisma.sql`
    FROM ranking r ${ofBuyer.length ? Prisma.sql`JOIN buyer b ON b.shop_id = r.shop_id AND b.buyer_id = r.buyer_id AND ${HERE}` : Prisma.empty}
    WHERE r.shop_id = ${shopId} AND r.mining_id = ${mining.miningId}::uuid AND r.rank <= ${mining.powerBuyers}
      ${conditions.length ? Prisma.sql`AND ${Prisma.join(conditions, " AND ")}` : Prisma.empty}`;
}

/** Somebody merged into another or erased is on no list, whatever the ranking still says. */
const HERE = Prisma.sql`b.merged_into IS NULL AND b.erased_at IS NULL`;

function buyerConditions({ search, place, country, consent }: ListFilters): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (search) {
    const like = partOf(search);
    conditions.push(Prisma.sql`(concat_ws(' ', b.first_name, b.last_name) ILIKE ${like} OR b.email ILIKE ${like})`);
  }
  if (place) conditions.push(Prisma.sql`(b.city ILIKE ${partOf(place)} OR b.province ILIKE ${partOf(place)})`);
  if (country) conditions.push(Prisma.sql`b.country_code = ${country}`);
  if (consent) conditions.push(consent === "yes" ? Prisma.sql`b.consent = 'subscribed'` : Prisma.sql`b.consent <> 'subscribed'`);
  return conditions;
}

function rankingConditions({ taste, recency, gifts, kind, joined }: ListFilters, { shopId, mining, changedIn }: Listed): Prisma.Sql[] {
  const conditions: Prisma.Sql[] = [];
  if (taste) conditions.push(Prisma.sql`r.favourite = ${taste}`);
  if (recency) {
    const { within, days } = recencyInDays(recency);
    const from = mining.asOfDay - days;
    conditions.push(within ? Prisma.sql`r.last_day >= ${from}` : Prisma.sql`r.last_day < ${from}`);
  }
  if (gifts) conditions.push(Prisma.sql`r.gifts >= ${FEWEST_GIFTS} AND r.gifts * ${ORDERS_PER_GIFT} >= r.orders`);
  if (kind) conditions.push(kind === "resellers" ? Prisma.sql`r.reseller` : Prisma.sql`NOT r.reseller`);
  if (joined && !changedIn) conditions.push(Prisma.sql`false`);
  if (joined && changedIn)
    conditions.push(
      changedIn === mining.miningId
        ? Prisma.sql`r.list_change IS NOT NULL`
        : Prisma.sql`r.buyer_id IN (SELECT buyer_id FROM ranking WHERE shop_id = ${shopId} AND mining_id = ${changedIn}::uuid AND power_buyer AND list_change IS NOT NULL)`,
    );
  return conditions;
}

/** A per cent sign somebody types is no wildcard. */
const partOf = (typed: string): string => `%${typed.replace(/[\\%_]/g, "\\$&")}%`;

/**
 * The people at these places of the ranking, the best first, with where they stand with us at `now`. Each is looked up by
 * itself: what the database believes of a mining's size is older than the mining, and on that belief it would read it whole.
 */
export const peopleSql = ({ shopId, mining: { miningId }, changedIn }: Listed, ranks: number[], now: Date) => Prisma.sql`
  SELECT r.buyer_id, r.rank, r.orders, r.net_spend_minor, r.ordered_minor, r.first_day, r.last_day, r.orders_more_than, r.favourite, r.gifts, r.reseller,
    b.first_name, b.last_name, b.email, b.country_code, b.province, b.city, b.consent,
    (SELECT list_change FROM ranking c WHERE c.shop_id = r.shop_id AND c.mining_id = ${changedIn}::uuid AND c.buyer_id = r.buyer_id AND c.power_buyer) AS joined_why,
    (SELECT i.state FROM program p JOIN invitation i USING (shop_id, program_id) WHERE p.shop_id = r.shop_id AND i.buyer_id = r.buyer_id
      ORDER BY i.created_at DESC LIMIT 1) AS invitation,
    EXISTS (SELECT FROM ambassador a WHERE a.shop_id = r.shop_id AND a.buyer_id = r.buyer_id AND a.state = 'active') AS ambassador,
    EXISTS (SELECT FROM program p JOIN hold_out h USING (shop_id, program_id) WHERE p.shop_id = r.shop_id AND h.due_at > ${now}
      AND (h.buyer_id = r.buyer_id OR h.buyer_id IN (SELECT m.buyer_id FROM buyer m WHERE m.shop_id = r.shop_id AND m.merged_into = r.buyer_id))) AS held_out
  FROM unnest(${ranks}::int[]) AS wanted (rank)
    CROSS JOIN LATERAL (SELECT * FROM ranking WHERE shop_id = ${shopId} AND mining_id = ${miningId}::uuid AND rank = wanted.rank LIMIT 1) r
    CROSS JOIN LATERAL (SELECT * FROM buyer b WHERE b.shop_id = r.shop_id AND b.buyer_id = r.buyer_id AND ${HERE} LIMIT 1) b
  ORDER BY r.rank`;

export type ListedRow = {
  buyer_id: string;
  rank: number;
  orders: number;
  net_spend_minor: bigint;
  ordered_minor: bigint;
  first_day: number;
  last_day: number;
  orders_more_than: number;
  favourite: string | null;
  gifts: number;
  reseller: boolean;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  country_code: string | null;
  province: string | null;
  city: string | null;
  consent: string;
  joined_why: string | null;
  invitation: string | null;
  ambassador: boolean;
  held_out: boolean;
};

/** What an owner reads where Shopify shows us no name. */
export const UNKNOWN_NAME = "Name not shared";

export type PowerBuyerRow = {
  buyerId: string;
  rank: number;
  name: string;
  email: string | null;
  reason: string;
  /** "Leeds, GB" or "Unknown" */
  region: string;
  orders: number;
  netSpend: string;
  netSpendMinor: string;
  lastOrderAt: string;
  consent: string;
  /** Why they came onto the list when it last changed; null: they were on it before. */
  joinedWhy: string | null;
  /** "not invited" | an invitation's state | "held out" | "ambassador" */
  standing: string;
};

export const reasonOf = (row: ListedRow, { asOfDay, currency }: MiningSummary, locale: string): string =>
  writeReason(
    {
      orders: row.orders,
      netSpendMinor: row.net_spend_minor,
      firstDay: row.first_day,
      lastDay: row.last_day,
      asOfDay,
      ordersMoreThan: row.orders_more_than,
      favourite: row.favourite,
      gifts: row.gifts,
      reseller: row.reseller,
    },
    { currency, locale },
  );

export const nameOf = (row: Pick<ListedRow, "first_name" | "last_name">): string =>
  [row.first_name, row.last_name].filter(Boolean).join(" ") || UNKNOWN_NAME;

export const standingOf = (row: Pick<ListedRow, "ambassador" | "held_out" | "invitation">): string =>
  row.ambassador ? "ambassador" : row.held_out ? "held out" : (row.invitation ?? "not invited");

export function rowFor(row: ListedRow, mining: MiningSummary, locale: string): PowerBuyerRow {
  return {
    buyerId: row.buyer_id,
    rank: row.rank,
    name: nameOf(row),
    email: row.email,
    reason: reasonOf(row, mining, locale),
    region: [row.city, row.country_code].filter(Boolean).join(", ") || "Unknown",
    orders: row.orders,
    netSpend: formatMoney({ amountMinor: row.net_spend_minor, currency: mining.currency }, locale),
    netSpendMinor: String(row.net_spend_minor),
    lastOrderAt: noonOf(row.last_day).toISOString(),
    consent: row.consent,
    joinedWhy: row.joined_why,
    standing: standingOf(row),
  };
}
