/** The hold-out read from the books: who counts, what of theirs counts, kept so that it can be reckoned again, and with nobody in it. */
import { beforeAll, describe, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { findAsOf, reckonProof } from "~/domain/proof/reckon-proof.server";
import { readDrawn } from "~/domain/proof/read-drawn.server";
import { readReturn } from "~/domain/proof/read-return.server";
import { saveAdCost } from "~/domain/proof/save-ad-cost.server";
import { rewardTag } from "~/domain/reward/reward";
import { eraseBuyer } from "~/domain/privacy/erase-buyer.server";
import { eraseShop } from "~/domain/privacy/erase-shop.server";
import { aPress as aPressOf } from "../../support/a-press";
import { aBuyer, aLine, anAmbassador, anOrder, aProduct, aProgram, aShop, type BuiltProgram } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world, shopId } = t;
let program: BuiltProgram;
const ALL = { from: null, to: null };

const aPress = (daysAgo: number, lots: { invited: string[]; heldOut: string[] }) =>
  aPressOf(t, daysAgo, { programId: program.programId, ...lots });
const people = async (many: number): Promise<string[]> => {
  const ids: string[] = [];
  for (let one = 0; one < many; one++) ids.push((await aBuyer(world)).buyerId);
  return ids;
};
const daysAgo = (days: number) => new Date(t.clock.now().getTime() - days * DAY_MS);
const drawn = () => readDrawn(world, { programId: program.programId, asOf: t.clock.now() });

beforeAll(() => aShop(world));

describe("who counts, and what of theirs", () => {
  test("everybody a lot was drawn for, joined or not, with what they bought from their press on and nothing else", async () => {
    program = await aProgram(world);
    const [a, b, c, d] = await people(4);
    await aPress(40, { invited: [a, b], heldOut: [c, d] });
    const order = (buyerId: string, goodsMinor: bigint, changes: Parameters<typeof anOrder>[1] = {}) =>
      anOrder(world, { buyerId, goodsMinor, placedAt: daysAgo(10), ...changes });
    await order(a, 3_000n);
    await order(a, 1_000n);
    await order(c, 500n);
    await order(b, 9_000n, { placedAt: daysAgo(41) });
    for (const not of [
      { test: true },
      { cancelledAt: daysAgo(5) },
      { ownReward: true, tags: [rewardTag(world.chance.uuid())] },
      { currency: "EUR" },
      { dispute: "lost" },
      { tags: ["Staff"] },
    ])
      await order(d, 7_000n, not);
    const read = await drawn();
    expect(read).toMatchObject({ becameOne: 0, people: 4, firstPressAt: daysAgo(40) });
    expect(read.drawn).toMatchObject({
      heldOut: [true, false, true, false],
      values: [
        [500, 4_000, 0, 0],
        [1, 2, 0, 0],
        [0, 0, 0, 0],
      ],
    });
  });

  test("an order with a reward's code counts at what was paid for beside the free product, and not at all where nothing was", async () => {
    program = await aProgram(world);
    const [a, b, held] = await people(3);
    await aPress(40, { invited: [a, b], heldOut: [held] });
    await anOrder(world, { buyerId: a, goodsMinor: 6_000n, placedAt: daysAgo(10), ownReward: true, codes: ["GIFT-7K3Q-M0XW"] });
    await anOrder(world, { buyerId: b, goodsMinor: 0n, placedAt: daysAgo(10), ownReward: true, codes: ["GIFT-7K3Q-M0XX"] });
    const [spend, orders] = (await drawn()).drawn.values;
    expect([spend, orders]).toEqual([
      [0, 6_000, 0],
      [0, 1, 0],
    ]);
  });

  test("friends' orders are of whose code they came by, while they count", async () => {
    program = await aProgram(world);
    const maxine = await anAmbassador(world, program, { name: "Maxine" });
    const [other, held] = await people(2);
    await aPress(40, { invited: [maxine.buyerId, other], heldOut: [held] });
    for (const changes of [{}, {}, { cancelledAt: daysAgo(1) }]) {
      const { orderId } = await anOrder(world, { codes: [maxine.code], placedAt: daysAgo(2), ...changes });
      await decideOrder(world, { orderId });
      await creditOrder(world, { orderId });
    }
    const { values, heldOut } = (await drawn()).drawn;
    expect([values[2], heldOut]).toEqual([
      [0, 2, 0],
      [true, false, false],
    ]);
  });

  test("who was held out once and is invited later had no lot then; after 180 days their press compares no more", async () => {
    program = await aProgram(world);
    const [a, b, c, d, e] = await people(5);
    await aPress(200, { invited: [a], heldOut: [b] });
    await aPress(10, { invited: [b, c, d], heldOut: [e] });
    await anOrder(world, { buyerId: b, goodsMinor: 2_000n, placedAt: daysAgo(5) });
    await anOrder(world, { buyerId: a, goodsMinor: 1_000n, placedAt: daysAgo(25) });
    const read = await drawn();
    expect(read.drawn).toMatchObject({
      press: [1, 1, 2, 2, 2],
      heldOut: [true, false, true, false, false],
      values: [[0, 1_000, 0, 0, 0], expect.anything(), expect.anything()],
    });
  });
});

