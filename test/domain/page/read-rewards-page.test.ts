import { beforeAll, expect, test } from "vitest";
import { mergeAmbassadors } from "~/domain/ambassador/merge-ambassadors.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { handOverDecisions } from "~/domain/attribution/hand-over-decisions.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { sayOrder, sayStanding, sayVerdict } from "~/words/storefront/sentences";
import { wordsFor } from "~/words/storefront/words-for";
import type { RewardsPage } from "~/domain/page/rewards-page";
import { issueReward } from "~/domain/reward/issue-reward.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import {
  aBuyer,
  aProduct,
  aProgram,
  aShareCode,
  aShop,
  anAmbassador,
  anEarnedCredit,
  anOrder,
  changeOrder,
  type BuiltAmbassador,
  type BuiltProgram,
} from "../../support/builders";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { lose } from "../../support/till";
import { DAY_MS, testWorld } from "../../support/world";

const words = wordsFor("en");
const shop = new FakeRewardShop();
const t = await testWorld({ shop: shop.port() });
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});
async function pageOf({ buyerId }: BuiltAmbassador): Promise<RewardsPage> {
  const page = await readRewardsPage(world, { buyerId });
  if (page.outcome !== "page") throw new Error(page.outcome);
  return page;
}
async function settle(orderId: string): Promise<void> {
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
}

test("somebody who is no ambassador learns only that", async () => {
  const { buyerId } = await aBuyer(world);
  expect(await readRewardsPage(world, { buyerId })).toEqual({ outcome: "not an ambassador", shopName: "Small & Sons" });
  expect(await readRewardsPage(world, { buyerId: "0" })).toMatchObject({ outcome: "not an ambassador" });
});

test("a new ambassador reads their code, their link, and that no friend has bought yet", async () => {
  const maxine = await anAmbassador(world, program, { code: "MAXINE15" });
  expect(await pageOf(maxine)).toMatchObject({
    name: "Maxine",
    state: "active",
    friends: 0,
    earned: { text: "£0.00" },
    codes: [{ code: "MAXINE15", state: "live" }],
    linkPath: `/apps/regulars/${maxine.slug}`,
    linkUrl: `https://small.example/apps/regulars/${maxine.slug}`,
    offerPercent: "15%",
    creditPercent: "10%",
    orders: [],
    rewards: [],
  });
});

test("what waits says until when, what is theirs says so, and each order says why it counts or not", async () => {
  const maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 840n);
  const waiting = await anOrder(world, { codes: [maxine.code], goodsMinor: 4_200n });
  const own = await anOrder(world, { codes: [maxine.code], buyerId: maxine.buyerId });
  const unpaid = await anOrder(world, { codes: [maxine.code], paidAt: null });
  const returned = await anOrder(world, { codes: [maxine.code] });
  for (const { orderId } of [waiting, own, unpaid, returned]) await settle(orderId);
  await changeOrder(world, returned.orderId, { goodsMinor: 0n });
  await settle(returned.orderId);

  const page = await pageOf(maxine);
  expect(sayStanding(words, page)).toBe("2 friends bought; £8.40 is yours, £4.20 is waiting until 16 November.");
  expect(page).toMatchObject({
    earned: { text: "£8.40", minor: "840" },
    pending: { minor: "420" },
    pendingUntil: "16 November",
    ordersTotal: 5,
  });
  expect(
    page.orders.map((one) => `${sayVerdict(words, one)}, ${one.creditState}, ${one.credit.text}: ${sayOrder(words, one)}`).sort(),
  ).toEqual([
    "Counts, none, £0.00: A friend used your code. It counts as soon as it is paid.",
    "Counts, waiting, £4.20: A friend used your code.",
    "Counts, yours, £8.40: A friend used your code.",
    "Doesn't count, none, £0.00: This order was your own, so it doesn't count. It's the only rule we're strict about.",
    "Nothing left, taken back, £0.00: A friend used your code. Everything was returned later.",
  ]);
  expect(page.orders.find(({ creditState }) => creditState === "waiting")).toMatchObject({
    waitsUntil: "16 November",
    placedOn: "2 November",
  });
});

