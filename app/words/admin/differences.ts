/** In what a discount in Shopify, or the code of a reward, is not what was set or given here: a clause each. */
import type { DiscountDifference } from "~/domain/shop/reconciliation";
import { percentOf } from "~/domain/program/program";
import { day, exactMoney, plural, type HowWritten } from "./numbers";

/** One thing in which a discount in Shopify is not what was set here. */
export function inWords({ term, now, ours }: DiscountDifference, written: HowWritten): string {
  const off = (bp: string | undefined): string => `${percentOf(Number(bp))} %`;
  switch (term) {
    case "percentage":
      return `it takes off ${off(now)} instead of ${off(ours)}`;
    case "amount":
      return `it takes off a fixed amount instead of ${off(ours)}`;
    case "uses":
      return now ? `each code works ${now} ${plural(Number(now), "time", "times")} only` : "a link's code works more than once";
    case "every time":
      return "the same friend can use a code again and again";
    case "starts":
      return `it only begins on ${day(now!, written)}`;
    case "ends":
      return `it ends on ${day(now!, written)}`;
    case "minimum":
      return "an order must reach a minimum first";
    case "customers":
      return "only some customers can use it";
    case "products":
      return "it takes something off some products only";
    case "each item":
      return "it takes that off every product in the cart";
    case "subscriptions":
      return "it is on other orders of a subscription than you set";
  }
}

/** One thing in which the code of a reward is not what was given. @param currency what the reward is in; null: it is not known any more */
export function ofRewardInWords({ term, now, ours }: DiscountDifference, currency: string | null, written: HowWritten): string {
  switch (term) {
    case "amount":
      if (currency === null) return "it takes off something else than was given";
      return `it takes off ${now === undefined ? "something else" : exactMoney(now, { ...written, currency })} instead of ${exactMoney(ours!, { ...written, currency })}`;
    case "each item":
      return "it takes that off every unit in the cart, not once";
    case "uses":
      return now ? `it works ${now} times instead of once` : "it works more than once";
    case "ends":
      return `it ends on ${day(now!, written)}, before its last day`;
    case "customers":
      return ours ? "it is for another customer, so they cannot use it" : "others can use it too";
    case "products":
      return ours ? "it is for another product" : "it is for other products too";
    default:
      return inWords({ term, now, ours }, written);
  }
}
