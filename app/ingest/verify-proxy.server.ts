/**
 * The door of every page shoppers see: Shopify's app proxy signs the whole query, and only what it signed is believed.
 * Who is signed in and which shop it is come from here and nowhere else. The library's own check sorts by the locale's
 * rules and so refuses honest requests; Shopify sorts by bytes. No token is needed, so the pages outlive a dead one.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { noteProxyPrefix } from "~/domain/shop/note-proxy-prefix.server";
import { readShop } from "~/domain/shop/read-shop.server";
import { env } from "~/env.server";
import { languageOf } from "./language-of";
import { networksOf } from "./network-of.server";
import type { World } from "~/ports/world";
import type { Spoken } from "~/words/storefront/language";
import { wordsFor, type Words } from "~/words/storefront/words-for";
import { clock, worldFor } from "~/world.server";

export type Visitor = {
  world: World;
  /** The signed-in customer's id; null when nobody is signed in. */
  buyerId: string | null;
  /** Where the store serves our pages, without a slash at the end: "/apps/regulars". */
  pathPrefix: string;
  /** What the shopper's address carries, without Shopify's own parameters: an id in it means nothing. */
  params: URLSearchParams;
  /** The internet connections the request says it came by. Shopify does not sign them: a hint, and never a key to anything. */
  networks: string[];
  spoken: Spoken;
  /** What is said to them, in their language. */
  words: Words;
};

const SHOPIFYS = ["shop", "logged_in_customer_id", "path_prefix", "timestamp"] as const;
const MAY_BE_OFF_MS = 90_000;
const SHOP = /^[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/**
 * The visitor, or the refusal to answer with: 401 when the signature is missing, wrong or old; 400 when a parameter of
 * Shopify's is missing or there twice; 404 for a shop that is unknown or has left.
 */
export async function verifyProxy(request: Request): Promise<Visitor | Response> {
  const query = new URL(request.url).searchParams;
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS } = env();
  const secrets = [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS].filter((secret) => secret !== undefined);
  if (!isSigned(query, secrets)) return refusal(401, "The signature does not match.");
  if (SHOPIFYS.some((name) => query.getAll(name).length !== 1)) return refusal(400, `Each of ${SHOPIFYS.join(", ")} must be there once.`);

  const [shop, buyerId, pathPrefix, timestamp] = SHOPIFYS.map((name) => query.get(name) ?? "");
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(clock.now().getTime() - Number(timestamp) * 1000) > MAY_BE_OFF_MS)
    return refusal(401, "The signature is too old.");
  if (!/^\d{0,20}$/.test(buyerId)) return refusal(400, "logged_in_customer_id is no customer's id.");

  const world = SHOP.test(shop) ? worldFor(shop) : null;
  const known = world && (await world.transaction(({ db }) => readShop(db, world.shopId)));
  if (!world || !known || known.state === "uninstalled") return refusal(404, "There is nothing here.");
  const prefix = pathPrefix.replace(/\/+$/, "");
  if (known.proxyPrefix !== prefix && (await noteProxyPrefix(world, { proxyPrefix: prefix })).outcome === "refused")
    return refusal(400, "path_prefix is no path.");

  const params = new URLSearchParams(
    [...query].filter(([name]) => name !== "signature" && !(SHOPIFYS as readonly string[]).includes(name)),
  );
  const spoken = languageOf(request, known);
  const words = wordsFor(spoken.language);
  return { world, buyerId: buyerId || null, pathPrefix: prefix, params, networks: networksOf(request), spoken, words };
}

/** Every `key=value`, repeated values joined by ",", sorted by bytes, nothing between; HMAC-SHA256 in hex. */
function isSigned(query: URLSearchParams, secrets: string[]): boolean {
  const signatures = query.getAll("signature");
  if (signatures.length !== 1 || !/^[0-9a-f]{64}$/.test(signatures[0])) return false;
  const given = Buffer.from(signatures[0], "hex");
  const names = new Set([...query.keys()].filter((name) => name !== "signature"));
  const pairs = [...names].map((name) => Buffer.from(`${name}=${query.getAll(name).join(",")}`)).sort(Buffer.compare);
  let matches = false;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(Buffer.concat(pairs)).digest();
    // Every secret is tried, so that the time taken does not tell which one matched.
    if (timingSafeEqual(given, expected)) matches = true;
  }
  return matches;
}

const refusal = (status: number, text: string): Response =>
  new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } });
