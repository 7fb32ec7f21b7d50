/** FAULTS 19 · an erasure reaches the whole person, whatever we had heard of them by then, and nobody else. */
import { AsyncLocalStorage } from "node:async_hooks";
import { beforeEach, describe, expect, test } from "vitest";
import { answerPrivacyRequest } from "~/domain/privacy/answer-privacy-request.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { joinMergedBuyers } from "~/ingest/join-merged-buyers.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import { ShopProblem, type ReadBuyer, type ReadOrder, type ShopPort } from "~/ports/shop";
import { aBuyer, anAmbassador, anOrder, aProgram, aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

/** Shopify's customers, and the orders it shows. */
const customers = new Map<string, ReadBuyer>();
const orders = new Map<string, ReadOrder>();
let refuses: ShopProblem | null = null;
const answer = <T>(given: T) => (refuses ? Promise.reject(refuses) : Promise.resolve(given));
const port = {
  readBuyer: (id) => answer(customers.get(id) ?? null),
  readBuyers: (ids) => answer(ids.map((id) => customers.get(id) ?? null)),
  readOrder: (id) => answer(orders.get(id) ?? null),
  readContacts: () => answer([]),
} as Partial<ShopPort> as ShopPort;
const t = await testWorld({ shop: port });
const { world, shopId } = t;
/** Outside the transaction at hand, as another process would. */
const outsideOf = AsyncLocalStorage.snapshot();

beforeEach(async () => {
  refuses = null;
  customers.clear();
  orders.clear();
  await aShop(world);
});

const EMAIL = "mia@personal.example";
let requests = 0;
async function erase(buyerId: string, asked: { orderIds?: string[]; email?: string | null } = {}): Promise<string> {
  const requestId = `erase-${++requests}`;
  await askPrivacyRequest(world, { requestId, kind: "erasure", buyerId, asked: { orderIds: [], email: null, ...asked } });
  await answerPrivacyRequest(world, { requestId });
  return requestId;
}
const buyer = async (buyerId: string) =>
  (
    await t.sql<Record<string, unknown>>("SELECT first_name, email, city, erased_at IS NOT NULL AS erased FROM buyer WHERE buyer_id = $1", [
      buyerId,
    ])
  )[0];
const NOBODY = { first_name: null, email: null, city: null, erased: true };
const emailOf = async (orderId: string) =>
  (await t.sql<{ email: string }>("SELECT email FROM orders WHERE order_id = $1", [orderId]))[0].email;
const read = (buyerId: string, email: string | null = EMAIL): ReadBuyer => ({
  ...{ buyerId, firstName: "Mia", lastName: "Berg", email, consent: "subscribed", countryCode: "DE", province: "Bayern", city: "Passau" },
});
const readOrder = (orderId: string, of: ReadBuyer): ReadOrder => ({
  ...{
    orderId,
    name: "#1",
    buyer: of,
    email: of.email,
    placedAt: t.clock.now(),
    updatedAt: t.clock.now(),
    cancelledAt: null,
    fulfilledAt: null,
  },
  ...{ paid: true, test: false, tags: [], currency: "GBP", financialStatus: "PAID", sourceName: "web", renewal: false, lines: [] },
  ...{ amountOnlyRefundsMinor: 0n, codes: [], attributes: [], buyerOrderIndex: 1, referrer: "https://mias-own.example/me" },
  ...{ countryCode: "DE", province: "Bayern", gift: false, contact: null },
});
const mia = (changes = {}) => aBuyer(world, { firstName: "Mia", email: EMAIL, city: "Passau", ...changes });

describe("who was never read before", () => {
  test("is erased all the same: a first order read afterwards brings no name, no address, no region and no site", async () => {
    await erase("7001", { email: EMAIL });
    expect(await buyer("7001")).toEqual(NOBODY);
    orders.set("9001", readOrder("9001", read("7001")));
    expect(await refreshOrder(world, { orderId: "9001" })).toEqual({ outcome: "refreshed" });
    expect(await buyer("7001")).toEqual(NOBODY);
    expect(await t.sql("SELECT buyer_id, email, province, referrer, country_code FROM orders WHERE order_id = '9001'")).toEqual([
      { buyer_id: "7001", email: null, province: null, referrer: null, country_code: "DE" },
    ]);
  });

  test("and whose order is read while they are erased: whichever comes first, nothing of them stays", async () => {
    orders.set("9002", readOrder("9002", read("7002")));
    await Promise.all([refreshOrder(world, { orderId: "9002" }), erase("7002", { email: EMAIL })]);
    expect(await buyer("7002")).toEqual(NOBODY);
    expect(await emailOf("9002")).toBeNull();
  });

  test("a batch of the history that had looked before is waited for, and its orders are cleared with the others", async () => {
    await t.sql(
      "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at) VALUES ($1, gen_random_uuid(), 'orders', 'reading', $2, $2)",
      [shopId, t.clock.now()],
    );
    let erased: Promise<unknown> = Promise.resolve();
    await t.inOneSession(async (ask) => {
      await ask("BEGIN");
      await ask("SELECT 1 FROM import WHERE state = 'reading' FOR UPDATE");
      erased = erase("7003");
      await expect.poll(async () => (await buyer("7003"))?.erased).toBe(true);
      await ask(
        `INSERT INTO orders (shop_id, order_id, name, buyer_id, email, placed_at, test, currency, goods_minor, ordered_minor, tags, codes, shopify_updated_at, read_at)
         VALUES ('${shopId}', '9003', '#3', '7003', '${EMAIL}', now(), false, 'GBP', 1, 1, '{}', '{}', now(), now())`,
      );
      await ask("COMMIT");
    });
    await erased;
    expect(await emailOf("9003")).toBeNull();
    await t.sql("DELETE FROM import");
  });
});

describe("who stands here under another customer", () => {
  test("that Shopify no longer knows is erased with them: by an order that Shopify says is theirs, or by their address", async () => {
    const program = await aProgram(world);
    const old = await anAmbassador(world, program, { name: "Mia", email: EMAIL });
    const { orderId } = await anOrder(world, { buyerId: old.buyerId, email: EMAIL });
    const older = await mia({ email: "mia@second.example" });
    const theirs = await anOrder(world, { buyerId: older.buyerId, email: "mia@second.example" });
    const kept = await mia({ email: "MIA@Second.example" });
    customers.set(kept.buyerId, read(kept.buyerId));
    await erase(kept.buyerId, { orderIds: [orderId] });
    for (const { buyerId } of [kept, old, older]) expect(await buyer(buyerId)).toEqual(NOBODY);
    expect([await emailOf(orderId), await emailOf(theirs.orderId)]).toEqual([null, null]);
    expect(await t.sql("SELECT name, state FROM ambassador WHERE ambassador_id = $1", [old.ambassadorId])).toEqual([
      { name: "A former ambassador", state: "left" },
    ]);
  });

  test("that lives on is somebody else, and stays: an order given to another by hand, and an address that went from one to another", async () => {
    const neighbour = await mia({ firstName: "Nora", email: "nora@home.example" });
    const { orderId } = await anOrder(world, { buyerId: neighbour.buyerId, email: "nora@home.example" });
    const heir = await mia({ firstName: "Otto" });
    for (const { buyerId } of [neighbour, heir]) customers.set(buyerId, read(buyerId));
    const { buyerId } = await aBuyer(world, { email: EMAIL });
    await erase(buyerId, { orderIds: [orderId] });
    expect(await buyer(neighbour.buyerId)).toMatchObject({ first_name: "Nora", email: "nora@home.example", erased: false });
    expect(await buyer(heir.buyerId)).toMatchObject({ first_name: "Otto", erased: false });
    // The order that Shopify named is cleared as it asked.
    expect(await emailOf(orderId)).toBeNull();
  });

  test("is told by the latest reading where Shopify lets us ask no more, and a busy Shopify is asked again", async () => {
    const [gone, here] = [await mia({ goneAt: t.clock.now() }), await mia()];
    const { buyerId } = await mia();
    refuses = new ShopProblem("try later", "busy");
    await expect(erase(buyerId)).rejects.toThrow(/busy/);
    expect(await buyer(buyerId)).toMatchObject({ erased: false });
    refuses = new ShopProblem("needs permission", "the shop has left");
    await erase(buyerId);
    expect([await buyer(buyerId), await buyer(gone.buyerId)]).toEqual([NOBODY, NOBODY]);
    expect(await buyer(here.buyerId)).toMatchObject({ first_name: "Mia", erased: false });
  });
});

describe("a merge that is heard of after one of the two was erased", () => {
  test.each(["the kept", "the one that went"])("erases the other as well: %s had been", async (which) => {
    const program = await aProgram(world);
    const old = await anAmbassador(world, program, { name: "Mia", email: EMAIL });
    const { orderId } = await anOrder(world, { buyerId: old.buyerId, email: EMAIL });
    const { buyerId: erased } = await aBuyer(world);
    customers.set(old.buyerId, read(old.buyerId));
    await erase(erased);
    const [keptId, deletedId] = which === "the kept" ? [erased, old.buyerId] : [old.buyerId, erased];
    expect(await joinMergedBuyers(world, { keptId, deletedId })).toEqual({ outcome: "merged" });
    // In the same transaction: nobody sees a named ambassador under an erased customer.
    expect([await buyer(keptId), await buyer(deletedId)]).toEqual([NOBODY, NOBODY]);
    expect(await t.sql("SELECT name, state FROM ambassador WHERE ambassador_id = $1", [old.ambassadorId])).toEqual([
      { name: "A former ambassador", state: "left" },
    ]);
    await t.runDueJobs();
    expect(await emailOf(orderId)).toBeNull();
    // Told a second time, nothing is asked for again.
    await joinMergedBuyers(world, { keptId, deletedId });
    expect(await t.sql("SELECT state FROM privacy_request WHERE request_id LIKE '%was one with%' AND buyer_id = $1", [keptId])).toEqual([
      { state: "done" },
    ]);
  });

  test("an order of somebody erased that a merchant gave to another is no merge: that one lives on", async () => {
    const { buyerId } = await mia();
    const { orderId } = await anOrder(world, { buyerId, email: EMAIL });
    await erase(buyerId);
    await t.clock.advance(60_000);
    const nora = read("7010", "nora@home.example");
    customers.set("7010", nora);
    orders.set(orderId, readOrder(orderId, nora));
    expect(await refreshOrder(world, { orderId })).toEqual({ outcome: "refreshed" });
    expect(await buyer("7010")).toMatchObject({ email: "nora@home.example", erased: false });
    expect(await t.sql("SELECT buyer_id, email FROM orders WHERE order_id = $1", [orderId])).toEqual([
      { buyer_id: "7010", email: "nora@home.example" },
    ]);
  });
});

describe("nobody waits for somebody who waits for them", () => {
  test("an erasure takes the customer by name before anything of theirs, and their orders a few at a time", async () => {
    const { buyerId } = await mia();
    for (let n = 0; n < 60; n++) await anOrder(world, { buyerId, email: EMAIL });
    let erased: Promise<unknown> = Promise.resolve();
    await world.transaction(async ({ db }) => {
      // As saveBuyer has it, before there is a row.
      await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`buyer ${shopId} ${buyerId}`}, 0))`;
      erased = outsideOf(() => erase(buyerId));
      await expect.poll(async () => (await waiting()).map(({ locktype }) => locktype)).toEqual(["advisory"]);
      // Nothing of theirs is held meanwhile.
      await db.$executeRaw`SELECT FROM buyer WHERE shop_id = ${shopId} AND buyer_id = ${buyerId} FOR UPDATE NOWAIT`;
      await db.$executeRaw`SELECT FROM orders WHERE shop_id = ${shopId} AND buyer_id = ${buyerId} FOR UPDATE NOWAIT`;
    });
    await erased;
    expect(await t.sql("SELECT count(*)::int AS named FROM orders WHERE buyer_id = $1 AND email IS NOT NULL", [buyerId])).toEqual([
      { named: 0 },
    ]);
  });

  test("a merge into one that became yet another holds all of them before it keeps others from merging", async () => {
    const [a, b, c] = [await aBuyer(world), await aBuyer(world), await aBuyer(world)];
    await mergeBuyers(world, { keptId: c.buyerId, deletedId: b.buyerId });
    let merged: Promise<unknown> = Promise.resolve();
    await world.transaction(async ({ db }) => {
      // As a refresh of an order of C's does: the customer, and then the order, while nobody merges.
      await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`buyer ${shopId} ${c.buyerId}`}, 0))`;
      merged = outsideOf(() => mergeBuyers(world, { keptId: b.buyerId, deletedId: a.buyerId }));
      await expect.poll(async () => (await waiting()).length).toBe(1);
      await db.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${`merge ${shopId}`}, 0))`;
    });
    expect(await merged).toEqual({ outcome: "merged" });
    expect(await t.sql("SELECT merged_into FROM buyer WHERE buyer_id = $1", [a.buyerId])).toEqual([{ merged_into: c.buyerId }]);
  });
});

const waiting = () =>
  t.sql<{ locktype: string }>(
    "SELECT locktype FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
  );
