/**
 * What an owner does about rewards, in a real Chromium inside the emulator's admin: chooses the ways to thank, asks Shopify for what
 * they need, says yes and no, pays, settles; and ends the programme and lets it go on.
 */
import { readFileSync } from "node:fs";
import type { Locator } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { worldFor } from "~/world.server";
import { aProgram, anAmbassador, anEarnedCredit, aProduct, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "rewards pages", buyers: 40 });
/** What a session that has ended leaves in the console. */
const owner = ownerBrowser(admin, { expected: /status of 401/ });
const { open, look } = owner;
const SETTINGS = "What friends and ambassadors get";
const world = worldFor(emulator.books.theShop.domain);
let mia: BuiltAmbassador;
let program: BuiltProgram;
let mug: string;

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

type Wish = { kind: "cash" | "product sent" | "product code"; priceMinor: bigint; code: string; approved?: boolean; review?: string };

/** As if asked for on their page: what it costs is taken. `review`: nobody knows how it ended; `charged` false: its cost was given back. */
async function wish({ kind, priceMinor, code, approved, review, charged = true }: Wish & { charged?: boolean }): Promise<void> {
  const rewardId = world.chance.uuid();
  const { ambassadorId, buyerId } = mia;
  const { programId } = program;
  const isProduct = kind !== "cash";
  await world.transaction(({ db }) =>
    db.reward.create({
      data: {
        ...{ shopId: world.shopId, rewardId, programId, ambassadorId, buyerId, kind, priceMinor, code, currency: "GBP", requestKey: code },
        ...{ variantId: isProduct ? mug : null, productTitle: isProduct ? "Jubilee Mug" : "Money", requestedAt: world.clock.now() },
        ...(approved && { approvedAt: world.clock.now(), clearedAt: world.clock.now(), approvedBy: "Olga" }),
        ...(review ? { state: "needs review", reason: review } : { state: "requested" }),
      },
    }),
  );
  if (!charged) return;
  const [from, to] = (["earned", "redeemed"] as const).map((account) => ({ kind: account, ambassadorId, programId }));
  const source = { kind: "reward", id: rewardId } as const;
  await appendEntry(world, {
    ...{ from, to, amountMinor: priceMinor, currency: "GBP", reason: "reward taken", source },
    idempotencyKey: `reward:${rewardId}:taken`,
  });
}

const row = (amount: string) => owner.app.getByRole("row", { name: new RegExp(amount.replace(".", "\\.")) });
/** As a person does: not before it can be pressed. */
const press = async (button: Locator) => {
  await expect.poll(() => button.isEnabled()).toBe(true);
  await button.press("Enter");
};
const waits = (title: string) => owner.app.getByRole("heading", { level: 1, name: title }).waitFor();
const posts = (): { stop: () => void; seen: string[] } => {
  const seen: string[] = [];
  const note = (request: { method(): string; url(): string; postData(): string | null }) => {
    if (request.method() === "POST" && request.url().includes("/app/rewards")) seen.push(request.postData() ?? "");
  };
  owner.page.on("request", note);
  return { seen, stop: () => owner.page.off("request", note) };
};

test("what waits for a yes, for paying and for settling stands on one page, each with what its buttons do", async () => {
  program = await aProgram(world, { rewardKinds: ["product code", "product sent", "cash"], iconCash: true });
  mia = await anAmbassador(world, program, { name: "Mia" });
  await anEarnedCredit(world, mia, 90_000n);
  mug = (await aProduct(world, { title: "Jubilee Mug", priceMinor: 800n, shelfOf: program })).variantId;
  await wish({ kind: "product sent", priceMinor: 800n, code: "SENT-1" });
  await wish({ kind: "cash", priceMinor: 2_500n, code: "PAY-1" });
  await wish({ kind: "cash", priceMinor: 3_000n, code: "PAY-2", approved: true });
  await wish({ kind: "cash", priceMinor: 3_500n, code: "PAY-3", approved: true });
  const review = "Shopify has not answered clearly for three days.";
  await wish({ kind: "product code", priceMinor: 700n, code: "GIFT-1", review });
  await wish({ kind: "product code", priceMinor: 600n, code: "GIFT-2", review, charged: false });
  await open("/app/rewards", "6 rewards wait for you");
  await owner.app.getByText("£65.00 for 2 wishes. None of it stands on a list yet.").waitFor();
  await owner.app.getByText("They had £6.00 back, since it looked as if nothing was given. This takes it again.").waitFor();
  await look("rewards-all");

  await press(row("£25.00").getByRole("button", { name: "Yes, pay £25.00" }));
  await owner.page.getByText("It waits to be paid now, below.").waitFor();
  await owner.app.getByText("£90.00 for 3 wishes.").waitFor();
  // The job of the yes: it was looked whether they had it in another way.
  await world.transaction(({ db }) =>
    db.reward.updateMany({ where: { shopId: world.shopId, code: "PAY-1" }, data: { clearedAt: world.clock.now() } }),
  );
  const [download] = await Promise.all([
    owner.page.waitForEvent("download"),
    press(owner.app.getByRole("button", { name: "Save the list to pay from" })),
  ]);
  expect(download.suggestedFilename()).toBe("payouts.csv");
  expect(readFileSync(await download.path(), "utf8")).toMatch(/Mia,.*25\.00,GBP,PAY-1/);
  await owner.app.getByText("£90.00 for 3 wishes. All of it stands on a list.").waitFor();
});

