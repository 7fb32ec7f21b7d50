/** The shop's own record: what a history lets us know about it (currency, country, tax), and plain choices for the rest. */
import type { Id, Instant, ShopRecord } from "../books.ts";
import type { HistoricOrder } from "./history.ts";
import { findCountry } from "./places.ts";
import { shippingMinorOf } from "./simulate-store.ts";

const NEW_ORDERS_TAX_RATE = 0.2;

/** @param orders at least one, all in one currency. */
export function shopOfHistory(orders: HistoricOrder[], known: { id: Id; name: string; origin: string; createdAt: Instant }): ShopRecord {
  const home = findCountry(mostOrdersCountry(orders)) ?? findCountry("GB")!;
  const taxed = orders.filter((order) => order.taxRate > 0);
  const included = taxed.filter((order) => order.taxesIncluded).length;
  return {
    ...known,
    domain: "regulars-demo.myshopify.com",
    email: "hello@regulars-demo.example",
    ownerName: "Robin Ashdown",
    currency: orders[0]!.currency,
    ianaTimezone: home.timeZone,
    countryCode: home.code,
    addressLines: ["12 Market Row", home.cities[0]!.split("|")[0]!, home.name],
    // Where the past shows no tax, prices are taken to hold it, as shoppers in most countries expect.
    taxesIncluded: taxed.length === 0 || included * 2 >= taxed.length,
    taxRate: taxed.length === 0 ? NEW_ORDERS_TAX_RATE : medianRate(taxed),
    shippingMinor: shippingMinorOf(orders[0]!.currency),
    // The demo lives weeks in minutes: a Basic plan's call limit, right for real time, would only make it wait.
    planName: "Shopify Plus",
    newCustomerAccounts: true,
    sellsSubscriptions: false,
  };
}

function mostOrdersCountry(orders: HistoricOrder[]): string | null {
  const counts = new Map<string, number>();
  for (const { country } of orders) if (country !== null) counts.set(country, (counts.get(country) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

function medianRate(orders: HistoricOrder[]): number {
  const rates = orders.map((order) => order.taxRate).sort((a, b) => a - b);
  return rates[Math.floor(rates.length / 2)]!;
}
