/**
 * Everything we ask of Shopify, held against its real schema: every document in app/, the queries inside bulk
 * operations, every variables object our adapters emit, and what they make of the answers the schema allows.
 */
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  getNamedType,
  getNullableType,
  getVariableValues,
  isInputObjectType,
  isListType,
  Kind,
  NoDeprecatedCustomRule,
  parse,
  specifiedRules,
  typeFromAST,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type GraphQLInputType,
  type GraphQLObjectType,
  type OperationDefinitionNode,
} from "graphql";
import { describe, expect, test } from "vitest";
import { posterFor, type Wires } from "~/adapters/shopify-admin/post-graphql.server";
import { shopifyAdmin } from "~/adapters/shopify-admin/shopify-admin.server";
import { declaredScopes, optionalScopes } from "~/env.server";
import { ShopProblem, type ShopPort } from "~/ports/shop";
import { scopesNeeded, withImplied } from "../emulator/admin-graphql/access.ts";
import { adminSchema, schemaFacts } from "../emulator/admin-graphql/schema.ts";
import { checkBulkQuery } from "../emulator/bulk/bulk-rules.ts";
import { answerBySchema, type Answering } from "./answer-by-schema";

const root = path.join(import.meta.dirname, "../..");
const schema = adminSchema();

type Found = { file: string; name: string; text: string; isBulk: boolean };
const sources = globSync("app/**/*.{ts,tsx}", { cwd: root }).map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
const documents: Found[] = sources.flatMap(({ file, text }) =>
  [...text.matchAll(/`\s*(#graphql[\s\S]*?)`/g)].map(([, body]) => ({
    file,
    text: body,
    name: /\b(?:query|mutation)\s+(\w+)/.exec(body)?.[1] ?? "(no name)",
    isBulk: /_BULK_QUERY = `\s*$/.test(text.slice(0, text.indexOf(body))),
  })),
);
const operationOf = (text: string) =>
  parse(text).definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)!;

/** Fields of a document that none of these scopes opens. */
function missingIn(text: string, scopes: string[]): string[] {
  const granted = withImplied(scopes);
  const info = new TypeInfo(schema);
  const missing: string[] = [];
  visit(
    parse(text),
    visitWithTypeInfo(info, {
      Field() {
        const [parent, field] = [info.getParentType(), info.getFieldDef()];
        if (!parent || !field) return;
        for (const anyOf of scopesNeeded(parent.name, field))
          if (!anyOf.some((scope) => granted.has(scope))) missing.push(`${parent.name}.${field.name} needs ${anyOf.join(" or ")}`);
      },
    }),
  );
  return missing;
}

describe("documents", () => {
  test("there are some, each with a name of its own", () => {
    const names = documents.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(10);
    expect(new Set(names).size).toBe(names.length);
  });

  test("none hides without its #graphql tag, and none is put together from pieces", () => {
    const hidden = sources.flatMap(({ file, text }) =>
      [...text.matchAll(/[`"']\s*(?:query|mutation|subscription)\s+\w+\s*[({]/g)].map(([start]) => `${file}: ${start}`),
    );
    expect(hidden).toEqual([]);
    expect(documents.filter(({ text }) => text.includes("${")).map(({ file }) => file)).toEqual([]);
  });

  test.each(documents.map((one) => [one.name, one] as const))(
    "%s is valid in the real schema, and asks for nothing deprecated",
    (_name, { text }) => {
      expect(validate(schema, parse(text), [...specifiedRules, NoDeprecatedCustomRule]).map(({ message }) => message)).toEqual([]);
    },
  );

  test.each(documents.map((one) => [one.name, one] as const))(
    "%s needs no scope that shopify.app.toml does not declare",
    (_name, { text }) => expect(missingIn(text, [...declaredScopes, ...optionalScopes])).toEqual([]),
  );

  test("only what gives rewards of these kinds, or looks for them, and the web pixel need a scope that the owner may decline", () => {
    const needing = documents.filter(({ text }) => missingIn(text, declaredScopes).length > 0).map(({ name }) => name);
    expect(needing.sort()).toEqual([
      "ChangePixel",
      "CompleteDraft",
      "CreateDraft",
      "CreateGiftCard",
      "CreatePixel",
      "DeactivateGiftCard",
      "DeleteDraft",
      "DeletePixel",
      "FindDraft",
      "FindGiftCard",
      "FindPixel",
      "GiveStoreCredit",
      "ReadDraft",
      "ReadMarked",
      "ReadStoreCredit",
      "ReadStoreCreditAccounts",
    ]);
  });

  test("no optional scope is declared for nothing", () => {
    // Shopify's guide asks for it wherever a pixel is put into a store; no field names it.
    for (const scope of optionalScopes.filter((one) => one !== "read_customer_events")) {
      const others = [...declaredScopes, ...optionalScopes.filter((one) => one !== scope)];
      expect(
        documents.some(({ text }) => missingIn(text, others).length > 0),
        scope,
      ).toBe(true);
    }
  });

  test("every mutation that Shopify asks an idempotency key for carries one", () => {
    const without = documents.flatMap(({ name, text }) => {
      const operation = operationOf(text);
      if (operation.operation !== "mutation") return [];
      return operation.selectionSet.selections
        .filter(
          (field) =>
            field.kind === Kind.FIELD &&
            schemaFacts().needsIdempotencyKey.has(field.name.value) &&
            !field.directives?.some((one) => one.name.value === "idempotent"),
        )
        .map(() => name);
    });
    expect(without).toEqual([]);
  });

  test("what a bulk operation is given keeps Shopify's rules for bulk queries", () => {
    const bulk = documents.filter(({ isBulk }) => isBulk);
    expect(bulk.map(({ name }) => name).sort()).toEqual(["Catalogue", "OrderHistory"]);
    for (const { text } of bulk) expect(checkBulkQuery(text)).not.toHaveProperty("problems");
  });
});

