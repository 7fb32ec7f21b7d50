import { jwtVerify } from "jose";
import { beforeEach, expect, test } from "vitest";
import type { Order } from "../books.ts";
import { placeOrder } from "../commerce/place-order.ts";
import { smallStore, type SmallStore } from "../small-store.ts";
import { Shopper } from "../storefront/shopper.ts";
import { adminHandler } from "./admin-handler.ts";

let store: SmallStore;
let merchant: Shopper;
let order: Order;

beforeEach(() => {
  store = smallStore();
  merchant = new Shopper(store, adminHandler);
  order = place({ "earl-grey": 2, "jubilee-mug": 1 });
});

function place(units: Record<string, number>): Order {
  const lines = Object.entries(units).map(([handle, quantity]) => ({ variantId: store.products[handle].variantIds[0], quantity }));
  return placeOrder(store, {
    lines,
    codes: [],
    attributes: [{ name: "_regulars_click", value: "c1" }],
    customerId: store.mia.id,
    email: "mia@example.com",
  });
}
const orderPath = () => `/store/small-store/orders/${order.id}`;
const now = () => store.books.order.need(order.id);
const lineOf = (title: string) => order.lines.find((line) => line.title === title)!;

test("the app is opened with a signed address and a token that is the shop's, for this app, for a minute", async () => {
  const { url } = JSON.parse((await merchant.get("/__emulator/embedded-url?path=/app/settings%3Ftab%3Doffer")).text) as { url: string };
  const address = new URL(url);
  expect(address.origin + address.pathname).toBe("http://localhost:4001/app/settings");
  expect(Object.fromEntries(address.searchParams)).toMatchObject({
    tab: "offer",
    embedded: "1",
    shop: "small-store.myshopify.com",
    locale: "en",
  });
  expect(Buffer.from(address.searchParams.get("host")!, "base64").toString()).toBe("admin.shopify.com/store/small-store");
  const { payload } = await jwtVerify(address.searchParams.get("id_token")!, Buffer.from("test-secret"), { audience: "test-key" });
  expect(payload.dest).toBe("https://small-store.myshopify.com");
  expect(payload.exp! - payload.iat!).toBe(60);
});

test("Shopify's own library accepts the address's HMAC", async () => {
  await import("@shopify/shopify-api/adapters/node");
  const { shopifyApi, ApiVersion } = await import("@shopify/shopify-api");
  const library = shopifyApi({
    apiKey: "test-key",
    apiSecretKey: "test-secret",
    hostName: "app.example",
    apiVersion: ApiVersion.October26,
    isEmbeddedApp: true,
    logger: { level: 0 },
  });
  const { url } = JSON.parse((await merchant.get("/__emulator/embedded-url?path=/app")).text) as { url: string };
  expect(await library.utils.validateHmac(Object.fromEntries(new URL(url).searchParams))).toBe(true);
});

test("each session token is a new one", async () => {
  const token = async () => (JSON.parse((await merchant.get("/__emulator/session-token")).text) as { token: string }).token;
  expect(await token()).not.toBe(await token());
});

test("an app's path that leads to another site is refused", async () => {
  await expect(merchant.get("/__emulator/embedded-url?path=//evil.example/")).rejects.toThrow(/path such as/);
});

test("the host page frames exactly the page asked for", async () => {
  for (const [path, framed] of [
    ["/apps/regulars", "/?"],
    ["/apps/regulars/app/buyers?region=north", "/app/buyers?region=north"],
    ["/apps/test-key/app", "/app?"],
  ]) {
    const page = (await merchant.get(`/store/small-store${path}`)).text;
    expect(/<iframe[^>]* data-src="([^"]*)"/.exec(page)![1].replaceAll("&amp;", "&")).toContain(`http://localhost:4001${framed}`);
  }
});

test("home and orders show what happened, newest first", async () => {
  const later = place({ "jubilee-mug": 1 });
  expect((await merchant.get("/store/small-store")).text).toContain(later.name);
  const list = (await merchant.get("/store/small-store/orders")).text;
  expect(list.indexOf(`>${later.name}<`)).toBeLessThan(list.indexOf(`>${order.name}<`));
  expect((await merchant.get(`/store/small-store/orders?query=${encodeURIComponent(order.name)}`)).text).not.toContain(later.name);
  expect((await merchant.get("/admin")).location).toBe("/store/small-store");
});

test("home says whether the app is installed", async () => {
  expect((await merchant.get("/store/small-store")).text).toContain("Not installed yet");
  const installation = { clientId: "test-key", scopes: [], installedAt: store.clock.iso(), uninstalledAt: null, proxyPrefix: "apps" };
  store.books.installation.put("test-key", installation);
  expect((await merchant.get("/store/small-store")).text).toContain("Installed.");
  store.books.installation.put("test-key", { ...installation, uninstalledAt: store.clock.iso() });
  expect((await merchant.get("/store/small-store")).text).toContain("Not installed yet");
});

test("the order page says what the click and the customer were", async () => {
  const page = (await merchant.get(orderPath())).text;
  for (const text of ["Mia Berg", "_regulars_click: c1", "£29.00", "£3.95"]) expect(page).toContain(text);
});

