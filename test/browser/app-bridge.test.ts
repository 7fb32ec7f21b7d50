/**
 * The emulator's admin page and its stand-in for App Bridge, driven in a real Chromium with a tiny embedded app: what an
 * embedded app may rely on inside Shopify must hold here before the real app is tried on it.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { chromium, type Browser, type BrowserContext, type FrameLocator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { adminHandler } from "../emulator/admin/admin-handler.ts";
import { startEdge, type Edge } from "../emulator/edge/edge.ts";
import { startServer, type RunningServer } from "../emulator/server.ts";
import { smallStore, type SmallStore } from "../emulator/small-store.ts";
import { chromiumFlags, findOrInstallChromium } from "../support/chromium.ts";

let browser: Browser;
let app: Server;
let edge: Edge;
let emulator: RunningServer;
let store: SmallStore;
let context: BrowserContext;
let page: Page;
let frame: FrameLocator;
let problems: string[];
/** Authorization of every call to /api, in order. */
let calls: string[];
let refuseNext = 0;

const APP_PAGE = `<!doctype html><html><head><title>App</title></head><body>
  <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" data-api-key="test-key"></script>
  <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/buyers">Power buyers</a><a href="/app/settings">Settings</a></ui-nav-menu>
  <ui-title-bar title="PATH"><button variant="primary" onclick="say('invited')">Invite</button></ui-title-bar>
  <ui-save-bar id="bar"><button variant="primary" onclick="say('saved'); shopify.saveBar.hide('bar')">Save</button><button>Discard</button></ui-save-bar>
  <ui-modal id="modal"><ui-title-bar title="Are you sure"><button variant="primary" onclick="say('sure')">Yes</button></ui-title-bar></ui-modal>
  <h1>PATH</h1><p id="said"></p>
  <script>
    const say = (text) => { document.getElementById("said").textContent = typeof text === "string" ? text : JSON.stringify(text); };
    document.getElementById("modal").content.append("Think twice");
    addEventListener("shopify:navigate", (event) => location.assign(event.target.getAttribute("href")));
  </script></body></html>`;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: chromiumFlags.filter((flag) => flag !== "--headless") });
  app = createServer((request, response) => {
    const url = new URL(request.url!, "http://app");
    if (url.pathname === "/api") {
      calls.push(request.headers.authorization ?? "");
      if (refuseNext-- > 0) return response.writeHead(401, { "X-Shopify-Retry-Invalid-Session-Request": "1" }).end();
      return response.end("welcome");
    }
    response.writeHead(200, {
      "content-type": "text/html",
      "content-security-policy": "frame-ancestors https://small-store.myshopify.com https://admin.shopify.com;",
    });
    response.end(APP_PAGE.replaceAll("PATH", url.pathname));
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  store = smallStore({ origin: "" });
  emulator = await startServer(0, () => store, [adminHandler]);
  store.config.origin = `http://127.0.0.1:${emulator.port}`;
  edge = await startEdge(store, { port: 0, appPort: (app.address() as AddressInfo).port });
  store.config.appUrl = `http://localhost:${edge.port}`;
});
afterAll(async () => {
  await browser?.close();
  await edge?.close();
  await emulator?.close();
  app?.closeAllConnections();
  app?.close();
});

beforeEach(async () => {
  calls = [];
  problems = [];
  refuseNext = 0;
  context = await browser.newContext({ viewport: { width: 1200, height: 800 } });
  page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && !message.text().includes("401") && problems.push(message.text()));
  await page.goto(`${store.config.origin}/store/small-store/apps/regulars/app`);
  frame = page.frameLocator("#app-frame");
  await page.locator("#app-navigation a").first().waitFor();
});
afterEach(async () => {
  await context.close();
  expect(problems).toEqual([]);
});

const inApp = <T>(script: string): Promise<T> => page.frame("app-iframe")!.evaluate<T>(script);

test("the admin shows the app's navigation, title and buttons, and presses them for it", async () => {
  expect(await page.locator("#app-navigation a").allTextContents()).toEqual(["Power buyers", "Settings"]);
  expect(await page.locator("#app-title").textContent()).toBe("/app");
  await page.locator("#title-actions button", { hasText: "Invite" }).click();
  await frame.locator("#said", { hasText: "invited" }).waitFor();
});

test("the app's calls carry a session token and are tried once more after a 401, with a new one", async () => {
  refuseNext = 1;
  expect(await inApp(`fetch("/api").then((response) => response.text())`)).toBe("welcome");
  expect(calls).toHaveLength(2);
  for (const call of calls) expect(call).toMatch(/^Bearer ey/);
  expect(calls[0]).not.toBe(calls[1]);
  refuseNext = 5;
  expect(await inApp(`fetch(new Request("/api", { method: "POST", body: "x" })).then((response) => response.status)`)).toBe(401);
  expect(calls).toHaveLength(4);
});

test("a page chosen in the admin's navigation opens in the app, and its address survives a reload", async () => {
  await page.locator("#app-navigation a", { hasText: "Settings" }).click();
  await frame.getByRole("heading", { name: "/app/settings" }).waitFor();
  await page.waitForURL("**/store/small-store/apps/regulars/app/settings");
  expect(await page.locator("#app-navigation [aria-current]").textContent()).toBe("Settings");
  await page.reload();
  await frame.getByRole("heading", { name: "/app/settings" }).waitFor();
  await inApp(`history.pushState(null, "", "/app/settings/offer?tab=2")`);
  await page.waitForURL("**/apps/regulars/app/settings/offer?tab=2");
});

