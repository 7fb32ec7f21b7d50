/**
 * The books of a period, a person's statement and the checks in a real Chromium inside the emulator's admin, and the statement on the
 * storefront: on a wide screen and on a phone, for screen readers, with nothing printed to the console. SCREENSHOTS=folder keeps pictures.
 */
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { closeQueue } from "~/adapters/boss-queue.server";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { pauseSharing } from "~/domain/ambassador/pause-sharing.server";
import { saveProfile } from "~/domain/ambassador/save-profile.server";
import { closeConnections } from "~/db.server";
import { worldFor } from "~/world.server";
import { aProgram, anAmbassador, anEarnedCredit, type BuiltAmbassador } from "../support/builders";
import { ownerBrowser } from "../support/owner-browser";
import { ordersAskedBack } from "../support/orders-asked-back";
import { wholeApp } from "../support/whole-app";

const { admin, emulator, urls } = await wholeApp({ seed: "books pages", buyers: 40 });
/** How the browser tells of an address that asks for days that are none, and of a check that is not answered. */
const owner = ownerBrowser(admin, { expected: /status of (400|503)|the check of the books answered 503/ });
const { open, look } = owner;
let mia: BuiltAmbassador;

afterAll(async () => {
  await closeQueue();
  await closeConnections();
});

test("before anything was read or compared, the checks say so, and pressing the button says what to do first", async () => {
  await open("/app/checks", "Do our books and Shopify agree?");
  await owner.app.getByText("There is nothing to compare with yet").waitFor();
  await look("books-checks-first");
  await owner.app.getByRole("button", { name: "Check now" }).press("Enter");
  await owner.app.getByText("First read your order history").waitFor();
});

test("a check runs at the press of a button; the page follows by itself and names an ambassador whom Shopify does not know", async () => {
  const sql = new pg.Client({ connectionString: urls.superuser });
  await sql.connect();
  const { domain: shopId } = emulator.books.theShop;
  const at = new Date(Date.now() - 3_600_000);
  await sql.query(
    "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at, finished_at) VALUES ($1, gen_random_uuid(), 'orders', 'done', $2, $2, $2)",
    [shopId, at],
  );
  await sql.query(
    "INSERT INTO privacy_request (shop_id, request_id, kind, state, asked_at, due_at) VALUES ($1, 'rests', 'erasure', 'waiting', $2::timestamptz - interval '2 days', $2::timestamptz + interval '28 days')",
    [shopId, at],
  );
  await sql.end();
  const world = worldFor(shopId);
  mia = await anAmbassador(world, await aProgram(world), { name: "Mia" });
  for (const amount of [420n, 1_250n, 99n]) await anEarnedCredit(world, mia, amount);

  await open("/app/checks", "Do our books and Shopify agree?");
  await owner.app.getByText("Nothing has been compared yet.").waitFor();
  await owner.app.getByRole("button", { name: "Check now" }).press("Enter");
  await owner.app.getByText("The last check went through.").waitFor({ timeout: 60_000 });
  await owner.app.getByText("Shopify no longer knows the customer Mia was").waitFor();
  await owner.app.getByText("People who wait for an answer").waitFor();
  await look("books-checks");
  await owner.app.getByLabel("Their e-mail address now").fill("nobody@example.com");
  await owner.app.getByRole("button", { name: "This is who they are" }).press("Enter");
  await owner.app.getByText("No customer with orders has this address.").waitFor();
  await look("books-checks-mend");
});

