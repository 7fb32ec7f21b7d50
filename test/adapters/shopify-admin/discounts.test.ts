/** Discounts and their codes against the emulator, which executes Shopify's own schema: as they are made, and as a merchant changed them. */
import { beforeAll, expect, test } from "vitest";
import type { World } from "~/ports/world";
import { placeOrder } from "../../emulator/commerce/place-order.ts";
import { smallStore } from "../../emulator/small-store.ts";
import { openApp } from "../../support/open-app";
import { testWorld, withEmulator } from "../../support/world";

const t = await testWorld({ shopId: "small-store.myshopify.com" });
await t.clock.set(new Date());
const store = smallStore();
const emulator = await withEmulator(t, { books: store.books });
const { mia, products } = store;
let shop: World["shop"];

const variantOf = (handle: string): string => products[handle].variantIds[0];
const startsAt = new Date(t.clock.now().getTime() - 60_000);
const endsAt = new Date(t.clock.now().getTime() + 60 * 86_400_000);

beforeAll(async () => {
  await openApp(emulator);
  shop = t.world.shop;
});

const cart = (lines: [string, number][], codes: string[] = []) => ({
  lines: lines.map(([handle, quantity]) => ({ variantId: variantOf(handle), quantity })),
  codes,
  attributes: [{ name: "_regulars_click", value: "00000000-0000-4000-8000-000000000001" }],
  customerId: mia.id,
  email: mia.email,
});

test("an offer is a percentage for everybody, changed in place, ended by deactivating", async () => {
  const { discountId } = await shop.createOfferDiscount({
    title: "Friends (share codes)",
    leadCode: "LEAD-1",
    offerBp: 1500,
    subscriptions: null,
    usageLimit: null,
    startsAt,
  });
  expect(emulator.books.discount.need(discountId)).toMatchObject({
    value: { percentage: 0.15 },
    usageLimit: null,
    appliesOncePerCustomer: true,
    context: { all: true },
    items: { all: true },
  });
  expect(await shop.findDiscountByCode("lead-1")).toEqual({ discountId, title: "Friends (share codes)" });
  await shop.changeOfferDiscount(discountId, { title: "Friends (20 %)", offerBp: 2000, subscriptions: null, whole: null });
  expect(emulator.books.discount.need(discountId)).toMatchObject({ title: "Friends (20 %)", value: { percentage: 0.2 } });
  await shop.deactivateDiscount(discountId);
  await shop.deactivateDiscount(discountId);
  expect(emulator.books.discount.need(discountId).deactivated).toBe(true);
});

test("in a store that sells subscriptions the offer is on their first order, or on every one; where none are sold it says nothing of them", async () => {
  const { theShop } = emulator.books;
  const offer = { title: "Subscribers", offerBp: 1500, usageLimit: null, startsAt };
  expect(await shop.readSellsSubscriptions()).toBe(false);
  await expect(shop.createOfferDiscount({ ...offer, leadCode: "LEAD-S0", subscriptions: "first order" })).rejects.toMatchObject({
    kind: "refused",
  });
  emulator.books.shop.put(theShop.id, { ...theShop, sellsSubscriptions: true });
  expect(await shop.readSellsSubscriptions()).toBe(true);
  const { discountId } = await shop.createOfferDiscount({ ...offer, leadCode: "LEAD-S1", subscriptions: "first order" });
  expect(emulator.books.discount.need(discountId).subscriptions).toEqual({ cycles: 1 });
  await shop.changeOfferDiscount(discountId, { title: "Subscribers", offerBp: 1500, subscriptions: "every order", whole: null });
  expect(emulator.books.discount.need(discountId).subscriptions).toEqual({ cycles: 0 });
  emulator.books.shop.put(theShop.id, theShop);
});

