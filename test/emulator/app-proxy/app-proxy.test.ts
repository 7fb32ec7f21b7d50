import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { smallStore, type SmallStore } from "../small-store.ts";
import { storefrontHandler } from "../storefront/storefront-handler.ts";
import { appProxyHandler } from "./app-proxy-handler.ts";
import { askApp, ProxyFailure } from "./ask-app.ts";
import { signProxyQuery } from "./sign-proxy-query.ts";

let app: Server;
let answer: RequestListener;
let store: SmallStore;

beforeEach(async () => {
  app = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  store = smallStore({ appUrl: `http://127.0.0.1:${(app.address() as AddressInfo).port}` });
  store.books.installation.put("test-key", {
    clientId: "test-key",
    scopes: [],
    installedAt: store.clock.iso(),
    uninstalledAt: null,
    proxyPrefix: "apps",
  });
});
afterEach(() => {
  app.closeAllConnections();
  app.close();
});

const ask = async (path: string, init?: RequestInit) => {
  const url = new URL(path, store.config.origin);
  return (await appProxyHandler(store, new Request(url, init), url))!;
};
const bodyOf = async (request: IncomingMessage) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};
const liquid =
  (source: string, status = 200): RequestListener =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/liquid; charset=utf-8" });
    response.end(source);
  };

test("the signature sorts by bytes and joins repeated values", () => {
  // Shopify's documented example: extra=1&extra=2, secret "hush".
  const query = new URLSearchParams(
    "extra=1&extra=2&shop=some-shop.myshopify.com&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555&logged_in_customer_id=1&signature=ignored",
  );
  const message = "extra=1,2logged_in_customer_id=1path_prefix=/apps/awesome_reviewsshop=some-shop.myshopify.comtimestamp=1317327555";
  expect(signProxyQuery(query, "hush")).toBe(createHmac("sha256", "hush").update(message).digest("hex"));
  const cased = new URLSearchParams([
    ["path1", "2"],
    ["Page", "1"],
    ["utmMedium", "x"],
    ["utm_a", "y"],
    ["é", "z"],
  ]);
  expect(signProxyQuery(cased, "s")).toBe(createHmac("sha256", "s").update("Page=1path1=2utmMedium=xutm_a=yé=z").digest("hex"));
});

test("the app is told shop, prefix, time and nobody's id when nobody is signed in, all signed", async () => {
  const seen: string[] = [];
  answer = (request, response) => {
    seen.push(request.url!);
    response.end("fine");
  };
  await ask("/apps/regulars/join/abc?Page=1&a=2&a=3&signature=forged");
  const url = new URL(seen[0], "http://app");
  expect(url.pathname).toBe("/proxy/join/abc");
  const { signature, ...parameters } = Object.fromEntries(url.searchParams);
  expect(parameters).toMatchObject({
    Page: "1",
    shop: "small-store.myshopify.com",
    path_prefix: "/apps/regulars",
    logged_in_customer_id: "",
  });
  expect(url.searchParams.getAll("signature")).toEqual([signProxyQuery(url.searchParams, "test-secret")]);
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
});

test("the signed-in customer's id is Shopify's to say; what a shopper adds stays beside it for the app to refuse", async () => {
  const seen: URLSearchParams[] = [];
  answer = (request, response) => {
    seen.push(new URL(request.url!, "http://app").searchParams);
    response.end();
  };
  const url = new URL("/__emulator/sign-in", store.config.origin);
  const signIn = await storefrontHandler(
    store,
    new Request(url, { method: "POST", body: new URLSearchParams({ email: "mia@example.com" }) }),
    url,
  );
  const { cookie } = (await signIn!.json()) as { cookie: string };
  await ask("/apps/regulars/page", { headers: { cookie } });
  await ask("/apps/regulars/page?logged_in_customer_id=7", { headers: { cookie } });
  expect(seen[0].getAll("logged_in_customer_id")).toEqual([store.mia.id]);
  expect(seen[1].getAll("logged_in_customer_id")).toEqual(["7", store.mia.id]);
});

