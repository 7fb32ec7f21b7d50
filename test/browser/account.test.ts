/**
 * Our extensions in a real Chromium, bundled, in the emulator's stand-in for Shopify's own pages: they ask the app from a frame
 * without an origin, with the token of whoever is signed in. SCREENSHOTS=folder keeps a picture of every page.
 */
import type { FrameLocator, Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { aBuyer, aLine, anAmbassador, anEarnedCredit, anOrder } from "../support/builders";
import { PHONE, shopperBrowser, SMALL, WIDE } from "../support/shopper-browser";
import { knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin, store } = rig;
const PAGE = "/account/pages/regulars-account-page";

const shopper = shopperBrowser(origin);
const { takeProblems } = shopper;
beforeAll(() => stockShelf(rig));

type Opened = { page: Page; inside: FrameLocator };

async function open(where: string, visitor: Parameters<typeof shopper.open>[1] = {}): Promise<Opened> {
  const page = await shopper.open(where, visitor);
  return { page, inside: page.frameLocator("iframe[data-extension]") };
}
const look = (page: Page, name: string): Promise<void> =>
  shopper.look(page, name, { ours: ["iframe[data-extension]", "[data-extension-body]"], picture: "stretched" });

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
  for (const viewport of [SMALL, PHONE, WIDE]) {
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

test("changing what is theirs: their page for friends, about them, their code, a break; everything that moved", async () => {
  const made = await ambassador({ earned: 1_000n });
  const { orderId } = await anOrder(world, { buyerId: made.buyerId });
  for (const { id, variantIds } of Object.values(store.products).slice(0, 4))
    await aLine(world, { orderId, productId: id, variantId: variantIds[0] });
  for (const viewport of [SMALL, WIDE]) {
    const { page, inside } = await open(PAGE, { as: made.email, viewport });
    for (const title of ["What friends see on your page", "Change my code", "About you", "Take a break", "Leave"])
      await inside.locator("s-summary", { hasText: title }).click();
    await look(page, "account-page-yours");
  }
  const { page, inside } = await open(PAGE, { as: made.email });
  await inside.getByText("What friends see on your page").click();
  await inside.getByLabel("A few words of yours").fill("I drink it every morning.");
  await inside.getByRole("checkbox").first().press("Space");
  await inside.getByRole("button", { name: "Save" }).first().press("Enter");
  await inside.getByText("Saved", { exact: false }).waitFor();
  const [{ words, favourites }] = await rig.sql<{ words: string; favourites: string[] }>(
    "SELECT words, favourites FROM ambassador WHERE ambassador_id = $1",
    [made.ambassadorId],
  );
  expect([words, favourites.length]).toEqual(["I drink it every morning.", 1]);

  await inside.getByText("Change my code").click();
  await inside.getByLabel("Your new code").pressSequentially("maxine-rude-fuck");
  await inside.getByText("might hurt somebody").waitFor();
  await look(page, "account-page-code");
  await inside.getByLabel("Your new code").fill("MAXINE-EVERY-DAY");
  await inside.getByText("MAXINE-EVERY-DAY is free.").waitFor();
  await inside.getByRole("button", { name: "Take this code" }).press("Enter");
  await inside.getByText("Your old code.").waitFor();

  await inside.getByText("Take a break").first().click();
  await inside.getByRole("button", { name: "Take a break" }).press("Enter");
  await inside.getByRole("button", { name: "Go on" }).waitFor();
  await look(page, "account-page-paused");
  await inside.getByRole("button", { name: "Go on" }).press("Enter");
  await inside.getByRole("img", { name: /camera/ }).waitFor();

  await inside.getByRole("button", { name: "See everything that moved" }).press("Enter");
  await inside.getByRole("heading", { name: /this is everything that moved/ }).waitFor();
  await look(page, "account-page-statement");
  await page.setViewportSize(WIDE);
  await look(page, "account-page-statement");
  await inside.getByRole("button", { name: "Back to my page" }).press("Enter");
  await inside.getByRole("heading", { level: 1, name: "Hello Maxine" }).waitFor();
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
  expect(takeProblems()).toEqual(["Failed to load resource: net::ERR_FAILED"]);
  down = false;
  await inside.getByRole("button", { name: "Try again" }).click();
  await inside.getByRole("heading", { level: 1, name: "Hello Maxine" }).waitFor();
});

const ADDRESS = { firstName: "Tom", lastName: "Baker", address1: "1 High Street", city: "York", zip: "YO1 7EP", country: "GB" };
/** Buys a pot of tea and is on the thank-you page; the order's id in Shopify. */
async function buy(as: string | undefined, viewport = PHONE): Promise<Opened & { orderId: string }> {
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
  // The order comes a moment after the page, which asks once more.
  await theirs.page.clock.install();
  await Promise.all([theirs.page.waitForResponse(/\/account\/standing/), theirs.page.reload()]);
  await isEmpty(theirs.page);
  await anOrder(world, { orderId: theirs.orderId, buyerId: friend.buyerId, codes: [made.code] });
  await decideOrder(world, { orderId: theirs.orderId });
  await theirs.page.clock.runFor(7_000);
  await theirs.inside.getByText("Maxine told you about us").waitFor();
  await look(theirs.page, "thank-you-friend");
  const at = await open(`/account/orders/${theirs.orderId}`, { as: "friend@example.com" });
  await at.inside.getByText("Maxine told you about us").waitFor();
  await look(at.page, "order-friend");
  await open(`/account/orders/${theirs.orderId}`, { as: made.email });
});
