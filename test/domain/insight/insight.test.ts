import { beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { monthSentence } from "~/domain/insight/home";
import { readAmbassadors } from "~/domain/insight/read-ambassadors.server";
import { readBuyerCard } from "~/domain/insight/read-buyer-card.server";
import { readHome } from "~/domain/insight/read-home.server";
import { readOrders } from "~/domain/insight/read-orders.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import {
  aBuyer,
  aProduct,
  aProgram,
  aShop,
  aShareCode,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  changeOrder,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { lose } from "../../support/till";
import { DAY_MS, testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});
async function settle(orderId: string): Promise<void> {
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
}
async function aRewardOf(ambassadorId: string, unitCostMinor: bigint | null): Promise<string> {
  const mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  shop.stock({ ...mug, unitCostMinor });
  const requested = await requestReward(world, {
    kind: "product code",
    ambassadorId,
    variantId: mug.variantId,
    shownMinor: 800n,
    requestKey: world.chance.uuid(),
  });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  await issueReward(world, requested);
  return requested.rewardId;
}

test("on the first day the home page teaches: five steps, none done, twelve empty weeks, nothing needed", async () => {
  const home = await readHome(world);
  expect(home).toMatchObject({
    shopName: "Small & Sons",
    firstDays: true,
    needsYou: [],
    counts: { powerBuyers: null, invited: 0, ambassadors: 0, friendOrders: 0 },
  });
  expect(home.checklist.map(({ key, done }) => `${key}: ${done}`)).toEqual([
    "read: false",
    "look: false",
    "settings: false",
    "invite: false",
    "joined: false",
  ]);
  expect(home.weeks).toHaveLength(12);
  expect(home.weeks.at(-1)).toMatchObject({ weekOf: "2026-11-02", orders: 0, sales: { minor: "0" } });
  expect(home.month.sentence).toBe("In November no friend has ordered yet; rewards cost you £0.00.");
});

test("the month counts friends' paid goods, and what rewards cost the store, at cost where that is known", async () => {
  await t.clock.advance(12 * DAY_MS);
  const maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 2_000n); // placed in October
  const friend = await aBuyer(world, { email: "friend@example.com" });
  const first = await anOrder(world, { codes: [maxine.code], buyerId: friend.buyerId, goodsMinor: 6_000n });
  const cancelled = await anOrder(world, { codes: [maxine.code], goodsMinor: 9_900n });
  const own = await anOrder(world, { codes: [maxine.code], buyerId: maxine.buyerId, goodsMinor: 9_900n });
  for (const { orderId } of [first, cancelled, own]) await settle(orderId);
  await changeOrder(world, cancelled.orderId, { cancelledAt: t.clock.now() });
  await settle(cancelled.orderId);
  await aRewardOf(maxine.ambassadorId, 310n);
  await aRewardOf(maxine.ambassadorId, null);

  const { month, weeks, counts } = await readHome(world);
  expect(month).toMatchObject({
    month: "November",
    friends: 1,
    orders: 1,
    sales: { minor: "6000" },
    cost: { minor: "1110" },
    costAtPrice: { minor: "800" },
  });
  expect(month.sentence).toBe("In November 1 friend ordered for £60.00; it cost you £11.10.");
  expect(month.promised.minor).toBe(String(2_000 - 1_600 + 600));
  expect(weeks.at(-1)).toMatchObject({ weekOf: "2026-11-09", orders: 1, sales: { minor: "6000" }, cost: { minor: "1110" } });
  expect(weeks.at(-3)).toMatchObject({ weekOf: "2026-10-26", orders: 1, sales: { minor: "20000" } });
  expect(counts.ambassadors).toBe(1);
});

test("a month begins when it begins in the shop's own time zone", async () => {
  const now = t.clock.now();
  await aShop(world, { ianaTimezone: "Pacific/Auckland" });
  const before = (await readHome(world)).month.orders;
  const maxine = await anAmbassador(world, program);
  // 31 October, 12:00 UTC is 1 November in Auckland.
  const { orderId } = await anOrder(world, { codes: [maxine.code], placedAt: new Date("2026-10-31T12:00:00Z") });
  await settle(orderId);
  expect((await readHome(world)).month.orders).toBe(before + 1);
  await aShop(world);
  expect((await readHome(world)).month.orders).toBe(before);
  await t.clock.set(now);
});

