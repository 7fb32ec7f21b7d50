/**
 * What we ask of Shopify, in our own words: the adapter turns Shopify's shapes into these. Ids are the numeric part of
 * a gid, as text. Every call may throw a ShopProblem; nothing else.
 */
import type { MarkedAsked, MarkedPage, StoreCreditMovement } from "./gift";
import type { ActiveDiscounts, CodeResult, CodesPage, DiscountState, OfferTerms, RewardTerms } from "./offer";
import type { Destination, Draft } from "./parcel";

export type { MarkedAsked, MarkedPage, MarkedThing, StoreCreditMovement } from "./gift";
export type { ActiveDiscounts, CodeResult, CodesPage, DiscountState, OfferTerms, RewardTerms } from "./offer";
export type { Destination, Draft } from "./parcel";

export type ShopProfile = {
  name: string;
  email: string;
  /** One line, as Shopify writes it: commercial mail must name it. */
  postalAddress: string;
  currency: string;
  ianaTimezone: string;
  countryCode: string;
  storefrontUrl: string;
  /** Where the store serves our pages unless its merchant moved them: "/apps/regulars". */
  proxyPrefix: string;
  planName: string;
  scopes: string[];
};

/** An order as it is now, already in our words; amounts in minor units of the shop's currency. */
export type ReadOrder = {
  orderId: string;
  name: string;
  buyer: ReadBuyer | null;
  email: string | null;
  placedAt: Date;
  cancelledAt: Date | null;
  fulfilledAt: Date | null;
  paid: boolean;
  test: boolean;
  tags: string[];
  currency: string;
  financialStatus: string | null;
  sourceName: string | null;
  renewal: boolean;
  lines: ReadLine[];
  /** Goods money given back beyond what the lines say (amount-only refunds), ≥ 0. */
  amountOnlyRefundsMinor: bigint;
  /** Codes of discount applications of type discount_code, by index. Never a manual discount's title. */
  codes: string[];
  attributes: { key: string; value: string }[];
  buyerOrderIndex: number | null;
  /** The address the shopper came from before they bought, as far as Shopify knows; absent: not asked for. */
  referrer?: string | null;
  countryCode: string | null;
  province: string | null;
  gift: boolean;
  /** What became of a chargeback; null: there is none; absent: not asked for. */
  dispute?: Dispute | null;
  /** To be compared with an ambassador's, and never kept; null: not asked for. */
  contact: Contact | null;
  updatedAt: Date;
};

/** "open": the bank is looking into it; "lost": it took the payment back; "won": the payment stands. */
export type Dispute = "open" | "lost" | "won";

export type Place = {
  name: string | null;
  address1: string | null;
  address2: string | null;
  zip: string | null;
  city: string | null;
  countryCode: string | null;
  phone: string | null;
};

/** Where something goes and whom it reaches. `networks`: the internet connections it came from; in one spelling, public ones only. */
export type Contact = { places: Place[]; phone: string | null; networks: string[] };

/** A customer as they can be reached: their default address first, then at most ten others. */
export type ReadContact = { buyerId: string; name: string | null; contact: Contact };

export type ReadLine = {
  lineId: string;
  productId: string | null;
  variantId: string | null;
  title: string;
  quantity: number;
  currentQuantity: number;
  /** As ordered, after discounts, without tax. */
  orderedMinor: bigint;
  /** Now: after all discounts, without tax, refunded and removed units out. */
  goodsMinor: bigint;
  giftCard: boolean;
};

export type Consent = "subscribed" | "not subscribed" | "unsubscribed" | "pending" | "invalid" | "unknown";

export type ReadBuyer = {
  buyerId: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  consent: Consent;
  countryCode: string | null;
  province: string | null;
  city: string | null;
  /** The language they read ("de-AT"), where it was asked for. */
  locale?: string | null;
};

export type ReadVariant = {
  variantId: string;
  productId: string;
  productTitle: string;
  priceMinor: bigint;
  currency: string;
  unitCostMinor: bigint | null;
  available: boolean;
};

export type BulkState = {
  state: "preparing" | "ready" | "failed" | "cancelled";
  objects: bigint;
  url: string | null;
  bytes: bigint | null;
  /** The result is only part of what was asked for. */
  partial: boolean;
  problem: string | null;
};

