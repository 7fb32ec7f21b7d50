/**
 * FAULTS 6–11: the same story of orders, told by webhooks that come as they should, five times over, shuffled, a day late,
 * the refund before its order, or not at all, ends in the same decisions and the same ledger.
 */
import { afterEach, beforeAll, expect, test } from "vitest";
import type { Order } from "../emulator/books.ts";
import { cancelOrder } from "../emulator/commerce/cancel-order.ts";
import { editOrder } from "../emulator/commerce/edit-order.ts";
import { fulfilOrder } from "../emulator/commerce/fulfil-order.ts";
import { markPaid } from "../emulator/commerce/mark-paid.ts";
import { refundOrder } from "../emulator/commerce/refund-order.ts";
import { noFaults } from "../emulator/faults.ts";
import { recordClick } from "~/domain/click/record-click.server";
import { readBooks } from "../support/read-books";
import { receiveWebhook } from "~/ingest/receive-webhook.server";
import { webhookRequest } from "../support/send-webhook";
import { DAY_MS } from "../support/world";
import { creditOf, now, postedFor, verdictOn } from "./books";
import { goods, openStory, type Member } from "./story";

const story = await openStory();
const { t, emulator } = story;
let member: Member;

beforeAll(async () => {
  member = await story.begin("ANY-ORDER");
  expect(await tell(async () => story.settle())).toEqual(asItShould);
});
afterEach(() => {
  Object.assign(emulator.faults.webhooks, noFaults().webhooks);
});

type End = { outcome?: string; reason?: string; pending: number; earned: number };

/** In the order they are placed below: kept whole, part refunded, wholly refunded, cancelled, edited, paid later, sent, own. */
const asItShould: End[] = [];

/**
 * Everything that can happen to an order, to eight of them within an hour; `between` says what the app hears meanwhile and
 * `afterwards` what it hears at last. The answer is what the ledger ends with, order by order.
 */
async function tell(afterwards: () => Promise<void>, between: () => Promise<void> = async () => {}): Promise<End[]> {
  const [first, second] = goods(emulator);
  const place = (options = {}) => story.buy({ codes: [member.code], lines: [{ variantId: first.variantId, quantity: 3 }] }, options);
  const orders: Order[] = [place(), place(), place(), place(), place(), place({ paid: false }), place()];
  // A code works once for each customer, so the ambassador comes by a click of their own.
  const click = await recordClick(t.world, { slug: member.slug });
  if (click.outcome !== "recorded") throw new Error(`no click could be recorded: ${click.outcome}`);
  orders.push(story.buy({ codes: [click.code], customerId: member.customer.id, email: member.customer.email }));
  const [, part, whole, cancelled, edited, later, sent] = orders;
  const step = async () => {
    await t.clock.advance(60_000);
    await between();
  };
  await step();
  refundOrder(emulator, part.id, { lines: [{ orderLineId: part.lines[0].id, quantity: 1 }] });
  refundOrder(emulator, whole.id, { lines: [{ orderLineId: whole.lines[0].id, quantity: 3 }] });
  await step();
  cancelOrder(emulator, cancelled.id);
  editOrder(emulator, edited.id, {
    setQuantity: [{ orderLineId: edited.lines[0].id, quantity: 1 }],
    add: [{ variantId: second.variantId, quantity: 1 }],
  });
  await step();
  markPaid(emulator, later.id);
  fulfilOrder(emulator, sent.id);
  refundOrder(emulator, part.id, { lines: [], amountMinor: 200 });
  await step();
  await afterwards();
  const ends = await Promise.all(
    orders.map(async (order): Promise<End> => {
      const [verdict, { pending, earned }] = [await verdictOn(story, order), await postedFor(story, order)];
      return { outcome: verdict?.outcome, reason: verdict?.reason, pending, earned };
    }),
  );
  // What the story is compared with is itself compared with Shopify's books.
  if (!asItShould.length)
    asItShould.push(
      ...orders.map((order, place) =>
        place === 7
          ? { outcome: "ignored", reason: "own-purchase", pending: 0, earned: 0 }
          : { outcome: "attributed", reason: "code", pending: creditOf(now(story, order)), earned: 0 },
      ),
    );
  return ends;
}

