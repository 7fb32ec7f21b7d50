/**
 * Fills empty books with a store: one made by seed, or one loaded from a file of past orders. The shop's record is written
 * last, so books that have one hold a whole store; what a killed filling left behind is cleared before the next one begins.
 */
import type { Books, Minor } from "../books.ts";
import type { Shelf } from "../shelf.ts";
import type { EmulatorClock } from "../clock.ts";
import { catalogueOf, writeCatalogue, type CatalogueItem } from "./catalogue.ts";
import { Refusals, type History, type LeftOut, type Refusal } from "./history.ts";
import { readOrderExport } from "./load-order-export.ts";
import { readOrdersJsonl } from "./load-orders-jsonl.ts";
import { openOrderFile } from "./order-file.ts";
import { dateShift, describeShift } from "./shift-dates.ts";
import { shopOfHistory } from "./shop-of-history.ts";
import { DEFAULT_BUYERS, simulateStore } from "./simulate-store.ts";
import { SIMULATED_SHOP_NAME } from "./tea-and-kitchen.ts";
import { writeHistory } from "./write-history.ts";

export type StoreSource =
  { kind: "simulated"; seed: string; buyers?: number; currency?: string } | { kind: "orders"; file: string; seed?: string };

export type FillReport = {
  /** As the shop's record says it. */
  origin: string;
  currency: string;
  orders: number;
  customers: number;
  lines: number;
  products: number;
  refunds: number;
  /** Price × units of all goods lines, before discounts and refunds. */
  goodsMinor: Minor;
  /** Everything given back, shipping included. */
  refundedMinor: Minor;
  leftOut: LeftOut;
  firstOrderAt: string;
  lastOrderAt: string;
  weeksMoved: number;
  /** Rows that could not be used: the first 100, and how many in all. */
  refused: Refusal[];
  refusedTotal: number;
  /** Orders kept although their sums don't add up. */
  doubts: Refusal[];
  doubtsTotal: number;
  seconds: number;
};

export type FillOptions = { onProgress?: (ordersWritten: number, ordersTotal: number) => void };

/** What a file of orders does not say is invented by this seed unless another is given. */
const FILE_SEED = "regulars";

/**
 * @throws when the books already hold a store, when the file can't be read as orders, or when it holds no usable order; the
 *   message says what to do.
 */
export async function fillStore(
  context: { books: Books; clock: EmulatorClock },
  source: StoreSource,
  options: FillOptions = {},
): Promise<FillReport> {
  const { books, clock } = context;
  const startedAt = performance.now();
  for (const shop of books.shop.values())
    throw new Error(`the books already hold the store "${shop.name}" (${shop.origin}): start with --reset for another`);
  clearUnfinished(books);
  const seed = source.seed ?? FILE_SEED;
  const now = clock.now().getTime();
  const past = source.kind === "simulated" ? simulatedPast(source, now) : await loadedPast(source.file);
  const orders = past.orders.sort((a, b) => a.at - b.at);
  const catalogue = past.catalogue ?? catalogueOf(orders, seed, past.shopName);
  const firstAt = orders[0]!.at;
  const lastAt = orders[orders.length - 1]!.at;
  const shift = dateShift(lastAt, now);
  const sold = books.batch(() => writeCatalogue(books, catalogue, shift.move));
  const written = await writeHistory(books, orders, sold, shift, seed, options.onProgress);
  const origin = source.kind === "simulated" ? `simulated by seed ${seed}` : `loaded from ${past.fileName}, ${describeShift(shift.weeks)}`;
  const currency = orders[0]!.currency;
  books.batch(() => {
    const shop = shopOfHistory(orders, {
      id: books.nextId(),
      name: past.shopName,
      origin,
      createdAt: new Date(shift.move(firstAt)).toISOString(),
    });
    books.shop.put(shop.id, shop);
  });
  return {
    origin,
    currency,
    ...written,
    products: catalogue.length,
    leftOut: past.leftOut,
    firstOrderAt: new Date(shift.move(firstAt)).toISOString(),
    lastOrderAt: new Date(shift.move(lastAt)).toISOString(),
    weeksMoved: shift.weeks,
    refused: past.refusals.shown.sort((a, b) => a.line - b.line),
    refusedTotal: past.refusals.total,
    doubts: past.doubts.shown,
    doubtsTotal: past.doubts.total,
    seconds: Math.round(performance.now() - startedAt) / 1000,
  };
}

type Past = History & { shopName: string; fileName: string; catalogue: CatalogueItem[] | null };

function simulatedPast(source: Extract<StoreSource, { kind: "simulated" }>, now: number): Past {
  const store = simulateStore(source.seed, source.buyers ?? DEFAULT_BUYERS, source.currency ?? "GBP", now);
  return {
    ...store,
    refusals: new Refusals(),
    doubts: new Refusals(),
    leftOut: { lines: 0, amountMinor: 0, refundedMinor: 0 },
    shopName: SIMULATED_SHOP_NAME,
    fileName: "",
  };
}

async function loadedPast(path: string): Promise<Past> {
  const file = await openOrderFile(path);
  const history = file.kind === "orders-jsonl" ? await readOrdersJsonl(file.bytes) : await readOrderExport(file.bytes, file.name);
  keepOneCurrency(history);
  if (history.orders.length === 0) {
    const first = history.refusals.shown[0];
    throw new Error(
      `${file.name} holds no usable order${first ? `; line ${first.line}: ${first.reason}` : ""}. Give Shopify's order export (CSV) or orders as JSON lines`,
    );
  }
  // An export doesn't name the shop; the giftware file's shop is known, an owner's own vendor is the likeliest name.
  const shopName =
    file.kind === "orders-jsonl"
      ? "Gift & Home"
      : (mostCommon(history.orders.flatMap((order) => order.lines.map((line) => line.vendor))) ?? "Your store");
  return { ...history, shopName, fileName: file.name, catalogue: null };
}

/** A shop has one currency: the one most orders are in. Orders in others are refused. */
function keepOneCurrency(history: History): void {
  const currency = mostCommon(history.orders.map((order) => order.currency));
  for (const order of history.orders) {
    if (order.currency !== currency)
      history.refusals.add(order.fileLine, `order ${order.name} is in ${order.currency}, while the store's currency is ${currency}`);
  }
  history.orders = history.orders.filter((order) => order.currency === currency);
}

function mostCommon(values: (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce<[string | null, number]>((best, entry) => (entry[1] > best[1] ? entry : best), [null, 0])[0];
}

/** Without a shop's record there is no store, so nothing here is anybody's. */
function clearUnfinished(books: Books): void {
  const empty = <T>(shelf: Shelf<T>) => {
    for (const [key] of [...shelf.entries()]) shelf.delete(key);
  };
  books.batch(() => {
    empty(books.collection);
    empty(books.product);
    empty(books.variant);
    empty(books.customer);
    empty(books.order);
  });
}
