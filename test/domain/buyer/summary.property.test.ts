/**
 * A buyer's summary is always what a recomputation from scratch would give, whatever webhooks came and in whatever order:
 * new orders, edits, refunds, cancellations, orders that change their customer, merged customers, late and stale readings.
 * The recomputation here is plain code over the plain truth, not the app's SQL.
 */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { mergeBuyers } from "~/domain/buyer/merge-buyers.server";
import { summariseAllBuyers } from "~/domain/buyer/summarise-all-buyers.server";
import { refreshOrder } from "~/ingest/refresh-order.server";
import type { ReadOrder, ShopPort } from "~/ports/shop";
import { aProgram, aShop } from "../../support/builders";
import { DAY_MS, START, testWorld } from "../../support/world";

/** Shopify as it is now; what a reading sees. */
const truth = new Map<string, ReadOrder>();
/** Who is gone → whom they became. */
const mergedInto = new Map<string, string>();
let run = 100;
const port = {
  readOrder: async (orderId: string) => structuredClone(truth.get(orderId) ?? null),
  readBuyer: async (buyerId: string) => (mergedInto.has(buyerId) ? null : buyerOf(buyerId)),
} as Partial<ShopPort> as ShopPort;
const t = await testWorld({ shop: port });
const { world } = t;

beforeAll(async () => {
  await aShop(world);
  await aProgram(world);
});

const BUYERS = ["11", "12", "13"];
const ORDERS = ["101", "102", "103"];
type Event =
  | {
      kind: "order";
      order: string;
      buyer: string | null;
      goods: bigint;
      day: number;
      gift: boolean;
      tags: string[];
      test: boolean;
      currency: string;
    }
  | { kind: "edit"; order: string; goods: bigint }
  | { kind: "amount refunded"; order: string; minor: bigint }
  | { kind: "cancelled"; order: string }
  | { kind: "merged"; kept: string; deleted: string };

const goods = fc.oneof(fc.bigInt({ min: 0n, max: 30_000n }), fc.constant(0n), fc.constant(2_000_000_000_000n));
const one = fc.constantFrom(...ORDERS);
const anEvent: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("order" as const),
      order: one,
      buyer: fc.option(fc.constantFrom(...BUYERS), { freq: 6 }),
      goods,
      day: fc.integer({ min: 0, max: 400 }),
      gift: fc.boolean(),
      tags: fc.constantFrom<string[]>([], [], [], ["staff"], ["vip"], ["Wholesale", "vip"]),
      test: fc.constantFrom(false, false, false, true),
      currency: fc.constantFrom("GBP", "GBP", "GBP", "EUR"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("edit" as const), order: one, goods }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("amount refunded" as const), order: one, minor: fc.bigInt({ min: 0n, max: 31_000n }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancelled" as const), order: one }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("merged" as const), kept: fc.constantFrom(...BUYERS), deleted: fc.constantFrom(...BUYERS) }),
  },
);

function anOrder(id: string, part: Partial<ReadOrder>, goodsMinor: bigint): ReadOrder {
  return {
    orderId: id,
    name: `#${id}`,
    buyer: null,
    email: null,
    placedAt: START,
    cancelledAt: null,
    fulfilledAt: null,
    paid: true,
    test: false,
    tags: [],
    currency: "GBP",
    financialStatus: "PAID",
    sourceName: "web",
    renewal: false,
    lines: [
      {
        lineId: `${id}1`,
        productId: null,
        variantId: null,
        title: "Tea",
        quantity: 1,
        currentQuantity: 1,
        orderedMinor: goodsMinor,
        goodsMinor,
        giftCard: false,
      },
      {
        lineId: `${id}2`,
        productId: null,
        variantId: null,
        title: "Card",
        quantity: 1,
        currentQuantity: 1,
        orderedMinor: 777n,
        goodsMinor: 777n,
        giftCard: true,
      },
    ],
    amountOnlyRefundsMinor: 0n,
    codes: [],
    attributes: [],
    buyerOrderIndex: null,
    countryCode: "GB",
    province: null,
    gift: false,
    contact: null,
    updatedAt: START,
    ...part,
  };
}

const buyerOf = (buyerId: string) => ({
  buyerId,
  firstName: "Mia",
  lastName: null,
  email: null,
  consent: "subscribed" as const,
  countryCode: "GB",
  province: null,
  city: null,
});

/** What Shopify's books say now. @returns the order whose webhook will come, if one does */
function happen(event: Event, updatedAt: Date): string | null {
  if (event.kind === "merged") return null;
  const id = `${run}${event.order}`;
  const before = truth.get(id);
  if (event.kind === "order") {
    const buyer = event.buyer && (mergedInto.get(event.buyer) ?? event.buyer);
    const { gift, tags, test, currency } = event;
    const placedAt = new Date(START.getTime() - event.day * DAY_MS);
    truth.set(id, anOrder(id, { buyer: buyer ? buyerOf(buyer) : null, placedAt, gift, tags, test, currency, updatedAt }, event.goods));
    return id;
  }
  if (!before) return null;
  const after = structuredClone(before);
  after.updatedAt = updatedAt;
  if (event.kind === "edit") after.lines[0].goodsMinor = event.goods;
  if (event.kind === "amount refunded") after.amountOnlyRefundsMinor = event.minor;
  if (event.kind === "cancelled") after.cancelledAt = updatedAt;
  truth.set(id, after);
  return id;
}