/** Every call of the port but the bulk ones, which the import's tests send to the emulator. */
const calls: { [name: string]: (shop: ShopPort) => Promise<unknown> } = {
  readProfile: (shop) => shop.readProfile(),
  readOrder: (shop) => shop.readOrder("9007199254741001"),
  readBuyer: (shop) => shop.readBuyer("9007199254741001"),
  readDestinations: (shop) => shop.readDestinations(["12", "13"]),
  readContacts: (shop) => shop.readContacts(["9007199254741001", "12"]),
  readBuyers: (shop) => shop.readBuyers(["9007199254741001", "12"]),
  readVariant: (shop) => shop.readVariant("9007199254741001"),
  readDisputedOrders: (shop) => shop.readDisputedOrders({ since: new Date("2026-11-01T00:00:00Z"), after: "cursor" }),
  readChangedOrders: (shop) => shop.readChangedOrders({ since: new Date("2026-11-01T00:00:00Z"), after: "cursor" }),
  findOrders: (shop) => shop.findOrders(["9007199254741001"]),
  findOrdersByCode: (shop) => shop.findOrdersByCode("GIFT-7K3Q-M0XW"),
  readOffer: (shop) => shop.readOffer("9007199254741001"),
  readRewardDiscount: (shop) => shop.readRewardDiscount("9007199254741001"),
  readCodes: (shop) => shop.readCodes("9007199254741001", "cursor"),
  readActiveDiscounts: (shop) => shop.readActiveDiscounts({ title: "Regulars: ", after: "cursor" }),
  readDiscountState: (shop) => shop.readDiscountState("9007199254741001"),
  createOfferDiscount: (shop) =>
    shop.createOfferDiscount({
      title: "Friends",
      leadCode: "LEAD",
      offerBp: 1500,
      subscriptions: null,
      usageLimit: null,
      startsAt: new Date(0),
    }),
  "createOfferDiscount, used once": (shop) =>
    shop.createOfferDiscount({
      title: "Friends",
      leadCode: "LEAD",
      offerBp: 1234,
      subscriptions: "first order",
      usageLimit: 1,
      startsAt: new Date(0),
    }),
  changeOfferDiscount: (shop) =>
    shop.changeOfferDiscount("12", {
      title: "Friends",
      offerBp: 2000,
      subscriptions: "every order",
      whole: { usageLimit: 1, startsAt: new Date(0) },
    }),
  readSellsSubscriptions: (shop) => shop.readSellsSubscriptions(),
  createRewardDiscount: (shop) =>
    shop.createRewardDiscount({
      title: "Reward",
      code: "GIFT",
      buyerId: "12",
      variantId: "13",
      amountMinor: 12_345n,
      currency: "KWD",
      startsAt: new Date(0),
      endsAt: new Date(1),
    }),
  findDiscountByCode: (shop) => shop.findDiscountByCode("MIA15"),
  activateDiscount: (shop) => shop.activateDiscount("12"),
  deactivateDiscount: (shop) => shop.deactivateDiscount("12"),
  readStoreCreditOffered: (shop) => shop.readStoreCreditOffered(),
  readStoreCredit: (shop) => shop.readStoreCredit({ buyerId: "12", currency: "GBP" }),
  giveStoreCredit: (shop) => shop.giveStoreCredit({ buyerId: "12", amountMinor: 1_250n, currency: "GBP" }),
  createGiftCard: (shop) =>
    shop.createGiftCard({ code: "GIFT7K3QM0XW", note: "Reward", buyerId: "12", amountMinor: 1_250n, currency: "GBP" }),
  findGiftCard: (shop) => shop.findGiftCard({ code: "GIFT7K3QM0XW", note: "Reward" }),
  deactivateGiftCard: (shop) => shop.deactivateGiftCard("12"),
  createDraft: (shop) =>
    shop.createDraft({ buyerId: "12", variantId: "13", tag: "regulars-1", note: "Reward", discountTitle: "Thank you" }),
  findDraft: (shop) => shop.findDraft("regulars-1"),
  readDraft: (shop) => shop.readDraft("12"),
  completeDraft: (shop) => shop.completeDraft("12"),
  // Of a draft that has not become an order yet.
  deleteDraft: (shop) => shop.deleteDraft("12"),
  readMarked: (shop) =>
    shop.readMarked({
      title: "Regulars reward ",
      asked: (["product code", "gift card", "product sent"] as const).map((kind) => ({ kind, since: new Date(0), after: null })),
      buyerId: "9007199254741001",
    }),
  putPixel: (shop) => shop.putPixel(),
  takePixelAway: (shop) => shop.takePixelAway("gid://shopify/WebPixel/12"),
  addCodes: (shop) => shop.addCodes("12", ["ONE", "TWO"]),
  findRedeemCode: (shop) => shop.findRedeemCode("12", "MIA15"),
  removeCode: (shop) => shop.removeCode("12", "13"),
  readCodeAddition: (shop) => shop.readCodeAddition("12"),
};

