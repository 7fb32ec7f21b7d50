/**
 * An owner's word that an ambassador's code is to stay away, after somebody removed it in Shopify: it ends here, too. Who has no other gets
 * the best free idea at once, and a letter with it, so that nobody shares what takes nothing off; their link goes on without a break.
 */
import type { World } from "~/ports/world";
import { lockCodes } from "./lock-codes.server";
import { readLocales } from "./read-locales.server";
import { replaceShareCode } from "./replace-share-code.server";
import { retireShareCode } from "./retire-share-code.server";

export type EndShareCodeOutcome =
  /** `code`: the new one; null where they share another already. */
  | { outcome: "code ended"; code: string | null }
  /** It is no code that somebody of a programme that runs shares. */
  | { outcome: "unknown" };

/** Outcomes: see EndShareCodeOutcome. */
export async function endShareCode(world: World, { codeId }: { codeId: string }): Promise<EndShareCodeOutcome> {
  const { shopId } = world;
  const shared = { shopId, state: { in: ["waiting", "live"] }, retiresAt: null };
  const whose = await world.transaction(({ db }) =>
    db.shareCode.findFirst({ where: { ...shared, codeId }, select: { ambassadorId: true } }),
  );
  if (!whose) return { outcome: "unknown" };
  const { ambassadorId } = whose;
  const locale = (await readLocales(world, { ambassadorIds: [ambassadorId] })).get(ambassadorId);
  return world.transaction(async (tx): Promise<EndShareCodeOutcome> => {
    const { db } = tx;
    await lockCodes(world, tx);
    const one = await db.shareCode.findFirst({ where: { ...shared, codeId, ambassadorId }, select: { code: true, programId: true } });
    if (!one) return { outcome: "unknown" };
    const { code, programId } = one;
    if (!(await db.program.count({ where: { shopId, programId, state: "live" } }))) return { outcome: "unknown" };
    if (await db.shareCode.count({ where: { ...shared, programId, ambassadorId, codeId: { not: codeId } } })) {
      await retireShareCode(world, { codeId, at: world.clock.now(), why: "ended" });
      return { outcome: "code ended", code: null };
    }
    const replaced = await replaceShareCode(world, { ambassadorId, code: null, keepDays: 0, why: "ended", instead: code, locale });
    return replaced.outcome === "replaced" ? { outcome: "code ended", code: replaced.code } : { outcome: "unknown" };
  });
}
