/**
 * Whose an order is, reckoned from the emulator's books and the plan alone, by code that shares nothing with the app's: the
 * first sign on the order that stands. Where a person's word or a merge came in between, nothing is reckoned.
 */
import type { Customer, Order } from "../emulator/books.ts";
import type { LifeEvent } from "./event.ts";
import type { Living } from "./live-event.ts";
import type { End } from "./read-end.ts";

const CLICK_DAYS = 30;
const DAY_MS = 86_400_000;
const PAID = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

type Expected = { winner: number | "nobody" | "under review" };

/** One sentence for each order decided otherwise. */
export function compareDecisions(living: Living, life: LifeEvent[], end: End): string[] {
  const settled = new Set(life.flatMap((event) => (event.kind === "settle" ? [event.order] : [])));
  return life.flatMap((event) => {
    if (event.kind !== "buy" || settled.has(event.order)) return [];
    const id = living.orders.get(event.order);
    const decided = end.orders[event.order];
    if (!id || !decided) return [];
    const expected = expectedOf(living, living.stage.emulator.books.order.need(id), event.click);
    if (!expected) return [];
    const has = decided.outcome === "attributed" ? decided.winner : decided.outcome === "under review" ? "under review" : "nobody";
    if (has === expected.winner) return [];
    return [`order ${event.order} is ${inWords(has)} (${decided.reason}); by Shopify's books it should be ${inWords(expected.winner)}`];
  });
}

const inWords = (winner: number | string | null): string => (typeof winner === "number" ? `ambassador ${winner}'s` : `${winner}'s`);

/** null: not reckoned. */
function expectedOf(living: Living, order: Order, click: number | null): Expected | null {
  const nobody: Expected = { winner: "nobody" };
  if (order.customerId && living.mergedCustomers.has(order.customerId)) return null;
  const codes = order.applications.flatMap((one) => (one.type === "discount_code" ? [one.code.toUpperCase()] : []));
  if (order.test || codes.some((code) => isReward(living, code)) || (order.cancelledAt && !PAID.includes(order.financialStatus)))
    return nobody;

  const claims: { place: number; clickedAt: number | null }[] = [];
  for (const code of codes) {
    const byClick = [...living.clicks.values()].find((one) => one.codeKind === "click" && one.code === code);
    const member = [...living.members.values()].find((one) => one.code === code);
    if (byClick) claims.push({ place: byClick.place, clickedAt: null });
    else if (member) claims.push({ place: member.place, clickedAt: null });
  }
  const clicked = click === null ? undefined : living.clicks.get(click);
  if (clicked) claims.push({ place: clicked.place, clickedAt: clicked.at });

  const placedAt = Date.parse(order.processedAt);
  for (const { place, clickedAt } of claims) {
    const leftAt = living.left.get(place);
    if (leftAt !== undefined && leftAt <= placedAt) continue;
    const { customer } = living.members.get(place)!;
    if (order.customerId === customer.id || sameAddress(order.email, customer.email)) continue;
    if (clickedAt !== null && (clickedAt > placedAt || placedAt - clickedAt > CLICK_DAYS * DAY_MS)) continue;
    if (hadBoughtBefore(living, order)) continue;
    if (alike(order.email, customer)) return { winner: "under review" };
    return { winner: place + 1 };
  }
  return nobody;
}

const isReward = ({ stage }: Living, code: string): boolean => {
  const redeemCode = stage.emulator.books.redeemCode.get(code);
  return (
    redeemCode !== undefined && stage.emulator.books.discount.get(redeemCode.discountId)?.title.startsWith("Regulars reward ") === true
  );
};

/** Every earlier order makes a customer, but those that were tests, cancelled or rewards. */
function hadBoughtBefore(living: Living, order: Order): boolean {
  if (!order.customerId) return false;
  return [...living.stage.emulator.books.order.values()].some(
    (other) =>
      other.customerId === order.customerId &&
      other.processedAt < order.processedAt &&
      !other.test &&
      !other.cancelledAt &&
      !other.applications.some((one) => one.type === "discount_code" && isReward(living, one.code.toUpperCase())),
  );
}

const sameAddress = (one: string | null, other: string | null): boolean => one !== null && one.toLowerCase() === other?.toLowerCase();
const withoutTag = (email: string): string => email.toLowerCase().replace(/\+[^@]*@/, "@");
const alike = (email: string | null, { email: theirs }: Customer): boolean =>
  email !== null && theirs !== null && withoutTag(email) === withoutTag(theirs);
