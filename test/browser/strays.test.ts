/**
 * FAULTS 84 as its owner lives through it, in a real Chromium: rewards were given, a backup from before is put back while everything
 * runs on, and the owner reads what was found in Shopify, says what each is, and sees whose money it takes.
 */
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { closeConnections } from "~/db.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { lookForStrays } from "~/domain/reward/look-for-strays.server";
import { rewardTag, rewardTitle, SCOPES_FOR } from "~/domain/reward/reward";
import { noteAwake } from "~/jobs/note-awake.server";
import { worldFor } from "~/world.server";
import { makeGiftCard } from "../emulator/commerce/gift-cards.ts";
import { keepDraft } from "../emulator/commerce/draft-orders.ts";
import { aProgram, anAmbassador, anEarnedCredit, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { ownerBrowser } from "../support/owner-browser";
import { snapshotOf } from "../support/snapshot";
import { wholeApp } from "../support/whole-app";

const { admin, emulator, urls } = await wholeApp({ seed: "strays pages", buyers: 20 });
const { books } = emulator;
// Wishes are asked for from here, and what a store offers is asked of Shopify first.
process.env.SHOPIFY_EMULATOR_URL = emulator.config.origin;
// What the line breaking on purpose leaves in the console.
const owner = ownerBrowser(admin, { expected: /was preloaded using link preload|Failed to load resource/ });
const { open, look } = owner;
const world = worldFor(books.theShop.domain);
const looking = new pg.Client({ connectionString: urls.superuser });
const sql = async <Row>(text: string, values?: unknown[]): Promise<Row[]> => (await looking.query(text, values)).rows as Row[];
const CASES = { timeout: 30_000 };
let program: BuiltProgram;
const people: Record<string, BuiltAmbassador> = {};

beforeAll(() => looking.connect());
afterAll(async () => {
  await looking.end();
  await closeQueue();
  await closeConnections();
});

/** An ambassador whose customer is in Shopify, too. */
async function aRegular(name: string, earnedMinor: bigint): Promise<BuiltAmbassador> {
  const built = await anAmbassador(world, program, { name });
  const [someone] = [...books.customer.values()].filter(({ addresses }) => addresses.length);
  books.customer.put(built.buyerId, { ...someone, id: built.buyerId, firstName: name, email: `${built.slug}@example.com` });
  await anEarnedCredit(world, built, earnedMinor);
  return (people[name] = built);
}

async function wish(name: string, kind: "gift card" | "store credit", amountMinor: bigint): Promise<string> {
  const asked = { kind, amountMinor, requestKey: world.chance.uuid() };
  const requested = await requestReward(world, { ambassadorId: people[name].ambassadorId, ...asked });
  if (requested.outcome !== "requested") throw new Error(requested.outcome);
  return requested.rewardId;
}

const stateOf = async (rewardId: string) =>
  (await sql<{ state: string }>("SELECT state FROM reward WHERE reward_id::text = $1", [rewardId]))[0]?.state;
const earnedOf = async (name: string) =>
  (
    await sql<{ earned: string }>(
      `SELECT coalesce(sum(CASE WHEN t.kind = 'earned' THEN amount_minor ELSE 0 END - CASE WHEN f.kind = 'earned' THEN amount_minor ELSE 0 END), 0)::text AS earned
       FROM entry e JOIN account f ON f.shop_id = e.shop_id AND f.account_id = e.from_account_id JOIN account t ON t.shop_id = e.shop_id AND t.account_id = e.to_account_id
       WHERE $1::uuid IN (f.ambassador_id, t.ambassador_id)`,
      [people[name].ambassadorId],
    )
  )[0].earned;
const found = (heading: string) => owner.app.getByRole("listitem").filter({ hasText: heading });
const press = async (heading: string, button: string) => {
  const wanted = found(heading).getByRole("button", { name: button });
  await expect.poll(() => wanted.isEnabled()).toBe(true);
  await wanted.press("Enter");
};
const gone = (heading: string) => found(heading).waitFor({ state: "detached" });

test("where no backup was put back, nothing is said of one", async () => {
  await open("/app/rewards", "No reward waits for you");
  expect(await owner.app.getByText("Found in Shopify").count()).toBe(0);
});

test("84 · after a backup the owner reads whose each thing is, what, since when, and what each answer takes", async () => {
  const scopes = [...new Set(Object.values(SCOPES_FOR).flat())];
  emulator.merchant.grantScopes(emulator.config.optionalScopes);
  await expect
    .poll(async () => (await sql<{ scopes: string[] }>("SELECT scopes FROM shop"))[0].scopes, CASES)
    .toEqual(expect.arrayContaining(scopes));
  program = await aProgram(world, { rewardKinds: ["gift card", "store credit", "product sent"] });
  await aRegular("Maxine", 3_000n);
  await aRegular("Ola", 1_000n);

  const backup = await snapshotOf({ sql });
  await anEarnedCredit(world, people.Ola, 500n);
  const lost = [
    await wish("Maxine", "gift card", 650n),
    await wish("Maxine", "store credit", 400n),
    await wish("Ola", "gift card", 1_500n),
  ];
  await expect.poll(() => Promise.all(lost.map(stateOf)), CASES).toEqual(["issued", "issued", "issued"]);
  // A draft whose worker died before it became an order, and a card for somebody who takes no part.
  const [draft, card] = [world.chance.uuid(), world.chance.uuid()];
  const [variant] = [...books.variant.values()];
  keepDraft(emulator, {
    ...{ customerId: people.Maxine.buyerId, email: null, tags: [rewardTag(draft)], note: rewardTitle(draft), shipping: null },
    ...{ discount: { title: "Reward", description: "", percentage: 100 }, lines: [{ variantId: variant.id, quantity: 1 }] },
    shippingAddress: books.customer.need(people.Maxine.buyerId).addresses[0],
  });
  makeGiftCard(emulator, {
    ...{ code: "forsomebodyelse", note: rewardTitle(card), amountMinor: 500, currency: books.theShop.currency },
    customerId: [...books.customer.values()][0].id,
  });

  await backup.putBack();
  // A worker that starts, as one does after a backup was put back.
  await noteAwake(null);
  const again = await wish("Maxine", "gift card", 200n);
  // Before her card only what is hers is asked for; the rest is found by the comparison that each hour makes.
  await expect.poll(async () => (await sql("SELECT 1 FROM stray")).length, CASES).toBe(3);
  await lookForStrays(world);
  await expect.poll(async () => (await sql("SELECT 1 FROM stray")).length, CASES).toBe(5);
  expect(await stateOf(again)).toBe("requested");

  await open("/app", /./);
  await owner.app.getByText("5 rewards were found in Shopify that our books don't know.").waitFor();
  await open("/app/rewards", "5 rewards wait for you");
  const ola = found("Ola: Gift card, £15.00");
  await ola.getByText(/It bears our mark/).waitFor();
  await ola.getByText(/It cost £15\.00, and Ola has £10\.00\..* an hour from now it may be enough/).waitFor();
  await ola.getByText("Takes all £10.00. The £5.00 that they lack is your present.").waitFor();
  await ola.getByText("Takes nothing: Ola keeps it, and all £10.00.").waitFor();
  const credit = found("Maxine: Store credit, £4.00");
  await credit.getByText("Takes £4.00 of the £28.00 that Maxine has. £24.00 is left.").waitFor();
  expect(await credit.getByRole("link", { name: "See in Shopify who gave it" }).getAttribute("href")).toBe(
    `shopify://admin/customers/${people.Maxine.buyerId}`,
  );
  await found("Somebody else: Gift card, £5.00")
    .getByText(/takes no part here/)
    .waitFor();
  await look("strays");
});

test("a reward is counted by one press, its cost is taken, and the owner is told though its row is gone", async () => {
  await press("Maxine: Gift card, £6.50", "It was a reward: count it");
  await owner.page.getByText("Counted. What it cost was taken, and what waited goes on.").waitFor();
  await gone("Maxine: Gift card, £6.50");
  await owner.app.getByRole("heading", { level: 1, name: "4 rewards wait for you" }).waitFor();
  expect(await earnedOf("Maxine")).toBe("2150");
});

test("two owners answer at once: the first word counts, the second is told so and changes nothing", async () => {
  const heading = (await owner.app.getByRole("heading", { level: 3 }).allInnerTexts()).find((text) =>
    /^Maxine: (?!Store credit)/.test(text),
  )!;
  const other = await owner.page.context().newPage();
  await other.goto(admin("/app/rewards"));
  const theirs = other.frameLocator("#app-frame");
  const count = theirs.getByRole("listitem").filter({ hasText: heading }).getByRole("button", { name: "It was a reward: count it" });
  await count.press("Enter");
  await count.waitFor({ state: "detached" });
  await other.close();
  await press(heading, "Leave it alone");
  await owner.page.getByText("This one was answered meanwhile.").waitFor();
  await gone(heading);
  expect(await sql("SELECT answer FROM stray WHERE kind = 'product sent'")).toEqual([{ answer: "given" }]);
});

test("what is not ours is left alone, nothing is taken, and what waited for the answers goes on", async () => {
  const before = await earnedOf("Maxine");
  await press("Maxine: Store credit, £4.00", "Not ours: leave it alone");
  await owner.page.getByText("Left alone. What waited goes on.").waitFor();
  await gone("Maxine: Store credit, £4.00");
  expect(await earnedOf("Maxine")).toBe(before);
  await expect.poll(async () => sql("SELECT 1 FROM reward WHERE state = 'requested'"), CASES).toEqual([]);
  const [{ orderId }] = [...books.draftOrder.values()];
  expect(orderId).not.toBeNull();
});

test("a line that breaks takes nothing from the page, and the same press afterwards counts once, what lacks let off", async () => {
  const [ola, letOff] = ["Ola: Gift card, £15.00", "Count it, let them off £5.00"];
  const settling = (url: URL) => url.pathname === "/app/rewards";
  await owner.page.route(settling, (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
  await press(ola, letOff);
  await found(ola).getByText("No answer came, so it may have been done or not.").waitFor();
  await look("strays-no-answer");
  await owner.page.unroute(settling);
  await owner.page.route(settling, (route) =>
    route.request().method() === "POST" ? route.fulfill({ status: 502, body: "Bad gateway" }) : route.fallback(),
  );
  const refused = owner.page.waitForResponse((answer) => answer.status() === 502);
  await press(ola, letOff);
  await refused;
  await found(ola).getByText("No answer came, so it may have been done or not.").waitFor();
  await owner.page.unroute(settling);
  expect(await earnedOf("Ola")).toBe("1000");
  await press(ola, letOff);
  await gone(ola);
  expect(await earnedOf("Ola")).toBe("0");
  expect(await sql("SELECT amount_minor::int AS minor FROM entry WHERE reason = 'forgiven'")).toEqual([{ minor: 500 }]);
});

test("whose owner takes no part can only be left alone, and then nothing waits any more", async () => {
  const somebody = found("Somebody else: Gift card, £5.00");
  expect(await somebody.getByRole("button").allInnerTexts()).toEqual(["Leave it alone"]);
  await look("strays-nobodys");
  await press("Somebody else: Gift card, £5.00", "Leave it alone");
  await owner.app.getByRole("heading", { level: 1, name: "No reward waits for you" }).waitFor();
});