test("a toast is shown and goes; its action comes back to the app", async () => {
  await inApp(`void shopify.toast.show("Saved <b>it</b>", { action: "Undo", onAction: () => say("undone") })`);
  await page.locator("#toast", { hasText: "Saved <b>it</b>" }).waitFor();
  await page.locator("#toast button", { hasText: "Undo" }).click();
  await frame.locator("#said", { hasText: "undone" }).waitFor();
  await page.locator("#toast").getByLabel("Dismiss").click();
  await page.locator("#toast").waitFor({ state: "hidden" });
});

test("unsaved changes hold a person on the page until they are saved", async () => {
  await inApp(`shopify.saveBar.show("bar")`);
  await page.locator("#save-bar").waitFor();
  await page.locator("#app-navigation a", { hasText: "Settings" }).click();
  await page.locator("#save-bar.attention").waitFor();
  expect(await frame.getByRole("heading").first().textContent()).toBe("/app");
  await page.locator("#save-actions button", { hasText: "Save" }).click();
  await page.locator("#save-bar").waitFor({ state: "hidden" });
  expect(await frame.locator("#said").textContent()).toBe("saved");
});

test("a modal shows the app's content, presses its buttons and closes by Escape", async () => {
  await inApp(`shopify.modal.show("modal")`);
  const modal = frame.locator("dialog[open]");
  await modal.getByText("Think twice").waitFor();
  expect(await modal.locator("h2").textContent()).toBe("Are you sure");
  await modal.getByRole("button", { name: "Yes" }).click();
  expect(await frame.locator("#said").textContent()).toBe("sure");
  await page.keyboard.press("Escape");
  await modal.waitFor({ state: "detached" });
});

test("the picker gives the app what was chosen, or nothing", async () => {
  await inApp(
    `void shopify.resourcePicker({ type: "product" }).then((chosen) => say(chosen ? chosen.map((each) => each.title).join() : "nothing"))`,
  );
  await page.locator("#dialog").getByLabel("Jubilee Mug").check();
  await page.locator("#dialog").getByRole("button", { name: "Choose", exact: true }).click();
  await frame.locator("#said", { hasText: "Jubilee Mug" }).waitFor();
  await inApp(`void shopify.resourcePicker({ type: "product" }).then((chosen) => say(chosen ? "something" : "nothing"))`);
  await page.locator("#dialog").getByRole("button", { name: "Cancel" }).click();
  await frame.locator("#said", { hasText: "nothing" }).waitFor();
});

test("the owner is asked for a scope the app declares as optional, and may say no", async () => {
  store.config.optionalScopes = ["write_gift_cards"];
  store.books.installation.put("test-key", {
    clientId: "test-key",
    scopes: ["read_orders", "read_products"],
    installedAt: store.clock.iso(),
    uninstalledAt: null,
    proxyPrefix: "apps",
  });
  const ask = () =>
    inApp(`void shopify.scopes.request(["write_gift_cards"]).then(({ result, detail }) => say([result, ...detail.granted].join()))`);
  await ask();
  await page.locator("#dialog", { hasText: "write_gift_cards" }).getByRole("button", { name: "Cancel" }).click();
  await frame.locator("#said", { hasText: "declined-all,read_orders,read_products" }).waitFor();
  await ask();
  await page.locator("#dialog").getByRole("button", { name: "Update access" }).click();
  await frame.locator("#said", { hasText: "granted-all,read_orders,read_products,write_gift_cards" }).waitFor();
  expect(store.emitted.map(({ topic }) => topic)).toEqual(["app/scopes_update"]);
  expect(await inApp(`shopify.scopes.revoke(["write_gift_cards"]).then(({ detail }) => detail.granted)`)).toEqual([
    "read_orders",
    "read_products",
  ]);
  expect(await inApp(`shopify.scopes.query().then(({ optional }) => optional)`)).toEqual(["write_gift_cards"]);
});

test("the bounce page comes back to the page asked for with a fresh token, and never to another site", async () => {
  const back = encodeURIComponent(`${store.config.appUrl}/app/buyers?embedded=1`);
  await inApp(`location.assign("/auth/session-token?shopify-reload=${back}")`);
  await frame.getByRole("heading", { name: "/app/buyers" }).waitFor();
  expect(await inApp<string>("location.search")).toMatch(/id_token=ey/);
  await inApp(`location.assign("/auth/session-token?shopify-reload=" + encodeURIComponent("http://127.0.0.1:1/"))`);
  await frame.getByRole("heading", { name: "/auth/session-token" }).waitFor();
});

test("links into Shopify's admin lead into this one", async () => {
  await inApp(`void window.open("shopify:admin/orders", "_top")`);
  await page.waitForURL("**/store/small-store/orders");
});

test("messages from anyone but the app's frame are not heard", async () => {
  await page.evaluate(
    `window.postMessage({ bridge: "emulator", kind: "tell", name: "toast", payload: { id: "x", message: "forged", isError: false, action: null, duration: 5000 } }, "*")`,
  );
  await inApp(`void shopify.toast.show("real")`);
  await page.locator("#toast", { hasText: "real" }).waitFor();
  expect(await page.locator("#toast").textContent()).not.toContain("forged");
});

test("what isn't built in the stand-in throws and names itself", async () => {
  await expect(inApp(`shopify.picker()`)).rejects.toThrow(/shopify\.picker isn't built/);
});

test("on a phone the navigation folds away and the page doesn't scroll sideways", async () => {
  await page.setViewportSize({ width: 375, height: 700 });
  expect(await page.locator("#navigation").isVisible()).toBe(false);
  await page.getByLabel("Menu").click();
  await page.locator("#app-navigation a", { hasText: "Power buyers" }).click();
  await frame.getByRole("heading", { name: "/app/buyers" }).waitFor();
  await page.locator("#navigation").waitFor({ state: "hidden" });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(375);
});
