/**
 * How many units of a currency are about a US dollar, so that defaults and limits are worth roughly as much everywhere: five dollars are
 * a cup of tea, five rupiah are nothing. Rough on purpose, in steps of 1, 2 and 5 and by nobody's exchange rate: only what is off by
 * five times or more needs a line here, and nothing is ever converted by it. A currency not named counts as a dollar (the euro, the
 * pound, the franc, the real: all within a few times). Programmes that exist keep what they were made with.
 */
import { scaleOf } from "./minor-units";

const UNITS_A_DOLLAR: [units: number, currencies: string][] = [
  [0.4, "BHD KWD OMR"],
  [10, "BWP CNY CZK DKK GTQ HKD HNL MAD MOP MXN NOK SEK SZL ZAR ZMW"],
  [20, "ERN MDL MRU NAD LSL THB TWD UYU"],
  [50, "AFN BDT BTN DOP EGP GMD INR KGS MKD MUR MVR NIO NPR PHP RUB TRY UAH"],
  [100, "ALL CVE DZD ETB HTG ISK JMD JPY KES LRD RSD VUV XPF"],
  [200, "AOA DJF GYD LKR MZN PKR SSP YER"],
  [500, "AMD CDF CRC HUF KMF KZT SDG SOS XAF XOF"],
  [1_000, "ARS BIF CLP IQD KRW MMK MWK NGN RWF"],
  [2_000, "MNT TZS"],
  [5_000, "COP KHR MGA PYG UGX"],
  [10_000, "GNF UZS"],
  [20_000, "IDR LAK SLL STD VND"],
  [50_000, "IRR LBP"],
];

const units = new Map(UNITS_A_DOLLAR.flatMap(([rough, currencies]) => currencies.split(" ").map((code) => [code, rough] as const)));

/** Minor units of about so many dollars in this currency, a round sum. */
export function aboutDollars(dollars: bigint, currency: string): bigint {
  const tenths = BigInt(Math.round(10 * (units.get(currency.toUpperCase()) ?? 1)));
  return (dollars * tenths * 10n ** BigInt(scaleOf(currency))) / 10n;
}
