/** A batch of the history in the tables, in whatever order parents, children, webhooks and erasures come. */
import { beforeEach, describe, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { saveOrder } from "~/domain/order/save-order.server";
import { followMerged } from "~/ingest/history/follow-merged.server";
import { OrdersBatch } from "~/ingest/history/orders-batch";
import { writeOrdersBatch } from "~/ingest/history/write-orders-batch.server";
import { parseOrder } from "~/ingest/parse-order";
import { aProgram, aShop, anAmbassador, anOrder } from "../../support/builders";
import { testWorld } from "../../support/world";
import { codeNode, customerNode, lineNode, money, orderNode } from "./bulk-nodes";

const t = await testWorld();
const ASKED_AT = t.clock.now();
const LATER = new Date(ASKED_AT.getTime() + 60_000);
const EARLIER = new Date(ASKED_AT.getTime() - 60_000);

beforeEach(() => t.sql("TRUNCATE orders, order_line, buyer"));

/** @returns how many buyers were new */
const write = async (...given: Parameters<typeof writeBatch>): Promise<number> => (await writeBatch(...given)).newBuyers;

function writeBatch(nodes: object[], readAt = ASKED_AT, met = new Set<string>()): ReturnType<typeof writeOrdersBatch> {
  const batch = new OrdersBatch("GBP", { taxesIncluded: true, met });
  for (const node of nodes) batch.add(JSON.stringify(node));
  const closed = batch.close();
  expect(closed.refusals).toEqual([]);
  return t.world.bulk((sql) => writeOrdersBatch(sql, closed, readAt));
}

const orders = () =>
  t.sql<{ order_id: string; goods: number; ordered: number; units: number; codes: string[]; email: string | null; read_at: Date }>(
    "SELECT order_id, goods_minor::int AS goods, ordered_minor::int AS ordered, units, codes, email, read_at FROM orders ORDER BY order_id",
  );
const lines = () =>
  t.sql<{ line_id: string; title: string; read_at: Date }>("SELECT line_id, title, read_at FROM order_line ORDER BY line_id");
const buyers = () => t.sql<{ buyer_id: string; first_name: string | null }>("SELECT buyer_id, first_name FROM buyer ORDER BY buyer_id");

describe("children and their order", () => {
  const parts = [orderNode(1), lineNode(1, 1), lineNode(1, 2, { isGiftCard: true }), lineNode(1, 3), codeNode(1, 0, "TEA")];
  const whole = [{ order_id: "1001", goods: 2_000, ordered: 2_000, units: 4, codes: ["TEA"] }];

  test.each([
    ["in one batch", [parts]],
    ["lines in later batches", [parts.slice(0, 2), parts.slice(2, 3), parts.slice(3)]],
    ["lines in an earlier batch", [parts.slice(1, 4), [parts[0], parts[4]]]],
    ["some before, some with it, some after", [[parts[3]], [parts[1], parts[0], parts[2]], [parts[4]]]],
  ])("%s: its sums and codes are those of all", async (_, batches) => {
    for (const batch of batches) await write(batch);
    expect(await orders()).toMatchObject(whole);
    expect(await lines()).toHaveLength(3);
  });

  test("what was given back beyond the lines stays taken out when more lines come", async () => {
    await write([orderNode(1, { refundDiscrepancySet: money("-1.50") }), lineNode(1, 1)]);
    await write([lineNode(1, 2)]);
    expect(await orders()).toMatchObject([{ goods: 1_850, ordered: 2_000 }]);
  });

  test("whether prices contain tax is the order's to say, also for a line that lost units and came before it", async () => {
    const lost = lineNode(1, 1, { currentQuantity: 1, priceAfterAllDiscountsBeforeTaxesSet: money("5.00") });
    await write([lost, orderNode(1, { taxesIncluded: false })]);
    expect(await orders()).toMatchObject([{ goods: 500, ordered: 1_200 }]);
    await write([{ ...lost, __parentId: "gid://shopify/Order/1002" }, orderNode(2, { taxesIncluded: true })]);
    expect(await orders()).toMatchObject([{}, { goods: 500, ordered: 1_000 }]);
  });

  test("codes that come later are added by their index, none twice", async () => {
    await write([orderNode(1), codeNode(1, 0, "FIRST")]);
    await write([codeNode(1, 2, "A-THIRD"), codeNode(1, 1, "B-SECOND"), codeNode(1, 0, "FIRST")]);
    expect(await orders()).toMatchObject([{ codes: ["FIRST", "B-SECOND", "A-THIRD"] }]);
  });

  test("a line that comes twice counts once, in one batch or in two", async () => {
    await write([orderNode(1), lineNode(1, 1), lineNode(1, 1), lineNode(1, 2)]);
    await write([lineNode(1, 2)]);
    expect(await lines()).toHaveLength(2);
    expect(await orders()).toMatchObject([{ goods: 2_000, ordered: 2_000, units: 4 }]);
  });
});

describe("what is there already", () => {
  const history = [orderNode(1), lineNode(1, 1), orderNode(2), lineNode(2, 1), orderNode(3), lineNode(3, 1)];

  test("a history that is read again replaces each row by what is true now, and adds none", async () => {
    await write(history);
    await write([...history, lineNode(2, 1, { title: "Darjeeling", priceAfterAllDiscountsBeforeTaxesSet: money("4.00") })].slice(1), LATER);
    await write([orderNode(2), lineNode(2, 1, { title: "Darjeeling", priceAfterAllDiscountsBeforeTaxesSet: money("4.00") })], LATER);
    expect(await orders()).toMatchObject([{ goods: 1_000 }, { goods: 400, read_at: LATER }, { goods: 1_000, read_at: LATER }]);
    expect(await lines()).toMatchObject([{ title: "Earl Grey" }, { title: "Darjeeling" }, { title: "Earl Grey" }]);
  });

  test("an order that a webhook read later stays as the webhook read it, and the others come in", async () => {
    const live = parseOrder({
      ...orderNode(2, { updatedAt: "2026-10-09T10:00:00Z" }),
      lineItems: [lineNode(2, 1, { title: "Refunded", currentQuantity: 0, priceAfterAllDiscountsBeforeTaxesSet: money("0.00") })],
      discountApplications: [],
    });
    await saveOrder(t.world, live, { readAt: LATER });
    await write(history);
    expect(await orders()).toMatchObject([{ goods: 1_000 }, { goods: 0, read_at: LATER }, { goods: 1_000 }]);
    expect(await lines()).toMatchObject([{ read_at: ASKED_AT }, { title: "Refunded", read_at: LATER }, { read_at: ASKED_AT }]);
  });

  test("a history that is read again leaves the marks of orders that are known, and makes none", async () => {
    await write([orderNode(1), orderNode(2)]);
    await t.sql("UPDATE orders SET marks = '{phone:1}' WHERE order_id = '1001'");
    await write([orderNode(1), orderNode(2)], LATER);
    expect(await t.sql("SELECT marks, read_at FROM orders ORDER BY order_id")).toEqual([
      { marks: ["phone:1"], read_at: LATER },
      { marks: [], read_at: LATER },
    ]);
  });

  test("an order that a webhook read before the file was asked for is replaced", async () => {
    await saveOrder(t.world, parseOrder({ ...orderNode(2), lineItems: [], discountApplications: [] }), { readAt: EARLIER });
    await write(history);
    expect(await orders()).toMatchObject([{ goods: 1_000 }, { goods: 1_000, read_at: ASKED_AT }, { goods: 1_000 }]);
  });

  test("a webhook that comes in between looking and writing wins like any other", async () => {
    const live = parseOrder({ ...orderNode(2, { updatedAt: "2026-10-09T10:00:00Z" }), lineItems: [], discountApplications: [] });
    const batch = new OrdersBatch("GBP", { taxesIncluded: true, met: new Set() });
    for (const node of history) batch.add(JSON.stringify(node));
    const closed = batch.close();
    await t.world.bulk(async (sql) => {
      const query = sql.query.bind(sql) as (...given: unknown[]) => Promise<unknown>;
      // The first thing after looking what is there.
      const between = (...given: unknown[]): Promise<unknown> =>
        given[0] === "SAVEPOINT plain" ? saveOrder(t.world, live, { readAt: LATER }).then(() => query(...given)) : query(...given);
      const watched = new Proxy(sql, { get: (target, name) => (name === "query" ? between : Reflect.get(target, name)) });
      await writeOrdersBatch(watched, closed, ASKED_AT);
    });
    expect(await orders()).toMatchObject([{ read_at: ASKED_AT }, { goods: 0, read_at: LATER }, { read_at: ASKED_AT }]);
  });
});

describe("what hangs on an order", () => {
  const withCode = (order: number, code: string) => [orderNode(order), codeNode(order, 0, code)];

  test("an order with a code of ours, and one that was decided, are asked for again: nothing follows from a file", async () => {
    await aShop(t.world);
    const { code } = await anAmbassador(t.world, await aProgram(t.world));
    const decided = await anOrder(t.world, { orderId: "1033", codes: [code], readAt: EARLIER });
    await decideOrder(t.world, decided);
    const { again } = await writeBatch([...withCode(31, code.toLowerCase()), ...withCode(32, "THEIR-OWN"), orderNode(33)]);
    expect(again.sort()).toEqual(["1031", "1033"]);
    // A code that comes batches after its order.
    await writeBatch([orderNode(34)]);
    expect((await writeBatch([codeNode(34, 0, code)])).again).toEqual(["1034"]);
    // What was read later stays as it is.
    expect((await writeBatch([...withCode(31, code)], EARLIER)).again).toEqual([]);
  });

  test("so is one that took a reward: it is nobody's sale", async () => {
    await aShop(t.world);
    const { programId, ...program } = await aProgram(t.world);
    const { ambassadorId, buyerId } = await anAmbassador(t.world, { programId, ...program });
    await t.world.transaction(({ db }) =>
      db.reward.create({
        data: {
          ...{ shopId: t.shopId, rewardId: t.world.chance.uuid(), ambassadorId, buyerId, programId, kind: "product code", variantId: "v" },
          ...{ productTitle: "Jubilee Mug", priceMinor: 800n, currency: "GBP", code: "GIFT-1", state: "issued", requestKey: "1" },
          requestedAt: EARLIER,
        },
      }),
    );
    const tagged = orderNode(36, { tags: ["VIP", "reward-0123456789abcdef0123456789ABCDEF "] });
    const { again } = await writeBatch([...withCode(35, "gift-1"), tagged, orderNode(37, { tags: ["reward-programme"] })]);
    expect(again.sort()).toEqual(["1035", "1036"]);
  });
});

describe("buyers", () => {
  const of = (order: number, buyer: number) => orderNode(order, { customer: customerNode(buyer), email: `buyer${buyer}@example.com` });

  test("each is written once and counted as new once", async () => {
    expect(await write([of(1, 7), of(2, 7), of(3, 8)])).toBe(2);
    expect(await write([of(4, 8), of(5, 9)])).toBe(1);
    expect(await buyers()).toHaveLength(3);
  });

  test("an erased buyer stays nobody, and their e-mail stays off their orders", async () => {
    await write([of(1, 7), of(2, 8)]);
    await t.sql("UPDATE buyer SET first_name = NULL, email = NULL, erased_at = $1 WHERE buyer_id = '7'", [LATER]);
    await write([of(3, 7), of(4, 8)], LATER);
    // Also where this reading had met them before they were erased.
    await write([of(5, 7)], LATER, new Set(["7"]));
    await write([of(1, 7)], LATER);
    expect(await buyers()).toMatchObject([{ first_name: null }, { first_name: "Mia" }]);
    expect((await orders()).map(({ email }) => email)).toEqual([null, "buyer8@example.com", null, "buyer8@example.com", null]);
  });

  test("nor does the region of an erased buyer's orders come back, though others' does", async () => {
    const there = (order: number, buyer: number) => ({ ...of(order, buyer), shippingAddress: { province: "Bayern", countryCodeV2: "DE" } });
    const provinces = async () =>
      (await t.sql<{ province: string }>("SELECT province FROM orders ORDER BY order_id")).map((row) => row.province);
    await write([there(1, 7), there(2, 8)]);
    expect(await provinces()).toEqual(["Bayern", "Bayern"]);
    await t.sql("UPDATE buyer SET erased_at = $1 WHERE buyer_id = '7'", [LATER]);
    await write([there(1, 7), there(2, 8), there(3, 7)], LATER);
    expect(await provinces()).toEqual([null, "Bayern", null]);
  });

  test("a file from before a merge does not fill the row that was emptied by it; whom it names otherwise, Shopify knows", async () => {
    await write([of(1, 7), of(2, 8)]);
    await t.sql("UPDATE buyer SET first_name = NULL, email = NULL, merged_into = '8' WHERE buyer_id = '7'");
    await t.sql("UPDATE buyer SET gone_at = $1 WHERE buyer_id = '8'", [EARLIER]);
    await write([of(3, 7), of(4, 8)], LATER);
    expect(await t.sql("SELECT first_name, email, gone_at FROM buyer ORDER BY buyer_id")).toEqual([
      { first_name: null, email: null, gone_at: null },
      { first_name: "Mia", email: "buyer8@example.com", gone_at: null },
    ]);
  });

  test("61 · an order that a file gives to another stays whose it was, and is told: what else is theirs must follow", async () => {
    const whose = async () =>
      (await t.sql<{ buyer_id: string }>("SELECT buyer_id FROM orders ORDER BY order_id")).map((row) => row.buyer_id);
    await write([of(1, 7), of(2, 8)], EARLIER);
    // A merge that we have not heard of.
    expect((await writeBatch([of(1, 8), of(2, 8)])).again).toEqual(["1001"]);
    expect(await whose()).toEqual(["7", "8"]);
    // One that we have, and a file from before: it also brings an order that is new to us.
    await t.sql("UPDATE orders SET buyer_id = '8'");
    await t.sql("UPDATE buyer SET merged_into = '8' WHERE buyer_id = '7'");
    expect((await writeBatch([of(1, 7), of(2, 8), of(3, 7)], LATER)).again).toEqual(["1001"]);
    expect(await whose()).toEqual(["8", "8", "7"]);
    expect(await followMerged(t.world)).toBe(1);
    expect(await whose()).toEqual(["8", "8", "8"]);
  });
});

test("a batch finds its rows by their keys: it reads no more rows when four times as many are there", async () => {
  const ORDERS = 100;
  const met = new Set<string>();
  const rowsRead = async () => {
    const [row] = await t.sql<{ rows: string }>(
      `SELECT (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE relname IN ('orders', 'order_line', 'buyer'))
         + (SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE relname IN ('orders', 'order_line', 'buyer')) AS rows`,
    );
    return Number(row.rows);
  };
  const writeOne = async (number: number): Promise<number> => {
    const before = await rowsRead();
    const batch = new OrdersBatch("GBP", { taxesIncluded: true, met });
    for (let order = number * ORDERS; order < (number + 1) * ORDERS; order++) {
      // The last order's line and code come a batch late.
      for (const node of [orderNode(order, { customer: customerNode(order) }), lineNode(order - 1, 1), codeNode(order - 1, 0, "TEA")])
        batch.add(JSON.stringify(node));
    }
    const closed = batch.close();
    await t.world.bulk(async (sql) => {
      await writeOrdersBatch(sql, closed, ASKED_AT);
    });
    await t.world.bulk((sql) => sql.query("SELECT pg_stat_force_next_flush()"));
    return (await rowsRead()) - before;
  };
  // In a nearly empty table any way of finding a row is a good one.
  for (let number = 1; number <= 12; number++) await writeOne(number);
  const then = await writeOne(13);
  for (let number = 14; number < 52; number++) await writeOne(number);
  expect(await writeOne(52)).toBeLessThan(then * 1.1);
  expect(await orders()).toHaveLength(52 * ORDERS);
});