test("refunding part gives back exactly the units chosen and the shipping typed", async () => {
  const answer = await merchant.post(`${orderPath()}/refund`, {
    [`line[${lineOf("Earl Grey").id}]`]: "1",
    shipping: "1,00",
    note: "dented",
  });
  expect(answer.location).toBe(`${orderPath()}?done=refund`);
  expect(now().refunds).toMatchObject([{ totalMinor: 950, shippingMinor: 100, note: "dented" }]);
  expect(now().lines.map(({ currentQuantity }) => currentQuantity)).toEqual([1, 1]);
  expect(store.emitted.map(({ topic }) => topic)).toContain("refunds/create");
  expect((await merchant.get(answer.location!)).text).toContain("Refunded.");
});

test("an amount alone leaves the units where they are", async () => {
  await merchant.post(`${orderPath()}/refund`, { amount: "2.50" });
  expect(now().refunds[0]).toMatchObject({ totalMinor: 250, lines: [] });
});

test("refunding all gives back everything that was paid, also after a part", async () => {
  await merchant.post(`${orderPath()}/refund`, { [`line[${lineOf("Earl Grey").id}]`]: "1" });
  await merchant.post(`${orderPath()}/refund-all`, {});
  expect(now()).toMatchObject({ financialStatus: "REFUNDED" });
  expect(now().refunds.reduce((sum, { totalMinor }) => sum + totalMinor, 0)).toBe(2900 + 395);
});

test("what can't be refunded is said on the page and changes nothing", async () => {
  for (const form of [
    { [`line[${lineOf("Earl Grey").id}]`]: "3" },
    { amount: "four" },
    { amount: "4.205" },
    { [`line[${lineOf("Earl Grey").id}]`]: "-1" },
    {},
  ] as Record<string, string>[]) {
    const page = await merchant.post(`${orderPath()}/refund`, form);
    expect([form, page.status]).toEqual([form, 422]);
    expect(page.text).toContain('role="alert"');
  }
  expect(now().refunds).toEqual([]);
});

test("cancelling and fulfilling each happen once", async () => {
  expect((await merchant.post(`${orderPath()}/fulfil`, {})).status).toBe(303);
  expect((await merchant.post(`${orderPath()}/fulfil`, {})).status).toBe(422);
  expect((await merchant.post(`${orderPath()}/cancel`, {})).status).toBe(422);
  order = place({ "earl-grey": 1 });
  expect((await merchant.post(`${orderPath()}/cancel`, {})).status).toBe(303);
  expect(now().cancelledAt).not.toBeNull();
});

test("another site's page can't press the merchant's buttons", async () => {
  const url = new URL(`${orderPath()}/cancel`, store.config.origin);
  const response = await adminHandler(store, new Request(url, { method: "POST", headers: { origin: "http://evil.example" } }), url);
  expect(response!.status).toBe(403);
  expect(now().cancelledAt).toBeNull();
});

test("App Bridge's scopes: what is required and what is optional can be asked for and given back; others can't", async () => {
  store.config.optionalScopes.push("write_gift_cards");
  store.books.installation.put("test-key", {
    clientId: "test-key",
    scopes: ["read_orders", "read_products"],
    installedAt: store.clock.iso(),
    uninstalledAt: null,
    proxyPrefix: "apps",
  });
  const url = new URL("/store/small-store/apps/regulars.scopes", store.config.origin);
  const change = async (body: object) =>
    (await (await adminHandler(store, new Request(url, { method: "POST", body: JSON.stringify(body) }), url))!.json()) as {
      granted: string[];
    };
  expect((await change({ change: "revoke", scopes: ["read_products"] })).granted).toEqual(["read_orders"]);
  expect((await change({ change: "grant", scopes: ["read_products"] })).granted).toEqual(["read_orders", "read_products"]);
  expect(await change({ change: "grant", scopes: ["write_gift_cards"] })).toEqual({
    granted: ["read_orders", "read_products", "write_gift_cards"],
    required: ["read_orders", "read_products"],
    optional: ["write_gift_cards"],
  });
  expect((await change({ change: "revoke", scopes: ["write_gift_cards"] })).granted).toEqual(["read_orders", "read_products"]);
  await expect(change({ change: "grant", scopes: ["write_draft_orders"] })).rejects.toThrow(/write_draft_orders/);
  expect(store.emitted.filter(({ topic }) => topic === "app/scopes_update")).toHaveLength(4);
});

test("the picker lists products, variants and collections by words of their title", async () => {
  const pick = async (query: string) =>
    (
      JSON.parse((await merchant.get(`/store/small-store/resources.json?${query}`)).text) as { resources: { title: string; id: string }[] }
    ).resources.map(({ title }) => title);
  expect(await pick("type=product&query=mug")).toEqual(["Jubilee Mug"]);
  expect(await pick("type=variant&query=grey")).toEqual(["Earl Grey"]);
  expect(await pick("type=collection&query=")).toEqual(["Tea", "Kitchen"]);
});

test("what this admin hasn't got says so, and other addresses aren't its own", async () => {
  expect(await merchant.get("/store/small-store/customers")).toMatchObject({
    status: 501,
    text: expect.stringContaining("/store/small-store/customers"),
  });
  for (const path of ["/", "/store/other-store", "/products/x"]) await expect(merchant.get(path)).rejects.toThrow("nobody answers");
});

test("a buyer's name can't become markup in the admin", async () => {
  store.books.customer.put(store.mia.id, { ...store.mia, firstName: "<img src=x>" });
  for (const path of ["/store/small-store", "/store/small-store/orders", orderPath()]) {
    const page = (await merchant.get(path)).text;
    expect(page).not.toContain("<img src=x>");
    expect(page).toContain("&lt;img src=x&gt;");
  }
});
