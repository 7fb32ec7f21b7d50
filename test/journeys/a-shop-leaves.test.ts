/** FAULTS 17–22: a person asks to be forgotten, a shop leaves, comes back, and leaves for good; told over signed webhooks, every table searched. */
import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { boss } from "~/adapters/boss-queue.server";
import { readBooks } from "../support/read-books";
import { catalog } from "~/jobs/catalog.server";
import type { Customer, Order } from "../emulator/books.ts";
import { currentInstallation, uninstall } from "../emulator/auth/installation.ts";
import { customerRedactPayload, dataRequestPayload } from "../emulator/webhooks/payloads.ts";
import { marks } from "../demo/tour/browser.ts";
import { installInEmulator } from "../support/install";
import { tokenCalls } from "../support/open-app";
import { DAY_MS } from "../support/world";
import { postedFor, sumsOf } from "./books";
import { openStory, type Member } from "./story";

const story = await openStory();
const { t, emulator } = story;
const { books } = emulator;
let member: Member;
let friendOrder: Order;
let named: Customer;

const EMAIL = "maximiliane.zauberberg@people.example";
const FIRST = "Maximiliane";
const LAST = "Zauberberg";

/** Tables, ours and the queue's, in which any row holds the text, in whatever column and case. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await t.sql<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  expect(tables.length).toBeGreaterThan(30);
  const found: string[] = [];
  for (const { name } of tables)
    if ((await t.sql(`SELECT 1 FROM ${name} AS one WHERE one::text ILIKE $1 LIMIT 1`, [`%${text}%`])).length) found.push(name);
  return found;
}
const ordersOf = ({ id }: Customer): Order[] => [...books.order.values()].filter(({ customerId }) => customerId === id);
const ledger = () => t.sql("SELECT * FROM entry ORDER BY entry_id");
const shopState = async () => (await t.sql<{ state: string }>("SELECT state FROM shop"))[0]?.state;
/** Rows of the shop anywhere, by table. */
async function rowsOfShop(): Promise<Record<string, number>> {
  const tables = await t.sql<{ name: string; column: string }>(
    `SELECT table_name AS name, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND (column_name = 'shop_id' OR (table_name = 'session' AND column_name = 'shop'))`,
  );
  const counts: Record<string, number> = {};
  for (const { name, column } of tables) {
    const [{ rows }] = await t.sql<{ rows: number }>(`SELECT count(*)::int AS rows FROM "${name}" WHERE "${column}" = $1`, [t.shopId]);
    if (rows) counts[name] = rows;
  }
  return counts;
}

beforeAll(async () => {
  await story.readHistory();
  // The first person on the list, under a name nobody else has anywhere.
  const [best] = await t.sql<{ buyer_id: string }>("SELECT buyer_id FROM ranking WHERE rank = 1");
  const before = books.customer.need(best.buyer_id);
  const addresses = before.addresses.map((address) => ({ ...address, firstName: FIRST, lastName: LAST }));
  named = books.customer.put(before.id, { ...before, firstName: FIRST, lastName: LAST, email: EMAIL, addresses });
  for (const order of ordersOf(named))
    books.order.put(order.id, {
      ...order,
      email: EMAIL,
      shippingAddress: addresses[0] ?? null,
      billingAddress: addresses[0] ?? null,
      updatedAt: emulator.clock.iso(),
    });
  await t.sql("DELETE FROM import");
  await story.readHistory();
  await story.invite();
  const place = t.outbox.mails.findIndex(({ to }) => to === EMAIL);
  member = await story.join(place, "ZAUBER-TEA");

  friendOrder = story.buy({ codes: [member.code] });
  story.buy({ customerId: named.id, email: EMAIL });
  await story.settle();
  await story.pass(15 * DAY_MS);
  expect((await sumsOf(story, member)).earned).toBeGreaterThan(0);
});

test("20 · what we hold of a person is put together within the day, and names what it should", async () => {
  emulator.emit("customers/data_request", dataRequestPayload(books.theShop, named, ordersOf(named), books.nextId()));
  await story.settle();
  const [request] = await t.sql<{ state: string; outcome: Record<string, unknown[]> }>(
    "SELECT state, outcome FROM privacy_request WHERE kind = 'data request'",
  );
  expect(request.state).toBe("done");
  expect(request.outcome).toMatchObject({ buyer: [{ email: EMAIL, firstName: FIRST, lastName: LAST }], ambassador: { name: FIRST } });
  expect(request.outcome.orders).toHaveLength(ordersOf(named).length);
  expect(request.outcome.entries.length).toBeGreaterThan(0);
});

test("19 · an ambassador erased is in no table any more, neither ours nor the queue's; what they earned stays in the sums", async () => {
  const [entries, sums, problems] = [await ledger(), await sumsOf(story, member), (await readBooks(t.world)).problems];
  expect(problems).toEqual([]);
  expect(await tablesWith(EMAIL)).not.toEqual([]);
  expect(await tablesWith(LAST)).not.toEqual([]);

  emulator.emit("customers/redact", customerRedactPayload(books.theShop, named, ordersOf(named)));
  await story.settle();

  for (const text of [EMAIL, FIRST, LAST, EMAIL.split("@")[0]]) expect([text, await tablesWith(text)]).toEqual([text, []]);
  expect(await ledger()).toEqual(entries);
  expect(await sumsOf(story, member)).toEqual(sums);
  expect((await readBooks(t.world)).problems).toEqual([]);
  expect(await t.sql("SELECT state, done_at <= due_at AS in_time FROM privacy_request WHERE kind = 'erasure'")).toEqual([
    { state: "done", in_time: true },
  ]);
});

