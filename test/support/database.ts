/**
 * A database of its own for each test file: a copy of the migrated template, dropped when the file ends. Its addresses are
 * put into the environment too, so that what reads the app's configuration works on it.
 */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll } from "vitest";
import { databaseRights, roleUrls, type DatabaseUrls } from "../../prisma/prepare-database.ts";
import { databaseUrl, ensureTemplate, leaseTestServer } from "./test-server.ts";
import { onVirtualTime, setVirtualClock } from "./virtual-clock.ts";

export type FreshDatabase = {
  /** By role; `app` is on virtual time as in the demo, `superuser` passes row-level security and is for looking only. */
  urls: DatabaseUrls & { superuser: string };
  /** From then on now() is this moment for the app's role, the queue included. Before the first call it is the real one. */
  moveClock(to: Date): Promise<void>;
};

/** Call it at the top of a test file: `const { urls } = await freshDatabase();` */
export async function freshDatabase(): Promise<FreshDatabase> {
  const lease = await leaseTestServer();
  const template = await ensureTemplate(lease);
  const name = `t_${process.pid}_${randomUUID().slice(0, 8)}`;
  // Copying files is quicker than through the log here: without fsync its checkpoints cost nothing.
  await lease.client.query(`CREATE DATABASE ${name} OWNER regulars_owner TEMPLATE ${template} STRATEGY FILE_COPY`);
  await lease.client.query(databaseRights(name));
  const superuser = new pg.Client({ connectionString: databaseUrl(lease.url, name) });
  await superuser.connect();
  afterAll(async () => {
    await superuser.end();
    await lease.client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await lease.client.end();
  });
  const roles = roleUrls(lease.url, name);
  const urls = { ...roles, app: onVirtualTime(roles.app), superuser: databaseUrl(lease.url, name) };
  process.env.DATABASE_URL = urls.app;
  process.env.DATABASE_DOOR_URL = urls.door;
  process.env.DATABASE_ERASER_URL = urls.eraser;
  return { urls, moveClock: (to) => setVirtualClock(superuser, { at: to }) };
}
