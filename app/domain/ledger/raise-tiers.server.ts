/**
 * Moves people up who have brought enough friends, and keeps why. Nobody is moved down. It is asked for wherever a good referral may
 * come about: when credits mature, when one is given again after it was taken (a job, creditOrder), when two ambassadors become one,
 * and for everybody when it takes fewer friends than before, and nightly (raiseAllTiers).
 */
import type { World } from "~/ports/world";
import type { Tier } from "../ambassador/ambassador";
import { isHigher, tierFor } from "../ambassador/tier";
import { readLatestVersion } from "../program/read-latest-version.server";
import { countGoodReferrals } from "./count-good-referrals.server";

export type Raised = { ambassadorId: string; from: Tier; to: Tier };

/** Call it when a good referral of these people may have come about. @returns who moved up */
export function raiseTiers(world: World, { ambassadorIds }: { ambassadorIds: string[] }): Promise<Raised[]> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const raised: Raised[] = [];
    if (!ambassadorIds.length) return raised;
    for (const { ambassadorId, programId, goodReferrals } of await countGoodReferrals(db, shopId, ambassadorIds)) {
      const program = await readLatestVersion(world, { programId });
      const [membership] = await db.$queryRaw<{ tier: Tier }[]>`
        SELECT tier FROM membership WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND ambassador_id = ${ambassadorId}::uuid FOR UPDATE`;
      if (!program || !membership) continue;
      const [from, to] = [membership.tier, tierFor(goodReferrals, program)];
      if (!isHigher(to, from)) continue;
      const where = { shopId, programId, ambassadorId };
      await db.membership.update({ where: { shopId_programId_ambassadorId: where }, data: { tier: to } });
      const sequence = (await db.tierChange.count({ where })) + 1;
      await db.tierChange.createMany({
        data: [{ ...where, sequence, fromTier: from, toTier: to, reason: "good referrals", goodReferrals, happenedAt: world.clock.now() }],
      });
      const { buyerId } = await db.ambassador.findUniqueOrThrow({
        where: { shopId_ambassadorId: { shopId, ambassadorId } },
        select: { buyerId: true },
      });
      const cause = `${ambassadorId} ${programId} ${to}`;
      await queue.add(
        "letter.write",
        { kind: "tier reached", cause, buyerId, about: { from, to, tier: to } },
        { onceKey: `tier ${cause}` },
      );
      raised.push({ ambassadorId, from, to });
    }
    return raised;
  });
}
