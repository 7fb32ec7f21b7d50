/**
 * POST /admin/oauth/access_token as Shopify answers it: an embedded app's session token exchanged for an online or
 * offline access token, and refreshing. Errors carry OAuth's codes. The `tokens.mode` fault and
 * `api.commitThenDropNext: ["token_exchange" | "refresh_token"]` make it misbehave.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { EmulatorContext, Handler } from "../context.ts";
import { DropConnection } from "../drop-connection.ts";
import { currentInstallation, install } from "./installation.ts";
import { verifySessionToken } from "./session-token.ts";
import { issueLastingToken, issueOnlineToken, issuePair, refreshPair, type Pair } from "./tokens.ts";

const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ID_TOKEN = "urn:ietf:params:oauth:token-type:id_token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const SLOW_MS = 3000;

const refused = (status: number, error: string, description: string): Response =>
  Response.json({ error, error_description: description }, { status });

export const authHandler: Handler = async (context, request, url) => {
  const shop = request.headers.get("x-forwarded-host");
  if (!shop || url.pathname !== "/admin/oauth/access_token") return null;
  if (request.method !== "POST") return refused(405, "invalid_request", "use POST");
  if (shop !== context.books.theShop.domain) return Response.json({ errors: "Not Found" }, { status: 404 });
  if (context.faults.tokens.mode === "slow") await delay(SLOW_MS, undefined, { signal: request.signal });

  const fields = await fieldsOf(request);
  if (!fields) return refused(400, "invalid_request", "the body is neither JSON nor a form");
  if (fields.client_id !== context.config.apiKey || fields.client_secret !== context.config.apiSecret)
    return refused(401, "invalid_client", "client id or secret is wrong");
  const response =
    fields.grant_type === TOKEN_EXCHANGE
      ? await exchange(context, fields)
      : fields.grant_type === "refresh_token"
        ? refresh(context, fields)
        : refused(400, "unsupported_grant_type", `the emulator builds ${TOKEN_EXCHANGE} and refresh_token`);
  const dropAt = context.faults.api.commitThenDropNext.indexOf(
    fields.grant_type === TOKEN_EXCHANGE ? "token_exchange" : String(fields.grant_type),
  );
  if (dropAt >= 0) {
    context.faults.api.commitThenDropNext.splice(dropAt, 1);
    throw new DropConnection(String(fields.grant_type));
  }
  return response;
};

async function fieldsOf(request: Request): Promise<Record<string, unknown> | null> {
  const text = await request.text();
  if (request.headers.get("content-type")?.includes("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(text));
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? (parsed as Record<string, unknown>) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function exchange(context: EmulatorContext, fields: Record<string, unknown>): Promise<Response> {
  if (fields.subject_token_type !== ID_TOKEN) return refused(400, "invalid_request", `subject_token_type must be ${ID_TOKEN}`);
  const session = typeof fields.subject_token === "string" ? await verifySessionToken(context, fields.subject_token) : null;
  if (!session || context.faults.tokens.mode === "refuse")
    return refused(400, "invalid_subject_token", "the session token is invalid or has run out");
  if (fields.requested_token_type === ONLINE) {
    const scope = scopeText(install(context).scopes);
    const { access, accessSeconds } = issueOnlineToken(context);
    return Response.json({
      access_token: access,
      scope,
      expires_in: accessSeconds,
      associated_user_scope: scope,
      associated_user: owner(context, session.userId),
    });
  }
  if (fields.requested_token_type !== OFFLINE)
    return refused(400, "invalid_request", `requested_token_type must be ${ONLINE} or ${OFFLINE}`);
  const scope = scopeText(install(context).scopes);
  if (String(fields.expiring) !== "1") return Response.json({ access_token: issueLastingToken(context), scope });
  return pairResponse(context, issuePair(context), scope);
}

function refresh(context: EmulatorContext, fields: Record<string, unknown>): Response {
  const installation = currentInstallation(context);
  const pair =
    installation && context.faults.tokens.mode !== "refuse" && typeof fields.refresh_token === "string"
      ? refreshPair(context, fields.refresh_token)
      : null;
  if (!pair || !installation) return refused(400, "invalid_grant", "the refresh token is unknown, used up or has run out");
  return pairResponse(context, pair, scopeText(installation.scopes));
}

function pairResponse(context: EmulatorContext, pair: Pair, scope: string): Response {
  const expiry = context.faults.tokens.mode === "no expires_in" ? {} : { expires_in: pair.accessSeconds };
  return Response.json({
    access_token: pair.access,
    scope,
    ...expiry,
    refresh_token: pair.refresh,
    refresh_token_expires_in: pair.refreshSeconds,
  });
}

/** As Shopify lists them: a read scope that its write scope implies is left out. */
function scopeText(scopes: readonly string[]): string {
  return scopes.filter((scope) => !(scope.startsWith("read_") && scopes.includes(scope.replace("read_", "write_")))).join(",");
}

function owner(context: EmulatorContext, userId: string): Record<string, unknown> {
  const shop = context.books.theShop;
  const [first = "", ...rest] = shop.ownerName.split(" ");
  return {
    id: Number(userId),
    first_name: first,
    last_name: rest.join(" "),
    email: shop.email,
    email_verified: true,
    account_owner: true,
    locale: "en",
    collaborator: false,
  };
}
