/**
 * The owner's pages in a real Chromium inside the emulator's admin, the app as it is built for production: from the first
 * day to sent invitations. On a wide screen and on a phone, for screen readers, with nothing printed to the console, and all by
 * keyboard: a mouse click soon after a change of the screen's size at times misses a frame of another process.
 * SCREENSHOTS=folder keeps a picture of every page.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type FrameLocator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { MAIL_DEFAULTS } from "~/domain/letter/mail-setting";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import { worldFor } from "~/world.server";
import { chromiumFlags, findOrInstallChromium } from "../support/chromium";
import { wholeApp } from "../support/whole-app";

const { admin, origin, emulator } = await wholeApp({ seed: "admin pages", buyers: 160 });
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 740 };
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
/** What the host page preloads for the frame, and a frame without scripts says of axe's own probe. */
const NOT_OURS = /was preloaded using link preload|about:srcdoc/;

/** Asked for on purpose; the browser reports its 404, at times twice or late. */
const NOWHERE = "/app/nowhere";

let browser: Browser;
let page: Page;
let app: FrameLocator;
const problems: string[] = [];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findOrInstallChromium(), args: chromiumFlags.filter((flag) => flag !== "--headless") });
  page = await (await browser.newContext({ viewport: WIDE, userAgent: USER_AGENT, acceptDownloads: true })).newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    const ours = !NOT_OURS.test(message.text()) && !message.location().url.includes(NOWHERE);
    if (["error", "warning"].includes(message.type()) && ours) problems.push(message.text());
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
  await alive();
}

/** Drawn by the server a page can be read; pressed it can be once React has taken hold of it. */
async function alive(): Promise<void> {
  const main = app.locator("main");
  await expect
    .poll(() => main.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__react"))), { timeout: 20_000 })
    .toBe(true);
}

/** Nothing that a person with a disability would stumble over, and no sideways scroll. Pages with little on them are looked at on a phone only. */
async function look(name: string, viewports = [WIDE, PHONE]): Promise<void> {
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    const { violations, passes } = await new AxeBuilder({ page })
      .include(["#app-frame", "body"])
      .exclude(["#app-frame", "iframe.regulars-mail"])
      .analyze();
    expect(passes.length, "axe looked into the frame").toBeGreaterThan(10);
    expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    const sideways = await app.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(sideways, `${name} scrolls sideways at ${viewport.width}`).toBeLessThanOrEqual(0);
    const folder = process.env.SCREENSHOTS;
    if (folder) {
      mkdirSync(folder, { recursive: true });
      await page.screenshot({ path: path.join(folder, `admin-${name}-${viewport.width}.png`) });
    }
  }
  await page.setViewportSize(WIDE);
}

const mails = async (): Promise<number> => ((await (await fetch(`${origin}/__mail/messages`)).json()) as { total: number }).total;

test("before anything is read, every page says what will be there and the one thing to do", async () => {
  await open("/app", /^Welcome,/);
  await app.getByRole("button", { name: "Read my order history" }).waitFor();
  await look("first-day");
  for (const [where, heading] of [
    ["/app/buyers", "Here you will meet your power buyers"],
    ["/app/invite", "First, let's find out whom to invite"],
    ["/app/ambassadors", "Your ambassadors will be here"],
    ["/app/orders", "Friends' orders will be here"],
    ["/app/books", "What was promised, earned and taken"],
  ]) {
    await open(where, heading);
    await look(`empty${where.replaceAll("/", "-")}`, [PHONE]);
  }
});

test("one button reads the history; the page follows by itself and ends with people and their reasons", async () => {
  await open("/app", /^Welcome,/);
  await app.getByRole("button", { name: "Read my order history" }).press("Enter");
  await app.getByRole("progressbar").waitFor();
  await app.getByText("You can leave this page.").waitFor();
  await look("importing");
  await app.getByRole("heading", { name: /power buyers hold/ }).waitFor({ timeout: 40_000 });
  expect(await app.getByText(/\d+ orders since/).count()).toBe(5);
  await look("mined");
});

test("the list names everybody with a reason, and a person opens as a card", async () => {
  await app.getByRole("link", { name: "See them" }).press("Enter");
  await app.getByRole("heading", { level: 1, name: /people carry .* of your sales/ }).waitFor();
  await look("buyers");
  const [first] = await app.getByRole("list", { name: "Power buyers, best first" }).getByRole("button").allInnerTexts();
  await app.getByRole("button", { name: `Open ${first}'s card` }).press("Enter");
  await app.getByRole("heading", { level: 2, name: first }).waitFor();
  await look("card");
  await app.getByRole("button", { name: "Back to the plot" }).press("Enter");
  await app.getByRole("img", { name: /What people spent/ }).waitFor();
  await app.getByLabel("Find a name or e-mail address").fill("nobody of this name");
  await app.getByRole("heading", { name: "Nobody fits" }).waitFor();
  await app.getByRole("button", { name: "Show everybody" }).press("Enter");
  await app.getByRole("heading", { name: "Nobody fits" }).waitFor({ state: "detached" });
});

