/** Tokens as an app lives with them: got by exchange, refreshed, lost, refused, dead after uninstalling. */
import { afterEach, expect, test } from "vitest";
import { openStore, ONLINE, OFFLINE, type OpenedStore } from "../opened-store.ts";
import { signSessionToken } from "./session-token.ts";

const HOUR = 3_600_000;
let opened: OpenedStore;
afterEach(() => opened.close());

const shopName = (token: string) => opened.graphql("{ shop { name } }", {}, { token });
const refresh = (refreshToken: string) => opened.requestToken({ grant_type: "refresh_token", refresh_token: refreshToken });

test("an offline exchange gives a token for an hour, a refresh token for 90 days, and installs the app", async () => {
  opened = await openStore();
  const { status, body } = await opened.exchange();
  expect(status).toBe(200);
  expect(body).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 });
  expect(body.scope.split(",")).toContain("write_customers");
  expect(body.scope.split(",")).not.toContain("read_customers"); // implied, and so left out
  expect((await shopName(body.access_token)).body.data.shop.name).toBe("Small & Sons");
  expect(opened.emulator.books.installation.size).toBe(1);
});

test("an online exchange names the user and lives a day", async () => {
  opened = await openStore();
  const { body } = await opened.exchange({
    requested_token_type: ONLINE,
    subject_token: await signSessionToken(opened.emulator, { userId: "77" }),
  });
  expect(body.associated_user).toMatchObject({ id: 77, account_owner: true, first_name: "Ada", last_name: "Small" });
  expect(body.expires_in).toBe(86_399);
  expect(body.refresh_token).toBeUndefined();
});

test("without `expiring` an offline token never runs out", async () => {
  opened = await openStore();
  const { body } = await opened.exchange({ expiring: "0" });
  expect(body.expires_in).toBeUndefined();
  await opened.emulator.clock.advance(1000 * HOUR);
  expect((await shopName(body.access_token)).status).toBe(200);
});

test.each([
  [
    "a session token that has run out",
    async () => ({ subject_token: await signSessionToken(opened.emulator, { ttlSeconds: -60 }) }),
    400,
    "invalid_subject_token",
  ],
  [
    "a session token for another app",
    async () => ({
      subject_token: await signSessionToken({ ...opened.emulator, config: { ...opened.emulator.config, apiKey: "another" } }),
    }),
    400,
    "invalid_subject_token",
  ],
  [
    "a session token signed with another secret",
    async () => ({
      subject_token: await signSessionToken({ ...opened.emulator, config: { ...opened.emulator.config, apiSecret: "another" } }),
    }),
    400,
    "invalid_subject_token",
  ],
  ["no session token", async () => ({ subject_token: undefined }), 400, "invalid_subject_token"],
  ["a wrong client secret", async () => ({ client_secret: "wrong" }), 401, "invalid_client"],
  ["an unknown grant", async () => ({ grant_type: "password" }), 400, "unsupported_grant_type"],
  ["an unknown token type", async () => ({ requested_token_type: "urn:else" }), 400, "invalid_request"],
])("%s is refused", async (_name, changes, status, error) => {
  opened = await openStore();
  const answer = await opened.exchange(await changes());
  expect([answer.status, answer.body.error]).toEqual([status, error]);
});

test("an access token stops working after its hour, and the refreshed one works", async () => {
  opened = await openStore();
  await opened.emulator.clock.advance(HOUR + 1000);
  expect((await shopName(opened.token)).status).toBe(401);
  const { body } = await refresh(opened.refreshToken);
  expect((await shopName(body.access_token)).status).toBe(200);
  expect(body.refresh_token).not.toBe(opened.refreshToken);
});

