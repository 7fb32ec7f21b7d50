/** What a merchant keeps: the shop, what it sells, its customers, its discounts and their codes. */
import type { Minor, Id, Instant } from "./units.ts";

export type ShopRecord = {
  id: Id;
  /** xyz.myshopify.com */
  domain: string;
  name: string;
  email: string;
  ownerName: string;
  currency: string;
  ianaTimezone: string;
  countryCode: string;
  /** Whether visitors are from where the law asks for consent. Absent: they aren't. */
  consentNeeded?: boolean;
  /** The brand's cover picture, as Shopify writes addresses in Liquid: "//host/…". */
  brandPicture?: string;
  /** Where the shop is at home, line by line. */
  addressLines?: string[];
  /** Whether variant prices contain tax. */
  taxesIncluded: boolean;
  /** One flat rate for taxable goods, e.g. 0.2; the emulator models no tax regions. */
  taxRate: number;
  /** Flat shipping per order in shop currency; free shipping discounts take it to 0. */
  shippingMinor: Minor;
  planName: string;
  newCustomerAccounts: boolean;
  sellsSubscriptions: boolean;
  /** Says where the data came from, e.g. "simulated", "loaded from online-retail.orders.jsonl.gz, dates moved by 780 weeks". */
  origin: string;
  createdAt: Instant;
};

export type Collection = { id: Id; handle: string; title: string };

export type Product = {
  id: Id;
  handle: string;
  title: string;
  description: string;
  vendor: string;
  productType: string;
  status: "ACTIVE" | "ARCHIVED" | "DRAFT";
  imageUrl: string | null;
  collectionIds: Id[];
  variantIds: Id[];
  giftCard: boolean;
  createdAt: Instant;
  updatedAt: Instant;
};

export type Variant = {
  id: Id;
  productId: Id;
  inventoryItemId: Id;
  title: string;
  sku: string;
  priceMinor: Minor;
  unitCostMinor: Minor | null;
  /** null: stock is not tracked. */
  inventory: number | null;
  taxable: boolean;
};

export type Address = {
  firstName: string | null;
  lastName: string | null;
  /** Absent: none. */
  company?: string | null;
  address1: string | null;
  /** Absent: none. */
  address2?: string | null;
  city: string | null;
  province: string | null;
  zip: string | null;
  countryCode: string | null;
  country: string | null;
  phone: string | null;
};

export type MarketingState = "INVALID" | "NOT_SUBSCRIBED" | "PENDING" | "SUBSCRIBED" | "UNSUBSCRIBED";

export type Customer = {
  id: Id;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  marketingState: MarketingState;
  consentUpdatedAt: Instant | null;
  addresses: Address[];
  tags: string[];
  /** The language they read; left out: English. */
  locale?: string;
  numberOfOrders: number;
  amountSpentMinor: Minor;
  createdAt: Instant;
  updatedAt: Instant;
};

/** Which goods a discount touches. */
export type DiscountItems = { all: true } | { productIds: Id[]; variantIds: Id[]; collectionIds: Id[] };
/** Who may use it. */
export type DiscountContext = { all: true } | { customerIds: Id[] };

export type Discount = {
  /** gid://shopify/DiscountCodeNode/<id> */
  id: Id;
  kind: "basic" | "freeShipping";
  title: string;
  startsAt: Instant;
  endsAt: Instant | null;
  deactivated: boolean;
  /** Counted per code, as Shopify does. null: no limit. */
  usageLimit: number | null;
  /** Counted per code and customer (by id, or by normalised e-mail for guests). */
  appliesOncePerCustomer: boolean;
  context: DiscountContext;
  items: DiscountItems;
  value: { percentage: number } | { amountMinor: Minor; appliesOnEachItem: boolean } | { freeShipping: true };
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean; shippingDiscounts: boolean };
  minimumSubtotalMinor: Minor | null;
  /** Absent: for what is bought once only, as where nothing was said. */
  subscriptions?: { /** How many billing cycles it is on; 0: all of them. */ cycles: number };
  tags: string[];
  createdAt: Instant;
  updatedAt: Instant;
};

export type RedeemCode = {
  id: Id;
  discountId: Id;
  /** As given; looked up without regard to case. */
  code: string;
  /** Order ids that used it, in order. */
  usedByOrderIds: Id[];
  createdAt: Instant;
};

/** One discountRedeemCodeBulkAdd: asynchronous, one at a time a shop. */
export type CodeCreation = {
  id: Id;
  discountId: Id;
  codes: { code: string; redeemCodeId: Id | null; error: string | null }[];
  /** It is carried out when the emulator's clock reaches this. */
  readyAt: Instant;
  done: boolean;
  createdAt: Instant;
};

/** One discountCodeRedeemCodeBulkDelete: asynchronous; the codes go when the emulator's clock reaches `readyAt`. */
export type CodeDeletion = { id: Id; discountId: Id; redeemCodeIds: Id[]; readyAt: Instant; done: boolean; createdAt: Instant };
