/** Every call whatever it asks for: version, token, validation, strict scalars, scopes, cost, throttling, faults, what isn't built. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectConsole } from "../../support/console.ts";
import { openStore, type OpenedStore } from "../opened-store.ts";
import { take } from "./throttle.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
});
afterEach(() => opened.close());

const codeOf = async (query: string, variables = {}) => {
  const { body } = await opened.graphql(query, variables);
  return body.errors?.[0]?.extensions?.code;
};
const CREATE =
  "mutation ($input: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $input) { userErrors { field code } } }";

describe("who may ask", () => {
  test("a wrong token is 401, another version or shop 404, each in Shopify's shape", async () => {
    expect((await opened.graphql("{ shop { id } }", {}, { token: "shpat_wrong" })).body.errors).toMatch(/Invalid API key or access token/);
    expect((await opened.graphql("{ shop { id } }", {}, { version: "2026-07" })).status).toBe(404);
    expect((await opened.graphql("{ shop { id } }", {}, { shop: "other.myshopify.com" })).body).toEqual({ errors: "Not Found" });
  });

  test("a scope that isn't granted is refused by field, in Shopify's words", async () => {
    await opened.control("withhold-scopes", { scopes: ["read_customers", "write_customers"] });
    const { status, body } = await opened.graphql("{ customers(first: 1) { nodes { id } } }");
    expect(status).toBe(200);
    expect(body.errors[0]).toMatchObject({
      message: "Access denied for customers field. Required access: `read_customers` access scope.",
      path: ["customers"],
      extensions: { code: "ACCESS_DENIED" },
    });
    expect(await codeOf(`{ node(id: "gid://shopify/Customer/${opened.store.mia.id}") { id } }`)).toBe("ACCESS_DENIED");
  });

  test("a write scope reads too, a read scope doesn't write", async () => {
    await opened.control("withhold-scopes", { scopes: ["read_customers", "write_discounts"] });
    expect((await opened.data("{ customers(first: 1) { nodes { displayName } } }")).customers.nodes).toEqual([{ displayName: "Mia Berg" }]);
    expect(await codeOf(CREATE, { input: {} })).toBe("ACCESS_DENIED");
  });
});

describe("what isn't built names itself", () => {
  test.each([
    ["a field", "{ shop { analyticsToken } }", "Shop.analyticsToken"],
    ["a query", "{ webhookSubscriptions(first: 1) { nodes { id } } }", "QueryRoot.webhookSubscriptions"],
    [
      "a mutation",
      `mutation { customerUpdate(input: { id: "gid://shopify/Customer/1" }) { userErrors { message } } }`,
      "Mutation.customerUpdate",
    ],
    [
      "an argument",
      `{ products(first: 1, savedSearchId: "gid://shopify/SavedSearch/1") { nodes { id } } }`,
      "QueryRoot.products(savedSearchId:)",
    ],
    ["a sort key", "{ products(first: 1, sortKey: VENDOR) { nodes { id } } }", "sortKey VENDOR"],
  ])("%s", async (_kind, query, name) => {
    expectConsole(/isn't built in the emulator/);
    const { status, body } = await opened.graphql(query);
    expect(status).toBe(501);
    expect(body.errors[0].message).toContain(name);
  });

  test("an unknown search term is an error, not a list that is too long", async () => {
    expectConsole(/knows no field/);
    const { status, body } = await opened.graphql(`{ customers(first: 1, query: "hobby:golf") { nodes { id } } }`);
    expect(status).toBe(501);
    expect(body.errors[0].message).toContain('"hobby"');
  });
});

describe("the schema is the real one", () => {
  test.each([
    ["a field that doesn't exist", "{ shop { nickname } }", /Cannot query field "nickname"/],
    ["a missing selection", "{ shop }", /must have a selection/],
    ["a broken document", "{ shop {", /Syntax Error/],
  ])("%s is refused", async (_name, query, message) => {
    const { status, body } = await opened.graphql(query);
    expect(status).toBe(200);
    expect(body.data).toBeUndefined();
    expect(body.errors[0].message).toMatch(message);
  });

  test.each([
    ["DateTime", { startsAt: "not-a-date" }],
    ["a day that doesn't exist", { startsAt: "2026-02-30T00:00:00Z" }],
    ["Decimal", { customerGets: { value: { discountAmount: { amount: "abc" } } } }],
    ["UnsignedInt64", { minimumRequirement: { quantity: { greaterThanOrEqualToQuantity: "-1" } } }],
    ["an unknown input field", { titel: "x" }],
    ["two keys of a oneOf", { context: { all: "ALL", customers: { add: [] } } }],
  ])("a bad %s in the variables is refused", async (_name, input) => {
    const { body } = await opened.graphql(CREATE, { input });
    expect(body.errors[0].extensions.code).toBe("INVALID_VARIABLE");
    expect(opened.emulator.books.discount.size).toBe(0);
  });

  test("a bad literal is refused as a bad variable is", async () => {
    const { body } = await opened.graphql(
      `mutation { discountCodeBasicCreate(basicCodeDiscount: {startsAt: "tomorrow"}) { userErrors { code } } }`,
    );
    expect(body.errors[0].message).toContain("DateTime");
  });

  test("a list of more than 250 is refused", async () => {
    const { body } = await opened.graphql("query ($ids: [ID!]!) { nodes(ids: $ids) { id } }", {
      ids: Array.from({ length: 251 }, () => "gid://shopify/Product/1"),
    });
    expect(body.errors[0].extensions.code).toBe("MAX_INPUT_SIZE_EXCEEDED");
  });

  test("a mutation that needs @idempotent is refused without it", async () => {
    const { body } = await opened.graphql(
      `mutation { refundCreate(input: {orderId: "gid://shopify/Order/1"}) { userErrors { message } } }`,
    );
    expect(body.errors[0].message).toContain("@idempotent");
  });
});

describe("connections", () => {
  test.each([
    ["neither first nor last", "{ products { nodes { id } } }", "you must provide one of first or last"],
    ["more than 250", "{ products(first: 251) { nodes { id } } }", "first cannot exceed 250"],
    ["both", "{ products(first: 1, last: 1) { nodes { id } } }", "you cannot provide both first and last"],
    ["a made-up cursor", `{ products(first: 1, after: "abc") { nodes { id } } }`, "Invalid cursor"],
  ])("%s is refused", async (_name, query, message) => {
    expect((await opened.graphql(query)).body.errors[0].message).toContain(message);
  });

  test("pages put together give every row once, in both directions, and a cursor survives the loss of its row", async () => {
    const page = (args: string) =>
      opened.data(`{ products(${args}) { nodes { handle } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`);
    const first = (await page("first: 3, sortKey: TITLE")).products;
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    opened.emulator.books.product.delete(opened.store.products["jubilee-mug"]!.id); // it was the last of the page
    const second = (await page(`first: 3, sortKey: TITLE, after: "${first.pageInfo.endCursor}"`)).products;
    expect([...first.nodes, ...second.nodes].map(({ handle }) => handle)).toEqual(["earl-grey", "gift-card", "jubilee-mug", "last-teapot"]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const backwards = (await page("last: 2, sortKey: TITLE")).products;
    expect(backwards.nodes.map(({ handle }: { handle: string }) => handle)).toEqual(["gift-card", "last-teapot"]);
    const before = (await page(`last: 2, sortKey: TITLE, before: "${backwards.pageInfo.startCursor}"`)).products;
    expect(before.nodes.map(({ handle }: { handle: string }) => handle)).toEqual(["earl-grey"]);
    const reversed = (await page("first: 2, sortKey: TITLE, reverse: true")).products;
    expect(reversed.nodes.map(({ handle }: { handle: string }) => handle)).toEqual(["last-teapot", "gift-card"]);
  });
});

describe("cost and faults", () => {
  test("a query costs its objects and its page sizes, a mutation ten, and the rest of the bucket is told", async () => {
    const { body } = await opened.graphql("{ products(first: 5) { nodes { title } } }");
    expect(body.extensions.cost).toMatchObject({
      requestedQueryCost: 7,
      actualQueryCost: 6,
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
    });
    const made = await opened.graphql(CREATE, { input: {} });
    expect(made.body.extensions.cost.requestedQueryCost).toBe(10);
  });

  test("one document may not ask for more than 1,000 points", async () => {
    expect(await codeOf("{ products(first: 250) { nodes { variants(first: 50) { nodes { id } } } } }")).toBe("MAX_COST_EXCEEDED");
  });

  test("an empty bucket answers THROTTLED with 200, and fills again by the clock", async () => {
    expect(take(opened.emulator, 1900)).toBe(true);
    const { status, body } = await opened.graphql("{ products(first: 240) { nodes { id } } }");
    expect(status).toBe(200);
    expect(body.data).toBeUndefined();
    expect(body.errors).toEqual([{ message: "Throttled", extensions: { code: "THROTTLED", documentation: expect.any(String) } }]);
    const { requestedQueryCost, throttleStatus } = body.extensions.cost;
    expect(requestedQueryCost).toBe(242);
    expect(throttleStatus.currentlyAvailable).toBeLessThan(242);
    await opened.emulator.clock.advance(((requestedQueryCost - throttleStatus.currentlyAvailable) / throttleStatus.restoreRate) * 1000);
    expect((await opened.data("{ products(first: 240) { nodes { id } } }")).products.nodes).toHaveLength(4);
  });

  test("the throttling faults answer so many calls and no more", async () => {
    opened.emulator.faults.api.throttleNext = 1;
    opened.emulator.faults.api.status429Next = 1;
    opened.emulator.faults.api.status5xxNext = 1;
    const answers = [];
    for (let call = 0; call < 4; call++) answers.push(await opened.graphql("{ shop { id } }"));
    expect(answers.map(({ status }) => status)).toEqual([503, 429, 200, 200]);
    expect(answers[1]!.headers.get("retry-after")).toBe("2.0");
    expect(answers[2]!.body).toMatchObject({
      errors: [{ extensions: { code: "THROTTLED" } }],
      extensions: { cost: { throttleStatus: { restoreRate: 100 } } },
    });
    expect(answers[3]!.body.data.shop).toBeDefined();
  });

  test("a hanging call stays without an answer until the caller gives up", async () => {
    opened.emulator.faults.api.hangNext = 1;
    await expect(opened.graphql("{ shop { id } }", {}, { signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout|aborted/i);
    expect((await opened.graphql("{ shop { id } }")).status).toBe(200);
  });

  test("a mutation can be carried out and its reply dropped", async () => {
    opened.emulator.faults.api.commitThenDropNext.push("discountCodeBasicCreate");
    const input = {
      title: "Friends",
      code: "MIA10",
      startsAt: "2026-01-01T00:00:00Z",
      context: { all: "ALL" },
      customerGets: { items: { all: true }, value: { percentage: 0.1 } },
    };
    await expect(opened.graphql(CREATE, { input })).rejects.toThrow();
    expect([...opened.emulator.books.discount.values()].map(({ title }) => title)).toEqual(["Friends"]);
    expect((await opened.data(CREATE, { input })).discountCodeBasicCreate.userErrors).toEqual([
      { field: ["basicCodeDiscount", "code"], code: "TAKEN" },
    ]);
  });
});
