/**
 * The Liquid objects that theme, app blocks and proxied pages see, in Shopify's shapes, as far as they are built. A property
 * that is not here is nil, as in Liquid; ids are text, since they exceed what a number holds.
 */
import { Drop } from "liquidjs";
import type { Collection, Customer, Product, Variant } from "../../books.ts";
import type { EmulatorContext } from "../../context.ts";
import { moneyText } from "../../commerce/money.ts";
import { PICTURE_SIZE, pictureUrl } from "../product-picture.ts";
import { signedIn, type Visit } from "../visits.ts";
import { priceVisit } from "../price-visit.ts";
import { liquidAmount } from "./filters.ts";

/** `template` prints and compares as "page.rewards", and knows its parts. */
class TemplateName extends Drop {
  readonly name: string;
  readonly suffix: string | null;
  readonly directory = null;
  constructor(full: string) {
    super();
    const [name, suffix] = full.split(".");
    this.name = name;
    this.suffix = suffix ?? null;
  }
  override valueOf(): string {
    return this.suffix === null ? this.name : `${this.name}.${this.suffix}`;
  }
  override toString(): string {
    return this.valueOf();
  }
}

/** What every page has. @param template e.g. "page.rewards" */
export function globalObjects(context: EmulatorContext, visit: Visit, url: URL, template: string): Record<string, unknown> {
  const shop = context.books.theShop;
  const customer = signedIn(context, visit);
  const { brandColour, accounts, language } = context.config.storefront;
  return {
    shop: {
      id: shop.id,
      name: shop.name,
      email: shop.email,
      url: context.config.origin,
      secure_url: context.config.origin,
      domain: new URL(context.config.origin).host,
      permanent_domain: shop.domain,
      currency: shop.currency,
      money_format: moneyText(0, shop.currency).replace(/[\d.,]+/, "{{amount}}"),
      customer_accounts_enabled: true,
      locale: "en",
      brand: {
        colors: { primary: brandColour ? [brandColour] : [], secondary: [] },
        cover_image: shop.brandPicture ? { src: shop.brandPicture } : null,
        logo: null,
        square_logo: null,
      },
    },
    customer: customer ? customerObject(customer, shop.currency) : null,
    // Shopify brings the shopper back to the page they signed in from; legacy accounts know no such address.
    routes: {
      ...ROUTES,
      ...(accounts === "new" && { storefront_login_url: `/account/login?return_to=${encodeURIComponent(url.pathname)}` }),
    },
    request: {
      host: url.host,
      origin: url.origin,
      path: url.pathname,
      page_type: template.split(".")[0],
      design_mode: false,
      visual_preview_mode: false,
      locale: languageObject(language),
    },
    localization: {
      country: {
        iso_code: shop.countryCode,
        name: new Intl.DisplayNames(["en"], { type: "region" }).of(shop.countryCode),
        currency: { iso_code: shop.currency, symbol: moneyText(0, shop.currency).replace(/[\d.,\s]+/, "") },
      },
      language: languageObject(language),
    },
    cart: cartObject(context, visit),
    template: new TemplateName(template),
    canonical_url: `${url.origin}${url.pathname}`,
  };
}

function languageObject(code: string) {
  const nameIn = (language: string) => new Intl.DisplayNames([language], { type: "language" }).of(code);
  return { iso_code: code, name: nameIn("en"), endonym_name: nameIn(code), primary: true, root_url: "/" };
}

const ROUTES = {
  root_url: "/",
  account_url: "/account",
  account_login_url: "/account/login",
  account_logout_url: "/account/logout",
  account_register_url: "/account/login",
  cart_url: "/cart",
  cart_add_url: "/cart/add",
  cart_change_url: "/cart/change",
  cart_update_url: "/cart/update",
  collections_url: "/collections",
  all_products_collection_url: "/collections/all",
};

