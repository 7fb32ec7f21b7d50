/**
 * The ONE place where a page is made safe for Shopify's Liquid, which runs every application/liquid answer inside the
 * theme: whatever a person typed is HTML-escaped by React already, and here no `{{` or `{%` is left anywhere. What Liquid
 * of our own a page needs is put in afterwards.
 */

/** Stands in a page for the store's sign-in address, which only the theme knows. No typed text can be equal to it. */
export const SIGN_IN_PLACE = `sign-in-${crypto.randomUUID()}`;

export const withoutLiquid = (html: string): string => html.replace(/\{(?=[{%])/g, "&#123;");

/** For an answer of type application/liquid. The sign-in leads back to the page it was pressed on. */
export const forLiquid = (html: string): string =>
  withoutLiquid(html).replaceAll(SIGN_IN_PLACE, "{{ routes.storefront_login_url | escape }}");

/** For a part of a page that no Liquid will see. */
export const forBrowser = (html: string): string => withoutLiquid(html).replaceAll(SIGN_IN_PLACE, "/account/login");
