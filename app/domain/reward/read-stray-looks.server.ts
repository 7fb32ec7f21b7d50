/**
 * Until when what was made in Shopify has been looked through for strays, by kind. It lies in the database, so that a backup that is
 * put back brings back an older one, and what was given since is looked for.
 */
import type { World } from "~/ports/world";
import { INDEX_LAGS_MS } from "../shop/reconciliation";
import type { StrayKind } from "./stray";

const KINDS: StrayKind[] = ["product code", "product sent", "store credit", "gift card"];

/** Before the first look it is a little before the last whole comparison, or the history; else since when the app is installed. */
export function readStrayLooks(world: World): Promise<Record<StrayKind, Date>> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const held = () => db.strayLook.findMany({ where: { shopId } });
    let looks = await held();
    if (looks.length < KINDS.length) {
      const lookedUntil = await firstLook();
      await db.strayLook.createMany({ data: KINDS.map((kind) => ({ shopId, kind, lookedUntil })), skipDuplicates: true });
      looks = await held();
    }
    return Object.fromEntries(looks.map(({ kind, lookedUntil }) => [kind, lookedUntil])) as Record<StrayKind, Date>;

    async function firstLook(): Promise<Date> {
      const whole = await db.reconciliation.findFirst({ where: { shopId, finishedAt: { not: null } }, orderBy: { startedAt: "desc" } });
      const history = await db.import.findFirst({ where: { shopId, kind: "orders", state: "done" }, orderBy: { requestedAt: "desc" } });
      const known = whole?.startedAt ?? history?.requestedAt;
      if (known) return new Date(known.getTime() - INDEX_LAGS_MS);
      return (await db.shop.findUniqueOrThrow({ where: { shopId }, select: { installedAt: true } })).installedAt;
    }
  });
}
