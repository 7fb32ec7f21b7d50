/** FAULTS 51–53: whatever is given back takes its share of the credit with it, before and after it was earned or spent, to the penny. */
import { beforeAll, describe, expect, test } from "vitest";
import { readBooks } from "../support/read-books";
import { requestReward } from "~/domain/reward/request-reward.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { marks } from "../demo/tour/browser.ts";
import type { Order } from "../emulator/books.ts";
import { cancelOrder } from "../emulator/commerce/cancel-order.ts";
import { editOrder } from "../emulator/commerce/edit-order.ts";
import { markPaid } from "../emulator/commerce/mark-paid.ts";
import { refundOrder } from "../emulator/commerce/refund-order.ts";
import { DAY_MS } from "../support/world";
import { creditOf, now, postedFor, sumsOf } from "./books";
import { goods, openStory, type Member } from "./story";

const story = await openStory();
const { t, emulator } = story;
let member: Member;

beforeAll(async () => {
  member = await story.begin("TEA-FOR-TWO");
});

/** A friend's order of six units of two products, attributed and paid. */
async function friendBuys(): Promise<Order> {
  const [one, two] = goods(emulator);
  const lines = [
    { variantId: one.variantId, quantity: 5 },
    { variantId: two.variantId, quantity: 1 },
  ];
  const order = story.buy({ codes: [member.code], lines });
  await story.settle();
  return order;
}
const give = async (order: Order, units: number[], amountMinor?: number) => {
  const lines = now(story, order).lines.flatMap(({ id }, index) => (units[index] ? [{ orderLineId: id, quantity: units[index] }] : []));
  refundOrder(emulator, order.id, { lines, ...(amountMinor !== undefined && { amountMinor }) });
  await story.settle();
};
const credit = (order: Order) => creditOf(now(story, order));

describe("while the credit waits", () => {
  test("51 · a part given back, then the rest, then the cancellation leave nothing, with three takings at most", async () => {
    const order = await friendBuys();
    const whole = credit(order);
    expect(await postedFor(story, order)).toMatchObject({ pending: whole, earned: 0, taken: 0 });

    await give(order, [2]);
    expect(credit(order)).toBeLessThan(whole);
    expect(await postedFor(story, order)).toMatchObject({ pending: credit(order), earned: 0, taken: 1 });

    await give(order, [3, 1]);
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0, taken: 2 });

    cancelOrder(emulator, order.id);
    await story.settle();
    const { pending, earned, taken } = await postedFor(story, order);
    expect([pending, earned]).toEqual([0, 0]);
    expect(taken).toBeLessThanOrEqual(3);
  });

  test("six units given back one by one leave exactly nothing, and each step equals Shopify's books", async () => {
    const order = await friendBuys();
    for (const units of [[1], [1], [1], [0, 1], [1], [1]]) {
      await give(order, units);
      expect((await postedFor(story, order)).pending).toBe(credit(order));
    }
    expect((await postedFor(story, order)).pending).toBe(0);
  });

  test("money given back without goods takes its share too", async () => {
    const order = await friendBuys();
    const whole = credit(order);
    await give(order, [], 500);
    expect(credit(order)).toBe(whole - 50);
    expect((await postedFor(story, order)).pending).toBe(whole - 50);
  });

  test("a cancellation that gives no money back voids the credit all the same", async () => {
    const order = await friendBuys();
    cancelOrder(emulator, order.id, { refund: false });
    await story.settle();
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0, taken: 1 });
  });

  test("52 · an edit that raises and one that lowers the order post their differences; the end is the recomputation", async () => {
    const order = await friendBuys();
    const [, , third] = goods(emulator);
    editOrder(emulator, order.id, { add: [{ variantId: third.variantId, quantity: 2 }] });
    markPaid(emulator, order.id);
    await story.settle();
    const raised = credit(order);
    expect((await postedFor(story, order)).pending).toBe(raised);
    editOrder(emulator, order.id, { setQuantity: [{ orderLineId: now(story, order).lines[0].id, quantity: 1 }] });
    await story.settle();
    expect(credit(order)).toBeLessThan(raised);
    expect(await postedFor(story, order)).toMatchObject({ pending: credit(order), taken: 1, entries: 3 });
  });

  test("an order edited up counts again, and for more, when the rest of its money is there", async () => {
    const order = await friendBuys();
    const whole = credit(order);
    const [, , third] = goods(emulator);
    editOrder(emulator, order.id, { add: [{ variantId: third.variantId, quantity: 1 }] });
    await story.settle();
    expect(now(story, order).financialStatus).toBe("PARTIALLY_PAID");
    expect((await postedFor(story, order)).pending).toBe(0);
    markPaid(emulator, order.id);
    await story.settle();
    expect(credit(order)).toBeGreaterThan(whole);
    expect((await postedFor(story, order)).pending).toBe(credit(order));
  });
});

