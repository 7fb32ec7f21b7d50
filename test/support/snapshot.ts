/** A backup of a test's database, and its putting back: every row of every table, the queue's included, as it was then. */
import type { TestWorld } from "./world";

/** Nothing may be under way when it is taken, and when it is put back. */
export async function snapshotOf({ sql }: Pick<TestWorld, "sql">): Promise<{ putBack(): Promise<void> }> {
  const tables = await sql<{ name: string; columns: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND n.nspname IN ('public', 'pgboss') AND c.relname <> '_prisma_migrations' GROUP BY 1 ORDER BY 1`,
  );
  const copies = tables.map(({ name, columns }, at) => ({ name, columns, copy: `backup.t${at}` }));
  await sql(
    ["DROP SCHEMA IF EXISTS backup CASCADE", "CREATE SCHEMA backup"]
      .concat(copies.map(({ name, copy }) => `CREATE TABLE ${copy} AS TABLE ${name}`))
      .join("; "),
  );
  return {
    async putBack() {
      // As pg_restore does: rows come back without the triggers that keep them from changing.
      await sql(
        ["BEGIN", "SET LOCAL session_replication_role = replica"]
          .concat(copies.map(({ name }) => `DELETE FROM ${name}`))
          .concat(copies.map(({ name, columns, copy }) => `INSERT INTO ${name} (${columns}) SELECT ${columns} FROM ${copy}`))
          .concat("COMMIT", "DROP SCHEMA backup CASCADE")
          .join("; "),
      );
    },
  };
}
