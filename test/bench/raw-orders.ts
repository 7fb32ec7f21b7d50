/**
 * What attribution is measured against: the very rows that the app wrote for these orders, written once more for another shop by
 * bare SQL as regulars_app, one transaction an order under the same row-level security. It knows every row beforehand, looks at
 * nothing and decides nothing.
 */
import type pg from "pg";

const TABLES = ["buyer", "orders", "order_line", "decision", "claim", "credit", "account", "entry"] as const;
type Row = Record<string, unknown> & { table: (typeof TABLES)[number] };

const RAW_SHOP = "bench-raw.myshopify.com";

/** By the order they belong to. An account may be written for the first of its orders only. */
const OF_ORDERS = `
  SELECT 'buyer' AS "table", o.order_id, to_jsonb(b) AS row FROM orders o JOIN buyer b USING (shop_id, buyer_id) WHERE o.shop_id = $1 AND o.order_id = ANY ($2)
  UNION ALL SELECT 'orders', order_id, to_jsonb(o) FROM orders o WHERE shop_id = $1 AND order_id = ANY ($2)
  UNION ALL SELECT 'order_line', order_id, to_jsonb(l) FROM order_line l WHERE shop_id = $1 AND order_id = ANY ($2)
  UNION ALL SELECT 'decision', order_id, to_jsonb(d) FROM decision d WHERE shop_id = $1 AND order_id = ANY ($2)
  UNION ALL SELECT 'claim', order_id, to_jsonb(k) FROM claim k WHERE shop_id = $1 AND order_id = ANY ($2)
  UNION ALL SELECT 'credit', order_id, to_jsonb(c) FROM credit c WHERE shop_id = $1 AND order_id = ANY ($2)
  UNION ALL SELECT 'account', e.source_id, to_jsonb(a) FROM entry e JOIN account a ON a.shop_id = e.shop_id AND a.account_id IN (e.from_account_id, e.to_account_id)
    WHERE e.shop_id = $1 AND e.source_kind = 'order' AND e.source_id = ANY ($2)
  UNION ALL SELECT 'entry', source_id, to_jsonb(e) FROM entry e WHERE shop_id = $1 AND source_kind = 'order' AND source_id = ANY ($2)`;

/** @returns the seconds all of them took, and how many of the orders had been credited by the app */
export async function writeRaw(
  sql: pg.Pool,
  { shopId, orderIds, atOnce }: { shopId: string; orderIds: string[]; atOnce: number },
): Promise<{ seconds: number; credited: number }> {
  const rows = await inShop(
    sql,
    shopId,
    async (client) => (await client.query<{ table: Row["table"]; order_id: string; row: Row }>(OF_ORDERS, [shopId, orderIds])).rows,
  );
  await openRawShop(sql, shopId);
  const byOrder = new Map<string, { table: Row["table"]; json: string }[]>();
  for (const { table, order_id, row } of rows)
    byOrder.set(order_id, [...(byOrder.get(order_id) ?? []), { table, json: JSON.stringify({ ...row, shop_id: RAW_SHOP }) }]);
  const left = [...byOrder.values()];
  const began = performance.now();
  const writer = async () => {
    for (let order = left.pop(); order; order = left.pop()) {
      const mine = order;
      await inShop(sql, RAW_SHOP, async (client) => {
        for (const table of TABLES) {
          const of = mine.filter((one) => one.table === table).map(({ json }) => json);
          if (of.length) await client.query({ name: table, text: INSERT[table], values: [`[${of.join(",")}]`] });
        }
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writer));
  const seconds = (performance.now() - began) / 1_000;
  return { seconds, credited: new Set(rows.filter(({ table }) => table === "entry").map(({ order_id }) => order_id)).size };
}

const INSERT = Object.fromEntries(
  TABLES.map((table) => [
    table,
    `INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)${table === "account" ? " ON CONFLICT DO NOTHING" : ""}`,
  ]),
) as Record<Row["table"], string>;

/** The programme and its people, which the orders' rows refer to. */
async function openRawShop(sql: pg.Pool, shopId: string): Promise<void> {
  for (const table of ["shop", "program", "program_version", "ambassador", "membership"]) {
    const rows = await inShop(
      sql,
      shopId,
      async (client) =>
        (await client.query<{ row: object }>(`SELECT to_jsonb(t) AS row FROM ${table} t WHERE shop_id = $1`, [shopId])).rows,
    );
    const json = JSON.stringify(rows.map(({ row }) => ({ ...row, shop_id: RAW_SHOP })));
    await inShop(sql, RAW_SHOP, (client) =>
      client.query(`INSERT INTO ${table} SELECT * FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb) ON CONFLICT DO NOTHING`, [json]),
    );
  }
}

async function inShop<T>(sql: pg.Pool, shopId: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await sql.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.shop_id', $1, true)", [shopId]);
    const done = await work(client);
    await client.query("COMMIT");
    return done;
  } finally {
    client.release();
  }
}
