/**
 * Opens a file of past orders, plain or gzipped, and tells by its first bytes which of the two known shapes it has: JSON
 * lines begin with "{", anything else is read as Shopify's order export (CSV).
 */
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { Transform, type Readable } from "node:stream";
import { createGunzip } from "node:zlib";

export type OrderFile = {
  /** Without its folder, for people to read. */
  name: string;
  kind: "orders-jsonl" | "order-export";
  /** The unpacked bytes, from the start. A gzip that ends early or is damaged ends the stream with an error that says so. */
  bytes: Readable;
};

/** @throws when the file is absent, a folder, empty, or damaged; each message says what to do. */
export async function openOrderFile(path: string): Promise<OrderFile> {
  const name = basename(path);
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      error.code === "ENOENT" ? `there is no file ${path}: check the name given to --orders` : `${path} can't be read: ${error.message}`,
    );
  });
  if (!facts.isFile()) throw new Error(`${path} is not a file: give the file that holds the orders`);
  if (facts.size === 0) throw emptyFile(name);
  const firstByte = await firstMeaningfulByte(unpacked(path, name, await isGzip(path)));
  if (firstByte === null) throw emptyFile(name);
  return { name, kind: firstByte === 0x7b ? "orders-jsonl" : "order-export", bytes: unpacked(path, name, await isGzip(path)) };
}

export const emptyFile = (name: string): Error =>
  new Error(`${name} is empty: export the orders again (Shopify admin → Orders → Export → All orders, plain CSV file) and give that file`);

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function unpacked(path: string, name: string, gzip: boolean): Readable {
  const packed = createReadStream(path, { highWaterMark: 1 << 18 });
  if (!gzip) return packed;
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  const out = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) });
  packed.on("error", (error) => out.destroy(error));
  gunzip.on("error", (error) =>
    out.destroy(new Error(`${name} can't be unpacked (${error.message}): it was cut off or damaged, so download it again`)),
  );
  out.on("close", () => {
    packed.destroy();
    gunzip.destroy();
  });
  packed.pipe(gunzip).pipe(out);
  return out;
}

/** The first byte that is neither white space nor a byte order mark; null when there is none. */
async function firstMeaningfulByte(bytes: Readable): Promise<number | null> {
  const blank = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    for (const byte of chunk) if (!blank.has(byte)) return byte;
  }
  return null;
}
