/**
 * FAULTS 49, 50, 55, 56, 58, 59: which orders bring an ambassador nothing, or only part of what was paid, each as Shopify
 * really sends it. Every case leaves its reason, and the ledger what Shopify's own amounts say.
 */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { recordClick } from "~/domain/click/record-click.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import { readBooks } from "~/domain/ledger/read-books.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import type { Settings } from "~/domain/program/program";
import type { Address, Customer, DiscountApplication, Order } from "../emulator/books.ts";
import { cancelOrder } from "../emulator/commerce/cancel-order.ts";
import { codeKey, findCode } from "../emulator/commerce/discount-rules.ts";
import { markPaid } from "../emulator/commerce/mark-paid.ts";
import { DAY_MS } from "../support/world";
import { creditOf, now, postedFor, verdictOn } from "./books";
import { goods, openStory, type Member } from "./story";

const story = await openStory();
const { t, emulator } = story;
const { books } = emulator;
let maxine: Member;
let noah: Member;

afterEach(() => {
  emulator.faults.webhooks.paused = false;
});
beforeAll(async () => {
  maxine = await story.begin("MAXINE-15");
  noah = await story.join(1, "NOAH-15");
});

async function told(order: Order): Promise<Order> {
  await story.settle();
  return order;
}
const ownClick = async ({ slug }: Member) => {
  const click = await recordClick(t.world, { slug });
  if (click.outcome !== "recorded") throw new Error(`no click could be recorded: ${click.outcome}`);
  // Shopify's times are whole seconds: nobody pays within the second of their click.
  await t.clock.advance(60_000);
  return click;
};
async function earnsNothing(order: Order, outcome: string, reason: string, whose: Member | null = maxine) {
  expect(await verdictOn(story, order)).toEqual({ outcome, reason, ambassadorId: whose?.ambassadorId ?? null });
  expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0 });
}
async function earns(order: Order, whose: Member, reason = "code") {
  expect(await verdictOn(story, order)).toEqual({ outcome: "attributed", reason, ambassadorId: whose.ambassadorId });
  const { pending } = await postedFor(story, order);
  expect(pending).toBe(creditOf(now(story, order)));
  expect(pending).toBeGreaterThan(0);
}
const as = (customer: Customer) => ({ customerId: customer.id, email: customer.email });
const boughtBefore = (): Customer =>
  [...books.customer.values()].find(
    ({ id, numberOfOrders }) => numberOfOrders > 1 && ![maxine, noah].some(({ customer }) => customer.id === id),
  )!;

describe("59 · one's own purchase", () => {
  test("with one's own code, signed in", async () => {
    await earnsNothing(await told(story.buy({ ...as(maxine.customer), codes: [maxine.code] })), "ignored", "own-purchase");
  });

  test("as a guest with the same address, in other letters", async () => {
    const { code } = await ownClick(maxine);
    const order = await told(story.buy({ email: maxine.customer.email!.toUpperCase(), codes: [code] }));
    await earnsNothing(order, "ignored", "own-purchase");
  });

  test("from another account, with one's own address at the checkout", async () => {
    const id = books.nextId();
    const customer = books.customer.put(id, { ...maxine.customer, id, email: "m.at.work@people.example", numberOfOrders: 0 });
    const order = await told(story.buy({ customerId: customer.id, email: maxine.customer.email, codes: [(await ownClick(maxine)).code] }));
    expect(order.customerId).toBe(customer.id);
    await earnsNothing(order, "ignored", "own-purchase");
  });

  test("by one's own link, the code taken out of the cart", async () => {
    const { clickId } = await ownClick(maxine);
    const attributes = [{ name: "_regulars_click", value: clickId }];
    await earnsNothing(await told(story.buy({ ...as(maxine.customer), attributes })), "ignored", "own-purchase");
  });

  test("from another account whose address ends in the same inbox waits for a person to look", async () => {
    const [local, domain] = maxine.customer.email!.split("@");
    const order = await told(story.buy({ email: `${local}+tea@${domain}`, codes: [maxine.code] }));
    await earnsNothing(order, "under review", "like-own-purchase");
  });

  test("with another ambassador's code earns the other nothing either, since it is no first order", async () => {
    await earnsNothing(await told(story.buy({ ...as(maxine.customer), codes: [noah.code] })), "ignored", "not-first-order", noah);
  });
});

