/**
 * Shopify's own Liquid filters, as far as they are built; LiquidJS brings Liquid's. A filter that is not here is an error
 * that names it (`strictFilters`). Amounts in Liquid are hundredths of the currency, whatever its scale, as on Shopify.
 */
import type { Liquid } from "liquidjs";
import type { EmulatorContext } from "../../context.ts";
import { moneyText, scaleOf } from "../../commerce/money.ts";
import { escapeHtml } from "../../markup.ts";
import { translate, type Translations } from "./translations.ts";

export type Surface = {
  /** Where `asset_url` points. */
  assetUrl(name: string): string;
  translations: Translations;
};

/** How Liquid sees an amount: 850 for £8.50 and for ¥8.50's nonsense 850, i.e. hundredths. */
export function liquidAmount(minor: number, currency: string): number {
  return minor * 10 ** (2 - scaleOf(currency));
}

type Named = Record<string, unknown>;

/** LiquidJS hands named arguments over as [name, value] pairs after the positional ones. */
function split(args: unknown[]): { positional: unknown[]; named: Named } {
  const pairs = args.filter((arg): arg is [string, unknown] => Array.isArray(arg) && arg.length === 2 && typeof arg[0] === "string");
  return { positional: args.filter((arg) => !pairs.includes(arg as [string, unknown])), named: Object.fromEntries(pairs) };
}

export function addShopifyFilters(liquid: Liquid, context: EmulatorContext, surface: Surface): void {
  const currency = () => context.books.theShop.currency;
  const money = (hundredths: unknown): string =>
    hundredths === null || hundredths === undefined
      ? ""
      : moneyText(Math.round(Number(hundredths) / 10 ** (2 - scaleOf(currency()))), currency());
  const filters: Record<string, (value: unknown, ...args: unknown[]) => unknown> = {
    t: (key, ...args) => translate(surface.translations, String(key), split(args).named),
    money,
    money_with_currency: (value) => (money(value) === "" ? "" : `${money(value)} ${currency()}`),
    money_without_currency: (value) => money(value).replace(/[^\d.,-]/g, ""),
    money_without_trailing_zeros: (value) => money(value).replace(/\.0+$/, ""),
    asset_url: (name) => surface.assetUrl(String(name)),
    stylesheet_tag: (url) => `<link rel="stylesheet" href="${escapeHtml(String(url))}" media="all">`,
    script_tag: (url) => `<script src="${escapeHtml(String(url))}"></script>`,
    image_url: (image, ...args) => imageUrl(image, split(args).named),
    image_tag: (url, ...args) => imageTag(String(url), split(args).named),
    handle: handleize,
    handleize,
    color_contrast: (one, other) => colourContrast(String(one), String(other)),
    link_to: (text, url) => `<a href="${escapeHtml(String(url))}">${String(text)}</a>`,
    pluralize: (count, one, many) => (Number(count) === 1 ? one : many),
  };
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter);
}

function handleize(text: unknown): string {
  return String(text ?? "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
}

/** WCAG's ratio, to one decimal, of colours written as #rrggbb; Shopify knows more ways to write them. */
function colourContrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [, ...parts] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour) ?? [];
    if (!parts.length) throw new Error(`color_contrast is built for colours like #1a2b3c, not ${colour}`);
    const [red, green, blue] = parts.map((part) => {
      const share = parseInt(part, 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return Math.round(((lighter + 0.05) / (darker + 0.05)) * 10) / 10;
}

/** Shopify refuses a call without any size; so does this. */
function imageUrl(image: unknown, size: Named): string {
  if (image === null || image === undefined) throw new Error("image_url was given nothing: check the image before the filter");
  if (size.width === undefined && size.height === undefined) throw new Error("image_url needs a width or a height");
  const object = image as { src?: string; featured_image?: { src: string } };
  const source = typeof image === "string" ? image : (object.src ?? object.featured_image?.src);
  if (!source) throw new Error("image_url was given something without a picture");
  const query = new URLSearchParams(Object.entries(size).map(([name, value]) => [name, String(value)]));
  return `${source}${source.includes("?") ? "&" : "?"}${query}`;
}

/** Always with width and height, so that nothing jumps. The emulator's pictures are square. */
function imageTag(url: string, attributes: Named): string {
  const asked = new URL(url, "http://picture").searchParams;
  const width = attributes.width ?? asked.get("width") ?? asked.get("height");
  const all: Named = {
    src: url,
    alt: "",
    width,
    height: attributes.height ?? asked.get("height") ?? width,
    loading: "lazy",
    ...attributes,
  };
  const written = Object.entries(all).filter(([name, value]) => value !== null && value !== undefined && name !== "widths");
  return `<img ${written.map(([name, value]) => `${name}="${escapeHtml(String(value))}"`).join(" ")}>`;
}
