import { beforeEach, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { readBooks } from "../../support/read-books";
import {
  aBuyer,
  aProgram,
  aShop,
  anAmbassador,
  anOrder,
  changeOrder,
  type BuiltAmbassador,
  type BuiltProgram,
} from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;

beforeEach(async () => {
  await aShop(world);
  program = await aProgram(world, {
    insiderFrom: 2,
    iconFrom: 3,
    creditBp: 1_000,
    insiderCreditBp: 1_200,
    iconCreditBp: 1_500,
    newFriendsOnly: false,
  });
  maxine = await anAmbassador(world, program);
});

async function friendBuys(buyerId?: string): Promise<string> {
  const friend = buyerId ?? (await aBuyer(world)).buyerId;
  const { orderId } = await anOrder(world, { buyerId: friend, codes: [maxine.code], goodsMinor: 1_000n });
  await settle(orderId);
  return orderId;
}
async function settle(orderId: string): Promise<void> {
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
}
const windowPasses = async () => {
  await t.clock.advance(15 * DAY_MS);
  await matureCredits(world, { why: "test" });
};
const tier = async () =>
  (await t.sql<{ tier: string }>("SELECT tier FROM membership WHERE ambassador_id = $1", [maxine.ambassadorId]))[0].tier;
const changes = () =>
  t.sql("SELECT from_tier, to_tier, reason, good_referrals FROM tier_change WHERE ambassador_id = $1 ORDER BY sequence", [
    maxine.ambassadorId,
  ]);

test("somebody moves up once their friends' credit is theirs, with the reason kept, and earns the new rate from the next order on", async () => {
  await friendBuys();
  const second = await friendBuys();
  expect(await tier()).toBe("friend");
  await windowPasses();
  expect(await tier()).toBe("insider");
  expect(await changes()).toEqual([{ from_tier: "friend", to_tier: "insider", reason: "good referrals", good_referrals: 2 }]);
  const next = await friendBuys();
  const rates = () => t.sql("SELECT credit_bp FROM credit WHERE order_id = ANY ($1) ORDER BY opened_at", [[second, next]]);
  expect(await rates()).toEqual([{ credit_bp: 1_000 }, { credit_bp: 1_200 }]);
  // What was agreed stays, whatever happens to the order later.
  await changeOrder(world, second, { goodsMinor: 500n });
  await settle(second);
  expect(await rates()).toEqual([{ credit_bp: 1_000 }, { credit_bp: 1_200 }]);
  expect((await readBooks(world)).problems).toEqual([]);
});

test("one friend who buys often is one friend, and what was taken back is none", async () => {
  const { buyerId } = await aBuyer(world);
  await friendBuys(buyerId);
  await friendBuys(buyerId);
  const returned = await friendBuys();
  await changeOrder(world, returned, { goodsMinor: 0n });
  await settle(returned);
  await windowPasses();
  expect(await tier()).toBe("friend");
  expect(await changes()).toEqual([]);
});

test("nobody moves down: a later return takes the credit and leaves the tier", async () => {
  const orders = [await friendBuys(), await friendBuys(), await friendBuys()];
  await windowPasses();
  expect(await tier()).toBe("icon");
  for (const orderId of orders) {
    await changeOrder(world, orderId, { goodsMinor: 0n });
    await settle(orderId);
  }
  await friendBuys();
  await windowPasses();
  expect(await tier()).toBe("icon");
  expect(await changes()).toHaveLength(1);
});

test("why somebody moved up can be neither changed nor deleted, nor seen by another shop", async () => {
  await friendBuys();
  await friendBuys();
  await windowPasses();
  await expect(t.sql("UPDATE tier_change SET reason = 'x'")).rejects.toThrow(/append-only/);
  await expect(t.sql("DELETE FROM tier_change")).rejects.toThrow(/append-only/);
  expect(await t.worldOf("elsewhere.myshopify.com").transaction(({ db }) => db.tierChange.count())).toBe(0);
});
