/** The token of customer accounts: what it claims, and when it names nobody. */
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openStore, type OpenedStore } from "../opened-store.ts";
import { signCustomerToken } from "./customer-token.ts";

let opened: OpenedStore;
beforeEach(async () => {
  opened = await openStore();
});
afterEach(() => opened.close());

const somebody = () => opened.store.mia;

test("it names the shop, the app and the signed-in customer, and lives five minutes", async () => {
  const { id } = somebody();
  const token = await signCustomerToken(opened.emulator, { customerId: id });
  const claims = decodeJwt(token);
  expect(decodeProtectedHeader(token)).toEqual({ alg: "HS256", typ: "JWT" });
  expect(claims).toMatchObject({
    dest: opened.emulator.books.theShop.domain,
    aud: opened.emulator.config.apiKey,
    sub: `gid://shopify/Customer/${id}`,
  });
  expect(claims.exp! - claims.iat!).toBe(300);
});

test("it names nobody for a guest, nor where the app may not read customers", async () => {
  expect(decodeJwt(await signCustomerToken(opened.emulator, { customerId: null })).sub).toBeUndefined();
  for (const scope of ["read_customers", "write_customers"]) await opened.control("revoke-scope", { scope });
  expect(decodeJwt(await signCustomerToken(opened.emulator, { customerId: somebody().id })).sub).toBeUndefined();
});

test("there is none for a customer nobody knows, nor once the app has left", async () => {
  await expect(signCustomerToken(opened.emulator, { customerId: "404404" })).rejects.toThrow(/404404/);
  await opened.control("uninstall", {});
  await expect(signCustomerToken(opened.emulator, { customerId: somebody().id })).rejects.toThrow(/installed/);
});

test("the storefront hands it to whoever is signed in there", async () => {
  const ask = (cookie: string) =>
    opened.emulator.answer(new Request(new URL("/__emulator/customer-token", opened.emulator.config.origin), { headers: { cookie } }));
  const signIn = await opened.control("sign-in", { email: somebody().email! });
  const { token } = (await (await ask(String(signIn.body.cookie))).json()) as { token: string };
  expect(decodeJwt(token).sub).toBe(`gid://shopify/Customer/${somebody().id}`);
  const { token: guest } = (await (await ask("")).json()) as { token: string };
  expect(decodeJwt(guest).sub).toBeUndefined();
});
