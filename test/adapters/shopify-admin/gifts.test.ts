/**
 * What rewards give besides discounts, asked of the emulator: store credit, gift cards, draft orders. Each call works, is
 * refused in words an owner can read, and leaves something to be found when its reply is lost.
 */
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { installShop } from "~/domain/shop/install-shop.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import type { World } from "~/ports/world";
import { setAddress } from "../../emulator/commerce/set-address.ts";
import { moveStoreCredit } from "../../emulator/commerce/store-credit.ts";
import { setFaults } from "../../emulator/faults.ts";
import { smallStore } from "../../emulator/small-store.ts";
import { openApp } from "../../support/open-app";
import { testWorld, withEmulator } from "../../support/world";

const t = await testWorld({ shopId: "small-store.myshopify.com" });
await t.clock.set(new Date());
const store = smallStore();
const emulator = await withEmulator(t, { books: store.books });
const { mia, products } = store;
const { books, faults } = emulator;
const mug = products["jubilee-mug"].variantIds[0];
const HOME = {
  firstName: "Mia",
  lastName: "Berg",
  address1: "1 High Street",
  city: "Leeds",
  province: null,
  zip: "LS1 1AA",
  countryCode: "GB",
  country: "United Kingdom",
  phone: null,
};
let shop: World["shop"];
let count = 0;

beforeAll(async () => {
  await openApp(emulator);
  emulator.merchant.grantScopes(emulator.config.optionalScopes);
  shop = t.world.shop;
});
beforeEach(() => {
  count++;
  setFaults(faults, { storeCredit: { off: false }, drafts: { readyAfterMs: 0 } });
});

const credit = (amountMinor: bigint, buyerId = mia.id, currency = "GBP") => ({ buyerId, amountMinor, currency });
const card = (changes: object = {}) => ({
  code: `GIFTCARD${count}`,
  note: `Reward ${count}`,
  buyerId: mia.id,
  amountMinor: 2_500n,
  currency: "GBP",
  ...changes,
});
const draft = (changes: object = {}) => ({
  buyerId: mia.id,
  variantId: mug,
  tag: `regulars-${count}`,
  note: `Reward ${count}`,
  discountTitle: "Thank you",
  ...changes,
});
const refused = (message: string | RegExp) => ({
  name: "ShopProblem",
  kind: "refused",
  message: typeof message === "string" ? message : expect.stringMatching(message),
});
const unknown = { name: "ShopProblem", kind: "unknown" };

describe("store credit", () => {
  test("is offered where customers have new accounts and it is switched on", async () => {
    expect(await shop.readStoreCreditOffered()).toBe(true);
    setFaults(faults, { storeCredit: { off: true } });
    expect(await shop.readStoreCreditOffered()).toBe(false);
    setFaults(faults, { storeCredit: { off: false } });
    books.shop.put(books.theShop.id, { ...books.theShop, newCustomerAccounts: false });
    expect(await shop.readStoreCreditOffered()).toBe(false);
    books.shop.put(books.theShop.id, { ...books.theShop, newCustomerAccounts: true });
  });

  test("is given, and read with what the merchant gave and the customer spent, the newest first", async () => {
    expect(await shop.readStoreCredit({ buyerId: mia.id, currency: "GBP" })).toEqual([]);
    const { transactionId } = await shop.giveStoreCredit(credit(1_250n));
    await t.clock.advance(60_000);
    moveStoreCredit(emulator, { customer: mia, currency: "GBP", amountMinor: 300, event: "ADJUSTMENT" });
    await t.clock.advance(60_000);
    moveStoreCredit(emulator, { customer: mia, currency: "GBP", amountMinor: -200, event: "ORDER_PAYMENT" });
    const movements = await shop.readStoreCredit({ buyerId: mia.id, currency: "GBP" });
    expect(movements).toMatchObject([
      { kind: "other", byHand: false, amountMinor: -200n },
      { kind: "credit", byHand: true, amountMinor: 300n },
      { kind: "credit", byHand: true, amountMinor: 1_250n, transactionId },
    ]);
    expect(movements[0].at.getTime() - movements[2].at.getTime()).toBe(120_000);
    expect(await shop.readStoreCredit({ buyerId: mia.id, currency: "EUR" })).toEqual([]);
    expect(await shop.readStoreCredit({ buyerId: "999", currency: "GBP" })).toEqual([]);
  });

  test("shows its latest hundred movements", async () => {
    const many = books.customer.put("555", { ...mia, id: "555", email: "many@example.com" });
    for (let n = 1; n <= 101; n++) moveStoreCredit(emulator, { customer: many, currency: "GBP", amountMinor: n, event: "ADJUSTMENT" });
    const movements = await shop.readStoreCredit({ buyerId: "555", currency: "GBP" });
    expect([movements.length, movements[0].amountMinor, movements[99].amountMinor]).toEqual([100, 101n, 2n]);
  });

  test("is refused in words an owner can read", async () => {
    await expect(shop.giveStoreCredit(credit(100n, "999"))).rejects.toMatchObject(refused("Shopify no longer knows this customer."));
    await expect(shop.giveStoreCredit(credit(9_999_999n))).rejects.toMatchObject(refused(/more store credit than Shopify allows/));
    await expect(shop.giveStoreCredit(credit(100n, mia.id, "EUR"))).rejects.toMatchObject(refused(/in this currency/));
    await expect(shop.giveStoreCredit(credit(0n))).rejects.toMatchObject(refused(/no amount/));
  });

  test("whose reply was lost is found among the movements; a busy moment gives it once", async () => {
    const before = await shop.readStoreCredit({ buyerId: mia.id, currency: "GBP" });
    faults.api.commitThenDropNext = ["storeCreditAccountCredit"];
    await expect(shop.giveStoreCredit(credit(777n))).rejects.toMatchObject(unknown);
    const after = await shop.readStoreCredit({ buyerId: mia.id, currency: "GBP" });
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toMatchObject({ kind: "credit", byHand: true, amountMinor: 777n });
    faults.api.throttleNext = 1;
    await shop.giveStoreCredit(credit(778n));
    expect(await shop.readStoreCredit({ buyerId: mia.id, currency: "GBP" })).toHaveLength(before.length + 2);
  });
});

