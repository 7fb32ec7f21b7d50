import { Session } from "@shopify/shopify-api";
import { beforeEach, expect, test } from "vitest";
import { forgetSessions, sessionStorage } from "~/adapters/session-storage.server";
import { testWorld } from "../support/world";

const t = await testWorld();
const shop = t.shopId;

const online = (id: string) =>
  new Session({
    id,
    shop,
    state: "",
    isOnline: true,
    accessToken: "shpua_token-of-a-person",
    scope: "read_orders",
    expires: new Date(Date.now() + 3_600_000),
    onlineAccessInfo: {
      expires_in: 3600,
      associated_user_scope: "read_orders",
      associated_user: {
        id: 42,
        first_name: "Ada",
        last_name: "Small",
        email: "ada@small.example",
        email_verified: true,
        account_owner: true,
        locale: "en",
        collaborator: false,
      },
    },
  });
const offline = (values: Partial<Session> = {}) =>
  new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    accessToken: "shpat_token-of-the-shop",
    refreshToken: "shprt_refresh",
    scope: "read_orders",
    expires: new Date(Date.now() + 3_600_000),
    ...values,
  } as ConstructorParameters<typeof Session>[0]);

beforeEach(() => t.sql("DELETE FROM session"));

test("a stored session shows no token, name or address to whoever reads the database, and opens for us", async () => {
  await sessionStorage.storeSession(online("one"));
  await sessionStorage.storeSession(offline());
  const rows = JSON.stringify(await t.sql("SELECT * FROM session"));
  for (const secret of ["shpua", "shpat", "shprt", "Ada", "Small", "small.example"]) expect(rows).not.toContain(secret);
  const session = await sessionStorage.loadSession("one");
  expect(session).toMatchObject({
    accessToken: "shpua_token-of-a-person",
    onlineAccessInfo: { associated_user: { id: 42, first_name: "Ada", last_name: "Small", email: "ada@small.example" } },
  });
  expect(await sessionStorage.loadSession(`offline_${shop}`)).toMatchObject({
    accessToken: "shpat_token-of-the-shop",
    refreshToken: "shprt_refresh",
  });
});

test("storing leaves the session in hand as it was", async () => {
  const session = online("one");
  await sessionStorage.storeSession(session);
  expect(session).toMatchObject({
    accessToken: "shpua_token-of-a-person",
    onlineAccessInfo: { associated_user: { email: "ada@small.example" } },
  });
});

test("25 · an offline session without an expiry counts as expired", async () => {
  await sessionStorage.storeSession(offline({ expires: undefined }));
  expect((await sessionStorage.loadSession(`offline_${shop}`))!.isActive(undefined, 0)).toBe(false);
});

test("a token moved to another row does not open: that session counts as absent", async () => {
  await sessionStorage.storeSession(online("one"));
  await sessionStorage.storeSession(online("two"));
  await t.sql(`UPDATE session SET "accessToken" = (SELECT "accessToken" FROM session WHERE id = 'one') WHERE id = 'two'`);
  expect(await sessionStorage.loadSession("two")).toBeUndefined();
  expect(await sessionStorage.loadSession("one")).toBeDefined();
});

test("22 · all sessions of a shop are forgotten, however many, and no other shop's", async () => {
  for (let user = 0; user < 40; user++) await sessionStorage.storeSession(online(`user-${user}`));
  await t.sql(`INSERT INTO session (id, shop, state, "isOnline", "accessToken") VALUES ('theirs', 'other.myshopify.com', '', true, '')`);
  expect(await forgetSessions(shop)).toBe(40);
  expect(await t.sql("SELECT id FROM session")).toEqual([{ id: "theirs" }]);
});
