/**
 * Reads the orders' file in batches. Each batch and the byte it reached are committed together, so a process killed
 * anywhere goes on without losing or doubling an order. Bad lines are counted with their reason; good ones are kept.
 */
import type { Import } from "@prisma/client";
import type { World } from "~/ports/world";
import { linesOf } from "./lines-of";
import { noteRefused } from "./note-refused.server";
import { OrdersBatch, type ClosedBatch } from "./orders-batch";
import { writeOrdersBatch } from "./write-orders-batch.server";

const BATCH_LINES = 30_000;
/** Then the job hands over to a fresh one, so that none runs into the queue's expiry. */
const BATCHES_A_JOB = 60;
/** Buyers remembered as written, so that memory stays bounded; whom we forgot is only written once more. */
const MOST_MET = 200_000;

/** @returns "end" when the whole file was read, "more" when the next job should go on, "stopped" when the owner asked. */
export async function readOrdersFile(world: World, one: Import, batchLines = BATCH_LINES): Promise<"end" | "more" | "stopped"> {
  const { currency } = await world.transaction(({ db }) =>
    db.shop.findUniqueOrThrow({ where: { shopId: world.shopId }, select: { currency: true } }),
  );
  let span = { from: one.readBytes, to: one.readBytes };
  const met = new Set<string>();
  let batch = new OrdersBatch(currency, { taxesIncluded: await pricesContainTax(world, one), met });
  let batches = 0;
  const stream = await world.shop.openBulkResult(one.resultUrl!, one.readBytes);
  // While the database writes one batch the next is parsed; never more than one ahead.
  let writing: Promise<Kept> = Promise.resolve("kept");
  try {
    for await (const lines of linesOf(stream, span.from, one.resultBytes)) {
      for (const line of lines) {
        batch.add(line.text);
        span.to = line.endsAt;
        if (batch.size < batchLines) continue;
        if ((await writing) === "stopped") return "stopped";
        writing = keepBatch(world, one, span, batch.close());
        // It is awaited with the next batch; until then a failure is not unheard of, only not heard yet.
        writing.catch(() => undefined);
        span = { from: span.to, to: span.to };
        if (met.size > MOST_MET) met.clear();
        batch = new OrdersBatch(currency, { taxesIncluded: batch.taxesIncluded, met });
        if (++batches >= BATCHES_A_JOB) return (await writing) === "stopped" ? "stopped" : "more";
      }
    }
    if ((await writing) === "stopped") return "stopped";
    if (batch.size && (await keepBatch(world, one, span, batch.close())) === "stopped") return "stopped";
    return "end";
  } finally {
    // A file that breaks off must not leave a batch behind that is still being written.
    await Promise.allSettled([writing]);
  }
}

type Kept = "kept" | "stopped";

/** Orders say it, and lines may come long after theirs: who goes on in the middle asks an order at the file's beginning. */
async function pricesContainTax(world: World, one: Import): Promise<boolean> {
  if (one.readBytes === 0n) return false;
  for await (const lines of linesOf(await world.shop.openBulkResult(one.resultUrl!, 0n), 0n, one.resultBytes)) {
    const order = lines.find(({ text }) => text.includes('"taxesIncluded":'));
    if (order) return order.text.includes('"taxesIncluded":true');
  }
  return false;
}

/** Writes only when the row still stands where this batch begins: a second reader that was faster wins. */
async function keepBatch(world: World, one: Import, { from, to }: { from: bigint; to: bigint }, batch: ClosedBatch): Promise<Kept> {
  return world.bulk(async (sql, queue) => {
    const { rows } = await sql.query<{ read_bytes: string; stop_asked: boolean; state: string }>(
      "SELECT read_bytes, stop_asked, state FROM import WHERE shop_id = current_shop() AND import_id = $1 FOR UPDATE",
      [one.importId],
    );
    if (rows[0]?.state !== "reading" || BigInt(rows[0].read_bytes) !== from) return "stopped";
    if (rows[0].stop_asked) {
      await sql.query("UPDATE import SET state = 'stopped', changed_at = $2 WHERE shop_id = current_shop() AND import_id = $1", [
        one.importId,
        world.clock.now(),
      ]);
      return "stopped";
    }
    const { newBuyers, again } = await writeOrdersBatch(sql, batch, one.requestedAt);
    await queue.addMany(
      "order.refresh",
      again.map((orderId) => ({ orderId })),
      { onceKey: ({ orderId }) => orderId },
    );
    await sql.query(
      `UPDATE import SET read_bytes = $2, orders_read = orders_read + $3, lines_read = lines_read + $4, buyers_read = buyers_read + $5,
         changed_at = $6
       WHERE shop_id = current_shop() AND import_id = $1`,
      [one.importId, String(to), batch.orders.rows, batch.lines.rows, newBuyers, world.clock.now()],
    );
    await noteRefused(sql, one.importId, batch.refusals);
    return "kept";
  });
}
