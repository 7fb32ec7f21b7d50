/** Mining a shop's own rows: what is kept, that it can be worked out again, and that a file of the same orders gives the same people. */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { LEFT_OUT_REASONS } from "~/domain/buyer/what-counts";
import { noonOf } from "~/domain/mining/days";
import { forecastOf } from "~/domain/mining/forecast";
import { readKeptBacktest, readScoring } from "~/domain/mining/kept-mining";
import type { ListChange } from "~/domain/mining/list-change";
import { mineBuyers } from "~/domain/mining/mine-buyers.server";
import { asJson } from "~/mine/as-json";
import { mineFile } from "~/mine/mine-file.server";
import { readMineOptions } from "~/mine/options";
import { aFile, orderNode } from "../../mine/order-files";
import { aBuyer, anOrder, aProgram, aShop } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";
import { simulatedPurchases } from "./columns";

const { world, sql, clock } = await testWorld();

type Mining = Record<string, unknown> & {
  mining_id: string;
  level: string;
  method: string;
  list_change: ListChange | null;
  as_of_day: number;
};
type Ranked = {
  buyer_id: string;
  rank: number;
  power_buyer: boolean;
  score: number;
  p_alive: number | null;
  orders: number;
  purchase_days: number;
  first_day: number;
  last_day: number;
  net_spend_minor: string;
  first_net_minor: string;
  list_change: string | null;
  previous_rank: number | null;
  reseller: boolean;
  favourite: string | null;
};
const latest = async (): Promise<Mining> => (await sql<Mining>("SELECT * FROM mining ORDER BY mined_at DESC, mining_id DESC LIMIT 1"))[0];
const ranking = async (): Promise<Ranked[]> =>
  sql<Ranked>("SELECT * FROM ranking WHERE mining_id = $1 ORDER BY rank", [(await latest()).mining_id]);
const daysAgo = (days: number): Date => new Date(clock.now().getTime() - days * DAY_MS);
const mine = async (): Promise<void> => {
  await clock.advance(60_000);
  expect(await mineBuyers(world, { why: "test" })).toMatchObject({ outcome: "mined" });
};

beforeAll(async () => {
  await aShop(world);
  await aProgram(world);
});
beforeEach(async () => {
  await sql("TRUNCATE orders, order_line, buyer, ranking, mining, import");
});

