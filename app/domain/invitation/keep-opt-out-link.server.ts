/**
 * The way out in a mail, by its token's hash: to whom the mail goes, and at which address. Kept apart from what opens a page, since a
 * link that opens nothing any more must still lead out. One narrow row a mail; those older than three years go, a few with each new one.
 */
import type { World } from "~/ports/world";
import { addressKey } from "../buyer/address-key";
import { DAY_MS } from "./invitation";
import { hashOfToken } from "./hash-of-token.server";

const KEPT_FOR_DAYS = 3 * 365;
const FORGOTTEN_AT_ONCE = 5;

/** Joins the transaction in which the mail is intended. */
export function keepOptOutLink(world: World, { token, buyerId, email }: { token: string; buyerId: string; email: string }): Promise<void> {
  const { shopId } = world;
  const now = world.clock.now();
  return world.transaction(async ({ db }) => {
    await db.optOutLink.create({
      data: { shopId, tokenHash: hashOfToken(token), buyerId, emailHash: world.fingerprint.of(addressKey(email)), madeAt: now },
    });
    await db.$executeRaw`
      DELETE FROM opt_out_link l USING (SELECT token_hash FROM opt_out_link WHERE shop_id = ${shopId}
          AND made_at < ${new Date(now.getTime() - KEPT_FOR_DAYS * DAY_MS)} ORDER BY made_at LIMIT ${FORGOTTEN_AT_ONCE} FOR UPDATE SKIP LOCKED) AS old
      WHERE l.shop_id = ${shopId} AND l.token_hash = old.token_hash`;
  });
}
