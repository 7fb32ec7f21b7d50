/** FAULTS 18–20: what is given, what is erased, and what must stay. */
import { beforeEach, expect, test } from "vitest";
import { saveOwnPage } from "~/domain/ambassador/save-own-page.server";
import { saveProfile } from "~/domain/ambassador/save-profile.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { saveBuyer } from "~/domain/buyer/save-buyer.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { answerPrivacyRequest } from "~/domain/privacy/answer-privacy-request.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { suppressAddress } from "~/domain/letter/suppress-address.server";
import { receiveWebhook } from "~/ingest/receive-webhook.server";
import { aBuyer, anAmbassador, anOrder, aProgram, aShareCode, aShop } from "../../support/builders";
import { webhookRequest } from "../../support/send-webhook";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world, shopId } = t;

const EMAIL = "maxine.personal@example.com";
const NAME = "Maxinepersonal";
let codes = 10;

/** Names of the tables, ours and the queue's, in which any row holds the text. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await t.sql<{ name: string }>(
    "SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables WHERE table_schema IN ('public', 'pgboss') AND table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of tables)
    if ((await t.sql(`SELECT 1 FROM ${name} AS row WHERE row::text ILIKE $1 LIMIT 1`, [`%${text}%`])).length) found.push(name);
  return found;
}

/** An ambassador with an order, a balance, a contact and webhooks that tell of them. */
async function maxine() {
  const program = await aProgram(world);
  const person = await anAmbassador(world, program, {
    name: NAME,
    email: EMAIL,
    code: `TEA${++codes}`,
    marks: ["address:cafef00dcafe", "phone:cafef00dcafe"],
  });
  const since = JSON.stringify({ "phone:cafef00dcafe": "2026-10-01T00:00:00.000Z" });
  await t.sql("UPDATE ambassador SET marks_since = $2 WHERE ambassador_id = $1", [person.ambassadorId, since]);
  const { orderId } = await anOrder(world, { buyerId: person.buyerId, email: EMAIL, marks: ["address:cafef00dcafe", "door:cafef00dcafe"] });
  await world.transaction(async ({ db }) => {
    await db.contact.create({
      data: {
        shopId,
        contactId: world.chance.uuid(),
        buyerId: person.buyerId,
        kind: "invitation",
        channel: "mail",
        state: "sent",
        about: `Dear ${NAME}`,
        detail: EMAIL,
        happenedAt: world.clock.now(),
      },
    });
  });
  await saveOwnPage(world, { buyerId: person.buyerId, words: `${NAME} loves it`, productIds: [] });
  const handle = { network: "Instagram", handle: NAME, followers: 1_200, likes: 40, comments: 4 } as const;
  await saveProfile(world, { buyerId: person.buyerId, profile: { handles: [handle], topics: [`${NAME}s tea`], region: "Leeds" } });
  const ref = { programId: program.programId, ambassadorId: person.ambassadorId };
  await appendEntry(world, {
    from: { kind: "program", programId: program.programId },
    to: { kind: "earned", ...ref },
    amountMinor: 500n,
    currency: "GBP",
    reason: "credit",
    source: { kind: "order", id: orderId },
    idempotencyKey: `test ${orderId}`,
  });
  await receiveWebhook(
    webhookRequest({
      topic: "orders/paid",
      shop: shopId,
      webhookId: `o-${orderId}`,
      body: `{"id": ${orderId}, "admin_graphql_api_id": "gid://shopify/Order/${orderId}", "email": "${EMAIL}", "customer": {"id": ${person.buyerId}, "first_name": "${NAME}"}}`,
    }),
  );
  await receiveWebhook(webhookRequest({ topic: "customers/update", shop: shopId, webhookId: `c-${orderId}`, body: `{oops ${EMAIL}` }));
  return { ...person, orderId };
}

beforeEach(() => aShop(world));

