/** FAULTS 61: of two customers made one, there is one ambassador and one balance. */
import { beforeEach, expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { aBuyer, anAmbassador, anOrder, aProgram, aShop } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world, shopId } = t;
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

test("customers we hold nothing of are nothing to merge", async () => {
  expect(await mergeBuyers(world, { keptId: "1", deletedId: "2" })).toEqual({ outcome: "nothing to merge" });
});
