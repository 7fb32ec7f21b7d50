/**
 * The import benchmark's own PostgreSQL in a folder of its own, durable as in production, and in it a prepared database to
 * be copied for each run. Nothing else runs there, and it is gone when the benchmark ends.
 */
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { clusterFolder } from "../../prisma/embedded-account.ts";
import { startEmbeddedServer } from "../../prisma/embedded-server.ts";
import { databaseRights, prepareDatabase, roleUrls, type DatabaseUrls } from "../../prisma/prepare-database.ts";

export type BenchDatabase = { urls: DatabaseUrls; superuser: pg.Client; drop(): Promise<void> };
export type BenchServer = { freshDatabase(): Promise<BenchDatabase>; stop(): Promise<void> };

const TEMPLATE = "bench_template";

/** @param folder the server's data go into a folder inside it */
export async function startBenchServer(folder: string): Promise<BenchServer> {
  const data = path.join(folder, "pg");
  mkdirSync(folder, { recursive: true });
  const server = await startEmbeddedServer({ folder: data });
  await prepareDatabase({ superuserUrl: server.url, databaseName: TEMPLATE });
  const admin = await connect(server.url);
  let made = 0;
  return {
    async freshDatabase() {
      const name = `bench_${++made}`;
      await admin.query(`CREATE DATABASE ${name} OWNER regulars_owner TEMPLATE ${TEMPLATE} STRATEGY FILE_COPY`);
      await admin.query(databaseRights(name));
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      const superuser = await connect(url.href);
      return {
        urls: roleUrls(server.url, name),
        superuser,
        async drop() {
          await superuser.end();
          await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
        },
      };
    },
    async stop() {
      await admin.end();
      await server.stop();
      rmSync(clusterFolder(data), { recursive: true, force: true });
      rmSync(server.logFile, { force: true });
    },
  };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  // A server that goes away is told by the query under way.
  client.on("error", () => {});
  await client.connect();
  return client;
}
