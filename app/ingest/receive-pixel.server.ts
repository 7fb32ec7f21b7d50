/**
 * The door for what the web pixel tells. It comes from shoppers' browsers, so anybody can knock: the account must be signed by us, the
 * body is tiny, an address may not knock by the hundred, and all that can happen is that a click we know is noted once.
 */
import { z } from "zod";
import { shopOfPixel } from "~/adapters/pixel-account.server";
import { isClickId } from "~/domain/click/click";
import { noteCheckout } from "~/domain/click/note-checkout.server";
import { env } from "~/env.server";
import { clock, worldFor } from "~/world.server";
import { addressOf, limitPosts } from "./limit-posts.server";
import { readBody } from "./read-body.server";

export const MOST_TOLD_A_MINUTE = 60;
const MOST_BYTES = 1_024;
const limit = limitPosts({ mostPerMinute: MOST_TOLD_A_MINUTE });

const told = z.object({
  account: z.string().max(200),
  click: z.string().refine(isClickId),
  stage: z.enum(["started", "completed"]),
});

/** The sandbox has no origin of the store's; nothing is read with cookies, so every origin may tell. */
const OPEN = { "access-control-allow-origin": "*", "cache-control": "no-store" };
const ASKED_FIRST = { ...OPEN, "access-control-allow-methods": "POST", "access-control-allow-headers": "content-type" };

/** 204 for what was understood, known click or not: nobody learns which clicks exist. 400, 401, 405, 413, 429 otherwise. */
export async function receivePixel(request: Request): Promise<Response> {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: ASKED_FIRST });
  if (request.method !== "POST") return answer(405, { allow: "POST" });
  const entry = limit(addressOf(request, env().PROXIES_BEFORE_APP), clock.now());
  if (entry.outcome === "too many") return answer(429, { "retry-after": String(entry.retryAfterSeconds) });
  const body = await readBody(request, MOST_BYTES);
  if (!body) return answer(413);
  const read = told.safeParse(jsonOf(body));
  if (!read.success) return answer(400);
  const { account, click: clickId, stage } = read.data;
  const shopId = shopOfPixel(account);
  if (!shopId) return answer(401);
  await noteCheckout(worldFor(shopId), { clickId, stage });
  return answer(204);
}

const answer = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers: { ...OPEN, ...headers } });

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