function customerObject(customer: Customer, currency: string): Record<string, unknown> {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
  return {
    id: customer.id,
    first_name: customer.firstName,
    last_name: customer.lastName,
    name,
    email: customer.email,
    phone: customer.phone,
    tags: customer.tags,
    accepts_marketing: customer.marketingState === "SUBSCRIBED",
    orders_count: customer.numberOfOrders,
    total_spent: liquidAmount(customer.amountSpentMinor, currency),
    has_account: true,
  };
}

export function productObject(context: EmulatorContext, product: Product): Record<string, unknown> {
  const { currency } = context.books.theShop;
  const variants = product.variantIds.map((id) => variantObject(product, context.books.variant.need(id), currency));
  const prices = variants.map((variant) => variant.price);
  const image = { src: pictureUrl(product), alt: product.title, width: PICTURE_SIZE, height: PICTURE_SIZE, aspect_ratio: 1 };
  return {
    id: product.id,
    title: product.title,
    handle: product.handle,
    url: `/products/${product.handle}`,
    description: product.description,
    vendor: product.vendor,
    type: product.productType,
    "gift_card?": product.giftCard,
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: Math.min(...prices) !== Math.max(...prices),
    available: variants.some((variant) => variant.available),
    featured_image: image,
    images: [image],
    variants,
    has_only_default_variant: variants.length === 1 && variants[0].title === "Default Title",
    selected_or_first_available_variant: variants.find((variant) => variant.available) ?? variants[0],
  };
}

function variantObject(product: Product, variant: Variant, currency: string) {
  return {
    id: variant.id,
    title: variant.title,
    sku: variant.sku,
    price: liquidAmount(variant.priceMinor, currency),
    available: product.status === "ACTIVE" && (variant.inventory === null || variant.inventory > 0),
    inventory_quantity: variant.inventory ?? 0,
    url: `/products/${product.handle}?variant=${variant.id}`,
  };
}

export function collectionObject(collection: Collection): Record<string, unknown> {
  return { id: collection.id, title: collection.title, handle: collection.handle, url: `/collections/${collection.handle}` };
}

/** The cart with its discounts, priced as the checkout will, without a guest's e-mail. */
export function cartObject(context: EmulatorContext, visit: Visit): Record<string, unknown> {
  const priced = priceVisit(context, visit);
  const amount = (minor: number) => liquidAmount(minor, priced.currency);
  const items = priced.lines.map((line) => {
    const product = context.books.product.need(line.productId!);
    return {
      key: line.variantId,
      id: line.variantId,
      variant_id: line.variantId,
      product_id: product.id,
      quantity: line.quantity,
      title: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
      product_title: line.title,
      variant_title: line.variantTitle,
      price: amount(line.unitPriceMinor),
      original_line_price: amount(line.unitPriceMinor * line.quantity),
      final_line_price: amount(line.totalMinor),
      url: `/products/${product.handle}`,
      image: pictureUrl(product),
      sku: line.sku,
      gift_card: line.giftCard,
    };
  });
  return {
    token: visit.token.slice(0, 12),
    note: visit.note,
    attributes: { ...visit.attributes },
    item_count: items.reduce((count, item) => count + item.quantity, 0),
    items,
    original_total_price: amount(priced.lines.reduce((sum, line) => sum + line.unitPriceMinor * line.quantity, 0)),
    total_price: amount(priced.subtotalMinor),
    total_discount: amount(priced.discountMinor),
    currency: { iso_code: priced.currency },
    discount_codes: visit.codes.map((code) => ({
      code,
      applicable: priced.applied.some((applied) => applied.code.toUpperCase() === code.toUpperCase()),
    })),
    applied: priced.applied.map(({ code, title, amountMinor }) => ({ code, title, amount: amount(amountMinor) })),
    refused: priced.refused.map(({ code, reason }) => ({ code, reason })),
    unavailable: priced.unavailable.map(({ reason }) => reason),
  };
}
