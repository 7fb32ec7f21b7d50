/**
 * Whose an order is, reckoned from the emulator's books, the plan and what owners have said, by code that shares nothing with the
 * app's: the first sign on the order that stands, unless an owner's word does. Orders of customers who became one are one customer's.
 */
import type { Channel } from "~/domain/program/program";
import type { Customer, Order } from "../emulator/books.ts";
import { lineTaxMinor, lineTotalMinor } from "../emulator/commerce/totals.ts";
import { orderNumbered } from "./at-the-store.ts";
import { isChargedBack, takesReward } from "./expected-books.ts";
import { lastPress } from "./live-click.ts";
import type { Living } from "./live-event.ts";

const CLICK_DAYS = 30;
const DAY_MS = 86_400_000;
const PAID = ["PAID", "PARTIALLY_REFUNDED", "REFUNDED"];

/** Ambassadors by their place, from 1. `would`: whose it is, or would be if an owner said so; null: nobody is named. */
export type Expected = { winner: number | "nobody" | "under review"; would: number | null };

/** As the books and the words are at this moment; each order is reckoned once. @returns null for an order that was never placed */
export function reckon(living: Living): (order: number) => Expected | null {
  const reckoned = new Map<number, Expected | null>();
  const verdictOn = (number: number): Expected | null => {
    if (!reckoned.has(number)) {
      const order = orderNumbered(living, number);
      reckoned.set(number, order && standing(living, number, order, verdictOn));
    }
    return reckoned.get(number)!;
  };
  return verdictOn;
}

type VerdictOn = (order: number) => Expected | null;

/** An owner's no stands for ever; a yes as long as it does not turn out to be their own purchase. */
function standing(living: Living, number: number, order: Order, verdictOn: VerdictOn): Expected {
  const word = living.words.findLast((one) => one.order === number && one.came === "decided");
  if (!word) return byRules(living, number, order, verdictOn);
  // Whom it was about may go on as another by now.
  const would = word.would && nowOf(living, word.would - 1) + 1;
  if (!word.counts) return { winner: "nobody", would };
  if (isOwn(living, order, would! - 1)) return byRules(living, number, order, verdictOn);
  return { winner: would!, would };
}

type Claim = { place: number; clickedAt: number | null };

function byRules(living: Living, number: number, order: Order, verdictOn: VerdictOn): Expected {
  const claims = claimsOn(living, number, order);
  const would = claims.length ? nowOf(living, claims[0].place) + 1 : null;
  const nobody: Expected = { winner: "nobody", would };
  const { rules } = living.shop;
  if (order.test || takesReward(living, order) || (order.cancelledAt && !PAID.includes(order.financialStatus))) return nobody;

  const placedAt = Date.parse(order.processedAt);
  if (living.ended.some(({ from, until }) => from <= placedAt && (until === null || placedAt < until))) return nobody;
  for (const { place, clickedAt } of claims) {
    const leftAt = living.left.get(place);
    if (leftAt !== undefined && leftAt <= placedAt) continue;
    const now = nowOf(living, place);
    if (isOwn(living, order, now)) continue;
    if (clickedAt !== null && (clickedAt > placedAt || placedAt - clickedAt > CLICK_DAYS * DAY_MS)) continue;
    if (order.renewal && !renewalsCountAt(living, placedAt)) continue;
    if (!rules.channels.includes(SOLD_AT[order.sourceName] ?? "other") || orderedMinor(order) < rules.minimumSpendMinor) continue;
    if (rules.newFriendsOnly && !(order.renewal && beganWith(living, order, now + 1, verdictOn)) && hadBoughtBefore(living, order))
      continue;
    if (rules.friendLimit !== null && countingBefore(living, order, verdictOn) >= rules.friendLimit) continue;
    const customer = customerOf(living, now);
    if (alike(order.email, customer) || sentHome(order, customer)) return { winner: "under review", would: now + 1 };
    return { winner: now + 1, would: now + 1 };
  }
  return nobody;
}

