/** The owner's letters in a real Chromium inside the emulator's admin: how they look, their words beside the letter itself, a test mail. */
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { worldFor } from "~/world.server";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "letters", buyers: 40 });
const owner = ownerBrowser(admin);
const { open, look } = owner;
const world = worldFor(emulator.books.theShop.domain);
const subjects = () => [...emulator.books.mail.values()].map(({ subject }) => subject);
const SOON = { timeout: 30_000 };
/** The letter's frame lets nothing run, so what is in it is read from outside. */
const arrives = (said: string) => expect.poll(() => owner.app.locator("iframe.regulars-mail").getAttribute("srcdoc"), SOON).toContain(said);

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

test("all letters stand on one page; nothing was sent yet", async () => {
  await open("/app/mails", "Letters");
  await owner.app.getByRole("heading", { level: 3, name: "Month by month" }).waitFor();
  await look("mails-empty");
});

test("without a postal address the page says that nothing is sent, and what to do; wrong fields say so beside them", async () => {
  const { shopId } = world;
  await world.transaction(({ db }) => db.shop.update({ where: { shopId }, data: { postalAddress: "" } }));
  await open("/app/mails", "Letters");
  await owner.app.getByText("Nothing is sent yet: your postal address is missing").waitFor();
  await owner.app.getByLabel("Your colour").fill("green");
  await owner.app.getByLabel("Letters a week at most").fill("12");
  await owner.app.getByLabel("Answers go to").fill("not an address");
  await owner.page.getByRole("button", { name: "Save" }).click();
  await owner.app.getByText("Write a colour such as #1f5f4a.").waitFor();
  await owner.app.getByText("Write the store's postal address: without one nothing can be sent.").waitFor();
  await look("mails-errors");
  await owner.app.getByLabel("Your colour").fill("#7a2f4b");
  await owner.app.getByLabel("Letters a week at most").fill("3");
  await owner.app.getByLabel("Answers go to").fill("olga@tea.example");
  await owner.app.getByLabel("Postal address").fill("12 Market Row, York, United Kingdom");
  await owner.page.getByRole("button", { name: "Save" }).click();
  await owner.app.getByText("Nothing is sent yet").waitFor({ state: "detached" });
});

test("a letter's words are shown as they arrive, while they are typed; unknown fields are named", async () => {
  await open("/app/mails", "Letters");
  await owner.app.getByRole("link", { name: "Edit Welcome" }).press("Enter");
  await owner.app.getByRole("heading", { level: 1, name: "Welcome" }).waitFor();
  await arrives("Hello Maxine,");
  await owner.app.getByLabel("First lines").fill("How lovely, {nmae}.");
  await owner.app.getByText("We don't know {nmae}. You can write {name}, {store}, {code}, {offer} and {credit}.").waitFor();
  await look("letter-error");
  await owner.app.getByLabel("First lines").fill("How lovely, {name}, that you are one of us.");
  await arrives("How lovely, Maxine, that you are one of us.");
  await owner.app.getByRole("button", { name: "Phone" }).click();
  await look("letter-phone");
  await owner.app.getByRole("button", { name: "Wide" }).click();
});

test("a test goes to the owner; saved words are marked as theirs, and ours come back at a press", async () => {
  await open("/app/mails/welcome", "Welcome");
  await owner.app.getByLabel("First lines").fill("How lovely, {name}, that you are one of us.");
  await owner.app.getByRole("button", { name: "Send me a test" }).click();
  await expect.poll(subjects, SOON).toEqual(["[Test] MAXINE15 is yours"]);
  await owner.page.getByRole("button", { name: "Save" }).click();
  await owner.app.getByRole("button", { name: "Back to our words" }).waitFor();
  await look("letter-own");
  await open("/app/mails", "Letters");
  await owner.app.getByText("Your words").waitFor();
  await look("mails-full");
  await open("/app/mails/welcome", "Welcome");
  await owner.app.getByRole("button", { name: "Back to our words" }).click();
  await arrives("It is lovely to have you with us.");
});

test("a letter that does not exist says so, with a way to all of them", async () => {
  await open("/app/mails/love-letter", "There is no such letter");
});

test("what the domain says is looked up at a press; that nobody answers is said as that", async () => {
  await open("/app/mails", "Letters");
  await owner.app.getByRole("button", { name: "Look them up" }).click();
  await owner.app.getByRole("heading", { level: 3, name: "DMARC" }).waitFor();
  await owner.app.getByText("Not known where").waitFor();
  await look("mails-domain");
});
