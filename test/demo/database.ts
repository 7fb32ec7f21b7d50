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
};

const DATABASE = "regulars_demo";

/** @param onStop told what runs as soon as it does: what comes after may fail */
export async function openDatabase(
  folder: string,
  say: (line: string) => void,
  onStop: (what: string, stop: () => Promise<void>) => void,
): Promise<DemoDatabase> {
  const server = await startEmbeddedServer({ folder: path.join(folder, "postgres"), notice: say });
  onStop("The database", () => server.stop());
  const urls = await prepareDatabase({ superuserUrl: server.url, databaseName: DATABASE });
  const superuserUrl = new URL(server.url);
  superuserUrl.pathname = `/${DATABASE}`;
  const superuser = new pg.Client({ connectionString: superuserUrl.href });
  await superuser.connect();
  onStop("The database's clock", () => superuser.end());
  await installVirtualClock(superuser);
  return {
    appUrl: onVirtualTime(urls.app),
    doorUrl: urls.door,
    eraserUrl: urls.eraser,
    setClock: (shiftMs) => setVirtualClock(superuser, { shiftMs }),
  };
}