test("19 · what is heard of them afterwards brings no name back, and their own purchase stays one", async () => {
  const own = story.buy({ customerId: named.id, email: EMAIL });
  await story.settle();
  // Nor in the inbox, where a webhook's body goes when its work is done.
  expect(await tablesWith(EMAIL)).toEqual([]);
  expect(await tablesWith(LAST)).toEqual([]);
  expect((await postedFor(story, own)).entries).toBe(0);
});

test("19 · the friend's order keeps its credit, and the page they came by is closed kindly", async () => {
  expect((await postedFor(story, friendOrder)).earned).toBeGreaterThan(0);
  const page = await story.browser().get(`/apps/regulars/${member.slug}`);
  expect(page.html).not.toContain(FIRST);
  expect([404, 200]).toContain(page.status);
  expect(marks(page, "data-regulars-page")).toEqual(["message"]);
});

test("21 · uninstalled and back within a minute, the shop stays, however late we hear of the leaving", async () => {
  emulator.faults.webhooks.paused = true;
  uninstall(emulator);
  await t.clock.advance(30_000);
  await installInEmulator(t, emulator);
  emulator.faults.webhooks.paused = false;
  await story.settle();
  expect(await shopState()).toBe("installed");
  expect(await t.sql("SELECT state, reason FROM receipt WHERE topic = 'app/uninstalled'")).toEqual([
    { state: "ignored", reason: "the shop has come back since" },
  ]);
  // Nor does it ask for the erasure it would have asked for two days later.
  await story.pass(3 * DAY_MS);
  expect(await shopState()).toBe("installed");
  const order = story.buy({ codes: ["NOBODYS"] });
  await story.settle();
  expect(await t.sql("SELECT 1 FROM orders WHERE order_id = $1", [order.id])).toHaveLength(1);
});

test("17, 22 · leaving with 40 people signed in and a token already dead ends every session and asks Shopify nothing", async () => {
  for (let user = 0; user < 40; user++)
    await t.sql(`INSERT INTO session (id, shop, state, "isOnline", "accessToken") VALUES ($1, $2, '', true, '')`, [
      `online_${user}`,
      t.shopId,
    ]);
  await t.sql(`INSERT INTO session (id, shop, state, "isOnline", "accessToken") VALUES ('other', 'another.myshopify.com', '', true, '')`);
  const asked = tokenCalls(emulator).length;
  uninstall(emulator);
  expect(currentInstallation(emulator)).toBeNull();
  await story.settle();
  expect(await t.sql("SELECT shop FROM session")).toEqual([{ shop: "another.myshopify.com" }]);
  expect(await shopState()).toBe("uninstalled");
  expect(tokenCalls(emulator).length).toBe(asked);
});

test("a shop that has left gets no page, no mail and no work, and an order of before is not asked for", async () => {
  const mails = t.outbox.mails.length;
  const page = await story.browser().get("/apps/regulars/rewards");
  expect(page.status).toBe(404);
  await story.pass(DAY_MS);
  expect(t.outbox.mails).toHaveLength(mails);
  expect((await ledger()).length).toBeGreaterThan(0);
});

test("18 · 48 hours later shop/redact erases every row of the shop, without a session, and leaves the proof", async () => {
  expect(Object.keys(await rowsOfShop()).length).toBeGreaterThan(15);
  await t.clock.advance(DAY_MS + 60_000);
  await story.settle();
  expect(await rowsOfShop()).toEqual({});
  const [proof] = await t.sql<{ shop_hash: string; rows: string; erased_at: Date }>("SELECT * FROM erasure");
  expect(proof).toMatchObject({ shop_hash: createHash("sha256").update(t.shopId).digest("hex"), erased_at: t.clock.now() });
  expect(Number(proof.rows)).toBeGreaterThan(100);
  expect(await t.sql("SELECT shop FROM session")).toEqual([{ shop: "another.myshopify.com" }]);
});

test("18 · nor does any row name the shop or its people, the queue's own finished jobs gone within the 30 days", async () => {
  for (const { email } of [...books.customer.values()].slice(0, 20))
    if (email) expect([email, await tablesWith(email)]).toEqual([email, []]);
  expect((await tablesWith(t.shopId)).filter((table) => !table.startsWith("pgboss."))).toEqual([]);
  // What the worker does every minute, 28 days later.
  await t.clock.advance(28 * DAY_MS);
  await story.settle();
  const queue = await boss();
  for (const name of Object.keys(catalog)) await queue.supervise(name);
  expect(await tablesWith(t.shopId)).toEqual([]);
});

test("a shop that comes back after its erasure begins anew", async () => {
  await installInEmulator(t, emulator);
  await story.settle();
  expect(await shopState()).toBe("installed");
  expect(await t.sql("SELECT 1 FROM orders")).toEqual([]);
  expect(await t.sql("SELECT 1 FROM ambassador")).toEqual([]);
  expect(await t.sql("SELECT 1 FROM program")).toHaveLength(1);
});