/** A page of orders that changed; `next`: where the next page begins, null after the last. */
export type ChangedOrders = { orders: { orderId: string; updatedAt: Date }[]; next: string | null };

/** `next`: what the following page begins after; null: this is the last one. */
export type DisputedOrders = { orders: { orderId: string; dispute: Dispute | null }[]; next: string | null };

export type ShopPort = {
  readProfile(): Promise<ShopProfile>;
  /** null: Shopify knows no such order (or does not let us see it). */
  readOrder(orderId: string): Promise<ReadOrder | null>;
  /** Of at most 250 orders those that Shopify knows and lets us see. */
  findOrders(orderIds: string[]): Promise<string[]>;
  readBuyer(buyerId: string): Promise<ReadBuyer | null>;
  /** Of at most 25 customers; those whom Shopify does not know are left out. */
  readContacts(buyerIds: string[]): Promise<ReadContact[]>;
  /**
   * Of at most 25 customers, in their order, their default address: where createDraft sends. null without a street, and for who is not
   * known. Somebody waits for it: within seconds, or "try later".
   */
  readDestinations(buyerIds: string[]): Promise<(Destination | null)[]>;
  /** As many as are asked for, at most 100, in their order; null in place of who is not known. */
  readBuyers(buyerIds: string[]): Promise<(ReadBuyer | null)[]>;
  /** Orders that changed at `since` or later, the oldest change first; `after` is a page's `next`. */
  readChangedOrders(input: { since: Date; after: string | null }): Promise<ChangedOrders>;
  /** Orders with a chargeback that were placed at `since` or later, the oldest first; `after` is a page's `next`. */
  readDisputedOrders(input: { since: Date; after: string | null }): Promise<DisputedOrders>;
  /** Price, stock and cost at this moment; null when the product is gone. */
  readVariant(variantId: string): Promise<ReadVariant | null>;

  /** Starts a bulk operation; orders as far back as the granted scopes allow. */
  startBulkRead(what: "catalogue" | "orders"): Promise<{ operationId: string }>;
  readBulkState(operationId: string): Promise<BulkState>;
  cancelBulkRead(operationId: string): Promise<void>;
  /** The result's bytes from an offset on. */
  openBulkResult(url: string, fromByte: bigint): Promise<AsyncIterable<Uint8Array>>;

  /** Whether a discount may speak of subscriptions at all. */
  readSellsSubscriptions(): Promise<boolean>;
  /** A percentage discount on everything, once per customer; `usageLimit` counts per code. Basis points. */
  createOfferDiscount(input: {
    title: string;
    leadCode: string;
    offerBp: number;
    /** On which orders of a subscription it is; null: the store sells none. */
    subscriptions: "every order" | "first order" | null;
    usageLimit: number | null;
    startsAt: Date;
  }): Promise<{ discountId: string }>;
  /**
   * Changes the percentage, and on which orders of a subscription it is; every code the discount carries changes with it. `whole`: and
   * everything else a merchant may have changed, to what we make it with; what it combines with stays theirs.
   */
  changeOfferDiscount(
    discountId: string,
    input: {
      title: string;
      offerBp: number;
      subscriptions: "every order" | "first order" | null;
      whole: { usageLimit: number | null; startsAt: Date } | null;
    },
  ): Promise<void>;
  /** One unit of one variant free for one customer, by one code, once. */
  createRewardDiscount(input: {
    title: string;
    code: string;
    buyerId: string;
    variantId: string;
    amountMinor: bigint;
    currency: string;
    startsAt: Date;
    endsAt: Date;
  }): Promise<{ discountId: string }>;
  /** The discount that carries this code, whoever made it. */
  findDiscountByCode(code: string): Promise<{ discountId: string; title: string } | null>;
  deactivateDiscount(discountId: string): Promise<void>;
  /** On again; doing it twice does no harm. */
  activateDiscount(discountId: string): Promise<void>;
  /** Ids of orders that carry this code; a few at most. */
  findOrdersByCode(code: string): Promise<string[]>;
  /** A page of the discounts by code that work now and whose title begins so, the oldest first; `after` is a page's `next`. */
  readActiveDiscounts(input: { title: string; after: string | null }): Promise<ActiveDiscounts>;
  readDiscountState(discountId: string): Promise<DiscountState>;
  /** null: it is not there, is not of the kind we make, or no longer works. */
  readOffer(discountId: string): Promise<OfferTerms | null>;
  /** Of a reward's code that was made by createRewardDiscount: what it is now, or that it no longer works. */
  readRewardDiscount(discountId: string): Promise<RewardTerms | Exclude<DiscountState, "working">>;
  /** A page of the codes on a discount of ours; `after` is a page's `next`. */
  readCodes(discountId: string, after: string | null): Promise<CodesPage>;
  /** Whether customers of this store can hold and spend store credit at all. */
  readStoreCreditOffered(): Promise<boolean>;
  /** A customer's latest movements in this currency, the newest first, at most 100; empty without an account. */
  readStoreCredit(input: { buyerId: string; currency: string }): Promise<StoreCreditMovement[]>;
  /**
   * Carries no key of ours: whoever calls it must know that no other call for this customer is under way. It is carried out
   * within a minute of being asked for, or never; so are createDraft and completeDraft.
   */
  giveStoreCredit(input: { buyerId: string; amountMinor: bigint; currency: string }): Promise<{ transactionId: string }>;
  /** `note` is what we know it by; Shopify takes a code once. */
  createGiftCard(input: {
    code: string;
    note: string;
    buyerId: string;
    amountMinor: bigint;
    currency: string;
  }): Promise<{ giftCardId: string }>;
  /** The gift card with this note whose code ends as this one's. */
  findGiftCard(input: { code: string; note: string }): Promise<{ giftCardId: string; enabled: boolean } | null>;
  deactivateGiftCard(giftCardId: string): Promise<void>;
  /** One unit of one variant, free, to the address the store has of the customer; the store pays the sending. Not sent yet. */
  createDraft(input: { buyerId: string; variantId: string; tag: string; note: string; discountTitle: string }): Promise<Draft>;
  /** By a search, which may be behind by a while. */
  findDraft(tag: string): Promise<Draft | null>;
  /** null: it was deleted. */
  readDraft(draftId: string): Promise<Draft | null>;
  /** Makes it an order. */
  completeDraft(draftId: string): Promise<{ orderId: string }>;
  deleteDraft(draftId: string): Promise<void>;
  /**
   * A page of each kind asked for, of what could be ours: discounts whose title begins with the first word of `title`, gift cards,
   * drafts. One call for all kinds. With `buyerId`, cards and drafts of this customer only; whose a discount is, Shopify does not search.
   */
  readMarked(input: { title: string; asked: MarkedAsked[]; buyerId: string | null }): Promise<MarkedPage[]>;
  /** One web pixel with our settings, whether one was there before or not. */
  putPixel(): Promise<{ pixelId: string }>;
  takePixelAway(pixelId: string): Promise<void>;
  /** Starts one asynchronous addition of at most 250 codes, within half a minute of being asked for, or never. */
  addCodes(discountId: string, codes: string[]): Promise<{ additionId: string }>;
  /** The id of this code on that discount, whatever its case; null: it does not list it. */
  findRedeemCode(discountId: string, code: string): Promise<string | null>;
  /** Takes one code from a discount, by its id; Shopify does so a moment later. */
  removeCode(discountId: string, redeemCodeId: string): Promise<void>;
  /** null while it is still running. */
  readCodeAddition(additionId: string): Promise<CodeResult[] | null>;
};

/** Why a call to Shopify did not do what we asked. `kind` says what to do about it. */
export class ShopProblem extends Error {
  readonly kind: ShopProblemKind;
  constructor(kind: ShopProblemKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ShopProblem";
    this.kind = kind;
  }
}

/** Refused, because the code it was to have exists already: ours, made a moment ago, or another's. Look before believing either. */
export class CodeTaken extends ShopProblem {
  constructor(message: string) {
    super("refused", message);
  }
}

export type ShopProblemKind =
  /** Shopify said no, with a reason an owner can read: trying again will not help. */
  | "refused"
  /** The app is no longer let in: wait for the owner to open it again. */
  | "needs permission"
  /** Busy, slow or broken before anything was done: try later. */
  | "try later"
  /** The line broke after the call may have been carried out: look before trying again. */
  | "unknown";
