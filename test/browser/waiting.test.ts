/**
 * What a friend's browser keeps and shows between the button and the checkout, in a real Chromium on the emulator's storefront: the
 * same code for a second press, the bar of the app embed, the click in the cart; and none of it where consent is missing.
 * SCREENSHOTS=folder keeps pictures.
 */
import type { Page } from "playwright-core";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { aLine, anAmbassador, anOrder } from "../support/builders";
import { shopperBrowser } from "../support/shopper-browser";
import { stockShelf, storefrontRig } from "../support/storefront-rig";
import { turnAppEmbeds } from "../emulator/storefront/app-blocks.ts";

const rig = await storefrontRig();
const { world, program, origin, store, emulator } = rig;
const BAR = "15% from Maxine is waiting. It comes off at the checkout.";

const shopper = shopperBrowser(origin);
const { someone } = shopper;
beforeAll(() => stockShelf(rig));
afterEach(() => {
  turnAppEmbeds(emulator, []);
  consentNeeded(false);
});

function consentNeeded(needed: boolean): void {
  const { theShop } = store.books;
  store.books.shop.put(theShop.id, { ...theShop, consentNeeded: needed });
}

let count = 0;
async function maxine(): Promise<{ slug: string; ambassadorId: string; buyerId: string }> {
  const made = await anAmbassador(world, program, { name: "Maxine", code: `MAXINE-${++count}` });
  for (let n = 0; n < 3; n++)
    await rig.sql("INSERT INTO click_code (shop_id, code, program_id, state, minting_id) VALUES ($1, $2, $3, 'ready', gen_random_uuid())", [
      world.shopId,
      `POOL${count}X${n}`,
      program.programId,
    ]);
  return made;
}
/** Presses her button; where it led to. */
async function press(page: Page, slug: string): Promise<{ clickId: string; code: string }> {
  await page.goto(`${origin}/apps/regulars/${slug}?redirect=/products/jubilee-mug`);
  await page.waitForLoadState("networkidle");
  // In the address for a moment only, where the app embed is on.
  const arriving = page.waitForRequest(/\/products\/jubilee-mug\?rc=/);
  await page.getByRole("button", { name: "Start with 15% off" }).click();
  const clickId = new URL((await arriving).url()).searchParams.get("rc")!;
  await page.waitForURL(/\/products\/jubilee-mug/);
  const [{ code }] = await rig.sql<{ code: string }>("SELECT code FROM click WHERE click_id = $1", [clickId]);
  return { clickId, code };
}
type Cart = { attributes: Record<string, string>; discount_codes: { code: string }[] };
const cartOf = (page: Page) => page.evaluate(() => fetch("/cart.js").then((answer) => answer.json() as Promise<Cart>));
const kept = (page: Page) => page.evaluate(() => localStorage.getItem("regulars-click"));
const bar = (page: Page) => page.getByRole("region", { name: "Your discount" });
const look = (page: Page, name: string, ours: string): Promise<void> => shopper.look(page, name, { ours, picture: "in view" });

describe("a second press", () => {
  test("gives the same code where a preference may be kept", async () => {
    const { slug } = await maxine();
    const page = await someone();
    const first = await press(page, slug);
    expect(await press(page, slug)).toEqual(first);
    expect(JSON.parse((await kept(page))!)).toMatchObject({ id: first.clickId, slug });
  });

  test("gives a new one without consent, and the browser keeps nothing", async () => {
    consentNeeded(true);
    const { slug } = await maxine();
    const page = await someone();
    const first = await press(page, slug);
    expect(await kept(page)).toBeNull();
    expect((await press(page, slug)).clickId).not.toBe(first.clickId);
  });

  test("gives a new one with scripts off", async () => {
    const { slug } = await maxine();
    const page = await someone({ scripts: false });
    const first = await press(page, slug);
    expect((await press(page, slug)).clickId).not.toBe(first.clickId);
  });
});

