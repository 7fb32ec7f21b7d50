import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMoney, formatRoundMoney, parseMinor, scaleOf, toDecimal } from "~/domain/money/money";
import { exampleAmount, readTwoWays, typedAmount } from "~/domain/money/typed-amount";
import { exactMoney, roundMoney } from "~/words/admin/numbers";
import { scaleOf as emulatorsScaleOf } from "../../emulator/commerce/money.ts";

/** Every currency that Shopify's API knows. */
const schema = path.resolve(import.meta.dirname, "../../emulator/shopify-schema/admin-2026-10.introspection.json.gz");
const CURRENCIES = (
  JSON.parse(gunzipSync(readFileSync(schema)).toString()) as {
    data: { __schema: { types: { name: string; enumValues: { name: string }[] | null }[] } };
  }
).data.__schema.types
  .find(({ name }) => name === "CurrencyCode")!
  .enumValues!.map(({ name }) => name)
  .filter((code) => /^[A-Z]{3}$/.test(code));

test("a currency has the digits that Shopify gives it, whatever the platform's Intl says", () => {
  const digits = (...codes: string[]) => codes.map((code) => scaleOf(code));
  expect(digits("COP", "IDR", "PKR", "LBP", "MMK", "RSD", "HUF", "TWD", "MGA", "MRU", "GBP", "USD", "EUR")).toEqual(Array(13).fill(2));
  expect(digits("JPY", "KRW", "VND", "CLP", "ISK", "UGX", "XOF", "XAF", "XPF", "PYG", "RWF")).toEqual(Array(11).fill(0));
  expect(digits("KWD", "BHD", "IQD", "JOD", "LYD", "OMR", "TND")).toEqual(Array(7).fill(3));
  expect(() => scaleOf("pounds")).toThrow(RangeError);
});

test("the app's table and the emulator's own agree on every currency of Shopify's schema", () => {
  expect(CURRENCIES.length).toBeGreaterThan(140);
  for (const currency of CURRENCIES) expect([currency, scaleOf(currency)]).toEqual([currency, emulatorsScaleOf(currency)]);
});

test("an order's price before taxes is kept to the cent in pesos, rupiah, rupees and forints", () => {
  expect(parseMinor("42016.81", "COP")).toBe(4_201_681n);
  expect(parseMinor("89189.19", "IDR")).toBe(8_918_919n);
  expect(parseMinor("849.15", "PKR")).toBe(84_915n);
  expect(parseMinor("4716.54", "HUF")).toBe(471_654n);
  expect(parseMinor("849.150", "IQD")).toBe(849_150n);
});

test("zeros below the smallest unit say nothing", () => {
  expect([parseMinor("849.0", "JPY"), parseMinor("849.00", "JPY"), parseMinor("-12.5000", "USD"), parseMinor("7", "KWD")]).toEqual([
    849n,
    849n,
    -1_250n,
    7_000n,
  ]);
});

test("digits below the smallest unit are rounded down and stop nothing, and what is given back rounds against the order", () => {
  expect([parseMinor("849.99", "JPY"), parseMinor("0.019", "USD"), parseMinor("-0.011", "USD"), parseMinor("-849.01", "JPY")]).toEqual([
    849n,
    1n,
    -2n,
    -850n,
  ]);
  expect(() => parseMinor("about 5", "USD")).toThrow("is not a decimal amount");
  expect([typedAmount("5.5", "JPY"), typedAmount("5,50", "COP"), typedAmount("5.505", "COP")]).toEqual([null, 550n, null]);
});

test("a comma before three digits is no amount where it could be two; elsewhere it is a point, as ever", () => {
  expect([typedAmount("1,500", "KWD"), typedAmount("1.500", "KWD"), typedAmount("1500", "KWD"), typedAmount("1,5", "KWD")]).toEqual([
    null,
    1_500n,
    1_500_000n,
    1_500n,
  ]);
  expect(readTwoWays(" 1,500", "KWD")).toEqual({ great: "1500", small: "1.500" });
  expect([readTwoWays("1,50", "KWD"), readTwoWays("1,500", "EUR")]).toEqual([null, null]);
});

test("an example of an amount can itself be typed, in every currency", () => {
  expect(["USD", "JPY", "KWD", "IDR"].map(exampleAmount)).toEqual(["25.00", "2500", "10.000", "500000.00"]);
  for (const currency of CURRENCIES) expect(typedAmount(exampleAmount(currency), currency)).toBeGreaterThan(0n);
});

test("what is written is read again to the unit, in every currency", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.constantFrom(...CURRENCIES), (amountMinor, currency) => {
      expect(parseMinor(toDecimal({ amountMinor, currency }), currency)).toBe(amountMinor);
    }),
    { seed: 20261128 },
  );
});

test("people read as many digits as are stored, on pages for owners and for everybody else", () => {
  for (const currency of CURRENCIES) {
    const money = { amountMinor: 10n ** BigInt(scaleOf(currency)) * 1_234n + (scaleOf(currency) ? 5n : 0n), currency };
    const [written] = formatMoney(money, "en").match(/[\d,]+(\.\d+)?/)!;
    expect([currency, (written.split(".")[1] ?? "").length]).toEqual([currency, scaleOf(currency)]);
    expect(exactMoney(String(money.amountMinor), { locale: "en", currency })).toBe(formatMoney(money, "en"));
  }
  expect(formatMoney({ amountMinor: 4_201_681n, currency: "COP" }, "es-CO")).toMatch(/42\.016,81/);
  expect(formatRoundMoney({ amountMinor: 4_201_600n, currency: "COP" }, "es-CO")).toMatch(/42\.016$/);
  expect(roundMoney("4201681", { locale: "en", currency: "COP" })).toMatch(/42,017$/);
});
