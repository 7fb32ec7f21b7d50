/**
 * The emulator's books: everything this stand-in Shopify knows, kept in memory and, when a file is given,
 * written through to SQLite so that a killed process loses nothing. They are independent of the app's data:
 * the app's ledger is checked against them. Amounts are integer minor units of the currency named beside them.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";

/** Integer minor units (pence, cents, yen). Safe below 2^53. */
export type Minor = number;
/** The numeric part of a Shopify gid, as a decimal string; ids exceed 2^53 in real life. */
export type Id = string;
/** ISO 8601 in UTC. */
export type Instant = string;

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

export type Allocation = { applicationIndex: number; amountMinor: Minor };

export type OrderLine = {
  id: Id;
  productId: Id | null;
  variantId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  /** As ordered; never falls. */
  quantity: number;
  /** After removals by edits and refunds. */
  currentQuantity: number;
  unitPriceMinor: Minor;
  /** Over `quantity` units. */
  allocations: Allocation[];
  taxable: boolean;
  taxRate: number;
  giftCard: boolean;
  requiresShipping: boolean;
};

export type DiscountApplication =
  | {
      type: "discount_code";
      code: string;
      discountId: Id | null;
      target: "line_item" | "shipping_line";
      value: { percentage: number } | { amountMinor: Minor };
      targetSelection: "all" | "entitled";
      allocationMethod: "across" | "each";
    }
  | {
      type: "manual";
      title: string;
      description: string;
      target: "line_item";
      value: { percentage: number } | { amountMinor: Minor };
      targetSelection: "all";
      allocationMethod: "across";
    }
  | {
      type: "automatic";
      title: string;
      target: "line_item";
      value: { percentage: number } | { amountMinor: Minor };
      targetSelection: "all";
      allocationMethod: "across";
    };

export type RefundRecord = {
  id: Id;
  createdAt: Instant;
  note: string | null;
  /** `restocked` absent: the units went back on the shelf. */
  lines: { id: Id; orderLineId: Id; quantity: number; subtotalMinor: Minor; taxMinor: Minor; restocked?: boolean }[];
  /** Amount-only refunds and rounding: negative for money given back beyond the lines. */
  adjustments: { id: Id; amountMinor: Minor; taxMinor: Minor; reason: "REFUND_DISCREPANCY" | "SHIPPING_REFUND" }[];
  shippingMinor: Minor;
  /** Tip given back; absent: none. */
  tipMinor?: Minor;
  /** Money that moved, all told. */
  totalMinor: Minor;
};

/** As Shopify's DisputeStatus. */
export type DisputeStatus = "ACCEPTED" | "CHARGE_REFUNDED" | "LOST" | "NEEDS_RESPONSE" | "PREVENTED" | "UNDER_REVIEW" | "WON";

export type Order = {
  id: Id;
  number: number;
  name: string;
  customerId: Id | null;
  email: string | null;
  phone: string | null;
  /** The shopper's address on the internet; absent: not known. */
  clientIp?: string | null;
  createdAt: Instant;
  processedAt: Instant;
  updatedAt: Instant;
  cancelledAt: Instant | null;
  cancelReason: string | null;
  /** Whom the payer's bank asks; absent: nobody has complained. */
  disputes?: { id: Id; initiatedAs: "CHARGEBACK" | "INQUIRY"; status: DisputeStatus }[];
  financialStatus: "PENDING" | "AUTHORIZED" | "PARTIALLY_PAID" | "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "VOIDED";
  fulfilledAt: Instant | null;
  currency: string;
  presentmentCurrency: string;
  /** presentment units per shop unit, as a decimal string; "1" when they are the same. */
  presentmentRate: string;
  taxesIncluded: boolean;
  test: boolean;
  edited: boolean;
  sourceName: string;
  /** Subscription renewals carry a selling-plan app here. */
  renewal: boolean;
  tags: string[];
  /** Absent: none. */
  note?: string | null;
  noteAttributes: { name: string; value: string }[];
  lines: OrderLine[];
  applications: DiscountApplication[];
  shippingMinor: Minor;
  shippingDiscountMinor: Minor;
  shippingTaxMinor: Minor;
  tipMinor: Minor;
  /** Money that came in, before refunds. Absent on loaded orders: then their status says all or nothing (commerce/totals.ts). */
  receivedMinor?: Minor;
  refunds: RefundRecord[];
  shippingAddress: Address | null;
  billingAddress: Address | null;
  /** 1 for this customer's first order; null when Shopify does not say. */
  customerOrderIndex: number | null;
  referringSite: string | null;
  landingSite: string | null;
};

/** One a customer and currency. What is on it is the sum of its movements. */
export type StoreCreditAccount = { id: Id; customerId: Id; currency: string; createdAt: Instant };

export type StoreCreditTransaction = {
  id: Id;
  accountId: Id;
  /** Positive for a credit, negative for a debit. */
  amountMinor: Minor;
  /** Only credits and debits are modelled: nothing expires, no debit is reverted. */
  kind: "credit" | "debit";
  event: "ADJUSTMENT" | "ORDER_PAYMENT" | "ORDER_REFUND" | "ORDER_CANCELLATION";
  createdAt: Instant;
};

