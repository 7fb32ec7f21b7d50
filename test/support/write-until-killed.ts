/**
 * A process for the tests of the embedded server: starts or adopts the server of a folder and, when given a file, writes
 * rows on four connections and notes each in the file once PostgreSQL has acknowledged it. It ends when it is killed.
 * Messages: {ready: {pid, port, adopted}} or {failed}, then {written} every hundred rows.
 */
import { openSync, writeSync } from "node:fs";
import pg from "pg";
import { startEmbeddedServer } from "../../prisma/embedded-server.ts";

const [folder, acknowledgedFile] = process.argv.slice(2);
let written = 0;

async function write(url: string, writer: number, note: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {}); // the server is about to be killed under it
  await client.connect();
  await client.query("SELECT pg_advisory_lock(1)");
  await client.query("CREATE TABLE IF NOT EXISTS acknowledged (id text PRIMARY KEY)");
  await client.query("SELECT pg_advisory_unlock(1)");
  for (let row = 0; ; row++) {
    const id = `${process.pid}-${writer}-${row}`;
    await client.query("INSERT INTO acknowledged VALUES ($1)", [id]);
    writeSync(note, `${id}\n`);
    if (++written % 100 === 0) process.send!({ written });
  }
}

try {
  const { pid, port, adopted, url } = await startEmbeddedServer({ folder: folder! });
  process.send!({ ready: { pid, port, adopted } });
  const note = acknowledgedFile ? openSync(acknowledgedFile, "a") : null;
  if (note !== null) await Promise.allSettled([0, 1, 2, 3].map((writer) => write(url, writer, note)));
  process.on("disconnect", () => process.exit(0)); // never outlive the test
} catch (error) {
  process.send!({ failed: String(error) });
  process.exit(1);
}