/** What waits for delivery, handed over by ourselves in the order given. */
async function deliverBy(order: (topics: string[]) => string[]): Promise<void> {
  const waiting = [...emulator.books.delivery.values()].filter(({ status }) => status === "waiting");
  for (const topic of order([...new Set(waiting.map(({ topic }) => topic))]))
    for (const { id, body, eventId, triggeredAt } of waiting.filter((delivery) => delivery.topic === topic))
      await receiveWebhook(webhookRequest({ topic, shop: t.shopId, body, webhookId: id, eventId, triggeredAt: new Date(triggeredAt) }));
}

test("told as things happen, or all at the end, the story ends alike", async () => {
  expect(
    await tell(
      () => story.settle(),
      () => story.settle(),
    ),
  ).toEqual(asItShould);
});

test("6 · every webhook five times over, each once in the books", async () => {
  emulator.faults.webhooks.duplicate = 4;
  expect(
    await tell(
      () => story.settle(),
      () => story.settle(),
    ),
  ).toEqual(asItShould);
});

test.each([1, 2, 3])("five copies of everything, shuffled by seed %d, all at once", async (seed) => {
  emulator.faults.seed = seed;
  Object.assign(emulator.faults.webhooks, { duplicate: 4, shuffle: true });
  expect(await tell(() => story.settle())).toEqual(asItShould);
});