describe("a gift card", () => {
  test("is made for its customer, found by code and note, and ended once for all", async () => {
    const { giftCardId } = await shop.createGiftCard(card());
    expect(books.giftCard.need(giftCardId)).toMatchObject({ code: card().code.toLowerCase(), customerId: mia.id, initialMinor: 2_500 });
    expect(await shop.findGiftCard(card())).toEqual({ giftCardId, enabled: true });
    expect(await shop.findGiftCard(card({ note: "Another" }))).toBeNull();
    expect(await shop.findGiftCard(card({ code: "NOSUCHCARD" }))).toBeNull();
    await shop.deactivateGiftCard(giftCardId);
    await shop.deactivateGiftCard(giftCardId);
    expect(await shop.findGiftCard(card())).toEqual({ giftCardId, enabled: false });
  });

  test("is refused in words an owner can read", async () => {
    await shop.createGiftCard(card());
    await expect(shop.createGiftCard(card())).rejects.toMatchObject(refused("A gift card with this code exists already."));
    await expect(shop.createGiftCard(card({ code: "GIFT-7K3Q-M0XW" }))).rejects.toMatchObject(refused(/letters and numbers/));
    await expect(shop.createGiftCard(card({ code: "ANOTHER8", amountMinor: 200_000n }))).rejects.toMatchObject(
      refused(/more than Shopify allows on one gift card/),
    );
    await expect(shop.createGiftCard(card({ code: "ANOTHER8", buyerId: "999" }))).rejects.toMatchObject(
      refused(/no longer knows this customer/),
    );
    await expect(shop.deactivateGiftCard("999")).rejects.toMatchObject(refused("Shopify no longer knows this gift card."));
  });

  test("whose reply was lost is found", async () => {
    faults.api.commitThenDropNext = ["giftCardCreate", "giftCardDeactivate"];
    await expect(shop.createGiftCard(card())).rejects.toMatchObject(unknown);
    const found = await shop.findGiftCard(card());
    expect(found).toMatchObject({ enabled: true });
    await expect(shop.deactivateGiftCard(found!.giftCardId)).rejects.toMatchObject(unknown);
    expect(await shop.findGiftCard(card())).toMatchObject({ enabled: false });
  });
});

