/**
 * POST /admin/api/2026-10/graphql.json for the shop named in `x-forwarded-host`: token, version, the API faults on
 * request, then the document. Answers have Shopify's shape: 200 also for GraphQL errors and for THROTTLED, with the
 * cost in `extensions`; only what the emulator hasn't built is a 501.
 */
import { randomUUID } from "node:crypto";
import { GraphQLError } from "graphql";
import { currentInstallation } from "../auth/installation.ts";
import { isGoodAccessToken } from "../auth/tokens.ts";
import type { EmulatorContext, Handler } from "../context.ts";
import { DropConnection } from "../drop-connection.ts";
import { ORDER_WINDOW_DAYS, withImplied } from "./access.ts";
import { runDocument, type GraphQLCall, type Outcome } from "./execute.ts";
import type { ApiCall } from "./resolver.ts";
import { API_VERSION } from "./schema.ts";
import { throttleStatus } from "./throttle.ts";

const PATH = /^\/admin\/api\/([\w-]+)\/graphql\.json$/;

export const adminGraphqlHandler: Handler = async (context, request, url) => {
  const shop = request.headers.get("x-forwarded-host");
  const version = PATH.exec(url.pathname)?.[1];
  if (!shop || !version) return null;
  const headers = { "x-request-id": randomUUID(), "x-shopify-api-version": API_VERSION };
  const json = (body: unknown, status = 200): Response => Response.json(body, { status, headers });

  if (shop !== context.books.theShop.domain) return json({ errors: "Not Found" }, 404);
  if (version !== API_VERSION) return json({ errors: `Not Found: the emulator speaks ${API_VERSION} only, not ${version}` }, 404);
  if (request.method !== "POST") return json({ errors: "Method Not Allowed: use POST" }, 405);
  const installation = currentInstallation(context);
  if (!installation || !isGoodAccessToken(context, request.headers.get("x-shopify-access-token"))) {
    return json({ errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" }, 401);
  }
  const broken = await brokenOnRequest(context, request);
  if (broken) return broken;
  const asked = await readCall(request);
  if (!asked) return json({ errors: { query: "Required parameter missing or invalid" } }, 400);

  const outcome = runDocument(apiCall(context, installation.scopes), asked);
  if (outcome.kind === "ran") dropAfter(context, outcome.mutations);
  return json(bodyOf(context, outcome), statusOf(outcome));
};

/** What the API may see and do on behalf of these scopes, now. */
export function apiCall(context: EmulatorContext, scopes: readonly string[]): ApiCall {
  const granted = withImplied(scopes);
  const windowStart = new Date(context.clock.now().getTime() - ORDER_WINDOW_DAYS * 86_400_000).toISOString();
  return {
    emulator: context,
    scopes: granted,
    ordersSince: granted.has("read_all_orders") ? null : windowStart,
    hidePersonalData: false,
    actualCost: 0,
  };
}

async function brokenOnRequest(context: EmulatorContext, request: Request): Promise<Response | null> {
  const faults = context.faults.api;
  if (faults.hangNext > 0) {
    faults.hangNext--;
    await new Promise<void>((resolve) => request.signal.addEventListener("abort", () => resolve(), { once: true }));
    throw new DropConnection("hang");
  }
  if (faults.status5xxNext > 0) {
    faults.status5xxNext--;
    return new Response("<html><body>Service Unavailable</body></html>", { status: 503, headers: { "content-type": "text/html" } });
  }
  if (faults.status429Next > 0) {
    faults.status429Next--;
    return Response.json(
      { errors: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service." },
      { status: 429, headers: { "retry-after": "2.0" } },
    );
  }
  if (faults.throttleNext > 0) {
    faults.throttleNext--;
    return Response.json(throttledBody(context, 1));
  }
  return null;
}

async function readCall(request: Request): Promise<GraphQLCall | null> {
  const text = await request.text();
  if (request.headers.get("content-type")?.startsWith("application/graphql")) return { query: text, variables: {} };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof body !== "object" || body === null) return null;
  const { query, variables, operationName } = body as Record<string, unknown>;
  if (typeof query !== "string" || (variables !== undefined && variables !== null && typeof variables !== "object")) return null;
  return {
    query,
    variables: (variables as Record<string, unknown> | null | undefined) ?? {},
    ...(typeof operationName === "string" ? { operationName } : {}),
  };
}

function dropAfter(context: EmulatorContext, mutations: readonly string[]): void {
  const wanted = context.faults.api.commitThenDropNext;
  for (const mutation of mutations) {
    const at = wanted.indexOf(mutation);
    if (at < 0) continue;
    wanted.splice(at, 1);
    throw new DropConnection(`${mutation} is carried out`);
  }
}

function throttledBody(context: EmulatorContext, requested: number): Record<string, unknown> {
  return {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED", documentation: "https://shopify.dev/api/usage/rate-limits" } }],
    extensions: { cost: { requestedQueryCost: requested, actualQueryCost: null, throttleStatus: throttleStatus(context) } },
  };
}

function bodyOf(context: EmulatorContext, outcome: Outcome): Record<string, unknown> {
  if (outcome.kind === "throttled") return throttledBody(context, outcome.requestedCost);
  const { data, errors } = outcome.result;
  if (outcome.requestedCost === null) return { errors: errors!.map((error) => error.toJSON()) };
  const cost = { requestedQueryCost: outcome.requestedCost, actualQueryCost: outcome.actualCost, throttleStatus: throttleStatus(context) };
  return { ...(errors ? { errors: errors.map((error) => error.toJSON()) } : {}), data, extensions: { cost } };
}

/** Resolver errors that are neither Shopify's own refusals nor named "not built" are faults of the emulator: say so loudly. */
function statusOf(outcome: Outcome): number {
  if (outcome.kind === "throttled") return 200;
  let status = 200;
  for (const error of outcome.result.errors ?? []) {
    const ours = error.extensions.code === "EMULATOR_NOT_BUILT";
    const crashed = error.originalError !== undefined && !(error.originalError instanceof GraphQLError);
    if (!ours && !crashed) continue;
    console.error(`emulator: ${error.message}`, crashed ? error.originalError : "");
    status = crashed || status === 500 ? 500 : 501;
  }
  return status;
}
