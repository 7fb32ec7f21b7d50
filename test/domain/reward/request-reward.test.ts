import { beforeAll, beforeEach, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { readBooks } from "../../support/read-books";
import { requestReward } from "~/domain/reward/request-reward.server";
import {
  aProduct,
  aProgram,
  aShop,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  type BuiltAmbassador,
  type BuiltProduct,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { testWorld } from "../../support/world";

const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;
let maxine: BuiltAmbassador;
let mug: BuiltProduct;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});
beforeEach(async () => {
  maxine = await anAmbassador(world, program);
  mug = await aProduct(world, { priceMinor: 800n, shelfOf: program });
  shop.stock({ ...mug, priceMinor: 800n, unitCostMinor: 310n });
  await anEarnedCredit(world, maxine, 1_000n);
});

const balanceOf = ({ ambassadorId }: BuiltAmbassador) => readBalance(world, { ambassadorId, programId: program.programId });
const rewardsOf = ({ ambassadorId }: BuiltAmbassador) =>
  t.sql<Record<string, unknown>>("SELECT * FROM reward WHERE ambassador_id = $1", [ambassadorId]);
const request = (changes: { ambassadorId?: string; variantId?: string; requestKey?: string; shownMinor?: bigint } = {}) =>
  requestReward(world, {
    kind: "product code",
    ambassadorId: maxine.ambassadorId,
    variantId: mug.variantId,
    shownMinor: 800n,
    requestKey: "press-1",
    ...changes,
  });
const untouched = async () => {
  expect(await balanceOf(maxine)).toEqual({ pendingMinor: 0n, earnedMinor: 1_000n, redeemedMinor: 0n });
  expect(await rewardsOf(maxine)).toEqual([]);
};

test("a product is taken for its price at this moment, with its cost and a code of its own", async () => {
  const requested = await request();
  expect(requested).toMatchObject({ outcome: "requested", code: expect.stringMatching(/^GIFT-/) });
  expect(await balanceOf(maxine)).toEqual({ pendingMinor: 0n, earnedMinor: 200n, redeemedMinor: 800n });
  expect(await rewardsOf(maxine)).toMatchObject([
    { state: "requested", price_minor: "800", unit_cost_minor: "310", variant_id: mug.variantId, product_title: "Jubilee Mug" },
  ]);
});

test("38 · eight presses of one button are one request, six times over", async () => {
  for (let round = 0; round < 6; round++) {
    const someone = await anAmbassador(world, program);
    await anEarnedCredit(world, someone, 8_000n);
    const presses = await Promise.all(Array.from({ length: 8 }, () => request({ ambassadorId: someone.ambassadorId })));
    expect(presses.map(({ outcome }) => outcome).sort()).toEqual(["requested", ...Array<string>(7).fill("same request")]);
    expect(await rewardsOf(someone)).toHaveLength(1);
    expect(await balanceOf(someone)).toMatchObject({ earnedMinor: 7_200n });
  }
});

test("39 · a balance of 10.00 and eight requests of 8.00 at once: one passes and it is never negative, six times over", async () => {
  // The first rounds open the connections; from then on the requests truly meet.
  for (let round = 0; round < 6; round++) {
    const someone = await anAmbassador(world, program);
    await anEarnedCredit(world, someone, 1_000n);
    const keys = Array.from({ length: 8 }, (_, press) => `press-${press}`);
    const outcomes = await Promise.all(keys.map((requestKey) => request({ ambassadorId: someone.ambassadorId, requestKey })));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([...Array<string>(7).fill("balance too low"), "requested"]);
    expect(await balanceOf(someone)).toEqual({ pendingMinor: 0n, earnedMinor: 200n, redeemedMinor: 800n });
  }
});

