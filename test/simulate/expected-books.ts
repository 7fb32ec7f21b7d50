/**
 * What the emulator's own books say the app must have come to, by code that shares nothing with the app's: what each order is
 * worth, what each buyer has bought, and which rewards' codes exist, work and were used.
 */
import type { Order } from "../emulator/books.ts";
import { lineAfterAllDiscountsBeforeTaxesMinor, refundDiscrepancyMinor } from "../emulator/commerce/totals.ts";
import { creditOf } from "../journeys/books.ts";
import { orderNumbered } from "./at-the-store.ts";
import { compareGifts, tagOf } from "./expected-gifts.ts";
import { compareRewards, REWARD_TITLE } from "./expected-rewards.ts";
import type { Living } from "./live-event.ts";
import type { End } from "./read-end.ts";

/** `duplicates`, `lost`: orders and rewards that brought more, or less, than they must. `problems`: a sentence for each thing that does not hold. */
export type Compared = { problems: string[]; duplicates: number; lost: number; differingMinor: number };

export async function compareWithBooks(living: Living, end: End): Promise<Compared> {
  const problems: string[] = [];
  let [duplicates, lost, differingMinor] = [0, 0, 0];
  const brought = new Map<number, number>();
  for (const number of living.orders.keys()) {
    const order = orderNumbered(living, number)!;
    const posted = end.orders[number];
    if (!posted) {
      problems.push(`order ${number} is in Shopify's books and not in ours`);
      lost++;
      continue;
    }
    const worth = posted.outcome === "attributed" && !takesReward(living, order) ? creditOf(order, creditBpOf(living, order)) : 0;
    const has = posted.pendingMinor + posted.earnedMinor;
    if (posted.winner !== null) brought.set(posted.winner, (brought.get(posted.winner) ?? 0) + worth);
    if (has !== worth)
      problems.push(`order ${number}: ${has} is posted, by Shopify's books it is worth ${worth} (${posted.outcome}, ${posted.reason})`);
    if (has > worth) duplicates++;
    if (has < worth) lost++;
    differingMinor += Math.abs(has - worth);
    if (posted.pendingMinor !== 0 && !isAskedBack(order))
      problems.push(`order ${number}: ${posted.pendingMinor} still waits after every return window`);
    if (posted.earnedMinor !== 0 && living.askedBackEarly.has(number) && isAskedBack(order))
      problems.push(`order ${number}: ${posted.earnedMinor} became theirs while the bank looked into the payment`);
  }
  const [codes, gifts] = [await compareRewards(living), await compareGifts(living)];
  const [tooMany, tooFew] = [
    [...codes.tooMany, ...gifts.tooMany],
    [...codes.tooFew, ...gifts.tooFew],
  ];
  problems.push(...compareAmbassadors(end, brought), ...compareBuyers(living, end), ...tooMany, ...tooFew);
  return {
    problems,
    duplicates: duplicates + tooMany.length,
    lost: lost + tooFew.length,
    differingMinor: differingMinor + gifts.differingMinor,
  };
}

/** What the owner said is no reward of theirs is none. */
export const takesReward = ({ stage, disowned }: Living, order: Order): boolean =>
  order.tags.some((tag) => /^reward-[0-9a-f]{32}$/.test(tag) && ![...disowned].some((rewardId) => tagOf(rewardId) === tag)) ||
  order.applications.some((one) => {
    if (one.type !== "discount_code" || one.discountId === null) return false;
    const rewardId = REWARD_TITLE.exec(stage.emulator.books.discount.get(one.discountId)?.title ?? "")?.[1];
    return rewardId !== undefined && !disowned.has(rewardId);
  });

/** What was promised when it was placed, however late it was heard of. */
const creditBpOf = ({ credits }: Living, { processedAt }: Order): number | undefined =>
  credits.findLast(({ from }) => from <= Date.parse(processedAt))?.creditBp;

/** The bank has not said yet what becomes of the payment. */
const isAskedBack = ({ disputes = [] }: Order): boolean =>
  disputes.some(({ status }) => status === "NEEDS_RESPONSE" || status === "UNDER_REVIEW");

/** The bank took the payment back: to the buyer's figures it is an order that was cancelled. */
export const isChargedBack = ({ disputes = [] }: Order): boolean =>
  disputes.some(({ status }) => status === "LOST" || status === "ACCEPTED");

function netGoodsMinor(order: Order): number {
  const goods = order.lines
    .filter((line) => !line.giftCard)
    .reduce((sum, line) => sum + lineAfterAllDiscountsBeforeTaxesMinor(order, line), 0);
  return goods + Math.min(0, refundDiscrepancyMinor(order));
}

/** What somebody has and took is what their orders are worth by Shopify's books, and what was forgiven; never more than they took. */
function compareAmbassadors({ ambassadors }: End, brought: Map<number, number>): string[] {
  return Object.entries(ambassadors).flatMap(([place, { pendingMinor, earnedMinor, redeemedMinor, forgivenMinor }]) => {
    const [has, worth] = [pendingMinor + earnedMinor + redeemedMinor, brought.get(Number(place)) ?? 0];
    const right = has === worth + forgivenMinor && forgivenMinor >= 0 && forgivenMinor <= redeemedMinor;
    if (right) return [];
    return [
      `ambassador ${place}: has and took ${has}, by Shopify's books their orders are worth ${worth}, and ${forgivenMinor} is forgiven`,
    ];
  });
}

function compareBuyers(living: Living, end: End): string[] {
  const { books } = living.stage.emulator;
  const sums = new Map<string, { orders: number; netMinor: number }>();
  for (const order of books.order.values()) {
    if (!order.customerId || order.test || order.cancelledAt || isChargedBack(order) || takesReward(living, order)) continue;
    const netMinor = netGoodsMinor(order);
    if (netMinor <= 0) continue;
    const sum = sums.get(order.customerId) ?? { orders: 0, netMinor: 0 };
    sums.set(order.customerId, { orders: sum.orders + 1, netMinor: sum.netMinor + netMinor });
  }
  return [...books.customer.values()].flatMap(({ id, email }) => {
    const wanted = sums.get(id) ?? { orders: 0, netMinor: 0 };
    const has = end.buyers[email?.toLowerCase() ?? `customer ${id}`] ?? { orders: 0, netMinor: 0 };
    if (has.orders === wanted.orders && has.netMinor === wanted.netMinor) return [];
    return [`buyer ${email}: ${has.orders} orders over ${has.netMinor}, by Shopify's books ${wanted.orders} over ${wanted.netMinor}`];
  });
}