test("a reward frees exactly one unit of one variant for its one customer, once", async () => {
  await shop.createRewardDiscount({
    title: "Reward",
    code: "GIFT-1",
    buyerId: mia.id,
    variantId: variantOf("earl-grey"),
    amountMinor: 850n,
    currency: "GBP",
    startsAt,
    endsAt,
  });
  const order = placeOrder(emulator, cart([["earl-grey", 3]], ["GIFT-1"]), {});
  expect(order.lines[0].allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(850);
  expect((await shop.readOrder(order.id))!.codes).toEqual(["GIFT-1"]);
});

test("30 · 200 with userErrors is a failure with Shopify's reason", async () => {
  await shop.createOfferDiscount({ title: "One", leadCode: "TAKEN-1", offerBp: 1000, subscriptions: null, usageLimit: 1, startsAt });
  await expect(
    shop.createOfferDiscount({ title: "Two", leadCode: "taken-1", offerBp: 1000, subscriptions: null, usageLimit: 1, startsAt }),
  ).rejects.toMatchObject({
    name: "ShopProblem",
    kind: "refused",
    message: expect.stringMatching(/code/i),
  });
});

test("codes are added asynchronously, one addition at a time, each with its own outcome", async () => {
  const { discountId } = await shop.createOfferDiscount({
    title: "Clicks",
    leadCode: "LEAD-2",
    offerBp: 1500,
    subscriptions: null,
    usageLimit: 1,
    startsAt,
  });
  const { additionId } = await shop.addCodes(discountId, ["NEW-1", "lead-2", "NEW-2"]);
  expect(await shop.readCodeAddition(additionId)).toBeNull();
  await expect(shop.addCodes(discountId, ["NEW-3"])).rejects.toMatchObject({ kind: "try later" });
  await t.clock.advance(5_000);
  expect(await shop.readCodeAddition(additionId)).toEqual([
    { code: "NEW-1", outcome: "live" },
    { code: "lead-2", outcome: "refused", reason: expect.stringContaining("TAKEN"), taken: true },
    { code: "NEW-2", outcome: "live" },
  ]);
});

test("an addition Shopify has forgotten is refused, not waited for", async () => {
  await expect(shop.readCodeAddition("999")).rejects.toMatchObject({ kind: "refused" });
});

test("one code is taken away, and its neighbours stay; what the discount does not carry is not found", async () => {
  const offer = { title: "Shared", offerBp: 1500, subscriptions: null, usageLimit: null, startsAt };
  const { discountId } = await shop.createOfferDiscount({ ...offer, leadCode: "LEAD-9" });
  await shop.addCodes(discountId, ["MAXINE-TEA", "MAXINE-TEA-2", "MAXINE"]);
  await t.clock.advance(5_000);
  const redeemCodeId = await shop.findRedeemCode(discountId, "maxine-tea");
  await shop.removeCode(discountId, redeemCodeId!);
  await t.clock.advance(5_000);
  const carried = async (code: string) => (await shop.findDiscountByCode(code)) !== null;
  expect([await carried("MAXINE-TEA"), await carried("MAXINE-TEA-2"), await carried("MAXINE")]).toEqual([false, true, true]);
  expect(await shop.findRedeemCode(discountId, "MAXINE-TEA")).toBeNull();
  expect(await shop.findRedeemCode(discountId, "LEAD-1")).toBeNull();
  await expect(shop.removeCode("999", redeemCodeId!)).rejects.toMatchObject({ kind: "refused" });
});

test("a discount whose reply was lost is found by its code", async () => {
  emulator.faults.api.commitThenDropNext = ["discountCodeBasicCreate"];
  await expect(
    shop.createOfferDiscount({ title: "Lost", leadCode: "LOST-1", offerBp: 1000, subscriptions: null, usageLimit: null, startsAt }),
  ).rejects.toMatchObject({ kind: "unknown" });
  expect(await shop.findDiscountByCode("LOST-1")).toMatchObject({ title: "Lost" });
});

test("28 · a withdrawn scope needs permission and says which", async () => {
  const { withholdScopes } = await import("../../emulator/auth/installation.ts");
  withholdScopes(emulator, ["read_discounts", "write_discounts"]);
  await expect(shop.findDiscountByCode("LEAD-1")).rejects.toMatchObject({
    kind: "needs permission",
    message: expect.stringContaining("read_discounts"),
  });
  withholdScopes(emulator, []);
});

/** Shopify's moments have no milliseconds. */
const shown = (at: Date): Date => new Date(Math.floor(at.getTime() / 1_000) * 1_000);

test("an offer's terms are read as a merchant changed them, and a whole change sets every one of them again", async () => {
  const { discountId } = await shop.createOfferDiscount({
    title: "Friends",
    leadCode: "LEAD-R1",
    offerBp: 1500,
    subscriptions: null,
    usageLimit: null,
    startsAt,
  });
  const asMade = {
    offerBp: 1500,
    usageLimit: null,
    oncePerCustomer: true,
    startsAt: shown(startsAt),
    endsAt: null,
    minimum: false,
    everybody: true,
    everything: true,
    subscriptions: null,
  };
  expect(await shop.readOffer(discountId)).toEqual(asMade);
  const { discount } = emulator.books;
  const made = discount.need(discountId);
  discount.put(discountId, {
    ...made,
    value: { percentage: 0.05 },
    usageLimit: 3,
    appliesOncePerCustomer: false,
    endsAt: endsAt.toISOString(),
    minimumSubtotalMinor: 5_000,
    context: { customerIds: [mia.id] },
    items: { productIds: [], variantIds: [variantOf("earl-grey")], collectionIds: [] },
    combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
  });
  expect(await shop.readOffer(discountId)).toEqual({
    offerBp: 500,
    usageLimit: 3,
    oncePerCustomer: false,
    startsAt: shown(startsAt),
    endsAt: shown(endsAt),
    minimum: true,
    everybody: false,
    everything: false,
    subscriptions: null,
  });
  const whole = { usageLimit: null, startsAt };
  await shop.changeOfferDiscount(discountId, { title: "Friends", offerBp: 1500, subscriptions: null, whole });
  expect(await shop.readOffer(discountId)).toEqual(asMade);
  // What it combines with is the merchant's to choose.
  expect(discount.need(discountId).combinesWith.orderDiscounts).toBe(true);
  discount.put(discountId, { ...discount.need(discountId), value: { amountMinor: 300, appliesOnEachItem: false } });
  expect(await shop.readOffer(discountId)).toMatchObject({ offerBp: null });
  await shop.deactivateDiscount(discountId);
  expect(await shop.readOffer(discountId)).toBeNull();
  expect(await shop.readOffer("999")).toBeNull();
});

test("a reward's code is read as a merchant changed it: what it takes off, of what, for whom", async () => {
  const variantId = variantOf("earl-grey");
  const { discountId } = await shop.createRewardDiscount({
    ...{ title: "Reward", code: "GIFT-R3", buyerId: mia.id, variantId, amountMinor: 1_200n, currency: "GBP" },
    ...{ startsAt, endsAt },
  });
  const asMade = {
    ...{ amountMinor: 1_200n, currency: "GBP", onEachItem: false, variantIds: [variantId], buyerIds: [mia.id] },
    ...{ usageLimit: 1, startsAt: shown(startsAt), endsAt: shown(endsAt), minimum: false },
  };
  expect(await shop.readRewardDiscount(discountId)).toEqual(asMade);
  const { discount } = emulator.books;
  const change = (changes: object) => discount.put(discountId, { ...discount.need(discountId), ...changes });
  change({ value: { amountMinor: 300, appliesOnEachItem: true }, usageLimit: null, endsAt: null, minimumSubtotalMinor: 5_000 });
  expect(await shop.readRewardDiscount(discountId)).toEqual({
    ...{ ...asMade, amountMinor: 300n, onEachItem: true, usageLimit: null, endsAt: null, minimum: true },
  });
  // A product with one variant, chosen as a whole, is that variant.
  const { productId } = emulator.books.variant.need(variantId);
  change({ items: { productIds: [productId], variantIds: [], collectionIds: [] }, context: { all: true } });
  const itsVariants = [...emulator.books.variant.values()].filter((one) => one.productId === productId).map(({ id }) => id);
  expect(await shop.readRewardDiscount(discountId)).toMatchObject({ variantIds: itsVariants.slice(0, 2), buyerIds: [] });
  change({ value: { percentage: 0.5 }, items: { all: true } });
  expect(await shop.readRewardDiscount(discountId)).toMatchObject({ amountMinor: null, currency: null, variantIds: [] });
  await shop.deactivateDiscount(discountId);
  expect([await shop.readRewardDiscount(discountId), await shop.readRewardDiscount("999")]).toEqual(["ended", "gone"]);
});

test("the codes on a discount are read page by page", async () => {
  const { discountId } = await shop.createOfferDiscount({
    title: "Friends",
    leadCode: "lead-r2",
    offerBp: 1500,
    subscriptions: null,
    usageLimit: null,
    startsAt,
  });
  const { redeemCode } = emulator.books;
  const [lead] = [...redeemCode.values()].filter((code) => code.discountId === discountId);
  for (let n = 0; n < 250; n++) redeemCode.put(`MANY-${n}`, { ...lead, id: emulator.books.nextId(), code: `MANY-${n}` });
  const first = await shop.readCodes(discountId, null);
  expect([first.codes.length, first.codes.includes("LEAD-R2")]).toEqual([250, true]);
  expect(await shop.readCodes(discountId, first.next)).toEqual({ codes: ["MANY-249"], next: null });
  expect(await shop.readCodes("999", null)).toEqual({ codes: [], next: null });
});
