/**
 * The merchant's admin: home, orders, the page that embeds the app, the script that stands in for App Bridge, and the two
 * calls by which somebody without a browser plays the admin page (`/__emulator/session-token`, `/__emulator/embedded-url`).
 * The store itself lives at "/", so the admin begins at `/store/<name>`; `/admin` leads there.
 */
import { readFileSync } from "node:fs";
import type { EmulatorContext, Handler } from "../context.ts";
import { signSessionToken } from "../auth/session-token.ts";
import { html, htmlResponse } from "../markup.ts";
import { adminFrame, appPath, storePath } from "./admin-frame.ts";
import { embeddedUrl } from "./embedded-url.ts";
import { homePage } from "./home-page.ts";
import { hostPage } from "./host-page.ts";
import { isRefusal, ORDER_ACTIONS } from "./order-actions.ts";
import { orderPage } from "./order-page.ts";
import { ordersPage } from "./orders-page.ts";
import { pickableResources } from "./resources.ts";
import { changeScopes, scopesDetail } from "./scopes.ts";

export const adminHandler: Handler = async (context, request, url) => {
  const file = browserFile(url.pathname);
  if (file) return file;
  if (url.pathname === "/__emulator/session-token" && request.method === "GET")
    return fresh(Response.json({ token: await signSessionToken(context) }));
  if (url.pathname === "/__emulator/embedded-url" && request.method === "GET")
    return fresh(Response.json({ url: await embeddedUrl(context, url.searchParams.get("path") ?? "/app") }));
  const store = storePath(context);
  if (url.pathname === "/admin" || url.pathname === "/store") return new Response(null, { status: 302, headers: { location: store } });
  if (url.pathname !== store && !url.pathname.startsWith(`${store}/`)) return null;
  if (request.method === "POST" && !isFromAdmin(context, request))
    return new Response("Only the admin's own pages may post here.", { status: 403 });
  if (url.pathname === `${appPath(context)}.scopes`) return scopes(context, request);
  if (request.method === "POST") return postToOrder(context, request, url, store);
  return page(context, url, store);
};

async function page(context: EmulatorContext, url: URL, store: string): Promise<Response> {
  const path = url.pathname.slice(store.length);
  if (path === "" || path === "/") return homePage(context);
  if (path === "/orders") return ordersPage(context, url);
  if (path === "/resources.json")
    return Response.json({
      resources: pickableResources(context, url.searchParams.get("type") ?? "product", url.searchParams.get("query") ?? ""),
    });
  const order = context.books.order.get(/^\/orders\/(\d+)$/.exec(path)?.[1] ?? "");
  if (order) return orderPage(context, order, doneNotice(url));
  const inApp = appSubpath(context, url.pathname);
  if (inApp !== null) return hostPage(context, (inApp === "" ? "/" : inApp) + url.search);
  return notBuilt(context, url);
}

/** Shopify also opens an app by its client id. */
function appSubpath(context: EmulatorContext, pathname: string): string | null {
  const byKey = `${storePath(context)}/apps/${context.config.apiKey}`;
  const base = [appPath(context), byKey].find((each) => pathname === each || pathname.startsWith(`${each}/`));
  return base === undefined ? null : pathname.slice(base.length);
}

async function postToOrder(context: EmulatorContext, request: Request, url: URL, store: string): Promise<Response> {
  const [, id, name] = /^\/orders\/(\d+)\/([\w-]+)$/.exec(url.pathname.slice(store.length)) ?? [];
  const order = context.books.order.get(id ?? "");
  const action = name !== undefined && Object.hasOwn(ORDER_ACTIONS, name) ? ORDER_ACTIONS[name] : undefined;
  if (!order || !action) return notBuilt(context, url);
  try {
    action(context, order, new URLSearchParams(await request.text()));
    return new Response(null, { status: 303, headers: { location: `${store}/orders/${order.id}?done=${name}` } });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return orderPage(context, context.books.order.need(order.id), { text: error.message, bad: true });
  }
}

const DONE: Record<string, string> = {
  refund: "Refunded.",
  "refund-all": "Everything that was paid has been refunded.",
  cancel: "Cancelled, and what was paid given back.",
  fulfil: "Marked as fulfilled.",
  "mark-paid": "Marked as paid.",
};

function doneNotice(url: URL) {
  const text = DONE[url.searchParams.get("done") ?? ""];
  return text ? { text, bad: false } : null;
}

async function scopes(context: EmulatorContext, request: Request): Promise<Response> {
  if (request.method === "GET") return fresh(Response.json(scopesDetail(context)));
  const { change, scopes: asked } = (await request.json()) as { change: unknown; scopes: unknown };
  if ((change !== "grant" && change !== "revoke") || !Array.isArray(asked))
    return new Response("give {change: grant or revoke, scopes: […]}", { status: 400 });
  return fresh(Response.json(changeScopes(context, change, asked.map(String))));
}

function notBuilt(context: EmulatorContext, url: URL): Response {
  const body = html`<main class="page">
    <h1>Not in this admin</h1>
    <section class="card">
      <p>${url.pathname} isn't built in the emulator.</p>
      <a href="${storePath(context)}">Home</a>
    </section>
  </main>`;
  return htmlResponse(adminFrame(context, "home", "Not built", body), { status: 501 });
}

/** A page elsewhere must not press the merchant's buttons. Clients without a browser send no Origin. */
function isFromAdmin(context: EmulatorContext, request: Request): boolean {
  const origin = request.headers.get("origin");
  return origin === null || origin === context.config.origin;
}

function browserFile(pathname: string): Response | null {
  const read = (name: string) => readFileSync(new URL(`./browser/${name}`, import.meta.url), "utf8");
  const script = { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" };
  if (pathname === "/shopifycloud/app-bridge.js")
    return new Response(`${read("app-bridge.js")}\n${read("app-bridge-elements.js")}`, { headers: script });
  if (pathname === "/__admin/host.js") return new Response(read("host.js"), { headers: script });
  if (pathname === "/__admin/admin.css")
    return new Response(read("admin.css"), { headers: { "content-type": "text/css; charset=utf-8", "cache-control": "no-store" } });
  return null;
}

function fresh(response: Response): Response {
  response.headers.set("cache-control", "no-store");
  return response;
}
