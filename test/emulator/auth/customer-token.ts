/**
 * The session token Shopify hands our extensions in customer accounts and on the thank-you page (`shopify.sessionToken.get()`): a
 * JWT signed HS256 with the app's secret that lives five minutes. `sub` is there only while a customer is signed in and the app
 * may read customers; `dest` is the bare domain, as the documents show it.
 */
import { randomUUID } from "node:crypto";
import { SignJWT } from "jose";
import type { Id } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { currentInstallation } from "./installation.ts";

export const CUSTOMER_TOKEN_SECONDS = 300;

export type Signing = { shop: string; apiKey: string; apiSecret: string; now: Date };

/**
 * @param customerId who is signed in; null: nobody
 * @throws Error where no extension of the app runs: it isn't installed; or for a customer the books don't know
 */
export async function signCustomerToken(context: EmulatorContext, { customerId }: { customerId: Id | null }): Promise<string> {
  const installation = currentInstallation(context);
  if (!installation) throw new Error("the app isn't installed: none of its extensions runs");
  if (customerId !== null) context.books.customer.need(customerId);
  const mayRead = installation.scopes.some((scope) => scope === "read_customers" || scope === "write_customers");
  const { apiKey, apiSecret } = context.config;
  const signing = { shop: context.books.theShop.domain, apiKey, apiSecret, now: context.clock.now() };
  return signClaims(signing, customerId !== null && mayRead ? { sub: `gid://shopify/Customer/${customerId}` } : {});
}

/** @param claims over what Shopify would say, for tests that forge; one that is undefined is left out */
export function signClaims({ shop, apiKey, apiSecret, now }: Signing, claims: Record<string, unknown>, alg = "HS256"): Promise<string> {
  const iat = Math.floor(now.getTime() / 1000);
  return new SignJWT({ dest: shop, aud: apiKey, exp: iat + CUSTOMER_TOKEN_SECONDS, nbf: iat, iat, jti: randomUUID(), ...claims })
    .setProtectedHeader({ alg, typ: "JWT" })
    .sign(new TextEncoder().encode(apiSecret));
}
