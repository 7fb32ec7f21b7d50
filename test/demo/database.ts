/** The demo's PostgreSQL: the embedded server in the demo's folder, prepared, with the virtual clock that the demo moves. */
import path from "node:path";
import pg from "pg";
import { startEmbeddedServer } from "../../prisma/embedded-server.ts";
import { prepareDatabase } from "../../prisma/prepare-database.ts";
import { installVirtualClock, onVirtualTime, setVirtualClock } from "../support/virtual-clock.ts";

export type DemoDatabase = {
  appUrl: string;
  doorUrl: string;
  eraserUrl: string;
  setClock(shiftMs: number): Promise<void>;
  stop(): Promise<void>;
};

const DATABASE = "regulars_demo";

export async function openDatabase(folder: string, say: (line: string) => void): Promise<DemoDatabase> {
  const server = await startEmbeddedServer({ folder: path.join(folder, "postgres"), notice: say });
  const urls = await prepareDatabase({ superuserUrl: server.url, databaseName: DATABASE });
  const superuserUrl = new URL(server.url);
  superuserUrl.pathname = `/${DATABASE}`;
  const superuser = new pg.Client({ connectionString: superuserUrl.href });
  await superuser.connect();
  await installVirtualClock(superuser);
  return {
    appUrl: onVirtualTime(urls.app),
    doorUrl: urls.door,
    eraserUrl: urls.eraser,
    setClock: (shiftMs) => setVirtualClock(superuser, { shiftMs }),
    async stop() {
      await superuser.end();
      await server.stop();
    },
  };
}
