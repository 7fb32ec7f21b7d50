/** Two owners with the same page open, in two real browsers: neither undoes what the other saved, and nothing typed is lost. */
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { readLetterWords } from "~/domain/letter/read-letter-words.server";
import { readMailSetting } from "~/domain/letter/read-mail-setting.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { worldFor } from "~/world.server";
import { ownerBrowser, type OwnerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "two owners", buyers: 40 });
const olga = ownerBrowser(admin);
const otto = ownerBrowser(admin);
const world = worldFor(emulator.books.theShop.domain);
const SETTINGS = "What friends and ambassadors get";

const press = ({ page }: OwnerBrowser, name: string) => page.getByRole("button", { name }).click();
const saveBarIsShut = ({ page }: OwnerBrowser) => page.getByRole("button", { name: "Discard" }).waitFor({ state: "hidden" });
const valueOf = ({ app }: OwnerBrowser, label: string) => app.getByLabel(label, { exact: true }).inputValue();

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

async function bothOpen(where: string, heading: string): Promise<void> {
  await olga.open(where, heading);
  await otto.open(where, heading);
}

async function ottoSaves(label: string, value: string): Promise<void> {
  await otto.app.getByLabel(label, { exact: true }).fill(value);
  await press(otto, "Save");
  await saveBarIsShut(otto);
}

test("two who change different settings both have theirs, and the later sees it all", async () => {
  await bothOpen("/app/settings", SETTINGS);
  await ottoSaves("Ambassadors earn", "20");
  await olga.app.getByLabel("Products from").fill("7.5");
  await press(olga, "Save");
  await saveBarIsShut(olga);
  expect(await readLiveProgram(world)).toMatchObject({ version: 3, creditBp: 2_000, shelfMinimumMinor: 750n });
  await expect.poll(() => valueOf(olga, "Ambassadors earn")).toBe("20");
  await expect.poll(() => valueOf(olga, "Products from")).toBe("7.50");
});

test("the same setting chosen otherwise by both is told to the later, who keeps what they typed and may save it still", async () => {
  await bothOpen("/app/settings", SETTINGS);
  await otto.app.getByText("It is forgiven").click();
  await ottoSaves("Ambassadors earn", "12");
  await olga.app.getByLabel("Ambassadors earn", { exact: true }).fill("15");
  await olga.app.getByLabel("Wait by lot").fill("5");
  await press(olga, "Save");
  const told = olga.app.getByText("This was changed meanwhile, so yours is not saved yet");
  await told.waitFor();
  await olga.app.getByText("Changed meanwhile to: 12 % of what the friend pays").waitFor();
  expect(await told.evaluate((element) => element.getBoundingClientRect().top < window.innerHeight)).toBe(true);
  expect([await valueOf(olga, "Ambassadors earn"), await valueOf(olga, "Wait by lot")]).toEqual(["15", "5"]);
  expect(await olga.app.getByLabel("It is forgiven").isChecked()).toBe(true);
  expect(await readLiveProgram(world)).toMatchObject({ creditBp: 1_200, holdOutBp: 1_000 });
  await olga.look("settings-changed-meanwhile");
  await press(olga, "Save");
  await told.waitFor({ state: "detached" });
  await saveBarIsShut(olga);
  expect(await readLiveProgram(world)).toMatchObject({ creditBp: 1_500, holdOutBp: 500, debtPolicy: "forgive" });
});

test("who is told may also discard, and has the other's then", async () => {
  await bothOpen("/app/settings", SETTINGS);
  await ottoSaves("Ambassadors earn", "8");
  await olga.app.getByLabel("Ambassadors earn", { exact: true }).fill("9");
  await press(olga, "Save");
  await olga.app.getByText("Changed meanwhile to: 8 % of what the friend pays").waitFor();
  await press(olga, "Discard");
  await olga.app.getByText("Changed meanwhile to").waitFor({ state: "detached" });
  expect(await valueOf(olga, "Ambassadors earn")).toBe("8");
  await saveBarIsShut(olga);
});

