/** FAULTS 42–45: what becomes of a reading when Shopify breaks off, forgets the file, forgets to tell, or orders go on meanwhile. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, expect, test } from "vitest";
import { advanceImport } from "~/ingest/history/advance-import.server";
import { readImport } from "~/ingest/history/read-import.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import { startImport } from "~/ingest/history/start-import.server";
import { placeOrder } from "../../emulator/commerce/place-order.ts";
import { refundOrder } from "../../emulator/commerce/refund-order.ts";
import { noFaults } from "../../emulator/faults.ts";
import { fillStore } from "../../emulator/stores/index.ts";
import { installInEmulator } from "../../support/install";
import { DAY_MS, testWorld, withEmulator } from "../../support/world";

const t = await testWorld();
const emulator = await withEmulator(t, { config: { fileFolder: mkdtempSync(path.join(tmpdir(), "regulars-files-")) } });
await fillStore(emulator, { kind: "simulated", seed: "import faults", buyers: 80 });
await installInEmulator(t, emulator);
const { books } = emulator;

beforeEach(async () => {
  Object.assign(emulator.faults, noFaults());
  await t.sql("TRUNCATE orders, order_line, buyer, import, ranking, mining");
});

const reading = async () => (await readImport(t.world)).orders!;
const operations = (): number => books.bulkOperation.size;
const kept = async () => Number((await t.sql<{ n: string }>("SELECT count(*) AS n FROM orders"))[0].n);

/** Lets jobs run and polls come due until the reading is in one of these states. */
async function readUntil(...states: string[]): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await t.runDueJobs();
    if (states.includes((await reading()).state)) return;
    await t.clock.advance(30_000);
    // The emulator writes its files in slices of its own: let it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the reading came to ${JSON.stringify(await reading())}`);
}

/** One step at a time, so that something can happen between two. */
async function stepTo(state: string): Promise<void> {
  const [{ import_id: importId }] = await t.sql<{ import_id: string }>("SELECT import_id::text FROM import");
  for (let step = 0; step < 60 && (await reading()).state !== state; step++) {
    await advanceImport(t.world, { importId });
    await t.clock.advance(2_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await reading()).state).toBe(state);
}

/** By buyer: orders, and what was spent, as the tables hold it. */
const sums = () =>
  t.sql("SELECT buyer_id, orders, net_spend_minor FROM buyer WHERE orders > 0 ORDER BY buyer_id").then((rows) => JSON.stringify(rows));

test("42 · of an operation that broke off, what came is kept as a part, and the whole is asked for again", async () => {
  const before = operations();
  emulator.faults.bulk.fail = true;
  await startImport(t.world, { kinds: ["orders"] });
  await stepTo("reading");
  expect((await t.sql("SELECT partial FROM import"))[0]).toEqual({ partial: true });
  await stepTo("requested");
  expect(await kept()).toBe(Math.ceil(books.order.size / 2));
  emulator.faults.bulk.fail = false;
  await readUntil("done");
  expect(await reading()).toMatchObject({ state: "done", ordersRead: books.order.size, refused: 0 });
  expect(await kept()).toBe(books.order.size);
  expect(operations()).toBe(before + 2);
});

test("42 · one that breaks off each time ends, says so, and keeps what came", async () => {
  emulator.faults.bulk.fail = true;
  await startImport(t.world, { kinds: ["orders"] });
  await readUntil("failed");
  expect((await reading()).problem).toBe("Shopify could not give us the whole history in 3 tries.");
  expect(await kept()).toBe(Math.ceil(books.order.size / 2));
});

test("43 · a file of eight days ago is asked for anew, and read once", async () => {
  const before = operations();
  await startImport(t.world, { kinds: ["orders"] });
  await stepTo("reading");
  await t.clock.advance(8 * DAY_MS);
  await readUntil("done");
  expect(operations()).toBe(before + 2);
  expect(await reading()).toMatchObject({ state: "done", ordersRead: books.order.size });
  expect(await kept()).toBe(books.order.size);
});

test("44 · told by no webhook, the end of an operation is seen by looking", async () => {
  emulator.faults.webhooks.dropShare = 1;
  await startImport(t.world, { kinds: ["orders"] });
  await readUntil("done");
  expect(await kept()).toBe(books.order.size);
});

test("45 · orders that come and change while their history is read count once, as they are last", async () => {
  const [regular] = [...books.customer.values()].filter(({ email }) => email);
  const [variant] = [...books.variant.values()];
  const buy = () =>
    placeOrder(
      emulator,
      { lines: [{ variantId: variant.id, quantity: 2 }], codes: [], attributes: [], customerId: regular.id, email: regular.email },
      {},
    ).id;
  // In the file and changed after it was written; new after it was written; both heard of while the file waits to be read.
  const changed = buy();
  await startImport(t.world, { kinds: ["orders"] });
  await stepTo("reading");
  await t.clock.advance(60_000);
  refundOrder(emulator, changed, { lines: [{ orderLineId: books.order.need(changed).lines[0].id, quantity: 1 }] });
  const fresh = buy();
  for (const orderId of [changed, fresh]) await refreshOrder(t.world, { orderId });
  const heard = await t.sql("SELECT order_id, goods_minor FROM orders ORDER BY order_id");
  await readUntil("done");
  expect(await t.sql("SELECT order_id, goods_minor FROM orders WHERE order_id = ANY ($1) ORDER BY order_id", [[changed, fresh]])).toEqual(
    heard,
  );
  expect(await kept()).toBe(books.order.size);
  const overlapped = await sums();
  // The same history, read in peace.
  await t.sql("TRUNCATE orders, order_line, buyer, import, ranking, mining");
  await startImport(t.world, { kinds: ["orders"] });
  await readUntil("done");
  expect(await sums()).toBe(overlapped);
});
