/** Shopify's product shapes into ours, line by line of a bulk result. */
import { parseMinor } from "~/domain/money/money";
import { idOfGid } from "./gid";

export type CatalogueProduct = {
  productId: string;
  title: string;
  handle: string;
  imageUrl: string | null;
  status: string;
  giftCard: boolean;
};
export type CatalogueVariant = {
  variantId: string;
  productId: string;
  title: string;
  sku: string | null;
  priceMinor: bigint;
  unitCostMinor: bigint | null;
  available: boolean;
};

export type CatalogueLine =
  | { kind: "product"; product: CatalogueProduct }
  | { kind: "variant"; variant: CatalogueVariant }
  | { kind: "collection"; productId: string; title: string };

type Node = {
  id?: string;
  __parentId?: string;
  title?: string;
  handle?: string;
  status?: string;
  isGiftCard?: boolean;
  featuredMedia?: { preview?: { image?: { url?: string } | null } | null } | null;
  sku?: string | null;
  price?: string;
  availableForSale?: boolean;
  inventoryItem?: { unitCost?: { amount: string; currencyCode: string } | null } | null;
};

/** One line of the catalogue's file. Throws an error that says what is wrong with the line. */
export function parseBulkCatalogueLine(text: string, currency: string): CatalogueLine {
  const node = JSON.parse(text) as Node;
  if (typeof node.id !== "string") throw new Error("the line has no id");
  if (node.id.startsWith("gid://shopify/Product/")) {
    return {
      kind: "product",
      product: {
        productId: idOfGid(node.id),
        title: node.title ?? "",
        handle: node.handle ?? "",
        imageUrl: node.featuredMedia?.preview?.image?.url ?? null,
        status: (node.status ?? "ACTIVE").toLowerCase(),
        giftCard: node.isGiftCard ?? false,
      },
    };
  }
  if (typeof node.__parentId !== "string") throw new Error("a variant or collection without its product");
  const productId = idOfGid(node.__parentId);
  if (node.id.startsWith("gid://shopify/Collection/")) return { kind: "collection", productId, title: node.title ?? "" };
  if (!node.id.startsWith("gid://shopify/ProductVariant/")) throw new Error(`a line of an unexpected kind: ${node.id}`);
  const cost = node.inventoryItem?.unitCost;
  return {
    kind: "variant",
    variant: {
      variantId: idOfGid(node.id),
      productId,
      title: node.title ?? "",
      sku: node.sku || null,
      priceMinor: parseMinor(node.price ?? "", currency),
      unitCostMinor: cost && cost.currencyCode === currency ? parseMinor(cost.amount, currency) : null,
      available: node.availableForSale ?? false,
    },
  };
}
