/**
 * What ambassadors and friends see, in a real Chromium on the emulator's storefront: on a phone and on a wide screen, with
 * scripts and without, by keyboard and for screen readers. SCREENSHOTS=folder keeps a picture of every page.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { endProgram } from "~/domain/program/end-program.server";
import { REWARD_KINDS, settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { aLine, anAmbassador, anEarnedCredit, anOrder, aShareCode } from "../support/builders";
import { PHONE, shopperBrowser, WIDE } from "../support/shopper-browser";
import { anInvitation, knownCustomer, stockShelf, storefrontRig } from "../support/storefront-rig";

const rig = await storefrontRig();
const { world, program, origin, store } = rig;

const { open, look, lookBoth } = shopperBrowser(origin);

beforeAll(() => stockShelf(rig));

let count = 0;
/** An ambassador the store knows as a customer, with what was earned. */
async function ambassador({ earned = 0n, name = "Maxine" } = {}) {
  const made = await anAmbassador(world, program, { name, code: `${name.toUpperCase()}-${++count}` });
  const email = `person-${count}@example.com`;
  knownCustomer(rig, made, email);
  if (earned) await anEarnedCredit(world, made, earned);
  return { ...made, email };
}
/** The address of their account at the store. */
function livesAt({ buyerId }: { buyerId: string }, address1: string): void {
  const address = { firstName: "Maxine", lastName: "Hill", address1, city: "Leeds", province: null, zip: "LS1 1AA" };
  const { customer } = store.books;
  customer.put(buyerId, {
    ...customer.need(buyerId),
    addresses: [{ ...address, countryCode: "GB", country: "United Kingdom", phone: null }],
  });
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
    // Past what may be told besides, which is folded away.
    await page.keyboard.press("Tab");
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
    await page.getByRole("button", { name: "Start with 15% off" }).click();
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
  test("an icon's: every way to be thanked, what is new before others, an amount typed and confirmed, with scripts off too", async () => {
    const made = await ambassador({ earned: 4_000n });
    await rig.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [made.ambassadorId]);
    await rig.sql("UPDATE shelf_item SET first_dibs_until = $1", [new Date(rig.clock.now().getTime() + 3 * 86_400_000)]);
    const program = (await readLiveProgram(rig.world))!;
    const all = { ...settingsOf(program), rewardKinds: [...REWARD_KINDS], iconCreditBp: 1_250 };
    await saveSettings(rig.world, { settings: all, savedBy: "test" });
    await rig.sql(
      "UPDATE shop SET scopes = '{write_draft_orders,write_gift_cards,read_store_credit_accounts,write_store_credit_account_transactions}'",
    );
    await lookBoth("/apps/regulars/rewards", "rewards-icon", made.email);
    const page = await open("/apps/regulars/rewards", { as: made.email, scripts: false });
    await page.getByText("You are an icon: you get 12.5% of what friends pay on their first order.").waitFor();
    await page.getByText("New. As an icon you choose first.").first().waitFor();
    await page
      .getByRole("button", { name: /^Have it sent/ })
      .first()
      .click();
    await page.getByText("Nothing was taken: the store doesn't know yet where to send it.").waitFor();
    await look(page, "rewards-where-nowhere");
    livesAt(made, "1 High Street");
    await page.getByRole("button", { name: "Look again" }).click();
    await page.getByText("The store sends it here. Is that right?").waitFor();
    await look(page, "rewards-where");
    livesAt(made, "9 Mill Lane");
    await page.getByRole("button", { name: "Yes, send it here" }).click();
    await page.getByText(/Your address at the store is another by now, so nothing was taken/).waitFor();
    expect(await page.locator("address").innerText()).toBe("Maxine Hill\n9 Mill Lane\nLeeds LS1 1AA\nUnited Kingdom");
    await page.setViewportSize(WIDE);
    await look(page, "rewards-where-changed");
    await page.setViewportSize(PHONE);
    expect(await rig.sql("SELECT kind FROM reward WHERE ambassador_id = $1", [made.ambassadorId])).toEqual([]);
    await page.getByText("A gift card", { exact: true }).click();
    const card = page.locator('form[data-amount-kind="gift card"]');
    await card.getByLabel("How much? From £1.00 up to your £40.00.").waitFor();
    await card.getByRole("textbox").fill("0,50");
    await card.getByRole("button", { name: "Yes, make it" }).click();
    await page.getByText("Please take £1.00 or more. Nothing was taken.").waitFor();
    await page.getByText("A gift card", { exact: true }).click();
    await card.getByRole("textbox").fill("12,50");
    await card.getByRole("button", { name: "Yes, make it" }).click();
    await page.getByText("Good. We're making your gift card").waitFor();
    await page.getByText("£27.50 is yours").waitFor();
    expect(await rig.sql("SELECT kind, price_minor, state FROM reward WHERE ambassador_id = $1", [made.ambassadorId])).toEqual([
      { kind: "gift card", price_minor: "1250", state: "requested" },
    ]);
    await endProgram(rig.world, { endedBy: "test" });
    await page.goto(page.url());
    await page.getByText(/The store has ended this, so new orders no longer count/).waitFor();
    await lookBoth("/apps/regulars/rewards", "rewards-ended", made.email);
    await resumeProgram(rig.world, { resumedBy: "owner" });
    await saveSettings(rig.world, { settings: settingsOf(program), savedBy: "test" });
    await rig.sql("UPDATE shelf_item SET first_dibs_until = NULL");
  });

  test("in a theme's block: what is sent is taken after its address was read, by a script and by keyboard", async () => {
    const made = await ambassador({ earned: 3_000n });
    livesAt(made, "1 High Street");
    const program = (await readLiveProgram(rig.world))!;
    await saveSettings(rig.world, { settings: { ...settingsOf(program), rewardKinds: [...REWARD_KINDS] }, savedBy: "test" });
    const page = await open("/pages/rewards", { as: made.email });
    await page
      .getByRole("button", { name: /^Have it sent/ })
      .first()
      .press("Enter");
    await page.getByText("The store sends it here. Is that right?").waitFor();
    // The eye and the screen reader are led to it.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("Nothing is taken yet. Look first where it would go.");
    await page.getByRole("button", { name: "Yes, send it here" }).press("Enter");
    await page.getByText(/Good choice\. The store knows and will send you/).waitFor();
    expect(
      await rig.sql("SELECT kind, place_mark IS NOT NULL AS confirmed FROM reward WHERE ambassador_id = $1", [made.ambassadorId]),
    ).toEqual([{ kind: "product sent", confirmed: true }]);
    await saveSettings(rig.world, { settings: settingsOf(program), savedBy: "test" });
  });

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
