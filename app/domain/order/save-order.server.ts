/**
 * Keeps an order as it was read. Readings may end in any order: one that shows an older state of Shopify's than the stored one is stale
 * and changes nothing; so is one of the same state that was asked for earlier. One order is saved by one transaction at a time.
 */
import { Prisma } from "@prisma/client";
import type { ReadLine, ReadOrder } from "~/ports/shop";
import type { Tx, World } from "~/ports/world";
import { clickIdOf } from "./click-attribute";
import { lockOrder } from "./lock-order.server";
import { marksOf } from "./mark";
import { amountsOf } from "./order";
import { siteOf } from "./site";

export type Saved =
  /** `buyerId`: whose it is now; `formerBuyerId`: whose it was, when that changed. */
  | { outcome: "saved"; buyerId: string | null; formerBuyerId: string | null }
  /**
   * It names another customer than the one we hold it of, or none, and was left as it is: the two may have become one, and then everything
   * follows; and whose it was has to be held before it (holdBuyers).
   */
  | { outcome: "changes hands"; formerBuyerId: string }
  /** A later reading is stored already. */
  | { outcome: "stale" };

type Stored = { readAt: Date; shopifyUpdatedAt: Date; deletedAt: Date | null; buyerId: string | null; paidAt: Date | null };
type Buyer = { mergedInto: string | null; erasedAt: Date | null };

/**
 * @param readAt the clock's time before Shopify was asked
 * @param mayLeave the buyer whom it may change hands from: held, and Shopify still knows them as somebody of their own. Outcomes: see Saved.
 */
export function saveOrder(world: World, order: ReadOrder, { readAt, mayLeave }: { readAt: Date; mayLeave?: string }): Promise<Saved> {
  return world.transaction(async (tx): Promise<Saved> => {
    await lockOrder(world, tx, order);
    const { stored, buyer } = await readStored(world, tx, order);
    if (stored && isStale(stored, { readAt, updatedAt: order.updatedAt })) return { outcome: "stale" };
    const buyerId = buyer?.mergedInto ?? order.buyer?.buyerId ?? null;
    const formerBuyerId = stored && stored.buyerId !== buyerId ? stored.buyerId : null;
    if (formerBuyerId && formerBuyerId !== mayLeave) return { outcome: "changes hands", formerBuyerId };
    const columns = {
      name: order.name,
      buyer_id: buyerId,
      // Whom we erased, Shopify erases a little later.
      email: buyer?.erasedAt ? null : order.email,
      placed_at: order.placedAt,
      cancelled_at: order.cancelledAt,
      deleted_at: null,
      paid_at: paidAt(order, stored),
      fulfilled_at: order.fulfilledAt,
      test: order.test,
      renewal: order.renewal,
      currency: order.currency,
      ...amountColumns(order),
      financial_status: order.financialStatus,
      source_name: order.sourceName,
      tags: order.tags,
      codes: order.codes,
      click_id: clickIdOf(order.attributes),
      buyer_order_index: order.buyerOrderIndex,
      referrer: buyer?.erasedAt ? null : siteOf(order.referrer),
      country_code: order.countryCode,
      province: buyer?.erasedAt ? null : order.province,
      gift: order.gift,
      ...(order.dispute !== undefined && { dispute: order.dispute }),
      shopify_updated_at: order.updatedAt,
      read_at: readAt,
    };
    await keep(world, tx, order, columns, marksNow(world, order, buyer));
    return { outcome: "saved", buyerId, formerBuyerId };
  });
}

/**
 * Shopify's word on when it changed goes before our clock, which may have been wrong when the stored one was read. An order that was
 * deleted has no newer word of theirs than that it was not there.
 */
function isStale(stored: Stored, { readAt, updatedAt }: { readAt: Date; updatedAt: Date }): boolean {
  if (stored.shopifyUpdatedAt > updatedAt) return true;
  return stored.readAt > readAt && (stored.deletedAt !== null || stored.shopifyUpdatedAt.getTime() === updatedAt.getTime());
}

