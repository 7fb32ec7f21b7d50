/** What shoppers and the merchant do at the store itself, in the emulator's books: buying, refunding, cancelling, editing, paying, sending. */
import { CLICK_ATTRIBUTE } from "~/domain/order/click-attribute";
import type { Address, Customer, Order } from "../emulator/books.ts";
import { cancelOrder } from "../emulator/commerce/cancel-order.ts";
import { findCustomerByEmail } from "../emulator/commerce/customer-account.ts";
import { disputePayment } from "../emulator/commerce/dispute-payment.ts";
import { editOrder } from "../emulator/commerce/edit-order.ts";
import { fulfilOrder } from "../emulator/commerce/fulfil-order.ts";
import { markPaid } from "../emulator/commerce/mark-paid.ts";
import { placeOrder } from "../emulator/commerce/place-order.ts";
import { refundOrder } from "../emulator/commerce/refund-order.ts";
import { renewSubscription } from "../emulator/commerce/renew-subscription.ts";
import { currentShippingMinor, currentTipMinor, netPaymentMinor } from "../emulator/commerce/totals.ts";
import type { Emulator } from "../emulator/index.ts";
import type { CodeRef, LifeEvent, Purchase, Who } from "./event.ts";
import type { Living } from "./live-event.ts";
import type { Member } from "./open-shop.ts";

/** The event cannot happen here: nobody of that name, no such order. */
export class Refused extends Error {
  override name = "Refused";
}

export const STRANGERS_CODE = "SUMMER-SALE";

/** As Shopify's books have it now; one that was deleted as it last was, cancelled. null: it was never placed. */
export function orderNumbered({ orders, deleted, stage }: Living, number: number): Order | null {
  const id = orders.get(number);
  return id === undefined ? null : (stage.emulator.books.order.get(id) ?? deleted.get(id)!);
}

/** What can be bought, dearest first, and the gift card last. */
export function goodsOf({ books }: Emulator): string[] {
  const rows = [...books.variant.values()].map((variant) => ({ ...variant, giftCard: books.product.need(variant.productId).giftCard }));
  const sorted = rows.sort(
    (one, other) => Number(one.giftCard) - Number(other.giftCard) || other.priceMinor - one.priceMinor || Number(one.id) - Number(other.id),
  );
  const card = sorted.find(({ giftCard }) => giftCard);
  return [...sorted.filter(({ giftCard }) => !giftCard).slice(0, 7), ...(card ? [card] : [])].map(({ id }) => id);
}

/** A discount of the merchant's own, as many stores have one. */
export function makeStrangersCode({ books, clock }: Emulator): void {
  const [id, codeId, at] = [books.nextId(), books.nextId(), clock.iso()];
  books.discount.put(id, {
    id,
    kind: "basic",
    title: "Summer sale",
    startsAt: at,
    endsAt: null,
    deactivated: false,
    usageLimit: null,
    appliesOncePerCustomer: false,
    context: { all: true },
    items: { all: true },
    value: { percentage: 0.1 },
    combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
    minimumSubtotalMinor: null,
    tags: [],
    createdAt: at,
    updatedAt: at,
  });
  books.redeemCode.put(STRANGERS_CODE, { id: codeId, discountId: id, code: STRANGERS_CODE, usedByOrderIds: [], createdAt: at });
}

type Shopper = { customerId: string | null; email: string | null };

function shopperOf(living: Living, who: Who): Shopper {
  switch (who.who) {
    case "friend":
      return { customerId: null, email: `friend-${who.n}@friends.example` };
    case "regular": {
      const { id, email } = living.shop.regulars[who.n];
      return { customerId: living.stage.emulator.books.customer.has(id) ? id : null, email };
    }
    case "ambassador":
      return { customerId: memberAt(living, who.place).customer.id, email: memberAt(living, who.place).customer.email };
    case "ambassador as guest":
      return { customerId: null, email: memberAt(living, who.place).customer.email!.toUpperCase() };
    case "ambassador alike":
      return { customerId: null, email: memberAt(living, who.place).customer.email!.replace("@", "+friend@") };
    case "nobody":
      return { customerId: null, email: null };
  }
}

/** @param place from 0. @throws Refused where nobody has joined yet */
export function memberAt({ members }: Living, place: number): Member {
  const member = members.get(place);
  if (!member) throw new Refused(`ambassador ${place + 1} has not joined`);
  return member;
}

/** null when they have not bought yet, or were merged away. */
export function customerOf(living: Living, who: Who): Customer | null {
  const { customerId, email } = shopperOf(living, who);
  const { books } = living.stage.emulator;
  return customerId ? (books.customer.get(customerId) ?? null) : findCustomerByEmail(books, email);
}

function textOf(living: Living, ref: CodeRef): string | null {
  switch (ref.code) {
    case "share":
      return living.members.get(ref.place)?.code ?? null;
    case "click":
      return living.clicks.get(ref.click)?.code ?? null;
    case "reward":
      return living.rewards.get(ref.reward)?.code ?? null;
    case "stranger":
      return STRANGERS_CODE;
    case "made up":
      return "NOBODYS-CODE";
  }
}

