/** Files of the storefront: the theme's style, the extension's assets (never cached, they change while one works), drawn pictures. */
import { readFileSync } from "node:fs";
import { extname } from "node:path";
import type { EmulatorContext } from "../context.ts";
import { extensionAsset } from "./app-blocks.ts";
import { drawPicture, PICTURE_SIZE } from "./product-picture.ts";
import { themeAsset } from "./theme.ts";

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

export function assetRoutes(context: EmulatorContext, request: Request, url: URL): Response | null {
  const [, extension, asset] = /^\/extensions\/([^/]+)\/assets\/([^/]+)$/.exec(url.pathname) ?? [];
  const [, theme] = /^\/assets\/([^/]+)$/.exec(url.pathname) ?? [];
  const [, picture] = /^\/cdn\/pictures\/(\d+)\.svg$/.exec(url.pathname) ?? [];
  if (!extension && !theme && !picture) return null;
  if (request.method !== "GET" && request.method !== "HEAD")
    return new Response("Use GET.", { status: 405, headers: { allow: "GET, HEAD" } });
  if (extension) {
    const path = extensionAsset(context, extension, asset);
    return path ? file(readFileSync(path), path, "no-store") : missing(url);
  }
  if (theme) {
    const text = themeAsset(theme);
    return text === null ? missing(url) : file(text, theme, "no-store");
  }
  const product = context.books.product.get(picture);
  if (!product) return missing(url);
  const width = Number(url.searchParams.get("width") ?? PICTURE_SIZE);
  const size = Number.isInteger(width) && width > 0 && width <= 4000 ? width : PICTURE_SIZE;
  return file(drawPicture(product.title, size).text, "picture.svg", "max-age=3600");
}

function file(body: string | Buffer, name: string, caching: string): Response {
  const type = TYPES[extname(name).toLowerCase()];
  if (!type) throw new Error(`the storefront serves no files like ${name}: add its type to asset-routes.ts`);
  return new Response(typeof body === "string" ? body : new Uint8Array(body), {
    headers: { "content-type": type, "cache-control": caching, "x-content-type-options": "nosniff" },
  });
}

function missing(url: URL): Response {
  return new Response(`There is no file ${url.pathname}.`, { status: 404, headers: { "content-type": "text/plain; charset=utf-8" } });
}
