/**
 * One refresher per shop: offline tokens live an hour, and twenty jobs that meet an expired one must make one refresh.
 * Within a process callers share one promise; between processes an advisory lock on the door's connection is held while
 * refreshing, and whoever gets it next reads again first. A refresh whose reply was lost is asked again with the same
 * refresh token, which Shopify answers with the same pair.
 */
import { z } from "zod";
import { connections } from "~/db.server";
import { env } from "~/env.server";
import { ShopProblem } from "~/ports/shop";
import { forgetSessions } from "~/adapters/session-storage.server";
import { readOfflineAccess, saveOfflineAccess, type OfflineAccess } from "./offline-access.server";

/** As early as the library itself calls a token expired. */
const EARLY_MS = 5 * 60_000;
const TRIES = 2;
const TIMEOUT_MS = 10_000;

const replyShape = z.object({
  access_token: z.string().min(1),
  scope: z.string(),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.number().positive().optional(),
});

const refreshing = new Map<string, Promise<string>>();

/**
 * An access token that is good now.
 * @param refusedToken a token Shopify has just refused: never given back
 * @throws ShopProblem "needs permission" when the owner must open the app again, "try later" when Shopify can't be reached
 */
export async function freshToken(shopId: string, refusedToken?: string): Promise<string> {
  const access = await readOfflineAccess(connections().door, shopId);
  if (access && isGood(access, refusedToken)) return access.accessToken;
  const running = refreshing.get(shopId);
  if (running) return running;
  const refresh = refreshAlone(shopId, refusedToken).finally(() => refreshing.delete(shopId));
  refreshing.set(shopId, refresh);
  return refresh;
}

const isGood = (access: OfflineAccess, refusedToken?: string): boolean =>
  access.accessToken !== "" &&
  access.accessToken !== refusedToken &&
  access.expires !== null &&
  access.expires.getTime() - EARLY_MS > Date.now();

async function refreshAlone(shopId: string, refusedToken?: string): Promise<string> {
  const outcome = await connections().door.$transaction(
    async (door) => {
      await door.$executeRaw`SELECT set_config('lock_timeout', '25s', true)`;
      await door.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`token ${shopId}`}, 0))`;
      const access = await readOfflineAccess(door, shopId);
      if (access && isGood(access, refusedToken)) return access.accessToken;
      if (!access?.refreshToken) return null;
      const fresh = await askForRefresh(shopId, access.refreshToken);
      if (fresh) {
        await saveOfflineAccess(door, shopId, access, fresh);
        return fresh.accessToken;
      }
      // Refused: perhaps because the owner opened the app meanwhile and brought newer tokens.
      const again = await readOfflineAccess(door, shopId);
      return again && isGood(again, refusedToken) ? again.accessToken : null;
    },
    { maxWait: 10_000, timeout: 55_000 },
  );
  if (outcome === null) throw await needsPermission(shopId);
  return outcome;
}

/** null: Shopify refuses, and will go on refusing. */
async function askForRefresh(shopId: string, refreshToken: string) {
  const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET } = env();
  let problem: unknown;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    try {
      const response = await fetch(`https://${shopId}/admin/oauth/access_token`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({
          client_id: SHOPIFY_API_KEY,
          client_secret: SHOPIFY_API_SECRET,
          grant_type: "refresh_token",
          refresh_token: refreshToken,
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (await isRefusal(response)) return null;
      if (!response.ok) throw new Error(`Shopify answered ${response.status}`);
      return toAccess(replyShape.parse(await response.json()));
    } catch (error) {
      problem = error;
    }
  }
  throw new ShopProblem("try later", "Shopify did not answer when a new access token was asked for.", { cause: problem });
}

/** A wrong client secret is our own configuration, not the shop's refusal: it must not cost every shop its sessions. */
async function isRefusal(response: Response): Promise<boolean> {
  if (response.status !== 400 && response.status !== 401) return false;
  const { error } = z
    .object({ error: z.string() })
    .catch({ error: "" })
    .parse(await response.json());
  if (error === "invalid_client") throw new Error("Shopify does not know this SHOPIFY_API_KEY with this SHOPIFY_API_SECRET");
  return true;
}

function toAccess(reply: z.output<typeof replyShape>) {
  const after = (seconds: number | undefined): Date | null => (seconds === undefined ? null : new Date(Date.now() + seconds * 1000));
  return {
    accessToken: reply.access_token,
    refreshToken: reply.refresh_token ?? null,
    expires: after(reply.expires_in),
    refreshTokenExpires: after(reply.refresh_token_expires_in),
    scope: reply.scope,
  };
}

/**
 * Marks the shop, and throws its sessions away: an online session that looked good would let the owner in without
 * exchanging a new token, and nothing would mend.
 */
export async function needsPermission(shopId: string): Promise<ShopProblem> {
  await forgetSessions(shopId);
  await connections().app.shop.updateMany({ where: { shopId, state: "installed" }, data: { state: "needs permission" } });
  return new ShopProblem("needs permission", "Shopify no longer lets Regulars in: open the app in your Shopify admin to let it back in.");
}
