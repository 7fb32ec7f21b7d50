/**
 * What every answer to our extensions needs around its one call: only what Shopify signed is believed, who posts by the hundred
 * is slowed, forms are small, and a fault of ours is said kindly. Extensions run in a worker without an origin of its own, so
 * anybody may read an answer (`*`); the token, which no other page can get, is what lets in. Answers are personal: nobody keeps them.
 */
import { logger } from "~/adapters/logger.server";
import { env } from "~/env.server";
import { addressOf, limitPosts, type PostLimit } from "~/ingest/limit-posts.server";
import { readBody } from "~/ingest/read-body.server";
import { verifyAccount, type Customer } from "~/ingest/verify-account.server";
import { POSTS_A_MINUTE } from "~/storefront/on-storefront.server";
import { languageOf } from "~/ingest/language-of";
import { wordsFor } from "~/words/storefront/words-for";
import type { Refusal } from "./answers";

const MOST_FORM_BYTES = 64 * 1024;
const PREFLIGHT_KEPT_SECONDS = 7_200;

const limit = limitPosts({ mostPerMinute: POSTS_A_MINUTE });

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "GET, HEAD, POST, OPTIONS",
  "access-control-allow-headers": "Authorization, Content-Type, Accept-Language",
  "access-control-expose-headers": "Retry-After",
  "access-control-max-age": String(PREFLIGHT_KEPT_SECONDS),
};

/** @param what is counted apart from the store's pages and from one another @param asking how often one buyer may ask, looking too */
export function onAccount<Answer extends object>(
  what: string,
  show: (customer: Customer, form: URLSearchParams) => Promise<Answer>,
  asking?: PostLimit,
) {
  return async ({ request }: { request: Request }): Promise<Response> => {
    // A browser asks whether it may ask; it sends no token with that.
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: CORS });
    let { trouble } = wordsFor(languageOf(request, null).language);
    if (!["GET", "HEAD", "POST"].includes(request.method))
      return refuse(405, "not so", trouble.brokenText, { allow: "GET, HEAD, POST, OPTIONS" });
    try {
      const door = await verifyAccount(request);
      if (door.outcome === "refused") {
        logger().debug({ what, why: door.why }, "a call of an extension was not let in");
        return refuse(401, "not let in", trouble.notLetIn);
      }
      const { customer } = door;
      trouble = customer.words.trouble;
      const { world, buyerId } = customer;
      const tooMany = ({ retryAfterSeconds }: { retryAfterSeconds: number }) =>
        refuse(429, "too many", trouble.tooManyText, { "retry-after": String(retryAfterSeconds) });
      // By who is signed in, which the token says: no address can be made up to ask more.
      const asked = asking?.(`${world.shopId} ${buyerId}`, world.clock.now());
      if (asked?.outcome === "too many") return tooMany(asked);
      if (request.method !== "POST") return answer(200, await show(customer, new URLSearchParams()));

      const entry = limit(`${world.shopId} ${what} ${addressOf(request, env().PROXIES_BEFORE_APP)}`, world.clock.now());
      if (entry.outcome === "too many") return tooMany(entry);
      const body = await readBody(request, MOST_FORM_BYTES);
      if (!body) return refuse(413, "too large", trouble.tooLargeText);
      return answer(200, await show(customer, new URLSearchParams(Buffer.from(body).toString("utf8"))));
    } catch (error) {
      logger().error({ error, what, method: request.method }, "an extension could not be answered");
      return refuse(503, "broken", trouble.brokenText);
    }
  };
}

const refuse = (status: number, outcome: Refusal["outcome"], sentence: string, headers: Record<string, string> = {}): Response =>
  answer(status, { outcome, sentence } satisfies Refusal, headers);

const answer = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), {
    status,
    headers: {
      ...CORS,
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex",
      ...headers,
    },
  });