describe("kept", () => {
  let everybody: { invited: string[]; heldOut: string[] };
  beforeAll(async () => {
    program = await aProgram(world);
    everybody = { invited: await people(60), heldOut: await people(24) };
    await aPress(40, everybody);
    for (const [at, buyerId] of [...everybody.invited, ...everybody.heldOut].entries())
      if (at % 2) await anOrder(world, { buyerId, goodsMinor: BigInt(1_000 + ((at * 37) % 61) * 50), placedAt: daysAgo(1 + (at % 30)) });
  });
  const reckoned = async () => {
    const outcome = await reckonProof(world, { why: "test" });
    if (outcome.outcome !== "reckoned") throw new Error(outcome.outcome);
    return outcome.findings.find(({ programId }) => programId === program.programId)!;
  };

  test("with its moment, seed and rules, so that the same moment and seed find the same again, whatever was ordered since", async () => {
    const { proofId, finding } = await reckoned();
    expect(finding).toMatchObject({ state: "cannot tell", invited: 60, heldOut: 24, presses: 1, days: 40 });
    const [kept] = await t.sql<{ as_of: Date; seed: string; rules: unknown; finding: unknown }>("SELECT * FROM proof WHERE proof_id = $1", [
      proofId,
    ]);
    expect(kept.rules).toEqual({ draws: 1_999, leastHeldOut: 20, leastDays: 28, worthKnowing: 0.2, holdOutDays: 180 });
    const asOf = kept.as_of;
    await t.clock.advance(DAY_MS);
    await anOrder(world, { buyerId: everybody.heldOut[0], goodsMinor: 90_000n });
    expect(await findAsOf(world, { programId: program.programId, asOf, seed: kept.seed })).toEqual(kept.finding);
    expect(
      await findAsOf(world, { programId: program.programId, asOf: new Date(t.clock.now().getTime() + 1), seed: kept.seed }),
    ).not.toEqual(kept.finding);
  });

  test("nightly, for every shop, by a job; sixty are kept", async () => {
    await t.sql(
      "INSERT INTO proof SELECT shop_id, gen_random_uuid(), program_id, as_of - n * interval '1 day', horizon_days, seed, rules, finding, why FROM proof, generate_series(1, 70) n WHERE program_id = $1",
      [program.programId],
    );
    await world.transaction(({ queue }) => queue.add("proof.reckon", { why: "nightly" }));
    await t.runDueJobs();
    expect(
      await t.sql("SELECT count(*)::int AS n, max(as_of) = $2 AS newest FROM proof WHERE program_id = $1", [
        program.programId,
        t.clock.now(),
      ]),
    ).toEqual([{ n: 60, newest: true }]);
  });

  test("without anybody in it: who is erased leaves no trace there, and another shop sees none of it", async () => {
    const [buyerId] = everybody.heldOut;
    await reckoned();
    await eraseBuyer(world, { buyerIds: [buyerId], addresses: [], orderIds: [] });
    expect(await t.sql("SELECT 1 FROM proof WHERE finding::text || rules::text || why LIKE '%' || $1 || '%'", [buyerId])).toEqual([]);
    const elsewhere = t.worldOf("elsewhere.myshopify.com");
    expect(await elsewhere.transaction(({ db }) => db.proof.count())).toBe(0);
    expect(await readReturn(elsewhere, { programId: program.programId, period: ALL })).toBeNull();
    expect((await readDrawn(elsewhere, { programId: program.programId, asOf: t.clock.now() })).people).toBe(0);
  });
});

