/**
 * The ONE place where a page is made safe for Shopify's Liquid, which runs every application/liquid answer inside the
 * theme: whatever a person typed is HTML-escaped by React already, and here no `{{` or `{%` is left anywhere. What Liquid
 * of our own a page needs is put in afterwards.
 */

import colours from "../../extensions/regulars-rewards/snippets/regulars-colours.liquid?raw";

/** Stands in a page for the store's sign-in address, which only the theme knows. No typed text can be equal to it. */
export const SIGN_IN_PLACE = `sign-in-${crypto.randomUUID()}`;

/** Stands in a style for the store's own accent, as the theme's block has it where the merchant set none. */
export const COLOURS_PLACE = `colours-${crypto.randomUUID()}`;

const COLOURS = colours.replace(/\{%-? doc -?%\}[\s\S]*?\{%-? enddoc -?%\}/, "").trim();

/** New customer accounts lead back by themselves; legacy ones must be told where to. */
const SIGN_IN =
  "{% if routes.storefront_login_url %}{{ routes.storefront_login_url | escape }}{% else %}{{ routes.account_login_url }}?return_url={{ request.path | url_encode }}{% endif %}";

/** Stands in a preview's picture where the ambassador loves nothing yet: the store's own cover, which only the theme knows. */
export const STORE_PICTURE_PLACE = `store-picture-${crypto.randomUUID()}`;
const STORE_PICTURE = new RegExp(`<meta [^>]*content="${STORE_PICTURE_PLACE}"/>`, "g");

export const withoutLiquid = (html: string): string => html.replace(/\{(?=[{%])/g, "&#123;");

/** For an answer of type application/liquid. The sign-in leads back to the page it was pressed on. */
export const forLiquid = (html: string): string =>
  withoutLiquid(html).replaceAll(SIGN_IN_PLACE, SIGN_IN).replaceAll(COLOURS_PLACE, COLOURS).replace(STORE_PICTURE, storePicture);

/** For a document that is the whole answer: the theme's layout stays away, and with it its head. */
export const forLiquidAlone = (html: string): string => `{% layout none %}<!doctype html>${forLiquid(html)}`;

/** What the merchant uploaded under Settings → Brand; without any, the picture's line is left out. Shopify writes "//host/…". */
const storePicture = (meta: string): string =>
  `{%- assign picture = shop.brand.cover_image | default: shop.brand.square_logo | default: shop.brand.logo -%}` +
  `{%- if picture -%}${meta.replace(STORE_PICTURE_PLACE, "https:{{ picture | image_url: width: 1200 | escape }}")}{%- endif -%}`;

/** For a part of a page that no Liquid will see. */
export const forBrowser = (html: string): string => withoutLiquid(html).replaceAll(SIGN_IN_PLACE, "/account/login");