describe("the bar", () => {
  test("is on every page while the click is fresh, and the click is in the cart beside what was there", async () => {
    turnAppEmbeds(emulator, ["waiting"]);
    const { slug } = await maxine();
    const page = await someone();
    await page.goto(`${origin}/`);
    await page.evaluate(() =>
      fetch("/cart/update.js", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ attributes: { gift: "yes" } }),
      }),
    );
    const { clickId, code } = await press(page, slug);
    await bar(page).getByText(BAR).waitFor();
    await expect.poll(async () => (await cartOf(page)).attributes).toEqual({ gift: "yes", _regulars_click: clickId });
    expect((await cartOf(page)).discount_codes.map((one) => one.code)).toEqual([code]);
    for (const where of ["/", "/collections/all", "/cart"]) {
      await page.goto(origin + where);
      await bar(page).getByText(BAR).waitFor();
    }
  });

  test("puts the code beside another one that is in the cart already, and leaves it off once it was taken off", async () => {
    turnAppEmbeds(emulator, ["waiting"]);
    const { slug } = await maxine();
    const page = await someone();
    const { clickId, code } = await press(page, slug);
    const setCodes = (discount: string) =>
      page.evaluate(
        (codes) =>
          fetch("/cart/update.js", {
            method: "POST",
            headers: { "content-type": "application/json" },
            body: JSON.stringify({ discount: codes }),
          }).then((answer) => answer.status),
        discount,
      );
    const codes = async () => (await cartOf(page)).discount_codes.map((one) => one.code);
    // It is shown once the cart is written.
    await bar(page).getByText(BAR).waitFor();
    await setCodes("SUMMER10");
    await page.goto(`${origin}/products/jubilee-mug?rc=${clickId}`);
    await bar(page).getByText(BAR).waitFor();
    expect(await codes()).toEqual(["SUMMER10", code]);
    await setCodes("");
    await page.goto(`${origin}/collections/all`);
    await bar(page).getByText(BAR).waitFor();
    expect(await codes()).toEqual([]);
  });

  test("is not in the address, which may be copied and posted; loaded again, it is the same click; all else of the address stays", async () => {
    turnAppEmbeds(emulator, ["waiting"]);
    consentNeeded(true);
    const { slug } = await maxine();
    const page = await someone();
    const { clickId, code } = await press(page, slug);
    await page.waitForURL(`${origin}/products/jubilee-mug`);
    await page.goto(`${origin}/products/jubilee-mug?utm=a%20b&rc=${clickId}&arc=1#more`);
    await page.waitForURL(`${origin}/products/jubilee-mug?utm=a%20b&arc=1#more`);
    await bar(page).getByText(BAR).waitFor();
    // Without consent nothing is kept that would know it.
    expect(await kept(page)).toBeNull();
    await page.evaluate(() =>
      fetch("/cart/update.js", { method: "POST", headers: { "content-type": "application/json" }, body: '{"discount":""}' }),
    );
    await page.reload();
    await bar(page).getByText(BAR).waitFor();
    expect((await cartOf(page)).discount_codes).toEqual([{ code }].map((one) => expect.objectContaining(one) as object));

    const other = await someone();
    await other.goto(page.url());
    await other.waitForLoadState("networkidle");
    expect([await bar(other).isVisible(), (await cartOf(other)).discount_codes]).toEqual([false, []]);
  });

  test("closed, it stays closed; a new click opens it again", async () => {
    turnAppEmbeds(emulator, ["waiting"]);
    const { slug } = await maxine();
    const page = await someone();
    await press(page, slug);
    await bar(page).getByText(BAR).waitFor();
    await bar(page).getByRole("button", { name: "Close" }).press("Enter");
    await bar(page).waitFor({ state: "hidden" });
    await page.goto(`${origin}/collections/all`);
    await page.waitForLoadState("networkidle");
    expect(await bar(page).isVisible()).toBe(false);
    await press(page, (await maxine()).slug);
    await bar(page).getByText(BAR).waitFor();
  });

  test("without consent it shows where the friend comes in, keeps nothing, counts nothing; with consent it does from then on", async () => {
    turnAppEmbeds(emulator, ["waiting"]);
    consentNeeded(true);
    const { slug } = await maxine();
    const page = await someone();
    const { clickId, code } = await press(page, slug);
    await bar(page).getByText(BAR).waitFor();
    expect([await kept(page), (await cartOf(page)).attributes]).toEqual([null, {}]);
    // The discount is what they pressed for.
    expect((await cartOf(page)).discount_codes.map((one) => one.code)).toEqual([code]);
    const consent = (marketing: boolean) =>
      page.evaluate((given) => {
        type Privacy = { setTrackingConsent(consent: object): void };
        (window as unknown as { Shopify: { customerPrivacy: Privacy } }).Shopify.customerPrivacy.setTrackingConsent({
          marketing: given,
          preferences: given,
        });
      }, marketing);
    await consent(true);
    await expect.poll(async () => (await cartOf(page)).attributes).toEqual({ _regulars_click: clickId });
    expect(await kept(page)).not.toBeNull();
    await consent(false);
    await expect.poll(async () => (await cartOf(page)).attributes).toEqual({});
    expect(await kept(page)).toBeNull();
  });

  test("is gone once something was ordered, and was never there for who pressed nothing", async () => {
    turnAppEmbeds(emulator, ["waiting"]);
    const { slug } = await maxine();
    const page = await someone();
    const { clickId } = await press(page, slug);
    await bar(page).getByText(BAR).waitFor();
    await rig.sql("UPDATE click SET ordered_at = clicked_at WHERE click_id = $1", [clickId]);
    await page.goto(`${origin}/?rc=${clickId}`);
    await expect.poll(() => kept(page)).toBeNull();
    expect(await bar(page).isVisible()).toBe(false);

    const asked: string[] = [];
    const other = await someone();
    other.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await other.goto(`${origin}/`);
    await other.waitForLoadState("networkidle");
    expect(asked.filter((address) => /cart|click/.test(address))).toEqual([]);
    expect(await bar(other).isVisible()).toBe(false);
  });

  test("moves nothing when it comes, is without fault for everybody, and fits a narrow phone", async () => {
    turnAppEmbeds(emulator, ["waiting"]);
    const { slug } = await maxine();
    for (const width of [320, 375, 1280]) {
      const page = await someone({ viewport: { width, height: 740 } });
      await page.addInitScript(() => {
        const shifts: number[] = ((window as unknown as { shifts: number[] }).shifts = []);
        new PerformanceObserver((list) =>
          list.getEntries().forEach((one) => shifts.push((one as unknown as { value: number }).value)),
        ).observe({
          type: "layout-shift",
          buffered: true,
        });
      });
      await press(page, slug);
      await bar(page).getByText(BAR).waitFor();
      await page.waitForLoadState("networkidle");
      expect(await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)).toEqual([]);
      await look(page, "bar", ".regulars-waiting");
      // The last of the page can be read above it.
      await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
      const [footer, over] = [await page.locator(".site-footer").boundingBox(), await bar(page).boundingBox()];
      expect(footer!.y + footer!.height).toBeLessThanOrEqual(over!.y + 1);
    }
  });
});

