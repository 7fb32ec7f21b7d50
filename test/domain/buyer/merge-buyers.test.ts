/** FAULTS 61: of two customers made one, there is one ambassador and one balance. */
import { AsyncLocalStorage } from "node:async_hooks";
import { beforeEach, expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { aBuyer, anAmbassador, anOrder, aProgram, aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world, shopId } = t;
/** Outside the transaction at hand, as another process would. */
const outsideOf = AsyncLocalStorage.snapshot();
beforeEach(() => aShop(world));

const buyer = async (buyerId: string) => (await t.sql<Record<string, unknown>>("SELECT * FROM buyer WHERE buyer_id = $1", [buyerId]))[0];

test("61 · orders, contacts and the ambassador follow the customer that was kept, and the other keeps no name", async () => {
  const gone = await anAmbassador(world, await aProgram(world), { name: "Mia", email: "mia@example.com" });
  const kept = await aBuyer(world, { email: "mia.berg@example.com" });
  await anOrder(world, { buyerId: gone.buyerId });
  await anOrder(world, { buyerId: kept.buyerId });
  await world.transaction(({ db }) =>
    db.contact.create({
      data: {
        shopId,
        contactId: world.chance.uuid(),
        buyerId: gone.buyerId,
        kind: "invitation",
        channel: "mail",
        state: "sent",
        about: "",
        happenedAt: world.clock.now(),
      },
    }),
  );

  expect(await mergeBuyers(world, { keptId: kept.buyerId, deletedId: gone.buyerId })).toEqual({ outcome: "merged" });
  expect(await buyer(kept.buyerId)).toMatchObject({ orders: 2, net_spend_minor: "10000" });
  expect(await buyer(gone.buyerId)).toMatchObject({
    orders: 0,
    net_spend_minor: "0",
    email: null,
    first_name: null,
    merged_into: kept.buyerId,
  });
  expect(await t.sql("SELECT buyer_id FROM ambassador WHERE ambassador_id = $1", [gone.ambassadorId])).toEqual([
    { buyer_id: kept.buyerId },
  ]);
  expect(await t.sql("SELECT 1 FROM contact WHERE buyer_id = $1", [kept.buyerId])).toHaveLength(1);
});

test("61 · merging twice is the same as once", async () => {
  const [one, two] = [await aBuyer(world), await aBuyer(world)];
  await anOrder(world, { buyerId: one.buyerId });
  await mergeBuyers(world, { keptId: two.buyerId, deletedId: one.buyerId });
  const after = await buyer(two.buyerId);
  await mergeBuyers(world, { keptId: two.buyerId, deletedId: one.buyerId });
  expect(await buyer(two.buyerId)).toEqual(after);
});

test("61 · of two ambassadors it says who goes on: the kept customer's, unless only the other is still there", async () => {
  const program = await aProgram(world);
  const [gone, kept] = [await anAmbassador(world, program), await anAmbassador(world, program)];
  expect(await mergeBuyers(world, { keptId: kept.buyerId, deletedId: gone.buyerId })).toEqual({
    ...{ outcome: "two ambassadors", survivorId: kept.ambassadorId, mergedId: gone.ambassadorId, buyerId: kept.buyerId },
  });
  const [left, here] = [await anAmbassador(world, program, { leftAt: t.clock.now() }), await anAmbassador(world, program)];
  expect(await mergeBuyers(world, { keptId: left.buyerId, deletedId: here.buyerId })).toEqual({
    ...{ outcome: "two ambassadors", survivorId: here.ambassadorId, mergedId: left.ambassadorId, buyerId: left.buyerId },
  });
});

test("a chain of merges ends at the customer that is left", async () => {
  const [a, b, c] = [await aBuyer(world), await aBuyer(world), await aBuyer(world)];
  await mergeBuyers(world, { keptId: b.buyerId, deletedId: a.buyerId });
  await mergeBuyers(world, { keptId: c.buyerId, deletedId: b.buyerId });
  expect(await buyer(a.buyerId)).toMatchObject({ merged_into: c.buyerId });
});

test("merges that cross each other end, one after the other", async () => {
  const [one, two] = [await aBuyer(world), await aBuyer(world)];
  for (const { buyerId } of [one, two]) await anOrder(world, { buyerId });
  await Promise.all([
    mergeBuyers(world, { keptId: one.buyerId, deletedId: two.buyerId }),
    mergeBuyers(world, { keptId: one.buyerId, deletedId: two.buyerId }),
  ]);
  expect(await buyer(one.buyerId)).toMatchObject({ orders: 2 });
});

test("told the other way round later, the kept one is itself again, and nobody became themselves", async () => {
  const [one, two] = [await aBuyer(world), await aBuyer(world)];
  const { orderId } = await anOrder(world, { buyerId: one.buyerId });
  await mergeBuyers(world, { keptId: two.buyerId, deletedId: one.buyerId });
  await mergeBuyers(world, { keptId: one.buyerId, deletedId: two.buyerId });
  expect([await buyer(one.buyerId), await buyer(two.buyerId)]).toMatchObject([{ merged_into: null }, { merged_into: one.buyerId }]);
  expect(await t.sql("SELECT buyer_id FROM orders WHERE order_id = $1", [orderId])).toEqual([{ buyer_id: one.buyerId }]);
});

test("customers we hold nothing of are nothing to merge", async () => {
  expect(await mergeBuyers(world, { keptId: "1", deletedId: "2" })).toEqual({ outcome: "nothing to merge" });
});

test("61 · a merge and a letter to one of the two never wait for each other: the person is held first, and then the letter", async () => {
  const gone = await aBuyer(world, { email: "mia@example.com" });
  const kept = await aBuyer(world, { email: "mia.berg@example.com" });
  const letterId = world.chance.uuid();
  const now = world.clock.now();
  await world.transaction(({ db }) =>
    db.letter.create({
      data: {
        ...{ shopId, letterId, buyerId: gone.buyerId, kind: "welcome", cause: letterId, state: "waiting" },
        createdAt: now,
        dueAt: now,
      },
    }),
  );
  let merged: Promise<unknown> = Promise.resolve();
  await world.transaction(async ({ db }) => {
    // As whoever sends a letter does.
    await db.$executeRaw`SELECT buyer_id FROM buyer WHERE shop_id = ${shopId} AND buyer_id = ${gone.buyerId} FOR UPDATE`;
    merged = outsideOf(() => mergeBuyers(world, { keptId: kept.buyerId, deletedId: gone.buyerId }));
    const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
    await expect.poll(async () => (await t.sql(waiting)).length).toBe(1);
    await db.$queryRaw`SELECT state FROM letter WHERE shop_id = ${shopId} AND letter_id = ${letterId}::uuid FOR UPDATE`;
  });
  expect(await merged).toEqual({ outcome: "merged" });
  expect(await t.sql("SELECT buyer_id FROM letter WHERE letter_id = $1", [letterId])).toEqual([{ buyer_id: kept.buyerId }]);
});
