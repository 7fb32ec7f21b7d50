/** What stood in a webhook is kept as long as it is needed and no longer, and an erasure never has to look through years of them. */
import { beforeEach, describe, expect, test } from "vitest";
import { readChecks } from "~/domain/insight/read-checks.server";
import { readHome } from "~/domain/insight/read-home.server";
import { answerPrivacyRequest } from "~/domain/privacy/answer-privacy-request.server";
import { askPrivacyRequest } from "~/domain/privacy/ask-privacy-request.server";
import { clearReceipts } from "~/domain/privacy/clear-receipts.server";
import { resumePrivacyRequests } from "~/domain/privacy/resume-privacy-requests.server";
import { emptyReceipts } from "~/ingest/empty-receipts.server";
import { receiveWebhook } from "~/ingest/receive-webhook.server";
import { aBuyer, anOrder, aShop } from "../../support/builders";
import { webhookRequest } from "../../support/send-webhook";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world, shopId } = t;
const EMAIL = "maxine.personal@example.com";

beforeEach(async () => {
  await t.sql("DELETE FROM receipt");
  await t.sql("DELETE FROM privacy_request");
  await t.sql("DELETE FROM pgboss.job");
  await aShop(world);
});

const hear = (topic: string, webhookId: string, body: string) => receiveWebhook(webhookRequest({ topic, shop: shopId, webhookId, body }));
const bodies = async () =>
  Object.fromEntries(
    (await t.sql<{ id: string; body: string }>("SELECT webhook_id AS id, body FROM receipt ORDER BY 1")).map(({ id, body }) => [id, body]),
  );
/** Rows as the app left them before bodies went when their work was done. */
const receipts = (count: number, state: string, body: string, at = t.clock.now()) =>
  t.sql(
    `INSERT INTO receipt (shop_id, topic, webhook_id, body, state, reason, received_at, processed_at)
     SELECT $1, 'orders/updated', $2 || ' ' || n, $3, $2, 'r', $4, $4 FROM generate_series(1, $5::int) AS n`,
    [shopId, state, body, at, count],
  );
const erase = async (buyerId: string, requestId = "erase") => {
  await askPrivacyRequest(world, { requestId, kind: "erasure", buyerId, asked: { orderIds: [], email: EMAIL } });
  return answerPrivacyRequest(world, { requestId });
};

describe("a body goes", () => {
  test("when its work is done, or when there is none; a second delivery is known all the same", async () => {
    const body = `{"id": 4711, "email": "${EMAIL}"}`;
    await hear("customers/update", "worked on", body);
    await hear("nobodys/topic", "nothing to do", body);
    expect(await bodies()).toEqual({ "worked on": body, "nothing to do": "" });
    await t.runDueJobs();
    expect(await bodies()).toEqual({ "worked on": "", "nothing to do": "" });
    await hear("customers/update", "worked on", body);
    await t.runDueJobs();
    expect(await t.sql("SELECT state, body FROM receipt WHERE webhook_id = 'worked on'")).toEqual([{ state: "ignored", body: "" }]);
  });

  test("thirty days after it was set aside, so that somebody can look at it; what waits stays whole", async () => {
    await hear("orders/paid", "set aside", `{oops ${EMAIL}`);
    await receipts(1, "waiting", `{"id": 1}`);
    await t.clock.advance(29 * DAY_MS);
    expect(await emptyReceipts(world, { why: "nightly" })).toEqual({ emptied: 0 });
    await t.clock.advance(DAY_MS + 1);
    expect(await emptyReceipts(world, { why: "nightly" })).toEqual({ emptied: 1 });
    expect(await bodies()).toEqual({ "set aside": "", "waiting 1": `{"id": 1}` });
    expect(await t.sql("SELECT reason FROM receipt WHERE webhook_id = 'set aside'")).toEqual([{ reason: "the body is not a JSON object" }]);
  });

  test("page by page, of every receipt that was done before that was so", async () => {
    await receipts(1_201, "done", "{}");
    expect(await emptyReceipts(world, { why: "nightly" })).toEqual({ emptied: 1_201 });
    expect(await emptyReceipts(world, { why: "nightly" })).toEqual({ emptied: 0 });
  });
});

