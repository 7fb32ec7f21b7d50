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

type Options = { viewport?: typeof PHONE; scripts?: boolean; as?: string };

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

  async function open(where: string, { viewport = PHONE, scripts = true, as }: Options = {}): Promise<Page> {
    const context = await browser.newContext({ viewport, javaScriptEnabled: scripts, userAgent: USER_AGENT });
    contexts.push(context);
    if (!scripts) scriptless.add(context);
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    if (as) await context.request.post(`${origin}/__emulator/sign-in`, { form: { email: as } });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on("pageerror", (error) => problems.push(error.message));
    page.on(
      "console",
      (message) => message.type() === "error" && !/status of 40[04]/.test(message.text()) && problems.push(message.text()),
    );
    if (scripts) await page.addInitScript(watchForJumps);
    await page.goto(origin + where);
    return page;
  }

  /** Nothing of ours that a person with a disability would stumble over, and no sideways scroll; a picture where one is asked for. */
  async function look(page: Page, name: string): Promise<void> {
    // axe is a script itself.
    const axe = new AxeBuilder({ page }).include(".regulars, .regulars-block, .regulars-waiting");
    const { violations } = scriptless.has(page.context()) ? { violations: [] } : await axe.analyze();
    expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      `${name} scrolls sideways`,
    ).toBeLessThanOrEqual(0);
    const folder = process.env.SCREENSHOTS;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: path.join(folder, `${name}-${page.viewportSize()!.width}.png`), fullPage: true });
  }

  const lookBoth = async (where: string, name: string, as?: string): Promise<void> => {
    for (const viewport of [PHONE, WIDE]) await look(await open(where, { viewport, as }), name);
  };

  return { open, look, lookBoth };
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
