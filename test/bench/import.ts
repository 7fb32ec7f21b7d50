/**
 * How fast and how safely an order history comes in: the app's own import of a generated bulk file as regulars_app, against
 * a COPY of the same rows by the owner in the same run; its peak memory; and the same import killed again and again, which
 * must end with the same totals. `node test/bootstrap.mjs test/bench/import.ts --orders 1000000 --rounds 1 --kills 20`
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { SeededRandom } from "../emulator/stores/seeded-random.ts";
import { environmentOf } from "./bench-environment.ts";
import { generateBulkOrders, type BulkOrdersBooks } from "./generate-bulk-orders.ts";
import { copyAsOwner } from "./import-anchor.ts";
import { startBenchServer, type BenchDatabase, type BenchServer } from "./import-database.ts";
import type { ImportMessage, ImportTask } from "./import-process.ts";
import { differences, readTotals, type Totals } from "./import-totals.ts";

export type BenchImportOptions = {
  orders: number;
  /** Each a fresh import and a fresh COPY, one after the other. */
  rounds: number;
  /** How often the killed import is killed; 0 leaves that part out. */
  kills: number;
  seed: string;
  /** Where lines for people go. Default: stderr. */
  say?: (line: string) => void;
};

export type Round = {
  importSeconds: number;
  copySeconds: number;
  ratio: number;
  peakRssMb: number;
  rowsPerSecond: number;
  /** Mining what was imported, in the database, backtest included. */
  mineSeconds: number;
  minePeakRssMb: number;
};

export type BenchImportResult = {
  orders: number;
  lines: number;
  buyers: number;
  fileMb: number;
  rounds: Round[];
  ratio: { median: number; least: number; most: number };
  peakRssMb: number;
  kills: number;
  /** What is not as it must be; empty when everything is. */
  problems: string[];
};

const SHOP = "regulars-bench.myshopify.com";
const LINES_PER_ORDER = 4;
const ORDERS_PER_BUYER = 3;
/** A kill falls this long after its byte was read, at most: while rows are parsed, sent, written or committed. */
const LONGEST_DELAY_MS = 250;

