/** The order history through the whole chain: emulator → bulk operation → file → tables → summaries → mining. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { startImport } from "~/ingest/history/start-import.server";
import { stopImport } from "~/ingest/history/stop-import.server";
import { resumeImport } from "~/ingest/history/resume-import.server";
import { readImport } from "~/ingest/history/read-import.server";
import { readPowerBuyers } from "~/domain/mining/read-power-buyers.server";
import { noFaults } from "../../emulator/faults.ts";
import { mergeCustomers } from "../../emulator/commerce/merge-customers.ts";
import { lineAfterAllDiscountsBeforeTaxesMinor } from "../../emulator/commerce/totals.ts";
import { fillStore } from "../../emulator/stores/index.ts";
import { installInEmulator } from "../../support/install";
import { testWorld, withEmulator } from "../../support/world";

const t = await testWorld();
const emulator = await withEmulator(t, { config: { fileFolder: mkdtempSync(path.join(tmpdir(), "regulars-files-")) } });
await fillStore(emulator, { kind: "simulated", seed: "import", buyers: 250 });
await installInEmulator(t, emulator);

/** Runs the jobs, moving the clock past each poll, until nothing of the import is open. */
async function readHistory({ failuresExpected = false } = {}): Promise<void> {
  for (let step = 0; step < 60; step++) {
    await t.runDueJobs({ failuresExpected });
    const { orders, catalogue } = await readImport(t.world);
    if ([orders, catalogue].every((one) => !one || ["done", "failed", "stopped"].includes(one.state))) return;
    await t.clock.advance(30_000);
    // The emulator writes its files in slices of its own: let it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error(`the import did not end: ${JSON.stringify(await readImport(t.world))}`);
}

const goodsInBooks = (): number =>
  [...emulator.books.order.values()].reduce(
    (sum, order) =>
      sum +
      order.lines.filter((line) => !line.giftCard).reduce((goods, line) => goods + lineAfterAllDiscountsBeforeTaxesMinor(order, line), 0),
    0,
  );
const adjustmentsInBooks = (): number =>
  [...emulator.books.order.values()]
    .flatMap((order) => order.refunds)
    .reduce(
      (sum, refund) =>
        sum + refund.adjustments.filter((one) => one.reason === "REFUND_DISCREPANCY").reduce((total, one) => total + one.amountMinor, 0),
      0,
    );

async function totals() {
  const [row] = await t.sql<{ orders: string; lines: string; goods: string; buyers: string; summarised: string }>(
    `SELECT (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM order_line) AS lines, (SELECT sum(goods_minor) FROM orders) AS goods,
       (SELECT count(*) FROM buyer) AS buyers, (SELECT sum(orders) FROM buyer) AS summarised`,
  );
  return {
    orders: Number(row.orders),
    lines: Number(row.lines),
    goods: Number(row.goods),
    buyers: Number(row.buyers),
    summarised: Number(row.summarised),
  };
}

beforeEach(async () => {
  Object.assign(emulator.faults, noFaults());
  await t.sql("TRUNCATE orders, order_line, buyer, product, variant, import, ranking, mining");
});

describe("reading the order history", () => {
  test("every order, line and customer arrives, and the goods equal Shopify's books to 0 minor units", async () => {
    expect(await startImport(t.world, { kinds: ["catalogue", "orders"] })).toMatchObject({ outcome: "started" });
    await readHistory();
    const { orders, catalogue } = await readImport(t.world);
    expect(orders).toMatchObject({ state: "done", percent: 100, ordersRead: emulator.books.order.size, refused: 0, horizonDays: null });
    expect(catalogue).toMatchObject({ state: "done", productsRead: emulator.books.product.size });
    const lines = [...emulator.books.order.values()].reduce((sum, order) => sum + order.lines.length, 0);
    expect(await totals()).toMatchObject({ orders: emulator.books.order.size, lines, goods: goodsInBooks() + adjustmentsInBooks() });
  });

  test("mining follows by itself and gives each power buyer a reason", async () => {
    await startImport(t.world, { kinds: ["catalogue", "orders"] });
    await readHistory();
    const list = (await readPowerBuyers(t.world, { page: 1 }))!;
    expect(list.mining.powerBuyers).toBe(Math.ceil(list.mining.buyers / 10));
    expect(list.rows[0]).toMatchObject({ rank: 1, reason: expect.stringMatching(/^\d+ orders? since .+\.$/) });
    expect(list.rows.every((row) => row.reason.length > 20)).toBe(true);
  });

  test("asking twice starts one reading", async () => {
    await startImport(t.world, { kinds: ["orders"] });
    expect(await startImport(t.world, { kinds: ["orders"] })).toEqual({ outcome: "already under way" });
    await readHistory();
  });

  test("reading the same history again changes nothing", async () => {
    await startImport(t.world, { kinds: ["orders"] });
    await readHistory();
    const first = await totals();
    await startImport(t.world, { kinds: ["orders"] });
    await readHistory();
    expect(await totals()).toEqual(first);
  });

  test("61 · a merge that no webhook told of is followed when the history is read again", async () => {
    await startImport(t.world, { kinds: ["orders"] });
    await readHistory();
    const bought = async (id: string) =>
      (await t.sql<{ orders: number; merged_into: string | null }>("SELECT orders, merged_into FROM buyer WHERE buyer_id = $1", [id]))[0];
    const two = await t.sql<{ buyer_id: string }>("SELECT buyer_id FROM buyer WHERE orders > 0 ORDER BY buyer_id LIMIT 2");
    const [goneId, keptId] = two.map((row) => row.buyer_id);
    const all = (await bought(goneId)).orders + (await bought(keptId)).orders;
    mergeCustomers(emulator, goneId, keptId);
    await startImport(t.world, { kinds: ["orders"] });
    await readHistory();
    expect([await bought(goneId), await bought(keptId)]).toEqual([
      { orders: 0, merged_into: keptId },
      { orders: all, merged_into: null },
    ]);
  });

  test("children before parents give the same totals (FAULTS 41)", async () => {
    await startImport(t.world, { kinds: ["orders"] });
    await readHistory();
    const straight = await totals();
    await t.sql("TRUNCATE orders, order_line, buyer, import");
    emulator.faults.bulk.shuffle = true;
    await startImport(t.world, { kinds: ["orders"] });
    await readHistory();
    expect(await totals()).toEqual(straight);
  });

  test("a file cut off in the middle of a line is not taken for complete, and reading resumes (FAULTS 40)", async () => {
    emulator.faults.bulk.cut = true;
    await startImport(t.world, { kinds: ["orders"] });
    const problems: (string | undefined)[] = [];
    for (let step = 0; step < 60 && !problems.length; step++) {
      problems.push(
        ...(await t.runDueJobs({ failuresExpected: true })).filter((job) => job.outcome === "failed").map((job) => job.problem),
      );
      await t.clock.advance(2_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(problems[0]).toMatch(/broke off/);
    expect((await readImport(t.world)).orders?.state).toBe("reading");
    emulator.faults.bulk.cut = false;
    await readHistory({ failuresExpected: true });
    expect((await readImport(t.world)).orders).toMatchObject({ state: "done", ordersRead: emulator.books.order.size });
    expect((await totals()).orders).toBe(emulator.books.order.size);
  });

  test("what the owner stops, stays stopped, and goes on where it was", async () => {
    await startImport(t.world, { kinds: ["orders"] });
    await stopImport(t.world);
    await readHistory();
    expect((await readImport(t.world)).orders?.state).toBe("stopped");
    expect(await resumeImport(t.world)).toEqual({ outcome: "resumed" });
    await readHistory();
    expect((await readImport(t.world)).orders).toMatchObject({ state: "done", ordersRead: emulator.books.order.size });
  });

  test("people without a name or e-mail are listed as not shared, never as null, and never merged (FAULTS 48)", async () => {
    const before = emulator.books.customer.size;
    for (const customer of [...emulator.books.customer.values()])
      emulator.books.customer.put(customer.id, { ...customer, firstName: null, lastName: null, email: null, addresses: [] });
    await startImport(t.world, { kinds: ["orders"] });
    await readHistory();
    const list = (await readPowerBuyers(t.world, { page: 1 }))!;
    expect(list.rows[0]).toMatchObject({ name: "Name not shared", email: null, region: "Unknown" });
    expect(JSON.stringify(list.rows.map((row) => [row.name, row.reason, row.region]))).not.toMatch(/null|undefined/);
    const shopped = new Set([...emulator.books.order.values()].map((order) => order.customerId).filter(Boolean));
    expect(await totals()).toMatchObject({ buyers: shopped.size });
    expect(before).toBe(emulator.books.customer.size);
  });

  test("orders whose customers Shopify hides are kept as orders, and nobody is ranked", async () => {
    emulator.faults.bulk.nullPersonalData = true;
    await startImport(t.world, { kinds: ["orders"] });
    await readHistory();
    expect(await totals()).toMatchObject({ orders: emulator.books.order.size, buyers: 0 });
    expect(await readPowerBuyers(t.world, { page: 1 })).toBeNull();
  });
});
