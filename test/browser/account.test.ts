/**
 * Our extensions in a real Chromium, bundled, in the emulator's stand-in for Shopify's own pages: they ask the app from a frame
 * without an origin, with the token of whoever is signed in. SCREENSHOTS=folder keeps a picture of every page.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type FrameLocator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { aBuyer, anAmbassador, anEarnedCredit, anOrder } from "../support/builders";
import { chromiumFlags, findOrInstallChromium } from "../support/chromium";
import { knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin, store } = rig;
const PHONE = { width: 375, height: 740 };
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 900 };
const PAGE = "/account/pages/regulars-account-page";

let browser: Browser;
const contexts: BrowserContext[] = [];
const problems: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: chromiumFlags.filter((flag) => flag !== "--headless") });
  await stockShelf(rig);
});
afterAll(() => browser?.close());
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
  expect(problems.splice(0)).toEqual([]);
});

async function open(
  where: string,
  { viewport = PHONE, as }: { viewport?: typeof PHONE; as?: string } = {},
): Promise<{ page: Page; inside: FrameLocator }> {
  const context = await browser.newContext({ viewport });
  contexts.push(context);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  if (as) await context.request.post(`${origin}/__emulator/sign-in`, { form: { email: as } });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && !/status of 40[14]/.test(message.text()) && problems.push(message.text()));
  await page.goto(origin + where);
  return { page, inside: page.frameLocator("iframe[data-extension]") };
}

/** Nothing of ours that a person with a disability would stumble over, and no sideways scroll; a picture where one is asked for. */
async function look(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(["iframe[data-extension]", "[data-extension-body]"]).analyze();
  expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
  for (const frame of page.frames())
    expect(
      await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      `${name} scrolls sideways`,
    ).toBeLessThanOrEqual(0);
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  // A frame of another origin is painted only where it is in view.
  const size = page.viewportSize()!;
  await page.setViewportSize({ ...size, height: await page.evaluate(() => Math.max(innerHeight, document.documentElement.scrollHeight)) });
  await page.screenshot({ path: path.join(folder, `${name}-${size.width}.png`) });
  await page.setViewportSize(size);
}

let count = 0;
async function ambassador({ earned = 0n, name = "Maxine" } = {}) {
  const made = await anAmbassador(world, program, { name, code: `${name.toUpperCase()}-${++count}` });
  const email = `account-${count}@example.com`;
  knownCustomer(rig, made, email);
  if (earned) await anEarnedCredit(world, made, earned);
  return { ...made, email };
}

test("the page: whole, on a phone and wide, without fault", async () => {
  const made = await ambassador({ earned: 1_040n });
  for (const order of [
    { codes: [made.code], goodsMinor: 4_200n },
    { codes: [made.code], buyerId: made.buyerId },
    { codes: [made.code], paidAt: null },
  ]) {
    const { orderId } = await anOrder(world, order);
    await decideOrder(world, { orderId });
    await creditOrder(world, { orderId });
  }
  for (const viewport of [NARROW, PHONE, WIDE]) {
    const { page, inside } = await open(PAGE, { viewport, as: made.email });
    await inside.getByRole("heading", { level: 1, name: "Hello Maxine" }).waitFor();
    await inside.getByRole("img", { name: /camera/ }).waitFor();
    await look(page, "account-page");
  }
});

test("the page of somebody new, and of somebody who is no ambassador", async () => {
  const { page, inside } = await open(PAGE, { as: (await ambassador()).email });
  await inside.getByText("Nothing yet.").waitFor();
  await look(page, "account-page-new");
  const stranger = await aBuyer(world);
  knownCustomer(rig, stranger, "stranger@example.com");
  const theirs = await open(PAGE, { as: "stranger@example.com" });
  await theirs.inside.getByRole("heading", { name: "Nothing here yet" }).waitFor();
  await look(theirs.page, "account-page-nobody");
});

