/**
 * As much of Shopify as rewards need, stateful and strict: variants with prices, discounts whose codes are unique without
 * regard to case, what else can be given (fake-gifts.ts), and the ways a call can go wrong. Whatever else is asked of it is
 * an error that names itself.
 */
import { CodeTaken, ShopProblem, type MarkedThing, type ReadVariant, type ShopPort } from "../../app/ports/shop.ts";
import { FakeGifts } from "./fake-gifts.ts";
import { markedPages } from "./fake-marked.ts";

export type FakeDiscount = Parameters<ShopPort["createRewardDiscount"]>[0] & { discountId: string; active: boolean };

/** How the next calls go wrong, first come first served; "ok" lets one pass. */
export type Mishap =
  | "ok"
  /** Done, but the answer never came. */
  | "lost reply"
  /** Nothing was done and the answer never came. */
  | "lost request"
  | "busy"
  | "no permission"
  /** The process dies: before the call, or after it was carried out. */
  | "killed before"
  | "killed after"
  | { refused: string };

export class Killed extends Error {}

const CALLS = [
  "createRewardDiscount",
  "findDiscountByCode",
  "readVariant",
  "readDestinations",
  "deactivateDiscount",
  "findOrdersByCode",
  "readStoreCreditOffered",
  "readStoreCredit",
  "giveStoreCredit",
  "createGiftCard",
  "findGiftCard",
  "deactivateGiftCard",
  "createDraft",
  "findDraft",
  "readDraft",
  "completeDraft",
  "deleteDraft",
  "readMarked",
] as const satisfies readonly (keyof ShopPort)[];
type Call = (typeof CALLS)[number];

export class FakeRewardShop {
  readonly variants = new Map<string, ReadVariant>();
  readonly discounts: FakeDiscount[] = [];
  /** By the name of the call. */
  readonly mishaps = Object.fromEntries(CALLS.map((call): [Call, Mishap[]] => [call, []])) as Record<Call, Mishap[]>;
  /** Store credit, gift cards and draft orders: what was given, and the knobs of each. */
  readonly gifts = new FakeGifts((variantId) => this.variants.has(variantId));
  /** Code in upper case → orders that carry it, as Shopify knows them. */
  readonly ordersByCode = new Map<string, string[]>();
  /** What could be ours, to whoever asks what was made lately. */
  readonly marked: MarkedThing[] = [];
  /** Runs once, before the next call that takes something back is carried out: for what happens meanwhile. */
  beforeTakingBack: (() => Promise<void>) | null = null;
  /** Runs once, after the next look for what we made (find…, readStoreCredit) and before its answer: for what happens meanwhile. */
  afterLook: (() => Promise<void>) | null = null;

  stock({
    variantId,
    productId,
    title = "Jubilee Mug",
    priceMinor = 800n,
    unitCostMinor = null,
    available = true,
    currency = "GBP",
  }: {
    variantId: string;
    productId: string;
    title?: string;
    priceMinor?: bigint;
    unitCostMinor?: bigint | null;
    available?: boolean;
    currency?: string;
  }): void {
    this.variants.set(variantId, { variantId, productId, productTitle: title, priceMinor, unitCostMinor, available, currency });
  }

  activeFor(code: string): FakeDiscount[] {
    return this.discounts.filter((discount) => discount.active && discount.code.toUpperCase() === code.toUpperCase());
  }

