/**
 * The connections: `appDatabase` does the work of one shop at a time under row-level security, `doorDatabase` sees
 * sessions only, because no shop is known yet when a session is looked up. Nothing else opens a Prisma client.
 */
import { PrismaClient } from "@prisma/client";
import pg from "pg";
import { DirectPg } from "./adapters/direct-sql.server";
import { PreparingClient } from "./adapters/preparing-client.server";
import { env } from "./env.server";

function connect(url: string, max: number): PrismaClient {
  const Client = env().DATABASE_PREPARED_STATEMENTS === "on" ? PreparingClient : pg.Client;
  return new PrismaClient({ adapter: new DirectPg({ connectionString: url, max, connectionTimeoutMillis: 4_000, Client }) });
}

type Connections = { app: PrismaClient; door: PrismaClient; bulk: pg.Pool };
let open: Connections | undefined;

/** Opened at first use, so that a test can name its own database first. */
export function connections(): Connections {
  if (open) return open;
  const bulk = new pg.Pool({ connectionString: env().DATABASE_URL, max: 4, connectionTimeoutMillis: 4_000 });
  // An idle connection that dies is replaced by the pool; without a listener it would end the process.
  bulk.on("error", () => undefined);
  return (open = { app: connect(env().DATABASE_URL, 10), door: connect(env().DATABASE_DOOR_URL, 4), bulk });
}

export async function closeConnections(): Promise<void> {
  const closing = open;
  open = undefined;
  if (closing) await Promise.all([closing.app.$disconnect(), closing.door.$disconnect(), closing.bulk.end()]);
}
