/**
 * Whose an order is, reckoned from the emulator's books and the plan alone, by code that shares nothing with the app's: the
 * first sign on the order that stands. Orders of customers who became one are one customer's. An owner's word is taken as it stands.
 */
import type { Channel } from "~/domain/program/program";
import type { Customer, Order } from "../emulator/books.ts";
import { lineTaxMinor, lineTotalMinor } from "../emulator/commerce/totals.ts";
import type { LifeEvent } from "./event.ts";
import { isChargedBack, takesReward } from "./expected-books.ts";
import type { Living } from "./live-event.ts";
import type { End, OrderEnd } from "./read-end.ts";

const CLICK_DAYS = 30;
const DAY_MS = 86_400_000;
const PAID = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

/** A number is an ambassador's place, from 1. */
type Expected = { winner: number | "nobody" | "under review" };

/** One sentence for each order decided otherwise. */
export function compareDecisions(living: Living, life: LifeEvent[], end: End): string[] {
  const bought = new Map(life.flatMap((event) => (event.kind === "buy" ? [[event.order, event] as const] : [])));
  const settled = new Set(life.flatMap((event) => (event.kind === "settle" ? [event.order] : [])));
  const reckoned = new Map<number, Expected | null>();
  const verdictOn = (order: number): Expected | null => {
    // An owner's word is taken as it stands: what it means for the friend's later orders is reckoned from it.
    if (settled.has(order)) return end.orders[order] ? { winner: winnerOf(end.orders[order]) } : null;
    if (!reckoned.has(order)) {
      const id = living.orders.get(order);
      reckoned.set(order, id ? expectedOf(living, living.stage.emulator.books.order.need(id), bought.get(order)!.click, verdictOn) : null);
    }
    return reckoned.get(order)!;
  };
  return [...bought.keys()].flatMap((order) => {
    const decided = end.orders[order];
    if (settled.has(order) || !living.orders.has(order) || !decided) return [];
    const expected = verdictOn(order);
    if (!expected) return [];
    const has = winnerOf(decided);
    if (has === expected.winner) return [];
    return [`order ${order} is ${inWords(has)} (${decided.reason}); by Shopify's books it should be ${inWords(expected.winner)}`];
  });
}

const winnerOf = ({ outcome, winner }: OrderEnd): Expected["winner"] =>
  outcome === "attributed" ? (winner ?? "nobody") : outcome === "under review" ? "under review" : "nobody";

const inWords = (winner: number | string): string => (typeof winner === "number" ? `ambassador ${winner}'s` : `${winner}'s`);

function expectedOf(living: Living, order: Order, click: number | null, verdictOn: (order: number) => Expected | null): Expected {
  const nobody: Expected = { winner: "nobody" };
  const { rules } = living.shop;
  const codes = order.applications.flatMap((one) => (one.type === "discount_code" ? [one.code.toUpperCase()] : []));
  if (order.test || takesReward(living, order) || (order.cancelledAt && !PAID.includes(order.financialStatus))) return nobody;

  const placedAt = Date.parse(order.processedAt);
  // Before it was a person's, a code of that text was somebody else's.
  const claims: { place: number; clickedAt: number | null }[] = [];
  for (const code of codes) {
    const byClick = [...living.clicks.values()].find((one) => one.codeKind === "click" && one.code === code && one.at <= placedAt);
    const member = [...living.members.values()].find((one) => one.code === code && one.since <= placedAt);
    if (byClick) claims.push({ place: byClick.place, clickedAt: null });
    else if (member) claims.push({ place: member.place, clickedAt: null });
  }
  const clicked = click === null ? undefined : living.clicks.get(click);
  if (clicked) claims.push({ place: clicked.place, clickedAt: clicked.at });

  if (living.ended.some(({ from, until }) => from <= placedAt && (until === null || placedAt < until))) return nobody;
  for (const { place, clickedAt } of claims) {
    const leftAt = living.left.get(place);
    if (leftAt !== undefined && leftAt <= placedAt) continue;
    const now = living.became.get(place) ?? place;
    const customer = living.stage.emulator.books.customer.need(living.members.get(now)!.customer.id);
    if (order.customerId === customer.id || sameAddress(order.email, customer.email)) continue;
    if (clickedAt !== null && (clickedAt > placedAt || placedAt - clickedAt > CLICK_DAYS * DAY_MS)) continue;
    if (!rules.channels.includes(SOLD_AT[order.sourceName] ?? "other") || orderedMinor(order) < rules.minimumSpendMinor) continue;
    if (rules.newFriendsOnly && hadBoughtBefore(living, order)) continue;
    if (rules.friendLimit !== null) {
      const before = earlierOf(living, order).map(verdictOn);
      if (before.filter((one) => typeof one?.winner === "number").length >= rules.friendLimit) continue;
    }
    if (alike(order.email, customer) || sentHome(order, customer)) return { winner: "under review" };
    return { winner: now + 1 };
  }
  return nobody;
}

const SOLD_AT: Record<string, Channel | undefined> = { web: "online store", pos: "point of sale", shopify_draft_order: "draft orders" };

/** All units that were ever ordered, after discounts and without tax. */
function orderedMinor(order: Order): bigint {
  const goods = order.lines.filter((line) => !line.giftCard);
  return BigInt(goods.reduce((sum, line) => sum + lineTotalMinor(line) - (order.taxesIncluded ? lineTaxMinor(order, line) : 0), 0));
}

/** The numbers of the same customer's orders before this one that were not cancelled, nor taken back by a bank. */
function earlierOf(living: Living, order: Order): number[] {
  if (!order.customerId) return [];
  return [...living.orders].flatMap(([number, id]) => {
    const other = living.stage.emulator.books.order.need(id);
    return other.customerId === order.customerId && other.processedAt < order.processedAt && !other.cancelledAt && !isChargedBack(other)
      ? [number]
      : [];
  });
}

const sentHome = ({ shippingAddress: to }: Order, { addresses: [home] }: Customer): boolean =>
  !!to && !!home && to.address1 === home.address1 && to.city === home.city && to.zip === home.zip && to.countryCode === home.countryCode;

/** Every earlier order makes a customer, but those that were tests, cancelled, taken back by a bank, or rewards. */
function hadBoughtBefore(living: Living, order: Order): boolean {
  if (!order.customerId) return false;
  return [...living.stage.emulator.books.order.values()].some(
    (other) =>
      other.customerId === order.customerId &&
      other.processedAt < order.processedAt &&
      !other.test &&
      !other.cancelledAt &&
      !isChargedBack(other) &&
      !takesReward(living, other),
  );
}

const sameAddress = (one: string | null, other: string | null): boolean => one !== null && one.toLowerCase() === other?.toLowerCase();
const withoutTag = (email: string): string => email.toLowerCase().replace(/\+[^@]*@/, "@");
const alike = (email: string | null, { email: theirs }: Customer): boolean =>
  email !== null && theirs !== null && withoutTag(email) === withoutTag(theirs);
