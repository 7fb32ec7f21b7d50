/**
 * The emulator's books: everything this stand-in Shopify knows, kept in memory and, when a file is given,
 * written through to SQLite so that a killed process loses nothing. They are independent of the app's data:
 * the app's ledger is checked against them. Amounts are integer minor units of the currency named beside them.
 */
import { DatabaseSync, type StatementSync } from "node:sqlite";
import type {
  ShopRecord,
  Collection,
  Product,
  Variant,
  Customer,
  Discount,
  RedeemCode,
  CodeCreation,
  CodeDeletion,
} from "./records/store-records.ts";
import type { Order, StoreCreditAccount, StoreCreditTransaction, GiftCard, DraftOrder } from "./records/order-records.ts";
import type { BulkOperation, Delivery, Installation, Token, Mail, Metafield } from "./records/system-records.ts";
import type { Id } from "./records/units.ts";
import { Shelf } from "./shelf.ts";

export type * from "./records/units.ts";
export type * from "./records/store-records.ts";
export type * from "./records/order-records.ts";
export type * from "./records/system-records.ts";

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