/** The order as we held it, and whoever it is said to be of. */
async function readStored(
  { shopId }: World,
  { db }: Tx,
  { orderId, buyer }: ReadOrder,
): Promise<{ stored: Stored | null; buyer: Buyer | null }> {
  const [row] = await db.$queryRaw<(Stored & Buyer & { held: boolean; known: boolean })[]>`
    SELECT o.order_id IS NOT NULL AS held, o.read_at AS "readAt", o.shopify_updated_at AS "shopifyUpdatedAt", o.buyer_id AS "buyerId", o.deleted_at AS "deletedAt",
      o.paid_at AS "paidAt", b.buyer_id IS NOT NULL AS known, b.merged_into AS "mergedInto", b.erased_at AS "erasedAt"
    FROM (SELECT 1) AS one LEFT JOIN orders o ON o.shop_id = ${shopId} AND o.order_id = ${orderId}
      LEFT JOIN buyer b ON b.shop_id = ${shopId} AND b.buyer_id = ${buyer?.buyerId ?? null}`;
  return { stored: row.held ? row : null, buyer: row.known ? row : null };
}

/** The row and its lines in one statement. @param marks null: those that are there stay */
function keep(
  { shopId }: World,
  { db }: Tx,
  { orderId, lines }: ReadOrder,
  columns: Record<string, unknown> & { read_at: Date },
  marks: string[] | null,
) {
  const names = Object.keys(columns);
  const [named, asRead] = [Prisma.raw(names.join(", ")), Prisma.raw(names.map((name) => `excluded.${name}`).join(", "))];
  const of = <K extends keyof ReadLine>(key: K): ReadLine[K][] => lines.map((line) => line[key]);
  return db.$executeRaw`
    WITH kept AS (
      INSERT INTO orders (shop_id, order_id, marks, ${named})
      VALUES (${shopId}, ${orderId}, coalesce(${marks}::text[], '{}'), ${Prisma.join(Object.values(columns))})
      ON CONFLICT (shop_id, order_id) DO UPDATE SET marks = coalesce(${marks}::text[], orders.marks), (${named}) = ROW (${asRead})
    ), gone AS (
      DELETE FROM order_line WHERE shop_id = ${shopId} AND order_id = ${orderId} AND line_id <> ALL (${of("lineId")}::text[])
    )
    INSERT INTO order_line (shop_id, order_id, read_at, ${LINE})
    SELECT ${shopId}, ${orderId}, ${columns.read_at}::timestamptz, line.* FROM unnest(
      ${of("lineId")}::text[], ${of("productId")}::text[], ${of("variantId")}::text[], ${of("title")}::text[], ${of("quantity")}::int[],
      ${of("currentQuantity")}::int[], ${of("goodsMinor")}::bigint[], ${of("orderedMinor")}::bigint[], ${of("giftCard")}::boolean[]) AS line
    ON CONFLICT (shop_id, order_id, line_id) DO UPDATE SET read_at = excluded.read_at, (${LINE}) = ROW (${LINE_AS_READ})`;
}

/** In the order that keep() gives them. */
const LINE_COLUMNS = "line_id product_id variant_id title quantity current_quantity goods_minor ordered_minor gift_card".split(" ");
const LINE = Prisma.raw(LINE_COLUMNS.join(", "));
const LINE_AS_READ = Prisma.raw(LINE_COLUMNS.map((column) => `excluded.${column}`).join(", "));

function amountColumns(order: ReadOrder) {
  const { goodsMinor, orderedMinor, amountOnlyRefundsMinor, units } = amountsOf(order);
  return { goods_minor: goodsMinor, ordered_minor: orderedMinor, amount_only_refunds_minor: amountOnlyRefundsMinor, units };
}

/** Whom we erased leaves no mark; what was read without a contact keeps the marks that are there. */
function marksNow(world: World, { contact }: ReadOrder, buyer: { erasedAt: Date | null } | null): string[] | null {
  if (buyer?.erasedAt) return [];
  return contact ? marksOf(world, contact) : null;
}

/**
 * Shopify's order says that it is paid, not since when. Paid when first seen: since it was placed, however late we saw
 * it; seen unpaid before: since its latest change.
 */
function paidAt(order: ReadOrder, stored: { paidAt: Date | null } | null): Date | null {
  if (!order.paid) return null;
  if (!stored) return order.placedAt;
  return stored.paidAt ?? order.updatedAt;
}
