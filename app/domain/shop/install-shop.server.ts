/**
 * A shop that has just let us in: its profile is read, its row made or renewed, and it gets its first programme. Called
 * at every sign-in that brought a new token, so it can be repeated and run twice at once. `installedAt` is the latest
 * moment at which Shopify proved the app installed: an uninstall triggered before it came late and means nothing.
 */
import type { World } from "~/ports/world";
import { createProgram } from "../program/create-program.server";
import { settlePixelLater } from "../program/settle-pixel-later.server";
import type { ShopState } from "./shop";

const BY = "installation";

/** Throws ShopProblem when the profile cannot be read. {outcome: "installed"} the first time or after an uninstall, else "renewed". */
export async function installShop(world: World): Promise<{ outcome: "installed" | "renewed" }> {
  const { shopId } = world;
  const { proxyPrefix, ...profile } = await world.shop.readProfile();
  return world.transaction(async ({ db, queue }) => {
    const installedAt = world.clock.now();
    const stored = await db.shop.findUnique({ where: { shopId } });
    const row = { ...profile, state: "installed" satisfies ShopState, installedAt, uninstalledAt: null };
    await db.shop.upsert({ where: { shopId }, create: { shopId, locale: "en", proxyPrefix, ...row }, update: row });
    await createProgram(world, { currency: profile.currency, savedBy: BY });
    if (stored?.state === "uninstalled") {
      // Jobs that fell due while the shop was away are gone, and the web pixel went with the installation.
      await queue.add("waiting.resume", { why: "the shop came back" }, { onceKey: "the shop came back" });
      if (stored.pixelWanted) await settlePixelLater(world, "the shop came back");
    }
    return { outcome: !stored || stored.state === "uninstalled" ? "installed" : "renewed" };
  });
}