  port(): ShopPort {
    const known: Pick<ShopPort, Call | "readBuyer" | "readContacts" | "readOrder"> = {
      // Who is written to is asked for; it knows nobody, so letters about rewards go to nobody.
      readBuyer: () => Promise.resolve(null),
      readContacts: () => Promise.resolve([]),
      // The order of a sent product is asked for; it shows none, as Shopify may for a while.
      readOrder: () => Promise.resolve(null),
      readVariant: (variantId) => this.#call("readVariant", () => this.variants.get(variantId) ?? null),
      findDiscountByCode: async (code) => {
        const found = await this.#look("findDiscountByCode", () => this.activeFor(code)[0] ?? null);
        return found && { discountId: found.discountId, title: found.title };
      },
      readDestinations: (buyerIds) =>
        this.#call("readDestinations", () => {
          if (!buyerIds.length || buyerIds.length > 25) throw new Error(`${buyerIds.length} customers at once`);
          return buyerIds.map((buyerId) => this.gifts.destinationOf(buyerId));
        }),
      createRewardDiscount: (input) =>
        this.#call("createRewardDiscount", () => {
          if (this.activeFor(input.code).length) throw new CodeTaken("Code must be unique. Please try a different code.");
          if (!this.variants.has(input.variantId)) throw new ShopProblem("refused", "The product of this reward no longer exists.");
          if (input.amountMinor <= 0n || input.endsAt <= input.startsAt) throw new ShopProblem("refused", "Invalid amount or dates.");
          const discountId = `discount-${this.discounts.length + 1}`;
          this.discounts.push({ ...input, discountId, active: true });
          return { discountId };
        }),
      findOrdersByCode: (code) => this.#call("findOrdersByCode", () => this.ordersByCode.get(code.toUpperCase()) ?? []),
      deactivateDiscount: (discountId) =>
        this.#takeBack("deactivateDiscount", () => {
          const discount = this.discounts.find((one) => one.discountId === discountId);
          if (!discount) throw new ShopProblem("refused", "Discount does not exist.");
          discount.active = false;
        }),
      readStoreCreditOffered: () => this.#call("readStoreCreditOffered", () => this.gifts.storeCreditOffered),
      readStoreCredit: (input) => this.#look("readStoreCredit", () => this.gifts.readStoreCredit(input)),
      giveStoreCredit: (input) => this.#call("giveStoreCredit", () => this.gifts.giveStoreCredit(input)),
      createGiftCard: (input) => this.#call("createGiftCard", () => this.gifts.createGiftCard(input)),
      findGiftCard: (input) => this.#look("findGiftCard", () => this.gifts.findGiftCard(input)),
      deactivateGiftCard: (giftCardId) => this.#takeBack("deactivateGiftCard", () => this.gifts.deactivateGiftCard(giftCardId)),
      createDraft: (input) => this.#call("createDraft", () => this.gifts.createDraft(input)),
      findDraft: (tag) => this.#look("findDraft", () => this.gifts.findDraft(tag)),
      readDraft: (draftId) => this.#call("readDraft", () => this.gifts.readDraft(draftId)),
      completeDraft: (draftId) => this.#call("completeDraft", () => this.gifts.completeDraft(draftId)),
      deleteDraft: (draftId) => this.#call("deleteDraft", () => this.gifts.deleteDraft(draftId)),
      readMarked: (input) => this.#call("readMarked", () => markedPages(this.marked, input)),
    };
    return new Proxy(known as ShopPort, {
      get: (port, name, self) => {
        if (typeof name === "string" && !(name in port)) throw new Error(`The fake shop for rewards has no ${name}`);
        return Reflect.get(port, name, self) as unknown;
      },
    });
  }

  async #look<T>(name: Call, work: () => T): Promise<T> {
    const found = await this.#call(name, work);
    const meanwhile = this.afterLook;
    this.afterLook = null;
    await meanwhile?.();
    return found;
  }

  async #takeBack<T>(name: Call, work: () => T): Promise<T> {
    const meanwhile = this.beforeTakingBack;
    this.beforeTakingBack = null;
    await meanwhile?.();
    return this.#call(name, work);
  }

  async #call<T>(name: Call, work: () => T): Promise<T> {
    const mishap = this.mishaps[name].shift() ?? "ok";
    if (mishap === "killed before") throw new Killed(`killed before ${name}`);
    if (mishap === "lost request") throw new ShopProblem("unknown", "socket hang up");
    if (mishap === "busy") throw new ShopProblem("try later", "Throttled");
    if (mishap === "no permission") throw new ShopProblem("needs permission", "The app was not let in.");
    if (typeof mishap === "object") throw new ShopProblem("refused", mishap.refused);
    const result = work();
    if (mishap === "lost reply") throw new ShopProblem("unknown", "socket hang up");
    if (mishap === "killed after") throw new Killed(`killed after ${name}`);
    return result;
  }
}
