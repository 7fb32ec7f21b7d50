/**
 * The shop's offline access as it lies in the session table, read and renewed by our own refresher. The library writes
 * the same row through session-storage; here only its tokens and expiries are touched, on the connection that holds the
 * refresher's lock.
 */
import type { Prisma, PrismaClient } from "@prisma/client";
import { logger } from "~/adapters/logger.server";
import { seal, SealBroken, unseal } from "~/adapters/seal.server";
import { keys, ownerOf } from "~/adapters/session-storage.server";
import { env } from "~/env.server";

export type Tokens = { accessToken: string; refreshToken: string | null; expires: Date | null };
/** `asStored`: the access token as it lies there, sealed; it changes whenever anybody writes the row. */
export type OfflineAccess = Tokens & { asStored: string };
type Door = PrismaClient | Prisma.TransactionClient;

const idOf = (shopId: string): string => `offline_${shopId}`;

/** null: nobody has opened the app since it was installed, or the stored tokens cannot be opened. */
export async function readOfflineAccess(door: Door, shopId: string): Promise<OfflineAccess | null> {
  const id = idOf(shopId);
  const row = await door.session.findUnique({ where: { id } });
  if (!row) return null;
  try {
    const open = (text: string, field: string): string => (text ? unseal(text, ownerOf(id, field), keys()) : "");
    return {
      accessToken: open(row.accessToken, "accessToken"),
      refreshToken: open(row.refreshToken ?? "", "refreshToken") || null,
      expires: row.expires,
      asStored: row.accessToken,
    };
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    logger().error({ error, shop: shopId }, "the stored access does not open; the owner must open the app again");
    return null;
  }
}

/**
 * Replaces the tokens, unless the row was written since it was read (the owner opened the app and brought newer ones) or
 * is gone (the app was uninstalled). A reply that named no expiry counts as expired from now on.
 */
export async function saveOfflineAccess(
  door: Door,
  shopId: string,
  read: OfflineAccess,
  fresh: Tokens & { scope: string; refreshTokenExpires: Date | null },
): Promise<void> {
  const id = idOf(shopId);
  const close = (text: string, field: string): string => seal(text, ownerOf(id, field), env().ENCRYPTION_KEY);
  await door.session.updateMany({
    where: { id, accessToken: read.asStored },
    data: {
      accessToken: close(fresh.accessToken, "accessToken"),
      refreshToken: fresh.refreshToken && close(fresh.refreshToken, "refreshToken"),
      expires: fresh.expires ?? new Date(),
      refreshTokenExpires: fresh.refreshTokenExpires,
      scope: fresh.scope,
    },
  });
}
