/** Optional scopes: declared, not granted by installing; granted when asked, told to the app, taken back, gone with the app. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type OpenedStore } from "../opened-store.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
});
afterEach(() => opened.close());

const QUERY = "{ giftCards(first: 1) { nodes { id } } }";
const isLetIn = async () => (await opened.graphql(QUERY)).body.errors === undefined;
const lastTold = () => {
  const told = [...opened.emulator.books.delivery.values()].filter(({ topic }) => topic === "app/scopes_update").at(-1);
  return told && (JSON.parse(told.body) as { previous: string[]; current: string[] });
};

test("installing grants what is required, and nothing that is optional", async () => {
  expect((await opened.exchange()).body.scope).not.toContain("gift_cards");
  expect(await isLetIn()).toBe(false);
});

test("what the owner grants opens at once with the token there is, and the app is told", async () => {
  opened.emulator.merchant.grantScopes(["write_gift_cards"]);
  expect(await isLetIn()).toBe(true);
  expect(lastTold()!.previous).not.toContain("write_gift_cards");
  expect(lastTold()!.current).toContain("write_gift_cards");
  expect((await opened.exchange()).body.scope.split(",")).toContain("write_gift_cards");
  // granted already: nothing new to tell
  opened.emulator.merchant.grantScopes(["write_gift_cards"]);
  expect(opened.topics()).toEqual(["app/scopes_update"]);
});

test("what is taken back closes, and the app is told", async () => {
  await opened.control("grant-scopes", { scopes: ["write_gift_cards", "write_draft_orders"] });
  expect((await opened.control("revoke-scope", { scope: "write_gift_cards" })).body.revoked).toBe(true);
  expect(await isLetIn()).toBe(false);
  expect(lastTold()!.current).toContain("write_draft_orders");
  expect(lastTold()!.current).not.toContain("write_gift_cards");
});

test("an app that leaves and comes back has to ask again", async () => {
  opened.emulator.merchant.grantScopes(["write_gift_cards"]);
  await opened.control("uninstall", {});
  opened.token = (await opened.exchange()).body.access_token;
  expect(await isLetIn()).toBe(false);
});

test("a scope the app doesn't declare can't be granted", async () => {
  expect(() => opened.emulator.merchant.grantScopes(["write_themes"])).toThrow(/write_themes/);
  expect((await opened.control("grant-scopes", { scopes: ["write_themes"] })).status).toBe(400);
});
