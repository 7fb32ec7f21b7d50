/** The way in of every admin page: only this shop's own admin opens it. */
import { SignJWT } from "jose";
import { expect, test } from "vitest";
import { ownerWorld } from "~/owner.server";
import { signSessionToken } from "./emulator/auth/session-token.ts";
import { smallStore } from "./emulator/small-store.ts";
import { openApp } from "./support/open-app";
import { testWorld, withEmulator } from "./support/world";

const shop = "small-store.myshopify.com";
const t = await testWorld({ shopId: shop });
await t.clock.set(new Date());
const emulator = await withEmulator(t, { books: smallStore().books });

const visit = (authorization: string | null, path = "/app") =>
  ownerWorld(
    new Request(`${process.env.SHOPIFY_APP_URL}${path}`, {
      headers: { ...(authorization !== null && { authorization }), "user-agent": "Mozilla/5.0 (a person's browser)" },
    }),
  );
const answerTo = (visiting: Promise<unknown>): Promise<unknown> =>
  visiting.then(
    () => "let in",
    (thrown: unknown) => (thrown instanceof Response ? thrown.status : thrown),
  );

test("the owner is let in, with their name and the world of their own shop", async () => {
  const owner = await openApp(emulator, "/app?locale=de&shop=other.myshopify.com");
  expect(owner.world.shopId).toBe(shop);
  expect(owner).toMatchObject({ userId: "42", ownerName: "Ada Small", ownerEmail: "hello@small.example", locale: "de" });
});

test("five loaders of a first visit all find the shop installed, once", async () => {
  await t.sql("DELETE FROM session");
  await t.sql("DELETE FROM discount");
  await t.sql("UPDATE shop SET state = 'uninstalled'");
  const token = await signSessionToken(emulator);
  const owners = await Promise.all(Array.from({ length: 5 }, () => visit(`Bearer ${token}`)));
  expect(owners.map(({ world }) => world.shopId)).toEqual(Array.from({ length: 5 }, () => shop));
  expect(await t.sql("SELECT state FROM shop")).toEqual([{ state: "installed" }]);
  expect(await t.sql("SELECT state FROM program")).toEqual([{ state: "live" }]);
});

test.each([
  ["that has run out", () => signSessionToken(emulator, { ttlSeconds: -120 })],
  [
    "signed by somebody else",
    () =>
      new SignJWT({ dest: `https://${shop}`, aud: process.env.SHOPIFY_API_KEY, sub: "42" })
        .setProtectedHeader({ alg: "HS256" })
        .setExpirationTime("1m")
        .sign(new TextEncoder().encode("not-our-secret")),
  ],
  ["that is none", async () => "no.token.at-all"],
])("a session token %s is refused, and nothing is changed", async (_which, tokenOf) => {
  const before = await t.sql("SELECT * FROM shop");
  expect(await answerTo(visit(`Bearer ${await tokenOf()}`))).toBe(401);
  expect(await t.sql("SELECT * FROM shop")).toEqual(before);
});

test("without any token a page is sent on to sign in, never shown", async () => {
  expect(
    await answerTo(
      visit(null, `/app?shop=${shop}&host=${Buffer.from("admin.shopify.com/store/small-store").toString("base64url")}&embedded=1`),
    ),
  ).toBe(302);
  expect(await answerTo(visit(null))).not.toBe("let in");
});
