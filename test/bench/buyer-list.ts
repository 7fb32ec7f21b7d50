/** How long the power buyers' page takes to read in a store with 100,000 buyers, each read by itself. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { textTable } from "~/mine/text-table";
import { quantile } from "./at-rate.ts";
import { environmentOf } from "./bench-environment.ts";
import { startBenchServer } from "./import-database.ts";

export type ListTask = { buyers: number; rounds: number; superuserUrl: string };
export type TimedRead = { what: string; listed: number; rows: number; milliseconds: number[] };
export type ListMessage =
  { said: "line"; line: string } | { said: "done"; reads: TimedRead[]; peakRssBytes: number } | { said: "failed"; problem: string };

export type BuyerListTimes = {
  buyers: number;
  /** `listed` power buyers are on the list, `rows` of them match. Milliseconds. */
  reads: { what: string; listed: number; rows: number; median: number; p95: number }[];
  peakRssMb: number;
};

export async function benchBuyerList({
  buyers,
  rounds,
  say,
}: {
  buyers: number;
  rounds: number;
  say: (line: string) => void;
}): Promise<BuyerListTimes> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "bench-list-")));
  chmodSync(folder, 0o755); // where root runs it, the server's account must get in
  const server = await startBenchServer(folder);
  try {
    const database = await server.freshDatabase();
    const { host, port, user, password, database: name } = database.superuser;
    const superuserUrl = `postgresql://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${name}`;
    const { reads, peakRssBytes } = await launch({ buyers, rounds, superuserUrl }, environmentOf(database), say);
    await database.drop();
    return {
      buyers,
      reads: reads.map(({ what, listed, rows, milliseconds }) => ({
        ...{ what, listed, rows },
        median: quantile(milliseconds, 0.5),
        p95: quantile(milliseconds, 0.95),
      })),
      peakRssMb: Math.round(peakRssBytes / 2 ** 20),
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function launch(
  task: ListTask,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<Extract<ListMessage, { said: "done" }>> {
  const child = fork(path.join(import.meta.dirname, "buyer-list-process.ts"), [JSON.stringify(task)], { env });
  const gone = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  let done: Extract<ListMessage, { said: "done" }> | null = null;
  let problem: string | null = null;
  child.on("message", (message: ListMessage) => {
    if (message.said === "line") say(message.line);
    else if (message.said === "failed") problem = message.problem;
    else done = message;
  });
  const [code, signal] = await gone;
  if (problem !== null) throw new Error(`the benchmark failed: ${problem as string}`);
  if (!done) throw new Error(`the benchmark's process ended with ${signal ?? code}`);
  return done;
}

export const listTable = ({ buyers, reads, peakRssMb }: BuyerListTimes): string[] => [
  `The power buyers' page with ${buyers} buyers, milliseconds; ${peakRssMb} MB at most`,
  ...textTable(
    ["read", "listed", "matching", "median", "p95"],
    reads.map(({ what, listed, rows, median, p95 }) => [what, String(listed), String(rows), median.toFixed(0), p95.toFixed(0)]),
  ),
];
