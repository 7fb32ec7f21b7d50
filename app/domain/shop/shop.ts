/** The states of a shop in words an owner could say, and which of the granted scopes the app cannot be without. */
export type ShopState = "installed" | "needs permission" | "uninstalled";

/** Shopify grants it only after a review; without it the order history reaches back 60 days. */
const WITHOUT_IT_LESS = new Set(["read_all_orders"]);

/** Scopes declared and not granted that the app needs to work. A write scope brings its read scope with it. */
export function missingScopes(declared: string[], granted: string[]): string[] {
  const has = new Set(granted.flatMap((scope) => [scope, scope.replace(/^write_/, "read_")]));
  return declared.filter((scope) => !has.has(scope) && !WITHOUT_IT_LESS.has(scope));
}

/** What Shopify must have granted before the web pixel can be put into a store; a write scope brings its read scope with it. */
export const PIXEL_SCOPES: readonly string[] = ["write_pixels", "read_customer_events"];
