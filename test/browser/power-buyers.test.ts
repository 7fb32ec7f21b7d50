/**
 * The list of power buyers in a real Chromium inside the emulator's admin: the line moved by keyboard, mouse and number, the
 * list narrowed and the view kept, a card opened, the spreadsheet saved, the list worked out anew; and a store that Shopify
 * shows sixty days of, with a handful of buyers. On a wide screen and on a phone, with nothing printed to the console.
 */
import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type FrameLocator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { chromiumFlags, findOrInstallChromium } from "../support/chromium";
import { wholeApp } from "../support/whole-app";

const large = await wholeApp({ seed: "power buyers", buyers: 320 });
const small = await wholeApp({ seed: "a handful", buyers: 12, withheldScopes: ["read_all_orders"] });
const WIDE = { width: 1280, height: 1400 };
const PHONE = { width: 375, height: 740 };
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
/** What the host page preloads for the frame. */
const NOT_OURS = /was preloaded using link preload/;

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
    if (["error", "warning"].includes(message.type()) && !NOT_OURS.test(message.text())) problems.push(message.text());
  });
  app = page.frameLocator("#app-frame");
});
afterAll(() => browser?.close());
afterEach(() => expect(problems.splice(0).join("\n")).toBe(""));

async function open(address: string): Promise<void> {
  await page.goto(address);
  await app.getByRole("heading", { level: 1 }).waitFor();
  const main = app.locator("main");
  await expect
    .poll(() => main.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__react"))), { timeout: 20_000 })
    .toBe(true);
}

/** The history read and mined, then the list. */
async function openList(store: typeof large): Promise<void> {
  await open(store.admin("/app"));
  await app.getByRole("button", { name: "Read my order history" }).press("Enter");
  await app
    .getByRole("heading", { name: /power buyers? holds? / })
    .or(app.getByRole("heading", { name: /^1 person holds/ }))
    .waitFor({ timeout: 60_000 });
  await open(store.admin("/app/buyers"));
}

/** Nothing that a person with a disability would stumble over, and no sideways scroll. What differs little from another page is looked at on a phone only. */
async function look(name: string, viewports = [PHONE, WIDE]): Promise<void> {
  for (const viewport of viewports) {
    await page.setViewportSize(viewport);
    const { violations, passes } = await new AxeBuilder({ page }).include(["#app-frame", "body"]).analyze();
    expect(passes.length, "axe looked into the frame").toBeGreaterThan(10);
    expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    const sideways = await app.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    expect(sideways, `${name} scrolls sideways at ${viewport.width}`).toBeLessThanOrEqual(0);
    expect(await app.locator("main").innerText(), name).not.toMatch(/NaN|Infinity|undefined|null/);
  }
  await page.setViewportSize(WIDE);
}

const slider = () => app.getByRole("slider");
const peopleSaid = async (): Promise<number> =>
  Number(/^([\d,]+) /.exec((await slider().getAttribute("aria-valuetext"))!)![1].replace(",", ""));
const titled = (people: number) => app.getByRole("heading", { level: 1, name: new RegExp(`^${people} people carry`) });

test("the line moves by the arrow keys, says what it would hold, and is kept by Enter; the list follows with the reason", async () => {
  await openList(large);
  const before = await peopleSaid();
  await look("list");
  await slider().focus();
  for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowDown");
  const wanted = await peopleSaid();
  expect(wanted).toBeGreaterThan(before);
  await app.getByText(`Here it would hold: ${wanted} people`).waitFor();
  expect(await titled(before).count()).toBe(1);
  await page.keyboard.press("Escape");
  expect(await peopleSaid()).toBe(before);
  for (let press = 0; press < 4; press++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await titled(wanted).waitFor();
  await app.getByText(`${wanted - before} people joined the list.`).waitFor();
  await app.getByText("Why?").press("Enter");
  await app.getByText(`${wanted - before} came in because you moved the line`).waitFor();
  await app.getByRole("button", { name: /^Show the \d+ new ones$/ }).press("Enter");
  await app.getByText(`${wanted - before} of ${wanted} people`).waitFor();
  expect(await app.getByText("New on the list: you moved the line.").count()).toBe(wanted - before);
  await look("after the line moved", [PHONE]);
  await app.getByRole("button", { name: "Show everybody" }).press("Enter");
});

test("the line is dragged by the mouse and kept when it is let go", async () => {
  const before = await peopleSaid();
  await slider().scrollIntoViewIfNeeded();
  const box = (await slider().boundingBox())!;
  const [x, y] = [box.x + box.width / 3, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 30, { steps: 6 });
  await expect.poll(peopleSaid).toBeLessThan(before);
  await page.mouse.up();
  await expect.poll(async () => await app.getByRole("heading", { level: 1 }).innerText()).not.toContain(`${before} people`);
  expect(await peopleSaid()).toBeLessThan(before);
});

test("the line is typed as people or per cent; what cannot be is said beside it and stays typed", async () => {
  const best = app.getByLabel("Best", { exact: true });
  await best.fill("a lot");
  await app.getByRole("button", { name: "Move the line" }).press("Enter");
  await app.getByText("Write a number, such as 10 or 12.5.").waitFor();
  expect(await best.inputValue()).toBe("a lot");
  await best.fill("0");
  await app.getByRole("button", { name: "Move the line" }).press("Enter");
  await app.getByText("Choose between 0.01 % and 100 % of your buyers.").waitFor();
  await app.getByLabel("counted in").selectOption("people");
  await best.fill("30");
  await app.getByText("Here it would hold: 30 people").waitFor();
  await app.getByRole("button", { name: "Move the line" }).press("Enter");
  await titled(30).waitFor();
});

test("the list is narrowed, the view kept under a name, opened again and forgotten", async () => {
  await app.getByRole("button", { name: "Narrow the list" }).press("Enter");
  await app.getByLabel("E-mail", { exact: true }).selectOption("yes");
  await app.getByText(/^\d+ of 30 people$/).waitFor();
  await app.getByLabel("Last order", { exact: true }).selectOption("in-365");
  await app.getByRole("list", { name: "What narrows the list" }).getByText("Last order: in the last year").waitFor();
  const matching = await app.getByText(/^\d+ of 30 people$/).innerText();
  await look("narrowed");
  await app.getByRole("button", { name: "Keep this view" }).press("Enter");
  await app.getByLabel("Name of this view").fill("Can be written to");
  await page.keyboard.press("Enter");
  await app.getByRole("link", { name: "Can be written to" }).waitFor();
  await app.getByRole("link", { name: "Everybody", exact: true }).press("Enter");
  await app.getByText("30 people", { exact: true }).waitFor();
  await app.getByRole("link", { name: "Can be written to" }).press("Enter");
  await app.getByText(matching, { exact: true }).waitFor();
  await app.getByRole("button", { name: "Forget this view" }).press("Enter");
  await app.getByRole("link", { name: "Can be written to" }).waitFor({ state: "detached" });
  await app.getByLabel("Find a name or e-mail address").fill("nobody of this name");
  await app.getByRole("heading", { name: "Nobody fits" }).waitFor();
  await look("nobody fits", [PHONE]);
  await app.getByRole("button", { name: "Show everybody" }).press("Enter");
  await app.getByRole("heading", { name: "Nobody fits" }).waitFor({ state: "detached" });
});

test("the whole list is saved as a spreadsheet with a reason in every line", async () => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    app.getByRole("button", { name: "Save as a spreadsheet" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe("regulars-power-buyers.csv");
  const lines = readFileSync(await download.path(), "utf8")
    .trim()
    .split("\n");
  expect(lines).toHaveLength(31);
  for (const line of lines.slice(1)) expect(line).toMatch(/order/);
});

test("a person opens as a card with two sentences and the facts, and what it stands on folds out", async () => {
  const [first] = await app.getByRole("list", { name: "Power buyers, best first" }).getByRole("button").allInnerTexts();
  await app.getByRole("button", { name: `Open ${first}'s card` }).press("Enter");
  await app.getByRole("heading", { level: 2, name: first }).waitFor();
  for (const fact of ["Place on the list", "Went back", "Buys mostly", "Sent as gifts"])
    await app.getByText(fact, { exact: true }).first().waitFor();
  await app.getByText("How do we know?").press("Enter");
  await app.getByText(/was drawn from the seed/).waitFor();
  await look("card");
  await app.getByRole("button", { name: "Back to the plot" }).press("Enter");
  await app.getByRole("img", { name: /What people spent/ }).waitFor();
});

test("the list is worked out anew when the owner asks, and the page says so", async () => {
  await app.getByRole("button", { name: "Work it out anew" }).press("Enter");
  await app.getByText("It is being worked out anew.").waitFor();
  await page.getByText("The list is worked out anew").waitFor({ timeout: 30_000 });
  await app.getByText("It is being worked out anew.").waitFor({ state: "detached" });
});

test("a store that Shopify shows sixty days of, with a handful of buyers, is told so plainly", async () => {
  await openList(small);
  await app.getByText("This list knows only the last 60 days").waitFor();
  await app.getByText(/^Your history is \d+ weeks? long; to try a list on your own past we need 12\./).waitFor();
  await look("sixty days");
  const buyers = Number(/([\d,]+) buyers are sorted|$/.exec(await app.locator("#how-do-we-know").innerText())![1] ?? 0);
  expect(buyers).toBeLessThan(20);
  await slider().focus();
  await page.keyboard.press("Home");
  await page.keyboard.press("Enter");
  await app.getByRole("heading", { level: 1, name: /100 % of your sales$/ }).waitFor();
  await look("everybody on the list", [PHONE]);
});

test("once the programme has ended the line stays where it was, and says why where it was put", async () => {
  await open(small.admin("/app/settings"));
  await app.getByRole("button", { name: "End the programme" }).press("Enter");
  await app.getByRole("button", { name: "Yes, end it" }).press("Enter");
  await app.getByRole("heading", { name: "The programme has ended" }).waitFor();
  await open(small.admin("/app/buyers"));
  await slider().focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await app.getByText("The line stays where it was, since your programme has ended.").waitFor();
  await look("line of an ended programme");
  await app.getByRole("button", { name: "Leave it" }).press("Enter");
  await app.getByText("The line stays where it was").waitFor({ state: "detached" });
});
