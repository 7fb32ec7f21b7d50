/** The web pixel's extension as Shopify would judge it: strict, only for who agreed, small, and with the settings that the app sends. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "smol-toml";
import { expect, test } from "vitest";
import { pixelSettings } from "~/adapters/pixel-account.server";
import { CLICK_ATTRIBUTE } from "~/domain/order/click-attribute";

const root = path.resolve(import.meta.dirname, "../../extensions/regulars-pixel");
const source = readFileSync(path.join(root, "src/index.ts"), "utf8");
const toml = parse(readFileSync(path.join(root, "shopify.extension.toml"), "utf8")) as {
  customer_privacy: object;
  settings: { fields: object };
};

test("it is a strict web pixel for visitors who agreed to analytics and marketing, and nothing is sold", () => {
  expect(toml).toMatchObject({ type: "web_pixel_extension", handle: "regulars-pixel", runtime_context: "strict" });
  expect(toml.customer_privacy).toEqual({ analytics: true, marketing: true, preferences: false, sale_of_data: "disabled" });
});

test("its settings are exactly what the app sends", () => {
  expect(Object.keys(toml.settings.fields)).toEqual(Object.keys(pixelSettings("small-store.myshopify.com")));
});

test("it reads the attribute that the app reads, and nothing of the shopper", () => {
  expect(source).toContain(`"${CLICK_ATTRIBUTE}"`);
  expect(source).not.toMatch(/email|phone|address[12]|shippingAddress|billingAddress|firstName|customer\b/i);
});