/** Our codes in the order they were entered, then the click. Before it was a person's, a code of that text was somebody else's. */
function claimsOn(living: Living, number: number, order: Order): Claim[] {
  const placedAt = Date.parse(order.processedAt);
  const codes = order.applications.flatMap((one) => (one.type === "discount_code" ? [one.code.toUpperCase()] : []));
  const claims = codes.flatMap((code): Claim[] => {
    const byClick = [...living.clicks.values()].find((one) => one.codeKind === "click" && one.code === code && one.at <= placedAt);
    const member = [...living.members.values()].find((one) => one.code === code && one.since <= placedAt);
    const place = byClick?.place ?? member?.place;
    return place === undefined ? [] : [{ place, clickedAt: null }];
  });
  const named = living.sentBy.get(number);
  const clicked = named === undefined ? undefined : living.clicks.get(named);
  // Whichever press of a friend's the order names, their last one before it counts.
  if (clicked) claims.push({ place: clicked.place, clickedAt: (lastPress(living, clicked.first, placedAt) ?? clicked).at });
  return claims;
}

/** As whom somebody goes on. */
const nowOf = ({ became }: Living, place: number): number => became.get(place) ?? place;

const customerOf = ({ members, stage }: Living, place: number): Customer =>
  stage.emulator.books.customer.need(members.get(place)!.customer.id);

/** For certain: no owner's word makes it count for them. @param place from 0 */
export function isOwn(living: Living, order: Order, place: number): boolean {
  const { id, email } = customerOf(living, place);
  return order.customerId === id || sameAddress(order.email, email);
}

const SOLD_AT: Record<string, Channel | undefined> = {
  ...{ web: "online store", pos: "point of sale", shopify_draft_order: "draft orders" },
  // A subscription is begun at the store's own checkout.
  subscription_contract: "online store",
};

/** All units that were ever ordered, after discounts and without tax. */
function orderedMinor(order: Order): bigint {
  const goods = order.lines.filter((line) => !line.giftCard);
  return BigInt(goods.reduce((sum, line) => sum + lineTotalMinor(line) - (order.taxesIncluded ? lineTaxMinor(order, line) : 0), 0));
}

/** What the owner had said by then. */
const renewalsCountAt = ({ shop, renewals }: Living, placedAt: number): boolean =>
  (renewals.findLast(({ from }) => from <= placedAt) ?? shop.rules).renewalsCount;

/** The same customer's orders of this life before this one. */
function earlierOf(living: Living, { customerId, processedAt }: Order): { number: number; order: Order }[] {
  if (!customerId) return [];
  return [...living.orders.keys()].flatMap((number) => {
    const order = orderNumbered(living, number)!;
    return order.customerId === customerId && order.processedAt < processedAt ? [{ number, order }] : [];
  });
}

/** Of a renewal: something of this customer's before it counts for the same ambassador, or waits for the owner. */
const beganWith = (living: Living, order: Order, ambassador: number, verdictOn: VerdictOn): boolean =>
  earlierOf(living, order).some(({ number }) => {
    const verdict = verdictOn(number);
    return verdict?.winner !== "nobody" && verdict?.would === ambassador;
  });

/** How many before it count that were not cancelled, nor taken back by a bank. */
const countingBefore = (living: Living, order: Order, verdictOn: VerdictOn): number =>
  earlierOf(living, order).filter(
    ({ number, order: other }) => !other.cancelledAt && !isChargedBack(other) && typeof verdictOn(number)?.winner === "number",
  ).length;

const sentHome = ({ shippingAddress: to }: Order, { addresses: [home] }: Customer): boolean =>
  !!to && !!home && to.address1 === home.address1 && to.city === home.city && to.zip === home.zip && to.countryCode === home.countryCode;

/** Every earlier order makes a customer, but those that were tests, cancelled, deleted, taken back by a bank, or rewards. */
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
