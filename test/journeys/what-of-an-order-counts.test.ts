/** FAULTS 49, 50, 57 and 58: which orders bring an ambassador nothing, or only part of what was paid, by themselves and as the owner says. */
import { describe, expect, test } from "vitest";
import { readBooks } from "../support/read-books";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import type { Settings } from "~/domain/program/program";
import type { DiscountApplication } from "../emulator/books.ts";
import { cancelOrder } from "../emulator/commerce/cancel-order.ts";
import { markPaid } from "../emulator/commerce/mark-paid.ts";
import { renewSubscription } from "../emulator/commerce/renew-subscription.ts";
import { DAY_MS } from "../support/world";
import { postedFor, verdictOn } from "./books";
import { goods } from "./story";
import { story, t, emulator, books, maxine, noah, told, ownClick, earnsNothing, earns, as } from "./orders-told";

describe("what of an order counts", () => {
  test("49 · a test order earns nothing", async () => {
    await earnsNothing(await told(story.buy({ codes: [maxine.code] }, { test: true })), "ignored", "test-order");
  });

  test("50 · a gift card on the order counts for nothing, the rest of it counts", async () => {
    const giftCard = [...books.product.values()].find((product) => product.giftCard)!;
    const [one] = goods(emulator);
    const card = { variantId: giftCard.variantIds[0], quantity: 1 };
    const both = await told(story.buy({ codes: [maxine.code], lines: [{ variantId: one.variantId, quantity: 2 }, card] }));
    const alone = await told(story.buy({ codes: [maxine.code], lines: [{ variantId: one.variantId, quantity: 2 }] }));
    await earns(both, maxine);
    expect((await postedFor(story, both)).pending).toBe((await postedFor(story, alone)).pending);
    const cardOnly = await told(
      story.buy({ lines: [card], attributes: [{ name: "_regulars_click", value: (await ownClick(maxine)).clickId }] }),
    );
    expect(await verdictOn(story, cardOnly)).toEqual({ outcome: "attributed", reason: "click", ambassadorId: maxine.ambassadorId });
    expect((await postedFor(story, cardOnly)).entries).toBe(0);
  });

  test("tax in the prices and tax on top are both left out, as are shipping and tips", async () => {
    const [one] = goods(emulator);
    const lines = [{ variantId: one.variantId, quantity: 3 }];
    const { theShop } = books;
    for (const taxesIncluded of [true, false]) {
      books.shop.put(theShop.id, { ...theShop, taxesIncluded, taxRate: 0.2 });
      const order = await told(story.buy({ codes: [maxine.code], lines }, { tipMinor: 700 }));
      await earns(order, maxine);
      const paid = 3 * one.priceMinor - Math.round(3 * one.priceMinor * 0.15);
      const { pending } = await postedFor(story, order);
      expect(Math.abs(pending - (taxesIncluded ? paid / 1.2 : paid) / 10)).toBeLessThanOrEqual(1);
    }
    books.shop.put(theShop.id, theShop);
  });

  test("an order paid on account earns nothing until it is paid, and one cancelled unpaid never does", async () => {
    const order = await told(story.buy({ codes: [maxine.code] }, { paid: false }));
    expect((await postedFor(story, order)).entries).toBe(0);
    markPaid(emulator, order.id);
    await story.settle();
    await earns(order, maxine);
    const never = story.buy({ codes: [maxine.code] }, { paid: false });
    cancelOrder(emulator, never.id);
    await earnsNothing(await told(never), "ignored", "cancelled-unpaid");
  });

  test("57 · a subscription's renewal does not count unless the owner says so", async () => {
    const order = await told(story.buy({ codes: [maxine.code] }, { renewal: true, sourceName: "subscription_contract" }));
    await earnsNothing(order, "ignored", "renewal");
  });

  test("58 · sold at the till, a friend's order counts as anywhere", async () => {
    await earns(await told(story.buy({ codes: [maxine.code] }, { sourceName: "pos" })), maxine);
  });

  test("58 · an order that takes a reward earns nothing, also with a friend's code beside it", async () => {
    await story.pass(15 * DAY_MS);
    const { items } = await readShelf(t.world, { programId: maxine.programId });
    const { ambassadorId } = maxine;
    const taken = await requestReward(t.world, {
      ...{ kind: "product code", variantId: items[0].variantId, shownMinor: items[0].priceMinor },
      ...{ ambassadorId, requestKey: "reward" },
    });
    if (taken.outcome !== "requested") throw new Error(`no reward could be taken: ${taken.outcome}`);
    await story.settle();
    const order = story.buy({ ...as(maxine.customer), codes: [taken.code], lines: [{ variantId: items[0].variantId, quantity: 2 }] });
    const [reward] = order.applications as Extract<DiscountApplication, { type: "discount_code" }>[];
    expect(reward.code).toBe(taken.code);
    books.order.put(order.id, { ...order, applications: [{ ...reward, code: noah.code }, reward] });
    await earnsNothing(await told(order), "ignored", "own-reward", noah);
    // One of the two was free; the other is what she bought, without the fifth that is tax.
    expect(await t.sql("SELECT goods_minor FROM orders WHERE buyer_id = $1 AND own_reward", [maxine.customer.id])).toEqual([
      { goods_minor: String((items[0].priceMinor * 100n) / 120n) },
    ]);
  });
});