test("a page nobody typed on follows what is saved, and asks for no save", async () => {
  await bothOpen("/app/settings", SETTINGS);
  await ottoSaves("Friends get", "18");
  // Any press on the page has it read itself anew.
  await olga.app.getByRole("button", { name: "Turn it on" }).click();
  await expect.poll(() => valueOf(olga, "Friends get"), { timeout: 10_000 }).toBe("18");
  expect(await olga.page.getByRole("button", { name: "Discard" }).isVisible()).toBe(false);
});

const LETTER = "Everybody gets this letter in the language they read";
const WELCOME = "/app/mails/welcome";

test("a letter that is being typed outlives another owner's save, also while the preview follows the typing", async () => {
  await bothOpen(WELCOME, "Welcome");
  await olga.app.getByText(LETTER).waitFor();
  await olga.app.getByLabel("First lines").fill("How lovely, {name}, that you are one of us.");
  await ottoSaves("Subject", "Hello from the store, {name}");
  // The preview that comes after the typing reads the page anew.
  await olga.app.getByLabel("First lines").fill("How very lovely, {name}, that you are one of us.");
  await expect.poll(() => valueOf(olga, "Subject"), { timeout: 10_000 }).toBe("Hello from the store, {name}");
  expect(await valueOf(olga, "First lines")).toBe("How very lovely, {name}, that you are one of us.");
  await press(olga, "Save");
  await saveBarIsShut(olga);
  expect((await readLetterWords(world, { kind: "welcome", locale: "en" })).words).toMatchObject({
    subject: "Hello from the store, {name}",
    opening: "How very lovely, {name}, that you are one of us.",
  });
});

test("a part of a letter worded by both is told while it is typed, with the other's words, and is saved by one more press", async () => {
  await bothOpen(WELCOME, "Welcome");
  const [theirs, hers] = ["Otto wrote this, {name}.\nTake {code}.", "Olga wrote this, {name}: {code}."];
  await olga.app.getByLabel("The rest").fill("Olga wrote");
  await ottoSaves("The rest", theirs);
  await olga.app.getByLabel("The rest").fill(hers);
  await olga.app.getByText("This was changed meanwhile, so yours is not saved yet").waitFor();
  await olga.app.getByText("Changed meanwhile to: Otto wrote this, {name}.").waitFor();
  expect(await valueOf(olga, "The rest")).toBe(hers);
  await olga.look("letter-changed-meanwhile");
  await press(olga, "Save");
  await saveBarIsShut(olga);
  expect((await readLetterWords(world, { kind: "welcome", locale: "en" })).words.body).toBe(hers);
});

test("how letters look is typed on over another owner's save; the same field is told, and what was typed stays", async () => {
  await bothOpen("/app/mails", "Letters");
  await olga.app.getByLabel("Sender's name").fill("Olga's Teas");
  await olga.app.getByLabel("Letters a week at most").fill("3");
  await otto.app.getByLabel("Your colour").fill("#7a2f4b");
  await ottoSaves("Sender's name", "Otto's Teas");
  await press(olga, "Save");
  await olga.app.getByText("Changed meanwhile to: Otto's Teas").waitFor();
  expect([await valueOf(olga, "Sender's name"), await valueOf(olga, "Your colour")]).toEqual(["Olga's Teas", "#7a2f4b"]);
  await olga.look("mails-changed-meanwhile");
  await press(olga, "Save");
  await saveBarIsShut(olga);
  expect((await readMailSetting(world)).setting).toMatchObject({ senderName: "Olga's Teas", mostPerWeek: 3, colour: "#7a2f4b" });
});

test("sites that both add to the list of those that publish codes are all there, and show", async () => {
  await bothOpen("/app/leaks", "Codes used far more than usual");
  const field = (owner: OwnerBrowser) => owner.app.getByLabel("One a line");
  for (const [owner, site] of [
    [otto, "otto.example"],
    [olga, "olga.example"],
  ] as const) {
    await field(owner).fill(site);
    await owner.app.getByRole("button", { name: "Save" }).click();
    await owner.app.getByText("Saved.").waitFor();
  }
  await expect.poll(() => field(olga).inputValue()).toBe("olga.example\notto.example");
});
