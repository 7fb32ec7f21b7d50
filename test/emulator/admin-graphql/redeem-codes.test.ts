/** Codes put on a discount and taken off in bulk, as the app does: one addition at a time, done a moment after it was asked for. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expectConsole } from "../../support/console.ts";
import { openStore, type OpenedStore } from "../opened-store.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
});
afterEach(() => opened.close());

const CREATE =
  "mutation ($input: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $input) { codeDiscountNode { id } userErrors { message } } }";
const BULK_ADD =
  "mutation ($discountId: ID!, $codes: [DiscountRedeemCodeInput!]!) { discountRedeemCodeBulkAdd(discountId: $discountId, codes: $codes) { bulkCreation { id done codesCount } userErrors { field code message } } }";
const CREATION =
  "query ($id: ID!) { discountRedeemCodeBulkCreation(id: $id) { done codesCount importedCount failedCount codes(first: 250) { nodes { code discountRedeemCode { id } errors { code message } } } } }";

/** Fifteen percent off for everybody. */
const create = async ({ code = "MIA15" }: { code?: string } = {}) =>
  (
    await opened.data(CREATE, {
      input: {
        ...{ title: "Friends of Mia", code, startsAt: "2026-01-01T00:00:00Z", context: { all: "ALL" } },
        customerGets: { items: { all: true }, value: { percentage: 0.15 } },
      },
    })
  ).discountCodeBasicCreate;

describe("adding codes in bulk", () => {
  const add = async (discountId: string, codes: string[]) =>
    (await opened.data(BULK_ADD, { discountId, codes: codes.map((code) => ({ code })) })).discountRedeemCodeBulkAdd;
  const creation = async (id: string) => (await opened.data(CREATION, { id })).discountRedeemCodeBulkCreation;

  test("codes exist only once the run is done, and taken ones are listed with TAKEN", async () => {
    const { codeDiscountNode } = await create();
    const { bulkCreation } = await add(codeDiscountNode.id, ["AAA", "mia15", "BBB"]);
    expect(bulkCreation).toMatchObject({ done: false, codesCount: 3 });
    expect(await creation(bulkCreation.id)).toMatchObject({ done: false, importedCount: 0 });
    expect(opened.emulator.books.redeemCode.has("AAA")).toBe(false);
    await opened.emulator.clock.advance(400);
    const done = await creation(bulkCreation.id);
    expect(done).toMatchObject({ done: true, importedCount: 2, failedCount: 1 });
    expect(
      done.codes.nodes.map(({ code, errors }: { code: string; errors: { code: string }[] }) => [code, errors.map((error) => error.code)]),
    ).toEqual([
      ["AAA", []],
      ["mia15", ["TAKEN"]],
      ["BBB", []],
    ]);
    expect(done.codes.nodes[0].discountRedeemCode.id).toMatch(/^gid:\/\/shopify\/DiscountRedeemCode\/\d+$/);
  });

  test("a second run while one is open is refused, and accepted after it", async () => {
    const { codeDiscountNode } = await create();
    await add(codeDiscountNode.id, ["AAA"]);
    expect(await add(codeDiscountNode.id, ["BBB"])).toMatchObject({ bulkCreation: null, userErrors: [{ code: "CONFLICT" }] });
    await opened.emulator.clock.advance(400);
    expect((await add(codeDiscountNode.id, ["BBB"])).userErrors).toEqual([]);
  });

  test("more than 250 codes, none, or an unknown discount are refused", async () => {
    const { codeDiscountNode } = await create();
    const codes = Array.from({ length: 251 }, (_, index) => ({ code: `C${index}` }));
    expect((await opened.graphql(BULK_ADD, { discountId: codeDiscountNode.id, codes })).body.errors[0].extensions.code).toBe(
      "MAX_INPUT_SIZE_EXCEEDED",
    );
    expect((await add(codeDiscountNode.id, [])).userErrors).toMatchObject([{ code: "BLANK" }]);
    expect((await add("gid://shopify/DiscountCodeNode/1", ["X"])).userErrors).toMatchObject([{ code: "INVALID" }]);
  });
});

describe("taking codes away in bulk", () => {
  const REMOVE =
    "mutation ($discountId: ID!, $ids: [ID!]!) { discountCodeRedeemCodeBulkDelete(discountId: $discountId, ids: $ids) { job { id done } userErrors { field code } } }";
  const remove = async (discountId: string, ids: string[]) =>
    (await opened.data(REMOVE, { discountId, ids })).discountCodeRedeemCodeBulkDelete;
  const listed = async (id: string, query: string | null) =>
    (
      await opened.data(
        "query ($id: ID!, $query: String) { codeDiscountNode(id: $id) { codeDiscount { ... on DiscountCodeBasic { codes(first: 5, query: $query) { nodes { id code } } } } } }",
        { id, query },
      )
    ).codeDiscountNode.codeDiscount.codes.nodes;

  test("the code is gone only once the job is done, and codes of another discount stay", async () => {
    const [one, other] = [(await create()).codeDiscountNode.id, (await create({ code: "TOM-15" })).codeDiscountNode.id];
    const [mia] = await listed(one, "mia15");
    const [tom] = await listed(other, "TOM-15");
    const { job, userErrors } = await remove(one, [mia.id, tom.id]);
    expect([job.done, userErrors]).toEqual([false, []]);
    expect(await listed(one, null)).toHaveLength(1);
    await opened.emulator.clock.advance(400);
    expect((await opened.data("query ($id: ID!) { job(id: $id) { done } }", { id: job.id })).job.done).toBe(true);
    expect([await listed(one, null), await listed(other, null)]).toEqual([[], [tom]]);
  });

  test("no ids, ids of something else, or an unknown discount are refused", async () => {
    const { codeDiscountNode } = await create();
    expect((await remove(codeDiscountNode.id, [])).userErrors).toMatchObject([{ code: "MISSING_ARGUMENT" }]);
    expect((await remove(codeDiscountNode.id, [codeDiscountNode.id])).userErrors).toMatchObject([{ code: "INVALID" }]);
    expect((await remove("gid://shopify/DiscountCodeNode/1", ["gid://shopify/DiscountRedeemCode/1"])).userErrors).toMatchObject([
      { code: "INVALID" },
    ]);
  });

  test("a search by a field, which at Shopify matches every code, is refused by name", async () => {
    expectConsole(/knows no field/);
    const { codeDiscountNode } = await create();
    const { body } = await opened.graphql(
      'query ($id: ID!) { codeDiscountNode(id: $id) { codeDiscount { ... on DiscountCodeBasic { codes(first: 5, query: "code:MIA15") { nodes { id } } } } } }',
      { id: codeDiscountNode.id },
    );
    expect(body.errors[0].message).toContain('no field \"code\"');
  });
});
