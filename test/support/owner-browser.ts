/**
 * An owner at a real Chromium, in the emulator's admin: opens a page of the app and waits until it can be pressed, and looks at it
 * on a wide screen and on a phone, as axe and a person with a thumb do. Whatever is printed to the console fails the test.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type FrameLocator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { chromiumFlags, findOrInstallChromium } from "./chromium";

export const WIDE = { width: 1280, height: 900 };
export const PHONE = { width: 375, height: 740 };
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
/** What the host page preloads for the frame. */
const PRELOADED = /was preloaded using link preload/;

export type OwnerBrowser = {
  /** The admin around the app. */
  page: Page;
  /** The app's frame in it. */
  app: FrameLocator;
  open(where: string, heading: string | RegExp): Promise<void>;
  /** SCREENSHOTS=folder keeps pictures under this name. */
  look(name: string): Promise<void>;
};

/** Call it once at the top of a test file. @param expected what else may be printed to the console, or reported as an error */
export function ownerBrowser(admin: (path: string) => string, { expected = PRELOADED }: { expected?: RegExp } = {}): OwnerBrowser {
  const problems: string[] = [];
  const rig = {} as OwnerBrowser;
  beforeAll(async () => {
    const browser = await chromium.launch({
      executablePath: findOrInstallChromium(),
      args: chromiumFlags.filter((flag) => flag !== "--headless"),
    });
    rig.page = await (await browser.newContext({ viewport: WIDE, userAgent: USER_AGENT, acceptDownloads: true })).newPage();
    rig.page.setDefaultTimeout(30_000);
    rig.page.on("pageerror", ({ message }) => void (expected.test(message) || problems.push(message)));
    rig.page.on("console", (message) => {
      const text = message.text();
      if (["error", "warning"].includes(message.type()) && !PRELOADED.test(text) && !expected.test(text)) problems.push(text);
    });
    rig.app = rig.page.frameLocator("#app-frame");
    return () => browser.close();
  });
  afterEach(() => expect(problems.splice(0).join("\n")).toBe(""));
  afterAll(() => expect(problems.join("\n")).toBe(""));

  return Object.assign(rig, {
    async open(where: string, heading: string | RegExp) {
      await rig.page.goto(admin(where));
      await rig.app.getByRole("heading", { level: 1, name: heading }).waitFor();
      const main = rig.app.locator("main");
      // Drawn by the server a page can be read; pressed it can be once React has taken hold of it.
      await expect
        .poll(() => main.evaluate((element) => Object.keys(element).some((key) => key.startsWith("__react"))), { timeout: 30_000 })
        .toBe(true);
    },
    async look(name: string) {
      for (const viewport of [PHONE, WIDE]) {
        await rig.page.setViewportSize(viewport);
        // A mail is shown in a frame that lets nothing run, axe neither; it is looked at by itself (test/mails).
        const axe = new AxeBuilder({ page: rig.page }).include(["#app-frame", "body"]).exclude(["#app-frame", "iframe.regulars-mail"]);
        const { violations, passes } = await axe.analyze();
        expect(passes.length, "axe looked into the frame").toBeGreaterThan(10);
        expect(violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map(({ html }) => html).join(" ")}`)).toEqual([]);
        const sideways = await rig.app.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
        expect(sideways, `${name} scrolls sideways at ${viewport.width}`).toBeLessThanOrEqual(0);
        expect(await rig.app.locator("main").innerText(), name).not.toMatch(/NaN|Infinity|undefined|null/);
        const folder = process.env.SCREENSHOTS;
        if (!folder) continue;
        mkdirSync(folder, { recursive: true });
        // The frame scrolls inside the admin: a tall window shows all of it.
        const height = await rig.app.locator("html").evaluate((html) => html.scrollHeight);
        await rig.page.setViewportSize({ ...viewport, height: Math.min(4_000, Math.max(viewport.height, height + 120)) });
        // Two frames later the newly seen part is painted.
        await rig.app.locator("html").evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        await rig.page.screenshot({ path: path.join(folder, `${name}-${viewport.width}.png`) });
      }
      await rig.page.setViewportSize(WIDE);
    },
  });
}