describe("59 · what may be one's own purchase waits for a person to look", () => {
  const home: Address = {
    ...{ firstName: "Maxine", lastName: "Weber", address1: "12 High Street", address2: "Flat 3", city: "Leeds", province: null },
    ...{ zip: "LS1 4AP", countryCode: "GB", country: "United Kingdom", phone: "07700 900123" },
  };
  const elsewhere: Address = {
    ...home,
    firstName: "Frida",
    lastName: "Friend",
    address1: "1 Low Road",
    address2: null,
    zip: "YO1 7HH",
    phone: null,
  };
  const ordered = (address: Partial<Address>, options: Parameters<typeof story.buy>[1] = {}) =>
    told(story.buy({ codes: [maxine.code], shippingAddress: { ...elsewhere, ...address } }, options));
  const waits = (order: Order, reason: string) => earnsNothing(order, "under review", reason);

  beforeAll(async () => {
    const { customer } = maxine;
    const { customerPayload } = await import("../emulator/webhooks/payloads.ts");
    // Her parents' address is in her book, because she once sent them tea.
    const parents = { ...home, firstName: "Ingrid", lastName: "Olsen", address1: "5 Fjord Lane", address2: null, phone: null };
    const named = { ...books.customer.need(customer.id), firstName: "Maxine", lastName: "Weber", addresses: [home, parents] };
    emulator.emit("customers/update", customerPayload(emulator, books.customer.put(customer.id, named)));
    await story.settle();
  });

  test("sent to one's own home, by whatever spelling", async () => {
    await waits(await ordered({ ...home, address1: "FLAT 3, 12 high st.", address2: null, phone: null }), "same-address");
  });

  test("sent home in somebody else's name, or billed there", async () => {
    await waits(await ordered({ ...home, firstName: "Tim", phone: null }), "same-household");
    await waits(await ordered({}, { billingAddress: { ...home, firstName: "Tim", phone: null } }), "same-household");
  });

  test("with one's own phone number", async () => {
    await waits(await ordered({ phone: "+44 7700 900-123" }), "same-phone");
    await waits(await ordered({}, { phone: "0044 7700900123" }), "same-phone");
  });

  test("neighbours, friends in one's own office and people one sent presents to are friends", async () => {
    await earns(await ordered({ ...home, firstName: "Nora", lastName: "Next", address2: "Flat 4", phone: null }), maxine);
    const { customer } = maxine;
    const { noteDevice } = await import("~/domain/ambassador/note-device.server");
    await noteDevice(t.world, { buyerId: customer.id, networks: ["203.0.113.7"] });
    await earns(await ordered({}, { clientIp: "203.0.113.7" }), maxine);
    await earns(await ordered({ firstName: "Ingrid", lastName: "Olsen", address1: "5 Fjord Lane", zip: "LS1 4AP" }), maxine);
    await waits(
      await ordered({ ...home, address1: "12 Hihg Stret 3rd floor", address2: null, phone: null }, { clientIp: "203.0.113.7" }),
      "same-device",
    );
  });

  test("seen once it stays seen, also when the order is sent elsewhere afterwards", async () => {
    const order = await ordered({ ...home, phone: null });
    books.order.put(order.id, {
      ...books.order.need(order.id),
      shippingAddress: elsewhere,
      billingAddress: elsewhere,
      updatedAt: emulator.clock.iso(),
    });
    await refreshOrder(t.world, { orderId: order.id });
    await waits(order, "same-address");
  });

  test("and the marks of one's home say nothing in words", async () => {
    const rows = await t.sql("SELECT marks FROM orders UNION ALL SELECT marks FROM ambassador");
    expect(JSON.stringify(rows)).not.toMatch(/high|leeds|LS1|7700|203\.0/i);
  });
});

