/**
 * What ambassadors and friends see, in each language and from the right: nothing runs out of its box or over its neighbour, on the
 * narrowest phone and wide, however long German words are. SCREENSHOTS=folder keeps a picture of every page.
 */
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { LANGUAGES } from "~/words/storefront/language";
import { turnAppEmbeds } from "../emulator/storefront/app-blocks.ts";
import { aLine, anOrder } from "../support/builders";
import { aFullPage, offerEverything } from "../support/full-page";
import { shopperBrowser, SMALL, WIDE } from "../support/shopper-browser";
import { anInvitation, knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin, store, emulator } = rig;
const { open, look } = shopperBrowser(origin);

let count = 0;
async function maxine(): Promise<{ slug: string; email: string }> {
  const made = await aFullPage(world, program, rig.sql, `MAXINE-${++count}`);
  const email = `languages-${count}@example.com`;
  knownCustomer(rig, made, email);
  for (const product of Object.values(store.products).slice(0, 3)) {
    const { orderId } = await anOrder(world, { buyerId: made.buyerId });
    await aLine(world, { orderId, productId: product.id, variantId: product.variantIds[0] });
  }
  return { slug: made.slug, email };
}
let made: Awaited<ReturnType<typeof maxine>>;
beforeAll(async () => {
  await stockShelf(rig);
  await offerEverything(world, rig.sql);
  made = await maxine();
});
afterEach(() => {
  emulator.config.storefront.language = "en";
  turnAppEmbeds(emulator, []);
});

const openAll = (page: Page) => page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));

/** What runs out of its box, or stands over what stands beside it. */
const misplaced = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found: string[] = [];
    const saying = (element: Element) => `${element.className}: ${element.textContent.trim().slice(0, 60)}`;
    const shown = (element: Element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
    const all = [...document.querySelectorAll<HTMLElement>(":is(.regulars, .regulars-block, .regulars-waiting) :not(svg, svg *)")].filter(
      shown,
    );
    for (const element of all) {
      const { left, right } = element.getBoundingClientRect();
      if (left < -0.5 || right > document.documentElement.clientWidth + 0.5) found.push(`off the page: ${saying(element)}`);
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && element.tagName !== "SELECT")
        found.push(`runs out of its box: ${saying(element)}`);
      const neighbours = [...element.children].filter(
        (child) => shown(child) && child.tagName !== "svg" && getComputedStyle(child).position !== "fixed",
      );
      for (const [at, one] of neighbours.entries())
        for (const other of neighbours.slice(at + 1)) {
          // A line that breaks has a box for each of its parts.
          const meet = [...one.getClientRects()].some((a) =>
            [...other.getClientRects()].some(
              (b) =>
                Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2.5,
            ),
          );
          if (meet) found.push(`stands over its neighbour: ${saying(one)} | ${saying(other)}`);
        }
    }
    return found;
  });

async function fits(page: Page, name: string): Promise<void> {
  await look(page, name);
  expect([name, await misplaced(page)]).toEqual([name, []]);
}

// English is looked at in the tests of the pages.
describe.each(LANGUAGES.filter((language) => language !== "en"))("in %s", (language) => {
  test.each([SMALL, WIDE])("every page keeps its shape at $width px", async (viewport) => {
    emulator.config.storefront.language = language;
    const token = await anInvitation(rig, { token: `${language}-${viewport.width}`, firstName: "Maximiliane" });
    for (const [what, where, as] of [
      ["join", `/apps/regulars/join?token=${token}&lang=${language}`],
      ["landing", `/apps/regulars/${made.slug}?lang=${language}`],
      ["unknown", `/apps/regulars/nobody?lang=${language}`],
      ["opt-out", `/apps/regulars/opt-out?token=x&lang=${language}`],
      ["signed-out", `/apps/regulars/rewards?lang=${language}`],
      ["rewards", `/apps/regulars/rewards?lang=${language}`, made.email],
      ["statement", `/apps/regulars/statement?lang=${language}`, made.email],
      ["block-signed-out", "/pages/rewards"],
      ["block", "/pages/rewards", made.email],
    ] as const) {
      const page = await open(where, { viewport, as });
      const root = page.locator("[data-regulars-page]").first();
      if (what !== "block-signed-out")
        expect([what, await root.getAttribute("lang"), await root.getAttribute("dir")]).toEqual([what, language, "ltr"]);
      else expect(await page.locator(".regulars-block [lang]").first().getAttribute("lang")).toBe(language);
      await fits(page, `${language}-${what}`);
      if (what !== "join" && what !== "rewards") continue;
      await openAll(page);
      await fits(page, `${language}-${what}-open`);
    }
  });
});