test("what one person owes lessens nothing of what another may still ask for", async () => {
  const before = BigInt((await readHome(world)).month.promised.minor);
  const [ada, bea] = [await anAmbassador(world, program), await anAmbassador(world, program)];
  await anEarnedCredit(world, ada, 700n);
  await lose(world, program, bea, 500n);
  expect(BigInt((await readHome(world)).month.promised.minor) - before).toBe(700n);
});

test("what needs a person is named with its count and one button, the gravest first, at most five", async () => {
  const maxine = await anAmbassador(world, program, { email: "maxine@gmail.com" });
  const doubtful = await anOrder(world, { codes: [maxine.code], email: "m.axine@gmail.com" });
  await settle(doubtful.orderId);
  await t.sql("UPDATE reward SET state = 'needs review' WHERE reward_id = (SELECT reward_id FROM reward LIMIT 1)");
  await aShop(world, { state: "needs permission" });
  expect((await readHome(world)).needsYou).toMatchObject([
    { key: "permission", count: 1 },
    { key: "rewards", count: 1, sentence: expect.stringContaining("1 reward waits") },
    { key: "review", count: 1, sentence: expect.stringContaining("1 order waits for your yes or no") },
  ]);
  const discount =
    "INSERT INTO discount (shop_id, discount_id, program_id, kind, offer_bp, lead_code, state, created_at) VALUES ($1, gen_random_uuid(), $2, 'share', 1500, 'L', 'failed', $3)";
  await t.sql(discount, [world.shopId, program.programId, t.clock.now()]);
  await t.sql(
    "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at) VALUES ($1, gen_random_uuid(), 'orders', 'failed', $2, $2)",
    [world.shopId, t.clock.now()],
  );
  const codeless = await anAmbassador(world, program, { name: "Ann" });
  await t.sql("UPDATE share_code SET state = 'refused' WHERE ambassador_id = $1", [codeless.ambassadorId]);
  expect((await readHome(world)).needsYou.map(({ key }) => key)).toEqual(["permission", "discount", "history", "rewards", "review"]);
  await aShareCode(world, { programId: program.programId, ambassadorId: codeless.ambassadorId, code: "ANN-TEA" });
  await aShop(world);
  expect((await readHome(world)).needsYou.map(({ key }) => key)).toEqual(["discount", "history", "rewards", "review"]);
});

test("the sentence of the month speaks of one friend as of one", () => {
  const [sales, cost] = [
    { text: "£1,408.00", minor: "140800" },
    { text: "£131.00", minor: "13100" },
  ];
  expect(monthSentence({ month: "November", friends: 12, sales, cost })).toBe(
    "In November 12 friends ordered for £1,408.00; it cost you £131.00.",
  );
});

test("the orders' list says each order's latest verdict and why, and can be narrowed", async () => {
  const tom = await anAmbassador(world, program, { name: "Tom" });
  const { buyerId } = await aBuyer(world, { firstName: "Zoë", lastName: "Brown" });
  const { orderId } = await anOrder(world, { codes: [tom.code], buyerId, goodsMinor: 6_300n });
  await settle(orderId);
  const row = async (query: Parameters<typeof readOrders>[1] = {}) =>
    (await readOrders(world, query)).rows.find((one) => one.orderId === orderId);
  expect(await row()).toMatchObject({
    verdict: "Counts",
    reason: "code",
    sentence: "The order carries Tom's code.",
    ambassadorName: "Tom",
    buyerName: "Zoë Brown",
    goods: { minor: "6300" },
    credit: { minor: "630" },
    creditState: "waiting",
    became: null,
    decisions: 1,
  });
  await changeOrder(world, orderId, { test: true });
  await settle(orderId);
  expect(await row()).toMatchObject({
    verdict: "Doesn't count",
    sentence: "A test order.",
    credit: { minor: "0" },
    creditState: "none",
    decisions: 2,
  });
  expect(await row({ outcome: "attributed" })).toBeUndefined();
  expect(await row({ outcome: "ignored" })).toBeDefined();
});