describe("friends who are none", () => {
  test("who bought here before is no new friend, by account or as a guest", async () => {
    const old = boughtBefore();
    await earnsNothing(await told(story.buy({ ...as(old), codes: [maxine.code] })), "ignored", "not-first-order");
    const { code } = await ownClick(maxine);
    await earnsNothing(await told(story.buy({ email: old.email, codes: [code] })), "ignored", "not-first-order");
  });

  test("a friend's first order counts, the second does not", async () => {
    const email = "frida@friends.example";
    await earns(await told(story.buy({ email, codes: [maxine.code] })), maxine);
    await t.clock.advance(60_000);
    const { code } = await ownClick(maxine);
    await earnsNothing(await told(story.buy({ email, codes: [code] })), "ignored", "not-first-order");
  });

  test("whose only order before was cancelled is a new friend still, whichever order we hear of first", async () => {
    const email = "cleo@friends.example";
    emulator.faults.webhooks.paused = true;
    const before = story.buy({ email });
    cancelOrder(emulator, before.id);
    await t.clock.advance(60_000);
    const order = story.buy({ email, codes: [maxine.code] });
    await refreshOrder(t.world, { orderId: order.id });
    await earnsNothing(order, "ignored", "not-first-order");
    await refreshOrder(t.world, { orderId: before.id });
    await earns(order, maxine);
    emulator.faults.webhooks.paused = false;
    await earns(await told(order), maxine);
  });

  test("a first order cancelled after the second was placed makes the second the first, on time or late", async () => {
    const ends = [];
    for (const onTime of [true, false]) {
      const email = `second-${onTime}@friends.example`;
      const hear = () => (onTime ? story.settle() : undefined);
      const before = story.buy({ email });
      await hear();
      await t.clock.advance(60_000);
      const order = story.buy({ email, codes: [maxine.code] });
      await hear();
      cancelOrder(emulator, before.id);
      await story.settle();
      ends.push({ ...(await verdictOn(story, order)), pending: (await postedFor(story, order)).pending });
    }
    expect(ends[0]).toMatchObject({ outcome: "attributed", pending: expect.any(Number) });
    expect(ends[1]).toEqual(ends[0]);
  });
});

