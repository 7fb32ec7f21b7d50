/**
 * The wires to Shopify in bad weather: too busy (THROTTLED, 429), unavailable (503, before or after it did what was asked),
 * or the reply lost on the way back after the change was committed. The calls themselves go to the emulator as always.
 */
import { posterFor, type Wires } from "~/adapters/shopify-admin/post-graphql.server";
import { freshToken, needsPermission } from "~/adapters/shopify-admin/fresh-token.server";
import { shopifyAdmin } from "~/adapters/shopify-admin/shopify-admin.server";
import type { ShopPort } from "~/ports/shop";
import { attemptAtHand, type Storm } from "./storm.ts";

const SHARE_BROKEN = 0.06;

/** Shopify as the app reaches it; nobody waits in real time. `storm` is null in calm weather. */
export function shopOver(shopId: string, storm: Storm | null): ShopPort {
  const wires: Wires = {
    fetch: (url, init) => (storm ? stormyFetch(storm, url, init) : fetch(url, init)),
    pause: async () => undefined,
    elapsed: () => 0,
    chance: () => 0,
    token: freshToken,
    needsPermission,
  };
  return shopifyAdmin(shopId, posterFor(shopId, wires));
}

async function stormyFetch(storm: Storm, url: string, init: RequestInit): Promise<Response> {
  const attempt = attemptAtHand.getStore();
  if (!attempt || attempt.brokenReplies === 0 || !attempt.chance.happens(SHARE_BROKEN)) return fetch(url, init);
  attempt.brokenReplies--;
  const how = attempt.chance.pick(["throttled", "429", "503", "503 afterwards", "lost", "lost"]);
  if (how === "throttled" || how === "429") {
    storm.counts.throttled++;
    return how === "429" ? Response.json({ errors: "Exceeded 2 calls per second" }, { status: 429 }) : Response.json(THROTTLED);
  }
  if (how === "503") {
    storm.counts.unavailable++;
    return new Response("Service Unavailable", { status: 503 });
  }
  const response = await fetch(url, init);
  await response.arrayBuffer();
  storm.counts.replyLost++;
  if (how === "503 afterwards") return new Response("Service Unavailable", { status: 503 });
  throw new TypeError("fetch failed", { cause: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }) });
}

/** As the emulator writes it (admin-graphql/handler.ts). */
const THROTTLED = {
  errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
  extensions: { cost: { requestedQueryCost: 1, throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 0, restoreRate: 100 } } },
};
