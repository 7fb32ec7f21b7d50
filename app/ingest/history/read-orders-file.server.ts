/**
 * Reads the orders' file in batches. Each batch and the byte it reached are committed together, so a process killed
 * anywhere goes on without losing or doubling an order. Bad lines are counted with their reason; good ones are kept.
 */
import type { Import } from "@prisma/client";
import type { World } from "~/ports/world";
import { linesOf } from "./lines-of";
import { noteRefused } from "./note-refused.server";
import { OrdersBatch } from "./orders-batch";
import { writeOrdersBatch } from "./write-orders-batch.server";

const BATCH_LINES = 30_000;
/** Then the job hands over to a fresh one, so that none runs into the queue's expiry. */
const BATCHES_A_JOB = 60;

/** @returns "end" when the whole file was read, "more" when the next job should go on, "stopped" when the owner asked. */
export async function readOrdersFile(world: World, one: Import): Promise<"end" | "more" | "stopped"> {
  const { currency } = await world.transaction(({ db }) =>
    db.shop.findUniqueOrThrow({ where: { shopId: world.shopId }, select: { currency: true } }),
  );
  const stream = await world.shop.openBulkResult(one.resultUrl!, one.readBytes);
  let span = { from: one.readBytes, to: one.readBytes };
  let batch = new OrdersBatch(currency, false);
  let batches = 0;
  for await (const line of linesOf(stream, span.from, one.resultBytes)) {
    batch.add(line.text);
    span.to = line.endsAt;
    if (batch.size < BATCH_LINES) continue;
    if ((await keepBatch(world, one, span, batch)) === "stopped") return "stopped";
    span = { from: span.to, to: span.to };
    batch = new OrdersBatch(currency, batch.taxesIncluded);
    if (++batches >= BATCHES_A_JOB) return "more";
  }
  return batch.size ? ((await keepBatch(world, one, span, batch)) === "stopped" ? "stopped" : "end") : "end";
}

/** Writes only when the row still stands where this batch begins: a second reader that was faster wins. */
async function keepBatch(
  world: World,
  one: Import,
  { from, to }: { from: bigint; to: bigint },
  batch: OrdersBatch,
): Promise<"kept" | "stopped"> {
  const closed = batch.close();
  return world.bulk(async (sql) => {
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
    await writeOrdersBatch(sql, closed, one.requestedAt);
    await sql.query(
      `UPDATE import SET read_bytes = $2, orders_read = orders_read + $3, lines_read = lines_read + $4, changed_at = $5,
         buyers_read = (SELECT count(*) FROM buyer WHERE shop_id = current_shop())
       WHERE shop_id = current_shop() AND import_id = $1`,
      [one.importId, String(to), closed.orders.length, closed.lines.length, world.clock.now()],
    );
    await noteRefused(sql, one.importId, closed.refusals);
    return "kept";
  });
}
