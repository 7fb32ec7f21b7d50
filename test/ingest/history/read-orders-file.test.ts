/** The file read in batches, one parsed while the other is written: stopped, broken off or out of its database anywhere, it ends alike. */
import { setTimeout as pause } from "node:timers/promises";
import type { Import } from "@prisma/client";
import pg from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { readOrdersFile } from "~/ingest/history/read-orders-file.server";
import { stopImport } from "~/ingest/history/stop-import.server";
import { ShopProblem, type ShopPort } from "~/ports/shop";
import { bulkOrderLines } from "../../bench/generate-bulk-orders.ts";
import { SeededRandom } from "../../emulator/stores/seeded-random.ts";
import { FakeShop } from "../../support/fake-shop";
import { testWorld } from "../../support/world";
import { lineNode, orderNode } from "./bulk-nodes";

let file = Buffer.alloc(0);
/** Asked before each piece of the file is handed out, with the byte it begins at. */
let beforePiece: (at: number) => Promise<void> | void = () => undefined;

async function* pieces(from: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < file.length; at += 5_000) {
    await beforePiece(at);
    yield file.subarray(at, at + 5_000);
  }
}

const shop: ShopPort = { ...new FakeShop().port, openBulkResult: (_url, fromByte) => Promise.resolve(pieces(Number(fromByte))) };
const t = await testWorld({ shop });
const IMPORT_ID = "00000000-0000-4000-8000-000000000001";
const BATCH = 40;

await t.sql(
  `INSERT INTO shop (shop_id, state, name, email, currency, iana_timezone, country_code, locale, storefront_url, proxy_prefix, plan_name, scopes, installed_at)
   VALUES ($1, 'installed', 'Tea', 'owner@example.com', 'GBP', 'Europe/London', 'GB', 'en', 'https://tea.example.com', '/apps/regulars', 'Basic', '{}', $2)`,
  [t.shopId, t.clock.now()],
);

const row = (): Promise<Import> =>
  t.world.transaction(({ db }) => db.import.findUniqueOrThrow({ where: { shopId_importId: { shopId: t.shopId, importId: IMPORT_ID } } }));
const read = async () => readOrdersFile(t.world, await row(), BATCH);
const totals = async () =>
  (
    await t.sql(
      `SELECT (SELECT count(*)::int FROM orders) AS orders, (SELECT count(*)::int FROM order_line) AS lines, (SELECT count(*)::int FROM buyer) AS buyers,
         (SELECT sum(goods_minor) FROM orders) AS goods, (SELECT sum(ordered_minor) FROM orders) AS ordered, (SELECT sum(units)::int FROM orders) AS units,
         (SELECT sum(quantity)::int FROM order_line WHERE NOT gift_card) AS pieces, (SELECT sum(cardinality(codes))::int FROM orders) AS codes,
         (SELECT row(orders_read, lines_read, buyers_read, refused, read_bytes)::text FROM import) AS told`,
    )
  )[0];

async function begin(lines: string[]): Promise<void> {
  file = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  await t.sql("TRUNCATE orders, order_line, buyer, import");
  await t.world.transaction(({ db }) =>
    db.import.create({
      data: {
        shopId: t.shopId,
        importId: IMPORT_ID,
        kind: "orders",
        state: "reading",
        resultUrl: "https://files.example.com/1",
        resultBytes: BigInt(file.length),
        requestedAt: t.clock.now(),
        changedAt: t.clock.now(),
      },
    }),
  );
}

const books = { bytes: 0, orders: 0, lines: 0, buyers: 0, goodsMinor: 0n, orderedMinor: 0n, amountOnlyRefundsMinor: 0n };
const history = [...bulkOrderLines({ orders: 150, linesPerOrder: 3, buyers: 60, seed: "history" }, books)];

beforeEach(() => (beforePiece = () => undefined));

