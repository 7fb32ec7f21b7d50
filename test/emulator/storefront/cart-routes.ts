/**
 * The cart: `/cart` and the Ajax calls `/cart.js`, `/cart/add.js`, `/cart/change.js`, `/cart/update.js` in Shopify's shapes.
 * `discount` on update replaces the whole set of codes. Form posts to the same addresses without `.js` end on the cart page.
 */
import type { Id } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { productPage } from "./catalogue-routes.ts";
import { formBody } from "./form-body.ts";
import { cartObject } from "./liquid/objects.ts";
import { safePath } from "./safe-path.ts";
import type { StorefrontRoute } from "./storefront-handler.ts";
import { themeResponse } from "./theme.ts";
import type { Visit } from "./visits.ts";

const MOST_UNITS = 10_000;
const MOST_CODES = 10;

export const cartRoutes: StorefrontRoute = async (context, visit, request, url) => {
  if (request.method === "GET" && url.pathname === "/cart")
    return themeResponse(context, visit, url, { template: "cart", title: "Your cart" });
  if (request.method === "GET" && url.pathname === "/cart.js") return cartJson(context, visit);
  const [, action, js] = /^\/cart\/(add|change|update|clear)(\.js)?$/.exec(url.pathname) ?? [];
  if (!action) return null;
  if (request.method !== "POST") return new Response("Change the cart by POST.", { status: 405, headers: { allow: "POST" } });
  const form = await formBody(request);
  if (action === "add") {
    const refusal = add(context, visit, form);
    if (refusal && js) return Response.json({ status: 422, message: "Cart Error", description: refusal.reason }, { status: 422 });
    if (refusal) return productPage(context, visit, url, refusal.handle, refusal.reason);
  }
  if (action === "change") change(visit, form);
  if (action === "update") update(visit, form);
  if (action === "clear") visit.lines = [];
  if (js) return cartJson(context, visit);
  return new Response(null, { status: 303, headers: { location: safePath(form.get("return_to"), "/cart") } });
};

type Refusal = { handle: string; reason: string };

function add(context: EmulatorContext, visit: Visit, form: URLSearchParams): Refusal | null {
  const wanted = form.has("items[0][id]")
    ? { id: form.get("items[0][id]"), quantity: form.get("items[0][quantity]") }
    : { id: form.get("id"), quantity: form.get("quantity") };
  if (form.has("items[1][id]")) throw new Error("cart/add with several items isn't built in the emulator");
  const variant = context.books.variant.get(wanted.id ?? "");
  const product = variant && context.books.product.get(variant.productId);
  if (!variant || !product) return { handle: "", reason: "Cannot find variant" };
  const quantity = wholeNumber(wanted.quantity ?? "1");
  if (quantity === null || quantity < 1) return { handle: product.handle, reason: "Say how many as a whole number, 1 or more." };
  const already = visit.lines.find((line) => line.variantId === variant.id)?.quantity ?? 0;
  if (product.status !== "ACTIVE" || variant.inventory === 0) return { handle: product.handle, reason: `${product.title} is sold out.` };
  if (variant.inventory !== null && already + quantity > variant.inventory)
    return { handle: product.handle, reason: `We have only ${variant.inventory} of ${product.title}.` };
  setQuantity(visit, variant.id, already + quantity);
  putAttributes(visit, form);
  return null;
}

/** One line, named by `id` (variant) or `line` (position from 1). */
function change(visit: Visit, form: URLSearchParams): void {
  const position = wholeNumber(form.get("line") ?? "");
  const variantId = position === null ? form.get("id") : visit.lines[position - 1]?.variantId;
  const quantity = wholeNumber(form.get("quantity") ?? "");
  if (variantId && quantity !== null && visit.lines.some((line) => line.variantId === variantId)) setQuantity(visit, variantId, quantity);
}

/** Attributes are changed one by one, an empty one goes; codes are replaced as a whole. */
function update(visit: Visit, form: URLSearchParams): void {
  for (const name of form.keys())
    if (!/^(updates\[\d+\]|attributes\[.+\]|discount|note|return_to|checkout)$/.test(name))
      throw new Error(`cart/update with "${name}" isn't built in the emulator`);
  for (const [name, value] of form) {
    const [, variantId] = /^updates\[(\d+)\]$/.exec(name) ?? [];
    const quantity = wholeNumber(value);
    if (variantId && quantity !== null && visit.lines.some((line) => line.variantId === variantId)) setQuantity(visit, variantId, quantity);
  }
  const discount = form.get("discount");
  if (discount !== null)
    visit.codes = discount
      .split(",")
      .map((code) => code.trim())
      .filter(Boolean)
      .slice(0, MOST_CODES);
  const note = form.get("note");
  if (note !== null) visit.note = note;
  putAttributes(visit, form);
}

function putAttributes(visit: Visit, form: URLSearchParams): void {
  for (const [name, value] of form) {
    const [, key] = /^attributes\[(.+)\]$/.exec(name) ?? [];
    if (!key) continue;
    if (value === "") delete visit.attributes[key];
    else visit.attributes[key] = value;
  }
}

function setQuantity(visit: Visit, variantId: Id, quantity: number): void {
  const others = visit.lines.some((line) => line.variantId === variantId);
  if (quantity === 0) visit.lines = visit.lines.filter((line) => line.variantId !== variantId);
  else if (others) visit.lines = visit.lines.map((line) => (line.variantId === variantId ? { variantId, quantity } : line));
  else visit.lines = [...visit.lines, { variantId, quantity }];
}

function wholeNumber(text: string): number | null {
  const number = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) && number <= MOST_UNITS ? number : null;
}

/** As Shopify answers: ids are numbers, here beyond 2^53, so they are written raw and a careless JSON.parse would bend them. */
function cartJson(context: EmulatorContext, visit: Visit): Response {
  const { applied: _applied, refused: _refused, unavailable: _unavailable, currency, ...cart } = cartObject(context, visit);
  const shaped = { ...cart, currency: (currency as { iso_code: string }).iso_code };
  const text = JSON.stringify(shaped).replace(/"(id|variant_id|product_id)":"(\d+)"/g, '"$1":$2');
  return new Response(text, { headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } });
}
