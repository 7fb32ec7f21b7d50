/**
 * Reads the orders' file in batches. Each batch and the byte it reached are committed together, so a process killed
 * anywhere goes on without losing or doubling an order. Bad lines are counted with their reason; good ones are kept.
 */
import type { Import } from "@prisma/client";
import type { World } from "~/ports/world";
import { parseBulkOrderLine } from "../parse-order";
import { linesOf } from "./lines-of";
import { noteRefused, type Refusal } from "./note-refused.server";
import { writeOrdersBatch, type OrdersBatch } from "./write-orders-batch.server";

const BATCH_LINES = 30_000;
/** Then the job hands over to a fresh one, so that none runs into the queue's expiry. */
const BATCHES_A_JOB = 60;

/** @returns "end" when the whole file was read, "more" when the next job should go on, "stopped" when the owner asked. */
export async function readOrdersFile(world: World, one: Import): Promise<"end" | "more" | "stopped"> {
  const profile = await world.transaction(({ db }) => db.shop.findUniqueOrThrow({ where: { shopId: world.shopId }, select: { currency: true } }));
  const stream = await world.shop.openBulkResult(one.resultUrl!, one.readBytes);
  let from = one.readBytes;
  let reached = from;
  let batch = emptyBatch();
  let read = 0;
  let batches = 0;
  const keep = async () => {
    const outcome = await keepBatch(world, one, { from, reached, batch });
    from = reached;
    batch = emptyBatch();
    read = 0;
    batches += 1;
    return outcome;
  };
  for await (const line of linesOf(stream, from, one.resultBytes)) {
    readLine(line.text, profile.currency, batch);
    reached = line.endsAt;
    if (++read < BATCH_LINES) continue;
    if ((await keep()) === "stopped") return "stopped";
    if (batches >= BATCHES_A_JOB) return "more";
  }
  if (read && (await keep()) === "stopped") return "stopped";
  return "end";
}

type Batch = OrdersBatch & { refusals: Refusal[] };
const emptyBatch = (): Batch => ({ heads: [], lines: [], refusals: [] });

function readLine(text: string, currency: string, batch: Batch): void {
  try {
    const parsed = parseBulkOrderLine(text, currency);
    if (parsed.kind === "order") batch.heads.push(parsed.head);
    else if (parsed.kind === "line") batch.lines.push(parsed);
  } catch (error) {
    batch.refusals.push({ line: text.slice(0, 120), reason: (error as Error).message.slice(0, 200) });
  }
}

/** Writes only when the row still stands where this reading began: a second reader that was faster wins. */
async function keepBatch(world: World, one: Import, { from, reached, batch }: { from: bigint; reached: bigint; batch: Batch }): Promise<"kept" | "stopped"> {
  return world.bulk(async (sql) => {
    const { rows } = await sql.query<{ read_bytes: string; stop_asked: boolean; state: string }>(
      "SELECT read_bytes, stop_asked, state FROM import WHERE shop_id = current_shop() AND import_id = $1 FOR UPDATE",
      [one.importId],
    );
    if (!rows[0] || rows[0].state !== "reading" || BigInt(rows[0].read_bytes) !== from) return "stopped";
    if (rows[0].stop_asked) {
      await sql.query("UPDATE import SET state = 'stopped', changed_at = $2 WHERE shop_id = current_shop() AND import_id = $1", [one.importId, world.clock.now()]);
      return "stopped";
    }
    await writeOrdersBatch(sql, batch, one.requestedAt);
    await sql.query(
      "UPDATE import SET read_bytes = $2, orders_read = orders_read + $3, lines_read = lines_read + $4, changed_at = $5 WHERE shop_id = current_shop() AND import_id = $1",
      [one.importId, String(reached), batch.heads.length, batch.lines.length, world.clock.now()],
    );
    await noteRefused(sql, one.importId, batch.refusals);
    return "kept";
  });
}