test("by keyboard: copy the code and take a product; and leave", async () => {
  const made = await ambassador({ earned: 2_000n });
  const { page, inside } = await open(PAGE, { as: made.email });
  await inside.getByRole("button", { name: "Copy code" }).press("Enter");
  await inside.getByRole("button", { name: "Copied" }).waitFor();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(made.code);

  const first = inside.getByRole("button", { name: /^Take this: / }).first();
  await first.press("Enter");
  await inside.getByText(/^Take the .* of your £20\.00\?/).waitFor();
  await look(page, "account-page-confirm");
  await inside.getByRole("button", { name: "Yes, take it" }).press("Enter");
  await inside.getByText("Good choice.").waitFor();
  await look(page, "account-page-taken");
  expect(await rig.sql("SELECT state FROM reward WHERE ambassador_id = $1", [made.ambassadorId])).toEqual([{ state: "requested" }]);

  await inside.getByText("Leave", { exact: true }).click();
  await inside.getByRole("button", { name: "Yes, close my page" }).press("Enter");
  await inside.getByText("Done. Your page is closed.").waitFor();
  await look(page, "account-page-left");
  expect(await rig.sql("SELECT state FROM ambassador WHERE ambassador_id = $1", [made.ambassadorId])).toEqual([{ state: "left" }]);
});

test("the app down is said, and one press later the page is there", async () => {
  const made = await ambassador();
  const { page } = await open("/account", { as: made.email });
  let down = true;
  await page.route("**/account/rewards", (route) => (down ? route.abort() : route.continue()));
  await page.goto(origin + PAGE);
  const inside = page.frameLocator("iframe[data-extension]");
  await inside.getByText("Your page doesn't answer just now.").waitFor();
  await look(page, "account-page-down");
  // The browser's own line about the request that was cut.
  expect(problems.splice(0)).toEqual(["Failed to load resource: net::ERR_FAILED"]);
  down = false;
  await inside.getByRole("button", { name: "Try again" }).click();
  await inside.getByRole("heading", { level: 1, name: "Hello Maxine" }).waitFor();
});

const ADDRESS = { firstName: "Tom", lastName: "Baker", address1: "1 High Street", city: "York", zip: "YO1 7EP", country: "GB" };
/** Buys a pot of tea and is on the thank-you page; the order's id in Shopify. */
async function buy(as: string | undefined, viewport = PHONE): Promise<{ page: Page; inside: FrameLocator; orderId: string }> {
  const opened = await open("/", { as, viewport });
  const { request } = opened.page.context();
  await request.post(`${origin}/cart/add`, { form: { id: store.products["earl-grey"].variantIds[0] } });
  const paid = await request.post(`${origin}/checkout`, { form: { email: as ?? "guest@example.com", ...ADDRESS }, maxRedirects: 0 });
  await opened.page.goto(origin + paid.headers().location);
  return { ...opened, orderId: [...store.books.order.values()].at(-1)!.id };
}
/** Nothing is seen of it, and nothing of the page moved aside. */
const isEmpty = (page: Page) =>
  expect.poll(async () => (await page.frameLocator("iframe[data-extension]").locator("body > *:not(script)").count()) === 0).toBe(true);

test("who has bought and is one of the regulars sees their code; a guest sees nothing", async () => {
  const made = await ambassador({ earned: 300n });
  for (const viewport of [PHONE, WIDE]) {
    const { page, inside } = await buy(made.email, viewport);
    await inside.getByRole("heading", { name: "You're one of our regulars" }).waitFor();
    await inside.getByText(made.code, { exact: true }).waitFor();
    await look(page, "thank-you");
  }
  const guest = await buy(undefined);
  await guest.page.getByRole("heading", { name: /^Thank you/ }).waitFor();
  await isEmpty(guest.page);
});

test("at an order: an ambassador reads why their own earned nothing, a friend whom they did good with; nobody else's order is there", async () => {
  const made = await ambassador();
  const own = await buy(made.email);
  await anOrder(world, { orderId: own.orderId, buyerId: made.buyerId, codes: [made.code] });
  await decideOrder(world, { orderId: own.orderId });
  const { page, inside } = await open(`/account/orders/${own.orderId}`, { as: made.email });
  await inside.getByText("This order was your own").waitFor();
  await look(page, "order-own");

  const friend = await aBuyer(world);
  knownCustomer(rig, friend, "friend@example.com");
  const theirs = await buy("friend@example.com");
  await isEmpty(theirs.page);
  await anOrder(world, { orderId: theirs.orderId, buyerId: friend.buyerId, codes: [made.code] });
  await decideOrder(world, { orderId: theirs.orderId });
  const at = await open(`/account/orders/${theirs.orderId}`, { as: "friend@example.com" });
  await at.inside.getByText("Maxine told you about us").waitFor();
  await look(at.page, "order-friend");
  await open(`/account/orders/${theirs.orderId}`, { as: made.email });
});
