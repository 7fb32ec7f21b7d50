/**
 * A friend's bank asks the payment back. Shopify counts the order as unchanged and no webhook tells, so each hour's comparison finds it:
 * the credit waits while the bank looks, goes when it took the money, and stays when the payment stands.
 */
import { beforeAll, expect, test } from "vitest";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { readBooks } from "../support/read-books";
import { readOrders } from "~/domain/insight/read-orders.server";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import type { DisputeStatus, Order } from "../emulator/books.ts";
import { disputePayment } from "../emulator/commerce/dispute-payment.ts";
import { refundOrder } from "../emulator/commerce/refund-order.ts";
import { DAY_MS } from "../support/world";
import { creditOf, now, postedFor } from "./books";
import { openStory, type Member } from "./story";

const story = await openStory();
const { t, emulator } = story;
let member: Member;

beforeAll(async () => {
  member = await story.begin("TEA-FOR-TWO");
});

async function friendBuys(): Promise<Order> {
  const order = story.buy({ codes: [member.code] });
  await story.settle();
  return order;
}
/** The bank's word, found by the hour's comparison. @returns how many orders were read again because of it */
async function bankSays(order: Order, status: DisputeStatus): Promise<number> {
  disputePayment(emulator, order.id, { status });
  return compare();
}
async function compare(): Promise<number> {
  const done = await reconcileShop(t.world, { why: "test" });
  await story.settle();
  return done.outcome === "reconciled" ? done.ordersFound : -1;
}
const ownersRow = async ({ name }: Order) => (await readOrders(t.world, {})).rows.find(({ orderName }) => orderName === name);
const onTheirPage = async () =>
  (await (await story.signedIn(member.customer)).get("/apps/regulars/rewards")).html.replaceAll("&#x27;", "'");

test("while the bank looks, the credit waits past its day; when the payment stands, it is theirs with the next sweep", async () => {
  const order = await friendBuys();
  await compare();
  expect(await bankSays(order, "NEEDS_RESPONSE")).toBe(1);
  await story.pass(20 * DAY_MS);
  await matureCredits(t.world, { why: "test" });
  expect(await postedFor(story, order)).toMatchObject({ pending: creditOf(order), earned: 0 });
  expect(await onTheirPage()).toContain("waiting for the bank's answer");
  expect(await ownersRow(order)).toMatchObject({ verdict: "Counts", became: "disputed", creditState: "waiting" });

  expect(await bankSays(order, "UNDER_REVIEW")).toBe(0);
  expect(await bankSays(order, "WON")).toBe(1);
  await matureCredits(t.world, { why: "test" });
  expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: creditOf(order) });
  expect(await compare()).toBe(0);
});

test("what the bank took back goes from what waits, with its reason for both, and is taken once", async () => {
  const order = await friendBuys();
  await bankSays(order, "NEEDS_RESPONSE");
  expect(await bankSays(order, "LOST")).toBe(1);
  expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0, taken: 1 });
  expect(await compare()).toBe(0);
  expect(await postedFor(story, order)).toMatchObject({ taken: 1 });
  expect(await onTheirPage()).toContain("The bank took your friend's payment back later");
  expect(await ownersRow(order)).toMatchObject({ verdict: "Nothing left", became: "charged back", credit: { minor: "0" } });
});

test("it goes from what is theirs, too, whole: also after a part was refunded", async () => {
  const order = await friendBuys();
  await story.pass(15 * DAY_MS);
  refundOrder(emulator, order.id, { lines: [{ orderLineId: order.lines[0].id, quantity: 1 }] });
  await story.settle();
  expect((await postedFor(story, order)).earned).toBe(creditOf(now(story, order)));
  await bankSays(order, "NEEDS_RESPONSE");
  expect((await postedFor(story, order)).earned).toBe(creditOf(now(story, order)));
  await bankSays(order, "ACCEPTED");
  expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0, taken: 2 });
});

test("the friend's own figures count such an order as cancelled", async () => {
  const order = story.buy({ codes: [member.code], email: "sad@friends.example", lines: [{ variantId: anyVariant(), quantity: 3 }] });
  await story.settle();
  const orders = async () =>
    (
      await t.sql<{ orders: number }>("SELECT b.orders FROM buyer b JOIN orders o USING (shop_id, buyer_id) WHERE o.order_id = $1", [
        order.id,
      ])
    )[0]?.orders;
  expect(await orders()).toBe(1);
  await bankSays(order, "NEEDS_RESPONSE");
  expect(await orders()).toBe(1);
  await bankSays(order, "LOST");
  expect(await orders()).toBe(0);
});

test("after all of it the books hold together", async () => {
  expect((await readBooks(t.world)).problems).toEqual([]);
});

const anyVariant = () => [...emulator.books.order.values()].at(-1)!.lines[0].variantId!;