describe("an erasure and the kept bodies", () => {
  test("holds no row of anybody while it looks through them, however many they are, and is answered only after", async () => {
    const { buyerId } = await aBuyer(world, { email: EMAIL });
    await receipts(1_201, "done", `{"customer": {"id": ${buyerId}, "email": "${EMAIL}"}}`);
    await receipts(3, "ignored", `{"customer": {"id": 1${buyerId}}}`);
    await t.sql(
      "CREATE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken off'; END $$; CREATE TRIGGER fails BEFORE UPDATE ON receipt FOR EACH ROW WHEN (OLD.webhook_id = 'done 999') EXECUTE FUNCTION fails()",
    );
    await expect(erase(buyerId)).rejects.toThrow(/broken off/);
    // Broken off half-way: the person is erased, some pages are done, and the answer is still owed.
    expect(await t.sql("SELECT email, erased_at IS NOT NULL AS erased FROM buyer WHERE buyer_id = $1", [buyerId])).toEqual([
      { email: null, erased: true },
    ]);
    expect(await t.sql("SELECT state, done_at FROM privacy_request")).toEqual([{ state: "waiting", done_at: null }]);
    await t.sql("DROP TRIGGER fails ON receipt; DROP FUNCTION fails()");

    expect(await answerPrivacyRequest(world, { requestId: "erase" })).toEqual({ outcome: "answered" });
    expect(await t.sql("SELECT DISTINCT state, body FROM receipt ORDER BY 1")).toEqual([
      { state: "done", body: "" },
      { state: "ignored", body: `{"customer": {"id": 1${buyerId}}}` },
    ]);
    const [{ outcome }] = await t.sql<{ outcome: unknown }>("SELECT outcome FROM privacy_request");
    expect(outcome).toMatchObject({ buyers: 1 });
    // By address too, which their emptied row no longer tells; and nothing of it is kept with the proof.
    expect(JSON.stringify(outcome)).not.toContain(EMAIL);
  });

  test("leaves a second request about the same person as it is until it is worked on: its orders are not lost", async () => {
    const { buyerId } = await aBuyer(world, { email: EMAIL });
    const { orderId } = await anOrder(world, { email: "another.address@example.com" });
    const body = (orders: string) =>
      `{"shop_domain": "${shopId}", "customer": {"id": ${buyerId}, "email": "${EMAIL}"}, "orders_to_redact": [${orders}]}`;
    await hear("customers/redact", "second", body(orderId));
    await erase(buyerId);
    expect((await bodies()).second).toBe(body(orderId));
    await t.runDueJobs();
    expect(await t.sql("SELECT state, body FROM receipt WHERE webhook_id = 'second'")).toEqual([{ state: "done", body: "" }]);
    expect(await t.sql("SELECT email FROM orders WHERE order_id = $1", [orderId])).toEqual([{ email: null }]);
  });

  test("takes whole what no JSON reader of the database takes, where else it would end in vain for ever", async () => {
    const { buyerId } = await aBuyer(world, { email: EMAIL });
    await receipts(1, "waiting", `{"id": 1, "email": "${EMAIL}", "note": "\\u0000"}`);
    expect(await clearReceipts(world, { buyerIds: [buyerId], addresses: [EMAIL], orderIds: [] })).toBe(1);
    expect(await bodies()).toEqual({ "waiting 1": "" });
  });
});

test("a request whose job was tried in vain is asked for again every night, and after a day the owner is told", async () => {
  const { buyerId } = await aBuyer(world, { email: EMAIL });
  await askPrivacyRequest(world, { requestId: "rests", kind: "erasure", buyerId, asked: { orderIds: [], email: null } });
  await t.sql("UPDATE pgboss.job SET state = 'failed' WHERE name = 'privacy.answer'");
  await t.runDueJobs();
  expect(await t.sql("SELECT state FROM privacy_request")).toEqual([{ state: "waiting" }]);
  const told = async () => [(await readHome(world)).needsYou.find(({ key }) => key === "privacy")?.count, (await readChecks(world)).owed];
  expect(await told()).toEqual([undefined, []]);
  const askedAt = t.clock.now();
  await t.clock.advance(DAY_MS + 1);
  const dueAt = new Date(askedAt.getTime() + 30 * DAY_MS).toISOString();
  expect(await told()).toEqual([1, [{ key: "rests", kind: "erasure", askedAt: askedAt.toISOString(), dueAt }]]);

  expect(await resumePrivacyRequests(world, { why: "nightly" })).toEqual({ owed: 1 });
  await t.runDueJobs();
  expect(await t.sql("SELECT state FROM privacy_request")).toEqual([{ state: "done" }]);
  expect(await told()).toEqual([undefined, []]);
  expect(await resumePrivacyRequests(world, { why: "nightly" })).toEqual({ owed: 0 });
});
