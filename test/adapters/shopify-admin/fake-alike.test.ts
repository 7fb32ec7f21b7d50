/** The fake shop of the rewards' action tests and the emulator, asked the same: what they answer must be alike. */
import { beforeAll, expect, test } from "vitest";
import { smallStore } from "../../emulator/small-store.ts";
import { FakeRewardShop } from "../../support/fake-reward-shop";
import { openApp } from "../../support/open-app";
import { testWorld, withEmulator } from "../../support/world";

const t = await testWorld({ shopId: "small-store.myshopify.com" });
await t.clock.set(new Date());
const store = smallStore();
const emulator = await withEmulator(t, { books: store.books });
const mug = store.products["jubilee-mug"].variantIds[0];
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
const buyerId = "888";
store.books.customer.put(buyerId, { ...store.mia, id: buyerId, email: "alike@example.com", addresses: [HOME] });
const fake = new FakeRewardShop();
fake.gifts.now = () => t.clock.now();
fake.stock({ variantId: mug, productId: store.products["jubilee-mug"].id });
fake.gifts.unknownBuyers.add("999");

beforeAll(async () => {
  await openApp(emulator);
  emulator.merchant.grantScopes(emulator.config.optionalScopes);
});

const destination = {
  ...{ name: "Mia Berg", company: null, address1: "1 High Street", address2: null, zip: "LS1 1AA", city: "Leeds", province: null },
  ...{ countryCode: "GB", lines: ["Mia Berg", "1 High Street", "Leeds LS1 1AA", "United Kingdom"] },
};
fake.gifts.destinations.set(buyerId, destination);
const credit = (amountMinor: bigint, to = buyerId) => ({ buyerId: to, amountMinor, currency: "GBP" });
const card = (changes: object = {}) => ({ code: "ALIKE8888", note: "Alike", buyerId, amountMinor: 2_500n, currency: "GBP", ...changes });
const draft = (changes: object = {}) => ({
  buyerId,
  variantId: mug,
  tag: "regulars-alike",
  note: "Alike",
  discountTitle: "Thank you",
  ...changes,
});
const kindOf = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (problem: { kind?: string }) => problem.kind ?? "a defect",
  );

test.each(["the emulator", "the fake"])("%s gives, refuses and finds in the same cases", async (which) => {
  const port = which === "the fake" ? fake.port() : t.world.shop;
  const made = await port.createDraft(draft());
  const seen = {
    credits: [await kindOf(port.giveStoreCredit(credit(500n))), await kindOf(port.giveStoreCredit(credit(500n)))],
    tooMuch: await kindOf(port.giveStoreCredit(credit(1_200_000n))),
    nobody: await kindOf(port.giveStoreCredit(credit(1n, "999"))),
    nothing: await kindOf(port.giveStoreCredit(credit(0n))),
    movements: (await port.readStoreCredit({ buyerId, currency: "GBP" })).map(({ kind, byHand, amountMinor }) => [
      kind,
      byHand,
      amountMinor,
    ]),
    cards: [
      await kindOf(port.createGiftCard(card())),
      await kindOf(port.createGiftCard(card())),
      await kindOf(port.createGiftCard(card({ code: "A-B-C-D-E" }))),
    ],
    found: (await port.findGiftCard(card()))?.enabled,
    another: await port.findGiftCard(card({ note: "another" })),
    draft: [made.orderId, made.destination],
    destinations: await port.readDestinations([buyerId, "999"]),
    noSuchVariant: await kindOf(port.createDraft(draft({ variantId: "999" }))),
    longTag: await kindOf(port.createDraft(draft({ tag: "x".repeat(41) }))),
    completed: [await kindOf(port.completeDraft(made.draftId)), await kindOf(port.completeDraft(made.draftId))],
    becameOrder: (await port.findDraft(draft().tag))?.orderId !== null,
    deleted: [await kindOf(port.deleteDraft(made.draftId)), await kindOf(port.deleteDraft("777"))],
  };
  expect(seen).toEqual({
    credits: ["done", "done"],
    tooMuch: "refused",
    nobody: "refused",
    nothing: "refused",
    movements: [
      ["credit", true, 500n],
      ["credit", true, 500n],
    ],
    cards: ["done", "refused", "refused"],
    found: true,
    another: null,
    draft: [null, destination],
    destinations: [destination, null],
    noSuchVariant: "refused",
    longTag: "refused",
    completed: ["done", "refused"],
    becameOrder: true,
    deleted: ["refused", "done"],
  });
});