describe.each(LANGUAGES)("answers in %s", (language) => {
  test("joining and taking a code answer in it, and the bar tells a friend in it", async () => {
    const token = await anInvitation(rig, { token: `joins-${language}`, firstName: "Zoë" });
    const page = await open(`/apps/regulars/join?token=${token}&lang=${language}`, { viewport: SMALL });
    await page.locator("[data-regulars-check]").fill(`MAXINE-${count}`);
    await page
      .getByText(
        {
          en: /is taken\. .*FROM-ZOE/,
          de: /ist schon vergeben\. Frei: .*VON-ZOE/,
          fr: /est déjà pris\. Encore libres.: .*AVEC-ZOE/,
          es: /ya está en uso\. Quedan libres: .*DE-ZOE/,
        }[language],
      )
      .waitFor();
    await fits(page, `${language}-join-taken`);
    await page.locator("button[data-idea]").first().click();
    await page.locator('[data-regulars-free="true"]').waitFor();
    await page.getByRole("checkbox").check();
    await page.locator("form button:not([type=button])").click();
    await page.locator('[data-outcome="joined"]').waitFor();
    await fits(page, `${language}-joined`);

    emulator.config.storefront.language = language;
    turnAppEmbeds(emulator, ["waiting"]);
    const friend = await open(`/apps/regulars/${made.slug}?redirect=/products/jubilee-mug&lang=${language}`, { viewport: SMALL });
    await friend.locator(".regulars-button-wide").click();
    await friend.waitForURL(/\/products\/jubilee-mug/);
    const bar = friend.locator("[data-regulars-waiting]:not([hidden])");
    await bar.waitFor();
    expect(await bar.locator("[data-regulars-text]").textContent()).toBe(
      {
        en: "15% from Maxine is waiting. It comes off at the checkout.",
        de: "15\u00a0% Rabatt von Maxine warten auf dich. Sie werden an der Kasse abgezogen.",
        fr: "15\u00a0% de réduction vous attendent, de la part de Maxine. Déduits au moment de payer.",
        es: "Te espera un 15\u00a0% de descuento de parte de Maxine. Se descuenta al pagar.",
      }[language],
    );
    expect(await bar.locator(".regulars-waiting-bar").getAttribute("lang")).toBe(language);
    await fits(friend, `${language}-bar`);
  });
});

describe("where a theme is read from the right", () => {
  test.each(["ar", "he"])("in %s our words are English, say so, and are read from the left", async (language) => {
    emulator.config.storefront.language = language;
    for (const [what, where, as] of [
      ["rewards", `/apps/regulars/rewards?lang=${language}`, made.email],
      ["landing", `/apps/regulars/${made.slug}?lang=${language}`],
      ["block", "/pages/rewards", made.email],
      ["block-signed-out", "/pages/rewards"],
    ] as const) {
      const page = await open(where, { viewport: SMALL, as });
      expect(await page.evaluate(() => document.documentElement.dir)).toBe("rtl");
      const root = page.locator("[data-regulars-page]").first();
      if (what !== "block-signed-out") expect([await root.getAttribute("lang"), await root.getAttribute("dir")]).toEqual(["en", "ltr"]);
      else {
        const text = page.locator(".regulars-block p").first();
        expect([await text.getAttribute("lang"), await text.evaluate((element) => getComputedStyle(element).direction)]).toEqual([
          "en",
          "ltr",
        ]);
      }
      await openAll(page);
      await fits(page, `${language}-${what}`);
    }
  });

  test.each([SMALL, WIDE])("at $width px our pages themselves may be turned: nothing overflows, nothing overlaps", async (viewport) => {
    emulator.config.storefront.language = "ar";
    const token = await anInvitation(rig, { token: `turned-${viewport.width}`, firstName: "Zoë" });
    for (const [what, where, as] of [
      ["join", `/apps/regulars/join?token=${token}`],
      ["landing", `/apps/regulars/${made.slug}`],
      ["rewards", "/apps/regulars/rewards", made.email],
      ["statement", "/apps/regulars/statement", made.email],
    ] as const) {
      const page = await open(where, { viewport, as });
      await page.locator("[data-regulars-page]").evaluate((root) => root.setAttribute("dir", "rtl"));
      await openAll(page);
      await fits(page, `turned-${what}`);
    }
  });
});
