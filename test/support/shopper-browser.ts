/**
 * A real Chromium on the emulator's storefront: on a phone or a wide screen, with scripts or without, signed in or not.
 * Everything a page reports as an error fails the test. SCREENSHOTS=folder keeps a picture of every page looked at.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { chromiumFlags, findOrInstallChromium } from "./chromium";

export const SMALL = { width: 320, height: 640 };
export const PHONE = { width: 375, height: 740 };
export const WIDE = { width: 1280, height: 900 };
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

type Visitor = {
  viewport?: typeof PHONE;
  scripts?: boolean;
  userAgent?: string;
  dark?: boolean;
  /** Signed in by this address. */
  as?: string;
};

type Look = {
  /** What of the page is ours: a selector, or a frame's and then one inside it. */
  ours?: string | [string, string];
  /** The whole page; what is in view; or what a frame of another origin needs, which is painted only where it is in view. */
  picture?: "whole" | "in view" | "stretched";
};

/** Call it once, at the top of a test file. */
export function shopperBrowser(origin: string) {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const problems: string[] = [];
  const scriptless = new WeakSet<BrowserContext>();

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: findOrInstallChromium(),
      args: chromiumFlags.filter((flag) => flag !== "--headless"),
    });
  });
  afterAll(() => browser?.close());
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(problems.splice(0)).toEqual([]);
  });

  /** A page of their own, not yet anywhere. */
  async function someone({ viewport = PHONE, scripts = true, userAgent = USER_AGENT, dark = false, as }: Visitor = {}): Promise<Page> {
    const colorScheme = dark ? "dark" : "light";
    const context = await browser.newContext({ viewport, javaScriptEnabled: scripts, userAgent, colorScheme });
    contexts.push(context);
    if (!scripts) scriptless.add(context);
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    if (as) await context.request.post(`${origin}/__emulator/sign-in`, { form: { email: as } });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      const expected = /status of 40[014]/.test(message.text()) || message.location().url.endsWith("/favicon.ico");
      if (message.type() === "error" && !expected) problems.push(message.text());
    });
    if (scripts) await page.addInitScript(watchForJumps);
    return page;
  }

  async function open(where: string, visitor: Visitor = {}): Promise<Page> {
    const page = await someone(visitor);
    await page.goto(origin + where);
    return page;
  }

  /** Nothing of ours that a person with a disability would stumble over, and no sideways scroll; a picture where one is asked for. */
  async function look(
    page: Page,
    name: string,
    { ours = ".regulars, .regulars-block, .regulars-waiting", picture = "whole" }: Look = {},
  ): Promise<void> {
    const axe = new AxeBuilder({ page }).include(ours);
    // axe is a script itself.
    const { violations } = scriptless.has(page.context()) ? { violations: [] } : await axe.analyze();
    expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    for (const frame of page.frames())
      expect(
        await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        `${name} scrolls sideways`,
      ).toBeLessThanOrEqual(0);
    const folder = process.env.SCREENSHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    const size = page.viewportSize()!;
    const file = path.join(folder, `${name}-${size.width}.png`);
    if (picture !== "stretched") return void (await page.screenshot({ path: file, fullPage: picture === "whole" }));
    const height = await page.evaluate(() => Math.max(innerHeight, document.documentElement.scrollHeight));
    await page.setViewportSize({ ...size, height });
    await page.evaluate(() => (scrollTo(0, 0), new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))));
    await page.screenshot({ path: file });
    await page.setViewportSize(size);
  }

  const lookBoth = async (where: string, name: string, as?: string): Promise<void> => {
    for (const viewport of [PHONE, WIDE]) await look(await open(where, { viewport, as }), name);
  };

  /** What went wrong so far, which a test may expect: taken away, it fails nothing. */
  const takeProblems = (): string[] => problems.splice(0);

  return { someone, open, look, lookBoth, takeProblems };
}

declare global {
  interface Window {
    jumps: { value: number; what: string[] }[];
  }
}

/** Runs in the page, from its very beginning: keeps every layout shift nobody asked for by a press. */
function watchForJumps(): void {
  window.jumps = [];
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean; sources: { node: Node | null }[] };
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries() as Shift[])
      if (!shift.hadRecentInput)
        window.jumps.push({ value: shift.value, what: shift.sources.map(({ node }) => (node as Element | null)?.className ?? "?") });
  }).observe({ type: "layout-shift", buffered: true });
}

/** What has jumped since the page came: the sum that Shopify and Google call CLS, without its session windows, so never less. */
export const jumpsOf = (page: Page): Promise<Window["jumps"]> => page.evaluate(() => window.jumps);