export async function benchImport({ orders, rounds, kills, seed, say = toStderr }: BenchImportOptions): Promise<BenchImportResult> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "bench-import-")));
  chmodSync(folder, 0o755); // where root runs it, the server's account must get in
  const file = path.join(folder, "orders.jsonl");
  let server: BenchServer | null = null;
  try {
    const books = await generateBulkOrders(file, {
      orders,
      linesPerOrder: LINES_PER_ORDER,
      buyers: Math.ceil(orders / ORDERS_PER_BUYER),
      seed,
    });
    say(`${orders} orders, ${books.lines} lines, ${books.buyers} buyers: a file of ${megabytes(books.bytes)} MB`);
    server = await startBenchServer(folder);
    const measured: Round[] = [];
    const problems: string[] = [];
    let totals: Totals | null = null;
    for (let round = 1; round <= rounds; round++) {
      const database = await server.freshDatabase();
      const one = await measure(database, file, folder, books);
      const found = await readTotals(database.superuser);
      problems.push(...differences(totals ?? expectedTotals(books), found).map((line) => `round ${round}: ${line}`));
      totals ??= found;
      await database.drop();
      measured.push(one);
      say(
        `round ${round}: import ${one.importSeconds.toFixed(1)} s, COPY ${one.copySeconds.toFixed(1)} s, ratio ${one.ratio.toFixed(2)}, ` +
          `${Math.round(one.rowsPerSecond)} rows/s, peak ${one.peakRssMb} MB; mined in ${one.mineSeconds.toFixed(1)} s, peak ${one.minePeakRssMb} MB`,
      );
    }
    if (kills > 0) {
      const database = await server.freshDatabase();
      await importKilled(database, { file, books, kills, seed, say });
      const wrong = differences(totals ?? expectedTotals(books), await readTotals(database.superuser));
      say(`killed ${kills} times: ${wrong.length ? wrong.join("; ") : "every total as without"}`);
      problems.push(...wrong.map((line) => `killed: ${line}`));
      await database.drop();
    }
    const ratios = measured.map(({ ratio }) => ratio).sort((one, other) => one - other);
    const result: BenchImportResult = {
      orders,
      lines: books.lines,
      buyers: books.buyers,
      fileMb: megabytes(books.bytes),
      rounds: measured,
      ratio: { median: median(ratios), least: ratios[0], most: ratios.at(-1)! },
      peakRssMb: Math.max(...measured.map(({ peakRssMb }) => peakRssMb)),
      kills,
      problems,
    };
    const { median: middle, least, most } = result.ratio;
    say(`ratio ${middle.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)}), peak ${result.peakRssMb} MB, ${problems.length} problems`);
    return result;
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(database: BenchDatabase, file: string, folder: string, books: BulkOrdersBooks): Promise<Round> {
  await database.superuser.query("CHECKPOINT");
  const { seconds, peakRssBytes, mining } = await runImport(database, { shopId: SHOP, file, sayAtByte: null, mine: true });
  const copySeconds = await copyAsOwner(database, folder);
  return {
    importSeconds: seconds,
    copySeconds,
    ratio: seconds / copySeconds,
    peakRssMb: megabytes(peakRssBytes),
    rowsPerSecond: (books.orders + books.lines + books.buyers) / seconds,
    mineSeconds: mining!.seconds,
    minePeakRssMb: megabytes(mining!.peakRssBytes),
  };
}

type Ended = Omit<Extract<ImportMessage, { said: "done" }>, "said">;

async function runImport(database: BenchDatabase, task: ImportTask): Promise<Ended> {
  const ended = await launch(database, task, null);
  if (ended === "killed") throw new Error("the import was killed by somebody else");
  return ended;
}

/** One kill for each part of the file, at a drawn byte of it and a drawn moment after that byte. */
async function importKilled(
  database: BenchDatabase,
  { file, books, kills, seed, say }: { file: string; books: BulkOrdersBooks; kills: number; seed: string; say: (line: string) => void },
): Promise<void> {
  const random = new SeededRandom(`${seed} kills`);
  for (let kill = 0; kill < kills; kill++) {
    const sayAtByte = Math.max(1, Math.floor((books.bytes * (kill + random.unit() * 0.9)) / kills));
    const delayMs = random.unit() * LONGEST_DELAY_MS;
    const ended = await launch(database, { shopId: SHOP, file, sayAtByte, mine: false }, delayMs);
    if (ended !== "killed") throw new Error(`the import ended before kill ${kill + 1} of ${kills}`);
    const { rows } = await database.superuser.query<{ read_bytes: string }>("SELECT read_bytes FROM import");
    say(`killed ${delayMs.toFixed(0)} ms after byte ${sayAtByte} was read; kept up to byte ${rows[0]?.read_bytes ?? 0}`);
  }
  await runImport(database, { shopId: SHOP, file, sayAtByte: null, mine: false });
}

/** @param killAfterMs after the process has read the task's byte; null lets it end by itself */
async function launch(database: BenchDatabase, task: ImportTask, killAfterMs: number | null): Promise<Ended | "killed"> {
  const child = fork(path.join(import.meta.dirname, "import-process.ts"), [JSON.stringify(task)], { env: environmentOf(database) });
  const gone = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  let ended: Ended | null = null;
  let problem: string | null = null;
  child.on("message", (message: ImportMessage) => {
    if (message.said === "done") ended = message;
    else if (message.said === "failed") problem = message.problem;
    else if (killAfterMs !== null) void pause(killAfterMs).then(() => child.kill("SIGKILL"));
  });
  const [code, signal] = await gone;
  if (problem !== null) throw new Error(`the import failed: ${problem as string}`);
  if (ended) return ended;
  if (signal === "SIGKILL" && killAfterMs !== null) return "killed";
  throw new Error(`the import's process ended with ${signal ?? code}`);
}

const expectedTotals = (books: BulkOrdersBooks): Totals => ({
  orders: String(books.orders),
  lines: String(books.lines),
  buyers: String(books.buyers),
  orders_goods_minor: String(books.goodsMinor),
  orders_ordered_minor: String(books.orderedMinor),
  orders_amount_only_refunds_minor: String(books.amountOnlyRefundsMinor),
  state: "done",
  read_bytes: String(books.bytes),
  orders_read: String(books.orders),
  lines_read: String(books.lines),
  buyers_read: String(books.buyers),
  refused: "0",
});

const megabytes = (bytes: number): number => Math.round(bytes / 1_048_576);

const median = (sorted: number[]): number => (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;

function toStderr(line: string): void {
  process.stderr.write(`${line}\n`);
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const { values } = parseArgs({
    options: {
      orders: { type: "string", default: "100000" },
      rounds: { type: "string", default: "3" },
      kills: { type: "string", default: "20" },
      seed: { type: "string", default: "import" },
      quick: { type: "boolean", default: false },
    },
  });
  const [orders, rounds, kills] = values.quick ? [20_000, 1, 5] : [values.orders, values.rounds, values.kills].map(Number);
  const result = await benchImport({ orders, rounds, kills, seed: values.seed });
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  if (result.problems.length) process.exitCode = 1;
}