test("an ambassador never reads who the friend is", async () => {
  const maxine = await anAmbassador(world, program);
  const { buyerId } = await aBuyer(world, { firstName: "Secretive", lastName: "Zimmermann", email: "secret@example.com" });
  const { orderId } = await anOrder(world, { codes: [maxine.code], buyerId, email: "secret@example.com" });
  await settle(orderId);
  expect(JSON.stringify(await pageOf(maxine))).not.toMatch(/secret|zimmermann/i);
});

const toldOf = async (ambassador: BuiltAmbassador) => {
  const page = await pageOf(ambassador);
  expect(page.ordersTotal).toBe(page.orders.length);
  return page.orders.map((one) => `${sayVerdict(words, one)}, ${one.credit.text}: ${sayOrder(words, one)}`);
};

test("an order with their code that counts for somebody else says so kindly, and never for whom", async () => {
  const [maxine, tom] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Tom" })];
  const { orderId } = await anOrder(world, { codes: [maxine.code, tom.code] });
  await settle(orderId);
  expect(await toldOf(maxine)).toEqual(["Counts, £5.00: A friend used your code."]);
  expect(await toldOf(tom)).toEqual([
    "Doesn't count, £0.00: Another code or link came first on this order, and an order can count for one person only.",
  ]);
  expect(JSON.stringify((await pageOf(tom)).orders)).not.toContain(maxine.code);
});

test("their own reason is told where another's code counts, or where nobody's does", async () => {
  const [maxine, tom] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Tom" })];
  const own = await anOrder(world, { codes: [tom.code, maxine.code], buyerId: tom.buyerId });
  await settle(own.orderId);
  expect(await toldOf(tom)).toEqual([
    "Doesn't count, £0.00: This order was your own, so it doesn't count. It's the only rule we're strict about.",
  ]);
  expect(await toldOf(maxine)).toEqual(["Counts, £5.00: A friend used your code."]);
});

test("an order that counted and whose code was taken off stays, and says so; so does one that another's code came to", async () => {
  const [maxine, tom] = [await anAmbassador(world, program), await anAmbassador(world, program, { name: "Tom" })];
  const bare = await anOrder(world, { codes: [maxine.code] });
  const swapped = await anOrder(world, { codes: [maxine.code] });
  for (const { orderId } of [bare, swapped]) await settle(orderId);
  await changeOrder(world, bare.orderId, { codes: [] });
  await changeOrder(world, swapped.orderId, { codes: [tom.code] });
  for (const { orderId } of [bare, swapped]) await settle(orderId);
  const gone = "Doesn't count, £0.00: Your code or link was taken off this order later, so it doesn't count any more.";
  expect(await toldOf(maxine)).toEqual([gone, gone]);
  expect(await toldOf(tom)).toEqual(["Counts, £5.00: A friend used your code."]);
});

test("an order that touched only others' codes is not theirs to see", async () => {
  const [maxine, tom, ben] = [
    await anAmbassador(world, program),
    await anAmbassador(world, program, { name: "Tom" }),
    await anAmbassador(world, program, { name: "Ben" }),
  ];
  const { orderId } = await anOrder(world, { codes: [maxine.code, tom.code, "SUMMER10"] });
  await settle(orderId);
  expect(await toldOf(ben)).toEqual([]);
});

test("a code that turned out to be the store's own was never theirs: the order that waited for it says so", async () => {
  const maxine = await anAmbassador(world, program);
  const { code } = await aShareCode(world, { ...program, ambassadorId: maxine.ambassadorId, code: "AUTUMN-TEA", state: "waiting" });
  const { orderId } = await anOrder(world, { codes: [code] });
  await settle(orderId);
  await t.sql("UPDATE share_code SET state = 'refused' WHERE code = $1", [code]);
  await settle(orderId);
  expect(await toldOf(maxine)).toEqual(["Doesn't count, £0.00: The code on this order wasn't yours when it was placed."]);
});

test("who became one with another sees what either's codes were on, once", async () => {
  const [maxine, tom, ben] = [
    await anAmbassador(world, program),
    await anAmbassador(world, program, { name: "Tom" }),
    await anAmbassador(world, program, { name: "Ben" }),
  ];
  const lost = await anOrder(world, { codes: [ben.code, tom.code] });
  const won = await anOrder(world, { codes: [tom.code, maxine.code] });
  for (const { orderId } of [lost, won]) await settle(orderId);
  await world.transaction(async () => {
    await handOverDecisions(world, { survivorId: maxine.ambassadorId, mergedId: tom.ambassadorId });
    await mergeAmbassadors(world, { survivorId: maxine.ambassadorId, mergedId: tom.ambassadorId });
  });
  expect((await toldOf(maxine)).map((told) => told.replace(/, £.*: /, ": ")).sort()).toEqual([
    "Counts: A friend used your code.",
    "Doesn't count: Another code or link came first on this order, and an order can count for one person only.",
  ]);
});