const erase = (buyerId: string, orderId: string, webhookId: string) =>
  receiveWebhook(
    webhookRequest({
      topic: "customers/redact",
      shop: shopId,
      webhookId,
      body: `{"shop_id": 1, "shop_domain": "${shopId}", "customer": {"id": ${buyerId}, "email": "${EMAIL}", "phone": null}, "orders_to_redact": [${orderId}]}`,
    }),
  );

test("19 · erased, a person's name and address are in no table any more, and the ledger keeps its sums", async () => {
  const { buyerId, ambassadorId, orderId } = await maxine();
  const sums = () => t.sql("SELECT to_account_id, sum(amount_minor) FROM entry GROUP BY 1 ORDER BY 1");
  const [before, goods] = [await sums(), await t.sql("SELECT goods_minor FROM orders WHERE order_id = $1", [orderId])];
  await suppressAddress(world, { email: EMAIL, buyerId, why: "bounced", detail: `550 5.1.1 <${EMAIL}>: no such user` });
  expect(await tablesWith(EMAIL)).toContain("public.mail_suppression");
  expect((await tablesWith("cafef00dcafe")).sort()).toEqual(["public.ambassador", "public.orders"]);

  expect((await erase(buyerId, orderId, "erase-1")).status).toBe(200);
  await t.runDueJobs({ failuresExpected: true }); // the order's own job wants a Shopify that this test has not
  expect(await tablesWith(EMAIL)).toEqual([]);
  expect(await tablesWith(NAME)).toEqual([]);
  expect(await tablesWith("cafef00dcafe")).toEqual([]);
  // Nobody writes there again, all the same.
  expect(await t.sql("SELECT why, buyer_id, detail FROM mail_suppression")).toEqual([{ why: "bounced", buyer_id: null, detail: null }]);

  expect(await sums()).toEqual(before);
  expect(await t.sql("SELECT goods_minor FROM orders WHERE order_id = $1", [orderId])).toEqual(goods);
  expect(await t.sql("SELECT name, state, words FROM ambassador WHERE ambassador_id = $1", [ambassadorId])).toEqual([
    { name: "A former ambassador", state: "left", words: null },
  ]);
  expect(await t.sql("SELECT state FROM share_code WHERE ambassador_id = $1", [ambassadorId])).toEqual([{ state: "retired" }]);
  const [request] = await t.sql<{ state: string; outcome: unknown }>(
    "SELECT state, outcome FROM privacy_request WHERE request_id = 'erase-1'",
  );
  expect(request).toMatchObject({ state: "done", outcome: { buyers: 1, orders: 1, ambassadors: 1 } });
});

test("19 · a code that was the store's own all along does not become an ambassador's by their being erased", async () => {
  const program = await aProgram(world);
  const { ambassadorId, buyerId, code } = await anAmbassador(world, program, { name: NAME });
  await aShareCode(world, { ...program, ambassadorId, code: "AUTUMN-TEA", state: "refused" });
  const [own, theirs] = [await anOrder(world, { codes: ["AUTUMN-TEA"] }), await anOrder(world, { codes: [code] })];
  expect(await decideOrder(world, own)).toMatchObject({ outcome: "ignored", reason: "unknown-code" });
  await t.clock.advance(60_000);
  await askPrivacyRequest(world, { requestId: "erase-code", kind: "erasure", buyerId, asked: { orderIds: [], email: null } });
  await answerPrivacyRequest(world, { requestId: "erase-code" });
  expect(await decideOrder(world, own)).toMatchObject({ outcome: "ignored", reason: "unknown-code", changed: false });
  expect(await decideOrder(world, theirs)).toMatchObject({ outcome: "attributed", reason: "code" });
});