test("a discount that was changed in Shopify and a code taken off it are told with what differs, and put back by a press", async () => {
  const sql = new pg.Client({ connectionString: urls.superuser });
  await sql.connect();
  const { domain: shopId } = emulator.books.theShop;
  const [code] = (await sql.query<{ id: string }>("SELECT code_id AS id FROM share_code WHERE ambassador_id = $1", [mia.ambassadorId]))
    .rows;
  const [old] = (
    await sql.query<{ id: string }>(
      `INSERT INTO share_code (shop_id, code_id, program_id, ambassador_id, code, state, created_at, live_at)
       SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, 'MIA-OF-OLD', 'live', created_at, live_at FROM share_code WHERE code_id = $1 RETURNING code_id AS id`,
      [code.id],
    )
  ).rows;
  const [mug] = (
    await sql.query<{ id: string }>(
      `INSERT INTO reward (shop_id, reward_id, program_id, ambassador_id, buyer_id, kind, variant_id, product_title, price_minor, currency, code, state, request_key, requested_at)
       SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, 'b', 'product code', 'v', 'Jubilee Mug', 800, 'GBP', 'GIFT-C', 'failed', 'c', now()
       FROM membership WHERE ambassador_id = $1 RETURNING reward_id AS id`,
      [mia.ambassadorId],
    )
  ).rows;
  const ofTheMug = [{ term: "amount", now: "500", ours: "800" }, { term: "customers" }, { term: "ends", now: "2027-03-31T12:00:00.000Z" }];
  const differs = [
    { term: "percentage", now: "500", ours: "1500" },
    { term: "minimum" },
    { term: "ends", now: "2027-03-31T12:00:00.000Z" },
  ];
  const problems = [
    { kind: "discount changed", about: "00000000-0000-4000-8000-000000000000", differs },
    { kind: "code gone", about: code.id },
    { kind: "code gone", about: old.id },
    { kind: "kind not allowed", about: "store credit" },
    { kind: "not compared", about: "chargebacks", reason: "Access denied for orders." },
    { kind: "not compared", about: "customers" },
    { kind: "reward code changed", about: mug.id, differs: ofTheMug },
  ];
  await sql.query(
    "INSERT INTO reconciliation (shop_id, reconciliation_id, why, looked_from, started_at, finished_at, problems) VALUES ($1, gen_random_uuid(), 'hourly', now(), now(), now(), $2)",
    [shopId, JSON.stringify(problems)],
  );
  await open("/app/checks", "Do our books and Shopify agree?");
  await owner.app.getByText("it takes off 5 % instead of 15 %; an order must reach a minimum first; it ends on").waitFor();
  await owner.app.getByText("Mia's code MIA-OF-OLD was removed in Shopify").waitFor();
  await owner.app.getByText("Shopify no longer lets us look at store credit").waitFor();
  await owner.app.getByText("The last check went through, save for what stands below.").waitFor();
  await owner.app.getByText("which payments a bank asked back, for Shopify said: Access denied for orders.").waitFor();
  await owner.app.getByText("which customers became one, and that is our fault.").waitFor();
  const freed = "it takes off £5.00 instead of £8.00; others can use it too; it ends on 31 March 2027, before its last day.";
  await owner.app.getByText(`The code for Mia's Jubilee Mug is not in Shopify as it was given: ${freed}`).waitFor();
  await look("books-checks-changed");
  await owner.app.getByRole("button", { name: /^Put it back: Mia's code (?!MIA-OF-OLD)/ }).press("Enter");
  await owner.app.getByText("Shopify has it back within a minute or two").waitFor();
  await owner.app.getByRole("button", { name: /^Put it back: The friends' discount/ }).press("Enter");
  await owner.app.getByText("It is no longer one of yours.").waitFor();
  await look("books-checks-put-back");
  await owner.app.getByRole("button", { name: /^I have seen to this: The code for Mia's Jubilee Mug/ }).press("Enter");
  await owner.app.getByText("One thing you have seen to").waitFor();
  await owner.app.getByText("See what", { exact: true }).press("Enter");
  await owner.app.getByText(/^Seen to on/).waitFor();
  await look("books-checks-seen");
  await owner.app.getByRole("button", { name: /^Show it again: The code for Mia's Jubilee Mug/ }).press("Enter");
  await owner.app.getByRole("button", { name: /^I have seen to this: The code for Mia's Jubilee Mug/ }).waitFor();
  await owner.app.getByRole("button", { name: /^End this code: Mia's code MIA-OF-OLD/ }).press("Enter");
  await owner.app.getByText("Ended. They go on with the other code they have.").waitFor();
  await look("books-checks-ended");
  await sql.query("DELETE FROM reconciliation WHERE why = 'hourly' AND problems = $1::jsonb", [JSON.stringify(problems)]);
  await sql.query("DELETE FROM reward WHERE reward_id = $1", [mug.id]);
  await sql.end();
});

test("home leads to what needs somebody, and to the checks", async () => {
  await owner.page.goto(admin("/app"));
  await owner.app.getByRole("link", { name: /^See what to do/ }).press("Enter");
  await owner.app.getByRole("heading", { level: 1, name: "Do our books and Shopify agree?" }).waitFor();
});

test("adding everything up takes its time beside the sums, and where it fails it is asked for again by one press", async () => {
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let asked = 0;
  await owner.page.route("**/app/books/check*", async (route) => {
    if (++asked > 1) return route.continue();
    await answered;
    return route.fulfill({ status: 503, body: "busy" });
  });
  await open("/app/books?period=all", "What was promised, earned and taken");
  await owner.app.getByText("Adding everything up again…").last().waitFor();
  await look("books-adding");
  answer();
  await owner.app.getByText("Adding everything up took too long this time.").waitFor();
  await look("books-not-added");
  await owner.app.getByRole("button", { name: "Add up again" }).press("Enter");
  await owner.app.getByText("it agrees to the penny").waitFor();
  await owner.page.unroute("**/app/books/check*");
});

test("the books of a period stand between what was there and what is there, and other days can be typed", async () => {
  await open("/app/books?period=all", "What was promised, earned and taken");
  await owner.app.getByRole("rowheader", { name: "Friends' orders earned" }).waitFor();
  await owner.app.getByText("it agrees to the penny").waitFor();
  await look("books-period");
  await owner.app.getByLabel("Which days").selectOption("days");
  await owner.app.getByLabel("First day").fill("2027-01-02");
  await owner.app.getByLabel("Last day").fill("2027-01-01");
  await owner.app.getByRole("button", { name: "Show", exact: true }).press("Enter");
  await owner.app.getByText("The last day comes before the first.").waitFor();
  await look("books-period-refused");
  await open("/app/books?period=all", "What was promised, earned and taken");
  const [download] = await Promise.all([
    owner.page.waitForEvent("download"),
    owner.app.getByRole("button", { name: "Save all statements of these days (CSV)" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe("regulars-statements.csv");
});

test("a person's statement is one press from the list, and saved as a spreadsheet by another", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  const handle = { network: "Instagram", handle: "mia.tea", followers: 1_200, likes: 40, comments: 4 } as const;
  const profile = { handles: [handle], topics: ["tea", "dogs"], region: "Leeds" };
  await saveProfile(world, { ambassadorId: mia.ambassadorId, profile });
  await pauseSharing(world, { buyerId: mia.buyerId });
  await open("/app/ambassadors", "1 ambassador");
  await owner.app.getByText("Instagram: mia.tea, 1,200 followers, 4 % take part").waitFor();
  await owner.app.getByText("As they say themselves").waitFor();
  await owner.app.getByText("Taking a break").waitFor();
  await look("ambassadors-told");
  await owner.app.getByRole("link", { name: "Statement of Mia" }).press("Enter");
  await owner.app.getByRole("heading", { level: 1, name: "Mia: everything that moved" }).waitFor();
  expect(await owner.app.getByText(/The time for returning order #\d+ is over/).count()).toBe(3);
  await look("books-statement");
  const [download] = await Promise.all([
    owner.page.waitForEvent("download"),
    owner.app.getByRole("button", { name: "Save as a spreadsheet (CSV)" }).press("Enter"),
  ]);
  expect(download.suggestedFilename()).toBe("regulars-statement.csv");
});

test("an order whose payment a bank asks back says so, and what became of its credit", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  await ordersAskedBack(world, mia);
  await open("/app/orders", "Which orders friends brought, and why");
  await owner.app.getByText("waits: the bank is asked for the payment back").waitFor();
  await owner.app.getByText("the bank took the payment back").waitFor();
  await look("orders-chargebacks");
});

test("a bank's answer that Shopify does not show any more is the owner's word, by one press", async () => {
  const sql = new pg.Client({ connectionString: urls.superuser });
  await sql.connect();
  const [order] = (await sql.query<{ id: string; name: string }>("SELECT order_id AS id, name FROM orders WHERE dispute = 'open'")).rows;
  await sql.query(
    "INSERT INTO reconciliation (shop_id, reconciliation_id, why, looked_from, started_at, finished_at, problems) VALUES ($1, gen_random_uuid(), 'hourly', now(), now(), now(), $2)",
    [emulator.books.theShop.domain, JSON.stringify([{ kind: "chargeback not shown", about: order.id }])],
  );
  await open("/app/checks", "Do our books and Shopify agree?");
  const told = `A friend's bank asked back the payment of order ${order.name}, and Shopify no longer shows us how that ended. Mia's credit for it waits.`;
  await owner.app.getByText(told).waitFor();
  await look("books-checks-bank");
  await owner.app.getByRole("button", { name: `We kept the money: ${told}` }).press("Enter");
  await owner.app.getByText("Noted. What they have for this order follows").waitFor();
  await look("books-checks-bank-said");
  expect((await sql.query("SELECT dispute FROM orders WHERE order_id = $1", [order.id])).rows).toEqual([{ dispute: "won" }]);
  await sql.end();
});

test("what does not hold is said in names and money, with what to do, and the row itself behind a press", async () => {
  await open("/app/books", "What was promised, earned and taken");
  await owner.app.getByText("it agrees to the penny").waitFor();
  const sql = new pg.Client({ connectionString: urls.superuser });
  await sql.connect();
  // As only somebody past the app could: an order that changed without a word, and a reward nothing was taken for.
  await sql.query("SET session_replication_role = replica");
  // One that no comparison has asked Shopify for: those before are in our books alone, and were found to be deleted there.
  const { orderId } = await anEarnedCredit(worldFor(emulator.books.theShop.domain), mia, 630n);
  const [{ name }] = (await sql.query<{ name: string }>("UPDATE orders SET goods_minor = 0 WHERE order_id = $1 RETURNING name", [orderId]))
    .rows;
  await sql.query(
    `INSERT INTO reward (shop_id, reward_id, program_id, ambassador_id, buyer_id, variant_id, product_title, price_minor, currency, code, state, request_key, requested_at)
     SELECT shop_id, gen_random_uuid(), program_id, ambassador_id, 'b', 'v', 'Jubilee Mug', 800, 'GBP', 'GIFT-X', 'issued', 'k', now() FROM credit LIMIT 1`,
  );
  await sql.end();
  await open("/app/books", "What was promised, earned and taken");
  await owner.app.getByRole("heading", { name: "2 sums do not agree" }).waitFor();
  await owner.app.getByText(new RegExp(`^Order ${name}: Mia has £[\\d.]+ too much\\. It should bring £0\\.00, and £`)).waitFor();
  await owner.app.getByText("Mia: £0.00 was taken for the reward “Jubilee Mug”, and £8.00 would be right.").waitFor();
  expect(await owner.app.getByText(new RegExp(`Order ${orderId} should have earned 0`)).isVisible()).toBe(false);
  await owner.app.getByText("The row itself").first().click();
  await look("books-wrong");
  await owner.app.getByRole("link", { name: "Go to the checks" }).press("Enter");
  await owner.app.getByRole("heading", { level: 1, name: "Do our books and Shopify agree?" }).waitFor();
});

test("what is theirs of one who left is settled on their statement by two presses, and stands there then", async () => {
  const world = worldFor(emulator.books.theShop.domain);
  await leaveProgram(world, { ambassadorId: mia.ambassadorId });
  await open(`/app/ambassadors/${mia.ambassadorId}/statement`, "Mia: everything that moved");
  await owner.app.getByRole("heading", { name: /is Mia’s, to be settled by you$/ }).waitFor();
  await owner.app.getByRole("button", { name: /^I have settled £.+ with them/ }).press("Enter");
  await owner.app.getByText(/^Only when they have it/).waitFor();
  await look("statement-settle");
  await owner.app.getByRole("button", { name: /^Yes, they have £/ }).press("Enter");
  await owner.app.getByText("You settled this with them by hand.").waitFor();
  await owner.app.getByRole("heading", { name: /to be settled by you$/ }).waitFor({ state: "detached" });
  await look("statement-settled");
});
