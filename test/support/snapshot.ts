/** A backup of a test's database, and its putting back: every row of every table, the queue's included, as it was then. */
import type { TestWorld } from "./world";

export type Snapshot = { putBack(): Promise<void> };

/**
 * Nothing may be under way when it is taken, and when it is put back. @param shopId only this shop's rows, what waits for it in the queue,
 * and the workers' notes, where other shops live in the same database; its sessions stay, as if its owner had opened the app since
 */
export async function snapshotOf({ sql }: Pick<TestWorld, "sql">, { shopId }: { shopId?: string } = {}): Promise<Snapshot> {
  const tables = await sql<{ name: string; columns: string; whose: string | null }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns,
       CASE WHEN bool_or(a.attname = 'shop_id') THEN 'shop_id' WHEN n.nspname = 'pgboss' AND bool_or(a.attname = 'data') THEN format('data->>%L', 'shopId') END AS whose
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND n.nspname IN ('public', 'pgboss') AND c.relname <> '_prisma_migrations' GROUP BY n.nspname, c.relname ORDER BY 1`,
  );
  const copies = tables
    .filter(({ name, whose }) => shopId === undefined || whose || name === "public.awake")
    .map(({ name, columns, whose }, at) => ({
      ...{ name, columns, copy: `backup.t${at}` },
      rows: shopId !== undefined && whose ? ` WHERE ${whose} = $shop$${shopId}$shop$` : "",
    }));
  await sql(
    ["DROP SCHEMA IF EXISTS backup CASCADE", "CREATE SCHEMA backup"]
      .concat(copies.map(({ name, copy, rows }) => `CREATE UNLOGGED TABLE ${copy} AS SELECT * FROM ${name}${rows}`))
      .join("; "),
  );
  return {
    async putBack() {
      // As pg_restore does: rows come back without the triggers that keep them from changing.
      await sql(
        ["BEGIN", "SET LOCAL session_replication_role = replica"]
          .concat(copies.map(({ name, rows }) => `DELETE FROM ${name}${rows}`))
          .concat(copies.map(({ name, columns, copy }) => `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM ${copy}`))
          .concat("COMMIT", "DROP SCHEMA backup CASCADE")
          .join("; "),
      );
    },
  };
}