test("who has too little reads what is missing", async () => {
  const teapot = await aProduct(world, { title: "Teapot", priceMinor: 3_200n, shelfOf: program });
  shop.stock({ ...teapot, priceMinor: 3_200n });
  expect(await request({ variantId: teapot.variantId, shownMinor: 3_200n })).toEqual({
    outcome: "balance too low",
    lackMinor: 2_200n,
    currency: "GBP",
  });
  await untouched();
});

test("what waits cannot be spent", async () => {
  const tom = await anAmbassador(world, program, { name: "Tom" });
  const { orderId } = await anOrder(world, { codes: [tom.code], goodsMinor: 50_000n });
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  expect(await balanceOf(tom)).toMatchObject({ pendingMinor: 5_000n });
  expect(await request({ ambassadorId: tom.ambassadorId })).toMatchObject({ outcome: "balance too low", lackMinor: 800n });
});

test("a price that rose since it was shown is asked about first, and then is the price", async () => {
  shop.stock({ ...mug, priceMinor: 900n });
  expect(await request()).toEqual({ outcome: "price changed", priceMinor: 900n, currency: "GBP" });
  await untouched();
  expect(await request()).toMatchObject({ outcome: "price changed" });
  await untouched();
  expect(await request({ shownMinor: 900n })).toMatchObject({ outcome: "requested" });
  expect(await balanceOf(maxine)).toMatchObject({ earnedMinor: 100n });
});

test("the price somebody said yes to is the one they read, whatever was shown to others since", async () => {
  const tom = await anAmbassador(world, program, { name: "Tom" });
  await anEarnedCredit(world, tom, 1_000n);
  shop.stock({ ...mug, priceMinor: 900n });
  expect(await request({ ambassadorId: tom.ambassadorId })).toMatchObject({ outcome: "price changed", priceMinor: 900n });
  // Nor does a catalogue that was read anew say it for them.
  await t.sql("UPDATE variant SET price_minor = 900 WHERE variant_id = $1", [mug.variantId]);
  expect(await request()).toMatchObject({ outcome: "price changed", priceMinor: 900n });
  await untouched();
});

test("a price that fell is simply the lower one", async () => {
  shop.stock({ ...mug, priceMinor: 600n });
  expect(await request()).toMatchObject({ outcome: "requested" });
  expect(await balanceOf(maxine)).toMatchObject({ earnedMinor: 400n });
});

test.each<[string, () => void | Promise<unknown>, string]>([
  ["a product that was deleted", () => void shop.variants.delete(mug.variantId), "gone"],
  ["a product out of stock", () => shop.stock({ ...mug, available: false }), "gone"],
  ["a product now below the shelf's minimum", () => shop.stock({ ...mug, priceMinor: 499n }), "not on the shelf"],
  ["a product off the shelf", () => t.sql("DELETE FROM shelf_item WHERE variant_id = $1", [mug.variantId]), "not on the shelf"],
  [
    "an ambassador who left",
    () => t.sql("UPDATE membership SET left_at = now() WHERE ambassador_id = $1", [maxine.ambassadorId]),
    "not an ambassador",
  ],
  ["a line to Shopify that broke", () => void shop.mishaps.readVariant.push("lost reply"), "try later"],
  ["a busy Shopify", () => void shop.mishaps.readVariant.push("busy"), "try later"],
])("%s takes nothing from anybody", async (_what, happens, outcome) => {
  await happens();
  expect(await request()).toMatchObject({ outcome });
  await untouched();
});

test("somebody who is no ambassador gets nothing, and learns nothing", async () => {
  expect(await request({ ambassadorId: world.chance.uuid() })).toEqual({ outcome: "not an ambassador" });
});

test("another ambassador's request key is not mine", async () => {
  const tom = await anAmbassador(world, program, { name: "Tom" });
  await anEarnedCredit(world, tom, 1_000n);
  await request();
  expect(await request({ ambassadorId: tom.ambassadorId })).toMatchObject({ outcome: "requested" });
});

test("the books hold after all of it", async () => {
  await request();
  expect((await readBooks(world)).problems).toEqual([]);
});