/** @returns which codes took effect, by the plan's names */
export function place(living: Living, purchase: Purchase): string {
  const { emulator } = living.stage;
  const goods = goodsOf(emulator);
  const texts = purchase.codes.map((ref) => textOf(living, ref));
  const clickId = purchase.click === null ? null : living.clicks.get(purchase.click)?.clickId;
  const reward = purchase.codes.find((ref) => ref.code === "reward");
  const lines = purchase.lines.map(({ product, quantity }) => ({ variantId: goods[product % goods.length], quantity }));
  // Whoever takes a reward has its product in the cart.
  if (reward?.code === "reward") lines.push(...rewardLine(living, reward.reward));
  const order = placeOrder(
    emulator,
    {
      ...shopperOf(living, purchase.buyer),
      lines,
      codes: texts.filter((text) => text !== null),
      shippingAddress: homeOf(living, purchase.home),
      subscription: purchase.subscription,
      attributes: clickId ? [{ name: CLICK_ATTRIBUTE, value: clickId }] : [],
    },
    { paid: purchase.paid, test: purchase.test, tipMinor: purchase.tipMinor, sourceName: purchase.soldBy },
  );
  living.orders.set(purchase.order, order.id);
  if (purchase.click !== null) living.sentBy.set(purchase.order, purchase.click);
  const took = new Set(order.applications.flatMap((one) => (one.type === "discount_code" ? [one.code.toUpperCase()] : [])));
  return `placed, ${order.financialStatus}, took codes ${texts.map((text) => (text && took.has(text.toUpperCase()) ? "yes" : "no")).join(" ")}`;
}

/** A subscription's next cycle, as long as it goes on. */
export function renew(living: Living, { order: number, began, paid }: Extract<LifeEvent, { kind: "renew" }>): string {
  const { emulator } = living.stage;
  const first = emulator.books.order.get(living.orders.get(began) ?? "");
  if (!first || first.cancelledAt || first.subscriptionId !== first.id) throw new Refused("no subscription goes on");
  const order = renewSubscription(emulator, first.id, { paid });
  living.orders.set(number, order.id);
  return `renewed, ${order.financialStatus}, with ${order.applications.length} of its codes`;
}

function homeOf({ members }: Living, home: Purchase["home"]): Address | null {
  const address = home && members.get(home.place)?.customer.addresses[0];
  return address ? { ...address, ...(!home.theirName && { firstName: "Robin", lastName: "Another" }) } : null;
}

function rewardLine(living: Living, reward: number): { variantId: string; quantity: number }[] {
  const code = living.rewards.get(reward)?.code;
  const redeemCode = code && living.stage.emulator.books.redeemCode.get(code.toUpperCase());
  const discount = redeemCode ? living.stage.emulator.books.discount.get(redeemCode.discountId) : undefined;
  return discount && "variantIds" in discount.items ? discount.items.variantIds.map((variantId) => ({ variantId, quantity: 1 })) : [];
}

type Change = Extract<LifeEvent, { kind: "refund lines" | "refund amount" | "cancel" | "edit" | "pay" | "fulfil" | "bank says" }>;

export function changeOrder(living: Living, event: Change): string {
  const { emulator } = living.stage;
  const id = living.orders.get(event.order);
  if (!id || !emulator.books.order.has(id)) throw new Refused("no such order");
  const order = emulator.books.order.need(id);
  switch (event.kind) {
    case "refund lines":
      return told(refundOrder(emulator, id, event.all ? everything(order) : { lines: units(order, event.line, event.quantity) }).order);
    case "refund amount":
      return told(refundOrder(emulator, id, { lines: [], amountMinor: Math.floor(netPaymentMinor(order) * event.share) }).order);
    case "cancel":
      return told(cancelOrder(emulator, id, { refund: event.refund }));
    case "edit": {
      const goods = goodsOf(emulator);
      return told(
        editOrder(emulator, id, {
          setQuantity: [{ orderLineId: order.lines[event.line % order.lines.length].id, quantity: event.quantity }],
          ...(event.add !== null && { add: [{ variantId: goods[event.add % goods.length], quantity: 1 }] }),
        }),
      );
    }
    case "pay":
      return told(markPaid(emulator, id));
    case "fulfil":
      return told(fulfilOrder(emulator, id));
    case "bank says":
      return disputePayment(emulator, id, { status: event.status })
        .disputes!.map(({ status }) => status)
        .join(", ");
  }
}

function units(order: Order, line: number, quantity: number): { orderLineId: string; quantity: number }[] {
  const { id, currentQuantity } = order.lines[line % order.lines.length];
  return [{ orderLineId: id, quantity: Math.min(quantity, currentQuantity) }];
}

const everything = (order: Order) => ({
  lines: order.lines.filter((line) => line.currentQuantity > 0).map((line) => ({ orderLineId: line.id, quantity: line.currentQuantity })),
  shippingMinor: currentShippingMinor(order),
  tipMinor: currentTipMinor(order),
});

const told = ({ financialStatus, lines }: Order): string =>
  `${financialStatus}, ${lines.map((line) => line.currentQuantity).join("+")} units`;
