/**
 * What only an owner can settle, in a real Chromium inside the emulator's admin: a reward whose order came to nothing, one that goes back
 * and of which Shopify has not answered, one that was had although its cost was given back, and one that Shopify no longer lets us look
 * for. SCREENSHOTS=folder keeps pictures.
 */
import type { Locator } from "playwright-core";
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { worldFor } from "~/world.server";
import { aProduct, aProgram, anAmbassador, anEarnedCredit, anOrder, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { ownerBrowser } from "../support/owner-browser";
import { wholeApp } from "../support/whole-app";

const { admin, emulator } = await wholeApp({ seed: "rewards to settle", buyers: 40 });
const owner = ownerBrowser(admin);
const { open, look } = owner;
const world = worldFor(emulator.books.theShop.domain);
let program: BuiltProgram;
let mug: string;
const people: Record<string, BuiltAmbassador> = {};

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

type Unclear = { whose: string; kind: "product code" | "gift card"; code: string; priceMinor: bigint; charged?: boolean };
type Beside = { undone?: "cancelled"; usedOrderId?: string; settlingAt?: Date; shopifyId?: string; reason: string };

/** As if asked for on their page; `charged`: what it costs is taken, and was not given back. */
async function unclear({ whose, kind, code, priceMinor, charged = true }: Unclear, beside: Beside): Promise<void> {
  const rewardId = world.chance.uuid();
  const { ambassadorId, buyerId } = people[whose];
  const { programId } = program;
  const variantId = kind === "product code" ? mug : null;
  await world.transaction(({ db }) =>
    db.reward.create({
      data: {
        ...{ shopId: world.shopId, rewardId, programId, ambassadorId, buyerId, kind, priceMinor, code, variantId, currency: "GBP" },
        ...{
          productTitle: variantId ? "Jubilee Mug" : "Gift card",
          requestKey: code,
          requestedAt: world.clock.now(),
          state: "needs review",
        },
        ...beside,
      },
    }),
  );
  if (!charged) return;
  const [from, to] = (["earned", "redeemed"] as const).map((account) => ({ kind: account, ambassadorId, programId }));
  await appendEntry(world, {
    ...{ from, to, amountMinor: priceMinor, currency: "GBP", reason: "reward taken", source: { kind: "reward", id: rewardId } },
    idempotencyKey: `reward:${rewardId}:taken`,
  });
}

const waiting = (heading: string) => owner.app.getByRole("listitem").filter({ hasText: heading });
/** As a person does: not before it can be pressed. */
const press = async (button: Locator) => {
  await expect.poll(() => button.isEnabled()).toBe(true);
  await button.press("Enter");
};
const earned = async (name: string) =>
  (await readBalance(world, { ambassadorId: people[name].ambassadorId, programId: program.programId })).earnedMinor;

test("each says what is known of it and what every answer does", async () => {
  program = await aProgram(world, { rewardKinds: ["product code", "gift card"] });
  mug = (await aProduct(world, { title: "Jubilee Mug", priceMinor: 800n, shelfOf: program })).variantId;
  for (const [name, has] of [
    ["Mia", 9_000n],
    ["Tom", 300n],
    ["Ann", 0n],
  ] as const) {
    people[name] = await anAmbassador(world, program, { name });
    if (has > 0n) await anEarnedCredit(world, people[name], has);
  }
  const { orderId } = await anOrder(world, { name: "#4711", cancelledAt: world.clock.now() });
  const given = "Its cost had been given back, and yet an order took it.";
  await unclear(
    { whose: "Mia", kind: "product code", code: "GIFT-UNDONE", priceMinor: 800n },
    { undone: "cancelled", usedOrderId: orderId, reason: "The order that took it was cancelled." },
  );
  await unclear(
    { whose: "Mia", kind: "gift card", code: "GIFTGOESBACK", priceMinor: 700n },
    { settlingAt: world.clock.now(), shopifyId: "9007199254749001", reason: "Nobody knows." },
  );
  await unclear({ whose: "Mia", kind: "gift card", code: "GIFTUNSEEN", priceMinor: 600n }, { reason: "Shopify has not answered clearly." });
  await unclear(
    { whose: "Tom", kind: "product code", code: "GIFT-SOME", priceMinor: 800n, charged: false },
    { usedOrderId: orderId, reason: given },
  );
  await unclear(
    { whose: "Ann", kind: "product code", code: "GIFT-NONE", priceMinor: 800n, charged: false },
    { usedOrderId: orderId, reason: given },
  );
  await open("/app/rewards", "5 rewards wait for you");
  await waiting("Mia: Jubilee Mug").getByText("The order that took it was cancelled.").waitFor();
  await waiting("Mia: Jubilee Mug").getByText("Right when they have nothing of it.").waitFor();
  await waiting("£7.00").getByText("Somebody said that £7.00 goes back.").waitFor();
  await waiting("Tom").getByText("This takes £3.00; the £5.00 that they lack is your present.").waitFor();
  await waiting("Ann").getByText("They have nothing to take it from").waitFor();
  await look("rewards-to-settle");
});

test("what Shopify no longer lets us look for is given back by the owner's word alone, asked for twice", async () => {
  await press(waiting("£6.00").getByRole("button", { name: /^Give £6\.00 back/ }));
  await owner.app.getByText("Shopify does not let us look any more").waitFor();
  await look("rewards-unseen");
  await press(owner.app.getByRole("button", { name: /^I have looked: give £6\.00 back/ }));
  await waiting("£6.00").waitFor({ state: "detached" });
  expect(await earned("Mia")).toBe(9_000n - 800n - 700n);
});

test("so is what goes back already, when Shopify no longer lets us switch it off", async () => {
  await press(waiting("£7.00").getByRole("button", { name: /^Ask Shopify now/ }));
  await waiting("£7.00").getByText("Shopify does not let us ask any more").waitFor();
  await look("rewards-goes-back-unseen");
  await press(waiting("£7.00").getByRole("button", { name: /^I have looked: give £7\.00 back/ }));
  await waiting("£7.00").waitFor({ state: "detached" });
  expect(await earned("Mia")).toBe(9_000n - 800n);
});

test("of what was had although its cost was given back, no more is let off than was read", async () => {
  // Meanwhile something of theirs went: less is left than the page says.
  const { ambassadorId } = people.Tom;
  await appendEntry(world, {
    ...{ from: { kind: "earned", ambassadorId, programId: program.programId }, to: { kind: "program", programId: program.programId } },
    ...{
      amountMinor: 100n,
      currency: "GBP",
      reason: "credit lowered",
      source: { kind: "order", id: "elsewhere" },
      idempotencyKey: "order:elsewhere:1",
    },
  });
  await press(waiting("Tom").getByRole("button", { name: /^They have it: take the £3\.00 they have/ }));
  await owner.app.getByText("They have less than a moment ago").first().waitFor();
  expect(await earned("Tom")).toBe(200n);
  await press(waiting("Tom").getByRole("button", { name: /^They have it: take the £2\.00 they have/ }));
  await waiting("Tom").waitFor({ state: "detached" });
  expect(await earned("Tom")).toBe(0n);
});

test("those on their way are read below, and home leads there when Shopify has not answered", async () => {
  const { ambassadorId, buyerId } = people.Mia;
  const ofMia = { shopId: world.shopId, programId: program.programId, ambassadorId, buyerId, currency: "GBP", state: "requested" };
  const before = (hours: number) => new Date(world.clock.now().getTime() - hours * 3_600_000);
  for (const [kind, hours] of [
    ["gift card", 3],
    ["store credit", 0],
  ] as const) {
    const rewardId = world.chance.uuid();
    const what = { rewardId, kind, code: rewardId, requestKey: rewardId, productTitle: "", priceMinor: 500n, requestedAt: before(hours) };
    await world.transaction(({ db }) => db.reward.create({ data: { ...ofMia, ...what } }));
  }
  await open("/app", /./);
  const line = owner.app.getByRole("listitem").filter({ hasText: "For 1 reward Shopify has not answered for an hour." });
  await line.getByRole("link", { name: /^See whose/ }).click();
  await owner.app.getByRole("heading", { name: "On their way" }).waitFor();
  await owner.app.getByText("Shopify has not answered for more than an hour.").waitFor();
  await owner.app.getByText("It is being made.").waitFor();
  await look("rewards-on-their-way");
});