describe("55, 56 · codes", () => {
  /** Shopify lets order discounts of ours not combine, but an order may carry several codes all the same. */
  const withCodes = async (codes: string[]): Promise<Order> => {
    const order = story.buy({ codes: [codes[0]] });
    const [first] = order.applications as Extract<DiscountApplication, { type: "discount_code" }>[];
    const applications = codes.map((code) =>
      first
        ? { ...first, code }
        : ({
            type: "discount_code",
            code,
            discountId: null,
            target: "line_item",
            value: { amountMinor: 0 },
            targetSelection: "all",
            allocationMethod: "across",
          } as const),
    );
    books.order.put(order.id, { ...order, applications });
    return told(order);
  };

  test("of three codes, two of them ours, the first of ours wins, and a repetition decides the same", async () => {
    const order = await withCodes([noah.code, "SPRING", maxine.code]);
    await earns(order, noah);
    await earns(await withCodes([maxine.code, "SPRING", noah.code]), maxine);
    await t.world.transaction(({ queue }) => queue.add("order.refresh", { orderId: order.id }));
    await t.runDueJobs();
    expect(await t.sql("SELECT 1 FROM decision WHERE order_id = $1", [order.id])).toHaveLength(1);
  });

  test.each([" mAxInE-15 ", "MAXINE‐15", "ＭＡＸＩＮＥ－１５"])("a code written as %j is the one that was meant", async (written) => {
    await earns(await withCodes([written]), maxine);
  });

  test("a code that nobody here gave out earns nobody anything, and says so", async () => {
    await earnsNothing(await withCodes(["SUMMER-SALE"]), "ignored", "unknown-code", null);
    await earnsNothing(await withCodes(["MAXINE-1"]), "ignored", "unknown-code", null);
  });

  test("a click made up by a shopper earns nobody anything", async () => {
    const attributes = [{ name: "_regulars_click", value: "11111111-2222-4333-8444-555555555555" }];
    await earnsNothing(await told(story.buy({ attributes })), "ignored", "unknown-click", null);
    const order = await told(story.buy({ attributes: [{ name: "_regulars_click", value: "' OR 1=1 --" }] }));
    expect(await verdictOn(story, order)).toBeNull();
  });

  test("a merchant's manual discount that is titled like a code is no code", async () => {
    const order = story.buy();
    const manual = {
      type: "manual",
      title: maxine.code,
      description: "",
      target: "line_item",
      value: { percentage: 0.1 },
      targetSelection: "all",
      allocationMethod: "across",
    } as const;
    books.order.put(order.id, { ...order, applications: [manual], sourceName: "shopify_draft_order" });
    await story.settle();
    expect(await verdictOn(story, order)).toBeNull();
    expect((await postedFor(story, order)).entries).toBe(0);
  });

  test("34 · a merchant's own code of the same text stays theirs: nobody can join with it, and its orders are nobody's", async () => {
    const theirs = { ...findCode(books, maxine.code)!.discount, id: books.nextId(), title: "Autumn" };
    books.discount.put(theirs.id, theirs);
    const code = { id: books.nextId(), discountId: theirs.id, code: "AUTUMN-TEA", usedByOrderIds: [], createdAt: emulator.clock.iso() };
    books.redeemCode.put(codeKey(code.code), code);
    await expect(story.join(2, "AUTUMN-TEA")).rejects.toThrow(/refused/);
    const order = await told(story.buy({ codes: ["AUTUMN-TEA"] }));
    expect(order.applications).toMatchObject([{ code: "AUTUMN-TEA", discountId: theirs.id }]);
    expect(await verdictOn(story, order)).toMatchObject({ outcome: "ignored", reason: "unknown-code" });
    expect((await postedFor(story, order)).entries).toBe(0);
  });
});

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
    const taken = await requestReward(t.world, { kind: "product code", ambassadorId, variantId: items[0].variantId, requestKey: "reward" });
    if (taken.outcome !== "requested") throw new Error(`no reward could be taken: ${taken.outcome}`);
    await story.settle();
    const order = story.buy({ ...as(maxine.customer), codes: [taken.code], lines: [{ variantId: items[0].variantId, quantity: 2 }] });
    const [reward] = order.applications as Extract<DiscountApplication, { type: "discount_code" }>[];
    expect(reward.code).toBe(taken.code);
    books.order.put(order.id, { ...order, applications: [{ ...reward, code: noah.code }, reward] });
    await earnsNothing(await told(order), "ignored", "own-reward", noah);
    const [buyer] = await t.sql<{ orders: number }>("SELECT count(*)::int AS orders FROM orders WHERE buyer_id = $1 AND own_reward", [
      maxine.customer.id,
    ]);
    expect(buyer.orders).toBe(1);
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
    await say({ renewalsCount: true, newFriendsOnly: false, friendLimit: 2 });
    const email = "subscriber@friends.example";
    const orders = [story.buy({ email, codes: [maxine.code] })];
    for (let month = 0; month < 2; month++) {
      await t.clock.advance(60_000);
      const renewed = story.buy({ email }, { renewal: true, sourceName: "subscription_contract" });
      // A subscription's renewals carry the code it was begun with.
      orders.push(books.order.put(renewed.id, { ...renewed, applications: orders[0].applications }));
    }
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
