/** FAULTS 1–8, 14–16: what the receiver answers, what it keeps, and what it sets going. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { boss } from "~/adapters/boss-queue.server";
import { receiveWebhook } from "~/ingest/receive-webhook.server";
import { databaseProxy } from "../support/database-proxy";
import { webhookRequest, type Webhook } from "../support/send-webhook";
import { testWorld } from "../support/world";

process.env.SHOPIFY_API_SECRET_PREVIOUS = "test-secret-before";
const t = await testWorld();
const shop = t.shopId;
const proxy = await databaseProxy();

const order = { id: "9007199254741001", admin_graphql_api_id: "gid://shopify/Order/9007199254741001" };
const send = (webhook: Partial<Webhook> = {}) => receiveWebhook(webhookRequest({ topic: "orders/paid", shop, body: order, ...webhook }));
const receipts = () =>
  t.sql<{ topic: string; state: string; reason: string | null }>(
    "SELECT topic, state, reason FROM receipt ORDER BY received_at, webhook_id",
  );
const jobs = () => t.sql("SELECT name, data FROM pgboss.job WHERE name = 'receipt.process'");

beforeEach(async () => {
  await boss();
  await t.sql("DELETE FROM receipt");
  await t.sql("DELETE FROM pgboss.job");
  await t.sql(
    `INSERT INTO shop (shop_id, state, name, email, currency, iana_timezone, country_code, locale, storefront_url, proxy_prefix, plan_name, scopes, installed_at)
     VALUES ($1, 'installed', 'Tea', 'o@example.test', 'GBP', 'UTC', 'GB', 'en', 'https://tea.example', '/apps/regulars', 'Basic', '{}', $2)
     ON CONFLICT (shop_id) DO UPDATE SET state = 'installed'`,
    [shop, t.clock.now()],
  );
});
afterEach(() => proxy.set("up"));

test("a signed webhook is kept with one job and answered 200", async () => {
  expect((await send({ webhookId: "w1" })).status).toBe(200);
  expect(await receipts()).toEqual([{ topic: "orders/paid", state: "waiting", reason: null }]);
  expect(await jobs()).toEqual([{ name: "receipt.process", data: { shopId: shop, payload: { topic: "orders/paid", webhookId: "w1" } } }]);
});

test.each([
  ["1 · a signature that does not match", { headers: { "x-shopify-hmac-sha256": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=" } }],
  ["1 · a signature with another secret", { secret: "not-ours" }],
  ["1 · a signature that is no base64 of 32 bytes", { headers: { "x-shopify-hmac-sha256": "?" } }],
  ["2 · no signature", { headers: { "x-shopify-hmac-sha256": null } }],
] satisfies [string, Partial<Webhook>][])("%s is 401 and leaves nothing", async (_name, webhook) => {
  expect((await send(webhook)).status).toBe(401);
  expect(await receipts()).toEqual([]);
  expect(await jobs()).toEqual([]);
});

test("1 · one flipped byte of the body is 401", async () => {
  const request = webhookRequest({ topic: "orders/paid", shop, body: order });
  const bytes = new Uint8Array(await request.arrayBuffer());
  bytes[10] ^= 1;
  expect((await receiveWebhook(new Request(request.url, { method: "POST", headers: request.headers, body: bytes }))).status).toBe(401);
  expect(await receipts()).toEqual([]);
});

test("3 · a signed body that is no JSON is answered 200 and set aside with its reason", async () => {
  expect((await send({ body: "{oops" })).status).toBe(200);
  expect(await receipts()).toEqual([{ topic: "orders/paid", state: "quarantined", reason: "the body is not a JSON object" }]);
  expect(await jobs()).toEqual([]);
});

test("3 · bytes PostgreSQL's text cannot hold are set aside all the same", async () => {
  expect((await send({ body: "\0\0" })).status).toBe(200);
  expect(await receipts()).toMatchObject([{ state: "quarantined" }]);
});

test("4 · the secret before a rotation is still accepted", async () => {
  expect((await send({ secret: "test-secret-before" })).status).toBe(200);
  expect(await receipts()).toHaveLength(1);
});

test("5 · a 5 MB body is kept in time, more than 8 MB is refused unread", async () => {
  const lines = Array.from({ length: 10_000 }, (_, id) => ({ id, title: "t".repeat(480) }));
  const started = performance.now();
  expect((await send({ body: { ...order, line_items: lines } })).status).toBe(200);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect((await send({ body: "x".repeat(8 * 1024 * 1024 + 1) })).status).toBe(413);
  expect(await receipts()).toHaveLength(1);
});

test("6, 7 · the same webhook five times at once is one receipt and one job, each answered 200", async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => send({ webhookId: "same" })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await receipts()).toHaveLength(1);
  expect(await jobs()).toHaveLength(1);
});

test("8 · two topics of one happening share the event and are both kept", async () => {
  for (const topic of ["orders/create", "orders/paid"]) await send({ topic, webhookId: "one", eventId: "shared" });
  expect((await receipts()).map(({ topic }) => topic).sort()).toEqual(["orders/create", "orders/paid"]);
  expect(await jobs()).toHaveLength(2);
});

test("14 · while the database is down the answer is 503, and the next delivery lands", async () => {
  proxy.set("down");
  expect((await send({ webhookId: "again" })).status).toBe(503);
  proxy.set("up");
  expect(await receipts()).toEqual([]);
  expect((await send({ webhookId: "again" })).status).toBe(200);
  expect(await receipts()).toHaveLength(1);
  expect(await jobs()).toHaveLength(1);
});

test("15 · while the database does not answer, 503 comes within five seconds", async () => {
  await send({ webhookId: "warm" });
  proxy.set("stalled");
  const started = performance.now();
  expect((await send({ webhookId: "late" })).status).toBe(503);
  expect(performance.now() - started).toBeLessThan(5_000);
  proxy.set("up");
  expect((await send({ webhookId: "late" })).status).toBe(200);
  expect((await t.sql("SELECT 1 FROM receipt WHERE webhook_id = 'late'")).length).toBe(1);
});

test("16 · a topic we do nothing on is kept as ignored, with 200 and no job", async () => {
  expect((await send({ topic: "products/create" })).status).toBe(200);
  expect(await receipts()).toEqual([{ topic: "products/create", state: "ignored", reason: "nothing is done on this topic" }]);
  expect(await jobs()).toEqual([]);
});

test.each(["constructor", "__proto__", "hasownproperty"])(
  "16 · a topic that is a word of JavaScript's own (%s) is one like any other",
  async (topic) => {
    expect((await send({ topic })).status).toBe(200);
    expect(await receipts()).toMatchObject([{ topic, state: "ignored" }]);
    expect(await jobs()).toEqual([]);
  },
);

test("a date the database cannot hold is left out, and the webhook kept", async () => {
  expect((await send({ headers: { "x-shopify-triggered-at": "+275760-09-13T00:00:00Z" } })).status).toBe(200);
  expect(await receipts()).toMatchObject([{ state: "waiting" }]);
});

test("16 · another API version is worked on, and the receipt says so", async () => {
  expect((await send({ apiVersion: "2027-01" })).status).toBe(200);
  expect(await receipts()).toEqual([{ topic: "orders/paid", state: "waiting", reason: "written in API version 2027-01, not 2026-10" }]);
  expect(await jobs()).toHaveLength(1);
});

test.each(["nobody.myshopify.com"])(
  "a signed webhook of a shop we don't know (%s) is kept as ignored and changes nothing",
  async (stranger) => {
    expect((await send({ shop: stranger })).status).toBe(200);
    expect(await receipts()).toEqual([{ topic: "orders/paid", state: "ignored", reason: "the shop is not known" }]);
    expect(await jobs()).toEqual([]);
  },
);

test("17 · of a shop that has left, orders are ignored and its erasure is heard", async () => {
  await t.sql("UPDATE shop SET state = 'uninstalled'");
  await send();
  await send({ topic: "shop/redact", body: { shop_id: 1, shop_domain: shop } });
  expect((await receipts()).map(({ topic, state }) => [topic, state]).sort()).toEqual([
    ["orders/paid", "ignored"],
    ["shop/redact", "waiting"],
  ]);
});

test.each([
  ["no shop", { "x-shopify-shop-domain": null }],
  ["a shop that is none", { "x-shopify-shop-domain": "evil.example" }],
  ["no topic", { "x-shopify-topic": null }],
  ["no webhook id", { "x-shopify-webhook-id": null }],
])("signed but with %s, it is 400 and leaves nothing", async (_name, headers) => {
  expect((await send({ headers })).status).toBe(400);
  expect(await receipts()).toEqual([]);
});

test("only POST brings a webhook", async () => {
  expect((await receiveWebhook(new Request("http://localhost:3000/webhooks"))).status).toBe(405);
});
