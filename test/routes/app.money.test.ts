/** Ambassadors, orders and books as the owner's pages give them, and the books as a spreadsheet. */
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import * as ambassadors from "~/routes/app.ambassadors";
import * as books from "~/routes/app.books";
import * as check from "~/routes/app.books.check";
import * as orders from "~/routes/app.orders";
import * as rewards from "~/routes/app.rewards";
import { adminRig } from "../support/admin";
import { aProgram, anAmbassador, anEarnedCredit, anOrder, type BuiltAmbassador } from "../support/builders";

const t = await adminRig();
const { world } = t;
let maxine: BuiltAmbassador;
type Rows<T> = { rows: T[]; total: number; page: number; pages: number };
type Ambassador = {
  ambassadorId: string;
  name: string;
  since: string;
  codes: { code: string }[];
  friendOrders: number;
  pending: string;
  pendingMinor: string;
  earned: string;
  earnedMinor: string;
  redeemedMinor: string;
  tier: string;
  state: string;
};
type Order = {
  orderId: string;
  name: string;
  outcome: string;
  sentence: string;
  ambassador: string | null;
  goodsMinor: string;
  creditMinor: string;
  facts: { order: object };
};

async function settled(order: Parameters<typeof anOrder>[1]): Promise<string> {
  const { orderId } = await anOrder(world, order);
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  return orderId;
}

beforeAll(async () => {
  expect(await t.load(ambassadors, "/app/ambassadors")).toMatchObject({ rows: [], total: 0, pages: 1 });
  expect(await t.load(orders, "/app/orders")).toMatchObject({ rows: [], counts: { attributed: 0, ignored: 0, underReview: 0 } });
  // One whose settings stood long before any of these orders, in place of the one that came with the installation.
  const program = await aProgram(world);
  maxine = await anAmbassador(world, program, { name: "Maxine" });
  await anAmbassador(world, program, { name: '=HYPERLINK("http://evil.example")' });
  await anEarnedCredit(world, maxine, 420n);
  await settled({ codes: [maxine.code], goodsMinor: 6_305n });
  await settled({ codes: [maxine.code], buyerId: maxine.buyerId });
});

test("an ambassador's money stands as text for the eye and in minor units for sums", async () => {
  const { rows, total } = await t.load<Rows<Ambassador>>(ambassadors, "/app/ambassadors");
  expect(total).toBe(2);
  expect(rows[0]).toMatchObject({
    ambassadorId: maxine.ambassadorId,
    name: "Maxine",
    codes: [{ code: maxine.code }],
    friendOrders: 2,
    pending: "£6.30",
    pendingMinor: "630",
    earned: "£4.20",
    earnedMinor: "420",
    redeemedMinor: "0",
    tier: "friend",
    state: "active",
  });
});

test("sleepers are those whose friends have not ordered for thirty days", async () => {
  const names = async (show: string) =>
    (await t.load<Rows<Ambassador>>(ambassadors, `/app/ambassadors?show=${show}`)).rows.map(({ name }) => name);
  expect(await names("sleeping")).toEqual(['=HYPERLINK("http://evil.example")']);
  expect(await names("active")).toHaveLength(2);
  expect(await names("left")).toEqual([]);
  expect(await names("nonsense")).toHaveLength(2);
});

test("every order has its verdict, its why and what was seen, and can be narrowed to one verdict", async () => {
  const all = await t.load<Rows<Order> & { counts: object }>(orders, "/app/orders");
  expect(all.counts).toEqual({ attributed: 2, ignored: 1, underReview: 0 });
  const { rows } = await t.load<Rows<Order>>(orders, "/app/orders?outcome=ignored");
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    ambassador: "Maxine",
    sentence: "Maxine bought this themselves, so it earns nothing.",
    creditMinor: "0",
  });
  expect(rows[0].facts.order).toMatchObject({ goodsMinor: "5000" });
});

test("the books' totals are the sum of their orders, and nothing is found wrong with them", async () => {
  const page = await t.load<{
    totals: Record<string, string | number>[];
    orders: { goodsMinor: string; creditBp: number; postedMinor: string }[];
    pages: number;
  }>(books, "/app/books");
  expect(page.totals.find(({ entries }) => entries)).toMatchObject({
    currency: "GBP",
    pendingMinor: "630",
    earnedMinor: "420",
    redeemedMinor: "0",
    entries: expect.any(Number),
  });
  expect(page.orders.map(({ postedMinor }) => postedMinor).sort()).toEqual(["420", "630"]);
  expect(page.pages).toBe(1);
  expect(await t.load(check, "/app/books/check")).toEqual({ problems: [], more: false });
});

