/**
 * `npm run bench -- money`: the figures that the ledger is held to, each beside its anchor in the same run: a statement of ten thousand
 * entries against the database's own sum of the same rows; orders attributed by the app's own action against one bare transaction
 * an order that writes the same rows; and two rewards asked for at once over one balance, of which exactly one may pass.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { textTable } from "~/mine/text-table";
import { environmentOf } from "./bench-environment.ts";
import { startBenchServer } from "./import-database.ts";
import type { MoneyMessage, MoneyTask } from "./money-process.ts";
import { spreadOf, told, type Spread } from "./statistics.ts";

export const PARTS = ["statement", "attribution", "redemptions"] as const;
export type Part = (typeof PARTS)[number];

export type MoneyBench = {
  statement?: { entries: number; firstPage: Spread; lastPage: Spread; whole: Spread; sum: Spread; ratio: Spread };
  attribution?: { orders: number; atOnce: number; ordersPerSecond: Spread; rawPerSecond: Spread; ratio: Spread };
  redemptions?: { pairs: number; exactlyOne: number; none: number; both: number };
  /** Of the process that ran the app's code, the database's apart. */
  peakRssMb: number;
  /** What is not as it must be; empty when everything is. */
  problems: string[];
};

/** What one part measured, a figure a round, in seconds or orders a second. */
export type Measured = {
  statement?: { entries: number; firstPage: number[]; lastPage: number[]; whole: number[]; sum: number[] };
  attribution?: { orders: number; atOnce: number; ordersPerSecond: number[]; rawPerSecond: number[] };
  redemptions?: { pairs: number; exactlyOne: number; none: number; both: number };
  peakRssBytes: number;
  problems: string[];
};

export async function benchMoney({
  quick,
  parts,
  say,
}: {
  quick: boolean;
  parts: readonly Part[];
  say: (line: string) => void;
}): Promise<MoneyBench> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), "bench-money-")));
  chmodSync(folder, 0o755); // where root runs it, the server's account must get in
  const server = await startBenchServer(folder);
  try {
    const database = await server.freshDatabase();
    const task: MoneyTask = {
      parts: [...parts],
      entries: 10_000,
      rounds: quick ? 3 : 7,
      orders: quick ? 200 : 1_000,
      pairs: quick ? 50 : 500,
    };
    const measured = await launch(task, environmentOf(database), say);
    await database.drop();
    return shown(measured);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function launch(task: MoneyTask, env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Measured> {
  const child = fork(path.join(import.meta.dirname, "money-process.ts"), [JSON.stringify(task)], { env });
  const gone = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  let measured: Measured | null = null;
  let problem: string | null = null;
  child.on("message", (message: MoneyMessage) => {
    if (message.said === "done") measured = message.measured;
    else if (message.said === "failed") problem = message.problem;
    else say(message.line);
  });
  const [code, signal] = await gone;
  if (problem !== null) throw new Error(`the benchmark failed: ${problem as string}`);
  if (!measured) throw new Error(`the benchmark's process ended with ${signal ?? code}`);
  return measured;
}

function shown({ statement, attribution, redemptions, peakRssBytes, problems }: Measured): MoneyBench {
  const each = (one: number[], other: number[]) => spreadOf(one.map((value, n) => value / other[n]));
  return {
    ...(statement && {
      statement: {
        entries: statement.entries,
        firstPage: spreadOf(statement.firstPage),
        lastPage: spreadOf(statement.lastPage),
        whole: spreadOf(statement.whole),
        sum: spreadOf(statement.sum),
        ratio: each(statement.whole, statement.sum),
      },
    }),
    ...(attribution && {
      attribution: {
        orders: attribution.orders,
        atOnce: attribution.atOnce,
        ordersPerSecond: spreadOf(attribution.ordersPerSecond),
        rawPerSecond: spreadOf(attribution.rawPerSecond),
        ratio: each(attribution.rawPerSecond, attribution.ordersPerSecond),
      },
    }),
    ...(redemptions && { redemptions }),
    peakRssMb: Math.round(peakRssBytes / 1_048_576),
    problems,
  };
}

export function tables({ statement, attribution, redemptions, peakRssMb, problems }: MoneyBench): string {
  const parts: string[] = [];
  if (statement) {
    const { entries, firstPage, lastPage, whole, sum, ratio } = statement;
    parts.push(
      `A statement of ${entries} entries, in seconds: median (least–most)`,
      ...textTable(
        ["first page", "last page", "every entry", "bare sum in SQL", "every entry : sum"],
        [[told(firstPage, 3), told(lastPage, 3), told(whole, 3), told(sum, 3), told(ratio)]],
      ),
    );
  }
  if (attribution) {
    const { orders, atOnce, ordersPerSecond, rawPerSecond, ratio } = attribution;
    parts.push(
      `\nOrders attributed and credited, ${orders} a round, ${atOnce} at once: median (least–most)`,
      ...textTable(
        ["orders a second", "bare transactions a second", "bare : app"],
        [[told(ordersPerSecond, 0), told(rawPerSecond, 0), told(ratio)]],
      ),
    );
  }
  if (redemptions) {
    const { pairs, exactlyOne, none, both } = redemptions;
    parts.push(
      `\nTwo rewards at once over one balance, ${pairs} times: exactly one passed ${exactlyOne} times, none ${none}, both ${both}.`,
    );
  }
  parts.push(`\nPeak memory of the app's process: ${peakRssMb} MB.`, ...problems.map((problem) => `NOT AS IT MUST BE: ${problem}`));
  return parts.join("\n");
}