describe("after the return window", () => {
  test("a refund takes from what is earned, exactly its share, and the order's cancellation the rest", async () => {
    const order = await friendBuys();
    await story.pass(15 * DAY_MS);
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: credit(order) });
    await give(order, [3]);
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: credit(order) });
    cancelOrder(emulator, order.id);
    await story.settle();
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0 });
  });

  test("53 · a refund after the credit was spent leaves a debt that is shown, and nothing can be taken until it is paid", async () => {
    const order = await friendBuys();
    await story.pass(15 * DAY_MS);
    const before = await sumsOf(story, member);
    const { items } = await readShelf(t.world, { programId: member.programId });
    const dearest = items.filter(({ priceMinor }) => priceMinor <= before.earned).at(-1)!;
    const taken = await requestReward(t.world, {
      kind: "product code",
      ambassadorId: member.ambassadorId,
      variantId: dearest.variantId,
      shownMinor: dearest.priceMinor,
      requestKey: "spend",
    });
    expect(taken).toMatchObject({ outcome: "requested" });
    await story.settle();

    // Everything else they ever earned is given back as well.
    for (const other of [...emulator.books.order.values()])
      if ((await postedFor(story, other)).earned > 0 || other.id === order.id) {
        refundOrder(emulator, other.id, {
          lines: other.lines
            .filter(({ currentQuantity }) => currentQuantity)
            .map(({ id, currentQuantity }) => ({ orderLineId: id, quantity: currentQuantity })),
        });
      }
    await story.settle();
    const debt = Number(dearest.priceMinor);
    expect(await sumsOf(story, member)).toEqual({ pending: 0, earned: -debt, redeemed: debt });

    const [cheapest] = items;
    const refused = await requestReward(t.world, {
      kind: "product code",
      ambassadorId: member.ambassadorId,
      variantId: cheapest.variantId,
      shownMinor: cheapest.priceMinor,
      requestKey: "again",
    });
    expect(refused).toMatchObject({ outcome: "balance too low", lackMinor: cheapest.priceMinor + BigInt(debt) });
    const page = await (await story.signedIn(member.customer)).get("/apps/regulars/rewards");
    expect(marks(page, "data-affordable")).not.toContain("true");
    expect(page.html).toContain(`-£${(debt / 100).toFixed(2)} is owed after a return`);
  });

  test("the next friend's credit pays the debt first", async () => {
    const { earned: debt } = await sumsOf(story, member);
    const order = await friendBuys();
    await story.pass(15 * DAY_MS);
    expect((await sumsOf(story, member)).earned).toBe(debt + credit(order));
  });
});

test("after all of it the books hold together", async () => {
  expect((await readBooks(t.world)).problems).toEqual([]);
  for (const order of emulator.books.order.values()) {
    const { pending, earned, entries } = await postedFor(story, order);
    if (entries) expect(pending + earned).toBe(creditOf(order));
  }
});