test("cookies are stripped both ways; method, body and kind pass", async () => {
  let seen: unknown;
  answer = async (request, response) => {
    seen = {
      method: request.method,
      body: await bodyOf(request),
      type: request.headers["content-type"],
      cookie: request.headers.cookie,
      secret: request.headers.authorization,
    };
    response.writeHead(201, { "set-cookie": "app=1", "x-kept": "yes", "content-type": "text/plain" });
    response.end("done");
  };
  const response = await ask("/apps/regulars/join", {
    method: "POST",
    body: "code=MIA10",
    headers: { cookie: "visit=x; other=y", authorization: "Bearer z", "content-type": "application/x-www-form-urlencoded" },
  });
  expect(seen).toEqual({
    method: "POST",
    body: "code=MIA10",
    type: "application/x-www-form-urlencoded",
    cookie: undefined,
    secret: undefined,
  });
  expect(response.status).toBe(201);
  expect(response.headers.get("x-kept")).toBe("yes");
  expect(response.headers.get("set-cookie")).not.toContain("app=1");
});

test("a redirect is followed by Shopify itself: the shopper gets the page it leads to", async () => {
  answer = (request, response) => {
    if (request.url!.startsWith("/proxy/old")) return response.writeHead(302, { location: "/proxy/new" }).end();
    response.end(`${request.method} ${request.url}`);
  };
  const response = await ask("/apps/regulars/old", { method: "POST", body: "x" });
  expect([response.status, await response.text()]).toEqual([200, "GET /proxy/new"]);
});

test("redirects without end, and to other sites, are an error page", async () => {
  answer = (request, response) =>
    response.writeHead(302, { location: request.url!.startsWith("/proxy/away") ? "http://elsewhere.invalid/" : request.url! }).end();
  for (const path of ["/apps/regulars/round", "/apps/regulars/away"]) expect((await ask(path)).status).toBe(502);
  expect(store.log.map(({ what }) => what).join()).toMatch(/more than 5 times.*elsewhere\.invalid/);
});

test("an application/liquid answer runs as Liquid inside the theme and keeps its status", async () => {
  answer = liquid("<h1>{{ shop.name | escape }} &amp; you</h1>{% assign next = 4 | plus: 1 %}{{ next }}", 404);
  const response = await ask("/apps/regulars/maxine");
  const page = await response.text();
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toContain("text/html");
  expect(page).toContain("<h1>Small &amp; Sons &amp; you</h1>5");
  expect(page).toContain('class="site-header"');
  expect(page).toContain("<title>Small &amp; Sons &amp; you – Small &amp; Sons</title>");
});

test("layout none leaves the theme away", async () => {
  answer = liquid("{% layout none %}<p>{{ routes.cart_url }}</p>");
  expect(await (await ask("/apps/regulars/x")).text()).toBe("<p>/cart</p>");
});

test("Liquid that Shopify wouldn't know fails loudly", async () => {
  answer = liquid("{{ 'x' | no_such_filter }}");
  await expect(ask("/apps/regulars/x")).rejects.toThrow(/no_such_filter/);
});

test("an app that is too slow or not there gets an error page that names no secrets", async () => {
  answer = () => undefined;
  const url = new URL("/apps/regulars/slow", store.config.origin);
  await expect(askApp(store, new Request(url), url, { pathPrefix: "/apps/regulars", rest: "/slow", customerId: null }, 50)).rejects.toThrow(
    ProxyFailure,
  );
  app.closeAllConnections();
  await new Promise((resolve) => app.close(resolve));
  const response = await ask("/apps/regulars/x");
  expect(response.status).toBe(502);
  expect(await response.text()).toContain("There was an error in the app that makes this page");
});

test("an uninstalled app has no pages, and other paths aren't the proxy's", async () => {
  answer = (_request, response) => response.end("fine");
  const url = new URL("/apps/regularsmore", store.config.origin);
  expect(await appProxyHandler(store, new Request(url), url)).toBeNull();
  store.books.installation.put("test-key", { ...store.books.installation.need("test-key"), uninstalledAt: store.clock.iso() });
  expect((await ask("/apps/regulars/x")).status).toBe(404);
});
