/**
 * The door of our extensions in customer accounts and on the thank-you page: each call carries a session token (a JWT) that
 * Shopify signs with the app's secret, and only what stands in it is believed: which shop, and which signed-in customer. The
 * library's own check asks neither whom the token is for nor knows the secret before a rotation, and its refusals carry no
 * CORS header, so that an extension would see a broken line instead of a 401. No token of the shop's own is needed.
 */
import { errors, jwtVerify } from "jose";
import { readShop } from "~/domain/shop/read-shop.server";
import { env } from "~/env.server";
import type { World } from "~/ports/world";
import type { Spoken } from "~/words/storefront/language";
import { wordsFor, type Words } from "~/words/storefront/words-for";
import { clock, worldFor } from "~/world.server";
import { idOfGid, kindOfGid } from "./gid";
import { languageOf } from "./language-of";
import { networksOf } from "./network-of.server";

export type Customer = {
  world: World;
  /** Who is signed in: from the token's `sub`, and from nowhere else. */
  buyerId: string;
  /** What the address carries: an id in it names a thing, never who is asking. */
  params: URLSearchParams;
  /** The internet connections the request says it came by: a hint, and never a key to anything. */
  networks: string[];
  spoken: Spoken;
  /** What is said to them, in their language. */
  words: Words;
};

export type AccountDoor = { outcome: "let in"; customer: Customer } | { outcome: "refused"; why: string };

/** Clocks differ a little; Shopify's library allows as much. */
const CLOCKS_DIFFER_SECONDS = 10;
/** They live for minutes: one that says it lives longer than this was not made by Shopify's extensions. */
const LIVES_AT_MOST_SECONDS = 3_600;
const LONGEST_TOKEN = 4_096;
/** Documents show it bare; the admin's has https:// before it. */
const SHOP = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]*\.myshopify\.com)$/;

/** Outcomes: "let in"; "refused", with a reason for the log only: whoever asks is told no more than 401. */
export async function verifyAccount(request: Request): Promise<AccountDoor> {
  const [, token = ""] = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
  if (!token || token.length > LONGEST_TOKEN) return refused("no token");
  const claims = await claimsOf(token);
  if (!claims) return refused("no token of Shopify's for us, or no longer");
  const { dest, sub, exp = Infinity } = claims;
  if (exp - clock.now().getTime() / 1000 > LIVES_AT_MOST_SECONDS) return refused("it lives too long");
  // The admin's tokens bear the same signature; their `sub` is somebody of the staff.
  if (typeof sub !== "string" || kindOfGid(sub) !== "Customer") return refused("nobody signed in");

  const [, shop] = (typeof dest === "string" && SHOP.exec(dest)) || [];
  const world = shop ? worldFor(shop) : null;
  const known = world && (await world.transaction(({ db }) => readShop(db, world.shopId)));
  if (!world || !known || known.state === "uninstalled") return refused("a shop that is not here");
  const params = new URL(request.url).searchParams;
  const spoken = languageOf(request, known);
  const words = wordsFor(spoken.language);
  return { outcome: "let in", customer: { world, buyerId: idOfGid(sub), params, networks: networksOf(request), spoken, words } };
}

/** What the token says, if one of our secrets signed it, for this app, and it is good now. */
async function claimsOf(token: string) {
  const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS } = env();
  for (const secret of [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_PREVIOUS]) {
    if (secret === undefined) continue;
    try {
      const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
        algorithms: ["HS256"],
        audience: SHOPIFY_API_KEY,
        requiredClaims: ["exp", "nbf", "dest"],
        currentDate: clock.now(),
        clockTolerance: CLOCKS_DIFFER_SECONDS,
      });
      return payload;
    } catch (error) {
      // jose's verdict on the token. Anything else is a fault of ours and no verdict.
      if (!(error instanceof errors.JOSEError)) throw error;
    }
  }
  return null;
}

const refused = (why: string): AccountDoor => ({ outcome: "refused", why });