/** The summary of each buyer by the plainest code there is. */
function recomputed(): Record<string, unknown> {
  const summaries: Record<
    string,
    { orders: number; net: bigint; ordered: bigint; gifts: number; first: number | null; last: number | null }
  > = {};
  for (const order of truth.values()) {
    if (!order.buyer) continue;
    const id = mergedInto.get(order.buyer.buyerId) ?? order.buyer.buyerId;
    const net = order.lines[0].goodsMinor - order.amountOnlyRefundsMinor;
    const left =
      order.test ||
      order.cancelledAt ||
      order.tags.some((tag) => /^(staff|wholesale)$/i.test(tag)) ||
      order.currency !== "GBP" ||
      net <= 0n ||
      net > 1_000_000_000_000n;
    const summary = (summaries[id] ??= { orders: 0, net: 0n, ordered: 0n, gifts: 0, first: null, last: null });
    if (left) continue;
    const at = order.placedAt.getTime();
    summary.orders += 1;
    summary.net += net;
    summary.ordered += order.lines[0].orderedMinor;
    summary.gifts += order.gift ? 1 : 0;
    summary.first = Math.min(summary.first ?? at, at);
    summary.last = Math.max(summary.last ?? at, at);
  }
  return summaries;
}

const COLUMNS = "orders, net_spend_minor, ordered_minor, gifts, first_order_at, last_order_at";
type Row = {
  buyer_id: string;
  orders: number;
  net_spend_minor: string;
  ordered_minor: string;
  gifts: number;
  first_order_at: Date | null;
  last_order_at: Date | null;
  merged_into: string | null;
};
async function stored(): Promise<Record<string, unknown>> {
  const rows = await t.sql<Row>(`SELECT buyer_id, merged_into, ${COLUMNS} FROM buyer`);
  const gone = rows.filter((row) => row.merged_into !== null);
  expect(gone.every((row) => row.orders === 0 && row.net_spend_minor === "0")).toBe(true);
  return Object.fromEntries(
    rows
      .filter(
        (row) => row.merged_into === null && (row.orders > 0 || [...truth.values()].some((order) => order.buyer?.buyerId === row.buyer_id)),
      )
      .map((row) => [
        row.buyer_id,
        {
          orders: row.orders,
          net: BigInt(row.net_spend_minor),
          ordered: BigInt(row.ordered_minor),
          gifts: row.gifts,
          first: row.first_order_at?.getTime() ?? null,
          last: row.last_order_at?.getTime() ?? null,
        },
      ]),
  );
}

test("after any events, heard once or often and in any order, each summary is the recomputation", async () => {
  const heard = fc.array(fc.tuple(anEvent, fc.integer({ min: 0, max: 2 })), { minLength: 10, maxLength: 16, size: "max" });
  await fc.assert(
    fc.asyncProperty(heard, fc.array(fc.nat(), { maxLength: 30 }), async (events, shuffle) => {
      await t.sql("TRUNCATE orders, order_line, buyer");
      truth.clear();
      // Decisions stay for good: each run has orders of its own.
      run += 1;
      mergedInto.clear();
      const late: string[] = [];
      for (const [event, times] of events) {
        await t.clock.advance(1_000);
        const order = happen(event, t.clock.now());
        if (event.kind === "merged" && event.kept !== event.deleted && !mergedInto.has(event.kept) && !mergedInto.has(event.deleted)) {
          // Shopify's orders name the customer that was kept from then on.
          for (const one of truth.values()) if (one.buyer?.buyerId === event.deleted) one.buyer = buyerOf(event.kept);
          for (const [from, to] of mergedInto) if (to === event.deleted) mergedInto.set(from, event.kept);
          const { outcome } = await mergeBuyers(world, { keptId: event.kept, deletedId: event.deleted });
          if (outcome === "merged") mergedInto.set(event.deleted, event.kept);
        }
        if (order && times === 0) late.push(order);
        for (let i = 0; order && i < times; i++) await refreshOrder(world, { orderId: order });
      }
      // What was not heard in time is heard at last, in another order; what was never seen of a merged customer as well.
      const missed = [...late, ...truth.keys()].sort(
        (a, b) => (shuffle[Number(a.slice(3)) % 30] ?? 0) - (shuffle[Number(b.slice(3)) % 30] ?? 0),
      );
      for (const order of missed) {
        await t.clock.advance(1_000);
        await refreshOrder(world, { orderId: order });
      }
      expect(await stored()).toEqual(recomputed());
      const before = await t.sql(`SELECT buyer_id, ${COLUMNS} FROM buyer ORDER BY buyer_id`);
      await summariseAllBuyers(world);
      expect(await t.sql(`SELECT buyer_id, ${COLUMNS} FROM buyer ORDER BY buyer_id`)).toEqual(before);
    }),
    { numRuns: 25, seed: 20261127 },
  );
}, 60_000);
