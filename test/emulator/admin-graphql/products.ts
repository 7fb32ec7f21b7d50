/** Products, variants, their stock and unit cost, collections and pictures. */
import type { Collection, Product, Variant } from "../books.ts";
import { decimalOf } from "../commerce/money.ts";
import { PICTURE_SIZE, pictureUrl } from "../storefront/product-picture.ts";
import { inOrder, searchable, type Sorts } from "./connection.ts";
import { gid, idOf } from "./gid.ts";
import { metafieldOf } from "./metafields.ts";
import { moneyV2 } from "./money.ts";
import { objectType, Typed, type ApiCall } from "./resolver.ts";
import { parseSearch, type Filters } from "./search-query.ts";

const currency = (call: ApiCall): string => call.emulator.books.theShop.currency;
const productOf = (variant: Variant, call: ApiCall): Product => call.emulator.books.product.need(variant.productId);
const variantsOf = (product: Product, call: ApiCall): Variant[] => product.variantIds.map((id) => call.emulator.books.variant.need(id));
export const isForSale = (variant: Variant, product: Product): boolean =>
  product.status === "ACTIVE" && (variant.inventory === null || variant.inventory > 0);

type Picture = { productId: string; url: string; alt: string };
const pictureOf = (product: Product, call: ApiCall): Picture => ({
  productId: product.id,
  url: new URL(pictureUrl(product), call.emulator.config.origin).href,
  alt: product.title,
});
const image = (picture: Picture) => ({
  id: gid("ImageSource", picture.productId),
  url: picture.url,
  altText: picture.alt,
  width: PICTURE_SIZE,
  height: PICTURE_SIZE,
});

const productFilters: Filters<Product> = {
  id: { kind: "number", of: (product) => product.id },
  created_at: { kind: "date", of: (product) => product.createdAt },
  updated_at: { kind: "date", of: (product) => product.updatedAt },
  status: { kind: "text", of: (product) => product.status },
  title: { kind: "text", of: (product) => product.title },
  handle: { kind: "text", of: (product) => product.handle },
  product_type: { kind: "text", of: (product) => product.productType },
  vendor: { kind: "text", of: (product) => product.vendor },
  gift_card: { kind: "text", of: (product) => String(product.giftCard) },
  collection_id: { kind: "number", of: (product) => product.collectionIds },
};
const productSorts: Sorts<Product> = {
  ID: (product) => product.id,
  CREATED_AT: (product) => product.createdAt,
  UPDATED_AT: (product) => product.updatedAt,
  TITLE: (product) => product.title.toLowerCase(),
};
const variantFilters: Filters<Variant> = {
  id: { kind: "number", of: (variant) => variant.id },
  product_id: { kind: "number", of: (variant) => variant.productId },
  sku: { kind: "text", of: (variant) => variant.sku },
};
const collectionFilters: Filters<Collection> = {
  id: { kind: "number", of: (collection) => collection.id },
  title: { kind: "text", of: (collection) => collection.title },
  handle: { kind: "text", of: (collection) => collection.handle },
};

