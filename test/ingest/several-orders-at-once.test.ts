/** Where one order's change decides others anew, whoever holds an order of theirs meanwhile and then somebody's account gets both. */
import { expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { lockEarned, type Whose } from "~/domain/ledger/lock-earned.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { lockOrder } from "~/domain/order/lock-order.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import { aProgram, aShop, anAmbassador, anOrder } from "../support/builders";
import { FakeBooksShop } from "../support/fake-books-shop";
import { DAY_MS, testWorld } from "../support/world";

const shop = new FakeBooksShop();
const t = await testWorld({ shop: () => shop.port() });
const { world } = t;
await aShop(world);

/** Long enough for the other transaction to come to where it waits; being too short, the test would pass for no reason, never fail. */
const WAITS_MS = 500;
const daysAgo = (days: number): Date => new Date(t.clock.now().getTime() - days * DAY_MS);

/** Two orders of one friend, earned, of which Shopify shows none: they are decided as we hold them. */
async function twoEarned(codes: [string, string]) {
  const first = await anOrder(world, { codes: [codes[0]], goodsMinor: 5_000n, placedAt: daysAgo(16) });
  const { buyerId } = first;
  const second = await anOrder(world, { codes: [codes[1]], goodsMinor: 5_000n, placedAt: daysAgo(15), buyerId: buyerId! });
  for (const { orderId } of [first, second]) {
    await decideOrder(world, { orderId });
    await creditOrder(world, { orderId });
  }
  await matureCredits(world, { why: "test" });
  for (const { orderId } of [first, second]) await t.sql("UPDATE orders SET cancelled_at = now() WHERE order_id = $1", [orderId]);
  return [first.orderId, second.orderId];
}

async function anIssuedReward({ ambassadorId, programId, buyerId }: Whose & { buyerId: string }) {
  const [at, rewardId] = [daysAgo(4), world.chance.uuid()];
  const reward = {
    ...{
      shopId: world.shopId,
      rewardId,
      programId,
      ambassadorId,
      buyerId,
      kind: "product code",
      variantId: "v",
      productTitle: "Jubilee Mug",
    },
    ...{
      priceMinor: 800n,
      currency: "GBP",
      code: "GIFT-1",
      shopifyId: "1",
      state: "issued",
      requestKey: "1",
      requestedAt: at,
      issuedAt: at,
    },
    dueAt: new Date(at.getTime() + 60 * DAY_MS),
  };
  await world.transaction(({ db }) => db.reward.create({ data: reward }));
  return reward;
}

/** Has the order in its hands, and a little later takes the account. */
const holdsThenSpends = (orderId: string, whose: Whose[]) =>
  world.transaction(async (tx) => {
    await lockOrder(world, tx, { orderId });
    await new Promise((done) => setTimeout(done, WAITS_MS));
    await lockEarned(world, whose);
  });

test("an order that takes a reward and those after it are held before the reward's account", async () => {
  const program = await aProgram(world, { newFriendsOnly: false });
  const ambassador = await anAmbassador(world, program);
  const whose = { ambassadorId: ambassador.ambassadorId, programId: program.programId };
  const reward = await anIssuedReward({ ...whose, buyerId: ambassador.buyerId });
  const first = await anOrder(world, { codes: [reward.code], placedAt: daysAgo(3) });
  const second = await anOrder(world, { codes: [ambassador.code], placedAt: daysAgo(2), buyerId: first.buyerId! });
  await decideOrder(world, second);
  const other = holdsThenSpends(second.orderId, [whose]);
  await Promise.all([other, refreshOrder(world, first)]);
  expect(await t.sql("SELECT state FROM reward WHERE reward_id = $1", [reward.rewardId])).toEqual([{ state: "needs review" }]);
});

test("and the accounts of all it may touch at once, in the order that everybody takes them in", async () => {
  const program = await aProgram(world, { newFriendsOnly: false });
  const two = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Tom" })];
  const [early, late] = two.toSorted((one, next) => (one.ambassadorId < next.ambassadorId ? -1 : 1));
  const pairs = [await twoEarned([late.code, early.code]), await twoEarned([early.code, late.code])];
  const credits = world.transaction(async ({ db }) => {
    await db.$queryRaw`SELECT FROM credit WHERE order_id = ANY (${pairs.map(([, second]) => second)}) FOR UPDATE`;
    await new Promise((done) => setTimeout(done, WAITS_MS));
  });
  const outcomes = await Promise.all(pairs.map(([first]) => refreshOrder(world, { orderId: first })));
  await credits;
  expect(outcomes).toEqual([{ outcome: "not seen" }, { outcome: "not seen" }]);
  expect(await t.sql("SELECT count(*)::int AS taken FROM entry WHERE reason = 'credit voided'")).toEqual([{ taken: 4 }]);
});
