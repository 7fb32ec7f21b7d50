/**
 * Some of Shopify's limits are in US dollars whatever the currency. Shopify converts at the day's rate; the emulator has
 * no rates, so these are round ones, written down here and good enough to meet a limit.
 */
import type { Minor } from "../books.ts";
import { scaleOf } from "./money.ts";

/** US dollars for one unit. */
const RATES: Record<string, number> = {
  USD: 1,
  EUR: 1.1,
  GBP: 1.25,
  CHF: 1.15,
  CAD: 0.75,
  AUD: 0.65,
  NZD: 0.6,
  SEK: 0.1,
  NOK: 0.1,
  DKK: 0.15,
  JPY: 0.007,
  KWD: 3.25,
};

/** @throws Error on a currency without a rate here */
export function inUsDollars(minor: Minor, currency: string): number {
  const rate = RATES[currency];
  if (rate === undefined) throw new Error(`the emulator has no rate of ${currency} to the US dollar: add one in commerce/us-dollars.ts`);
  return (minor / 10 ** scaleOf(currency)) * rate;
}
