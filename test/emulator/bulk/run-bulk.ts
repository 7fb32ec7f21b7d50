/**
 * Running bulk operations: CREATED → RUNNING → COMPLETED (or FAILED, CANCELED) in slices, so that polling sees the count
 * grow and other requests are answered meanwhile. The result is a file in the emulator's file folder. An operation that
 * a killed emulator left unfinished starts again from the beginning.
 */
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { GraphQLError } from "graphql";
import { apiCall } from "../admin-graphql/handler.ts";
import type { ApiCall } from "../admin-graphql/resolver.ts";
import { currentInstallation } from "../auth/installation.ts";
import type { Books, BulkOperation } from "../books.ts";
import { announce } from "../commerce/announce.ts";
import type { EmulatorContext } from "../context.ts";
import { bulkFinishPayload } from "../webhooks/payloads.ts";
import { checkBulkQuery } from "./bulk-rules.ts";
import { planBulkQuery, type ConnectionPlan } from "./plan.ts";
import { countRoots, walk } from "./walk.ts";

export const MOST_AT_ONCE = 5;
const SLICE_MS = 15;
const CHUNK_CHARACTERS = 1 << 20;

const running = new WeakMap<Books, Map<string, Promise<void>>>();
const halted = new WeakSet<Books>();

const isOpen = (operation: BulkOperation): boolean => ["CREATED", "RUNNING", "CANCELING"].includes(operation.status);
export const openOperations = (books: Books): BulkOperation[] => [...books.bulkOperation.values()].filter(isOpen);

/** Starts one; its query has passed checkBulkQuery and the number under way was looked at. */
export function startBulkOperation(context: EmulatorContext, query: string, groupObjects: boolean): BulkOperation {
  const { books, clock } = context;
  const operation = books.bulkOperation.put(
    ...keyed({
      id: books.nextId(),
      query,
      groupObjects,
      status: "CREATED",
      errorCode: null,
      objectCount: 0,
      rootObjectCount: 0,
      fileSize: null,
      file: null,
      partial: false,
      createdAt: clock.iso(),
      completedAt: null,
    }),
  );
  begin(context, operation.id);
  return operation;
}

const keyed = (operation: BulkOperation): [string, BulkOperation] => [operation.id, operation];

function begin(context: EmulatorContext, id: string): void {
  const mine = running.get(context.books) ?? new Map<string, Promise<void>>();
  running.set(context.books, mine);
  mine.set(
    id,
    run(context, id).finally(() => mine.delete(id)),
  );
}

/** Called at start: what was under way when the emulator was killed starts again. */
export function resumeBulkOperations(context: EmulatorContext): void {
  halted.delete(context.books);
  for (const operation of openOperations(context.books)) begin(context, operation.id);
}

/** Called at close: stops after the present slice; the operations stay open and start again next time. */
export async function haltBulkOperations(context: EmulatorContext): Promise<void> {
  halted.add(context.books);
  await bulkOperationsDone(context);
}

/** Resolves when nothing runs any more. */
export async function bulkOperationsDone(context: EmulatorContext): Promise<void> {
  await Promise.all([...(running.get(context.books)?.values() ?? [])]);
}

async function run(context: EmulatorContext, id: string): Promise<void> {
  await nextTurn();
  const { books } = context;
  const change = (changes: Partial<BulkOperation>): BulkOperation =>
    books.bulkOperation.put(id, { ...books.bulkOperation.need(id), ...changes });
  const finish = (changes: Partial<BulkOperation>): void => {
    const done = change({ ...changes, completedAt: context.clock.iso() });
    announce(context, [["bulk_operations/finish", () => bulkFinishPayload(done)]]);
  };
  if (halted.has(books)) return;
  const { query, groupObjects, status } = books.bulkOperation.need(id);
  if (status === "CANCELING") return finish({ status: "CANCELED" });
  change({ status: "RUNNING", objectCount: 0, rootObjectCount: 0 });
  try {
    const call = {
      ...apiCall(context, currentInstallation(context)?.scopes ?? []),
      hidePersonalData: context.faults.bulk.nullPersonalData,
    };
    const checked = checkBulkQuery(query);
    if ("problems" in checked) throw new Error(`a bulk query became invalid: ${checked.problems.join(" ")}`);
    const end = await write(context, id, planBulkQuery(checked, call.scopes), call, groupObjects, change);
    if (end) finish(end);
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions.code === "ACCESS_DENIED")
      return finish({ status: "FAILED", errorCode: "ACCESS_DENIED" });
    console.error(`emulator: bulk operation ${id} failed`, error);
    finish({ status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR" });
  }
}

/** @returns how it ended, or null when the emulator is closing */
async function write(
  context: EmulatorContext,
  id: string,
  plan: ConnectionPlan[],
  call: ApiCall,
  grouped: boolean,
  change: (changes: Partial<BulkOperation>) => BulkOperation,
): Promise<Partial<BulkOperation> | null> {
  const { books, config, faults } = context;
  const lines = walk(plan, call, { grouped, shuffleSeed: faults.bulk.shuffle ? faults.seed : null });
  const lastRoot = faults.bulk.fail ? Math.ceil(countRoots(plan, call) / 2) : Infinity;
  mkdirSync(config.fileFolder, { recursive: true });
  const file = `bulk-${id}-${randomBytes(8).toString("hex")}.jsonl`;
  const descriptor = openSync(join(config.fileFolder, file), "w");
  let [objectCount, rootObjectCount, fileSize] = [0, 0, 0];
  let buffered = "";
  const flush = (): void => {
    fileSize += writeSync(descriptor, buffered);
    buffered = "";
  };
  try {
    let sliceEnd = performance.now() + SLICE_MS;
    for (const line of lines) {
      if (line.root && rootObjectCount >= lastRoot) {
        flush();
        return { status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", partial: true, objectCount, rootObjectCount, fileSize, file };
      }
      buffered += line.text + "\n";
      objectCount++;
      if (line.root) rootObjectCount++;
      if (buffered.length > CHUNK_CHARACTERS) flush();
      if ((objectCount & 63) !== 0 || performance.now() < sliceEnd) continue;
      change({ objectCount, rootObjectCount });
      await nextTurn();
      if (halted.has(books)) return null;
      if (books.bulkOperation.need(id).status === "CANCELING") return { status: "CANCELED", objectCount, rootObjectCount };
      sliceEnd = performance.now() + SLICE_MS;
    }
    flush();
  } finally {
    closeSync(descriptor);
  }
  // Shopify gives no URL when nothing was found
  return { status: "COMPLETED", objectCount, rootObjectCount, fileSize, file: objectCount > 0 ? file : null };
}

/** @returns the operation, CANCELING or already past it; null when there is none of that id */
export function cancelBulkOperation(context: EmulatorContext, id: string): BulkOperation | null {
  const operation = context.books.bulkOperation.get(id);
  if (!operation) return null;
  return isOpen(operation) ? context.books.bulkOperation.put(id, { ...operation, status: "CANCELING" }) : operation;
}
