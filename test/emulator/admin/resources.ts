/** What App Bridge's resource picker lists: products, variants or collections whose title contains the words typed. */
import type { EmulatorContext } from "../context.ts";
import { decimalOf } from "../commerce/money.ts";
import { pictureUrl } from "../storefront/product-picture.ts";

const MOST = 50;

export function pickableResources(context: EmulatorContext, type: string, query: string): object[] {
  const { books, config } = context;
  const wanted = query.trim().toLowerCase();
  const fits = (title: string) => title.toLowerCase().includes(wanted);
  const gid = (kind: string, id: string) => `gid://shopify/${kind}/${id}`;
  if (type === "collection") {
    return [...books.collection.values()]
      .filter(({ title }) => fits(title))
      .slice(0, MOST)
      .map(({ id, handle, title }) => ({ id: gid("Collection", id), handle, title }));
  }
  const products = [...books.product.values()].filter(({ status, title }) => status === "ACTIVE" && fits(title)).slice(0, MOST);
  const shaped = products.map((product) => ({
    id: gid("Product", product.id),
    handle: product.handle,
    title: product.title,
    vendor: product.vendor,
    productType: product.productType,
    status: product.status,
    images: [{ originalSrc: new URL(pictureUrl(product), config.origin).href, altText: product.title }],
    variants: product.variantIds.map((id) => {
      const variant = books.variant.need(id);
      return {
        id: gid("ProductVariant", id),
        title: variant.title,
        displayName: variant.title === "Default Title" ? product.title : `${product.title} - ${variant.title}`,
        sku: variant.sku,
        price: decimalOf(variant.priceMinor, books.theShop.currency),
        product: { id: gid("Product", product.id) },
      };
    }),
  }));
  return type === "variant"
    ? shaped.flatMap(({ variants }) => variants.map((variant) => ({ ...variant, title: variant.displayName })))
    : shaped;
}
