/** What a percentage means in money, on an amount people can reckon with: "a friend pays £40, and £4 is yours". */
import { formatRoundMoney, shareOf } from "../money/money";
import type { Place } from "./shown";

export type MoneyExample = { pays: string; yours: string };

/** First digits that are easy to take a share of, times ten. */
const EASY = [10n, 15n, 20n, 25n, 30n, 40n, 50n, 60n, 80n, 100n];

/** The easy amount nearest to this one, in minor units; the smaller of two as near. @param amountMinor above zero */
export function easyAmount(amountMinor: bigint): bigint {
  const power = 10n ** BigInt(String(amountMinor).length - 1);
  const nearest = EASY.map((first) => (first * power) / 10n).reduce((best, one) =>
    away(one, amountMinor) < away(best, amountMinor) ? one : best,
  );
  return nearest > 0n ? nearest : amountMinor;
}
const away = (one: bigint, other: bigint): bigint => (one > other ? one - other : other - one);

/** @param usualMinor goods of a usual order here; null, and so is the example, where none is known or it brings less than the smallest coin @param leastMinor what an order must come to to count */
export function moneyExample(
  usualMinor: bigint | null,
  creditBp: number,
  { currency, locale }: Pick<Place, "currency" | "locale">,
  leastMinor = 0n,
): MoneyExample | null {
  if (usualMinor === null || usualMinor <= 0n) return null;
  const easyMinor = easyAmount(usualMinor);
  const paysMinor = easyMinor < leastMinor ? leastMinor : easyMinor;
  const yoursMinor = shareOf(paysMinor, creditBp);
  if (yoursMinor === 0n) return null;
  const write = (amountMinor: bigint) => formatRoundMoney({ amountMinor, currency }, locale);
  return { pays: write(paysMinor), yours: write(yoursMinor) };
}