/** Bought, and ticked to be seen. */
async function lovesThree({ ambassadorId, buyerId }: { ambassadorId: string; buyerId: string }) {
  const loved = Object.values(store.products).slice(0, 3);
  for (const product of loved) {
    const { orderId } = await anOrder(world, { buyerId });
    await aLine(world, { orderId, productId: product.id, variantId: product.variantIds[0] });
  }
  await rig.sql("UPDATE ambassador SET favourites = $2 WHERE ambassador_id = $1", [ambassadorId, loved.map(({ id }) => id)]);
}

test("a page's card for chats, read as a person would who was taken for one", async () => {
  const made = await maxine();
  await lovesThree(made);
  const page = await someone({ userAgent: "WhatsApp/2.23.20.0 A" });
  await page.goto(`${origin}/apps/regulars/${made.slug}`);
  expect(await page.title()).toBe("15% off at Small & Sons, from Maxine");
  const meta = (name: string) => page.locator(`meta[property="${name}"]`).getAttribute("content");
  expect(await meta("og:url")).toBe(`${origin}/apps/regulars/${made.slug}`);
  const picture = await page.request.get((await meta("og:image"))!);
  expect([picture.status(), picture.headers()["content-type"]]).toEqual([200, "image/svg+xml"]);
  await look(page, "preview", "main");
  await page.getByRole("button", { name: "Start with 15% off" }).click();
  await page.waitForURL(/\/\?rc=/);
});

test("the landing page on three widths, light and dark", async () => {
  const made = await maxine();
  await rig.sql(
    "UPDATE ambassador SET words = 'The Earl Grey has been my morning for two years. The mug keeps it warm.' WHERE ambassador_id = $1",
    [made.ambassadorId],
  );
  await lovesThree(made);
  for (const width of [320, 375, 1280])
    for (const dark of [false, true]) {
      const page = await someone({ viewport: { width, height: 900 }, dark });
      await page.goto(`${origin}/apps/regulars/${made.slug}`);
      await look(page, dark ? "landing-dark" : "landing", ".regulars");
    }
});