test("7 · five copies at the same moment are one receipt, and none is refused", async () => {
  emulator.faults.webhooks.paused = true;
  const ends = await tell(async () => {
    const waiting = [...emulator.books.delivery.values()].filter(({ status }) => status === "waiting");
    const answers = await Promise.all(
      waiting.flatMap(({ id, topic, body, eventId }) =>
        Array.from({ length: 5 }, () => receiveWebhook(webhookRequest({ topic, shop: t.shopId, body, webhookId: id, eventId }))),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const ids = waiting.map(({ id }) => id);
    expect(await t.sql("SELECT webhook_id FROM receipt WHERE webhook_id = ANY ($1)", [ids])).toHaveLength(ids.length);
    await t.runDueJobs();
  });
  expect(ends).toEqual(asItShould);
});

test("8 · orders/create and orders/paid share an event, and both are heard", async () => {
  const before = (await t.sql<{ id: string }>("SELECT webhook_id AS id FROM receipt")).map(({ id }) => id);
  story.buy({ codes: [member.code] });
  await story.settle();
  const heard = await t.sql<{ topic: string; event_id: string; state: string }>(
    "SELECT topic, event_id, state FROM receipt WHERE webhook_id <> ALL ($1) AND topic IN ('orders/create', 'orders/paid') ORDER BY topic",
    [before],
  );
  expect(heard.map(({ topic, state }) => [topic, state])).toEqual([
    ["orders/create", "done"],
    ["orders/paid", "done"],
  ]);
  expect(heard[0].event_id).toBe(heard[1].event_id);
});

test("9 · refunds before their orders, cancellations before both", async () => {
  emulator.faults.webhooks.paused = true;
  const ends = await tell(async () => {
    const last = [
      "orders/cancelled",
      "refunds/create",
      "orders/edited",
      "orders/fulfilled",
      "orders/updated",
      "orders/paid",
      "orders/create",
    ];
    await deliverBy((topics) => last.filter((topic) => topics.includes(topic)));
    await t.runDueJobs();
  });
  expect(ends).toEqual(asItShould);
  emulator.faults.webhooks.paused = false;
  await story.settle();
});

test("10 · an older orders/updated that comes after a newer one, and after the jobs of both, changes nothing", async () => {
  const order = story.buy({ codes: [member.code], lines: [{ variantId: goods(emulator)[0].variantId, quantity: 3 }] });
  await story.settle();
  const old = [...emulator.books.delivery.values()].findLast(({ topic, body }) => topic === "orders/create" && body.includes(order.id))!;
  refundOrder(emulator, order.id, { lines: [{ orderLineId: order.lines[0].id, quantity: 2 }] });
  await story.settle();
  const { pending } = await postedFor(story, order);
  expect(pending).toBe(creditOf(now(story, order)));
  await receiveWebhook(
    webhookRequest({
      topic: "orders/updated",
      shop: t.shopId,
      body: old.body,
      triggeredAt: new Date(old.triggeredAt),
      webhookId: `old ${order.id}`,
    }),
  );
  await t.runDueJobs();
  expect((await postedFor(story, order)).pending).toBe(pending);
});

const refundOne = ({ id, lines }: Order) => refundOrder(emulator, id, { lines: [{ orderLineId: lines[0].id, quantity: 1 }] });
test.each<[topic: string, happens: (order: Order) => unknown]>([
  ["refunds/create", refundOne],
  ["orders/updated", refundOne],
  ["orders/cancelled", ({ id }) => cancelOrder(emulator, id)],
  ["orders/edited", ({ id, lines }) => editOrder(emulator, id, { setQuantity: [{ orderLineId: lines[0].id, quantity: 1 }] })],
])("of all that tell of a change, %s alone is enough", async (topic, happens) => {
  const order = story.buy({ codes: [member.code], lines: [{ variantId: goods(emulator)[0].variantId, quantity: 3 }] });
  await story.settle();
  const before = await postedFor(story, order);
  emulator.faults.webhooks.paused = true;
  happens(order);
  await deliverBy((topics) => topics.filter((one) => one === topic));
  await t.runDueJobs();
  const after = await postedFor(story, order);
  expect(after.pending).toBe(creditOf(now(story, order)));
  expect(after.pending).toBeLessThan(before.pending);
  emulator.faults.webhooks.paused = false;
  await story.settle();
  expect(await postedFor(story, order)).toEqual(after);
});

test("orders/paid alone starts the credit, and orders/fulfilled alone moves its day", async () => {
  const order = story.buy({ codes: [member.code] }, { paid: false });
  await story.settle();
  const due = async () => (await t.sql<{ due_at: Date }>("SELECT due_at FROM credit WHERE order_id = $1", [order.id]))[0]?.due_at.getTime();
  emulator.faults.webhooks.paused = true;
  await t.clock.advance(3_600_000);
  markPaid(emulator, order.id);
  await deliverBy((topics) => topics.filter((topic) => topic === "orders/paid"));
  await t.runDueJobs();
  expect(await due()).toBe(t.clock.now().getTime() + 14 * DAY_MS);
  await t.clock.advance(5 * DAY_MS);
  fulfilOrder(emulator, order.id);
  await deliverBy((topics) => topics.filter((topic) => topic === "orders/fulfilled"));
  await t.runDueJobs();
  expect(await due()).toBe(t.clock.now().getTime() + 14 * DAY_MS);
});

test("11 · all of it a day late, and then shuffled", async () => {
  Object.assign(emulator.faults.webhooks, { delayMs: DAY_MS, shuffle: true });
  expect(await tell(() => story.pass(DAY_MS + 3_600_000))).toEqual(asItShould);
});

test("webhooks that never come: the orders read again by number end the same", async () => {
  emulator.faults.webhooks.dropShare = 0.6;
  const before = emulator.books.order.size;
  const ends = await tell(async () => {
    await story.settle();
    const ids = [...emulator.books.order.values()].slice(before).map(({ id }) => id);
    expect(ids).toHaveLength(8);
    for (const orderId of ids) await t.world.transaction(({ queue }) => queue.add("order.refresh", { orderId }, { onceKey: orderId }));
    await t.runDueJobs();
  });
  expect(ends).toEqual(asItShould);
});

test("when the return windows are over, every story ends alike again, and the books hold", async () => {
  await story.pass(20 * DAY_MS);
  for (const order of emulator.books.order.values()) {
    const { pending, earned, entries } = await postedFor(story, order);
    if (entries) expect({ pending, earned }).toEqual({ pending: 0, earned: creditOf(order) });
  }
  expect((await readBooks(t.world)).problems).toEqual([]);
});