test("a refresh whose reply was lost can be asked for again and gives the same pair", async () => {
  opened = await openStore();
  opened.emulator.faults.api.commitThenDropNext.push("refresh_token");
  await expect(refresh(opened.refreshToken)).rejects.toThrow();
  const [once, again] = [await refresh(opened.refreshToken), await refresh(opened.refreshToken)];
  expect(once.status).toBe(200);
  expect(again.body.refresh_token).toBe(once.body.refresh_token);
  expect([...opened.emulator.books.token.values()].filter((token) => token.kind === "refresh")).toHaveLength(2);
});

test("a refresh token is retired once its replacement is used", async () => {
  opened = await openStore();
  const second = await refresh(opened.refreshToken);
  const third = await refresh(second.body.refresh_token);
  expect(third.status).toBe(200);
  expect((await refresh(opened.refreshToken)).body.error).toBe("invalid_grant");
});

test("a refresh token can't be retried later than 30 days after its first use, nor used after 90 days", async () => {
  opened = await openStore();
  await refresh(opened.refreshToken);
  await opened.emulator.clock.advance(31 * 24 * HOUR);
  expect((await refresh(opened.refreshToken)).body.error).toBe("invalid_grant");
  const fresh = await opened.exchange();
  await opened.emulator.clock.advance(90 * 24 * HOUR);
  expect((await refresh(fresh.body.refresh_token)).body.error).toBe("invalid_grant");
});

test("the token faults refuse, and leave expires_in out although the token runs out all the same", async () => {
  opened = await openStore();
  opened.emulator.faults.tokens.mode = "no expires_in";
  const { body } = await refresh(opened.refreshToken);
  expect(body.expires_in).toBeUndefined();
  expect(body.refresh_token_expires_in).toBeGreaterThan(0);
  await opened.emulator.clock.advance(HOUR + 1000);
  expect((await shopName(body.access_token)).status).toBe(401);
  opened.emulator.faults.tokens.mode = "refuse";
  expect((await refresh(body.refresh_token)).body.error).toBe("invalid_grant");
  expect((await opened.exchange()).body.error).toBe("invalid_subject_token");
});

test("uninstalling kills every token at once, tells the app, and 48 hours later asks for the shop's erasure", async () => {
  opened = await openStore();
  expect((await opened.control("uninstall", {})).body).toEqual({ uninstalled: true });
  expect((await shopName(opened.token)).status).toBe(401);
  expect((await refresh(opened.refreshToken)).body.error).toBe("invalid_grant");
  expect(opened.topics()).toEqual(["app/uninstalled"]);
  await opened.emulator.clock.advance(47 * HOUR);
  expect(opened.topics()).toEqual(["app/uninstalled"]);
  await opened.emulator.clock.advance(2 * HOUR);
  expect(opened.topics()).toEqual(["app/uninstalled", "shop/redact"]);
});

test("an app that comes back within 48 hours is not asked to erase the shop", async () => {
  opened = await openStore();
  await opened.control("uninstall", {});
  await opened.exchange({ requested_token_type: OFFLINE });
  await opened.emulator.clock.advance(60 * HOUR);
  expect(opened.topics()).toEqual(["app/uninstalled"]);
});

test("a scope taken away is missing from the next token and from the installation, and the app is told", async () => {
  opened = await openStore();
  await opened.control("revoke-scope", { scope: "write_discounts" });
  expect((await opened.exchange()).body.scope.split(",")).not.toContain("write_discounts");
  const { currentAppInstallation } = await opened.data("{ currentAppInstallation { accessScopes { handle } } }");
  expect(currentAppInstallation.accessScopes.map(({ handle }: { handle: string }) => handle)).not.toContain("write_discounts");
  expect(opened.topics()).toEqual(["app/scopes_update"]);
});

test("another shop's tokens are asked for in vain", async () => {
  opened = await openStore();
  const response = await fetch(`${opened.emulator.config.origin}/admin/oauth/access_token`, {
    method: "POST",
    body: "{}",
    headers: { "x-forwarded-host": "other.myshopify.com" },
  });
  expect(response.status).toBe(404);
});
