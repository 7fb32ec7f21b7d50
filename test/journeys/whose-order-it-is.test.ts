/** FAULTS 55, 56 and 34: which friends count, and whose an order with several codes is. Every case leaves its reason, and the ledger what Shopify's amounts say. */
import { describe, expect, test } from "vitest";
import { refreshOrder } from "~/ingest/refresh-order.server";
import { readBooks } from "../support/read-books";
import type { DiscountApplication, Order } from "../emulator/books.ts";
import { cancelOrder } from "../emulator/commerce/cancel-order.ts";
import { codeKey, findCode } from "../emulator/commerce/discount-rules.ts";
import { postedFor, verdictOn } from "./books";
import { story, t, emulator, books, maxine, noah, told, ownClick, earnsNothing, earns, as, boughtBefore } from "./orders-told";

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

test("the books hold together after all of it", async () => {
  expect((await readBooks(t.world)).problems).toEqual([]);
});