describe("the return, from the books", () => {
  test("a friend's order: goods, who is new, what the offer took off, goods' cost where known, and credit owed by period", async () => {
    program = await aProgram(world);
    const maxine = await anAmbassador(world, program, { name: "Maxine" });
    const mug = await aProduct(world, { priceMinor: 5_000n, unitCostMinor: 2_000n });
    const { orderId } = await anOrder(world, { codes: [maxine.code], goodsMinor: 8_500n, orderedMinor: 8_500n, buyerOrderIndex: 1 });
    await aLine(world, { orderId, ...mug, quantity: 2 });
    await aLine(world, { orderId, productId: mug.productId, variantId: "of-unknown-cost" });
    await t.sql("UPDATE order_line SET goods_minor = 4250 WHERE order_id = $1", [orderId]);
    await decideOrder(world, { orderId });
    await creditOrder(world, { orderId });
    const read = (await readReturn(world, { programId: program.programId, period: ALL }))!;
    expect(read.sums).toMatchObject({
      ...{ orders: 1, friends: 1, goodsMinor: 8_500n, newCustomers: 1, newGoodsMinor: 8_500n, offerMinor: 1_500n },
      ...{ knownGoodsMinor: 4_250n, goodsCostMinor: 4_000n, owedBeforeMinor: 0n, owedAfterMinor: 850n },
    });
    const day = t.clock.now().toISOString().slice(0, 10);
    const later = (await readReturn(world, { programId: program.programId, period: { from: "2999-01-01", to: null } }))!;
    expect(later.sums).toMatchObject({ orders: 0, goodsMinor: 0n, owedBeforeMinor: 850n, owedAfterMinor: 850n });
    expect((await readReturn(world, { programId: program.programId, period: { from: day, to: null } }))!.sums.orders).toBe(1);
  });

  test("a new customer's later orders are theirs too, where such orders count; an earlier customer's are not", async () => {
    const repeats = await aProgram(world, { newFriendsOnly: false });
    const maxine = await anAmbassador(world, repeats, { name: "Maxine" });
    const [fresh, known] = await people(2);
    await anOrder(world, { buyerId: known, placedAt: daysAgo(50) });
    for (const [buyerId, goodsMinor, ago] of [
      [fresh, 2_000n, 20],
      [fresh, 3_000n, 10],
      [known, 4_000n, 10],
    ] as const) {
      const { orderId } = await anOrder(world, { buyerId, codes: [maxine.code], goodsMinor, placedAt: daysAgo(ago) });
      await decideOrder(world, { orderId });
      await creditOrder(world, { orderId });
    }
    const sums = async (period = ALL as { from: string | null; to: string | null }) =>
      (await readReturn(world, { programId: repeats.programId, period }))!.sums;
    expect(await sums()).toMatchObject({ orders: 3, friends: 2, goodsMinor: 9_000n, newCustomers: 1, newGoodsMinor: 5_000n });
    // In days without their first order they are no new customer.
    const later = await sums({ from: daysAgo(15).toISOString().slice(0, 10), to: null });
    expect(later).toMatchObject({ orders: 2, newCustomers: 0, newGoodsMinor: 0n });
  });

  test("a reward counts at what it cost, with shipping and fee; one whose cost is unknown stands apart", async () => {
    const { programId } = program;
    const reward = (changes: string) =>
      t.sql(
        `INSERT INTO reward (shop_id, reward_id, program_id, ambassador_id, buyer_id, product_title, variant_id, price_minor, ${changes.split("=")[0]}, shipping_cost_minor, fee_minor, currency, code, state, request_key, requested_at, issued_at)
         SELECT $1, gen_random_uuid(), $2, ambassador_id, 'x', 'Mug', 'v', 800, ${changes.split("=")[1]}, 350, 20, 'GBP', 'G' || random(), 'issued', random()::text, $3, $3 FROM membership WHERE program_id = $2 LIMIT 1`,
        [shopId, programId, t.clock.now()],
      );
    await reward("unit_cost_minor=310");
    await reward("unit_cost_minor=NULL");
    expect((await readReturn(world, { programId, period: ALL }))!.sums).toMatchObject({
      ...{ rewards: 2, rewardCostMinor: 680n, rewardsUnknown: 1, unknownPriceMinor: 800n, unknownBesideMinor: 370n },
      ...{ costOfKnownMinor: 680n, priceOfKnownMinor: 800n },
    });
  });

  test("what a new customer costs elsewhere is the owner's word: the last one counts, the ones before stay, and what is no amount is refused", async () => {
    const say = (typed: string) => saveAdCost(world, { typed, currency: "GBP", savedBy: "owner" });
    const heard = async () => (await readReturn(world, { programId: program.programId, period: ALL }))!.adCostMinor;
    expect(await heard()).toBeNull();
    for (const typed of ["0", "-3", "a lot", "1.234", "99999999999999"])
      expect([typed, await say(typed)]).toEqual([typed, { outcome: "no amount" }]);
    expect([await say(" 24,50 "), await heard()]).toEqual([{ outcome: "saved", amountMinor: 2_450n }, 2_450n]);
    expect([await say(""), await heard()]).toEqual([{ outcome: "saved", amountMinor: null }, null]);
    expect(await t.sql("SELECT version FROM ad_cost ORDER BY 1")).toEqual([{ version: 1 }, { version: 2 }]);
    await expect(t.sql("UPDATE ad_cost SET amount_minor = 1")).rejects.toThrow(/append-only/);
  });
});

test("18 · an erased shop leaves no proof and no word of its owner", async () => {
  await t.sql("UPDATE shop SET state = 'uninstalled'");
  await eraseShop(world, { askedAt: t.clock.now().toISOString() });
  expect(await t.sql("SELECT 1 FROM proof UNION ALL SELECT 1 FROM ad_cost")).toEqual([]);
});
