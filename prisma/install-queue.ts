/**
 * The job queue's own schema. pg-boss builds and upgrades it here, as the owner and at deployment; the app's role may
 * use it and never change it (it runs with `migrate: false, createSchema: false`).
 */
import pgBossPackage from "pg-boss/package.json" with { type: "json" };
import { PgBoss } from "pg-boss";
import type pg from "pg";

const QUEUE_SCHEMA = "pgboss";
const APP = "regulars_app";

/** Changes whenever pg-boss would change its schema. */
export const queueVersion = String(pgBossPackage.pgboss.schema);

/** True when the queue is there in this library's version and the app may use all of it. `client`: any role of the database. */
export async function isQueueInstalled(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass($1) IS NOT NULL AS there", [`${QUEUE_SCHEMA}.version`]);
  if (!rows[0]?.there) return false;
  const found = await client.query<{ version: string; usable: boolean }>(
    `SELECT (SELECT max(version)::text FROM ${QUEUE_SCHEMA}.version) AS version,
       has_schema_privilege($2, $1::regnamespace, 'USAGE') AND
       (SELECT bool_and(has_table_privilege($2, oid, 'SELECT') AND has_table_privilege($2, oid, 'INSERT')
          AND has_table_privilege($2, oid, 'UPDATE') AND has_table_privilege($2, oid, 'DELETE'))
        FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p')) AS usable`,
    [QUEUE_SCHEMA, APP],
  );
  return found.rows[0]?.version === queueVersion && found.rows[0].usable;
}

/** Safe to repeat and to kill: pg-boss changes its schema in one transaction, the rights follow in another. */
export async function installQueue(ownerUrl: string, owner: pg.ClientBase): Promise<void> {
  const boss = new PgBoss({ connectionString: ownerUrl, supervise: false, schedule: false, max: 2 });
  const faults: Error[] = [];
  boss.on("error", (fault) => faults.push(fault));
  await boss.start();
  await boss.stop({ graceful: false });
  if (faults.length > 0) throw new AggregateError(faults, "pg-boss could not install its schema");
  for (const what of ["SELECT, INSERT, UPDATE, DELETE ON TABLES", "USAGE ON SEQUENCES", "EXECUTE ON FUNCTIONS"])
    await owner.query(`ALTER DEFAULT PRIVILEGES IN SCHEMA ${QUEUE_SCHEMA} GRANT ${what} TO ${APP}`);
  await owner.query(
    `GRANT USAGE ON SCHEMA ${QUEUE_SCHEMA} TO ${APP};
     GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${QUEUE_SCHEMA} TO ${APP};
     GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${QUEUE_SCHEMA} TO ${APP};
     GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${QUEUE_SCHEMA} TO ${APP}`,
  );
}
