/**
 * The session token Shopify's admin hands an embedded app: a JWT signed HS256 with the app's secret that lives one
 * minute on the emulator's clock. Signed here for the admin page, verified here when it is exchanged.
 */
import { randomUUID } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import type { EmulatorContext } from "../context.ts";

export const SESSION_TOKEN_SECONDS = 60;
/** The shop owner, the only staff member of the emulator's shop. */
export const OWNER_USER_ID = "42";

type Signing = Pick<EmulatorContext, "books" | "clock" | "config">;

const key = (config: EmulatorContext["config"]): Uint8Array => new TextEncoder().encode(config.apiSecret);

/** @param options.ttlSeconds may be negative, for a token that has run out; sixty by default. @param options.sessionId the browser session (`sid`) */
export async function signSessionToken(
  context: Signing,
  options: { ttlSeconds?: number; userId?: string; sessionId?: string } = {},
): Promise<string> {
  const shop = context.books.theShop.domain;
  const now = Math.floor(context.clock.now().getTime() / 1000);
  return new SignJWT({
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: context.config.apiKey,
    sub: options.userId ?? OWNER_USER_ID,
    exp: now + (options.ttlSeconds ?? SESSION_TOKEN_SECONDS),
    nbf: now - 5,
    iat: now,
    jti: randomUUID(),
    sid: options.sessionId ?? randomUUID(),
  })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .sign(key(context.config));
}

/** The user's id, or null when the token isn't ours, isn't for this shop or has run out. */
export async function verifySessionToken(context: Signing, token: string): Promise<{ userId: string } | null> {
  try {
    const { payload } = await jwtVerify(token, key(context.config), {
      algorithms: ["HS256"],
      audience: context.config.apiKey,
      currentDate: context.clock.now(),
      clockTolerance: 10,
    });
    const shop = context.books.theShop.domain;
    return payload.dest === `https://${shop}` && typeof payload.sub === "string" ? { userId: payload.sub } : null;
  } catch (error) {
    if (error instanceof Error && "code" in error && String(error.code).startsWith("ERR_J")) return null; // jose's own verdicts on the token
    throw error;
  }
}
