/**
 * "What it earned" in a real Chromium inside the emulator's admin: empty, too little to tell, told, with days that are none; on a wide
 * screen and on a phone, for screen readers, with nothing printed to the console. SCREENSHOTS=folder keeps pictures.
 */
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { worldFor } from "~/world.server";
import { aBuyer, anAmbassador, anEarnedCredit, anOrder, aProgram } from "../support/builders";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "what it earned", buyers: 30 });
const owner = ownerBrowser(admin, { expected: /status of 400/ });
const { open, look } = owner;

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

/** A press forty days ago; of three people two have ordered since, invited ones for more. */
async function aPress(invited: number, heldOut: number, programId: string): Promise<void> {
  const world = worldFor(emulator.books.theShop.domain);
  const { shopId } = world;
  const press = { shopId, programId, pressId: world.chance.uuid() };
  const counts = { candidates: invited + heldOut, invited, heldOut, leftOut: {}, seed: "1".repeat(32) };
  await world.transaction(async ({ db }) => {
    await db.invitePress.create({ data: { ...press, ...counts, programVersion: 1, pressedAt: ago(40), pressedBy: "test" } });
    for (let at = 0; at < invited + heldOut; at++) {
      const { buyerId } = await aBuyer(world);
      const lot = { ...press, buyerId, decile: (at % 10) + 1 };
      if (at < heldOut) await db.holdOut.create({ data: { ...lot, drawnAt: ago(40), dueAt: ago(-140) } });
      else await db.invitation.create({ data: { ...lot, invitationId: world.chance.uuid(), state: "sent", createdAt: ago(40) } });
      const goodsMinor = BigInt((at < heldOut ? 2_500 : 6_000) + ((at * 613) % 2_000));
      if (at % 3) await anOrder(world, { buyerId, goodsMinor, placedAt: ago(3) });
    }
  });
}

test("before anybody was invited the page says what will be here, and the one thing to do about it", async () => {
  await open("/app/proof", "Nothing to reckon yet");
  await owner.app.getByRole("link", { name: "See whom you could invite" }).waitFor();
  await look("proof-empty");
});

test("a handful of people is too little to tell, and what it would take is said", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  const program = await aProgram(world);
  await aPress(54, 6, program.programId);
  await open("/app/proof", "What it earned");
  await owner.app.getByRole("button", { name: "Work it out now" }).press("Enter");
  await owner.app.getByText("Worked out from your orders as they are now.").waitFor();
  await owner.app.getByText("Too little to tell yet.").waitFor();
  await owner.app.getByText("At least 20 people must be held out.").waitFor();
  await look("proof-too-little");
});

test("enough people, and friends who bought: the difference with its range, what came and what it cost", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  const program = await aProgram(world, { rewardKinds: ["cash"], cashMinimumMinor: 1_000n });
  await aPress(216, 24, program.programId);
  const mia = await anAmbassador(world, program, { name: "Mia" });
  for (const amount of [420n, 1_250n, 99n]) await anEarnedCredit(world, mia, amount);
  await world.transaction(({ db }) =>
    db.membership.updateMany({ where: { shopId: world.shopId, ambassadorId: mia.ambassadorId }, data: { tier: "icon" } }),
  );
  const asked = { kind: "cash", ambassadorId: mia.ambassadorId, amountMinor: 1_000n, requestKey: world.chance.uuid() } as const;
  expect(await requestReward(world, asked)).toMatchObject({ outcome: "requested" });
  await open("/app/proof", "What it earned");
  await owner.app.getByRole("button", { name: "Work it out now" }).press("Enter");
  await owner.app.getByText("Worked out from your orders as they are now.").waitFor({ timeout: 60_000 });
  await owner.app.getByText(/^Invited people spent .* more each than those held out by lot/).waitFor();
  await owner.app.getByLabel("Cost of one new customer, by ads for instance").fill("24.50");
  await owner.app.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await owner.app.getByRole("rowheader", { name: "Less than by ads" }).waitFor();
  await owner.app.getByRole("rowheader", { name: "Asked for, not given yet" }).waitFor();
  await look("proof");
  const [download] = await Promise.all([
    owner.page.waitForEvent("download"),
    owner.app.getByRole("button", { name: "Save as a spreadsheet (CSV)" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe("regulars-what-it-earned.csv");
});

test("an amount that is none, and days that are none, are told beside their fields", async () => {
  await open("/app/proof", "What it earned");
  await owner.app.getByLabel("Cost of one new customer, by ads for instance").fill("much");
  await owner.app.getByRole("button", { name: "Save", exact: true }).press("Enter");
  await owner.app.getByText("Write an amount, such as 25.00, or leave it empty.").waitFor();
  await owner.app.getByLabel("Which days").selectOption("days");
  await owner.app.getByLabel("First day").fill("2027-01-02");
  await owner.app.getByLabel("Last day").fill("2027-01-01");
  await owner.app.getByRole("button", { name: "Show", exact: true }).press("Enter");
  await owner.app.getByText("The last day comes before the first.").waitFor();
  await look("proof-refused");
});

test("home's navigation leads there", async () => {
  await owner.page.goto(admin("/app"));
  await owner.app.getByRole("link", { name: "What it earned" }).first().press("Enter");
  await owner.app.getByRole("heading", { level: 1, name: "What it earned" }).waitFor();
});