export const productTypes = {
  Product: objectType<Product>({
    id: (product) => gid("Product", product.id),
    legacyResourceId: (product) => product.id,
    title: (product) => product.title,
    handle: (product) => product.handle,
    description: (product) => product.description,
    descriptionHtml: (product) => product.description,
    vendor: (product) => product.vendor,
    productType: (product) => product.productType,
    status: (product) => product.status,
    isGiftCard: (product) => product.giftCard,
    tags: () => [],
    createdAt: (product) => product.createdAt,
    updatedAt: (product) => product.updatedAt,
    publishedAt: (product) => (product.status === "ACTIVE" ? product.createdAt : null),
    onlineStoreUrl: (product, _args, call) =>
      product.status === "ACTIVE" ? `${call.emulator.config.origin}/products/${product.handle}` : null,
    featuredMedia: (product, _args, call) => new Typed("MediaImage", pictureOf(product, call)),
    hasOnlyDefaultVariant: (product) => product.variantIds.length === 1,
    tracksInventory: (product, _args, call) => variantsOf(product, call).some((variant) => variant.inventory !== null),
    totalInventory: (product, _args, call) => variantsOf(product, call).reduce((units, variant) => units + (variant.inventory ?? 0), 0),
    variantsCount: (product) => ({ count: product.variantIds.length, precision: "EXACT" }),
    variants: inOrder<Product, Variant>(variantsOf),
    collections: inOrder<Product, Collection>((product, call) =>
      product.collectionIds.map((id) => call.emulator.books.collection.need(id)),
    ),
    metafield: { args: ["namespace", "key"], resolve: (product, args, call) => metafieldOf(call, gid("Product", product.id), args) },
  }),
  ProductVariant: objectType<Variant>({
    id: (variant) => gid("ProductVariant", variant.id),
    legacyResourceId: (variant) => variant.id,
    title: (variant) => variant.title,
    displayName: (variant, _args, call) => `${productOf(variant, call).title} - ${variant.title}`,
    sku: (variant) => variant.sku,
    price: (variant, _args, call) => decimalOf(variant.priceMinor, currency(call)),
    compareAtPrice: () => null,
    taxable: (variant) => variant.taxable,
    position: (variant, _args, call) => productOf(variant, call).variantIds.indexOf(variant.id) + 1,
    // Shopify counts 0 where stock isn't tracked
    inventoryQuantity: (variant) => variant.inventory ?? 0,
    inventoryPolicy: () => "DENY",
    sellableOnlineQuantity: (variant) => variant.inventory ?? 0,
    inventoryItem: (variant) => variant,
    availableForSale: (variant, _args, call) => isForSale(variant, productOf(variant, call)),
    product: (variant, _args, call) => productOf(variant, call),
    createdAt: (variant, _args, call) => productOf(variant, call).createdAt,
    updatedAt: (variant, _args, call) => productOf(variant, call).updatedAt,
  }),
  InventoryItem: objectType<Variant>({
    id: (variant) => gid("InventoryItem", variant.inventoryItemId),
    sku: (variant) => variant.sku,
    tracked: (variant) => variant.inventory !== null,
    unitCost: (variant, _args, call) => (variant.unitCostMinor === null ? null : moneyV2(variant.unitCostMinor, currency(call))),
  }),
  Collection: objectType<Collection>({
    id: (collection) => gid("Collection", collection.id),
    title: (collection) => collection.title,
    handle: (collection) => collection.handle,
    products: inOrder<Collection, Product>((collection, call) =>
      [...call.emulator.books.product.values()].filter((product) => product.collectionIds.includes(collection.id)),
    ),
  }),
  MediaImage: objectType<Picture>({
    id: (picture) => gid("MediaImage", picture.productId),
    alt: (picture) => picture.alt,
    mediaContentType: () => "IMAGE",
    status: () => "READY",
    image,
    preview: (picture) => ({ status: "READY", image: image(picture) }),
  }),
};

export const productQueries = objectType<unknown>({
  product: { args: ["id"], resolve: (_root, args, call) => call.emulator.books.product.get(idOf(args.id, "Product")) ?? null },
  productVariant: {
    args: ["id"],
    resolve: (_root, args, call) => call.emulator.books.variant.get(idOf(args.id, "ProductVariant")) ?? null,
  },
  collection: { args: ["id"], resolve: (_root, args, call) => call.emulator.books.collection.get(idOf(args.id, "Collection")) ?? null },
  products: searchable<unknown, Product>(productFilters, productSorts, (_root, call) => call.emulator.books.product.values()),
  productVariants: searchable<unknown, Variant>(
    variantFilters,
    { ID: (variant) => variant.id, SKU: (variant) => variant.sku },
    (_root, call) => call.emulator.books.variant.values(),
  ),
  collections: searchable<unknown, Collection>(
    collectionFilters,
    { ID: (collection) => collection.id, TITLE: (collection) => collection.title.toLowerCase() },
    (_root, call) => call.emulator.books.collection.values(),
  ),
  productsCount: {
    args: ["query", "limit"],
    resolve: (_root, args, call) => countOf(call.emulator.books.product.values(), parseSearch(args.query, productFilters), args.limit),
  },
});

/** Shopify counts up to `limit` (10,000 unless told, null for all) and says when it stopped there. */
export function countOf<T>(
  rows: Iterable<T>,
  matches: (row: T) => boolean,
  limit: unknown,
): { count: number; precision: "EXACT" | "AT_LEAST" } {
  const most = typeof limit === "number" ? limit : limit === null ? Infinity : 10_000;
  let count = 0;
  for (const row of rows) {
    if (!matches(row)) continue;
    if (count === most) return { count, precision: "AT_LEAST" };
    count++;
  }
  return { count, precision: "EXACT" };
}
