/** The owner's letters in a real Chromium inside the emulator's admin: how they look, their words beside the letter itself, a test mail. */
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { SENDER_REFUSED } from "~/domain/letter/letter";
import { suppressAddress } from "~/domain/letter/suppress-address.server";
import { worldFor } from "~/world.server";
import { aBuyer } from "../support/builders";
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
  await owner.app.getByText("Your words in English").waitFor();
  await look("mails-full");
  await open("/app/mails/welcome", "Welcome");
  await owner.app.getByRole("button", { name: "Back to our words" }).click();
  await arrives("It is lovely to have you with us.");
});

test("each language has words of its own; until they are written, the page says who gets what, and ours can go instead", async () => {
  const save = () => owner.page.getByRole("button", { name: "Save" }).click();
  await open("/app/mails/goodbye", "Goodbye");
  await owner.app.getByText("Everybody gets this letter in the language they read").waitFor();
  await owner.app.getByLabel("Subject").fill("Farewell, {name}");
  await save();
  await owner.app.getByText("Whoever reads English gets these words of yours. So does whoever reads another language").waitFor();
  await owner.app.getByLabel("Language").selectOption("de");
  await owner.app
    .getByText("You have not written this letter in German. Whoever reads German gets your words, all of them in English.")
    .waitFor();
  await arrives("Hallo Maxine,");
  await look("letter-no-german");
  await owner.app.getByRole("button", { name: "Use our words in German" }).click();
  await owner.app.getByText("Whoever reads German gets these words of ours. Your own stand in English.").waitFor();
  await owner.app.getByRole("button", { name: "Send mine in English instead" }).click();
  await owner.app.getByText("You have not written this letter in German.").waitFor();
  await owner.app.getByLabel("First lines").fill("Schade, {nmae}.");
  await owner.app.getByText("We don't know {nmae}.").waitFor();
  await look("letter-german-error");
  await owner.app.getByLabel("First lines").fill("Schade, {name}, dass du gehst.");
  await arrives("Schade, Maxine, dass du gehst.");
  expect(await owner.app.getByLabel("Language").isDisabled()).toBe(true);
  await owner.app.getByRole("button", { name: "Send me a test" }).click();
  await expect.poll(() => subjects().at(-1), SOON).toBe("[Test] Danke, Maxine");
  await save();
  await owner.app.getByText("Whoever reads German gets these words of yours.").waitFor();
  await look("letter-german");
  await open("/app/mails", "Letters");
  await owner.app.getByText("Your words in English and German").waitFor();
});

test("who gets no mail any more stands on a page with the reason; where a mail came back, a press lets mails go again", async () => {
  await open("/app/mails/stopped", "Who gets no mail any more");
  await owner.app.getByText("Nobody. Every address has taken our mails so far").waitFor();
  await look("stopped-empty");
  const email = (name: string) => `${name.toLowerCase()}@people.example`;
  const known = async (firstName: string) => (await aBuyer(world, { firstName, lastName: "Ash", email: email(firstName) })).buyerId;
  const said = { detail: "550 5.1.1 <somebody@people.example>: Recipient address rejected: User unknown in virtual mailbox table" };
  for (let number = 1; number <= 60; number++)
    await suppressAddress(world, { email: email(`Old${number}`), buyerId: await known(`Old${number}`), why: "refused", ...said });
  await suppressAddress(world, { email: email("Ada"), buyerId: await known("Ada"), why: "bounced", ...said });
  const cleo = await known("Cleo");
  await suppressAddress(world, { email: email("Cleo"), buyerId: cleo, why: "complained", detail: null });
  await optOut(world, { buyerId: cleo, source: "complaint" });
  await optOut(world, { buyerId: await known("Dora"), source: "storefront" });
  await open("/app/mails", "Letters");
  await owner.app.getByText("63 people get no mail any more").waitFor();
  await owner.app.getByRole("link", { name: "See who" }).press("Enter");
  await owner.app.getByText("Page 1 of 2").waitFor();
  await look("stopped-full");
  await owner.app.getByLabel("Find a name or address").fill("ad");
  await owner.app.getByRole("button", { name: "Let mails go to Ada Ash again" }).click();
  await owner.app.getByText("Nobody fits. Try a shorter name.").waitFor();
  for (const [name, why] of [
    ["Cleo", "They called one of our mails unwanted."],
    ["Dora", "They asked not to be written to."],
  ]) {
    await open(`/app/mails/stopped?search=${name}`, "Who gets no mail any more");
    await owner.app.getByText(why).waitFor();
    expect(await owner.app.getByRole("button", { name: /^Let mails go/ }).count()).toBe(0);
  }
  await look("stopped-opted-out");
});

