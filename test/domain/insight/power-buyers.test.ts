/** What an owner is shown of a mining: a person's card, the plot with its line, and what the list stands on. Nothing of it is ever NaN. */
import { beforeAll, describe, expect, test } from "vitest";
import { readBuyerCard } from "~/domain/insight/read-buyer-card.server";
import { readBuyerPlot } from "~/domain/insight/read-buyer-plot.server";
import { readEvidence } from "~/domain/insight/read-evidence.server";
import { LEFT_OUT_REASONS } from "~/domain/buyer/what-counts";
import { FALL_BACK_REASONS, LEVEL_REASONS } from "~/domain/mining/ladder";
import { LEVELS, RANKING_NAMES } from "~/domain/mining/mining";
import type { World } from "~/ports/world";
import { howWeKnowWords } from "~/words/admin/how-we-know";
import { aBuyer, aLine, anOrder, aProduct, aProgram, aShop } from "../../support/builders";
import { miningRow, rankingRow } from "../../support/mining-rows";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
let stores = 0;

async function aStore(mining: Record<string, unknown>, people: Record<string, unknown>[]): Promise<{ world: World; ids: string[] }> {
  const world = t.worldOf(`insight-${++stores}.myshopify.com`);
  await aShop(world);
  await aProgram(world);
  const row = miningRow(world, { buyers: people.length, powerBuyers: 1, ...mining });
  await world.transaction(({ db }) => db.mining.create({ data: row }));
  const ids = people.map((_, index) => String(1_000 + index));
  const { shopId, clock } = world;
  const known = { shopId, city: "Leeds", countryCode: "GB", consent: "subscribed", currency: "GBP", readAt: clock.now() };
  const rankings = people.map((facts, index) =>
    rankingRow(world, {
      miningId: row.miningId,
      buyerId: ids[index],
      rank: index + 1,
      powerBuyer: index < Number(row.powerBuyers),
      ...facts,
    }),
  );
  await world.transaction(async ({ db }) => {
    await db.buyer.createMany({ data: ids.map((buyerId, index) => ({ ...known, buyerId, firstName: `B${index}` })) });
    await db.ranking.createMany({ data: rankings });
  });
  return { world, ids };
}

const card = async (world: World, buyerId: string) => {
  const found = await readBuyerCard(world, { buyerId });
  if (found.outcome !== "found") throw new Error(found.outcome);
  expect(JSON.stringify(found)).not.toMatch(/NaN|Infinity/);
  expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  return found;
};

describe("a card", () => {
  test("has two sentences, and the facts as the ranking knew them", async () => {
    const { world, ids } = await aStore({}, [
      { favourite: "Tea", gifts: 4, orderedMinor: 125_000n, netSpendMinor: 100_000n, previousRank: 7 },
      {},
    ]);
    const found = await card(world, ids[0]);
    expect(found).toMatchObject({
      region: "Leeds, GB",
      orders: 9,
      netSpend: { text: "£1,000.00" },
      wentBack: 0.2,
      gifts: 4,
      ranked: { rank: 1, previousRank: 7, buyers: 2, powerBuyer: true },
    });
    expect(found.ranked!.reason).toBe(
      "9 orders since March 2024, last today, about £111 each, mostly Tea; often sends gifts; orders more often than 90 in 100 buyers.",
    );
    expect(found.ranked!.outlook).toMatch(
      /^(About \d+ in 100 people|Nearly everybody) with such a history still buys?; expect .+ in the next 6 months\.$/,
    );
    expect(await card(world, ids[1])).toMatchObject({ ranked: { rank: 2, previousRank: null, powerBuyer: false } });
  });

  test.each(LEVELS)("shows exact figures at the level %s only where so much may be said", async (level) => {
    const { world, ids } = await aStore(
      { level, ...(level === "past spend" && { method: "past spend", fallBack: "too little is known" }) },
      [{}],
    );
    const { ranked } = await card(world, ids[0]);
    if (level === "forecasts" || level === "wide forecasts") {
      expect(ranked!.exact).toMatchObject({ weeks: 26, expectedSpend: { text: expect.stringMatching(/^£/) } });
      expect(ranked!.exact!.low).toBeLessThanOrEqual(ranked!.exact!.high);
    } else expect(ranked!.exact).toBeNull();
  });

  test("without a fit says that too little is known", async () => {
    const scoring = { asOfDay: 20_000, mbgNbd: null, gammaGamma: null };
    const { world, ids } = await aStore({ scoring, method: "past spend", fallBack: "the model does not fit", level: "past spend" }, [
      { pAlive: null },
    ]);
    expect((await card(world, ids[0])).ranked).toMatchObject({ exact: null, outlook: expect.stringMatching(/^Too little is known/) });
  });

  test("names the collections by what was spent on them, and nothing of an order that does not count", async () => {
    const { world, ids } = await aStore({}, [{}]);
    const collect = async (title: string, collections: string[]) => {
      const product = await aProduct(world, { title });
      await world.transaction(({ db }) => db.product.updateMany({ where: { productId: product.productId }, data: { collections } }));
      return product;
    };
    const [tea, mug] = [await collect("Assam", ["Tea", "Gifts"]), await collect("Mug", ["Kitchen"])];
    const { orderId } = await anOrder(world, { buyerId: ids[0] });
    await aLine(world, { ...tea, orderId });
    await aLine(world, { ...tea, orderId });
    await aLine(world, { ...tea, orderId });
    await aLine(world, { ...mug, orderId });
    const cancelled = await anOrder(world, { buyerId: ids[0], cancelledAt: t.clock.now() });
    await aLine(world, { ...mug, orderId: cancelled.orderId });
    expect((await card(world, ids[0])).collections).toEqual([
      { title: "Gifts", share: 0.75 },
      { title: "Tea", share: 0.75 },
      { title: "Kitchen", share: 0.25 },
    ]);
  });

  test("of somebody in no ranking stands on their orders, and one without orders divides by nothing", async () => {
    const { world } = await aStore({}, [{}]);
    const { buyerId } = await aBuyer(world, { orders: 2, netSpendMinor: 900n, orderedMinor: 1_000n, gifts: 1 });
    expect(await card(world, buyerId)).toMatchObject({ ranked: null, orders: 2, wentBack: 0.1, gifts: 1 });
    expect(await card(world, (await aBuyer(world)).buyerId)).toMatchObject({ ranked: null, orders: 0, wentBack: null, collections: [] });
  });
});