type Sent = { name: string; query: string; variables: Record<string, unknown> };

/** A port whose calls are answered as the schema allows; what was sent is written down. */
function answered(answering: Answering): { shop: ShopPort; sent: Sent[] } {
  const sent: Sent[] = [];
  const wires: Wires = {
    async fetch(_url, { body }) {
      const { query, variables } = JSON.parse(String(body)) as Omit<Sent, "name">;
      const name = operationOf(query).name!.value;
      sent.push({ name, query, variables });
      // One further page, and a line that lost units, so that the calls that depend on them are made.
      // A draft that is still one, and an account of the currency asked for, for the same reason.
      const fields = {
        quantity: 2,
        currencyCode: "GBP",
        ...(name === "ReadOrder" && { hasNextPage: true }),
        ...(name === "ReadDraft" && { order: null }),
        ...answering.fields,
      };
      // One is there already, so that it is looked up and changed.
      if (name === "CreatePixel")
        return Response.json({
          data: { webPixelCreate: { webPixel: null, userErrors: [{ code: "TAKEN", message: "taken", field: ["webPixel"] }] } },
        });
      return Response.json({ data: await answerBySchema(schema, query, variables, { ...answering, fields }) });
    },
    pause: async () => undefined,
    elapsed: () => 0,
    chance: () => 0,
    token: async () => "token",
    needsPermission: async () => new ShopProblem("needs permission", "not expected here"),
  };
  return { shop: shopifyAdmin("tea.myshopify.com", posterFor("tea.myshopify.com", wires)), sent };
}

