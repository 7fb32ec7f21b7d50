/** What was found in Shopify and that nobody here knows, and that the owner has not answered yet: the oldest first, with the evidence. */
import type { World } from "~/ports/world";
import { readShopPlace } from "../page/read-shop-place.server";
import { showMoney, type ShownMoney } from "../page/shown";
import { rewardName } from "../reward/reward";

export type ShownStray = {
  strayId: string;
  kind: string;
  /** Whose it is; empty: nobody who takes part. */
  name: string;
  member: boolean;
  what: string;
  amount: ShownMoney;
  code: string | null;
  /** It bears our mark, so it is of ours; store credit bears none. */
  marked: boolean;
  /** A draft that has become an order. */
  ordered: boolean;
  madeAt: string;
  /** Wishes that wait for the answer. */
  held: number;
};

const MOST = 100;

type Row = {
  stray_id: string;
  kind: string;
  name: string | null;
  product_title: string;
  amount_minor: bigint;
  code: string | null;
  marked: boolean;
  ordered: boolean;
  made_at: Date;
  held: number;
  total: number;
};

/** Up to 100 of them; `total` counts all. */
export function readStrays(world: World): Promise<{ strays: ShownStray[]; total: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const place = await readShopPlace(db, shopId);
    const rows = await db.$queryRaw<Row[]>`
      SELECT s.stray_id::text, s.kind, a.name, s.product_title, s.amount_minor, s.code, s.marked_as IS NOT NULL AS marked, s.order_id IS NOT NULL AS ordered,
        s.made_at, (SELECT count(*)::int FROM reward r WHERE r.shop_id = s.shop_id AND r.ambassador_id = a.ambassador_id AND r.state = 'requested') AS held,
        (count(*) OVER ())::int AS total
      FROM stray s LEFT JOIN ambassador a ON a.shop_id = s.shop_id AND a.buyer_id = s.buyer_id
      WHERE s.shop_id = ${shopId} AND s.answer IS NULL ORDER BY s.made_at, s.stray_id LIMIT ${MOST}`;
    return {
      total: rows[0]?.total ?? 0,
      strays: rows.map((row) => ({
        ...{ strayId: row.stray_id, kind: row.kind, name: row.name ?? "", member: row.name !== null, code: row.code },
        ...{ marked: row.marked, ordered: row.ordered, held: row.held },
        what: rewardName({ kind: row.kind, productTitle: row.product_title }),
        amount: showMoney(row.amount_minor, place),
        madeAt: row.made_at.toISOString(),
      })),
    };
  });
}
