/** The whole loop, over the pages, mails and checkout that people use: a store's own buyer becomes an ambassador and takes a product. */
import { beforeAll, expect, test } from "vitest";
import { readBooks } from "../support/read-books";
import { readPowerBuyers } from "~/domain/mining/read-power-buyers.server";
import { attribute, formsOf, marks, type Browser } from "../demo/tour/browser.ts";
import type { Order } from "../emulator/books.ts";
import { findCode } from "../emulator/commerce/discount-rules.ts";
import { lineTotalMinor } from "../emulator/commerce/totals.ts";
import { DAY_MS } from "../support/world";
import { creditOf, now, postedFor, sumsOf, verdictOn } from "./books";
import { goods, joinForm, openJoinPage, openStory, type Member } from "./story";

const story = await openStory();
const { t, emulator } = story;
let member: Member;
let orders: Order[];

const newest = (): Order => [...emulator.books.order.values()].reduce((one, other) => (other.number > one.number ? other : one));

async function checkOut(browser: Browser, email: string): Promise<Order> {
  const page = await browser.post("/checkout", {
    email,
    firstName: "Fran",
    lastName: "Friend",
    address1: "1 Long Lane",
    city: "Leeds",
    zip: "LS1 1AA",
    country: "GB",
  });
  expect(page.url).toMatch(/\/thank-you\//);
  return newest();
}

beforeAll(async () => {
  await story.readHistory();
});

test("the history read, the best buyers stand on the list, each with a reason", async () => {
  const list = (await readPowerBuyers(t.world, { page: 1 }))!;
  expect(list.mining.powerBuyers).toBe(Math.ceil(list.mining.buyers / 10));
  for (const row of list.rows) expect(row.reason).toMatch(/^\d+ orders? since .+\.$/);
});

test("one press sends each of them one mail, and pressing again sends none", async () => {
  await story.invite();
  const { powerBuyers } = (await readPowerBuyers(t.world, { page: 1 }))!.mining;
  expect(new Set(t.outbox.mails.map(({ to }) => to)).size).toBe(powerBuyers);
  await expect(story.invite()).rejects.toThrow("nobody to invite");
  expect(t.outbox.mails).toHaveLength(powerBuyers);
});

test("72 · a mail scanner that opens the link ten times takes nothing; the person then joins with a code they chose", async () => {
  const [mail] = t.outbox.mails;
  for (let look = 0; look < 10; look++) expect((await openJoinPage(story.browser(), mail)).status).toBe(200);
  expect(await t.sql("SELECT 1 FROM ambassador")).toEqual([]);
  member = await story.join(0, "best tea-15");
  expect(member.code).toBe("BESTTEA-15");
  expect(findCode(emulator.books, "BESTTEA-15")?.discount.value).toEqual({ percentage: 0.15 });
});

test("73 · the link used once joins nobody else", async () => {
  const used = await openJoinPage(story.browser(), t.outbox.mails[0]);
  expect(marks(used, "data-outcome")).toEqual(["link used"]);
  const other = await openJoinPage(story.browser(), t.outbox.mails[1]);
  const answer = await story.browser().submit(other, { ...joinForm(other) }, { code: member.code, acknowledged: "yes" });
  expect(marks(answer, "data-outcome")).toEqual(["code taken"]);
  expect(await t.sql("SELECT 1 FROM ambassador")).toHaveLength(1);
});

test("the pool holds single-use codes that Shopify has confirmed", async () => {
  const ready = await t.sql<{ code: string }>("SELECT code FROM click_code WHERE state = 'ready'");
  expect(ready.length).toBeGreaterThanOrEqual(250);
  for (const { code } of ready) expect(findCode(emulator.books, code)?.discount.usageLimit).toBe(1);
});

test("a friend presses the button on the ambassador's page and finds the discount in the checkout", async () => {
  const friend = story.browser();
  const landing = await friend.get(`/apps/regulars/${member.slug}`);
  expect(marks(landing, "data-regulars-page")).toEqual(["landing"]);
  expect(await t.sql("SELECT 1 FROM click")).toEqual([]);
  const go = await friend.submit(
    landing,
    formsOf(landing).find(({ method }) => method === "POST")!,
  );
  await friend.get(marks(go, "data-go-to")[0]);
  const [{ code, click_id }] = await t.sql<{ code: string; click_id: string }>("SELECT code, click_id::text FROM click");

  const [dearest] = goods(emulator);
  await friend.post("/cart/add", { id: dearest.variantId, quantity: "20" });
  // As the theme's app embed does in a browser.
  await friend.post("/cart/update.js", { "attributes[_regulars_click]": click_id });
  const byClick = await checkOut(friend, "fran@friends.example");
  expect(byClick.applications).toMatchObject([{ type: "discount_code", code, value: { percentage: 0.15 } }]);
  expect(byClick.noteAttributes).toContainEqual({ name: "_regulars_click", value: click_id });

  const told = story.browser();
  await told.get(`/discount/${member.code}?redirect=/cart`);
  await told.post("/cart/add", { id: dearest.variantId, quantity: "3" });
  orders = [byClick, await checkOut(told, "finn@friends.example")];
});

test("both orders are the ambassador's, and their credit waits", async () => {
  await story.settle();
  expect(await Promise.all(orders.map((order) => verdictOn(story, order)))).toEqual([
    { outcome: "attributed", reason: "click-code", ambassadorId: member.ambassadorId },
    { outcome: "attributed", reason: "code", ambassadorId: member.ambassadorId },
  ]);
  const credits = orders.map((order) => creditOf(now(story, order)));
  expect(credits.every((credit) => credit > 0)).toBe(true);
  expect(await sumsOf(story, member)).toEqual({ pending: credits[0] + credits[1], earned: 0, redeemed: 0 });
});

test("a click code works once: the next friend with it pays the full price", async () => {
  const [{ code }] = await t.sql<{ code: string }>("SELECT code FROM click");
  const again = story.buy({ codes: [code] });
  expect(again.applications).toEqual([]);
  await story.settle();
  expect(await verdictOn(story, again)).toBeNull();
});

test("after the return window the credit is theirs, to the penny", async () => {
  const { pending } = await sumsOf(story, member);
  await story.pass(13 * DAY_MS);
  expect(await sumsOf(story, member)).toEqual({ pending, earned: 0, redeemed: 0 });
  await story.pass(2 * DAY_MS);
  expect(await sumsOf(story, member)).toEqual({ pending: 0, earned: pending, redeemed: 0 });
});

test("38 · on their own page they choose a product; a second press of the same button takes nothing more", async () => {
  const { earned } = await sumsOf(story, member);
  const page = await story.signedIn(member.customer);
  const rewards = await page.get("/apps/regulars/rewards");
  const offers = formsOf(rewards).filter(({ fields }) => fields.intent === "redeem");
  const affordable = offers.filter(({ html }) => /data-affordable="true"/.test(html));
  expect(offers.length).toBeGreaterThan(0);
  expect(affordable.length).toBeGreaterThan(0);
  const [form] = affordable;
  const priceMinor = Number(attribute(/<form\b[^>]*>/.exec(form.html)![0], "data-price-minor"));
  expect(priceMinor).toBe(emulator.books.variant.need(form.fields.variantId).priceMinor);

  const presses = await Promise.all([1, 2].map(() => page.submit(rewards, form)));
  expect(presses.flatMap((press) => marks(press, "data-outcome")).sort()).toEqual(["requested", "same request"]);
  await story.settle();
  expect(await sumsOf(story, member)).toEqual({ pending: 0, earned: earned - priceMinor, redeemed: priceMinor });
  expect(await t.sql("SELECT state FROM reward")).toEqual([{ state: "issued" }]);
});

test("their code frees one unit and no more; the reward is used, and the order counts for nobody", async () => {
  const page = await story.signedIn(member.customer);
  const [code] = marks(await page.get("/apps/regulars/rewards"), "data-reward-code");
  const [{ variant_id }] = await t.sql<{ variant_id: string }>("SELECT variant_id FROM reward");
  await page.get(`/discount/${code}?redirect=/cart`);
  await page.post("/cart/add", { id: variant_id, quantity: "2" });
  const taken = await checkOut(page, member.customer.email!);
  expect(lineTotalMinor(taken.lines[0])).toBe(emulator.books.variant.need(variant_id).priceMinor);
  await story.settle();
  expect(await t.sql("SELECT state, used_order_id FROM reward")).toEqual([{ state: "used", used_order_id: taken.id }]);
  expect(await verdictOn(story, taken)).toMatchObject({ outcome: "ignored", reason: "own-reward" });
  expect(await postedFor(story, taken)).toMatchObject({ entries: 0 });
});

test("the ledger differs from Shopify's books by 0 minor units, and finds nothing wrong with itself", async () => {
  const books = await readBooks(t.world);
  expect(books.problems).toEqual([]);
  const differences = await Promise.all(
    [...emulator.books.order.values()].map(async (order) => {
      const posted = await postedFor(story, order);
      const counts = orders.some(({ id }) => id === order.id);
      return Math.abs(posted.pending + posted.earned - (counts ? creditOf(order) : 0));
    }),
  );
  expect(differences.reduce((sum, difference) => sum + difference, 0)).toBe(0);
  const issued = [...emulator.books.discount.values()].flatMap(({ value }) => ("amountMinor" in value ? [value.amountMinor] : []));
  expect(Number(books.totals[0].redeemedMinor)).toBe(issued.reduce((sum, amount) => sum + amount, 0));
});
