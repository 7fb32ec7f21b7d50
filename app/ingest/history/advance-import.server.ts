/**
 * Takes a reading one step further: start the operation, wait for it, read its file, finish. Run again and again by its
 * job and by Shopify's bulk_operations/finish; every step looks at the row first, so running twice does nothing twice.
 */
import type { Import } from "@prisma/client";
import { summariseAllBuyers } from "~/domain/buyer/summarise-all-buyers.server";
import { ShopProblem } from "~/ports/shop";
import type { World } from "~/ports/world";
import { finishImport } from "./finish-import.server";
import { followMerged } from "./follow-merged.server";
import { MOST_RUNS, type ImportKind } from "./history";
import { readCatalogueFile } from "./read-catalogue-file.server";
import { readOrdersFile } from "./read-orders-file.server";

const POLL_AFTER_MS = 1_000;

export type AdvanceOutcome = { outcome: "waiting" | "done" | "stopped" | "failed" | "nothing to do" };

/** Outcomes: "waiting" (its job comes back), "done", "stopped", "failed" (with a problem the owner sees), "nothing to do". */
export async function advanceImport(world: World, { importId }: { importId: string }): Promise<AdvanceOutcome> {
  const one = await readRow(world, importId);
  if (!one || one.state === "done" || one.state === "failed" || one.state === "stopped") return { outcome: "nothing to do" };
  if (one.stopAsked) return stop(world, one);
  if (one.state === "requested") return startOperation(world, one);
  if (one.state === "preparing") return lookAtOperation(world, one);
  return readFile(world, one);
}

async function startOperation(world: World, one: Import): Promise<AdvanceOutcome> {
  if (one.runs >= MOST_RUNS) return fail(world, one, `Shopify could not give us the whole history in ${MOST_RUNS} tries.`);
  const { operationId } = await world.shop.startBulkRead(one.kind as ImportKind);
  return change(
    world,
    one,
    { state: "preparing", operationId, resultUrl: null, resultBytes: null, readBytes: 0n, runs: one.runs + 1 },
    POLL_AFTER_MS,
  );
}

async function lookAtOperation(world: World, one: Import): Promise<AdvanceOutcome> {
  const operation = await world.shop.readBulkState(one.operationId!);
  if (operation.state === "preparing") return change(world, one, { objectsReady: operation.objects }, POLL_AFTER_MS);
  if (operation.state === "cancelled") return change(world, one, { state: "requested" }, 0);
  if (operation.state === "failed" && !operation.url)
    return change(world, one, { state: "requested", problem: operation.problem }, POLL_AFTER_MS * 10);
  if (!operation.url) return finish(world, one);
  // Counted once: counting in every batch would cost more with every batch.
  const buyersRead = one.kind === "orders" ? await world.transaction(({ db }) => db.buyer.count({ where: { shopId: world.shopId } })) : 0;
  return change(
    world,
    one,
    {
      state: "reading",
      objectsReady: operation.objects,
      resultUrl: operation.url,
      resultBytes: operation.bytes,
      readBytes: 0n,
      ordersRead: 0,
      linesRead: 0,
      buyersRead,
      productsRead: 0,
      partial: operation.partial,
    },
    0,
  );
}

async function readFile(world: World, one: Import): Promise<AdvanceOutcome> {
  const read = one.kind === "orders" ? readOrdersFile : readCatalogueFile;
  let result: Awaited<ReturnType<typeof read>>;
  try {
    result = await read(world, one);
  } catch (error) {
    // The file lives seven days: after that only a new operation can give it back.
    if (error instanceof ShopProblem && error.kind === "refused")
      return change(world, one, { state: "requested", problem: error.message }, 0);
    throw error;
  }
  if (result === "stopped") return { outcome: "stopped" };
  if (result === "more") return change(world, one, {}, 0);
  // What was read of a failed operation is kept, as partial; the rest is asked for again.
  if (one.partial) return change(world, one, { state: "requested" }, POLL_AFTER_MS * 10);
  return finish(world, one);
}

/** Sums need a transaction of their own (summariseAllBuyers); ended in between, both are done again. */
async function finish(world: World, one: Import): Promise<AdvanceOutcome> {
  if (one.kind === "orders") await followMerged(world);
  const buyersRead = one.kind === "orders" ? await summariseAllBuyers(world) : 0;
  await finishImport(world, { ...one, buyersRead });
  return { outcome: "done" };
}

async function stop(world: World, one: Import): Promise<AdvanceOutcome> {
  if (one.state === "preparing") await world.shop.cancelBulkRead(one.operationId!);
  // A cancelled operation has no file to go on with; a file half read stays readable.
  await change(
    world,
    one,
    one.state === "preparing" ? { state: "stopped", operationId: null, runs: one.runs - 1 } : { state: "stopped" },
    null,
  );
  return { outcome: "stopped" };
}

async function fail(world: World, one: Import, problem: string): Promise<AdvanceOutcome> {
  await change(world, one, { state: "failed", problem: one.problem ?? problem, finishedAt: world.clock.now() }, null);
  return { outcome: "failed" };
}

/** @param againAfterMs null: no further step by itself */
async function change(world: World, one: Import, data: Partial<Import>, againAfterMs: number | null): Promise<AdvanceOutcome> {
  const now = world.clock.now();
  await world.transaction(async ({ db, queue }) => {
    await db.import.update({
      where: { shopId_importId: { shopId: world.shopId, importId: one.importId } },
      data: { ...data, refusedReasons: undefined, changedAt: now },
    });
    if (againAfterMs !== null)
      await queue.add("import.advance", { importId: one.importId }, { onceKey: one.importId, at: new Date(now.getTime() + againAfterMs) });
  });
  return { outcome: "waiting" };
}

const readRow = (world: World, importId: string) =>
  world.transaction(({ db }) => db.import.findUnique({ where: { shopId_importId: { shopId: world.shopId, importId } } }));