test("68 · the books as a spreadsheet hold the same, and a name that is a formula stays text", async () => {
  await t.sql("UPDATE ambassador SET name = '=cmd|calc' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  const { headers, body } = await t.visit<string>(books, "/app/books?format=csv");
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(headers.get("content-disposition")).toBe('attachment; filename="regulars-books.csv"');
  const lines = parse(body, { columns: true, bom: true }) as Record<string, string>[];
  expect(lines.map((line) => [line.Ambassador, line.Goods, line["Rate (%)"], line.Earns, line.Currency])).toEqual(
    expect.arrayContaining([
      ["'=cmd|calc", "63.05", "10", "6.30", "GBP"],
      ["'=cmd|calc", "42.00", "10", "4.20", "GBP"],
    ]),
  );
});

test("an owner settles an order with a word of their own, and the page says whose word it was", async () => {
  const orderId = await settled({ codes: [maxine.code], goodsMinor: 2_000n });
  const settle = (form: Record<string, string>) =>
    t.act<{ outcome: string }>(orders, "/app/orders", {
      intent: "settle",
      orderId,
      sequence: "1",
      counts: "false",
      note: "A cousin",
      ...form,
    });
  expect((await settle({ note: " " })).body).toEqual({ outcome: "note missing" });
  expect((await settle({})).body).toEqual({ outcome: "decided", sequence: 2 });
  expect((await settle({})).body).toEqual({ outcome: "decided meanwhile" });
  const { rows } = await t.load<Rows<Order & { note: string }>>(orders, "/app/orders?outcome=ignored");
  expect(rows.find((row) => row.orderId === orderId)).toMatchObject({
    sentence: "You decided that it doesn't count.",
    note: "A cousin",
    creditMinor: "0",
  });
});

test("59 · an order that may be the ambassador's own shows what is alike in sentences, and never an address", async () => {
  await t.sql("UPDATE ambassador SET name = 'Maxine', marks = '{address:ff,addressee:ff,door:ff,device:ff}' WHERE ambassador_id = $1", [
    maxine.ambassadorId,
  ]);
  const orderId = await settled({ codes: [maxine.code], sourceName: "pos", marks: ["address:ff", "addressee:aa", "door:ff"] });
  const { rows } = await t.load<Rows<Order & { alike: string[]; minimum: null }>>(orders, "/app/orders?outcome=under+review");
  const row = rows.find((one) => one.orderId === orderId)!;
  expect(row).toMatchObject({
    sentence: "The order goes to the address Maxine has, under another name: perhaps somebody they live with. Someone should look at it.",
    alike: [
      "Goes to the same address as Maxine's own, or is billed there, under another name.",
      "The same house number and postcode as Maxine's.",
    ],
    facts: { order: { channel: "point of sale" } },
    minimum: null,
  });
  expect(JSON.stringify(row)).not.toMatch(/addressee?:/);
  expect(
    (
      await t.act<{ outcome: string }>(orders, "/app/orders", {
        intent: "settle",
        orderId,
        sequence: "1",
        counts: "true",
        note: "A flatmate",
      })
    ).body,
  ).toEqual({ outcome: "decided", sequence: 2 });
});

test.each([{ orderId: "x' OR 1" }, { counts: "maybe" }, { sequence: "0" }, { intent: "delete" }])(
  "a settlement that makes no sense is refused: %j",
  async (part) => {
    const form: Record<string, string> = { intent: "settle", orderId: "1", sequence: "1", counts: "true", note: "x" };
    for (const [name, value] of Object.entries(part)) form[name] = value;
    expect((await t.act(orders, "/app/orders", form)).status).toBe(400);
  },
);

test("a reward that waits for the owner is shown with what is known, settled by one press, and then waits no more", async () => {
  const rewardId = world.chance.uuid();
  await t.sql(
    `INSERT INTO reward (shop_id, reward_id, program_id, ambassador_id, buyer_id, variant_id, product_title, price_minor, currency, code, state, reason, request_key, requested_at)
     SELECT $1, $2, program_id, ambassador_id, $3, '1', 'Jubilee Mug', 800, 'GBP', 'GIFT-TEST-TEST', 'needs review', 'Shopify never answered.', 'k', $4 FROM membership WHERE ambassador_id = $5`,
    [t.shopId, rewardId, maxine.buyerId, t.clock.now(), maxine.ambassadorId],
  );
  const shown = await t.load<{ settle: { total: number; rewards: object[] } }>(rewards, "/app/rewards");
  expect(shown.settle).toMatchObject({
    total: 1,
    rewards: [
      {
        rewardId,
        product: "Jubilee Mug",
        price: { text: "£8.00" },
        reason: "Shopify never answered.",
        charged: false,
        usedOrderName: null,
      },
    ],
  });
  expect((await t.act(rewards, "/app/rewards", { intent: "settle", rewardId, verdict: "burn it" })).status).toBe(400);
  const giveBack = { intent: "settle", rewardId, verdict: "give back" };
  expect((await t.act(rewards, "/app/rewards", giveBack)).body).toEqual({ outcome: "settled" });
  expect((await t.act(rewards, "/app/rewards", giveBack)).body).toEqual({ outcome: "not waiting" });
  const none = { total: 0, page: 1, pages: 1 };
  expect(await t.load(rewards, "/app/rewards")).toEqual({
    found: { ...none, strays: [] },
    settle: { ...none, rewards: [] },
    ask: { ...none, rewards: [], sums: [], unlisted: 0 },
    pay: { ...none, rewards: [], sums: [], unlisted: 0 },
    paid: { ...none, rewards: [], sums: [], unlisted: 0 },
    way: { ...none, rewards: [] },
  });
});

test("cash on a list is declined only with the word that it was not paid", async () => {
  const rewardId = world.chance.uuid();
  await t.sql(
    `INSERT INTO reward (shop_id, reward_id, program_id, ambassador_id, buyer_id, product_title, price_minor, currency, code, state, kind, request_key, requested_at, approved_at, cleared_at, approved_by)
     SELECT $1, $2, program_id, ambassador_id, $3, 'Money', 300, 'GBP', 'PAY-TEST', 'requested', 'cash', 'k2', $4, $4, $4, 'Olga' FROM membership WHERE ambassador_id = $5`,
    [t.shopId, rewardId, maxine.buyerId, t.clock.now(), maxine.ambassadorId],
  );
  const press = async (form: Record<string, string>) => (await t.act(rewards, "/app/rewards", { rewardId, ...form })).body;
  await t.act(rewards, "/app/rewards", { intent: "payouts" });
  expect(await press({ intent: "decline" })).toEqual({ outcome: "on a list" });
  expect(await press({ intent: "decline", unpaid: "yes" })).toEqual({ outcome: "declined" });
  expect(await press({ intent: "paid" })).toEqual({ outcome: "given back before" });
  expect(await press({ intent: "not paid after all" })).toEqual({ outcome: "not paid" });
});

test("what was found in Shopify stands with its evidence, and one press books it or leaves it alone", async () => {
  const [booked, left] = [world.chance.uuid(), world.chance.uuid()];
  const stray = { kind: "gift card", buyerId: maxine.buyerId, productTitle: "", code: "7k3q", amountMinor: 100n, currency: "GBP" };
  const at = { madeAt: t.clock.now(), foundAt: t.clock.now() };
  await world.transaction(async ({ db }) => {
    const { shopId } = world;
    await db.stray.create({ data: { shopId, strayId: booked, shopifyId: "1", markedAs: world.chance.uuid(), ...stray, ...at } });
    await db.stray.create({ data: { shopId, strayId: left, shopifyId: "2", ...stray, kind: "store credit", buyerId: null, ...at } });
  });
  type Shown = { marked: boolean; amount: { text: string }; member: { name: string; has: { text: string } } | null };
  type Found = { found: { total: number; strays: Shown[] } };
  const { found } = await t.load<Found>(rewards, "/app/rewards");
  expect(found.strays.map(({ member, marked, amount }) => [member?.name ?? "", marked, amount.text]).sort()).toEqual([
    ["", false, "£1.00"],
    ["Maxine", true, "£1.00"],
  ]);
  const say = async (strayId: string, answer: string) => (await t.act(rewards, "/app/rewards", { intent: "stray", strayId, answer })).body;
  expect(await say(left, "given")).toEqual({ outcome: "nobody's" });
  expect([await say(left, "not ours"), await say(booked, "given")]).toEqual([{ outcome: "left alone" }, { outcome: "booked" }]);
  expect((await t.load<Found>(rewards, "/app/rewards")).found.total).toBe(0);
});

test("in the spreadsheet an amount below zero stays an amount, and its order's name, when it is a formula, becomes text", async () => {
  const orderId = await settled({ codes: [maxine.code], goodsMinor: 1_000n });
  await t.sql("UPDATE orders SET name = '-2+3', goods_minor = -150 WHERE order_id = $1", [orderId]);
  const { body } = await t.visit<string>(books, "/app/books?format=csv");
  const lines = parse(body, { columns: true, bom: true }) as Record<string, string>[];
  expect(lines.find((line) => line.Goods === "-1.50")).toMatchObject({ Order: "'-2+3" });
});