test("the shelf shows what they can have and what is missing; the next product has a bar", async () => {
  await t.sql("TRUNCATE shelf_item");
  const maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 840n);
  await aProduct(world, { title: "Tea", priceMinor: 800n, shelfOf: program });
  await aProduct(world, { title: "Jubilee Mug", priceMinor: 1_200n, shelfOf: program });
  await aProduct(world, { title: "Gone", priceMinor: 900n, available: false, shelfOf: program });
  const page = await pageOf(maxine);
  expect(page.shelf.map(({ title, affordable, lack }) => [title, affordable, lack.text])).toEqual([
    ["Tea", true, "£0.00"],
    ["Jubilee Mug", false, "£3.60"],
  ]);
  expect(page.next).toMatchObject({ title: "Jubilee Mug", progressPercent: 70, lack: { text: "£3.60" } });
});

test("a reward shows its code and how to use it only once it may be used", async () => {
  const maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 1_000n);
  const mug = await aProduct(world, { title: "Jubilee Mug", priceMinor: 800n, shelfOf: program });
  shop.stock(mug);
  const requested = await requestReward(world, {
    kind: "product code",
    ambassadorId: maxine.ambassadorId,
    variantId: mug.variantId,
    shownMinor: 800n,
    requestKey: "one",
  });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  expect((await pageOf(maxine)).rewards).toMatchObject([{ state: "requested", code: null, link: null }]);
  await issueReward(world, requested);
  const [reward] = (await pageOf(maxine)).rewards;
  expect(reward).toMatchObject({
    state: "issued",
    code: requested.code,
    link: `/discount/${requested.code}?redirect=%2Fproducts%2Fjubilee-mug%3Fvariant%3D${mug.variantId}`,
  });
  expect(reward.until).toBe("1 January 2027");
  const now = t.clock.now();
  await t.clock.advance(61 * DAY_MS);
  expect((await pageOf(maxine)).rewards).toMatchObject([{ state: "ran out", code: null }]);
  await t.clock.set(now);
});

test("who has left keeps sight of what is theirs, without a shelf", async () => {
  const maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 840n);
  await aProduct(world, { shelfOf: program });
  await t.sql("UPDATE membership SET left_at = $2 WHERE ambassador_id = $1", [maxine.ambassadorId, t.clock.now()]);
  expect(await pageOf(maxine)).toMatchObject({ state: "left", earned: { minor: "840" }, shelf: [], next: null });
});

test("another shop's customer of the same number sees nothing", async () => {
  const maxine = await anAmbassador(world, program);
  const other = t.worldOf("another.myshopify.com");
  await aShop(other, { name: "Another" });
  expect(await readRewardsPage(other, { buyerId: maxine.buyerId })).toEqual({ outcome: "not an ambassador", shopName: "Another" });
});

test("a page is plain JSON", async () => {
  const maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 840n);
  const page = await pageOf(maxine);
  expect(JSON.parse(JSON.stringify(page))).toEqual(page);
});

test("money, days and shares are written as who reads them writes", async () => {
  const maxine = await anAmbassador(world, program);
  await anEarnedCredit(world, maxine, 840n);
  const page = await readRewardsPage(world, { buyerId: maxine.buyerId, locale: "de-DE" });
  expect(page).toMatchObject({
    earned: { text: "8,40\u00a0£", minor: "840" },
    orders: [{ placedOn: "18. Oktober" }],
  });
});

test("a product that costs nothing is no reward, and nobody in debt loses their page over one", async () => {
  const debtor = await anAmbassador(world, program);
  await lose(world, program, debtor, 300n);
  const free = await aProduct(world, { title: "Sample Sachet", priceMinor: 0n, shelfOf: program });
  const page = await pageOf(debtor);
  expect(page.earned.text).toBe("-£3.00");
  expect(page.shelf.map(({ variantId }) => variantId)).not.toContain(free.variantId);
});