test("19 · where a friend came from is forgotten with them, and of a use of a code nothing else ever changes", async () => {
  const maxines = await maxine();
  const [site, other] = ["fridas-own-pages.example", "news.example"];
  const { buyerId } = await aBuyer(world, { email: "frida@friends.example" });
  const uses = () => t.sql("SELECT order_id, referrer, clicked FROM code_use WHERE code = $1 ORDER BY referrer", [maxines.code]);
  const [theirs, others] = [
    await anOrder(world, { buyerId, codes: [maxines.code], referrer: site }),
    await anOrder(world, { codes: [maxines.code], referrer: other }),
  ];
  for (const { orderId } of [theirs, others]) await watchCodes(world, { orderId, codes: [maxines.code] });
  expect(await tablesWith(site)).toEqual(expect.arrayContaining(["public.code_use", "public.orders"]));
  await expect(t.sql("UPDATE code_use SET clicked = NOT clicked")).rejects.toThrow(/append-only/);
  await expect(t.sql("UPDATE code_use SET referrer = 'x.example'")).rejects.toThrow(/append-only/);
  await askPrivacyRequest(world, { requestId: "erase-site", kind: "erasure", buyerId, asked: { orderIds: [], email: null } });
  await answerPrivacyRequest(world, { requestId: "erase-site" });
  expect(await tablesWith(site)).toEqual([]);
  expect(await uses()).toEqual([
    { order_id: others.orderId, referrer: other, clicked: false },
    { order_id: theirs.orderId, referrer: null, clicked: false },
  ]);
});

test("19 · a receipt of the person that still waits keeps the id its processing needs", async () => {
  const { buyerId, orderId } = await maxine();
  await askPrivacyRequest(world, { requestId: "erase-2", kind: "erasure", buyerId, asked: { orderIds: [], email: EMAIL } });
  await answerPrivacyRequest(world, { requestId: "erase-2" });
  const [receipt] = await t.sql<{ body: string; state: string }>("SELECT body, state FROM receipt WHERE webhook_id = $1", [`o-${orderId}`]);
  expect(receipt.state).toBe("waiting");
  expect(receipt.body).toContain(`"gid://shopify/Order/${orderId}"`);
  expect(receipt.body).toContain(`"id": ${orderId}`);
});

test("19 · what is read of an erased buyer later brings nobody back", async () => {
  const { buyerId } = await maxine();
  await askPrivacyRequest(world, { requestId: "erase-3", kind: "erasure", buyerId, asked: { orderIds: [], email: null } });
  await answerPrivacyRequest(world, { requestId: "erase-3" });
  await t.clock.advance(60_000);
  const read = {
    buyerId,
    firstName: NAME,
    lastName: null,
    email: EMAIL,
    consent: "subscribed" as const,
    countryCode: null,
    province: null,
    city: null,
  };
  expect(await saveBuyer(world, read, { readAt: world.clock.now(), currency: "GBP" })).toEqual({ outcome: "erased" });
  expect(await t.sql("SELECT email FROM buyer WHERE buyer_id = $1", [buyerId])).toEqual([{ email: null }]);
});

test("another customer whose id only contains the erased one's is left alone", async () => {
  const { buyerId } = await aBuyer(world, { buyerId: "4711" });
  await receiveWebhook(
    webhookRequest({ topic: "customers/update", shop: shopId, webhookId: "other", body: '{"id": 94711, "email": "other@example.com"}' }),
  );
  await askPrivacyRequest(world, { requestId: "erase-4", kind: "erasure", buyerId, asked: { orderIds: [], email: null } });
  await answerPrivacyRequest(world, { requestId: "erase-4" });
  expect(await t.sql("SELECT body FROM receipt WHERE webhook_id = 'other'")).toEqual([
    { body: '{"id": 94711, "email": "other@example.com"}' },
  ]);
});

