/**
 * What an owner does about rewards, in a real Chromium inside the emulator's admin: chooses the ways to thank, asks Shopify for what
 * they need, says yes and no, pays, settles; and ends the programme and lets it go on.
 */
import { readFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { worldFor } from "~/world.server";
import { aProgram, anAmbassador, anEarnedCredit, aProduct, type BuiltAmbassador } from "../support/builders";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "rewards pages", buyers: 40 });
const owner = ownerBrowser(admin);
const { open, look } = owner;
const SETTINGS = "What friends and ambassadors get";
const world = worldFor(emulator.books.theShop.domain);
let mia: BuiltAmbassador;

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

test("before anybody asked for one, the page says what will stand there", async () => {
  await open("/app/rewards", "No reward waits for you");
  await look("rewards-none");
});

test("ways to thank are chosen, and what Shopify has yet to allow is asked for by one press", async () => {
  await open("/app/settings", SETTINGS);
  await look("settings-all");
  for (const kind of ["A product that you send, after your yes", "Money, for icons, after your yes", "A gift card"])
    await owner.app.getByLabel(kind).check();
  await owner.app.getByText("It is forgiven").click();
  await owner.app.getByLabel("Orders of one friend that count").fill("none");
  await owner.page.getByRole("button", { name: "Save" }).click();
  await owner.app.getByText("Write a whole number, such as 3.").waitFor();
  await owner.app.getByLabel("Orders of one friend that count").fill("2");
  await owner.page.getByRole("button", { name: "Save" }).click();
  await owner.app.getByText(/has not yet allowed us to give products that you send, gift cards/).waitFor();
  await look("settings-permission");
  const ask = owner.app.getByRole("button", { name: "Ask Shopify for it" });
  await ask.click();
  await owner.page.locator("#dialog").getByRole("button", { name: "Cancel" }).click();
  await owner.app.getByText("It stays as it is. You can ask again at any time.").waitFor();
  await ask.click();
  await owner.page.locator("#dialog").getByRole("button", { name: "Update access" }).click();
  await ask.waitFor({ state: "detached" });
});

test("what waits for a yes, for paying and for settling stands on one page, each with its buttons", async () => {
  const program = await aProgram(world, { rewardKinds: ["product code", "product sent", "cash"], iconCash: true });
  mia = await anAmbassador(world, program, { name: "Mia" });
  await anEarnedCredit(world, mia, 9_000n);
  const { variantId } = await aProduct(world, { title: "Jubilee Mug", priceMinor: 800n, shelfOf: program });
  const rows = [
    { kind: "product sent", variantId, productTitle: "Jubilee Mug", priceMinor: 800n, state: "requested" },
    { kind: "cash", variantId: null, productTitle: "Money", priceMinor: 2_500n, state: "requested" },
    {
      kind: "cash",
      variantId: null,
      productTitle: "Money",
      priceMinor: 3_000n,
      state: "requested",
      approvedAt: world.clock.now(),
      approvedBy: "Olga",
    },
    {
      kind: "product code",
      variantId,
      productTitle: "Jubilee Mug",
      priceMinor: 800n,
      state: "needs review",
      reason: "Shopify has not answered clearly for three days.",
    },
  ];
  await world.transaction(async ({ db }) => {
    for (const [at, row] of rows.entries())
      await db.reward.create({
        data: {
          ...{
            shopId: world.shopId,
            rewardId: world.chance.uuid(),
            programId: program.programId,
            ambassadorId: mia.ambassadorId,
            buyerId: mia.buyerId,
          },
          ...{ currency: "GBP", code: `CODE-${at}`, requestKey: `key ${at}`, requestedAt: world.clock.now(), ...row },
        },
      });
  });
  await open("/app/rewards", "4 rewards wait for you");
  await look("rewards-all");

  const asking = owner.app.locator("table", { hasText: "Waiting for your yes" });
  await asking
    .getByRole("row", { name: /£25\.00/ })
    .getByRole("button", { name: "Yes" })
    .press("Enter");
  await owner.app.getByRole("heading", { level: 1, name: "4 rewards wait for you" }).waitFor();
  const paying = owner.app.locator("table", { hasText: "To be paid" });
  await expect.poll(() => paying.getByRole("row", { name: /£25\.00/ }).count()).toBe(1);
  const [download] = await Promise.all([
    owner.page.waitForEvent("download"),
    owner.app.getByRole("button", { name: "Save the list to pay from" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe("payouts.csv");
  expect(readFileSync(await download.path(), "utf8")).toMatch(/Mia,.*25\.00,GBP,CODE-1/);
  await owner.app
    .getByText(/on a list since/)
    .first()
    .waitFor();
  await paying
    .getByRole("row", { name: /£30\.00/ })
    .getByRole("button", { name: "Paid", exact: true })
    .press("Enter");
  await owner.app.getByRole("heading", { level: 1, name: "3 rewards wait for you" }).waitFor();
});

test("the programme is ended by two presses, and goes on by one", async () => {
  await open("/app/settings", SETTINGS);
  await owner.app.getByRole("button", { name: "End the programme" }).press("Enter");
  await owner.app.getByText(/Ambassadors see it on their page at once/).waitFor();
  await owner.app.getByRole("button", { name: "Keep it going" }).press("Enter");
  await owner.app.getByRole("button", { name: "End the programme" }).press("Enter");
  await owner.app.getByRole("button", { name: "Yes, end it" }).press("Enter");
  await owner.app.getByRole("heading", { name: "The programme has ended" }).waitFor();
  await look("programme-ended");
  await owner.app.getByRole("button", { name: "Let it go on" }).press("Enter");
  await owner.app.getByLabel("Friends get").waitFor();
});
