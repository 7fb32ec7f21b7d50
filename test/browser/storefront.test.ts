/**
 * What ambassadors and friends see, in a real Chromium on the emulator's storefront: on a phone and on a wide screen, with
 * scripts and without, by keyboard and for screen readers. SCREENSHOTS=folder keeps a picture of every page.
 */
import { mkdirSync } from "node:fs";
import path from "node:path";
import AxeBuilder from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { aLine, anAmbassador, anEarnedCredit, anOrder, aShareCode } from "../support/builders";
import { chromiumFlags, findOrInstallChromium } from "../support/chromium";
import { anInvitation, knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin, store } = rig;
const PHONE = { width: 375, height: 740 };
const WIDE = { width: 1280, height: 900 };
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

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
  { viewport = PHONE, scripts = true, as }: { viewport?: typeof PHONE; scripts?: boolean; as?: string } = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport, javaScriptEnabled: scripts, userAgent: USER_AGENT });
  contexts.push(context);
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  if (as) await context.request.post(`${origin}/__emulator/sign-in`, { form: { email: as } });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && !/status of 40[04]/.test(message.text()) && problems.push(message.text()));
  await page.goto(origin + where);
  return page;
}

/** Nothing of ours that a person with a disability would stumble over, and no sideways scroll; a picture where one is asked for. */
async function look(page: Page, name: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(".regulars, .regulars-block").analyze();
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

let count = 0;
/** An ambassador the store knows as a customer, with what was earned. */
async function ambassador({ earned = 0n, name = "Maxine" } = {}) {
  const made = await anAmbassador(world, program, { name, code: `${name.toUpperCase()}-${++count}` });
  const email = `person-${count}@example.com`;
  knownCustomer(rig, made, email);
  if (earned) await anEarnedCredit(world, made, earned);
  return { ...made, email };
}
/** Friends' orders of every kind, and what she buys for herself. */
async function withOrders(made: Awaited<ReturnType<typeof ambassador>>): Promise<void> {
  const orders = [
    { codes: [made.code], goodsMinor: 4_200n },
    { codes: [made.code], buyerId: made.buyerId },
    { codes: [made.code], paidAt: null },
  ];
  for (const order of orders) {
    const { orderId } = await anOrder(world, order);
    await decideOrder(world, { orderId });
    await creditOrder(world, { orderId });
  }
  for (const product of Object.values(store.products).slice(0, 3)) {
    const { orderId } = await anOrder(world, { buyerId: made.buyerId });
    await aLine(world, { orderId, productId: product.id, variantId: product.variantIds[0] });
  }
}

describe("every page, on a phone and on a wide screen, is without fault for everybody and scrolls only down", () => {
  test("the landing page, a page that is nobody's, opting out", async () => {
    const made = await ambassador();
    await withOrders(made);
    await rig.sql(
      "UPDATE ambassador SET words = 'The Earl Grey has been my morning for two years. The mug keeps it warm.' WHERE ambassador_id = $1",
      [made.ambassadorId],
    );
    await lookBoth(`/apps/regulars/${made.slug}`, "landing");
    await lookBoth("/apps/regulars/nobody", "nobody");
    await lookBoth("/apps/regulars/opt-out?token=abc", "opt-out");
  });

  test("the join page", async () => {
    await lookBoth(`/apps/regulars/join?token=${await anInvitation(rig, { token: "look-at-me", firstName: "Zoë" })}`, "join");
    await lookBoth("/apps/regulars/join?token=nothing", "join-unknown");
  });

  test("the rewards page: signed out, new, and with all that can stand on it", async () => {
    await lookBoth("/apps/regulars/rewards", "rewards-signed-out");
    await lookBoth("/apps/regulars/rewards", "rewards-new", (await ambassador()).email);
    const made = await ambassador({ earned: 1_040n });
    await withOrders(made);
    await aShareCode(world, { programId: program.programId, ambassadorId: made.ambassadorId, code: `WAITING-${count}`, state: "waiting" });
    await lookBoth("/apps/regulars/rewards", "rewards-full", made.email);
    await lookBoth("/pages/rewards", "block-signed-out");
    for (const viewport of [PHONE, WIDE]) {
      const page = await open("/pages/rewards", { viewport, as: made.email });
      await page.getByRole("heading", { name: "Tell your friends" }).waitFor();
      await look(page, "block-full");
    }
  });
});

test("the statement: from the rewards page by a link, other days by a form, with scripts off too", async () => {
  const made = await ambassador({ earned: 1_040n });
  await withOrders(made);
  await lookBoth("/apps/regulars/statement", "statement", made.email);
  await lookBoth("/apps/regulars/statement?period=days&from=soon", "statement-refused", made.email);
  const page = await open("/apps/regulars/rewards", { as: made.email, scripts: false });
  await page.getByRole("link", { name: "See everything that moved" }).click();
  await page.locator('[data-regulars-page="statement"][data-movements="3"]').waitFor();
  await page.getByText("Other days").click();
  await page.getByLabel("First day").fill("2999-01-01");
  await page.getByRole("button", { name: "Show these days" }).click();
  await page.locator('[data-movements="0"][data-closing-earned="1040"]').waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /spreadsheet/ }).click()]);
  expect(download.suggestedFilename()).toBe("my-statement.csv");
});

