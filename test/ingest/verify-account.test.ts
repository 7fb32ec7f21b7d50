/** The door of our extensions: what Shopify's token says is believed, everything else changes nothing. */
import { expect, test } from "vitest";
import { uninstallShop } from "~/domain/shop/uninstall-shop.server";
import { verifyAccount } from "~/ingest/verify-account.server";
import { signSessionToken } from "../emulator/auth/session-token.ts";
import { smallStore } from "../emulator/small-store.ts";
import { accountRequest, askAccount, type AskAccount } from "../support/account";
import { aShop } from "../support/builders";
import { testWorld } from "../support/world";

const OLD_SECRET = "the-secret-before-the-rotation";
process.env.SHOPIFY_API_SECRET_PREVIOUS = OLD_SECRET; // before the configuration is first read

const t = await testWorld();
await aShop(t.world);

const asked = (ask: Partial<AskAccount>): AskAccount => ({ shop: t.shopId, path: "/rewards", buyerId: "42", ...ask });
const doorFor = async (ask: Partial<AskAccount>) => verifyAccount(await accountRequest(asked(ask)));
const inSeconds = (seconds: number) => Math.floor(t.clock.now().getTime() / 1000) + seconds;
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

test("a signed token is let in as the shop and the customer that it names", async () => {
  const door = await doorFor({ path: "/standing?order=gid%3A%2F%2Fshopify%2FOrder%2F7" });
  if (door.outcome !== "let in") throw new Error(door.why);
  expect([door.customer.world.shopId, door.customer.buyerId, door.customer.params.get("order")]).toEqual([
    t.shopId,
    "42",
    "gid://shopify/Order/7",
  ]);
  expect(await doorFor({ claims: { dest: `https://${t.shopId}` } })).toMatchObject({ outcome: "let in" });
});

test.each<[string, Partial<AskAccount>]>([
  ["that isn't there", { authorization: () => null }],
  ["that is empty", { authorization: () => "Bearer " }],
  ["of another kind", { authorization: (token) => `Basic ${token}` }],
  ["that is no token", { authorization: () => "Bearer '; DROP TABLE shop --" }],
  ["that is two", { authorization: (token) => `Bearer ${token}, Bearer ${token}` }],
  ["that is endless", { claims: { jti: "x".repeat(4_096) } }],
  ["of another secret", { secret: "not-the-secret" }],
  [
    "with a letter of its signature changed",
    { authorization: (token) => `Bearer ${token.replace(/\.(.)([^.]*)$/, (_, one, rest) => `.${one === "A" ? "B" : "A"}${rest}`)}` },
  ],
  [
    "that names another customer than was signed",
    { authorization: (token) => `Bearer ${withClaims(token, { sub: "gid://shopify/Customer/43" })}` },
  ],
  ["without its signature", { authorization: (token) => `Bearer ${token.replace(/[^.]+$/, "")}` }],
  ["that says it needs none", { authorization: (token) => `Bearer ${base64({ alg: "none" })}.${token.split(".")[1]}.x` }],
  ["signed by another method", { alg: "HS512", secret: "s".repeat(64) }],
  ["for another app", { apiKey: "another-app" }],
  ["for no app", { claims: { aud: undefined } }],
  ["that ran out 11 seconds ago", { claims: { exp: inSeconds(-11) } }],
  ["that isn't good for another 11 seconds", { claims: { nbf: inSeconds(11) } }],
  ["that never runs out", { claims: { exp: undefined } }],
  ["that lives longer than Shopify's do", { claims: { exp: inSeconds(3_700) } }],
  ["without a beginning", { claims: { nbf: undefined } }],
  ["of a shop that isn't here", { claims: { dest: "stranger.myshopify.com" } }],
  ["of what is no shop", { claims: { dest: "evil.example/x.myshopify.com" } }],
  ["of a shop with something behind it", { claims: { dest: `${t.shopId}/admin` } }],
  ["of no shop", { claims: { dest: undefined } }],
  ["that names nobody", { claims: { sub: undefined } }],
  ["that names nobody in particular", { claims: { sub: "" } }],
  ["of somebody of the staff", { claims: { sub: "42" } }],
  ["that names a thing", { claims: { sub: "gid://shopify/Order/42" } }],
  ["that names several", { claims: { sub: ["gid://shopify/Customer/42"] } }],
])("a token %s gets 401 and no data, in words an extension can read", async (_what, ask) => {
  expect(await doorFor(ask)).toMatchObject({ outcome: "refused" });
  const { status, headers, body } = await askAccount(asked(ask));
  expect([status, headers.get("cache-control"), headers.get("access-control-allow-origin")]).toEqual([401, "no-store", "*"]);
  expect(body).toEqual({ outcome: "not let in", sentence: expect.stringContaining("sign in") as string });
});

test("the admin's own token, signed with the same secret, is nobody's here", async () => {
  const { books, clock } = smallStore();
  books.shop.put(books.theShop.id, { ...books.theShop, domain: t.shopId });
  const config = { apiKey: process.env.SHOPIFY_API_KEY!, apiSecret: process.env.SHOPIFY_API_SECRET! };
  clock.freeze(t.clock.now());
  const token = await signSessionToken({ books, clock, config } as Parameters<typeof signSessionToken>[0]);
  expect(await doorFor({ authorization: () => `Bearer ${token}` })).toEqual({ outcome: "refused", why: "nobody signed in" });
});

test("clocks may differ by ten seconds", async () => {
  expect(await doorFor({ claims: { exp: inSeconds(-9) } })).toMatchObject({ outcome: "let in" });
  expect(await doorFor({ claims: { nbf: inSeconds(9) } })).toMatchObject({ outcome: "let in" });
});

test("after a rotation the secret before it is still good, and any older one is not", async () => {
  expect(await doorFor({ secret: OLD_SECRET })).toMatchObject({ outcome: "let in" });
  expect(await doorFor({ secret: "the-one-before-that" })).toMatchObject({ outcome: "refused" });
});

test("an id in the address or the form is nobody's", async () => {
  expect(await doorFor({ path: "/rewards?sub=7&customer_id=7&buyerId=7", form: { buyerId: "7" } })).toMatchObject({
    customer: { buyerId: "42" },
  });
});

test("a shop that has left is not here any more", async () => {
  const other = t.worldOf("leaver.myshopify.com");
  await aShop(other);
  expect(await doorFor({ shop: "leaver.myshopify.com" })).toMatchObject({ outcome: "let in" });
  await t.clock.advance(1000);
  await uninstallShop(other, { at: t.clock.now() });
  expect(await doorFor({ shop: "leaver.myshopify.com" })).toMatchObject({ outcome: "refused" });
});

function withClaims(token: string, claims: object): string {
  const [header, payload, signature] = token.split(".");
  return [header, base64({ ...(JSON.parse(Buffer.from(payload, "base64url").toString()) as object), ...claims }), signature].join(".");
}
