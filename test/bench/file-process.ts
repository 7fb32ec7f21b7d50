/**
 * One measured reading of a file in a process of its own, told on stdout as JSON: `mine FILE` as `npm run mine` does it, or
 * `bare FILE`, the anchor: one DuckDB query from the same JSON lines to recency, frequency and spend of each customer.
 */
import { DuckDBInstance } from "@duckdb/node-api";
import process from "node:process";
import { asJson } from "~/mine/as-json";
import { mineFile } from "~/mine/mine-file.server";
import { readMineOptions } from "~/mine/options";

export type FileReading = { seconds: number; peakRssMb: number; buyers: number };

const BARE = (file: string): string => `
  CREATE TABLE rfm AS
  SELECT customer.id AS customer, max(createdAt) AS recency, count(*) AS frequency, sum(currentSubtotalPriceSet.shopMoney.amount::DECIMAL(18, 2)) AS spend
  FROM read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {createdAt: 'VARCHAR', cancelledAt: 'VARCHAR', test: 'BOOLEAN',
    customer: 'STRUCT(id VARCHAR)', currentSubtotalPriceSet: 'STRUCT(shopMoney STRUCT(amount VARCHAR))'})
  WHERE NOT test AND cancelledAt IS NULL AND customer IS NOT NULL GROUP BY 1`;

const [what, file] = process.argv.slice(2);

async function read(): Promise<number> {
  if (what === "mine") return asJson(await mineFile(readMineOptions([file, "--json"]), new Date())).buyers;
  if (what !== "bare") throw new Error(`"${what}" is neither mine nor bare`);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(BARE(file));
  const [[buyers]] = (await connection.runAndReadAll("SELECT count(*)::DOUBLE FROM rfm")).getRows();
  return Number(buyers);
}

const buyers = await read();
// From the start of the process, loading included; the operating system counts its memory.
const reading: FileReading = { seconds: performance.now() / 1_000, peakRssMb: Math.round(process.resourceUsage().maxRSS / 1_024), buyers };
process.stdout.write(JSON.stringify(reading));
process.exit(0);