describe("joining", () => {
  test("an idea for a taken code is one tap, and the join is the next", async () => {
    await ambassador({ name: "Taken" });
    const page = await open(`/apps/regulars/join?token=${await anInvitation(rig, { token: "tap", firstName: "Zoë" })}`);
    await page.getByLabel("Your code").fill(`taken-${count}`);
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByText(`TAKEN-${count} is taken.`).waitFor();
    await look(page, "join-taken");
    expect(await page.getByRole("checkbox").isChecked()).toBe(true);
    const idea = page.locator("button[data-idea]").first();
    const code = (await idea.textContent())!;
    await idea.click();
    expect(await page.getByLabel("Your code").inputValue()).toBe(code);
    await page.getByRole("button", { name: "Join" }).click();
    await page.locator(`[data-outcome="joined"] [data-share-code="${code}"]`).waitFor();
    await look(page, "joined");
  });

  test("works with scripts off, and by keyboard alone", async () => {
    const page = await open(`/apps/regulars/join?token=${await anInvitation(rig, { token: "no-script", firstName: "Ada" })}`, {
      scripts: false,
    });
    await page.getByLabel("Your code").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator('[data-outcome="joined"] [data-share-code="ADA15"]').waitFor();
  });
});

describe("a friend", () => {
  test.each([true, false])("presses one button and is in the store with the discount (scripts: %s)", async (scripts) => {
    const { slug, code } = await ambassador();
    const page = await open(`/apps/regulars/${slug}?redirect=/products/jubilee-mug`, { scripts });
    await page.getByRole("button", { name: "Start with 15 % off" }).click();
    await page.waitForURL(/\/products\/jubilee-mug\?rc=[0-9a-f-]{36}$/);
    const click = new URL(page.url()).searchParams.get("rc");
    expect(await rig.sql("SELECT code, code_kind FROM click WHERE click_id = $1", [click])).toEqual([{ code, code_kind: "share" }]);
    // Back leads to her page, not to the page between.
    if (scripts) {
      await page.goBack();
      expect(new URL(page.url()).pathname).toBe(`/apps/regulars/${slug}`);
    }
  });
});

describe("the rewards page", () => {
  test("in a theme's block: what the code is, copied by one press; a product chosen, confirmed, taken once", async () => {
    const made = await ambassador({ earned: 1_500n });
    const page = await open("/pages/rewards", { as: made.email });
    await page.getByRole("button", { name: "Copy code" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(made.code);

    await page.getByLabel("Take this: Earl Grey").click();
    await page.getByText("Take the Earl Grey for £8.50 of your £15.00?").waitFor();
    await look(page, "block-confirm");
    await page.getByRole("button", { name: "Yes, take it" }).click();
    await page.getByText("Good choice.").waitFor();
    expect(new URL(page.url()).pathname).toBe("/pages/rewards");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("status");
    await page.getByText("£6.50 is yours").waitFor();
    expect(await rig.sql("SELECT count(*)::int AS n FROM reward WHERE ambassador_id = $1", [made.ambassadorId])).toEqual([{ n: 1 }]);
    await look(page, "block-taken");

    await rig.sql("UPDATE reward SET state = 'issued', issued_at = requested_at WHERE ambassador_id = $1", [made.ambassadorId]);
    await page.reload();
    await page.getByRole("link", { name: "Put it in my cart" }).waitFor();
    expect(await page.locator("[data-reward-code^=GIFT-]").count()).toBe(1);
  });

  test("what is being made appears by itself", async () => {
    const made = await ambassador();
    await rig.sql("UPDATE share_code SET state = 'waiting', live_at = NULL WHERE ambassador_id = $1", [made.ambassadorId]);
    const page = await open("/apps/regulars/rewards", { as: made.email });
    await page.locator('[data-share-code-state="waiting"]').waitFor();
    await rig.sql("UPDATE share_code SET state = 'live', live_at = created_at WHERE ambassador_id = $1", [made.ambassadorId]);
    await page.locator('[data-share-code-state="live"]').waitFor();
    await page.getByRole("heading", { name: "Hello Maxine" }).waitFor();
  });

  test("with scripts off: the block leads to the page, and the page does everything but copy", async () => {
    const made = await ambassador({ earned: 1_500n });
    const page = await open("/pages/rewards", { as: made.email, scripts: false });
    await page.getByRole("link", { name: "Open my rewards page" }).click();
    await page.locator('[data-regulars-page="rewards"]').waitFor();
    expect(await page.getByRole("button", { name: "Copy code" }).isVisible()).toBe(false);
    await page.getByLabel("Take this: Earl Grey").click();
    await page.getByRole("button", { name: "Yes, take it" }).click();
    await page.locator('[data-outcome="requested"]').waitFor();
    await page.getByText("Leave", { exact: true }).click();
    await page.getByRole("button", { name: "Yes, close my page" }).click();
    await page.locator('[data-outcome="left"]').waitFor();
    await page.getByText("£6.50 stays yours").waitFor();
    await lookBoth("/apps/regulars/rewards", "rewards-left", made.email);
  });

  test("nothing that is seen moves while the block's page comes", async () => {
    const made = await ambassador({ earned: 1_500n });
    await withOrders(made);
    const page = await open("/pages/rewards", { as: made.email });
    await page.getByRole("heading", { name: "The small print" }).waitFor();
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & { value: number }).value;
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
        }),
    );
    expect(shift).toBeLessThan(0.1);
  });

  test("when the app is away the block says so and keeps its link", async () => {
    const made = await ambassador();
    await rig.sql("UPDATE shop SET state = 'uninstalled' WHERE shop_id = $1", [world.shopId]);
    const page = await open("/pages/rewards", { as: made.email });
    await page.getByText("Your page doesn't answer just now.").waitFor();
    await rig.sql("UPDATE shop SET state = 'installed' WHERE shop_id = $1", [world.shopId]);
    await page.getByRole("link", { name: "Open my rewards page" }).click();
    await page.locator(`[data-share-code="${made.code}"]`).waitFor();
  });
});
