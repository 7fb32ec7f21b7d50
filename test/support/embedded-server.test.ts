import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, expect, test } from "vitest";
import { clusterFolder } from "../../prisma/embedded-account.ts";
import { isRunning } from "../../prisma/embedded-process.ts";
import { findEmbeddedServer, startEmbeddedServer, type EmbeddedServer } from "../../prisma/embedded-server.ts";

const temporary = realpathSync(mkdtempSync(path.join(os.tmpdir(), "embedded-")));
chmodSync(temporary, 0o755); // where root runs the tests, the server's account must get in
const folder = path.join(temporary, "pg");
const children: ChildProcess[] = [];
const open: EmbeddedServer[] = [];

type Ready = { pid: number; port: number; adopted: boolean };

afterEach(async () => {
  for (const child of children.splice(0)) await end(child);
  for (const server of open.splice(0)) await server.stop();
  await (await findEmbeddedServer(folder))?.stop();
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

async function start(options: { preferredPort?: number } = {}): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer({ folder, ...options });
  open.push(server);
  return server;
}

function launch(acknowledgedFile = ""): ChildProcess {
  const child = fork(path.join(import.meta.dirname, "write-until-killed.ts"), [folder, acknowledgedFile], { execArgv: [] });
  children.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<Ready> {
  const [message] = (await once(child, "message")) as [{ ready?: Ready; failed?: string }];
  if (!message.ready) throw new Error(message.failed);
  return message.ready;
}

async function writtenRows(child: ChildProcess, atLeast: number): Promise<void> {
  for (;;) {
    const [message] = (await once(child, "message")) as [{ written?: number }];
    if ((message.written ?? 0) >= atLeast) return;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function rows(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const answer = await client.query<Record<string, unknown>>(sql).finally(() => client.end());
  return answer.rows;
}

test("two starts at once on a fresh folder end with one server, which both use", async () => {
  const both = await Promise.all([launch(), launch()].map(ready));
  expect(both[0]!.pid).toBe(both[1]!.pid);
  expect(both.map(({ adopted }) => adopted).sort()).toEqual([false, true]);
});

test("a killed parent leaves the server running, and the next start goes on with it", async () => {
  const child = launch();
  const before = await ready(child);
  await end(child);
  const server = await start();
  expect(server).toMatchObject({ pid: before.pid, port: before.port, adopted: true });
});

test("a stopped server is gone, and the next start is a new one on the same data", async () => {
  const first = await start();
  await rows(first.url, "CREATE TABLE IF NOT EXISTS kept AS SELECT 7 AS n");
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);
  expect(await findEmbeddedServer(folder)).toBeNull();
  const second = await start();
  expect(second.adopted).toBe(false);
  expect(await rows(second.url, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
});

test("a taken port is left to whoever has it", async () => {
  const stranger = net.createServer().listen(0, "127.0.0.1");
  await once(stranger, "listening");
  const { port } = stranger.address() as net.AddressInfo;
  const server = await start({ preferredPort: port });
  expect(server.port).not.toBe(port);
  await new Promise((resolve) => stranger.close(resolve));
  await server.stop();
  expect((await start({ preferredPort: port })).port).toBe(port);
});

test.each([
  ["of a process that is dead", 2 ** 22 + 1],
  ["that now names another program", process.pid],
])("a stale postmaster.pid %s does not keep the server from starting", async (_what, pid) => {
  await (await start()).stop();
  const file = path.join(folder, "postmaster.pid");
  writeFileSync(file, `${pid}\n${folder}\n1\n5432\n\n127.0.0.1\n\nready   \n`, { mode: 0o600 });
  const { uid, gid } = statSync(path.join(folder, "PG_VERSION"));
  chownSync(file, uid, gid);
  const server = await start();
  expect(server.adopted).toBe(false);
  expect(await rows(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a PostgreSQL killed while rows are written loses none that it acknowledged", { timeout: 120_000 }, async () => {
  const acknowledged = path.join(temporary, "acknowledged");
  for (let round = 1; round <= 3; round++) {
    const child = launch(acknowledged);
    const { pid } = await ready(child);
    await writtenRows(child, 300);
    process.kill(pid, "SIGKILL");
    await end(child);
    const server = await start();
    const there = new Set((await rows(server.url, "SELECT id FROM acknowledged")).map(({ id }) => id));
    const noted = readFileSync(acknowledged, "utf8").split("\n").filter(Boolean);
    expect(noted.length).toBeGreaterThanOrEqual(300 * round);
    expect(noted.filter((id) => !there.has(id))).toEqual([]);
    await server.stop();
  }
});

test("data of another PostgreSQL version is refused with what to do, and left alone", async () => {
  await (await start()).stop();
  const file = path.join(folder, "PG_VERSION");
  const version = readFileSync(file, "utf8");
  writeFileSync(file, "16\n");
  await expect(startEmbeddedServer({ folder })).rejects.toThrow(/made by PostgreSQL 16, this is 17.*pg_dump/);
  writeFileSync(file, version);
  expect((await start()).adopted).toBe(false);
});

test("a setting PostgreSQL refuses is reported in its own words, at once", async () => {
  await expect(startEmbeddedServer({ folder, settings: { no_such_setting: "1" } })).rejects.toThrow(/unrecognized configuration parameter/);
});

// Only root must hand the server to another account; whoever else runs the tests keeps the folder asked for.
test("data wanted under a folder closed to the server's account lives elsewhere, and whoever asked is told", async () => {
  const wanted = path.join(temporary, "closed", "pg");
  mkdirSync(path.dirname(wanted), { mode: 0o700 });
  const told: string[] = [];
  const server = await startEmbeddedServer({ folder: wanted, notice: (text) => told.push(text), durable: false });
  open.push(server);
  expect(server.folder).toBe(clusterFolder(wanted));
  if (process.getuid?.() === 0) {
    expect(server.folder).toMatch(/^\/var\/lib\/regulars\/pg-/);
    expect(told.join()).toContain(server.folder);
    await server.stop();
    rmSync(server.folder, { recursive: true });
    rmSync(server.logFile);
  } else {
    expect([server.folder, told]).toEqual([wanted, []]);
  }
});
