/**
 * A store that went from pounds to yen while its programme kept pounds, in a real Chromium inside the emulator's admin: no page writes
 * £1,408 as ¥140,800. On a wide screen and on a phone, for screen readers, with nothing printed to the console. SCREENSHOTS=folder keeps
 * pictures.
 */
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { MAIL_DEFAULTS } from "~/domain/letter/mail-setting";
import { saveMailSetting } from "~/domain/letter/save-mail-setting.server";
import { settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { findingOf } from "~/domain/proof/finding";
import { settingsWords } from "~/words/admin/settings";
import { worldFor } from "~/world.server";
import { anAmbassador, anEarnedCredit } from "../support/builders";
import { minedStore } from "../support/mined-store";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "another currency", buyers: 30 });
const owner = ownerBrowser(admin);
const { open, look } = owner;
const shown = () => owner.app.locator("main").innerText();

test("the store goes from pounds to yen while its programme keeps pounds, and home says what that means", async () => {
  await open("/app", /./);
  const world = worldFor(emulator.books.theShop.domain);
  const { shopId } = world;
  await minedStore(
    world,
    Array.from({ length: 40 }, (_, index) => ({ firstName: `Kim${index}` })),
  );
  await saveMailSetting(world, { setting: { ...MAIL_DEFAULTS, postalAddress: "12 Market Row, York" }, savedBy: "Olga" });
  const program = (await readLiveProgram(world))!;
  const settings = { ...settingsOf(program), iconCreditBp: 1_500, rewardKinds: ["product sent" as const, "store credit" as const] };
  await saveSettings(world, { settings: { ...settings, shippingCostMinor: 350n, rewardFeeMinor: 20n }, savedBy: "Olga" });
  const mia = await anAmbassador(world, program, { name: "Mia" });
  for (const amount of [4_200n, 12_500n, 990n]) await anEarnedCredit(world, mia, amount);
  const difference = { invited: 6_210.5, heldOut: 2_540, difference: 3_670.5, spread: 900, interval: { from: 3_100, to: 4_240 } };
  const lift = { invited: 216, heldOut: 24, presses: 1, measures: [difference] };
  const finding = findingOf({ lift, becameOne: 0, days: 40, peopleAWeek: 9 } as unknown as Parameters<typeof findingOf>[0]);
  const proof = { shopId, proofId: world.chance.uuid(), programId: program.programId, asOf: world.clock.now(), seed: "1".repeat(32) };
  await world.transaction(async ({ db }) => {
    await db.proof.create({ data: { ...proof, why: "test", rules: {}, finding: finding as object } });
    await db.shop.update({ where: { shopId }, data: { currency: "JPY" } });
  });
  await open("/app", /friends? ordered for £/);
  await owner.app.getByText("Your store's currency is no longer your programme's").waitFor();
});

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

/** Whatever else stands there, yen do not. */
async function inPounds(...said: (string | RegExp)[]): Promise<void> {
  const text = await shown();
  expect(text).not.toMatch(/[¥￥]|JPY/);
  for (const one of said) expect(text).toMatch(one);
}

test("the home page: the sentence, the plot's axis and the weeks are in pounds", async () => {
  await open("/app", /friends? ordered for £/);
  await inPounds(/£/);
  expect(await owner.app.locator("svg, figure").allInnerTexts()).not.toContain("¥");
  await look("another-currency-home");
});

test("the plot of buyers is in what they were mined in", async () => {
  await open("/app/buyers", /./);
  await inPounds(/£/);
  await look("another-currency-buyers");
});

test("what an invitation can cost at most is in the programme's, at the highest rate, with what giving costs", async () => {
  await open("/app/invite", /^Invite/);
  await inPounds(/as an icon 15 %, to take in your products or as store credit/, /£[\d.,]+ at most/, /up to £3.70 more/);
  await look("another-currency-invite");
});

test("what it earned: the difference and its range", async () => {
  await open("/app/proof", "What it earned");
  await inPounds(/Invited people spent £36\.71 more each/, /£31\.00/, /£42\.40/);
  await look("another-currency-proof");
});

test("settings: their signs, and a limit is told in the programme's", async () => {
  await open("/app/settings", settingsWords.title);
  await owner.app.getByLabel("Sending a product costs you about").fill("1000000");
  await owner.page.getByRole("button", { name: "Save", exact: true }).click();
  await owner.app.getByText("Choose zero or more, and less than £1,000,000.").waitFor();
  await inPounds(/£/);
  await look("another-currency-settings");
});
