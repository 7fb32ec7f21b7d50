/**
 * The key a button carries: it proves that this shop's page showed this button to this person not long ago, since the
 * proxy signs no body. The action that takes it remembers it, so a second press of the same button takes nothing more.
 */
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "~/env.server";
import type { World } from "~/ports/world";

const GOOD_FOR_MS = 24 * 3_600_000;
const NONCE_BYTES = 12;

/** Of one button: who may press it, and what for ("redeem 123", "leave"). */
export type Press = { buyerId: string; purpose: string };

/** Another one with every page shown. */
export function pressKey(world: World, press: Press): string {
  const body = `${Math.floor(world.clock.now().getTime() / 1000).toString(36)}.${world.chance.token(NONCE_BYTES)}`;
  return `${body}.${sign(env().ENCRYPTION_KEY, body, world.shopId, press)}`;
}

/** Whether the key is of exactly this button and not older than a day. */
export function isPressKey(world: World, key: string, press: Press): boolean {
  const [, body, time, signature] = /^(([0-9a-z]{1,9})\.[\w-]{8,40})\.([\w-]{43})$/.exec(key) ?? [];
  if (!body) return false;
  // Compared as written: decoded, several texts would be the same signature, and one button several keys.
  const given = Buffer.from(signature);
  const { ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS } = env();
  const keys = [ENCRYPTION_KEY, ENCRYPTION_KEY_PREVIOUS].filter((one) => one !== undefined);
  const matches = keys.filter((one) => timingSafeEqual(given, Buffer.from(sign(one, body, world.shopId, press)))).length > 0;
  const age = world.clock.now().getTime() - parseInt(time, 36) * 1000;
  return matches && age > -60_000 && age <= GOOD_FOR_MS;
}

/** A page has some sixty buttons; the key behind them is derived once. */
const derived = new Map<string, Buffer>();
function derive(hexKey: string): Buffer {
  const known = derived.get(hexKey);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(hexKey, "hex"), Buffer.alloc(0), "regulars press", 32));
  derived.set(hexKey, key);
  return key;
}

function sign(hexKey: string, body: string, shopId: string, { buyerId, purpose }: Press): string {
  return createHmac("sha256", derive(hexKey))
    .update(JSON.stringify([shopId, buyerId, purpose, body]), "utf8")
    .digest("base64url");
}
