/**
 * As much of Shopify as a comparison asks for, stateful and strict: customers, whom orders name, discounts, gift cards, drafts and
 * store credit. Whatever else is asked of it is an error that names itself; `away` makes every call fail as a broken line does.
 */
import { declaredScopes, optionalScopes } from "~/env.server";
import {
  ShopProblem,
  type Draft,
  type MarkedThing,
  type ReadBuyer,
  type ReadOrder,
  type RewardTerms,
  type ShopPort,
  type ShopProfile,
  type StoreCreditMovement,
} from "~/ports/shop";
import { markedPages } from "./fake-marked";

export class FakeBooksShop {
  readonly buyers = new Map<string, ReadBuyer>();
  /** Order → the customer it names now; null: nobody. */
  readonly orders = new Map<string, string | null>();
  readonly discounts = new Map<string, { code: string; title: string; works: boolean; terms?: RewardTerms }>();
  readonly giftCards = new Map<string, { giftCardId: string; note: string; enabled: boolean }>();
  readonly drafts = new Map<string, Draft>();
  /** By customer. */
  readonly credits = new Map<string, StoreCreditMovement[]>();
  /** Which orders changed, and when. */
  readonly changed: { orderId: string; updatedAt: Date }[] = [];
  ordersAPage = 250;
  /** Call → how many more times it is answered before the line breaks. */
  readonly lasts = new Map<string, number>();
  /** What could be ours, to whoever asks what was made lately. */
  readonly marked: MarkedThing[] = [];
  /** Asked about these it says no. */
  readonly refuses = new Set<string>();
  /** Calls that say "try later" the next time, and are answered after it. */
  readonly busyOnce = new Set<string>();
  readonly calls: string[] = [];
  away: ShopProblem | null = null;

  knows(...buyerIds: string[]): void {
    for (const buyerId of buyerIds) this.buyers.set(buyerId, person(buyerId));
  }

  port(): ShopPort {
    const known: Partial<ShopPort> = {
      readProfile: () => this.#answer("readProfile", "", () => PROFILE),
      // Nobody says how they can be reached: people are not told apart by it here.
      readContacts: () => this.#answer("readContacts", "", () => []),
      readChangedOrders: ({ since, after }) =>
        this.#answer("readChangedOrders", "", () => {
          const from = this.changed
            .filter(({ updatedAt }) => updatedAt >= since)
            .sort((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime());
          const at = from.findIndex(({ orderId }) => orderId === after) + 1;
          const orders = from.slice(at, at + this.ordersAPage);
          return { orders, next: at + this.ordersAPage < from.length ? orders.at(-1)!.orderId : null };
        }),
      readDisputedOrders: () => this.#answer("readDisputedOrders", "", () => ({ orders: [], next: null })),
      readBuyer: (buyerId) => this.#answer("readBuyer", buyerId, () => this.buyers.get(buyerId) ?? null),
      readBuyers: (buyerIds) =>
        this.#answer("readBuyers", "", () => {
          if (buyerIds.length === 0 || buyerIds.length > 100) throw new Error(`${buyerIds.length} customers at once`);
          return buyerIds.map((id) => this.buyers.get(id) ?? null);
        }),
      readOrder: (orderId) =>
        this.#answer("readOrder", orderId, () => {
          const buyerId = this.orders.get(orderId);
          if (buyerId === undefined) return null;
          // Only whom it names is asked for here.
          return { orderId, buyer: buyerId === null ? null : this.buyers.get(buyerId)! } as ReadOrder;
        }),
      findOrders: (orderIds) =>
        this.#answer("findOrders", "", () => {
          if (orderIds.length === 0 || orderIds.length > 250) throw new Error(`${orderIds.length} orders at once`);
          return orderIds.filter((orderId) => this.orders.has(orderId));
        }),
      readDiscountState: (id) =>
        this.#answer("readDiscountState", id, () => {
          const found = this.discounts.get(id);
          return !found ? "gone" : found.works ? "working" : "ended";
        }),
      readRewardDiscount: (id) =>
        this.#answer("readRewardDiscount", id, () => {
          const found = this.discounts.get(id);
          if (!found?.works) return found ? "ended" : "gone";
          if (!found.terms) throw new Error(`The fake shop for comparisons was not told what ${found.code} gives`);
          return found.terms;
        }),
      readOffer: () => Promise.resolve(null),
      // Friends' discounts of an earlier installation: there are none here.
      readActiveDiscounts: () => Promise.resolve({ discounts: [], next: null }),
      readCodes: () => Promise.resolve({ codes: [], next: null }),
      findDiscountByCode: (code) =>
        this.#answer("findDiscountByCode", code, () => {
          const [id, found] = [...this.discounts].find(([, one]) => one.code === code) ?? [];
          return found && id ? { discountId: id, title: found.title } : null;
        }),
      findGiftCard: ({ code, note }) =>
        this.#answer("findGiftCard", code, () => {
          const card = this.giftCards.get(code);
          return card && card.note === note ? { giftCardId: card.giftCardId, enabled: card.enabled } : null;
        }),
      findDraft: (tag) => this.#answer("findDraft", tag, () => this.drafts.get(tag) ?? null),
      readMarked: (input) => this.#answer("readMarked", "", () => markedPages(this.marked, input)),
      readStoreCredit: ({ buyerId }) => this.#answer("readStoreCredit", buyerId, () => this.credits.get(buyerId) ?? []),
    };
    return new Proxy(known as ShopPort, {
      get: (port, name, self) => {
        if (typeof name === "string" && !(name in port)) throw new Error(`The fake shop for comparisons has no ${name}`);
        return Reflect.get(port, name, self) as unknown;
      },
    });
  }

  async #answer<T>(call: string, about: string, work: () => T): Promise<T> {
    this.calls.push(call);
    if (this.away) throw this.away;
    if (this.busyOnce.delete(call)) throw new ShopProblem("try later", "Shopify is busy");
    const left = this.lasts.get(call);
    if (left === 0) throw new ShopProblem("try later", "The line broke.");
    if (left !== undefined) this.lasts.set(call, left - 1);
    if (this.refuses.has(about)) throw new ShopProblem("refused", "Access denied.");
    return work();
  }
}

/** Every scope is granted. */
const PROFILE: ShopProfile = {
  name: "A store",
  email: "owner@store.example",
  postalAddress: "1 High Street, Leeds",
  currency: "GBP",
  ianaTimezone: "Europe/London",
  countryCode: "GB",
  storefrontUrl: "https://store.example",
  proxyPrefix: "/apps/regulars",
  planName: "Basic",
  scopes: [...declaredScopes, ...optionalScopes],
};

export const person = (buyerId: string, changes: Partial<ReadBuyer> = {}): ReadBuyer => ({
  ...{ buyerId, firstName: null, lastName: null, email: null, consent: "subscribed" as const },
  ...{ countryCode: null, province: null, city: null },
  ...changes,
});
