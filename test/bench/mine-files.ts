/** `mine` on files of growing size, each against a bare DuckDB query on the same file, in turn, in processes of their own. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { FileReading } from "./file-process.ts";
import { generateOrderFile } from "./generate-order-file.ts";
import { exponentOf, spreadOf, type Spread } from "./statistics.ts";

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, "../..");
const WITHIN_MS = 10 * 60_000;

export type MinedSize = {
  orders: number;
  megabytes: number;
  mineSeconds: Spread;
  bareSeconds: Spread;
  ratio: Spread;
  minePeakMb: Spread;
  barePeakMb: Spread;
};
export type MinedFiles = { sizes: MinedSize[]; exponent: number; memoryExponent: number };

async function read(what: "mine" | "bare", file: string): Promise<FileReading> {
  const flags = ["--disable-warning=ExperimentalWarning", "--import", path.join(root, "test/support/app-imports.mjs")];
  const { stdout } = await run(process.execPath, [...flags, path.join(root, "test/bench/file-process.ts"), what, file], {
    cwd: root,
    timeout: WITHIN_MS,
  });
  return JSON.parse(stdout) as FileReading;
}

/** @param sizes numbers of orders, each measured `rounds` times after one reading that only warms the disk's cache */
export async function benchMineFiles({
  sizes,
  rounds,
  folder,
  seed,
  say,
}: {
  sizes: number[];
  rounds: number;
  folder: string;
  seed: number;
  say: (line: string) => void;
}): Promise<MinedFiles> {
  const measured: MinedSize[] = [];
  for (const orders of sizes) {
    const file = path.join(folder, `${orders}.jsonl`);
    const { bytes } = await generateOrderFile(file, { orders, seed });
    await read("bare", file);
    const pairs: { mine: FileReading; bare: FileReading }[] = [];
    for (let round = 0; round < rounds; round++) pairs.push({ mine: await read("mine", file), bare: await read("bare", file) });
    const one: MinedSize = {
      orders,
      megabytes: Math.round(bytes / 1e6),
      mineSeconds: spreadOf(pairs.map(({ mine }) => mine.seconds)),
      bareSeconds: spreadOf(pairs.map(({ bare }) => bare.seconds)),
      ratio: spreadOf(pairs.map(({ mine, bare }) => mine.seconds / bare.seconds)),
      minePeakMb: spreadOf(pairs.map(({ mine }) => mine.peakRssMb)),
      barePeakMb: spreadOf(pairs.map(({ bare }) => bare.peakRssMb)),
    };
    measured.push(one);
    say(
      `mine ${orders} orders: ${one.mineSeconds.median.toFixed(1)} s, bare ${one.bareSeconds.median.toFixed(1)} s, ratio ${one.ratio.median.toFixed(2)}, ${one.minePeakMb.median} MB`,
    );
  }
  const points = (cost: (one: MinedSize) => number) => measured.map((one) => ({ size: one.orders, cost: cost(one) }));
  return {
    sizes: measured,
    exponent: measured.length > 1 ? exponentOf(points(({ mineSeconds }) => mineSeconds.median)) : NaN,
    memoryExponent: measured.length > 1 ? exponentOf(points(({ minePeakMb }) => minePeakMb.median)) : NaN,
  };
}
