/**
 * One database for a whole run of seeds, on the server that all tests share: every seed adds its shops to it, so that what
 * leaks from one shop to another is seen. Its time is virtual, and it goes when the run ends.
 */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { databaseRights, roleUrls } from "../../prisma/prepare-database.ts";
import { databaseUrl, ensureTemplate, leaseTestServer, socketUrl } from "../support/test-server.ts";
import { waitPatiently } from "./patient-waits.ts";
import { fetchOnlyWhatIsDue } from "./quick-fetch.ts";
import { rememberPlans } from "./quick-plans.ts";
import { spareRoundTrips } from "./quick-statements.ts";
import { onVirtualTime, setVirtualClock } from "../support/virtual-clock.ts";

/** Rows as the cluster's superuser, past every policy: for looking, and for what only a test may do. */
export type Sql = <T = Record<string, unknown>>(text: string, params?: unknown[]) => Promise<T[]>;
export type SimulationDatabase = { sql: Sql; moveClock(to: Date): Promise<void>; close(): Promise<void> };

export async function openDatabase(): Promise<SimulationDatabase> {
  const undo = [waitPatiently(), spareRoundTrips(), rememberPlans()];
  const lease = await leaseTestServer();
  const template = await ensureTemplate(lease);
  const name = `t_${process.pid}_${randomUUID().slice(0, 8)}`;
  await lease.client.query(`CREATE DATABASE ${name} OWNER regulars_owner TEMPLATE ${template} STRATEGY FILE_COPY`);
  await lease.client.query(databaseRights(name));
  const server = await socketUrl(lease, lease.url);
  const roles = roleUrls(server, name);
  process.env.DATABASE_URL = onVirtualTime(roles.app);
  process.env.DATABASE_DOOR_URL = roles.door;
  process.env.DATABASE_ERASER_URL = roles.eraser;
  const superuser = new pg.Client({ connectionString: databaseUrl(server, name) });
  superuser.on("error", () => {}); // the next query says so too
  await superuser.connect();
  const sql: Sql = async <T>(text: string, params: unknown[] = []) => (await superuser.query(text, params)).rows as T[];
  let now = new Date();
  undo.push(await fetchOnlyWhatIsDue(sql, () => now));
  return {
    sql,
    moveClock(to) {
      now = to;
      return setVirtualClock(superuser, { at: to });
    },
    async close() {
      await closeQueue();
      await closeConnections();
      await superuser.end();
      await lease.client.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await lease.client.end();
      for (const giveBack of undo) giveBack();
    },
  };
}
