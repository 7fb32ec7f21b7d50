/**
 * An owner's word on a suspected code, once for each alarm: it is fine, then what waited counts and as much is fine again for some
 * weeks; or the ambassador gets a new code, the leaked one ends at once, and what waited goes on waiting for a yes or a no of its own.
 * The ambassador is told by replaceShareCode's own letter.
 */
import type { World } from "~/ports/world";
import { readLocales } from "../code/read-locales.server";
import { replaceShareCode } from "../code/replace-share-code.server";
import { retireShareCode } from "../code/retire-share-code.server";

export type AnswerLeakOutcome =
  /** `orders`: how many are decided anew. */
  | { outcome: "fine"; orders: number }
  /** `code`: the new one; null where they have a newer one already, or have left. */
  | { outcome: "replaced"; code: string | null }
  | { outcome: "answered before" }
  | { outcome: "unknown" };

/** Outcomes: see AnswerLeakOutcome. */
export async function answerLeak(
  world: World,
  { alarmId, answer, answeredBy }: { alarmId: string; answer: "fine" | "replaced"; answeredBy: string },
): Promise<AnswerLeakOutcome> {
  const { shopId } = world;
  const locale = answer === "replaced" ? await localeOf(world, alarmId) : undefined;
  return world.transaction(async ({ db, queue }): Promise<AnswerLeakOutcome> => {
    const alarm = await db.leakAlarm.findUnique({ where: { shopId_alarmId: { shopId, alarmId } } });
    if (!alarm) return { outcome: "unknown" };
    const { code, heldFrom } = alarm;
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`leak ${shopId} ${code}`}, 0))`;
    const { count } = await db.leakAnswer.createMany({
      data: [{ shopId, alarmId, answer, answeredBy, answeredAt: world.clock.now() }],
      skipDuplicates: true,
    });
    if (!count) return { outcome: "answered before" };
    if (answer === "fine") {
      const held = await db.codeUse.findMany({ where: { shopId, code, placedAt: { gte: heldFrom } }, select: { orderId: true } });
      await queue.addMany("order.refresh", held, { onceKey: ({ orderId }) => orderId });
      return { outcome: "fine", orders: held.length };
    }
    // Whose it is now: since the alarm they may have become one with another, whose own code has not leaked.
    const share = await db.shareCode.findUnique({
      where: { shopId_code: { shopId, code } },
      select: { codeId: true, retiresAt: true, ambassadorId: true },
    });
    const replaced =
      share && !share.retiresAt
        ? await replaceShareCode(world, { ambassadorId: share.ambassadorId, code: null, keepDays: 0, why: "leaked", instead: code, locale })
        : null;
    if (replaced?.outcome === "replaced") return { outcome: "replaced", code: replaced.code };
    if (share) await retireShareCode(world, { codeId: share.codeId, at: world.clock.now(), why: "leaked" });
    return { outcome: "replaced", code: null };
  });
}

/** Of whoever has the code now: their new one should say something to them. */
async function localeOf(world: World, alarmId: string): Promise<string | undefined> {
  const { shopId } = world;
  const share = await world.transaction(async ({ db }) => {
    const alarm = await db.leakAlarm.findUnique({ where: { shopId_alarmId: { shopId, alarmId } } });
    return alarm && db.shareCode.findUnique({ where: { shopId_code: { shopId, code: alarm.code } } });
  });
  return share ? (await readLocales(world, { ambassadorIds: [share.ambassadorId] })).get(share.ambassadorId) : undefined;
}