describe("the plot", () => {
  test("shows at most 250 on each side of the line, the first and the last of each among them, and its table counts all", async () => {
    const people = Array.from({ length: 620 }, (_, index) => ({ lastDay: 20_700 - index, score: 1_000_000 - 1_000 * index }));
    const { world } = await aStore({ powerBuyers: 310, powerBuyerBp: 5_000 }, people);
    const plot = (await readBuyerPlot(world))!;
    const ranks = plot.people.map(({ rank }) => rank);
    expect(ranks).toHaveLength(500);
    for (const rank of [1, 310, 311, 620]) expect(ranks).toContain(rank);
    expect(plot.bands.reduce((sum, band) => sum + band.people, 0)).toBe(620);
    expect(plot.bands.reduce((sum, band) => sum + band.powerBuyers, 0)).toBe(310);
    const scores = plot.steps.map(({ scoreMinor }) => scoreMinor);
    expect([...scores].sort((one, other) => other - one)).toEqual(scores);
    expect(plot.steps.find(({ people: so }) => so === 310)).toMatchObject({ bp: 5_000, scoreMinor: 691_000 });
    expect(plot.steps.at(-1)).toMatchObject({ people: 620, shareBp: 10_000 });
    expect(JSON.parse(JSON.stringify(plot))).toEqual(plot);
  });

  test("of three buyers is three dots, and whoever comes last whatever they spent lies where they spent", async () => {
    const { world } = await aStore({ method: "past spend", fallBack: "fewer than 100 buyers", level: "past spend", powerBuyerBp: 3_333 }, [
      { score: 5_000, netSpendMinor: 5_000n },
      { score: 1_000, netSpendMinor: 1_000n },
      { score: -1_000, netSpendMinor: 8_000n, lastDay: 20_000 },
    ]);
    const plot = (await readBuyerPlot(world))!;
    expect(plot).toMatchObject({ lastAfterDays: 365, powerBuyers: 1, buyers: 3 });
    expect(plot.people.map(({ valueMinor }) => valueMinor)).toEqual([5_000, 1_000, 8_000]);
    expect(plot.steps.map(({ people, shareBp, scoreMinor }) => [people, shareBp, scoreMinor])).toEqual([
      [1, 3_571, 5_000],
      [2, 4_285, 1_000],
      [3, 10_000, -1_000],
    ]);
  });

  test("somebody erased since is no dot", async () => {
    const { world, ids } = await aStore({}, [{}, {}]);
    await t.sql("UPDATE buyer SET erased_at = now() WHERE shop_id = $1 AND buyer_id = $2", [world.shopId, ids[1]]);
    expect((await readBuyerPlot(world))!.people.map(({ buyerId }) => buyerId)).toEqual([ids[0]]);
  });
});