describe("variables", () => {
  test.each(Object.entries(calls))("%s sends what the schema takes, every value in its scalar's form", async (_name, call) => {
    const { shop, sent } = answered({ nulls: false, fields: { endCursor: "cursor" } });
    await call(shop);
    expect(sent).not.toEqual([]);
    for (const { query, variables } of sent) {
      const { errors } = getVariableValues(schema, operationOf(query).variableDefinitions ?? [], variables);
      expect(errors?.map(({ message }) => message)).toBeUndefined();
      expect(deprecatedInputs(query, variables)).toEqual([]);
    }
  });

  test("every document that is not a bulk operation's was sent at least once", async () => {
    const names = new Set<string>();
    for (const call of Object.values(calls)) {
      const { shop, sent } = answered({ nulls: false, fields: { endCursor: "cursor" } });
      await call(shop);
      for (const { name } of sent) names.add(name);
    }
    const expected = documents.filter(({ file }) => !file.includes("/bulk/")).map(({ name }) => name);
    expect([...names].sort()).toEqual(expected.sort());
  });

  test("the gate itself refuses a date that is none, a deprecated field and a field that is unknown", () => {
    const query =
      "mutation Make($discount: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $discount) { userErrors { message } } }";
    const problems = (discount: unknown) => getVariableValues(schema, operationOf(query).variableDefinitions!, { discount }).errors ?? [];
    expect(problems({ startsAt: "not-a-date" })).toHaveLength(1);
    expect(problems({ customerGets: { value: { discountAmount: { amount: "abc" } } } })).toHaveLength(1);
    expect(problems({ titel: "x" })).toHaveLength(1);
    expect(deprecatedInputs(query, { discount: { customerSelection: { all: true } } })).toEqual([
      "DiscountCodeBasicInput.customerSelection",
    ]);
  });
});

describe("answers", () => {
  test.each(Object.entries(calls))("%s copes with everything null that may be null", async (_name, call) => {
    const { shop } = answered({ nulls: true, fields: { endCursor: "cursor" } });
    const problem = await call(shop).then(
      () => null,
      (error: unknown) => error,
    );
    expect(problem === null || problem instanceof ShopProblem, String(problem)).toBe(true);
  });
});

function deprecatedInputs(query: string, variables: Record<string, unknown>): string[] {
  const found: string[] = [];
  const look = (type: GraphQLInputType, value: unknown): void => {
    if (value === null || value === undefined) return;
    const inner = getNullableType(type);
    if (isListType(inner))
      return void (Array.isArray(value) ? value : [value]).forEach((one) => look(inner.ofType as GraphQLInputType, one));
    const named = getNamedType(inner);
    if (!isInputObjectType(named)) return;
    for (const [key, one] of Object.entries(value)) {
      const field = named.getFields()[key];
      if (field?.deprecationReason) found.push(`${named.name}.${key}`);
      if (field) look(field.type, one);
    }
  };
  for (const { variable, type } of operationOf(query).variableDefinitions ?? [])
    look(typeFromAST(schema, type as never) as unknown as GraphQLInputType, variables[variable.name.value]);
  return found;
}

test("the schema is the one of the version we speak", async () => {
  const { ADMIN_API_VERSION } = await import("~/adapters/shopify-admin/api-version");
  const { API_VERSION } = await import("../emulator/admin-graphql/schema.ts");
  expect(ADMIN_API_VERSION).toBe(API_VERSION);
  expect((schema.getQueryType() as GraphQLObjectType).name).toBe("QueryRoot");
});
