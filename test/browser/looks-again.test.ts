/** While something is being made, an ambassador's page in the store looks again by itself, and never under somebody's hands: in a real Chromium. */
import { beforeAll, expect, test } from "vitest";
import { REWARD_KINDS, settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { anAmbassador, anEarnedCredit } from "../support/builders";
import { PHONE, shopperBrowser, WIDE } from "../support/shopper-browser";
import { knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin, store } = rig;
const { open, someone, look } = shopperBrowser(origin);

beforeAll(async () => {
  await stockShelf(rig);
  const live = (await readLiveProgram(world))!;
  await rig.sql("UPDATE shop SET scopes = '{write_draft_orders}'");
  await saveSettings(world, { settings: { ...settingsOf(live), rewardKinds: [...REWARD_KINDS] }, savedBy: "test" });
});

let count = 0;
/** With £30.00, and an address at the store. */
async function ambassador() {
  const made = await anAmbassador(world, program, { name: "Maxine", code: `MAXINE-${++count}` });
  const email = `person-${count}@example.com`;
  knownCustomer(rig, made, email);
  await anEarnedCredit(world, made, 3_000n);
  const { customer } = store.books;
  const address = { firstName: "Maxine", lastName: "Hill", address1: "1 High Street", city: "Leeds", province: null, zip: "LS1 1AA" };
  customer.put(made.buyerId, {
    ...customer.need(made.buyerId),
    addresses: [{ ...address, countryCode: "GB", country: "United Kingdom", phone: null }],
  });
  return { ...made, email };
}

test("what is being made appears by itself", async () => {
  const made = await ambassador();
  await rig.sql("UPDATE share_code SET state = 'waiting', live_at = NULL WHERE ambassador_id = $1", [made.ambassadorId]);
  const page = await open("/apps/regulars/rewards", { as: made.email });
  await page.locator('[data-share-code-state="waiting"]').waitFor();
  await rig.sql("UPDATE share_code SET state = 'live', live_at = created_at WHERE ambassador_id = $1", [made.ambassadorId]);
  await page.locator('[data-share-code-state="live"]').waitFor();
  await page.getByRole("heading", { name: "Hello Maxine" }).waitFor();
});

test("but never in place of an address that is asked about, nor of a press that is being answered", async () => {
  const made = await ambassador();
  await rig.sql("UPDATE share_code SET state = 'waiting', live_at = NULL WHERE ambassador_id = $1", [made.ambassadorId]);
  const page = await someone({ as: made.email });
  await page.clock.install();
  await page.goto(`${origin}/pages/rewards`);
  const button = page.getByRole("button", { name: /^Have it sent/ }).first();
  await button.waitFor();
  // The press is answered only after a look would have been.
  let answer = (): void => {};
  await page.route(/rewards/, async (route) => {
    if (route.request().method() === "POST") await new Promise<void>((resolve) => (answer = resolve));
    await route.continue();
  });
  await button.click();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.clock.runFor(4_000);
  answer();
  await page.getByText("The store sends it here. Is that right?").waitFor();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const looked = page.waitForResponse(/rewards/, { timeout: 1_500 }).then(
    () => true,
    () => false,
  );
  await page.clock.runFor(60_000);
  expect([await looked, await page.getByText("The store sends it here. Is that right?").count()]).toEqual([false, 1]);
});

test("in the customer account an address that is asked about stays, too, until it is put aside", async () => {
  for (const viewport of [PHONE, WIDE]) {
    const made = await ambassador();
    await rig.sql("UPDATE share_code SET state = 'waiting', live_at = NULL WHERE ambassador_id = $1", [made.ambassadorId]);
    const page = await someone({ as: made.email, viewport });
    await page.clock.install();
    await page.goto(`${origin}/account/pages/regulars-account-page`);
    const inside = page.frameLocator("iframe[data-extension]");
    const looks: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "GET" && request.url().endsWith("/account/rewards")) looks.push(request.url());
    });
    const button = inside.getByRole("button", { name: /^Have it sent/ }).first();
    await button.click();
    const yes = inside.getByRole("button", { name: /^Yes, send it here/ });
    await yes.waitFor();
    const before = looks.length;
    await page.clock.runFor(30_000);
    await inside.getByText("1 High Street").waitFor();
    expect([looks.length, await yes.count()]).toEqual([before, 1]);
    await look(page, "account-page-where", { ours: ["iframe[data-extension]", "[data-extension-body]"], picture: "stretched" });
    await inside.getByRole("button", { name: "Not now" }).click();
    await expect.poll(() => page.clock.runFor(5_000).then(() => looks.length)).toBeGreaterThan(before);
    expect(await yes.count()).toBe(0);
  }
});
