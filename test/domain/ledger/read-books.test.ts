import { beforeEach, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { checkBooks } from "~/domain/insight/check-books.server";
import { readBooks } from "../../support/read-books";
import { readOrderSums } from "~/domain/ledger/read-order-sums.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import {
  aProduct,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  changeOrder,
  type BuiltAmbassador,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;

/** As only a superuser can: for states the app itself cannot make. */
const pastTriggers = (sql: string) => t.sql(`SET session_replication_role = replica; ${sql}; SET session_replication_role = DEFAULT`);

beforeEach(async () => {
  await pastTriggers("TRUNCATE entry, account, credit, claim, decision, reward, orders, shelf_item");
  await aShop(world);
  program = await aProgram(world);
  maxine = await anAmbassador(world, program);
});
const problems = async () => (await readBooks(world)).problems.map(({ raw }) => raw);

test("the books name, for every order, the amount, the rate, what is posted and what should be", async () => {
  const earned = await anEarnedCredit(world, maxine, 1_000n);
  const waiting = await anOrder(world, { codes: [maxine.code], goodsMinor: 4_999n });
  await decideOrder(world, waiting);
  await creditOrder(world, waiting);
  const mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  shop.stock(mug);
  await requestReward(world, {
    kind: "product code",
    ambassadorId: maxine.ambassadorId,
    variantId: mug.variantId,
    shownMinor: 800n,
    requestKey: "r",
  });
  const books = await readBooks(world);
  expect(books.totals.find(({ programId }) => programId === program.programId)).toEqual({
    programId: program.programId,
    name: "Regulars",
    currency: "GBP",
    pendingMinor: 499n,
    earnedMinor: 200n,
    redeemedMinor: 800n,
    entries: 4,
  });
  expect(books.orders).toEqual(
    [
      { orderId: earned.orderId, goodsMinor: 10_000n, state: "earned", postedMinor: 1_000n, targetMinor: 1_000n },
      { orderId: waiting.orderId, goodsMinor: 4_999n, state: "pending", postedMinor: 499n, targetMinor: 499n },
    ]
      .map((order) => ({ ...order, ambassadorId: maxine.ambassadorId, programId: program.programId, currency: "GBP", creditBp: 1_000 }))
      .sort((one, other) => (one.orderId < other.orderId ? -1 : 1)),
  );
  expect(books.problems).toEqual([]);
});

test("an order that changed and was not credited anew is named", async () => {
  const { orderId } = await anEarnedCredit(world, maxine, 1_000n);
  await changeOrder(world, orderId, { goodsMinor: 0n });
  expect(await problems()).toEqual([`Order ${orderId} should have earned 0 but 1000 is posted.`]);
  await creditOrder(world, { orderId });
  expect(await problems()).toEqual([]);
});

test("money posted to somebody an order was not attributed to is named", async () => {
  const { orderId } = await anEarnedCredit(world, maxine, 1_000n);
  const tom = await anAmbassador(world, program, { name: "Tom" });
  await pastTriggers(`UPDATE decision SET ambassador_id = '${tom.ambassadorId}' WHERE order_id = '${orderId}'`);
  expect((await problems()).sort()).toEqual([
    `Order ${orderId} should have earned 0 but 1000 is posted.`,
    `Order ${orderId} should have earned 1000 but 0 is posted.`,
  ]);
});

test("a reward nothing was taken for, and more taken than was ever earned, are named", async () => {
  await anEarnedCredit(world, maxine, 500n);
  const rewardId = world.chance.uuid();
  await t.sql(
    `INSERT INTO reward (shop_id, reward_id, program_id, ambassador_id, buyer_id, variant_id, product_title, price_minor, currency, code, state, request_key, requested_at)
     VALUES ($1, $2, $3, $4, 'b', 'v', 'Mug', 800, 'GBP', 'GIFT-X', 'issued', 'k', $5)`,
    [world.shopId, rewardId, program.programId, maxine.ambassadorId, t.clock.now()],
  );
  expect(await problems()).toEqual([`Reward ${rewardId} is issued at 800 but 0 was taken for it.`]);
  const { ambassadorId } = maxine;
  await appendEntry(world, {
    from: { kind: "earned", ambassadorId, programId: program.programId },
    to: { kind: "redeemed", ambassadorId, programId: program.programId },
    amountMinor: 800n,
    currency: "GBP",
    reason: "reward taken",
    source: { kind: "reward", id: rewardId },
    idempotencyKey: `reward:${rewardId}:taken`,
  });
  expect(await problems()).toEqual([`Ambassador ${ambassadorId} took 800 in rewards but ever earned only 500.`]);
  expect((await checkBooks(world)).problems).toMatchObject([
    { is: "more taken than earned", ambassadorName: "Maxine", should: { text: "£5.00" }, actual: { text: "£8.00" } },
  ]);
});

test("orders' sums read piece by piece behind the last one seen are all of them, each once", async () => {
  for (let count = 0; count < 5; count++) await anEarnedCredit(world, maxine, 100n + BigInt(count));
  const whole = await readOrderSums(world, { take: 100 });
  const pieces: typeof whole = [];
  for (let after = ""; ;) {
    const piece = await readOrderSums(world, { after, take: 2 });
    pieces.push(...piece);
    if (piece.length < 2) break;
    after = piece[1].orderId;
  }
  expect(whole).toHaveLength(5);
  expect(pieces).toEqual(whole);
});