test("a button pressed twice in a breath is one press", async () => {
  const { seen, stop } = posts();
  await press(row("£30.00").getByRole("button", { name: "I have paid £30.00" }));
  await owner.app.getByText(/^Only when it has left your bank/).waitFor();
  await look("rewards-paid-sure");
  await row("£30.00").getByRole("button", { name: "Yes, £30.00 is paid" }).dblclick();
  await owner.page.getByText("Marked as paid.").waitFor();
  await waits("5 rewards wait for you");
  stop();
  expect(seen).toHaveLength(2);
});

test("what was said to be paid by mistake is taken back, and then said anew", async () => {
  await owner.app.getByRole("heading", { name: "Paid in the last week" }).waitFor();
  await look("rewards-paid");
  await press(row("£30.00").getByRole("button", { name: "That was a mistake" }));
  await owner.page.getByText("It waits to be paid again, above.").waitFor();
  await waits("6 rewards wait for you");
  await row("£30.00")
    .getByText(/Somebody had said that it was paid, and took that back on/)
    .waitFor();
  await press(row("£30.00").getByRole("button", { name: "I have paid £30.00" }));
  await press(row("£30.00").getByRole("button", { name: "Yes, £30.00 is paid" }));
  await waits("5 rewards wait for you");
});

test("money on a list may have left the bank: giving its credit back is asked about first, and left as it is until that is sure", async () => {
  const no = row("£25.00").getByRole("button", { name: "It won't be paid: give £25.00 back" });
  await press(no);
  await owner.app.getByText(/^It stands on a list to pay from, so it may have left your bank\./).waitFor();
  await look("rewards-sure");
  await press(row("£25.00").getByRole("button", { name: "Leave it as it is" }));
  await owner.app.getByText(/may have left your bank/).waitFor({ state: "detached" });
  await press(no);
  await press(row("£25.00").getByRole("button", { name: "It was not paid: give £25.00 back" }));
  await owner.page.getByText("Their credit is theirs again.").waitFor();
  await waits("4 rewards wait for you");
});

test("two owners at once: who says paid after the other gave the credit back is told what they have now", async () => {
  const other = await owner.page.context().newPage();
  await other.goto(admin("/app/rewards"));
  const theirs = other.frameLocator("#app-frame").getByRole("row", { name: /£35\.00/ });
  await press(theirs.getByRole("button", { name: "It won't be paid: give £35.00 back" }));
  const sure = theirs.getByRole("button", { name: "It was not paid: give £35.00 back" });
  await press(sure);
  await sure.waitFor({ state: "detached" });
  await other.close();
  await press(row("£35.00").getByRole("button", { name: "I have paid £35.00" }));
  await owner.page.getByText(/^Somebody gave the credit back before you pressed\. If you have paid it, they have both/).waitFor();
  await waits("3 rewards wait for you");
});

test("a session that has ended says that nothing was done, where it was pressed", async () => {
  const rewards = (url: URL) => url.pathname === "/app/rewards";
  await owner.page.route(rewards, (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 401, headers: { "X-Remix-Catch": "yes" }, body: "Unauthorized" })
      : route.fallback(),
  );
  await press(row("£8.00").getByRole("button", { name: "No, give £8.00 back" }));
  await owner.app.getByText(/^Shopify no longer knows that it is you, so nothing was done\./).waitFor();
  await look("rewards-signed-out");
  await owner.page.unroute(rewards);
  await press(row("£8.00").getByRole("button", { name: "No, give £8.00 back" }));
  await owner.page.getByText("Their credit is theirs again.").waitFor();
  await waits("2 rewards wait for you");
});

test("a list of many is read page by page, and the last page follows when it empties", async () => {
  for (let at = 0; at < 26; at++) await wish({ kind: "cash", priceMinor: 1_000n + BigInt(at), code: `PAY-M${at}` });
  await open("/app/rewards?ask=2", "28 rewards wait for you");
  await owner.app.getByText("Page 2 of 2").waitFor();
  await look("rewards-many");
  await press(row("£10.25").getByRole("button", { name: "No, give £10.25 back" }));
  await waits("27 rewards wait for you");
  await row("£10.24").waitFor();
  expect(await owner.app.getByText(/^Page \d of/).count()).toBe(0);
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
  await wish({ kind: "product sent", priceMinor: 800n, code: "SENT-9" });
  // Shopify took back what sending needs, and people wait for what is sent; the pixel was wanted.
  await world.transaction(async ({ db }) => {
    const { scopes } = await db.shop.findUniqueOrThrow({ where: { shopId: world.shopId } });
    const data = { pixelWanted: true, scopes: scopes.filter((scope) => scope !== "write_draft_orders") };
    await db.shop.update({ where: { shopId: world.shopId }, data });
  });
  await open("/app/settings", SETTINGS);
  await owner.app.getByText(/does not allow us to give products that you send any more/).waitFor();
  await owner.app.getByRole("button", { name: "Ask Shopify for it" }).waitFor();
  await owner.app.getByText("It is out of your store while the programme has ended").waitFor();
  await look("programme-ended-open");
  await owner.app.getByRole("button", { name: "Turn it off for good" }).press("Enter");
  await owner.app.getByText("It is out of your store while the programme has ended").waitFor({ state: "detached" });
  await open("/app/invite", "Your programme has ended");
  await look("invite-ended");
  await open("/app", /./);
  await owner.app.getByText(/^Your programme ended on/).waitFor();
  await look("home-ended");
  await owner.app.getByRole("link", { name: "Let it go on, in the settings" }).press("Enter");
  await owner.app.getByRole("button", { name: "Let it go on" }).press("Enter");
  await owner.app.getByLabel("Friends get").waitFor();
});
