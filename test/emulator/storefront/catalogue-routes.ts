/** Pages to look around in: home, collections, products, and the rewards page that holds the app's blocks. */
import type { Product } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { hasAppBlocks, renderAppBlocks } from "./app-blocks.ts";
import { collectionObject, productObject } from "./liquid/objects.ts";
import type { StorefrontRoute } from "./storefront-handler.ts";
import { themeResponse } from "./theme.ts";
import type { Visit } from "./visits.ts";

const PRODUCTS_PER_PAGE = 24;
const FAVOURITES = 8;

export const catalogueRoutes: StorefrontRoute = async (context, visit, request, url) => {
  const [, first, handle, more] = url.pathname.split("/");
  if (more !== undefined || !["", "collections", "products", "pages"].includes(first)) return null;
  if (request.method !== "GET") return new Response("This page is for looking: use GET.", { status: 405, headers: { allow: "GET" } });
  if (first === "") return home(context, visit, url);
  if (first === "collections") return handle ? collectionPage(context, visit, url, handle) : collectionsPage(context, visit, url);
  if (first === "products" && handle) return productPage(context, visit, url, handle);
  if (first === "pages" && handle === "rewards") return rewardsPage(context, visit, url);
  return notFound(context, visit, url);
};

function home(context: EmulatorContext, visit: Visit, url: URL): Promise<Response> {
  const products = onSale(context)
    .filter((product) => !product.giftCard)
    .slice(0, FAVOURITES);
  return themeResponse(context, visit, url, {
    template: "index",
    title: "Welcome",
    objects: { products: products.map((product) => productObject(context, product)) },
  });
}

function collectionsPage(context: EmulatorContext, visit: Visit, url: URL): Promise<Response> {
  return themeResponse(context, visit, url, {
    template: "collections",
    title: "Collections",
    objects: { collections: [...context.books.collection.values()].map(collectionObject) },
  });
}

function collectionPage(context: EmulatorContext, visit: Visit, url: URL, handle: string): Promise<Response> {
  const collection = [...context.books.collection.values()].find((each) => each.handle === handle);
  if (!collection && handle !== "all") return notFound(context, visit, url);
  const all = onSale(context).filter((product) => !collection || product.collectionIds.includes(collection.id));
  const pages = Math.max(1, Math.ceil(all.length / PRODUCTS_PER_PAGE));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(url.searchParams.get("page") ?? "1")) || 1));
  const products = all.slice((page - 1) * PRODUCTS_PER_PAGE, page * PRODUCTS_PER_PAGE).map((product) => productObject(context, product));
  const shown = collection ? collectionObject(collection) : { title: "Everything", handle: "all", url: "/collections/all" };
  return themeResponse(context, visit, url, {
    template: "collection",
    title: shown.title as string,
    objects: { collection: shown, products, page, pages },
  });
}

/** @param problem why the last attempt to buy it failed, shown beside the form. */
export function productPage(
  context: EmulatorContext,
  visit: Visit,
  url: URL,
  handle: string,
  problem: string | null = null,
): Promise<Response> {
  const product = onSale(context).find((each) => each.handle === handle);
  if (!product) return notFound(context, visit, url);
  return themeResponse(context, visit, url, {
    template: "product",
    title: product.title,
    objects: { product: productObject(context, product), problem },
    status: problem ? 422 : 200,
  });
}

async function rewardsPage(context: EmulatorContext, visit: Visit, url: URL): Promise<Response> {
  if (!hasAppBlocks(context))
    return message(context, visit, url, 404, "No rewards page yet", "The theme extension has no app block to place here.");
  const body = await renderAppBlocks(context, visit, url, "page.rewards");
  return themeResponse(context, visit, url, { template: "page.rewards", title: "Rewards", body });
}

export function notFound(context: EmulatorContext, visit: Visit, url: URL): Promise<Response> {
  return message(context, visit, url, 404, "We can't find that", "The page may have moved, or the thing is no longer sold.");
}

export function message(
  context: EmulatorContext,
  visit: Visit,
  url: URL,
  status: number,
  heading: string,
  text: string,
): Promise<Response> {
  return themeResponse(context, visit, url, { template: "message", title: heading, status, objects: { heading, text } });
}

function onSale(context: EmulatorContext): Product[] {
  return [...context.books.product.values()].filter((product) => product.status === "ACTIVE");
}
