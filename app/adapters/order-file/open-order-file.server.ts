/**
 * Opens a file of orders for mining: tells from its beginning and its end which format it is, and gives the one relation that
 * every format becomes. Nothing is written and nothing is read as a whole; gzipped files are read as they are.
 */
import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import path from "node:path";
import { createGunzip } from "node:zlib";
import { bulkJsonl, isBulkJsonl } from "./bulk-jsonl";
import { historyInDuckdb, type OpenHistory } from "./history-in-duckdb.server";
import { isOrderJsonl, orderJsonl } from "./order-jsonl";
import { OrderFileProblem, quoted, type OrderRelation, type ReadingOptions } from "./order-file";
import { plainCsv } from "./plain-csv";
import { isShopifyExport, shopifyExport } from "./shopify-export";

/** Enough for thousands of lines; a format shows itself sooner. */
const LOOKED_AT_BYTES = 1 << 20;
const LOOKED_AT_ROWS = 2_000;

export type OpenOrderFile = OrderRelation & { history: OpenHistory; close(): void };

/** @throws OrderFileProblem in a sentence that says what to do; close what it gives */
export async function openOrderFile(file: string, options: ReadingOptions): Promise<OpenOrderFile> {
  const [head, tail] = await ends(file);
  const first = head.replace(/^\uFEFF/, "").trimStart();
  if (first === "") throw new OrderFileProblem(`${path.basename(file)} is empty.`);
  const history = await historyInDuckdb();
  try {
    const relation = first.startsWith("{")
      ? jsonRelation(file, [...nodesOf(first), ...nodesOf(tail)], options)
      : await csvRelation(history, file, first, options);
    return { ...relation, history, close: () => history.close() };
  } catch (error) {
    history.close();
    throw error;
  }
}

function jsonRelation(file: string, nodes: Record<string, unknown>[], options: ReadingOptions): OrderRelation {
  if (isBulkJsonl(nodes)) return bulkJsonl(file, nodes, options);
  if (isOrderJsonl(nodes)) return orderJsonl(file, nodes, options);
  throw new OrderFileProblem(
    `${path.basename(file)} is JSON, but neither a bulk operation's result (lines with "id": "gid://shopify/Order/…") nor orders with "customer", "at" and "lines".`,
  );
}

async function csvRelation(history: OpenHistory, file: string, first: string, options: ReadingOptions): Promise<OrderRelation> {
  const firstLine = first.slice(0, first.search(/[\r\n]|$/));
  const delimiter = [",", ";", "\t", "|"].map((one) => [one, firstLine.split(one).length] as const).sort((a, b) => b[1] - a[1])[0];
  if (delimiter[1] < 2)
    throw new OrderFileProblem(
      `${path.basename(file)} is neither JSON lines nor a CSV with a first line of column names, like customer,date,amount.`,
    );
  // Cells that hold line breaks and rows that lack cells are usual in exports; a row that cannot be told apart is left out and counted.
  const source = `read_csv(${quoted(file)}, header = true, all_varchar = true, delim = ${quoted(delimiter[0])}, quote = '"', escape = '"', null_padding = true,
    strict_mode = false, ignore_errors = true, store_rejects = true, max_line_size = 10000000, parallel = false)`;
  const { columns, rows } = await look(history, source, path.basename(file));
  return isShopifyExport(columns)
    ? shopifyExport(source, columns, rows, options)
    : plainCsv(source, columns, rows, options, delimiter[0] === ";");
}

async function look(
  history: OpenHistory,
  source: string,
  name: string,
): Promise<{ columns: string[]; rows: Record<string, string | null>[] }> {
  try {
    const reader = await history.connection.runAndReadAll(`SELECT * FROM ${source} LIMIT ${LOOKED_AT_ROWS}`);
    return { columns: reader.columnNames(), rows: reader.getRowObjectsJson() as Record<string, string | null>[] };
  } catch (error) {
    throw new OrderFileProblem(`${name} cannot be read as CSV: ${(error as Error).message.split("\n")[0]}`, { cause: error });
  }
}

/** Whole lines that are JSON objects; others are counted later, when every line is read. */
function nodesOf(text: string): Record<string, unknown>[] {
  const nodes: Record<string, unknown>[] = [];
  for (const line of text.split("\n").slice(0, LOOKED_AT_ROWS)) {
    const node = asObject(line);
    if (node) nodes.push(node);
  }
  return nodes;
}

function asObject(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return value !== null && typeof value === "object" && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** The first and the last bytes as text. A gzipped file's end cannot be reached without reading all of it: then only the first. */
async function ends(file: string): Promise<[string, string]> {
  let size: number;
  try {
    size = statSync(file).size;
  } catch (error) {
    throw new OrderFileProblem(
      `${file} cannot be opened: ${(error as NodeJS.ErrnoException).code === "ENOENT" ? "there is no such file" : (error as Error).message}.`,
      { cause: error },
    );
  }
  const bytes = Buffer.alloc(Math.min(size, LOOKED_AT_BYTES));
  const opened = openSync(file, "r");
  try {
    readSync(opened, bytes, 0, bytes.length, 0);
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) return [await gunzippedHead(file), ""];
    const head = bytes.toString("utf8");
    if (size <= LOOKED_AT_BYTES) return [head, ""];
    readSync(opened, bytes, 0, bytes.length, size - bytes.length);
    return [head, bytes.toString("utf8")];
  } finally {
    closeSync(opened);
  }
}

async function gunzippedHead(file: string): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  const stream = createReadStream(file).pipe(createGunzip());
  try {
    for await (const part of stream as AsyncIterable<Buffer>) {
      parts.push(part);
      length += part.length;
      if (length >= LOOKED_AT_BYTES) break;
    }
  } catch (error) {
    throw new OrderFileProblem(`${path.basename(file)} looks gzipped, but cannot be unpacked: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  return Buffer.concat(parts).toString("utf8");
}
