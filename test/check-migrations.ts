/**
 * The gate that migrations and schema.prisma say the same (`npm run db:diff`): replays the migrations into a shadow
 * database and lets Prisma compare. With `-- --script` it prints the SQL that is missing, the start of a new migration.
 */
import path from "node:path";
import { runPrisma } from "../prisma/apply-migrations.ts";
import { rolesSql } from "../prisma/prepare-database.ts";
import { leaseTestServer, stopTestServerIfUnused } from "./support/test-server.ts";

const inPrisma = (name: string) => path.join(import.meta.dirname, "../prisma", name);
const asScript = process.argv.includes("--script");

const lease = await leaseTestServer();
try {
  await lease.client.query(rolesSql); // the migrations grant to them
  const compare = ["migrate", "diff", "--from-migrations", inPrisma("migrations"), "--to-schema-datamodel", inPrisma("schema.prisma")];
  process.stdout.write(await runPrisma([...compare, asScript ? "--script" : "--exit-code"], lease.url));
} catch (error) {
  process.stderr.write(
    `${(error as Error).message}\nThe migrations do not make what schema.prisma says: add one (npm run db:diff -- --script shows it).\n`,
  );
  process.exitCode = 1;
} finally {
  await lease.client.end();
  await stopTestServerIfUnused();
}
