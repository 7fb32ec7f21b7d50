/** The database's reader: every order of the shop as columns, in pages by order id, so that memory stays flat. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import type { HistoryRow } from "./mining";

const PAGE = 20_000;

type Row = {
  order_id: string;
  buyer_id: string | null;
  placed_at: Date;
  goods_minor: bigint;
  currency: string;
  test: boolean;
  cancelled: boolean;
  own_reward: boolean;
  gift: boolean;
};

/** Pages of the history. Each page is its own transaction: an order that arrives meanwhile is in the next mining. */
export async function* readHistory(world: World): AsyncGenerator<HistoryRow[]> {
  for (let after = ""; ;) {
    const rows = await world.transaction(({ db }) =>
      db.$queryRaw<Row[]>(
        Prisma.sql`SELECT order_id, buyer_id, placed_at, goods_minor, currency, test, cancelled_at IS NOT NULL AS cancelled, own_reward, gift
          FROM orders WHERE shop_id = ${world.shopId} AND order_id > ${after} ORDER BY order_id LIMIT ${PAGE}`,
      ),
    );
    if (rows.length)
      yield rows.map((row) => ({
        orderId: row.order_id,
        buyerId: row.buyer_id,
        placedAtMs: row.placed_at.getTime(),
        goodsMinor: row.goods_minor,
        currency: row.currency,
        test: row.test,
        cancelled: row.cancelled,
        ownReward: row.own_reward,
        gift: row.gift,
      }));
    if (rows.length < PAGE) return;
    after = rows[rows.length - 1].order_id;
  }
}
