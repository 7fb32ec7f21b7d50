/** FAULTS 23–27: one refresher a shop, and what happens when refreshing goes wrong. */
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { freshToken } from "~/adapters/shopify-admin/fresh-token.server";
import type { ShopProblem } from "~/ports/shop";
import { openApp, tokenCalls } from "../../support/open-app";
import { smallStore } from "../../emulator/small-store.ts";
import { testWorld, withEmulator } from "../../support/world";

const shop = "small-store.myshopify.com";
const t = await testWorld({ shopId: shop });
await t.clock.set(new Date());
const emulator = await withEmulator(t, { books: smallStore().books });

const expire = () => t.sql(`UPDATE session SET expires = now() - interval '1 hour' WHERE id = 'offline_${shop}'`);
const refreshes = () => tokenCalls(emulator).length;

beforeAll(async () => {
  await openApp(emulator);
});

beforeEach(async () => {
  emulator.faults.tokens.mode = "ok";
  emulator.faults.api.commitThenDropNext = [];
});

test("23 · twenty jobs that meet an expired token make one refresh", async () => {
  await expire();
  const before = refreshes();
  const tokens = await Promise.all(Array.from({ length: 20 }, () => freshToken(shop)));
  expect(new Set(tokens).size).toBe(1);
  expect(refreshes() - before).toBe(1);
});

test("23 · two processes that meet an expired token at once make one refresh between them", async () => {
  // A second copy of the modules has its own connections and shares nothing in memory, like another process.
  vi.resetModules();
  const other = await import("~/adapters/shopify-admin/fresh-token.server");
  const { closeConnections } = await import("~/db.server");
  expect(other.freshToken).not.toBe(freshToken);
  await expire();
  const before = refreshes();
  const tokens = await Promise.all([freshToken(shop), other.freshToken(shop), freshToken(shop), other.freshToken(shop)]);
  await closeConnections();
  expect(new Set(tokens).size).toBe(1);
  expect(refreshes() - before).toBe(1);
});

test("a token that is still good is not refreshed", async () => {
  await freshToken(shop);
  const before = refreshes();
  await freshToken(shop);
  expect(refreshes()).toBe(before);
});

test("24 · a refresh whose reply was lost is asked again with the old refresh token and recovers", async () => {
  await expire();
  emulator.faults.api.commitThenDropNext = ["refresh_token"];
  const token = await freshToken(shop);
  expect(emulator.books.token.get(token)).toMatchObject({ kind: "access", revoked: false });
  expect(emulator.faults.api.commitThenDropNext).toEqual([]);
});

test("25 · a refresh reply without expires_in is used once and refreshed again later", async () => {
  await expire();
  emulator.faults.tokens.mode = "no expires_in";
  await freshToken(shop);
  const before = refreshes();
  emulator.faults.tokens.mode = "ok";
  await freshToken(shop);
  expect(refreshes()).toBe(before + 1);
  await freshToken(shop);
  expect(refreshes()).toBe(before + 1);
});

test("27 · killed between refresh and saving, the next one recovers with the refresh token that is stored", async () => {
  await expire();
  const [stored] = await t.sql<Record<string, unknown>>(`SELECT * FROM session WHERE id = 'offline_${shop}'`);
  await freshToken(shop);
  // As if the process had died before its write: the row is what it was.
  await t.sql(`UPDATE session SET "accessToken" = $1, "refreshToken" = $2, expires = $3 WHERE id = 'offline_${shop}'`, [
    stored.accessToken,
    stored.refreshToken,
    stored.expires,
  ]);
  const token = await freshToken(shop);
  expect(emulator.books.token.get(token)).toMatchObject({ kind: "access", revoked: false });
});

test("a token Shopify has just refused is never given back", async () => {
  const refused = await freshToken(shop);
  expect(await freshToken(shop, refused)).not.toBe(refused);
});

test("26 · a refused refresh marks the shop as needing permission, and opening the app mends it", async () => {
  await expire();
  emulator.faults.tokens.mode = "refuse";
  await expect(freshToken(shop)).rejects.toMatchObject({ name: "ShopProblem", kind: "needs permission" } satisfies Partial<ShopProblem>);
  expect(await t.sql("SELECT state FROM shop")).toEqual([{ state: "needs permission" }]);
  const before = refreshes();
  await expect(freshToken(shop)).rejects.toMatchObject({ kind: "needs permission" });
  expect(refreshes()).toBe(before);

  emulator.faults.tokens.mode = "ok";
  await openApp(emulator);
  expect(await t.sql("SELECT state FROM shop")).toEqual([{ state: "installed" }]);
  expect(await freshToken(shop)).toBeTruthy();
});