test("while the mail server refuses who sends, the page says so and in which words", async () => {
  const { shopId } = world;
  const { buyerId } = await aBuyer(world, { firstName: "Eve", lastName: "Oak", email: "eve@people.example" });
  const letterId = world.chance.uuid();
  const at = world.clock.now();
  await world.transaction(async ({ db }) => {
    const mail = { shopId, letterId, buyerId, kind: "welcome", cause: "eve", createdAt: at, dueAt: at };
    await db.letter.create({ data: { ...mail, state: "waiting", reason: SENDER_REFUSED } });
    const contact = { shopId, contactId: letterId, buyerId, kind: "welcome", channel: "e-mail", state: "failed", about: "Welcome" };
    await db.contact.create({
      data: { ...contact, detail: "Mail command failed: 550 5.4.5 Daily user sending limit exceeded", happenedAt: at },
    });
  });
  await open("/app/mails", "Letters");
  await owner.app.getByText("Nothing is sent now: the mail server refuses us").waitFor();
  await owner.app.getByText(/550 5\.4\.5 .* 1 mail waits and goes out by itself/).waitFor();
  await look("mails-refused-sender");
  await world.transaction(({ db }) => db.letter.deleteMany({ where: { shopId, letterId } }));
});

test("mails that may or may not have arrived are shown with whom and what, and a button each way", async () => {
  await open("/app/mails/unsure", "Mails that may or may not have arrived");
  await owner.app.getByText("None. Of every mail we know how it ended.").waitFor();
  await look("unsure-empty");
  const { shopId } = world;
  for (const [firstName, kind, about, daysAgo] of [
    ["Ada", "welcome", "ADA-TEA is yours", 1],
    ["Ben", "reward earned", "£8.40 is yours now", 2],
    ["Cleo", "progress", "Your October at the store", 60],
  ] as const) {
    const { buyerId } = await aBuyer(world, { firstName, lastName: "Elm", email: `${firstName.toLowerCase()}.elm@people.example` });
    const at = new Date(world.clock.now().getTime() - daysAgo * 86_400_000);
    const letterId = world.chance.uuid();
    await world.transaction(async ({ db }) => {
      await db.letter.create({
        data: { shopId, letterId, buyerId, kind, cause: letterId, state: "needs review", createdAt: at, dueAt: at },
      });
      const sent = { channel: "e-mail", state: "needs review", about, detail: "Connection closed unexpectedly", happenedAt: at };
      await db.contact.create({ data: { shopId, contactId: letterId, buyerId, kind, ...sent } });
    });
  }
  await open("/app/mails", "Letters");
  await owner.app.getByText("3 mails may or may not have arrived. They are not sent again until you say so.").waitFor();
  await look("mails-beside");
  await owner.app.getByRole("link", { name: "Decide" }).press("Enter");
  await owner.app.getByText("It is too old to say anything true now").waitFor();
  await look("unsure-full");
  await owner.app.getByRole("button", { name: "It arrived (Welcome: ADA-TEA is yours, Ada Elm)" }).click();
  await owner.app.getByText("Ada Elm").waitFor({ state: "detached" });
  await owner.app.getByRole("button", { name: /^It didn't: leave it .*Cleo Elm/ }).click();
  await owner.app.getByText("Cleo Elm").waitFor({ state: "detached" });
  await owner.app.getByText("Ben Elm").waitFor();
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
