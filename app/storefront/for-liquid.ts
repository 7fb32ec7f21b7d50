/**
 * The ONE place where a page is made safe for Shopify's Liquid, which runs every application/liquid answer inside the
 * theme: whatever a person typed is HTML-escaped by React already, and here no `{{` or `{%` is left anywhere. What Liquid
 * of our own a page needs is put in afterwards.
 */

/** Stands in a page for the store's sign-in address, which only the theme knows. No typed text can be equal to it. */
export const SIGN_IN_PLACE = `sign-in-${crypto.randomUUID()}`;

/** Stands in a preview's picture where the ambassador loves nothing yet: the store's own cover, which only the theme knows. */
export const STORE_PICTURE_PLACE = `store-picture-${crypto.randomUUID()}`;
const STORE_PICTURE = new RegExp(`<meta [^>]*content="${STORE_PICTURE_PLACE}"/>`, "g");

export const withoutLiquid = (html: string): string => html.replace(/\{(?=[{%])/g, "&#123;");

/** For an answer of type application/liquid. The sign-in leads back to the page it was pressed on. */
export const forLiquid = (html: string): string =>
  withoutLiquid(html).replaceAll(SIGN_IN_PLACE, "{{ routes.storefront_login_url | escape }}").replace(STORE_PICTURE, storePicture);

/** For a document that is the whole answer: the theme's layout stays away, and with it its head. */
export const forLiquidAlone = (html: string): string => `{% layout none %}<!doctype html>${forLiquid(html)}`;

/** What the merchant uploaded under Settings → Brand; without any, the picture's line is left out. Shopify writes "//host/…". */
const storePicture = (meta: string): string =>
  `{%- assign picture = shop.brand.cover_image | default: shop.brand.square_logo | default: shop.brand.logo -%}` +
  `{%- if picture -%}${meta.replace(STORE_PICTURE_PLACE, "https:{{ picture | image_url: width: 1200 | escape }}")}{%- endif -%}`;

/** For a part of a page that no Liquid will see. */
export const forBrowser = (html: string): string => withoutLiquid(html).replaceAll(SIGN_IN_PLACE, "/account/login");