export type GiftCard = {
  id: Id;
  /** In lower case; Shopify never tells it again, only its last four characters. */
  code: string;
  customerId: Id | null;
  note: string | null;
  currency: string;
  initialMinor: Minor;
  balanceMinor: Minor;
  deactivatedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};

export type DraftOrder = {
  id: Id;
  number: number;
  /** "#D1" */
  name: string;
  customerId: Id | null;
  email: string | null;
  lines: { id: Id; variantId: Id; quantity: number }[];
  tags: string[];
  note: string | null;
  /** Over all lines, never over the shipping. */
  discount: { title: string; description: string; percentage: number } | null;
  shipping: { title: string; priceMinor: Minor } | null;
  shippingAddress: Address | null;
  /** Before this Shopify is still working it out, and it can't be completed. */
  readyAt: Instant;
  /** What it became. */
  orderId: Id | null;
  completedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};

export type BulkOperation = {
  id: Id;
  query: string;
  groupObjects: boolean;
  status: "CREATED" | "RUNNING" | "COMPLETED" | "FAILED" | "CANCELED" | "CANCELING";
  errorCode: "ACCESS_DENIED" | "INTERNAL_SERVER_ERROR" | "TIMEOUT" | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  /** Name of the file in the emulator's file folder. */
  file: string | null;
  partial: boolean;
  createdAt: Instant;
  completedAt: Instant | null;
};

export type Delivery = {
  id: string;
  topic: string;
  eventId: string;
  triggeredAt: Instant;
  apiVersion: string;
  body: string;
  dueAt: Instant;
  attempts: number;
  status: "waiting" | "delivered" | "dropped" | "given up";
  lastStatus: number | null;
};

export type Installation = {
  clientId: string;
  scopes: string[];
  installedAt: Instant;
  uninstalledAt: Instant | null;
  proxyPrefix: string;
};
export type Token = {
  token: string;
  kind: "access" | "refresh";
  online: boolean;
  expiresAt: Instant | null;
  revoked: boolean;
  /** A refresh token that was used: when, and the pair it was answered with, which a retry gets again. */
  used?: { at: Instant; access: string; refresh: string };
  /** A refresh token that came out of refreshing: the one it replaces, retired when this one is used. */
  replaces?: string;
};
export type Mail = { id: string; from: string; to: string[]; subject: string; receivedAt: Instant; raw: string };
export type Metafield = { id: Id; ownerId: string; namespace: string; key: string; type: string; value: string; updatedAt: Instant };

type Kinds = {
  shop: ShopRecord;
  collection: Collection;
  product: Product;
  variant: Variant;
  customer: Customer;
  discount: Discount;
  redeemCode: RedeemCode;
  codeCreation: CodeCreation;
  codeDeletion: CodeDeletion;
  order: Order;
  storeCreditAccount: StoreCreditAccount;
  storeCreditTransaction: StoreCreditTransaction;
  giftCard: GiftCard;
  draftOrder: DraftOrder;
  bulkOperation: BulkOperation;
  delivery: Delivery;
  installation: Installation;
  token: Token;
  mail: Mail;
  metafield: Metafield;
  /** Small facts of the emulator itself, e.g. the id counter and the clock's shift. */
  note: { value: string };
};

/** A collection of one kind of record. Records are replaced whole: read, change a copy, `put` it back. */
export class Shelf<T> {
  readonly #rows = new Map<string, T>();
  readonly #write: (key: string, row: T | null) => void;
  constructor(write: (key: string, row: T | null) => void) {
    this.#write = write;
  }
  get size(): number {
    return this.#rows.size;
  }
  get(key: string): T | undefined {
    return this.#rows.get(key);
  }
  /** The record, or an error that names what is missing. */
  need(key: string): T {
    const row = this.#rows.get(key);
    if (row === undefined) throw new Error(`the emulator's books have no record ${key}`);
    return row;
  }
  has(key: string): boolean {
    return this.#rows.has(key);
  }
  put(key: string, row: T): T {
    this.#rows.set(key, row);
    this.#write(key, row);
    return row;
  }
  delete(key: string): void {
    if (this.#rows.delete(key)) this.#write(key, null);
  }
  /** In the order of first insertion. */
  values(): IterableIterator<T> {
    return this.#rows.values();
  }
  entries(): IterableIterator<[string, T]> {
    return this.#rows.entries();
  }
  /** Only for reading back from the file. */
  restore(key: string, row: T): void {
    this.#rows.set(key, row);
  }
}

const KINDS: (keyof Kinds)[] = [
  "shop",
  "collection",
  "product",
  "variant",
  "customer",
  "discount",
  "redeemCode",
  "codeCreation",
  "codeDeletion",
  "order",
  "storeCreditAccount",
  "storeCreditTransaction",
  "giftCard",
  "draftOrder",
  "bulkOperation",
  "delivery",
  "installation",
  "token",
  "mail",
  "metafield",
  "note",
];

export class Books {
  readonly shop: Shelf<ShopRecord>;
  readonly collection: Shelf<Collection>;
  readonly product: Shelf<Product>;
  readonly variant: Shelf<Variant>;
  readonly customer: Shelf<Customer>;
  readonly discount: Shelf<Discount>;
  /** Keyed by the code in upper case. */
  readonly redeemCode: Shelf<RedeemCode>;
  readonly codeCreation: Shelf<CodeCreation>;
  readonly codeDeletion: Shelf<CodeDeletion>;
  readonly order: Shelf<Order>;
  readonly storeCreditAccount: Shelf<StoreCreditAccount>;
  readonly storeCreditTransaction: Shelf<StoreCreditTransaction>;
  readonly giftCard: Shelf<GiftCard>;
  readonly draftOrder: Shelf<DraftOrder>;
  readonly bulkOperation: Shelf<BulkOperation>;
  readonly delivery: Shelf<Delivery>;
  readonly installation: Shelf<Installation>;
  readonly token: Shelf<Token>;
  readonly mail: Shelf<Mail>;
  readonly metafield: Shelf<Metafield>;
  readonly note: Shelf<{ value: string }>;

