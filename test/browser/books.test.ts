/**
 * The books of a period, a person's statement and the checks in a real Chromium inside the emulator's admin, and the statement on the
 * storefront: on a wide screen and on a phone, for screen readers, with nothing printed to the console. SCREENSHOTS=folder keeps pictures.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import pg from "pg";
import { chromium, type Browser, type FrameLocator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { worldFor } from "~/world.server";
import { aProgram, anAmbassador, anEarnedCredit, type BuiltAmbassador } from "../support/builders";
import { chromiumFlags, findOrInstallChromium } from "../support/chromium";
import { wholeApp } from "../support/whole-app";

const { admin, emulator, urls } = await wholeApp({ seed: "books pages", buyers: 40 });
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 740 };
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
/** What the host page preloads for the frame, and how the browser tells of an address that asks for days that are none. */
const NOT_OURS = /was preloaded using link preload|status of 400/;

let browser: Browser;
let page: Page;
let app: FrameLocator;
let mia: BuiltAmbassador;
const problems: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: chromiumFlags.filter((flag) => flag !== "--headless") });
  page = await (await browser.newContext({ viewport: WIDE, userAgent: USER_AGENT, acceptDownloads: true })).newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type()) && !NOT_OURS.test(message.text())) problems.push(message.text());
  });
  app = page.frameLocator("#app-frame");
});
afterAll(async () => {
  await browser?.close();
  await closeQueue();
  await closeConnections();
});
afterEach(() => expect(problems.splice(0).join("\n")).toBe(""));

async function open(where: string, heading: string | RegExp): Promise<void> {
  await page.goto(admin(where));
  await app.getByRole("heading", { level: 1, name: heading }).waitFor();
  const main = app.locator("main");
  // Drawn by the server a page can be read; pressed it can be once React has taken hold of it.
  await expect
    .poll(() => main.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__react"))), { timeout: 30_000 })
    .toBe(true);
}

async function look(name: string): Promise<void> {
  for (const viewport of [WIDE, PHONE]) {
    await page.setViewportSize(viewport);
    const { violations, passes } = await new AxeBuilder({ page }).include(["#app-frame", "body"]).analyze();
    expect(passes.length, "axe looked into the frame").toBeGreaterThan(10);
    expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    const sideways = await app.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(sideways, `${name} scrolls sideways at ${viewport.width}`).toBeLessThanOrEqual(0);
    const folder = process.env.SCREENSHOTS;
    if (!folder) continue;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, `books-${name}-${viewport.width}.png`) });
  }
  await page.setViewportSize(WIDE);
}

test("before anything was read or compared, the checks say so, and pressing the button says what to do first", async () => {
  await open("/app/checks", "Do our books and Shopify agree?");
  await app.getByText("There is nothing to compare with yet").waitFor();
  await look("checks-first");
  await app.getByRole("button", { name: "Check now" }).press("Enter");
  await app.getByText("First read your order history").waitFor();
});

test("a check runs at the press of a button; the page follows by itself and names an ambassador whom Shopify does not know", async () => {
  const sql = new pg.Client({ connectionString: urls.superuser });
  await sql.connect();
  const { domain: shopId } = emulator.books.theShop;
  const at = new Date(Date.now() - 3_600_000);
  await sql.query(
    "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at, finished_at) VALUES ($1, gen_random_uuid(), 'orders', 'done', $2, $2, $2)",
    [shopId, at],
  );
  await sql.end();
  const world = worldFor(shopId);
  mia = await anAmbassador(world, await aProgram(world), { name: "Mia" });
  for (const amount of [420n, 1_250n, 99n]) await anEarnedCredit(world, mia, amount);

  await open("/app/checks", "Do our books and Shopify agree?");
  await app.getByText("Nothing has been compared yet.").waitFor();
  await app.getByRole("button", { name: "Check now" }).press("Enter");
  await app.getByText("The last check went through.").waitFor({ timeout: 60_000 });
  await app.getByText("Shopify no longer knows the customer Mia was").waitFor();
  await look("checks");
  await app.getByLabel("Their e-mail address now").fill("nobody@example.com");
  await app.getByRole("button", { name: "This is who they are" }).press("Enter");
  await app.getByText("No customer with orders has this address.").waitFor();
  await look("checks-mend");
});

test("home leads to what needs somebody, and to the checks", async () => {
  await page.goto(admin("/app"));
  await app.getByRole("link", { name: /^See what to do/ }).press("Enter");
  await app.getByRole("heading", { level: 1, name: "Do our books and Shopify agree?" }).waitFor();
});

test("the books of a period stand between what was there and what is there, and other days can be typed", async () => {
  await open("/app/books?period=all", "What was promised, earned and taken");
  await app.getByRole("rowheader", { name: "Friends' orders earned" }).waitFor();
  await look("period");
  await app.getByLabel("Which days").selectOption("days");
  await app.getByLabel("First day").fill("2027-01-02");
  await app.getByLabel("Last day").fill("2027-01-01");
  await app.getByRole("button", { name: "Show", exact: true }).press("Enter");
  await app.getByText("The last day comes before the first.").waitFor();
  await look("period-refused");
  await open("/app/books?period=all", "What was promised, earned and taken");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    app.getByRole("button", { name: "Save all statements of these days (CSV)" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe("regulars-statements.csv");
});

test("a person's statement is one press from the list, and saved as a spreadsheet by another", async () => {
  await open("/app/ambassadors", "1 ambassador");
  await app.getByRole("link", { name: "Statement of Mia" }).press("Enter");
  await app.getByRole("heading", { level: 1, name: "Mia: everything that moved" }).waitFor();
  expect(await app.getByText(/The time for returning order #\d+ is over/).count()).toBe(3);
  await look("statement");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    app.getByRole("button", { name: "Save as a spreadsheet (CSV)" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe("regulars-statement.csv");
});