describe("a store of some hundred buyers", () => {
  const purchases = simulatedPurchases({ buyers: 700, weeks: 100, alpha: 6, b: 2, seed: 9 });
  const last = purchases.reduce((most, { day }) => Math.max(most, day), 0);
  const at = (day: number): Date => new Date(noonOf(day).getTime() + (Math.floor(clock.now().getTime() / DAY_MS) - last) * DAY_MS);

  async function fill(): Promise<string[]> {
    const lines = purchases.map(({ buyer, day, netMinor }, index) => ({ id: index + 1, buyer: buyer.slice(1), at: at(day), netMinor }));
    await sql(
      `INSERT INTO orders (shop_id, order_id, name, buyer_id, placed_at, test, currency, goods_minor, ordered_minor, tags, codes, shopify_updated_at, read_at)
       SELECT $1, o.id, '#' || o.id, o.buyer, o.at, false, 'GBP', o.net, o.net, '{}', '{}', o.at, o.at
       FROM unnest($2::text[], $3::text[], $4::timestamptz[], $5::bigint[]) AS o (id, buyer, at, net)`,
      [
        world.shopId,
        lines.map(({ id }) => String(id)),
        lines.map(({ buyer }) => buyer),
        lines.map((one) => one.at),
        lines.map(({ netMinor }) => netMinor),
      ],
    );
    return lines.map(({ id, buyer, at: placed, netMinor }) =>
      orderNode(id, { customer: buyer, at: placed.toISOString(), amount: (netMinor / 100).toFixed(2) }),
    );
  }

  test("a file of the same orders gives the same people with the same figures: one mining, two readers", async () => {
    const file = aFile("same.jsonl", await fill());
    await mine();
    const inStore = await latest();
    const asOf = new Date(inStore.as_of_day * DAY_MS).toISOString().slice(0, 10);
    const options = readMineOptions([file, "--json", "--time-zone", "Europe/London", "--as-of", asOf, "--top", "10000"]);
    const mined = asJson(await mineFile(options, clock.now()));
    const people = await ranking();
    expect(people.length).toBeGreaterThan(600);
    expect(mined.powerBuyers.map(({ customer, rank, orders, netSpendMinor }) => [customer, rank, orders, netSpendMinor])).toEqual(
      people.map((one) => [one.buyer_id, one.rank, one.orders, Number(one.net_spend_minor)]),
    );
    const parameters = (scoring: unknown): number[] =>
      Object.values(readScoring(scoring)).flatMap((one) => (one !== null && typeof one === "object" ? Object.values(one) : []));
    expect(parameters(mined.scoring)).toHaveLength(7);
    // Ids are numbers to one reader and text to the other, so sums run in another order.
    parameters(mined.scoring).forEach((value, at) => expect(value / parameters(inStore.scoring)[at]).toBeCloseTo(1, 5));
    expect({ level: mined.level, chosen: mined.chosen, buyers: mined.powerBuyerLine.of, repeat: mined.repeatBuyers }).toEqual({
      level: inStore.level,
      chosen: inStore.method,
      buyers: inStore.buyers,
      repeat: inStore.repeat_buyers,
    });
    const kept = readKeptBacktest(inStore.backtest)!;
    expect(mined.rankings.map(({ name, recallAtTop10 }) => [name, recallAtTop10])).toEqual(
      kept.rankings.map(({ name, recallAtTop10 }) => [name, recallAtTop10]),
    );
  });

  test("one buyer's card is worked out again from the stored row and mining alone", async () => {
    await fill();
    await mine();
    const scoring = readScoring((await latest()).scoring);
    for (const row of (await ranking()).filter(({ rank }) => rank % 50 === 1)) {
      const forecast = forecastOf(
        scoring,
        {
          purchaseDays: row.purchase_days,
          firstDay: row.first_day,
          lastDay: row.last_day,
          netSpendMinor: Number(row.net_spend_minor),
          firstNetMinor: Number(row.first_net_minor),
        },
        26,
      )!;
      expect(forecast.pAlive).toBeCloseTo(row.p_alive!, 12);
      expect(row.score).toBeCloseTo(Number(row.net_spend_minor) * forecast.pAlive, 4);
    }
  });

  test("the backtest is kept with its periods, seed and size, so that it can be made again", async () => {
    await fill();
    await mine();
    const { backtest, seed, forecast_weeks: weeks } = await latest();
    expect(seed).toMatch(/^[0-9a-f]{32}$/);
    expect(weeks).toBe(26);
    expect(readKeptBacktest(backtest)).toMatchObject({
      resamples: 1_000,
      weeks: 26,
      calibration: { from: expect.any(Number) },
      test: { to: (await latest()).as_of_day },
    });
  });

  test("47 · where Shopify shows 60 days only, the list follows past spend and says so", async () => {
    await fill();
    await sql(
      `INSERT INTO import (shop_id, import_id, kind, state, horizon_days, requested_at, changed_at, finished_at)
       VALUES ($1, gen_random_uuid(), 'orders', 'done', 60, $2, $2, $2)`,
      [world.shopId, clock.now()],
    );
    await mine();
    expect(await latest()).toMatchObject({ method: "past spend", fall_back: "Shopify shows 60 days only", horizon_days: 60 });
  });
});

test("each order left out is counted under its reason, and a buyer of nothing else is not on the list", async () => {
  const { buyerId } = await aBuyer(world, { firstName: "Ana" });
  await anOrder(world, { buyerId, goodsMinor: 4_200n, placedAt: daysAgo(3) });
  const odd = await aBuyer(world, { firstName: "Odd" });
  const leftOut = async (part: Parameters<typeof anOrder>[1]) =>
    anOrder(world, { buyerId: odd.buyerId, placedAt: daysAgo(5), goodsMinor: 900n, ...part });
  await leftOut({ test: true });
  await leftOut({ cancelledAt: daysAgo(4) });
  await leftOut({ ownReward: true });
  await leftOut({ tags: ["VIP", "Employee"] });
  await leftOut({ email: "eve@small.example" });
  await leftOut({ tags: ["wholesale"] });
  await leftOut({ currency: "EUR" });
  await leftOut({ goodsMinor: 0n });
  await leftOut({ goodsMinor: -10n });
  await leftOut({ placedAt: new Date("1984-01-01T00:00:00Z") });
  await leftOut({ placedAt: new Date("2031-01-01T00:00:00Z") });
  await leftOut({ buyerId: null });
  await mine();
  expect(await latest()).toMatchObject({ orders: 13, buyers: 1, level: "past spend" });
  expect((await latest()).left_out).toEqual({
    "test order": 1,
    cancelled: 1,
    "one of our own rewards": 1,
    "staff order": 2,
    "wholesale order": 1,
    "another currency": 1,
    "nothing was paid": 1,
    "less than nothing was paid": 1,
    "before 1990": 1,
    "in the future": 1,
    "no customer": 1,
  });
  expect(Object.keys((await latest()).left_out as object).every((reason) => (LEFT_OUT_REASONS as readonly string[]).includes(reason))).toBe(
    true,
  );
  expect((await ranking()).map(({ buyer_id }) => buyer_id)).toEqual([buyerId]);
});