  readonly #file: DatabaseSync | null;
  readonly #upsert: StatementSync | null;
  readonly #remove: StatementSync | null;
  #inBatch = false;
  #lastId: bigint;
  #lastIdUnsaved = false;

  /** @param path SQLite file; omit for books that live in memory only (tests). */
  constructor(path?: string) {
    this.#file = path ? new DatabaseSync(path) : null;
    this.#file?.exec(
      "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE IF NOT EXISTS record (kind TEXT, key TEXT, body TEXT, PRIMARY KEY (kind, key))",
    );
    this.#upsert =
      this.#file?.prepare("INSERT INTO record VALUES (?, ?, ?) ON CONFLICT (kind, key) DO UPDATE SET body = excluded.body") ?? null;
    this.#remove = this.#file?.prepare("DELETE FROM record WHERE kind = ? AND key = ?") ?? null;
    const shelf = <K extends keyof Kinds>(kind: K) => new Shelf<Kinds[K]>((key, row) => this.#persist(kind, key, row));
    this.shop = shelf("shop");
    this.collection = shelf("collection");
    this.product = shelf("product");
    this.variant = shelf("variant");
    this.customer = shelf("customer");
    this.discount = shelf("discount");
    this.redeemCode = shelf("redeemCode");
    this.codeCreation = shelf("codeCreation");
    this.codeDeletion = shelf("codeDeletion");
    this.order = shelf("order");
    this.storeCreditAccount = shelf("storeCreditAccount");
    this.storeCreditTransaction = shelf("storeCreditTransaction");
    this.giftCard = shelf("giftCard");
    this.draftOrder = shelf("draftOrder");
    this.bulkOperation = shelf("bulkOperation");
    this.delivery = shelf("delivery");
    this.installation = shelf("installation");
    this.token = shelf("token");
    this.mail = shelf("mail");
    this.metafield = shelf("metafield");
    this.note = shelf("note");
    this.#readBack();
    this.#lastId = BigInt(this.note.get("lastId")?.value ?? "9007199254740993"); // beyond 2^53 on purpose
  }

  /** The one shop of these books. */
  get theShop(): ShopRecord {
    for (const shop of this.shop.values()) return shop;
    throw new Error("the emulator has no store yet: load or simulate one first");
  }

  /** A fresh numeric id beyond 2^53. */
  nextId(): Id {
    this.#lastId += 1n;
    // Half a million ids are drawn while a store is loaded: inside a batch the counter is saved once, with the rows that use it.
    if (this.#inBatch) this.#lastIdUnsaved = true;
    else this.#saveLastId();
    return String(this.#lastId);
  }

  /** Writes made inside reach the file together, or not at all when `work` throws (memory keeps them: stop then). */
  batch<T>(work: () => T): T {
    if (!this.#file || this.#inBatch) return work();
    this.#inBatch = true;
    this.#file.exec("BEGIN");
    try {
      const result = work();
      if (this.#lastIdUnsaved) this.#saveLastId();
      this.#file.exec("COMMIT");
      return result;
    } catch (error) {
      this.#file.exec("ROLLBACK");
      throw error;
    } finally {
      this.#inBatch = false;
    }
  }

  close(): void {
    this.#file?.close();
  }

  #saveLastId(): void {
    this.#lastIdUnsaved = false;
    this.note.put("lastId", { value: String(this.#lastId) });
  }

  #persist(kind: keyof Kinds, key: string, row: unknown): void {
    if (!this.#file) return;
    if (row === null) this.#remove!.run(kind, key);
    else this.#upsert!.run(kind, key, JSON.stringify(row));
  }

  #readBack(): void {
    if (!this.#file) return;
    for (const kind of KINDS) {
      const shelf = this[kind] as Shelf<unknown>;
      for (const row of this.#file.prepare("SELECT key, body FROM record WHERE kind = ? ORDER BY rowid").iterate(kind))
        shelf.restore(row.key as string, JSON.parse(row.body as string));
    }
  }
}