describe("a draft order", () => {
  test("is one free unit for its customer, and tells whether it has somewhere to go", async () => {
    setAddress(emulator, mia.id, null);
    expect(await shop.createDraft(draft())).toMatchObject({ orderId: null, destination: null });
    setAddress(emulator, mia.id, HOME);
    const made = await shop.createDraft(draft({ tag: "regulars-with-address" }));
    expect(made).toMatchObject({ orderId: null, destination: { address1: "1 High Street" } });
    expect(books.draftOrder.need(made.draftId)).toMatchObject({
      customerId: mia.id,
      lines: [{ variantId: mug, quantity: 1 }],
      tags: ["regulars-with-address"],
      discount: { title: "Thank you", percentage: 100 },
      shipping: { priceMinor: 0 },
      shippingAddress: { address1: "1 High Street" },
    });
    expect(await shop.findDraft("regulars-with-address")).toEqual(made);
    expect(await shop.findDraft("regulars-with")).toBeNull();
  });

  test("becomes an order that our own reading understands: nothing to pay, nobody's code, the customer's country", async () => {
    await installShop(t.world);
    setAddress(emulator, mia.id, HOME);
    const { draftId } = await shop.createDraft(draft());
    const { orderId } = await shop.completeDraft(draftId);
    expect(await shop.findDraft(draft().tag)).toMatchObject({ draftId, orderId, destination: { city: "Leeds" } });
    expect(await shop.readOrder(orderId)).toMatchObject({
      paid: true,
      tags: [draft().tag],
      sourceName: "shopify_draft_order",
      buyer: { buyerId: mia.id },
      codes: [],
      countryCode: "GB",
      lines: [{ variantId: mug, quantity: 1, currentQuantity: 1, orderedMinor: 0n, goodsMinor: 0n }],
    });
    await refreshOrder(t.world, { orderId });
    expect(
      await t.sql("SELECT source_name, paid_at IS NOT NULL OR financial_status = 'PAID' AS paid FROM orders WHERE order_id = $1", [
        orderId,
      ]),
    ).toEqual([{ source_name: "shopify_draft_order", paid: true }]);
  });

  test("is completed once: a second time is refused, and while Shopify works on it there is only waiting", async () => {
    setFaults(faults, { drafts: { readyAfterMs: 5_000 } });
    const { draftId } = await shop.createDraft(draft());
    await expect(shop.completeDraft(draftId)).rejects.toMatchObject({ kind: "try later" });
    await t.clock.advance(5_000);
    const orders = books.order.size;
    await shop.completeDraft(draftId);
    await expect(shop.completeDraft(draftId)).rejects.toMatchObject(refused(/paid/));
    expect(books.order.size).toBe(orders + 1);
    await expect(shop.completeDraft("999")).rejects.toMatchObject(refused(/does not exist/));
  });

  test("is taken back as long as it is a draft, however often that is asked", async () => {
    const { draftId } = await shop.createDraft(draft());
    await shop.deleteDraft(draftId);
    await shop.deleteDraft(draftId);
    expect(await shop.findDraft(draft().tag)).toBeNull();
    const next = await shop.createDraft(draft());
    await shop.completeDraft(next.draftId);
    await expect(shop.deleteDraft(next.draftId)).rejects.toMatchObject(refused(/become an order/));
  });

  test("is refused in words an owner can read", async () => {
    await expect(shop.createDraft(draft({ variantId: "999" }))).rejects.toMatchObject(refused(/no longer available/));
    await expect(shop.createDraft(draft({ buyerId: "999" }))).rejects.toMatchObject(refused(/Customer does not exist/));
    await expect(shop.createDraft(draft({ tag: "x".repeat(41) }))).rejects.toMatchObject(refused(/40 characters/));
  });

  test("whose reply was lost is found by its tag, as a draft and as an order; of two the one that was completed", async () => {
    faults.api.commitThenDropNext = ["draftOrderCreate", "draftOrderComplete", "draftOrderDelete"];
    await expect(shop.createDraft(draft())).rejects.toMatchObject(unknown);
    const found = await shop.findDraft(draft().tag);
    expect(found).toMatchObject({ orderId: null });
    const twin = await shop.createDraft(draft());
    await expect(shop.completeDraft(twin.draftId)).rejects.toMatchObject(unknown);
    expect(await shop.findDraft(draft().tag)).toMatchObject({ draftId: twin.draftId, orderId: expect.any(String) });
    await expect(shop.deleteDraft(found!.draftId)).rejects.toMatchObject(unknown);
    await shop.deleteDraft(found!.draftId);
    expect(books.draftOrder.has(found!.draftId)).toBe(false);
  });
});

test("without the owner's leave each needs permission and says which scope", async () => {
  const asked: [string, () => Promise<unknown>][] = [
    ["read_store_credit_accounts", () => shop.readStoreCredit({ buyerId: mia.id, currency: "GBP" })],
    ["write_store_credit_account_transactions", () => shop.giveStoreCredit(credit(100n))],
    ["write_gift_cards", () => shop.createGiftCard(card())],
    ["read_gift_cards", () => shop.findGiftCard(card())],
    ["write_draft_orders", () => shop.createDraft(draft())],
    ["read_draft_orders", () => shop.findDraft(draft().tag)],
  ];
  emulator.merchant.revokeScopes(emulator.config.optionalScopes);
  for (const [scope, ask] of asked)
    await expect(ask()).rejects.toMatchObject({ kind: "needs permission", message: expect.stringContaining(scope) });
  expect(await shop.readStoreCreditOffered()).toBe(true);
  emulator.merchant.grantScopes(emulator.config.optionalScopes);
});
