/**
 * The wires to Shopify in bad weather: too busy (THROTTLED, 429), unavailable (503, before or after it did what was asked),
 * or the reply lost on the way back after the change was committed. The calls themselves go to the emulator as always.
 */
import { posterFor, type Wires } from "~/adapters/shopify-admin/post-graphql.server";
import { freshToken, needsPermission } from "~/adapters/shopify-admin/fresh-token.server";
import { shopifyAdmin } from "~/adapters/shopify-admin/shopify-admin.server";
import type { ShopPort } from "~/ports/shop";
import { DropConnection } from "../emulator/drop-connection.ts";
import type { Emulator } from "../emulator/index.ts";
import { attemptAtHand, type Storm } from "./storm.ts";

const SHARE_BROKEN = 0.06;

/** Shopify as the app reaches it; nobody waits in real time. `storm` is null in calm weather. */
export function shopOver(shopId: string, storm: Storm | null, emulator: Emulator): ShopPort {
  const ask = (url: string, init: RequestInit) => askInProcess(emulator, url, init);
  const wires: Wires = {
    fetch: (url, init) => (storm ? stormyFetch(storm, ask, url, init) : ask(url, init)),
    pause: async () => undefined,
    elapsed: () => 0,
    chance: () => 0,
    token: freshToken,
    needsPermission,
  };
  return shopifyAdmin(shopId, posterFor(shopId, wires));
}

/** What redirect.mjs and the emulator's listener do, in this process: the same request, the same answer, no socket. */
async function askInProcess(emulator: Emulator, url: string, init: RequestInit): Promise<Response> {
  const { hostname, pathname, search } = new URL(url);
  // Nobody hangs up on an answer in the same process, and every signal costs a timer.
  const { signal: _, headers, ...rest } = init;
  const request = new Request(emulator.config.origin + pathname + search, {
    ...rest,
    headers: { ...(headers as Record<string, string>), "x-forwarded-host": hostname, "x-forwarded-proto": "https" },
  });
  try {
    return await emulator.answer(request);
  } catch (error) {
    if (error instanceof DropConnection) throw lineBroke();
    throw error;
  }
}

async function stormyFetch(
  storm: Storm,
  ask: (url: string, init: RequestInit) => Promise<Response>,
  url: string,
  init: RequestInit,
): Promise<Response> {
  const attempt = attemptAtHand.getStore();
  if (!attempt || attempt.brokenReplies === 0 || !attempt.chance.happens(SHARE_BROKEN)) return ask(url, init);
  attempt.brokenReplies--;
  attempt.spoilt = true;
  const how = attempt.chance.pick(["throttled", "429", "503", "503 afterwards", "lost", "lost"]);
  if (how === "throttled" || how === "429") {
    storm.counts.throttled++;
    return how === "429" ? Response.json({ errors: "Exceeded 2 calls per second" }, { status: 429 }) : Response.json(THROTTLED);
  }
  if (how === "503") {
    storm.counts.unavailable++;
    return new Response("Service Unavailable", { status: 503 });
  }
  await ask(url, init);
  storm.counts.replyLost++;
  if (how === "503 afterwards") return new Response("Service Unavailable", { status: 503 });
  throw lineBroke();
}

/** As Node's fetch says it. */
const lineBroke = (): TypeError =>
  new TypeError("fetch failed", { cause: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }) });

/** As the emulator writes it (admin-graphql/handler.ts). */
const THROTTLED = {
  errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
  extensions: { cost: { requestedQueryCost: 1, throttleStatus: { maximumAvailable: 2_000, currentlyAvailable: 0, restoreRate: 100 } } },
};
