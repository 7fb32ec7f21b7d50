/** What the blocks on the thank-you page and at an order say: to an ambassador, to a friend, and to everybody else nothing. */
import { expect, test } from "vitest";
import type { StandingAnswer } from "~/account/answers";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { askAccount } from "../support/account";
import { aBuyer, anAmbassador, anOrder, aProgram, aShop } from "../support/builders";
import { testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
await aShop(world);
const program = await aProgram(world);
const ambassador = await anAmbassador(world, program, { name: "Mia" });

async function standing(buyerId: string, order?: string): Promise<StandingAnswer> {
  const query = order === undefined ? "" : `?order=${encodeURIComponent(order)}`;
  const { status, body } = await askAccount({ shop: shopId, path: `/standing${query}`, buyerId });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body as StandingAnswer;
}
async function decided(order: Parameters<typeof anOrder>[1]): Promise<string> {
  const { orderId } = await anOrder(world, order);
  await decideOrder(world, { orderId });
  return `gid://shopify/Order/${orderId}`;
}

test("an ambassador gets their code, their link and a line that says it is an ad", async () => {
  const answer = await standing(ambassador.buyerId);
  expect(answer).toMatchObject({ outcome: "ambassador", order: null, share: { code: ambassador.code } });
  if (answer.outcome !== "ambassador") throw new Error("it is");
  expect(answer.share!.caption).toMatch(/^#ad .*https:/);
  expect([answer.share!.link, answer.rewardsUrl]).toEqual([
    expect.stringMatching(new RegExp(`/apps/regulars/${ambassador.slug}$`)) as string,
    expect.stringMatching(/^https:.*\/apps\/regulars\/rewards$/) as string,
  ]);
});

test("everybody else gets nothing: a stranger, and one who has left", async () => {
  expect(await standing("404404")).toEqual({ outcome: "nobody", order: null, askAgain: false });
  const leaver = await anAmbassador(world, program, { name: "Leo" });
  await leaveProgram(world, { buyerId: leaver.buyerId });
  expect(await standing(leaver.buyerId)).toEqual({ outcome: "nobody", order: null, askAgain: false });
});

test("an ambassador's own order with their own code says kindly why it doesn't count", async () => {
  const order = await decided({ buyerId: ambassador.buyerId, codes: [ambassador.code] });
  expect((await standing(ambassador.buyerId, order)).order).toMatch(/This order was your own/);
});

test("an order that took a reward says which", async () => {
  const { orderId } = await anOrder(world, { buyerId: ambassador.buyerId });
  await t.sql("UPDATE orders SET own_reward = true WHERE shop_id = $1 AND order_id = $2", [shopId, orderId]);
  await world.transaction(({ db }) =>
    db.reward.create({
      data: {
        ...{ shopId, rewardId: world.chance.uuid(), programId: program.programId, ambassadorId: ambassador.ambassadorId },
        ...{ buyerId: ambassador.buyerId, productTitle: "Jubilee Mug", priceMinor: 800n, currency: "GBP", code: "GIFT-1" },
        ...{ state: "used", requestKey: "k", requestedAt: t.clock.now(), usedOrderId: orderId, variantId: "1" },
      },
    }),
  );
  expect((await standing(ambassador.buyerId, `gid://shopify/Order/${orderId}`)).order).toContain("your reward: Jubilee Mug");
});

test("a friend is told whom they did good with; nobody else is told of that order", async () => {
  const friend = await aBuyer(world);
  const order = await decided({ buyerId: friend.buyerId, codes: [ambassador.code] });
  expect(await standing(friend.buyerId, order)).toEqual({
    outcome: "nobody",
    order: "Mia told you about us, and gets a thank-you from us because you bought.",
    askAgain: false,
  });
  expect((await standing(ambassador.buyerId, order)).order).toBeNull();
  expect((await standing((await aBuyer(world)).buyerId, order)).order).toBeNull();
});

test("the thank-you page calls the same order by another name", async () => {
  const friend = await aBuyer(world);
  const order = await decided({ buyerId: friend.buyerId, codes: [ambassador.code] });
  expect((await standing(friend.buyerId, order.replace("/Order/", "/OrderIdentity/"))).order).toMatch(/^Mia told you about us/);
});

test.each<[string, Parameters<typeof anOrder>[1]]>([
  ["cancelled", { cancelledAt: t.clock.now() }],
  ["charged back", { dispute: "lost" }],
  ["never paid", { paidAt: null }],
  ["given back whole", { goodsMinor: 0n }],
])("a friend's order that was %s is no reason to thank anybody", async (_what, came) => {
  const friend = await aBuyer(world);
  const order = await decided({ buyerId: friend.buyerId, codes: [ambassador.code] });
  expect((await standing(friend.buyerId, order)).order).toMatch(/^Mia told you about us/);
  await world.transaction(({ db }) =>
    db.order.update({ where: { shopId_orderId: { shopId, orderId: order.split("/").at(-1)! } }, data: came as object }),
  );
  expect(await standing(friend.buyerId, order)).toEqual({ outcome: "nobody", order: null, askAgain: false });
});

test("an order that isn't read or decided about yet is worth asking about again; somebody else's never is", async () => {
  const friend = await aBuyer(world);
  expect((await standing(friend.buyerId, "gid://shopify/OrderIdentity/505505")).askAgain).toBe(true);
  const { orderId } = await anOrder(world, { buyerId: friend.buyerId, codes: [ambassador.code] });
  const order = `gid://shopify/OrderIdentity/${orderId}`;
  expect((await standing(friend.buyerId, order)).askAgain).toBe(true);
  expect((await standing(ambassador.buyerId, order)).askAgain).toBe(false);
  await decideOrder(world, { orderId });
  expect(await standing(friend.buyerId, order)).toMatchObject({ order: expect.stringMatching(/^Mia/) as string, askAgain: false });
});

test.each(["", "7", "gid://shopify/Customer/7", "gid://shopify/Order/404404", "gid://shopify/Order/' OR 1=1", "x".repeat(5_000)])(
  "an order named %j has nothing to say, and nothing breaks",
  async (order) => {
    expect((await standing(ambassador.buyerId, order)).order).toBeNull();
  },
);