test("a setting shows what it means as it is typed; what cannot be is said beside its field and stays typed", async () => {
  await open("/app/settings", "What friends and ambassadors get");
  await look("settings");
  await app.getByLabel("Friends get").fill("20");
  await app.getByText(/^On order #\d+ \(.+\) a friend would have paid/).waitFor();
  await app.getByLabel("Ambassadors earn").fill("a tenth");
  await page.getByRole("button", { name: "Save" }).click();
  await app.getByText("Write a number, such as 15 or 12.5.").waitFor();
  expect(await app.getByLabel("Ambassadors earn").inputValue()).toBe("a tenth");
  await look("settings-refused", [PHONE]);
  await app.getByLabel("Ambassadors earn").fill("12,5");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Discard" }).waitFor({ state: "hidden" });
  await open("/app/settings", "What friends and ambassadors get");
  expect(await app.getByLabel("Friends get").inputValue()).toBe("20");
  expect(await app.getByLabel("Ambassadors earn").inputValue()).toBe("12.5");
});

test("what Shopify refused of the friends' discount is told in its words, with a button that asks again", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  const refused = { problem: "Discounts are limited to 20 million codes.", state: "live" };
  await world.transaction(({ db }) => db.discount.updateMany({ where: { shopId: world.shopId, kind: "share" }, data: refused }));
  await open("/app/settings", "What friends and ambassadors get");
  await app.getByText(/Discounts are limited to 20 million codes\./).waitFor();
  await look("settings-discount-refused");
  await app.getByRole("button", { name: "Try again" }).press("Enter");
  await expect
    .poll(() => world.transaction(({ db }) => db.discount.count({ where: { shopId: world.shopId, problem: { not: null } } })), {
      timeout: 30_000,
    })
    .toBe(0);
});

test("the review shows the mail and who is left out; its one button sends once, however often it is pressed", async () => {
  // At whatever hour this is run.
  const setting = { ...MAIL_DEFAULTS, quietFromHour: 0, quietUntilHour: 0 };
  await saveMailSetting(worldFor(emulator.books.theShop.domain), { setting, savedBy: "test" });
  await open("/app/invite", /^Invite \d+ people$/);
  await app.frameLocator("iframe.regulars-mail").getByText("Choose my code").waitFor();
  await app.getByText(/has not said yes to e-mail|have not said yes to e-mail/).waitFor();
  await look("invite");
  const send = app.getByRole("button", { name: /^Send \d+ invitations$/ });
  const wanted = Number(/\d+/.exec(await send.innerText())![0]);
  await send.evaluate((button: HTMLButtonElement) => [button, button].forEach((each) => each.click()));
  await app.getByRole("heading", { level: 1, name: `${wanted} invitations are on their way` }).waitFor();
  await look("sent", [PHONE]);
  await expect.poll(mails, { timeout: 30_000 }).toBe(wanted);
  await open("/app/invite", "There is nobody new to invite");
  await look("nobody-new", [PHONE]);
  expect(await mails()).toBe(wanted);
});

test("an address that is none keeps the navigation and shows the way home", async () => {
  await open(NOWHERE, "There is no such page");
  await look("missing", [PHONE]);
  await app.getByRole("link", { name: "Go to the home page" }).press("Enter");
  await app.getByRole("heading", { level: 1, name: /^Welcome,/ }).waitFor();
});

test("a link pressed before the page has come alive leads where it should all the same", async () => {
  await page.goto(admin("/app/buyers"));
  await app.getByRole("heading", { level: 1, name: /carry/ }).waitFor();
  await app.locator("html").evaluate(() => window.location.assign("/app/invite"));
  await app.getByRole("heading", { level: 1, name: /^Welcome,/ }).waitFor();
});

test("the books are saved as a spreadsheet from inside the admin's frame", async () => {
  await open("/app/books", "What was promised, earned and taken");
  const [download] = await Promise.all([page.waitForEvent("download"), app.getByRole("button", { name: /spreadsheet/ }).press("Enter")]);
  expect(download.suggestedFilename()).toBe("regulars-books.csv");
});