describe("the totals are those of the file", () => {
  const expected = () => ({
    orders: books.orders,
    lines: books.lines,
    buyers: books.buyers,
    goods: String(books.goodsMinor),
    ordered: String(books.orderedMinor),
    told: `(${books.orders},${books.lines},${books.buyers},0,${file.length})`,
  });

  test("read at one go", async () => {
    await begin(history);
    expect(await read()).toBe("end");
    const found = await totals();
    expect(found).toMatchObject(expected());
    expect(found.units).toBe(found.pieces);
  });

  test("broken off again and again, anywhere", async () => {
    await begin(history);
    const straight = await read().then(totals);
    const random = new SeededRandom("broken off");
    for (let round = 0; round < 5; round++) {
      await begin(history);
      let breaks = 0;
      beforePiece = () => {
        if (!random.happens(0.1)) return;
        breaks += 1;
        throw new ShopProblem("try later", "The line broke.");
      };
      for (let attempt = 0; (await read().catch(() => "broken off")) !== "end"; attempt++) expect(attempt).toBeLessThan(500);
      expect(breaks).toBeGreaterThan(0);
      expect(await totals()).toEqual(straight);
    }
  });

  test("with orders and lines shuffled", async () => {
    await begin(history);
    const straight = await read().then(totals);
    const random = new SeededRandom("shuffled");
    // Codes last: one that comes in an earlier batch than its order has nowhere to wait.
    const drawn = history.map((line) => ({ line, lot: random.unit() + (line.startsWith('{"index"') ? 1 : 0) }));
    await begin(drawn.sort((one, other) => one.lot - other.lot).map(({ line }) => line));
    expect(await read()).toBe("end");
    expect(await totals()).toEqual(straight);
  });

  test("with two readers at once, of which the slower leaves each batch to the faster", async () => {
    await begin(history);
    const straight = await read().then(totals);
    await begin(history);
    const one = await row();
    const ends = await Promise.all([readOrdersFile(t.world, one, BATCH), readOrdersFile(t.world, one, BATCH)]);
    for (let attempt = 0; !ends.includes("end") && (await read()) !== "end"; attempt++) expect(attempt).toBeLessThan(50);
    expect(await totals()).toEqual(straight);
  });
});

test("what the owner stops while a batch is parsed ahead stops before that batch is written", async () => {
  await begin(history);
  let stopped = false;
  beforePiece = async (at) => {
    if (stopped || at < file.length / 2) return;
    stopped = true;
    await stopImport(t.world);
  };
  expect(await read()).toBe("stopped");
  const { state, readBytes, ordersRead } = await row();
  expect(state).toBe("stopped");
  expect(readBytes).toBeLessThan(BigInt(file.length));
  expect(await totals()).toMatchObject({ orders: ordersRead });
});

test("a database that goes away while the next batch is parsed fails the reading, which goes on with that batch", async () => {
  await begin(history);
  const straight = await read().then(totals);
  await begin(history);
  const [{ url }] = await t.sql<{ url: string }>("SELECT current_database() AS url");
  const address = new URL(process.env.DATABASE_URL!);
  expect(address.pathname.slice(1)).toBe(url);
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await holder.connect();
  let held = false;
  beforePiece = async (at) => {
    if (at < file.length / 3) return;
    if (!held) {
      held = true;
      // The next batch waits for this lock, and is then cut off.
      await holder.query("BEGIN");
      await holder.query("LOCK TABLE order_line IN SHARE MODE");
      return;
    }
    const { length } = await t.sql(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
    );
    if (!length) await pause(5);
  };
  await expect(read()).rejects.toThrow(/terminat|connection/i);
  await holder.end();
  beforePiece = () => undefined;
  expect((await row()).readBytes).toBeGreaterThan(0n);
  expect(await read()).toBe("end");
  expect(await totals()).toEqual(straight);
});

test("lines that cannot be read are counted with their reason, and the good ones kept", async () => {
  await begin([
    JSON.stringify(orderNode(1)),
    JSON.stringify(lineNode(1, 1)),
    "not JSON",
    JSON.stringify(lineNode(1, 2, { title: null })),
    JSON.stringify(lineNode(1, 3, { currentQuantity: 1, originalTotalSet: undefined })),
    JSON.stringify(orderNode(2, { processedAt: "yesterday" })),
    JSON.stringify(orderNode(3, { currencyCode: null })),
    JSON.stringify({ id: "gid://shopify/Metafield/1", __parentId: "gid://shopify/Order/1001" }),
  ]);
  expect(await read()).toBe("end");
  const { refused, refusedReasons } = await row();
  expect(refused).toBe(6);
  expect(refusedReasons).toEqual([
    { line: "not JSON", reason: expect.stringMatching(/JSON/) },
    { line: "gid://shopify/LineItem/102", reason: expect.stringMatching(/title/) },
    { line: "gid://shopify/Order/1002", reason: '"yesterday" is not a time' },
    { line: "gid://shopify/Order/1003", reason: expect.stringMatching(/currencyCode/) },
    { line: expect.stringMatching(/Metafield/), reason: expect.stringMatching(/unexpected kind/) },
    { line: "gid://shopify/LineItem/103", reason: expect.stringMatching(/lost units/) },
  ]);
  expect(await totals()).toMatchObject({ orders: 1, lines: 1, goods: "1000" });
});