describe("57, 58 · as the owner says", () => {
  const say = async (settings: Partial<Settings>) => {
    const live = await t.world.transaction(() => readLiveProgram(t.world));
    const saved = await saveSettings(t.world, { settings: { ...live!, ...settings }, savedBy: "owner" });
    expect(saved.outcome).toBe("saved");
    // From then on: an order placed before keeps the rules it was placed under.
    await story.pass(60_000);
  };

  test("the till and drafts count where the owner counts them, and orders placed before keep their rules", async () => {
    const before = story.buy({ codes: [maxine.code] }, { sourceName: "pos" });
    await t.clock.advance(60_000);
    await say({ channels: ["online store", "draft orders"] });
    await earns(await told(before), maxine);
    await earnsNothing(await told(story.buy({ codes: [maxine.code] }, { sourceName: "pos" })), "ignored", "channel");
    await earns(await told(story.buy({ codes: [maxine.code] }, { sourceName: "shopify_draft_order" })), maxine);
    await earnsNothing(await told(story.buy({ codes: [maxine.code] }, { sourceName: "3890849" })), "ignored", "channel");
    await say({ channels: ["online store", "point of sale", "draft orders", "other"] });
  });

  test("renewals count where the owner counts them, as many of one friend as the owner says", async () => {
    books.shop.put(books.theShop.id, { ...books.theShop, sellsSubscriptions: true });
    await say({ renewalsCount: true, newFriendsOnly: false, friendLimit: 2 });
    await story.settle();
    const orders = [story.buy({ email: "subscriber@friends.example", codes: [maxine.code], subscription: true })];
    for (let month = 0; month < 2; month++) {
      await t.clock.advance(60_000);
      orders.push(renewSubscription(emulator, orders[0].id));
    }
    for (const { applications } of orders) expect(applications).toMatchObject([{ type: "discount_code", code: maxine.code }]);
    await story.settle();
    await earns(orders[0], maxine);
    await earns(orders[1], maxine);
    await earnsNothing(orders[2], "ignored", "friend-limit");
    // One of the first two cancelled: the third has its turn, and the other keeps its own.
    cancelOrder(emulator, orders[0].id);
    await story.settle();
    await earns(orders[1], maxine);
    await earns(orders[2], maxine);
    await say({ renewalsCount: false, newFriendsOnly: true, friendLimit: null });
  });

  test("where renewals don't count, the discount and the credit are for the order that began the subscription", async () => {
    await story.settle();
    const began = story.buy({ email: "once@friends.example", codes: [maxine.code], subscription: true });
    await t.clock.advance(60_000);
    const renewed = renewSubscription(emulator, began.id);
    await story.settle();
    await earns(began, maxine);
    expect(renewed.applications).toEqual([]);
    expect(await verdictOn(story, renewed)).toBeNull();
  });

  test("an earlier customer's subscription brings nothing, and neither do its renewals, though they carry the code", async () => {
    await say({ renewalsCount: true });
    await story.settle();
    const email = "again@friends.example";
    story.buy({ email });
    await t.clock.advance(60_000);
    const began = story.buy({ email, codes: [maxine.code], subscription: true });
    await t.clock.advance(60_000);
    const renewed = renewSubscription(emulator, began.id);
    await story.settle();
    for (const order of [began, renewed]) {
      expect(order.applications).toHaveLength(1);
      await earnsNothing(order, "ignored", "not-first-order");
    }
    await say({ renewalsCount: false });
    books.shop.put(books.theShop.id, { ...books.theShop, sellsSubscriptions: false });
  });

  test("below the minimum an order doesn't count, however it came below it but by refunds", async () => {
    const [one] = goods(emulator);
    await say({ minimumSpendMinor: BigInt(one.priceMinor) });
    await earnsNothing(
      await told(story.buy({ codes: [maxine.code], lines: [{ variantId: one.variantId, quantity: 1 }] })),
      "ignored",
      "below-minimum",
    );
    const order = await told(story.buy({ codes: [maxine.code] }));
    await earns(order, maxine);
    await say({ minimumSpendMinor: 0n });
  });
});

test("the books hold together after all of it", async () => {
  expect((await readBooks(t.world)).problems).toEqual([]);
});