test("20 · a data request is answered with everything held of the person, and nothing of others", async () => {
  const { buyerId, orderId } = await maxine();
  const stranger = await anOrder(world);
  const body = `{"shop_id": 1, "shop_domain": "${shopId}", "customer": {"id": ${buyerId}, "email": "${EMAIL}"}, "orders_requested": [${orderId}], "data_request": {"id": 9999}}`;
  await receiveWebhook(webhookRequest({ topic: "customers/data_request", shop: shopId, body }));
  await t.runDueJobs({ failuresExpected: true });
  const [{ outcome }] = await t.sql<{ outcome: Record<string, unknown[]> }>(
    "SELECT outcome FROM privacy_request WHERE request_id = '9999'",
  );
  expect(outcome.buyer).toMatchObject([{ buyerId, email: EMAIL, firstName: NAME }]);
  expect(outcome.orders).toMatchObject([{ orderId, goodsMinor: "5000", marks: ["address", "door"] }]);
  expect(outcome.comparisonMarks).toContain("fingerprints");
  expect(JSON.stringify(outcome)).not.toContain("cafef00dcafe");
  expect(outcome.contacts).toHaveLength(1);
  expect(outcome.ambassador).toMatchObject({
    ...{ name: NAME, marks: ["address", "phone"], marksSince: [{ kind: "phone", since: "2026-10-01T00:00:00.000Z" }] },
    shareCodes: [{ code: `TEA${codes}` }],
  });
  expect(outcome.ambassador).toMatchObject({
    words: `${NAME} loves it`,
    profile: { region: "Leeds", topics: [`${NAME}s tea`], handles: [{ network: "Instagram", handle: NAME, followers: 1_200 }] },
  });
  expect(outcome.entries).toMatchObject([{ amountMinor: "500" }]);
  expect(JSON.stringify(outcome)).not.toContain(stranger.orderId);

  // Erased afterwards, the answer that was given goes as well.
  await askPrivacyRequest(world, { requestId: "erase-5", kind: "erasure", buyerId, asked: { orderIds: [], email: EMAIL } });
  await answerPrivacyRequest(world, { requestId: "erase-5" });
  expect(await t.sql("SELECT outcome FROM privacy_request WHERE request_id = '9999'")).toEqual([{ outcome: { erased: true } }]);
});

test("the same request told twice is one, and answering twice changes nothing", async () => {
  const { buyerId } = await aBuyer(world);
  const ask = () => askPrivacyRequest(world, { requestId: "twice", kind: "data request", buyerId, asked: { orderIds: [], email: null } });
  expect([await ask(), await ask()]).toEqual([{ outcome: "asked" }, { outcome: "asked before" }]);
  expect(await answerPrivacyRequest(world, { requestId: "twice" })).toEqual({ outcome: "answered" });
  expect(await answerPrivacyRequest(world, { requestId: "twice" })).toEqual({ outcome: "answered before" });
  expect(await answerPrivacyRequest(world, { requestId: "never" })).toEqual({ outcome: "unknown" });
});

test("18 · a shop is erased without any session: no row of it is left, only a proof that does not name it", async () => {
  await maxine();
  await t.sql(`INSERT INTO session (id, shop, state, "isOnline", "accessToken") VALUES ('old', $1, '', false, '')`, [shopId]);
  await t.sql(
    "INSERT INTO shop (shop_id, state, name, email, currency, iana_timezone, country_code, locale, storefront_url, proxy_prefix, plan_name, scopes, installed_at, uninstalled_at) SELECT 'other.myshopify.com', state, name, email, currency, iana_timezone, country_code, locale, storefront_url, proxy_prefix, plan_name, scopes, installed_at, uninstalled_at FROM shop",
  );
  await t.sql("UPDATE shop SET state = 'uninstalled' WHERE shop_id = $1", [shopId]);
  await t.clock.advance(48 * 3_600_000);
  await receiveWebhook(
    webhookRequest({ topic: "shop/redact", shop: shopId, body: { shop_id: 1, shop_domain: shopId }, triggeredAt: t.clock.now() }),
  );
  await t.runDueJobs({ failuresExpected: true });
  expect((await tablesWith(shopId)).filter((name) => name.startsWith("public."))).toEqual([]);
  expect(await t.sql("SELECT rows > 0 AS some, erased_at FROM erasure")).toEqual([{ some: true, erased_at: t.clock.now() }]);
  expect(await t.sql("SELECT shop_id FROM shop")).toEqual([{ shop_id: "other.myshopify.com" }]);
});
