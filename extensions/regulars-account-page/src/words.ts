/** Our own labels, from locales/; the key is checked against the English ones by the compiler. */
import type { Api } from "@shopify/ui-extensions/customer-account.page.render";
import type english from "../locales/en.default.json";

export type Words = (key: keyof typeof english) => string;

export const wordsOf =
  ({ i18n }: Api): Words =>
  (key) =>
    i18n.translate(key);
