/** The door of the store's pages: what Shopify signed is believed, everything else changes nothing. */
import { expect, test } from "vitest";
import { uninstallShop } from "~/domain/shop/uninstall-shop.server";
import { verifyProxy } from "~/ingest/verify-proxy.server";
import { aShop } from "../support/builders";
import { proxyRequest, type Ask } from "../support/storefront";
import { testWorld } from "../support/world";

const OLD_SECRET = "the-secret-before-the-rotation";
process.env.SHOPIFY_API_SECRET_PREVIOUS = OLD_SECRET; // before the configuration is first read

const t = await testWorld();
await aShop(t.world);

const verify = (ask: Partial<Ask>) => verifyProxy(proxyRequest({ shop: t.shopId, path: "/rewards", buyerId: "42", ...ask }));
const statusOf = async (ask: Partial<Ask>) => {
  const result = await verify(ask);
  return result instanceof Response ? result.status : 200;
};

test("a signed call is let in with the shop and the customer that Shopify names", async () => {
  const visitor = await verify({ path: "/rewards?part=1" });
  if (visitor instanceof Response) throw new Error(await visitor.text());
  expect([visitor.world.shopId, visitor.buyerId, visitor.pathPrefix, visitor.params.toString()]).toEqual([
    t.shopId,
    "42",
    "/apps/regulars",
    "part=1",
  ]);
  expect(await verify({ buyerId: "" })).toMatchObject({ buyerId: null });
});

test.each<[string, Partial<Ask>]>([
  ["absent", { after: (query) => query.delete("signature") }],
  ["there twice", { after: (query) => query.append("signature", query.get("signature")!) }],
  ["of another secret", { secret: "not-the-secret" }],
  [
    "one digit off",
    {
      after: (query) =>
        query.set(
          "signature",
          query.get("signature")!.replace(/^./, (first) => (first === "0" ? "1" : "0")),
        ),
    },
  ],
  ["in another case", { after: (query) => query.set("signature", query.get("signature")!.toUpperCase()) }],
  ["no hex", { after: (query) => query.set("signature", "'; DROP TABLE shop --") }],
  ["of another customer", { after: (query) => query.set("logged_in_customer_id", "43") }],
  ["of a call without a parameter added since", { after: (query) => query.append("part", "1") }],
  ["91 seconds old", { timestamp: Math.floor(t.clock.now().getTime() / 1000) - 91 }],
  ["91 seconds ahead", { timestamp: Math.floor(t.clock.now().getTime() / 1000) + 91 }],
  ["of no time at all", { timestamp: Number.NaN }],
])("62 · a signature that is %s gets 401 and no data", async (_what, ask) => {
  const refused = await verify(ask);
  expect(refused).toBeInstanceOf(Response);
  expect([(refused as Response).status, (refused as Response).headers.get("cache-control")]).toEqual([401, "no-store"]);
  expect(await (refused as Response).text()).not.toContain(t.shopId);
});

test("a signature of 89 seconds ago is good", async () => {
  expect(await statusOf({ timestamp: Math.floor(t.clock.now().getTime() / 1000) - 89 })).toBe(200);
});

test.each(["logged_in_customer_id", "shop", "timestamp", "path_prefix"])("63 · two of %s, signed together, get 400", async (name) => {
  expect(await statusOf({ before: (query) => query.append(name, query.get(name) || "7") })).toBe(400);
  expect(await statusOf({ before: (query) => query.delete(name) })).toBe(400);
});

test("65 · parameters are signed by bytes, and repeated keys by their values joined", async () => {
  for (const path of [
    "/rewards?Page=1&path1=2&utmMedium=x&utm_a=y&%C3%A9=z&Z=1&a=2",
    "/rewards?extra=1&extra=2&a=%2C&b=a+b%20c&c=%26d%3D1",
    "/rewards?shop_id=1&=x",
  ])
    expect(await statusOf({ path })).toBe(200);
});

test("64 · an id in the address that isn't Shopify's own parameter is nobody's", async () => {
  expect(await verify({ path: "/rewards?customer_id=7&buyerId=7&id=7" })).toMatchObject({ buyerId: "42" });
});

test("after a rotation the secret before it is still good, and any older one is not", async () => {
  expect(await statusOf({ secret: OLD_SECRET })).toBe(200);
  expect(await statusOf({ secret: "the-one-before-that" })).toBe(401);
});

test("a shop that is unknown, no shop, or has left gets 404", async () => {
  expect(await statusOf({ shop: "stranger.myshopify.com" })).toBe(404);
  expect(await statusOf({ shop: "evil.example/x.myshopify.com" })).toBe(404);
  const other = t.worldOf("leaver.myshopify.com");
  await aShop(other);
  expect(await statusOf({ shop: "leaver.myshopify.com" })).toBe(200);
  await t.clock.advance(1000);
  await uninstallShop(other, { at: t.clock.now() });
  expect(await statusOf({ shop: "leaver.myshopify.com" })).toBe(404);
});

test("where the merchant has moved our pages is noted, so that links lead there", async () => {
  const prefix = async () =>
    (await t.sql<{ proxy_prefix: string }>("SELECT proxy_prefix FROM shop WHERE shop_id = $1", [t.shopId]))[0].proxy_prefix;
  await verify({ pathPrefix: "/community/friends" });
  expect(await prefix()).toBe("/community/friends");
  expect(await statusOf({ pathPrefix: "javascript:alert(1)" })).toBe(400);
  expect(await prefix()).toBe("/community/friends");
  await verify({});
  expect(await prefix()).toBe("/apps/regulars");
});