test("without an order that counts nothing is kept", async () => {
  expect(await mineBuyers(world, { why: "test" })).toEqual({ outcome: "no orders yet" });
  const { buyerId } = await aBuyer(world, { firstName: "Tim" });
  await anOrder(world, { buyerId, test: true });
  expect(await mineBuyers(world, { why: "test" })).toEqual({ outcome: "no orders yet" });
  expect(await sql("SELECT 1 FROM mining")).toEqual([]);
});

test("whoever comes onto the list or leaves it between two minings has a reason, and the mining counts them", async () => {
  const people = await Promise.all(
    Array.from({ length: 20 }, async (_, i) => ({ ...(await aBuyer(world, { firstName: `B${i}` })), spend: BigInt(20_000 - 500 * i) })),
  );
  for (const { buyerId, spend } of people) await anOrder(world, { buyerId, goodsMinor: spend, placedAt: daysAgo(30) });
  await mine();
  expect((await latest()).list_change).toBeNull();
  expect((await ranking()).filter(({ power_buyer }) => power_buyer).map(({ buyer_id }) => buyer_id)).toEqual([
    people[0].buyerId,
    people[1].buyerId,
  ]);

  await anOrder(world, { buyerId: people[9].buyerId, goodsMinor: 50_000n, placedAt: daysAgo(1) });
  await sql("UPDATE orders SET goods_minor = 100 WHERE buyer_id = $1", [people[0].buyerId]);
  await mine();
  const { list_change: change } = await latest();
  expect(change).toMatchObject({ joined: { "ordered since": 1 }, left: { "money went back": 1 } });
  const reasons = Object.fromEntries((await ranking()).filter((one) => one.list_change).map((one) => [one.buyer_id, one.list_change]));
  expect(reasons).toEqual({ [people[9].buyerId]: "ordered since", [people[0].buyerId]: "money went back" });
  expect((await ranking())[0]).toMatchObject({ buyer_id: people[9].buyerId, previous_rank: 10 });

  await mine();
  expect((await latest()).list_change).toMatchObject({ joined: {}, left: {} });
});

test("of many minings the three last keep their rankings", async () => {
  const { buyerId } = await aBuyer(world, { firstName: "Ana" });
  await anOrder(world, { buyerId, goodsMinor: 4_200n, placedAt: daysAgo(3) });
  for (let i = 0; i < 5; i++) await mine();
  expect(await sql("SELECT count(DISTINCT mining_id)::int AS kept FROM ranking")).toEqual([{ kept: 3 }]);
  expect(await sql("SELECT count(*)::int AS minings FROM mining")).toEqual([{ minings: 5 }]);
});

test("a power buyer's favourite is the collection that holds at least a third of what they spent", async () => {
  await sql(
    `INSERT INTO product (shop_id, product_id, title, handle, status, collections, read_at) VALUES
       ($1, '1', 'Tea', 'tea', 'ACTIVE', '{Teas}', $2), ($1, '2', 'Mug', 'mug', 'ACTIVE', '{Kitchen}', $2) ON CONFLICT DO NOTHING`,
    [world.shopId, clock.now()],
  );
  const { buyerId } = await aBuyer(world, { firstName: "Ana" });
  const { orderId } = await anOrder(world, { buyerId, goodsMinor: 4_200n, placedAt: daysAgo(3) });
  await sql("DELETE FROM order_line WHERE order_id = $1", [orderId]);
  await sql(
    `INSERT INTO order_line (shop_id, order_id, line_id, product_id, title, quantity, current_quantity, goods_minor, ordered_minor, gift_card, read_at)
     VALUES ($1, $2, 'a', '1', 'Tea', 1, 1, 3000, 3000, false, $3), ($1, $2, 'b', '2', 'Mug', 1, 1, 1200, 1200, false, $3)`,
    [world.shopId, orderId, clock.now()],
  );
  await mine();
  expect((await ranking())[0]).toMatchObject({ buyer_id: buyerId, favourite: "Teas" });
});
