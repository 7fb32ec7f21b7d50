/**
 * The only importer of the Shopify library's server part: signing in, and the headers that let the admin frame us. The
 * Admin API is spoken by adapters/shopify-admin, webhooks and the app proxy are verified by ingest. Built at first use,
 * because the configuration may not be there yet when this file is read.
 */
import "@shopify/shopify-app-remix/adapters/node";
import { ApiVersion, AppDistribution, boundary, LogSeverity, shopifyApp } from "@shopify/shopify-app-remix/server";
import { logger } from "./adapters/logger.server";
import { sessionStorage } from "./adapters/session-storage.server";
import { declaredScopes, env } from "./env.server";
import { installShop } from "./domain/shop/install-shop.server";
import { worldFor } from "./world.server";

/** Our own calls (adapters/shopify-admin/api-version) and shopify.app.toml name the same; the toml gate holds them together. */
export const apiVersion = ApiVersion.October26;

const build = () =>
  shopifyApp({
    apiKey: env().SHOPIFY_API_KEY,
    apiSecretKey: env().SHOPIFY_API_SECRET,
    appUrl: env().SHOPIFY_APP_URL,
    scopes: declaredScopes,
    apiVersion,
    authPathPrefix: "/auth",
    sessionStorage,
    distribution: AppDistribution.AppStore,
    // Online sessions tell which of the staff is here; the work itself is done with the shop's offline access.
    useOnlineTokens: true,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: {
      afterAuth: async ({ session }) => {
        await installShop(worldFor(session.shop));
      },
    },
    // Through our logger, which cuts tokens and addresses out: InvalidJwtError carries the whole token.
    logger: {
      level: LogSeverity.Warning,
      log: async (severity, message) => logger()[severity === LogSeverity.Error ? "error" : "warn"](message),
    },
  });

let built: ReturnType<typeof build> | undefined;
const shopify = () => (built ??= build());

/** Throws a Response (a redirect, the bounce page, 401, 410) unless the request comes from this shop's admin. */
export const authenticateAdmin = (request: Request) => shopify().authenticate.admin(request);

/** Lets the admin of the request's shop, and nobody else, show the page in its frame. */
export const addDocumentResponseHeaders = (request: Request, headers: Headers): void =>
  shopify().addDocumentResponseHeaders(request, headers);

/** The headers of a thrown answer of the library's (to sign in again, to leave the frame), else those of the routes. */
export const passOnHeaders = (given: Parameters<typeof boundary.headers>[0]): Headers => new Headers(boundary.headers(given));
