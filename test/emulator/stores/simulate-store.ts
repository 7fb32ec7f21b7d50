/**
 * A store by seed: buyers arrive over eighteen months, come again and spend as the published models draw it, and their
 * money is shaped into baskets of real products. A few orders are refunded in part, cancelled, or tests, as in any store.
 */
import type { Minor } from "../books.ts";
import { scaleOf, taxWithin } from "../commerce/money.ts";
import type { CatalogueItem } from "./catalogue.ts";
import { plainOrder, type HistoricLine, type HistoricOrder } from "./history.ts";
import { seededBy, type SeededRandom } from "./seeded-random.ts";
import { drawRepeatTimes, drawSpender } from "./simulated-shoppers.ts";
import { GIFT_CARD_KEY, teaAndKitchenRange } from "./tea-and-kitchen.ts";

export const HISTORY_WEEKS = 78;
export const DEFAULT_BUYERS = 1_500;
/** A laptop holds the books in memory; more buyers than this is a load test, not a demo. */
export const MOST_BUYERS = 50_000;
const DAY_MS = 24 * 60 * 60 * 1000;
const TAX_RATE = 0.2;
/** The last weeks have no new buyers of their own, so that everybody had time for a second order. */
const ARRIVAL_WEEKS = 72;

const SHARE = { giftCard: 0.015, refund: 0.045, cancelled: 0.007, freeShipping: 0.08 };
const TEST_ORDERS = 3;
/** Where a shop of this currency is at home; elsewhere the United Kingdom. */
const HOMES: Record<string, string> = {
  GBP: "United Kingdom",
  EUR: "Ireland",
  USD: "United States",
  CAD: "Canada",
  AUD: "Australia",
  JPY: "Japan",
};
const HOME_WEIGHT = 80;
const ABROAD: [country: string, weight: number][] = [
  ["United Kingdom", 6],
  ["Ireland", 4],
  ["Germany", 4],
  ["France", 4],
  ["Netherlands", 3],
  ["United States", 3],
];

export const homeOf = (currency: string): string => HOMES[currency] ?? "United Kingdom";

/** Minor units in one unit of the models and price lists: 100 pence, 1000 fils, and 100 yen, since one yen buys nothing. */
const minorPerUnit = (currency: string): number => 10 ** (scaleOf(currency) || 2);

/** What an order costs to send: 3.95 units. */
export const shippingMinorOf = (currency: string): Minor => Math.round(3.95 * minorPerUnit(currency));

export type SimulatedStore = { catalogue: CatalogueItem[]; orders: HistoricOrder[] };

/**
 * @param now milliseconds; the history ends at the start of this day (UTC).
 * @throws when `buyers` is not a whole number from 1 to MOST_BUYERS.
 */
export function simulateStore(seed: string, buyers: number, currency: string, now: number): SimulatedStore {
  if (!Number.isInteger(buyers) || buyers < 1 || buyers > MOST_BUYERS)
    throw new Error(`a simulated store needs 1 to ${MOST_BUYERS} buyers, not ${buyers}`);
  const end = Math.floor(now / DAY_MS) * DAY_MS;
  const begin = end - HISTORY_WEEKS * 7 * DAY_MS;
  const stock = seededBy(seed, "stock");
  const scale = minorPerUnit(currency) / 100;
  const catalogue = teaAndKitchenRange({ inventory: () => stock.whole(15, 240) }, begin).map((item) => ({
    ...item,
    priceMinor: Math.round(item.priceMinor * scale),
    unitCostMinor: item.unitCostMinor === null ? null : Math.round(item.unitCostMinor * scale),
  }));
  const orders: HistoricOrder[] = [];
  for (let index = 1; index <= buyers; index++) orders.push(...ordersOfBuyer(seed, String(index), catalogue, currency, begin, end));
  orders.sort((a, b) => a.at - b.at);
  const chance = seededBy(seed, "tests");
  for (let count = 0; count < Math.min(TEST_ORDERS, orders.length); count++) chance.pick(orders).test = true;
  orders.forEach((order, index) => Object.assign(order, { number: 1001 + index, name: `#${1001 + index}` }));
  return { catalogue, orders };
}

