/**
 * Minor units as GraphQL writes them: the `Money` scalar keeps the currency's decimals ("10.00"), the `Decimal` inside
 * MoneyV2 drops trailing zeros but one ("10.0"). Amounts in the buyer's currency follow the order's rate.
 */
import { GraphQLError } from "graphql";
import type { Minor, Order } from "../books.ts";
import { decimalOf, scaleOf } from "../commerce/money.ts";
import { presentmentMinor } from "../commerce/totals.ts";

export type MoneyV2 = { amount: string; currencyCode: string };
export type MoneyBag = { shopMoney: MoneyV2; presentmentMoney: MoneyV2 };

/** "10.0" for 1000 pence, "9.99" for 999. */
export function decimalText(minor: Minor, currency: string): string {
  const text = decimalOf(minor, currency);
  if (!text.includes(".")) return `${text}.0`;
  if (!text.endsWith("0")) return text;
  return text.replace(/0+$/, "").replace(/\.$/, ".0");
}

export const moneyV2 = (minor: Minor, currency: string): MoneyV2 => ({ amount: decimalText(minor, currency), currencyCode: currency });

export function moneyBag(minor: Minor, order: Pick<Order, "currency" | "presentmentCurrency" | "presentmentRate">): MoneyBag {
  const shopMoney = moneyV2(minor, order.currency);
  if (order.presentmentCurrency === order.currency) return { shopMoney, presentmentMoney: shopMoney };
  return { shopMoney, presentmentMoney: moneyV2(presentmentMinor(order, minor), order.presentmentCurrency) };
}

/** Minor units of a decimal string. @throws GraphQLError when it is finer than the currency */
export function minorOf(decimal: string, currency: string): Minor {
  const scale = scaleOf(currency);
  const [whole, fraction = ""] = decimal.replace("-", "").split(".") as [string, string?];
  const kept = fraction.replace(/0+$/, "");
  if (kept.length > scale) throw new GraphQLError(`${decimal} has more decimals than ${currency} has (${scale})`);
  const minor = Number(whole + kept.padEnd(scale, "0"));
  return decimal.startsWith("-") ? -minor : minor;
}
