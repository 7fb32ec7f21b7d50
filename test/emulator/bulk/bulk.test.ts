/** Bulk operations from the mutation to the last byte: rules, progress, JSONL, ranges, expiry, cancelling and the faults. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectConsole } from "../../support/console.ts";
import { placeOrder } from "../commerce/place-order.ts";
import { openStore, type Json, type OpenedStore } from "../opened-store.ts";
import { bulkOperationsDone, cancelBulkOperation, haltBulkOperations, resumeBulkOperations, startBulkOperation } from "./run-bulk.ts";

const DAY = 86_400_000;
const ORDERS = 120;
let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
  for (const product of opened.emulator.books.product.values())
    for (const id of product.variantIds)
      opened.emulator.books.variant.put(id, { ...opened.emulator.books.variant.need(id), inventory: null });
  const [tea, mug] = ["earl-grey", "jubilee-mug"].map((handle) => ({
    variantId: opened.store.products[handle]!.variantIds[0]!,
    quantity: 1,
  }));
  for (let index = 0; index < ORDERS; index++)
    placeOrder(opened.emulator, {
      lines: [tea!, mug!],
      codes: [],
      attributes: [],
      customerId: null,
      email: `buyer${index % 30}@example.com`,
    });
});
afterEach(() => opened.close());

const QUERY =
  "{ orders { edges { node { id name email customer { firstName defaultEmailAddress { emailAddress } } totalPriceSet { shopMoney { amount } } lineItems { edges { node { id title quantity variant { id } } } } } } } }";
const RUN =
  "mutation ($query: String!, $groupObjects: Boolean!) { bulkOperationRunQuery(query: $query, groupObjects: $groupObjects) { bulkOperation { id status } userErrors { field code message } } }";
const LOOK =
  "query ($id: ID!) { bulkOperation(id: $id) { status errorCode objectCount rootObjectCount fileSize url partialDataUrl completedAt } }";

const run = async (query = QUERY, groupObjects = false) => (await opened.data(RUN, { query, groupObjects })).bulkOperationRunQuery;
const look = async (id: string) => (await opened.data(LOOK, { id })).bulkOperation;
const finished = async (query = QUERY, groupObjects = false) => {
  const { bulkOperation } = await run(query, groupObjects);
  await bulkOperationsDone(opened.emulator);
  return look(bulkOperation.id);
};
const linesOf = (text: string): Json[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Json);
const download = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers, signal: AbortSignal.timeout(10_000) })).text();

describe("what Shopify refuses as a bulk query", () => {
  const nested = (inner: string) => `{ orders { edges { node { id ${inner} } } } }`;
  test.each([
    ["no connection", "{ shop { id } }", "at least one connection"],
    [
      "more than five",
      `{ ${"abcdef"
        .split("")
        .map((letter) => `${letter}: products { edges { node { id } } }`)
        .join(" ")} }`,
      "more than 5 connections",
    ],
    [
      "three deep",
      "{ products { edges { node { id collections { edges { node { id products { edges { node { id } } } } } } } } } }",
      "nesting depth",
    ],
    [
      "a connection inside a list",
      nested("refunds { id refundLineItems { edges { node { quantity } } } }"),
      "connection field within a list field",
    ],
    ["variables", "query ($n: Int) { orders(first: $n) { edges { node { id } } } }", "variables"],
    ["node at the top", `{ node(id: "gid://shopify/Shop/1") { id } orders { edges { node { id } } } }`, "`node`"],
    ["a mutation", `mutation { bulkOperationCancel(id: "x") { userErrors { message } } }`, "must be a query"],
    ["a field that doesn't exist", nested("nickname"), 'Cannot query field "nickname"'],
  ])("%s", async (_name, query, message) => {
    const { bulkOperation, userErrors } = await run(query);
    expect(bulkOperation).toBeNull();
    expect(userErrors[0]).toMatchObject({ code: "INVALID", field: ["query"] });
    expect(userErrors[0].message).toContain(message);
  });

  test("a field the emulator hasn't built fails by name before anything starts", async () => {
    expectConsole(/Order\.landingPageUrl/);
    const { status, body } = await opened.graphql(RUN, { query: nested("landingPageUrl"), groupObjects: false });
    expect(status).toBe(501);
    expect(body.errors[0].message).toContain("Order.landingPageUrl");
    expect(opened.emulator.books.bulkOperation.size).toBe(0);
  });

  test("a sixth at once", async () => {
    for (let count = 0; count < 5; count++)
      expect(
        (await opened.data(`mutation { bulkOperationRunQuery(query: "${QUERY}") { userErrors { code } } }`)).bulkOperationRunQuery
          .userErrors,
      ).toEqual([]);
    // the five are so quick that they must be held open, once none of them writes any more
    await bulkOperationsDone(opened.emulator);
    for (const operation of opened.emulator.books.bulkOperation.values())
      opened.emulator.books.bulkOperation.put(operation.id, { ...operation, status: "RUNNING" });
    expect((await run()).userErrors).toMatchObject([{ code: "LIMIT_REACHED" }]);
  });
});

test("it starts as CREATED, completes, tells the app, and gives every order and line exactly once", async () => {
  const { bulkOperation } = await run();
  expect(bulkOperation.status).toBe("CREATED");
  await bulkOperationsDone(opened.emulator);
  const done = await look(bulkOperation.id);
  expect(done).toMatchObject({
    status: "COMPLETED",
    errorCode: null,
    objectCount: String(ORDERS * 3),
    rootObjectCount: String(ORDERS),
    partialDataUrl: null,
  });
  expect(opened.topics()).toContain("bulk_operations/finish");
  const text = await download(done.url);
  expect(Buffer.byteLength(text)).toBe(Number(done.fileSize));
  const lines = linesOf(text);
  const orders = new Map(lines.filter((line) => !line.__parentId).map((line) => [line.id, line]));
  expect(orders.size).toBe(ORDERS);
  const children = lines.filter((line) => line.__parentId);
  expect(new Set(children.map(({ id }) => id)).size).toBe(ORDERS * 2);
  expect(children.every(({ __parentId }) => orders.has(__parentId))).toBe(true);
  expect([...orders.values()][0]).toEqual({
    id: expect.stringMatching(/Order/),
    name: "#1001",
    email: "buyer0@example.com",
    customer: { firstName: null, defaultEmailAddress: { emailAddress: "buyer0@example.com" } },
    totalPriceSet: { shopMoney: { amount: "24.45" } },
  });
  expect(children[0]).toMatchObject({ title: "Earl Grey", quantity: 1, variant: { id: expect.stringMatching(/ProductVariant/) } });
});

test("a line says the same as the Admin API says", async () => {
  const fields =
    "id name discountCodes displayFinancialStatus createdAt currentTotalPriceSet { shopMoney { amount currencyCode } } shippingAddress { city } customAttributes { key value }";
  const done = await finished(`{ orders { edges { node { ${fields} } } } }`);
  const [line] = linesOf(await download(done.url));
  expect(line).toEqual((await opened.data(`query ($id: ID!) { order(id: $id) { ${fields} } }`, { id: line!.id })).order);
});

test("children come after their parent but not next to it, unless they are grouped", async () => {
  const loose = linesOf(await download((await finished()).url));
  expect(loose.slice(0, 3).every((line) => !line.__parentId)).toBe(true);
  const grouped = linesOf(await download((await finished(QUERY, true)).url));
  expect(grouped.slice(0, 3).map((line) => line.__parentId ?? null)).toEqual([null, grouped[0]!.id, grouped[0]!.id]);
  const byId = (lines: Json[]) => [...lines].sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
  expect(byId(grouped)).toEqual(byId(loose));
});

test("nothing found is complete without a URL", async () => {
  expect(await finished(`{ orders(query: "created_at:>2999-01-01") { edges { node { id } } } }`)).toMatchObject({
    status: "COMPLETED",
    objectCount: "0",
    url: null,
  });
});

test("the file comes in parts, and parts put together are the file", async () => {
  const { url, fileSize } = await finished();
  const whole = await download(url);
  const [head, tail] = [await fetch(url, { headers: { range: "bytes=0-999" } }), await fetch(url, { headers: { range: "bytes=1000-" } })];
  expect([head.status, tail.status]).toEqual([206, 206]);
  expect(tail.headers.get("content-range")).toBe(`bytes 1000-${Number(fileSize) - 1}/${fileSize}`);
  expect((await head.text()) + (await tail.text())).toBe(whole);
  expect((await fetch(url, { headers: { range: `bytes=${fileSize}-` } })).status).toBe(416);
  expect((await fetch(url, { method: "HEAD" })).headers.get("content-length")).toBe(fileSize);
});

test("after seven days the URL is gone, from the answer and from the server", async () => {
  const { bulkOperation } = await run();
  await bulkOperationsDone(opened.emulator);
  const { url } = await look(bulkOperation.id);
  await opened.emulator.clock.advance(6 * DAY);
  expect((await fetch(url)).status).toBe(200);
  await opened.emulator.clock.advance(2 * DAY);
  expect((await fetch(url)).status).toBe(403);
  const again = await opened.exchange();
  opened.token = again.body.access_token;
  expect(await look(bulkOperation.id)).toMatchObject({ status: "EXPIRED", url: null });
});

test("a missing scope lets the operation fail with ACCESS_DENIED", async () => {
  await opened.control("withhold-scopes", { scopes: ["read_customers", "write_customers"] });
  expect(await finished()).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED", url: null });
});

test("without read_all_orders the file holds 60 days", async () => {
  const oldest = [...opened.emulator.books.order.values()][0]!;
  opened.emulator.books.order.put(oldest.id, {
    ...oldest,
    createdAt: new Date(opened.emulator.clock.now().getTime() - 61 * DAY).toISOString(),
  });
  await opened.control("withhold-scopes", { scopes: ["read_all_orders"] });
  expect((await finished()).rootObjectCount).toBe(String(ORDERS - 1));
});

test("an operation can be cancelled while it is open, and not once it is over", async () => {
  const cancel = async (id: string) =>
    (
      await opened.data("mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }", {
        id: `gid://shopify/BulkOperation/${id}`,
      })
    ).bulkOperationCancel;
  const open = startBulkOperation(opened.emulator, QUERY, false);
  expect(cancelBulkOperation(opened.emulator, open.id)?.status).toBe("CANCELING");
  await bulkOperationsDone(opened.emulator);
  expect(await look(`gid://shopify/BulkOperation/${open.id}`)).toMatchObject({ status: "CANCELED", url: null });
  expect((await cancel(open.id)).userErrors[0].message).toContain("cannot be canceled when it is canceled");
  expect((await cancel("1")).userErrors).toEqual([{ message: "Bulk operation does not exist" }]);
});

test("an operation the emulator was stopped in starts again and is whole", async () => {
  const { id } = startBulkOperation(opened.emulator, QUERY, false);
  await haltBulkOperations(opened.emulator);
  expect(opened.emulator.books.bulkOperation.need(id).completedAt).toBeNull();
  resumeBulkOperations(opened.emulator);
  await bulkOperationsDone(opened.emulator);
  expect(await look(`gid://shopify/BulkOperation/${id}`)).toMatchObject({ status: "COMPLETED", objectCount: String(ORDERS * 3) });
});

describe("faults", () => {
  test("a cut download breaks off in the middle of a line, and goes on by range", async () => {
    const { url, fileSize } = await finished();
    const whole = await download(url);
    opened.emulator.faults.bulk.cut = true;
    const chunks: Uint8Array[] = [];
    const reading = async () => {
      for await (const chunk of (await fetch(url)).body as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
    };
    await expect(reading()).rejects.toThrow();
    const got = Buffer.concat(chunks);
    expect(got.length).toBeGreaterThan(0);
    expect(got.length).toBeLessThan(Number(fileSize));
    expect(got.toString("utf8") + (await download(url, { range: `bytes=${got.length}-` }))).toBe(whole);
  });

  test("shuffled lines bring children before their parents, and are the same lines", async () => {
    const plain = linesOf(await download((await finished()).url));
    opened.emulator.faults.bulk.shuffle = true;
    const mixed = linesOf(await download((await finished()).url));
    const seen = new Set<unknown>();
    const early = mixed.filter((line) => {
      seen.add(line.id);
      return line.__parentId && !seen.has(line.__parentId);
    });
    expect(early.length).toBeGreaterThan(0);
    expect(new Set(mixed.map((line) => JSON.stringify(line)))).toEqual(new Set(plain.map((line) => JSON.stringify(line))));
  });

  test("without approval for personal data names, e-mails and customers are null", async () => {
    opened.emulator.faults.bulk.nullPersonalData = true;
    const [line] = linesOf(await download((await finished()).url));
    expect(line).toMatchObject({ name: "#1001", email: null, customer: null });
  });

  test("a failed operation leaves a part behind", async () => {
    opened.emulator.faults.bulk.fail = true;
    const done = await finished();
    expect(done).toMatchObject({ status: "FAILED", errorCode: "INTERNAL_SERVER_ERROR", url: null });
    const lines = linesOf(await download(done.partialDataUrl));
    expect(lines.filter((line) => !line.__parentId)).toHaveLength(ORDERS / 2);
  });
});
