/**
 * The products a store sells, and their way into the books. For a loaded history the catalogue is what the orders sold: one
 * product per SKU (or per title where there is no SKU) with its latest title and its latest price above nothing; the
 * prices on the order lines stay as they were.
 */
import type { Books, Id, Minor } from "../books.ts";
import { collectionByTitle, inventStockFacts } from "./enrich.ts";
import type { HistoricOrder } from "./history.ts";

export type CatalogueItem = {
  /** What order lines name it by. */
  key: string;
  sku: string | null;
  title: string;
  description: string;
  vendor: string;
  collections: string[];
  priceMinor: Minor;
  unitCostMinor: Minor | null;
  /** null: stock is not tracked. */
  inventory: number | null;
  taxable: boolean;
  giftCard: boolean;
  /** Milliseconds since 1970. */
  createdAt: number;
};

/** @param orders in order of time; @param seed of the unit costs and stock the file does not tell. */
export function catalogueOf(orders: HistoricOrder[], seed: string, shopName: string): CatalogueItem[] {
  const items = new Map<string, CatalogueItem>();
  for (const order of orders) {
    for (const line of order.lines) {
      const known = items.get(line.productKey);
      if (known) {
        known.title = line.title;
        if (line.unitPriceMinor > 0) known.priceMinor = line.unitPriceMinor;
        continue;
      }
      items.set(line.productKey, {
        key: line.productKey,
        sku: line.sku,
        title: line.title,
        description: "",
        vendor: line.vendor ?? shopName,
        collections: [],
        priceMinor: line.unitPriceMinor,
        unitCostMinor: null,
        inventory: null,
        taxable: line.taxable,
        giftCard: line.giftCard,
        createdAt: order.at,
      });
    }
  }
  for (const item of items.values()) {
    item.collections = [item.giftCard ? "Gifts" : collectionByTitle(item.title)];
    item.description = `${item.title}, from our ${item.collections[0]} shelf.`;
    if (!item.giftCard) Object.assign(item, inventStockFacts(seed, item.key, item.priceMinor));
  }
  return [...items.values()];
}

export type SoldItem = { productId: Id; variantId: Id };

/**
 * Writes collections, products and variants; call inside `books.batch`.
 * @param bornAt moves `createdAt` to the store's time.
 * @returns the ids by the key that order lines use.
 */
export function writeCatalogue(books: Books, items: CatalogueItem[], bornAt: (at: number) => number): Map<string, SoldItem> {
  const collections = new Map<string, Id>();
  const handles = new Set<string>();
  const sold = new Map<string, SoldItem>();
  for (const title of new Set(items.flatMap((item) => item.collections))) {
    const id = books.nextId();
    collections.set(title, id);
    books.collection.put(id, { id, handle: handleOf(title), title });
  }
  for (const item of items) {
    const productId = books.nextId();
    const variantId = books.nextId();
    const at = new Date(bornAt(item.createdAt)).toISOString();
    books.product.put(productId, {
      id: productId,
      handle: freeHandle(item, handles),
      title: item.title,
      description: item.description,
      vendor: item.vendor,
      productType: item.collections[0] ?? "",
      status: "ACTIVE",
      imageUrl: null,
      collectionIds: item.collections.map((title) => collections.get(title)!),
      variantIds: [variantId],
      giftCard: item.giftCard,
      createdAt: at,
      updatedAt: at,
    });
    books.variant.put(variantId, {
      id: variantId,
      productId,
      inventoryItemId: books.nextId(),
      title: "Default Title",
      sku: item.sku ?? "",
      priceMinor: item.priceMinor,
      unitCostMinor: item.unitCostMinor,
      inventory: item.inventory,
      taxable: item.taxable && !item.giftCard,
    });
    sold.set(item.key, { productId, variantId });
  }
  return sold;
}

/** "Set of 6 T-Lights Santa" → "set-of-6-t-lights-santa". */
function handleOf(title: string): string {
  const handle = title
    .normalize("NFD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return handle || "product";
}

function freeHandle(item: CatalogueItem, taken: Set<string>): string {
  const plain = handleOf(item.title);
  const bySku = item.sku ? `${plain}-${handleOf(item.sku)}` : plain;
  let handle = taken.has(plain) ? bySku : plain;
  for (let count = 2; taken.has(handle) && count < 100_000; count++) handle = `${bySku}-${count}`;
  taken.add(handle);
  return handle;
}
