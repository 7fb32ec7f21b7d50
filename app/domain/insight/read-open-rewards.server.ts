/**
 * Rewards that wait for the owner's yes, and cash that waits to be paid, the longest waiting first. Where a product would go is Shopify's
 * to say, at this moment: of an address only its mark is kept.
 */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { readDestinations, type ReadDestination } from "../reward/read-destination.server";
import { rewardName } from "../reward/reward";
import { paidLongBefore } from "../reward/take-back-paid.server";
import { pageOf } from "../page-of";

export type OpenReward = {
  rewardId: string;
  kind: "product sent" | "cash";
  ambassadorName: string;
  /** Their customer in Shopify. */
  buyerId: string;
  /** Where it would be sent; null of cash. */
  sendTo: SendTo | null;
  /** What happened after an earlier yes; null: nothing. */
  happened: string | null;
  name: string;
  price: ShownMoney;
  reference: string;
  requestedAt: string;
  /** null: it waits for a yes. */
  approvedAt: string | null;
  /** When it first stood on a list of payouts. */
  listedAt: string | null;
  /** Something was found in Shopify that may be theirs: they stand on no list until the owner has said what it is. */
  held: boolean;
  /** It was looked whether something in Shopify is theirs: it can stand on a list. */
  cleared: boolean;
  /** When it was marked as paid; null: it waits. */
  paidAt: string | null;
  /** When somebody last took back that it was paid. */
  unpaidAt: string | null;
};

/**
 * The address their account has now, as it is read by the owner, whose yes carries `mark`. "confirmed": by them, when they asked for it;
 * "another": than the one they confirmed; "unasked": it is from before they were asked.
 */
export type SendTo =
  | { is: "confirmed" | "another" | "unasked"; lines: string[]; mark: string }
  | { is: "nowhere" }
  /** Shopify could not be asked. `place`: the town and country we know of, null: none. */
  | { is: "not known"; place: string | null };

export type OpenRewards = {
  rewards: OpenReward[];
  total: number;
  /** What they come to together, in each currency. */
  sums: ShownMoney[];
  /** How many of them stand on no list of payouts yet. */
  unlisted: number;
  page: number;
  pages: number;
};

const PAGE_SIZE = 25;

type Row = {
  reward_id: string;
  kind: OpenReward["kind"];
  name: string | null;
  buyer_id: string;
  city: string | null;
  country_code: string | null;
  product_title: string;
  price_minor: bigint;
  currency: string;
  code: string;
  requested_at: Date;
  place_mark: string | null;
  reason: string | null;
  approved_at: Date | null;
  exported_at: Date | null;
  held: boolean;
  cleared: boolean;
  issued_at: Date | null;
  unpaid_at: Date | null;
};

/** The cash marked paid is that of the days in which it can be taken back. @param which those that wait for a yes, or the cash that was said yes to. A sent product that was approved is on its way, and in neither. */
export async function readOpenRewards(
  world: World,
  { which, page = 1 }: { which: "asked" | "to be paid" | "paid"; page?: number },
): Promise<OpenRewards> {
  const { shopId, clock } = world;
  const wanted = {
    asked: Prisma.sql`r.state = 'requested' AND r.approved_at IS NULL AND r.kind IN ('cash', 'product sent')`,
    "to be paid": Prisma.sql`r.state = 'requested' AND r.approved_at IS NOT NULL AND r.kind = 'cash'`,
    paid: Prisma.sql`r.state = 'issued' AND r.kind = 'cash' AND r.issued_at > ${paidLongBefore(clock.now())}`,
  }[which];
  const { shown, rows } = await world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const [all] = await db.$queryRaw<{ total: number; unlisted: number }[]>`
      SELECT count(*)::int AS total, (count(*) FILTER (WHERE r.exported_at IS NULL))::int AS unlisted
      FROM reward r WHERE r.shop_id = ${shopId} AND ${wanted}`;
    const sums = await db.$queryRaw<{ currency: string; sum: bigint }[]>`
      SELECT r.currency, sum(r.price_minor)::bigint AS sum FROM reward r WHERE r.shop_id = ${shopId} AND ${wanted} GROUP BY 1 ORDER BY 1`;
    const { skip, take, ...pages } = pageOf(all.total, page, PAGE_SIZE);
    const rows = await db.$queryRaw<Row[]>`
      SELECT r.reward_id::text, r.kind, a.name, r.buyer_id, b.city, b.country_code, r.product_title, r.price_minor, r.currency, r.code, r.requested_at, r.place_mark, r.reason, r.approved_at,
        r.exported_at, EXISTS (SELECT FROM stray s WHERE s.shop_id = r.shop_id AND s.buyer_id = r.buyer_id AND s.answer IS NULL) AS held,
        r.cleared_at IS NOT NULL AS cleared, r.issued_at, r.unpaid_at
      FROM reward r LEFT JOIN ambassador a ON a.shop_id = r.shop_id AND a.ambassador_id = r.ambassador_id
        LEFT JOIN buyer b ON b.shop_id = r.shop_id AND b.buyer_id = r.buyer_id
      WHERE r.shop_id = ${shopId} AND ${wanted} ORDER BY r.requested_at, r.reward_id LIMIT ${take} OFFSET ${skip}`;
    return {
      shown: {
        total: all.total,
        sums: sums.map(({ sum, currency }) => showMoney(sum, { ...place, currency })),
        unlisted: all.unlisted,
        ...pages,
      },
      rows: rows.map((row) => ({ ...row, price: showMoney(row.price_minor, { ...place, currency: row.currency }) })),
    };
  });
  const sent = [...new Set(rows.filter(({ kind }) => kind === "product sent").map(({ buyer_id }) => buyer_id))];
  const destinations = await readDestinations(world, sent);
  return {
    ...shown,
    rewards: rows.map((row) => {
      const destination = row.kind === "product sent" ? destinations[sent.indexOf(row.buyer_id)] : null;
      return {
        rewardId: row.reward_id,
        kind: row.kind,
        ambassadorName: row.name ?? "",
        buyerId: row.buyer_id,
        sendTo: destination ? sendTo(destination, row) : null,
        happened: row.reason,
        name: rewardName({ kind: row.kind, productTitle: row.product_title }),
        price: row.price,
        reference: row.code,
        requestedAt: row.requested_at.toISOString(),
        approvedAt: row.approved_at?.toISOString() ?? null,
        listedAt: row.exported_at?.toISOString() ?? null,
        held: row.held,
        cleared: row.cleared,
        paidAt: row.issued_at?.toISOString() ?? null,
        unpaidAt: row.unpaid_at?.toISOString() ?? null,
      };
    }),
  };
}

function sendTo(destination: ReadDestination, { place_mark, city, country_code }: Row): SendTo {
  if (destination.outcome === "no address") return { is: "nowhere" };
  if (destination.outcome === "try later") return { is: "not known", place: [city, country_code].filter(Boolean).join(", ") || null };
  const { lines, marks } = destination;
  const is = place_mark === null ? "unasked" : marks.includes(place_mark) ? "confirmed" : "another";
  return { is, lines, mark: marks[0] };
}