test("lists come a page at a time, and a page beyond the end is the last", async () => {
  await t.sql(
    `INSERT INTO orders (shop_id, order_id, name, placed_at, test, currency, goods_minor, ordered_minor, tags, codes, shopify_updated_at, read_at)
     SELECT $1, 'page-' || n, '#p' || n, $2, false, 'GBP', 1000, 1000, '{}', '{X}', $2, $2 FROM generate_series(1, 60) n`,
    [world.shopId, t.clock.now()],
  );
  for (let n = 1; n <= 60; n++) await decideOrder(world, { orderId: `page-${n}` });
  const { rows, total, pages } = await readOrders(world, { page: 1, outcome: "ignored" });
  expect([rows.length, pages]).toEqual([50, Math.ceil(total / 50)]);
  const next = await readOrders(world, { page: 2, outcome: "ignored" });
  expect(new Set([...rows, ...next.rows].map(({ orderId }) => orderId)).size).toBe(rows.length + next.rows.length);
  expect(await readOrders(world, { page: 99, outcome: "ignored" })).toEqual(next);
});

test("the ambassadors' list puts whoever sold most first, with what waits, what is theirs and what they took", async () => {
  const ann = await anAmbassador(world, program, { name: "Annabel", code: "ANNABEL15" });
  const { orderId } = await anOrder(world, { codes: [ann.code], goodsMinor: 900_000n });
  await settle(orderId);
  await anEarnedCredit(world, ann, 1_000n);
  await aRewardOf(ann.ambassadorId, null);
  const { rows, total, active } = await readAmbassadors(world, {});
  expect(total).toBe(rows.length);
  expect(active).toBe(total);
  expect(rows[0]).toMatchObject({
    name: "Annabel",
    code: "ANNABEL15",
    codeState: "live",
    tier: "friend",
    friendOrders: 2,
    sales: { minor: "910000" },
    pending: { minor: "90000" },
    earned: { minor: "200" },
    redeemed: { minor: "800" },
  });
  expect((await readAmbassadors(world, { search: "annabel1" })).rows.map(({ name }) => name)).toEqual(["Annabel"]);
  expect((await readAmbassadors(world, { search: "100%_" })).rows).toEqual([]);
  expect((await readAmbassadors(world, { search: "anna\0bel1" })).rows.map(({ name }) => name)).toEqual(["Annabel"]);
});

test("a buyer's card shows what is known and leaves unknown what is not", async () => {
  const { buyerId } = await aBuyer(world, { consent: "unknown" });
  await anOrder(world, { buyerId, goodsMinor: 4_200n });
  await anOrder(world, { buyerId, test: true });
  expect(await readBuyerCard(world, { buyerId })).toMatchObject({
    outcome: "found",
    name: null,
    email: null,
    region: null,
    ranked: null,
    strip: [{ goods: { minor: "4200" } }],
    contacts: [],
    invitation: null,
    heldOutUntil: null,
    ambassador: null,
  });
});

test("a merged buyer's card is the survivor's, and an erased one's is unknown", async () => {
  const kept = await aBuyer(world, { firstName: "Kept" });
  const gone = await aBuyer(world, { mergedInto: kept.buyerId });
  const erased = await aBuyer(world, { erasedAt: t.clock.now() });
  expect(await readBuyerCard(world, gone)).toMatchObject({ outcome: "found", buyerId: kept.buyerId, name: "Kept" });
  expect(await readBuyerCard(world, erased)).toEqual({ outcome: "unknown" });
  expect(await readBuyerCard(world, { buyerId: "0" })).toEqual({ outcome: "unknown" });
});

test("another shop sees none of it", async () => {
  const other = t.worldOf("another.myshopify.com");
  await aShop(other, { name: "Another" });
  expect((await readOrders(other, {})).rows).toEqual([]);
  expect((await readAmbassadors(other, {})).rows).toEqual([]);
  expect((await readHome(other)).counts).toMatchObject({ ambassadors: 0, friendOrders: 0 });
});

test("what an owner's page gets is plain JSON", async () => {
  for (const model of [await readHome(world), await readOrders(world, {}), await readAmbassadors(world, {})])
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
});