const difference = { to: "past spend" as const, by: 0.02, low: -0.01, high: 0.05, standardError: 0.015 };
const measured = { recallAtTop10: 0.52, recallAtTop1: 0.4, spendShare: 0.5, activeShare: 0.8 };
const backtest = {
  calibration: { from: 19_000, to: 20_000 },
  test: { from: 20_001, to: 20_182 },
  weeks: 26,
  buyers: 1_003,
  sampled: 1_003,
  resamples: 1_000,
  rankings: [
    { name: "alive spend", ...measured, difference },
    { name: "past spend", ...measured, recallAtTop10: 0.47, difference: null },
  ],
  forecastToActual: 0.93,
  rangesHeld: { all: 0.95, best: 0.92 },
};

describe("what the list stands on", () => {
  const said = ({ trial }: NonNullable<Awaited<ReturnType<typeof readEvidence>>>) =>
    howWeKnowWords.trial.sentence("4 October 2024", trial!.weeks, trial!.best, trial!.found) +
    howWeKnowWords.trial.against(trial!.found, trial!.foundBySpend);

  test("is one honest sentence about the store's own past", async () => {
    const { world } = await aStore({ backtest }, [{}]);
    expect(said((await readEvidence(world))!)).toBe(
      "Had we made this list on 4 October 2024, 52 of its 100 best would have been among the true best 100 of the half-year after; sorting by what people had spent would have found 47.",
    );
  });

  test("says so when sorting by what was spent would have found as many, or more", async () => {
    const sameFound = { ...backtest, rankings: backtest.rankings.map((one) => ({ ...one, recallAtTop10: 0.5 })) };
    const { world } = await aStore({ backtest: sameFound }, [{}]);
    expect(said((await readEvidence(world))!)).toMatch(/; sorting by what people had spent would have found just as many\.$/);
    const { world: other } = await aStore(
      { backtest: { ...backtest, rankings: [{ ...backtest.rankings[0], recallAtTop10: 0.3 }, backtest.rankings[1]] } },
      [{}],
    );
    expect(said((await readEvidence(other))!)).toMatch(/30 of its 100 best .+ would have found 47\.$/);
  });

  test("names what was left out in the order of the rules, with every reason in words", async () => {
    const leftOut = Object.fromEntries(LEFT_OUT_REASONS.map((reason, index) => [reason, index]));
    const { world } = await aStore({ leftOut, resellers: 11, horizonDays: 60 }, [{}]);
    const evidence = (await readEvidence(world))!;
    expect(evidence.leftOut.map(({ reason }) => reason)).toEqual(LEFT_OUT_REASONS.slice(1));
    for (const { reason, orders } of evidence.leftOut)
      expect(howWeKnowWords.leftOutLine(reason, orders)).toMatch(/^\d+ orders? [a-z0-9 ']+$/);
    expect(evidence).toMatchObject({ resellers: 11, horizonDays: 60, trial: null, seed: "0".repeat(32) });
  });

  test("counts whole weeks from the first order to the day of the list", async () => {
    const horizonFrom = new Date(t.clock.now().getTime() - (8 * 7 - 1) * DAY_MS);
    const { world } = await aStore({ horizonFrom }, [{}]);
    const { historyWeeks } = (await readEvidence(world))!;
    expect(historyWeeks).toBe(8);
    expect(howWeKnowWords.trial.tooShort(historyWeeks)).toBe("Your history is 8 weeks long; to try a list on your own past we need 12.");
  });
});

describe("words", () => {
  test("there is one for every level, every reason and every way of sorting", () => {
    for (const reason of FALL_BACK_REASONS) expect(howWeKnowWords.fallBack(reason)).toMatch(/so the list goes by /);
    for (const level of LEVELS.slice(1)) expect(howWeKnowWords.level(level, [...LEVEL_REASONS], 12)).toMatch(/^.+, because .+ and .+\.$/);
    expect(howWeKnowWords.level("forecasts", [], 1_000)).toBeNull();
    expect(howWeKnowWords.level("order only", ["few repeat buyers"], 1)).toContain("only 1 person has come back so far");
    expect(howWeKnowWords.level("past spend", ["few repeat buyers"], 0)).toContain("nobody has come back so far");
    for (const name of RANKING_NAMES) expect(howWeKnowWords.table.names[name]).not.toBe("");
  });

  test.each([
    [{ by: 0.023, low: 0.01, high: 0.036 }, "+2.3 (+1.0 to +3.6)"],
    [{ by: -0.0821, low: -0.1, high: 0.0001 }, "−8.2 (−10.0 to 0.0)"],
    [{ by: 0, low: -0.0004, high: 0 }, "0.0 (0.0 to 0.0)"],
  ])("a difference of %j is written %s", (difference, text) => expect(howWeKnowWords.table.difference(difference)).toBe(text));
});

beforeAll(() => expect(t.clock.now().toISOString()).toBe("2026-11-02T09:00:00.000Z"));
