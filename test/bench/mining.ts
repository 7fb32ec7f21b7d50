/**
 * `npm run bench -- mining`: the figures that mining is held to, each beside its anchor in the same run. Rankings and ranges on
 * real and simulated stores; fits; a file mined against a bare DuckDB query; an import into PostgreSQL against a COPY, killed on
 * the way; mining in the database; and the list's page with a hundred thousand buyers.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { textTable } from "~/mine/text-table";
import { benchBuyerList, listTable, type BuyerListTimes } from "./buyer-list.ts";
import { benchFits, type FitTimes } from "./fits.ts";
import { benchImport, type BenchImportResult } from "./import.ts";
import { benchMineFiles, type MinedFiles } from "./mine-files.ts";
import { benchRankings, type RankingFigures } from "./rankings.ts";
import { told } from "./statistics.ts";

export type MiningBench = {
  rankings?: RankingFigures[];
  fits?: FitTimes;
  files?: MinedFiles;
  import?: BenchImportResult;
  list?: BuyerListTimes;
};

/** Orders in a file; the largest one stands for the figure, all of them for how cost grows. */
const SIZES = { whole: [1_000_000, 2_000_000, 4_000_000, 8_000_000, 10_000_000], quick: [100_000, 200_000, 400_000] };

export const PARTS = ["rankings", "fits", "files", "import", "list"] as const;
export type Part = (typeof PARTS)[number];

export async function benchMining({
  quick,
  parts,
  say,
}: {
  quick: boolean;
  parts: readonly Part[];
  say: (line: string) => void;
}): Promise<MiningBench> {
  const found: MiningBench = {};
  if (parts.includes("rankings")) found.rankings = await benchRankings();
  if (parts.includes("fits"))
    found.fits = benchFits(quick ? { rounds: 3, many: 20_000, most: 100_000 } : { rounds: 5, many: 100_000, most: 1_000_000 });
  if (parts.includes("files")) {
    const folder = mkdtempSync(path.join(tmpdir(), "regulars-bench-"));
    try {
      found.files = await benchMineFiles({
        sizes: quick ? SIZES.quick : SIZES.whole,
        rounds: quick ? 2 : 3,
        folder,
        seed: 20_261_127,
        say,
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  if (parts.includes("import"))
    found.import = await benchImport({
      orders: quick ? 20_000 : 1_000_000,
      rounds: quick ? 1 : 2,
      kills: quick ? 3 : 20,
      seed: "mining bench",
      say,
    });
  if (parts.includes("list")) found.list = await benchBuyerList({ buyers: quick ? 10_000 : 100_000, rounds: quick ? 10 : 30, say });
  return found;
}

export function tables({ rankings, fits, files, import: imported, list }: MiningBench): string {
  const parts: string[] = [];
  const percent = (share: number): string => (100 * share).toFixed(1);
  if (rankings)
    parts.push(
      "Best tenth found, per cent; difference from past spend in points with its 95 % interval",
      ...textTable(
        ["store", "buyers", "ranking", "found", "later spend", "bought again", "difference"],
        rankings.flatMap((store) =>
          store.rankings.map((one) => [
            store.store,
            String(store.buyers),
            one.name + (one.name === store.chosen ? " *" : ""),
            percent(one.recallAtTop10),
            percent(one.spendShare),
            percent(one.activeShare),
            one.byPoints === null ? "" : `${one.byPoints} [${one.lowPoints}, ${one.highPoints}]`,
          ]),
        ),
      ),
      "* the ranking the list follows",
      ...textTable(
        ["store", "90 % ranges held", "among the best tenth", "orders forecast / came"],
        rankings.map((store) => [
          store.store,
          store.rangesHeld ? percent(store.rangesHeld.all) : "none",
          store.rangesHeld ? percent(store.rangesHeld.best) : "none",
          store.forecastToActual?.toFixed(2) ?? "none",
        ]),
      ),
    );
  if (fits)
    parts.push(
      "Fits, seconds",
      ...textTable(
        ["model", "buyers", "seconds"],
        fits.map(({ model, buyers, seconds }) => [model, String(buyers), told(seconds, 2)]),
      ),
    );
  if (files)
    parts.push(
      "A file of orders mined, against a bare DuckDB query on the same file",
      ...textTable(
        ["orders", "MB", "mine, s", "bare, s", "ratio", "mine, peak MB", "bare, peak MB"],
        files.sizes.map((one) => [
          String(one.orders),
          String(one.megabytes),
          told(one.mineSeconds),
          told(one.bareSeconds),
          told(one.ratio, 2),
          told(one.minePeakMb, 0),
          told(one.barePeakMb, 0),
        ]),
      ),
      `Seconds grow with orders to the power of ${files.exponent.toFixed(2)}, peak memory to ${files.memoryExponent.toFixed(2)}.`,
    );
  if (imported)
    parts.push(
      "Import into PostgreSQL as the app, against a COPY of the same rows by the owner",
      ...textTable(
        ["orders", "lines", "import, s", "COPY, s", "ratio", "peak MB", "mining, s", "peak MB"],
        imported.rounds.map((round) => [
          String(imported.orders),
          String(imported.lines),
          round.importSeconds.toFixed(1),
          round.copySeconds.toFixed(1),
          round.ratio.toFixed(2),
          String(round.peakRssMb),
          round.mineSeconds.toFixed(1),
          String(round.minePeakRssMb),
        ]),
      ),
      `Killed ${imported.kills} times on the way: ${imported.problems.length === 0 ? "every total as it must be" : imported.problems.join("; ")}.`,
    );
  if (list) parts.push(...listTable(list));
  return parts.join("\n");
}