function ordersOfBuyer(
  seed: string,
  key: string,
  catalogue: CatalogueItem[],
  currency: string,
  begin: number,
  end: number,
): HistoricOrder[] {
  const random = seededBy(seed, "buyer", key);
  const [country] = random.pickWeighted([[homeOf(currency), HOME_WEIGHT] as const, ...ABROAD], ([, weight]) => weight);
  const firstWeek = random.unit() * ARRIVAL_WEEKS;
  const spend = drawSpender(random);
  const goods = catalogue.filter((item) => !item.giftCard);
  const shelves = [...new Set(goods.map((item) => item.collections[0]!))];
  const favourites = [random.pick(shelves), random.pick(shelves)];
  const weeks = [firstWeek, ...drawRepeatTimes(random, HISTORY_WEEKS - firstWeek).map((after) => firstWeek + after)];
  return weeks.map((week) => {
    const valueMinor = Math.max(1, Math.round(spend() * minorPerUnit(currency)));
    const lines = basketNear(random, valueMinor, goods, favourites);
    if (random.happens(SHARE.giftCard))
      lines.push(
        lineOf(
          catalogue.find((item) => item.key === GIFT_CARD_KEY)!,
          1,
        ),
      );
    const shippingMinor = random.happens(SHARE.freeShipping) ? 0 : shippingMinorOf(currency);
    const at = waking(begin + week * 7 * DAY_MS, random, end);
    const order = plainOrder({
      number: 0,
      name: "",
      at,
      currency,
      customerKey: key,
      country,
      lines,
      shippingMinor,
      shippingTaxMinor: taxWithin(shippingMinor, TAX_RATE),
      taxRate: TAX_RATE,
      fulfilledAt: at + random.whole(12, 60) * 60 * 60 * 1000,
    });
    happenAfterwards(order, random);
    return order;
  });
}

/** People order by day: the day is the model's, the hour is theirs. Never after the history's end. */
function waking(at: number, random: SeededRandom, end: number): number {
  const day = Math.min(Math.floor(at / DAY_MS) * DAY_MS, end - DAY_MS);
  const hour = 7 + Math.min(15, Math.max(0, 8 + 3.5 * random.normal()));
  return day + Math.floor(hour * 3_600) * 1000;
}

/** Products worth about `valueMinor`, mostly from the buyer's favourite shelves; the last one is chosen to come closest. */
export function basketNear(random: SeededRandom, valueMinor: Minor, goods: CatalogueItem[], favourites: string[]): HistoricLine[] {
  const units = new Map<CatalogueItem, number>();
  const take = (item: CatalogueItem) => units.set(item, (units.get(item) ?? 0) + 1);
  const cheapest = Math.min(...goods.map((item) => item.priceMinor));
  let left = valueMinor;
  // A basket of 60 units is far beyond what the spend model draws; it bounds the loop.
  for (let count = 0; count < 60 && left >= 2 * cheapest; count++) {
    const fitting = goods.filter((item) => item.priceMinor <= left);
    const liked = fitting.filter((item) => favourites.includes(item.collections[0]!));
    const from = liked.length > 0 && random.happens(0.7) ? liked : fitting;
    // Dearer things are likelier the more money there is, else a large order would be forty small tins.
    const item = random.pickWeighted(from, (candidate) => Math.sqrt(candidate.priceMinor));
    take(item);
    left -= item.priceMinor;
  }
  if (units.size === 0 || left > cheapest / 2)
    take(goods.reduce((best, item) => (Math.abs(item.priceMinor - left) < Math.abs(best.priceMinor - left) ? item : best)));
  return [...units].map(([item, quantity]) => lineOf(item, quantity));
}

const lineOf = (item: CatalogueItem, quantity: number): HistoricLine => ({
  productKey: item.key,
  sku: item.sku,
  title: item.title,
  vendor: item.vendor,
  quantity,
  unitPriceMinor: item.priceMinor,
  discountMinor: 0,
  taxable: item.taxable,
  giftCard: item.giftCard,
  requiresShipping: !item.giftCard,
});

/** Some part refunds, a few cancellations with all money back. */
function happenAfterwards(order: HistoricOrder, random: SeededRandom): void {
  const totalMinor = order.lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor, 0) + order.shippingMinor;
  if (random.happens(SHARE.cancelled)) {
    const at = order.at + random.whole(1, 20) * 60 * 60 * 1000;
    Object.assign(order, { cancelledAt: at, fulfilledAt: null });
    order.refunds.push({
      at,
      lines: order.lines.map((line, index) => ({ line: index, quantity: line.quantity })),
      shippingMinor: order.shippingMinor,
      tipMinor: 0,
      totalMinor,
    });
  } else if (random.happens(SHARE.refund)) {
    const index = random.whole(0, order.lines.length - 1);
    const line = order.lines[index]!;
    if (line.giftCard) return;
    const quantity = random.whole(1, line.quantity);
    order.refunds.push({
      at: order.at + random.whole(3, 21) * DAY_MS,
      lines: [{ line: index, quantity }],
      shippingMinor: 0,
      tipMinor: 0,
      totalMinor: quantity * line.unitPriceMinor,
    });
  }
}
