/**
 * GET and HEAD /__files/<name>: results of bulk operations, in parts by Range, for seven days on the emulator's clock.
 * No token is asked for: at Shopify too the URL is the secret. The `bulk.cut` fault breaks one download off in the
 * middle of a line and switches itself off, so that the next request can go on from there.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { BulkOperation } from "../books.ts";
import type { EmulatorContext, Handler } from "../context.ts";
import { DropConnection } from "../drop-connection.ts";

export const URL_LIVES_MS = 7 * 86_400_000;

export function hasExpired(operation: BulkOperation, now: Date): boolean {
  return operation.completedAt !== null && now.getTime() > Date.parse(operation.completedAt) + URL_LIVES_MS;
}

/** Where the result is, or null when there is none or its seven days are over. */
export function resultUrl(operation: BulkOperation, context: EmulatorContext): string | null {
  if (!operation.file || operation.completedAt === null || hasExpired(operation, context.clock.now())) return null;
  return `${context.config.origin}/__files/${operation.file}`;
}

export const bulkFileHandler: Handler = async (context, request, url) => {
  const name = /^\/__files\/(bulk-\d+-[0-9a-f]+\.jsonl)$/.exec(url.pathname)?.[1];
  if (!name) return null;
  if (request.method !== "GET" && request.method !== "HEAD") return new Response("use GET", { status: 405 });
  const operation = [...context.books.bulkOperation.values()].find((each) => each.file === name);
  if (!operation) return new Response("NoSuchKey: no such file", { status: 404 });
  if (hasExpired(operation, context.clock.now())) return new Response("ExpiredToken: this URL lived seven days", { status: 403 });
  const path = join(context.config.fileFolder, name);
  const { size } = await stat(path);
  const range = readRange(request.headers.get("range"), size);
  if (range === "unsatisfiable") return new Response(null, { status: 416, headers: { "content-range": `bytes */${size}` } });
  const { start, end } = range ?? { start: 0, end: size - 1 };
  const headers = {
    "content-type": "application/jsonl",
    "accept-ranges": "bytes",
    etag: `"${name}"`,
    "content-length": String(end - start + 1),
    ...(range ? { "content-range": `bytes ${start}-${end}/${size}` } : {}),
  };
  const status = range ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  if (!context.faults.bulk.cut)
    return new Response(Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream<Uint8Array>, { status, headers });
  context.faults.bulk.cut = false;
  const half = start + Math.floor((end - start) / 2);
  return new Response(Readable.toWeb(Readable.from(brokenOff(path, start, half))) as ReadableStream<Uint8Array>, { status, headers });
};

async function* brokenOff(path: string, start: number, end: number): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { start, end })) yield chunk as Buffer;
  throw new DropConnection("the rest of the file");
}

function readRange(header: string | null, size: number): { start: number; end: number } | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const start = match[1] === "" ? Math.max(0, size - Number(match[2])) : Number(match[1]);
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(Number(match[2]), size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}
