/** An order that a merchant deletes is worth nothing, whether or not Shopify's word of it arrives; one that may not be seen is not deleted. */
import { beforeAll, expect, test } from "vitest";
import { readBooks } from "../support/read-books";
import type { ReconciliationProblem } from "~/domain/shop/reconciliation";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import { withholdScopes } from "../emulator/auth/installation.ts";
import type { Order } from "../emulator/books.ts";
import { deleteOrder } from "../emulator/commerce/delete-order.ts";
import { DAY_MS } from "../support/world";
import { creditOf, now, postedFor } from "./books";
import { openStory, type Member } from "./story";

const story = await openStory();
const { t, emulator } = story;
let member: Member;

beforeAll(async () => {
  member = await story.begin("TEA-FOR-TWO");
});

async function friendBuys(): Promise<{ order: Order; credit: number }> {
  const order = story.buy({ codes: [member.code] });
  await story.settle();
  const credit = creditOf(now(story, order));
  expect(await postedFor(story, order)).toMatchObject({ taken: 0 });
  return { order, credit };
}
/** What Shopify would have told of it never arrives. */
async function deleteUnheard({ id }: Order): Promise<void> {
  emulator.faults.webhooks.dropShare = 1;
  deleteOrder(emulator, id);
  await emulator.webhooks.deliverDue();
  emulator.faults.webhooks.dropShare = 0;
}
async function compare(deletedKnown?: true): Promise<ReconciliationProblem[]> {
  await t.clock.advance(60_000);
  const run = await reconcileShop(t.world, { why: "test", deletedKnown });
  await story.settle();
  return run.outcome === "reconciled" ? run.problems : [];
}
const rowOf = async ({ id }: Order) =>
  (
    await t.sql<{ deleted: boolean; cancelled: boolean; orders: number }>(
      `SELECT o.deleted_at IS NOT NULL AS deleted, o.cancelled_at IS NOT NULL AS cancelled,
        (SELECT orders FROM buyer b WHERE b.shop_id = o.shop_id AND b.buyer_id = o.buyer_id) AS orders FROM orders o WHERE order_id = $1`,
      [id],
    )
  )[0];
const problems = async () => (await readBooks(t.world)).problems;

test("an order deleted in Shopify loses its credit, once, and is no order of its buyer's any more", async () => {
  const { order, credit } = await friendBuys();
  expect(await postedFor(story, order)).toMatchObject({ pending: credit, earned: 0 });
  deleteOrder(emulator, order.id);
  await story.settle();
  expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0, taken: 1 });
  expect(await rowOf(order)).toEqual({ deleted: true, cancelled: true, orders: 0 });
  await compare();
  expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0, taken: 1 });
  expect(await problems()).toEqual([]);
});

test("so does one whose deletion no webhook told of, and one that was earned already", async () => {
  const [{ order: waiting }, { order: earned }] = [await friendBuys(), await friendBuys()];
  await deleteUnheard(waiting);
  await compare();
  expect(await postedFor(story, waiting)).toMatchObject({ pending: 0, taken: 1 });
  await t.clock.advance(30 * DAY_MS);
  await story.settle();
  expect((await postedFor(story, earned)).earned).toBeGreaterThan(0);
  await deleteUnheard(earned);
  await compare();
  expect(await postedFor(story, earned)).toMatchObject({ pending: 0, earned: 0, taken: 1 });
  expect(await problems()).toEqual([]);
});

test("one that Shopify shows again is worth what it was", async () => {
  const { order, credit } = await friendBuys();
  const kept = now(story, order);
  await deleteUnheard(order);
  await compare();
  expect(await postedFor(story, order)).toMatchObject({ pending: 0 });
  emulator.books.order.put(order.id, kept);
  await compare();
  expect(await postedFor(story, order)).toMatchObject({ pending: credit });
  expect(await rowOf(order)).toMatchObject({ deleted: false, cancelled: false });
});

test("many that Shopify shows no more at once are not believed to be deleted until the owner says so", async () => {
  const bought: { order: Order; credit: number }[] = [];
  while (bought.length < 6) bought.push(await friendBuys());
  const kept = bought.map(({ order }) => now(story, order));
  for (const { order } of bought) await deleteUnheard(order);
  expect(await compare()).toEqual([{ kind: "orders not shown", about: "6" }]);
  for (const { order, credit } of bought) expect(await postedFor(story, order)).toMatchObject({ pending: credit, taken: 0 });
  // A fault of Shopify's that passes leaves nothing behind.
  for (const order of kept) emulator.books.order.put(order.id, order);
  expect(await compare()).toEqual([]);
  for (const { order, credit } of bought) expect(await postedFor(story, order)).toMatchObject({ pending: credit, taken: 0 });
  for (const { order } of bought) await deleteUnheard(order);
  expect(await compare()).toEqual([{ kind: "orders not shown", about: "6" }]);
  await compare(true);
  for (const { order } of bought) expect(await postedFor(story, order)).toMatchObject({ pending: 0, taken: 1 });
  expect(await problems()).toEqual([]);
});

test("47 · what is older than a store may show is not seen, and never taken for deleted; its word that it is counts", async () => {
  const { order, credit } = await friendBuys();
  withholdScopes(emulator, ["read_all_orders"]);
  await t.clock.advance(61 * DAY_MS);
  await story.settle();
  await compare();
  expect(await postedFor(story, order)).toMatchObject({ earned: credit, taken: 0 });
  expect(await rowOf(order)).toMatchObject({ deleted: false });
  deleteOrder(emulator, order.id);
  await story.settle();
  expect(await postedFor(story, order)).toMatchObject({ earned: 0, taken: 1 });
});
