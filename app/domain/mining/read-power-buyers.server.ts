/**
 * The list of power buyers as the owner sees it: from the latest mining, a page at a time, with what is known of each
 * person now (name, consent, whether already invited).
 */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { formatMoney } from "../money/money";
import type { LeftOut } from "./mining";
import { writeReason, type ReasonFacts } from "./reason";

export type PowerBuyersQuery = { page: number; pageSize?: number; search?: string; countryCode?: string; subscribedOnly?: boolean };

export type PowerBuyerRow = {
  buyerId: string;
  rank: number;
  name: string;
  email: string | null;
  reason: string;
  region: string;
  orders: number;
  netSpend: string;
  netSpendMinor: string;
  lastOrderAt: string;
  daysSinceLastOrder: number;
  consent: string;
  /** "not invited" | an invitation's state | "held out" | "ambassador" */
  standing: string;
};

export type MiningSummary = {
  miningId: string;
  minedAt: string;
  method: string;
  orders: number;
  leftOut: LeftOut;
  buyers: number;
  powerBuyers: number;
  spendShareBp: number;
  horizonFrom: string;
  horizonTo: string;
  currency: string;
};

export type PowerBuyers = { mining: MiningSummary; rows: PowerBuyerRow[]; matching: number; countries: string[] };

/** What an owner reads where Shopify shows us no name. */
export const UNKNOWN_NAME = "Name not shared";

const MOST_ROWS = 100;

/** The latest mining alone; null before the first. */
export async function readLatestMining(world: World): Promise<MiningSummary | null> {
  const mining = await world.transaction(({ db }) =>
    db.mining.findFirst({ where: { shopId: world.shopId }, orderBy: { minedAt: "desc" } }),
  );
  if (!mining) return null;
  return {
    miningId: mining.miningId,
    minedAt: mining.minedAt.toISOString(),
    method: mining.method,
    orders: mining.orders,
    leftOut: mining.leftOut as LeftOut,
    buyers: mining.buyers,
    powerBuyers: mining.powerBuyers,
    spendShareBp: mining.spendShareBp,
    horizonFrom: mining.horizonFrom.toISOString(),
    horizonTo: mining.horizonTo.toISOString(),
    currency: mining.currency,
  };
}

/** null before the first mining. Pages count from 1; at most 100 rows a page. */
export async function readPowerBuyers(world: World, query: PowerBuyersQuery): Promise<PowerBuyers | null> {
  const mining = await readLatestMining(world);
  if (!mining) return null;
  const size = Math.min(query.pageSize ?? 50, MOST_ROWS);
  // The database's text knows no NUL.
  const search = query.search?.replaceAll("\0", "").trim().slice(0, 80);
  const like = search ? `%${search.replace(/[\\%_]/g, "\\$&")}%` : null;
  const where = Prisma.sql`
    r.shop_id = ${world.shopId} AND r.mining_id = ${mining.miningId}::uuid AND r.power_buyer AND b.merged_into IS NULL
    ${like ? Prisma.sql`AND (concat_ws(' ', b.first_name, b.last_name) ILIKE ${like} OR b.email ILIKE ${like})` : Prisma.empty}
    ${query.countryCode ? Prisma.sql`AND b.country_code = ${query.countryCode}` : Prisma.empty}
    ${query.subscribedOnly ? Prisma.sql`AND b.consent = 'subscribed'` : Prisma.empty}`;
  const from = Prisma.sql`FROM ranking r JOIN buyer b USING (shop_id, buyer_id) WHERE ${where}`;
  return world.transaction(async ({ db }) => {
    const [{ matching }] = await db.$queryRaw<{ matching: bigint }[]>(Prisma.sql`SELECT count(*) AS matching ${from}`);
    const countries = await db.$queryRaw<{ country_code: string }[]>(Prisma.sql`
      SELECT b.country_code FROM ranking r JOIN buyer b USING (shop_id, buyer_id)
      WHERE r.shop_id = ${world.shopId} AND r.mining_id = ${mining.miningId}::uuid AND r.power_buyer AND b.country_code IS NOT NULL
      GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 60`);
    const rows = await db.$queryRaw<Row[]>(Prisma.sql`
      SELECT r.buyer_id, r.rank, r.reason, r.orders, r.net_spend_minor, r.last_order_at,
        b.first_name, b.last_name, b.email, b.country_code, b.province, b.city, b.consent,
        (SELECT state FROM invitation i WHERE i.shop_id = r.shop_id AND i.buyer_id = r.buyer_id ORDER BY created_at DESC LIMIT 1) AS invitation,
        EXISTS (SELECT FROM ambassador a WHERE a.shop_id = r.shop_id AND a.buyer_id = r.buyer_id AND a.state = 'active') AS ambassador,
        EXISTS (SELECT FROM hold_out h WHERE h.shop_id = r.shop_id AND h.buyer_id = r.buyer_id AND h.due_at > ${world.clock.now()}) AS held_out
      ${from} ORDER BY r.rank LIMIT ${size} OFFSET ${(Math.max(1, query.page) - 1) * size}`);
    return {
      mining,
      matching: Number(matching),
      countries: countries.map((row) => row.country_code),
      rows: rows.map((row) => rowFor(row, mining, world.clock.now())),
    };
  });
}

type Row = {
  buyer_id: string;
  rank: number;
  reason: unknown;
  orders: number;
  net_spend_minor: bigint;
  last_order_at: Date;
  first_name: string | null;
  last_name: string | null;
  email: string | null;
  country_code: string | null;
  province: string | null;
  city: string | null;
  consent: string;
  invitation: string | null;
  ambassador: boolean;
  held_out: boolean;
};

function rowFor(row: Row, { currency }: MiningSummary, now: Date): PowerBuyerRow {
  return {
    buyerId: row.buyer_id,
    rank: row.rank,
    name: [row.first_name, row.last_name].filter(Boolean).join(" ") || UNKNOWN_NAME,
    email: row.email,
    reason: writeReason(row.reason as ReasonFacts, { currency }),
    region: [row.city, row.country_code].filter(Boolean).join(", ") || "Unknown",
    orders: row.orders,
    netSpend: formatMoney({ amountMinor: row.net_spend_minor, currency }),
    netSpendMinor: String(row.net_spend_minor),
    lastOrderAt: row.last_order_at.toISOString(),
    daysSinceLastOrder: Math.max(0, Math.floor((now.getTime() - row.last_order_at.getTime()) / 86_400_000)),
    consent: row.consent,
    standing: row.ambassador ? "ambassador" : row.held_out ? "held out" : (row.invitation ?? "not invited"),
  };
}
