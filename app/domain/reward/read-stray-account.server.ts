/** Whose account a stray would be booked on, if it was a reward: what they have, and which wishes would go back first if that is not enough. */
import type { World } from "~/ports/world";
import { readBalance } from "../ledger/read-balance.server";
import { readForgiven } from "../ledger/read-forgiven.server";

export type StrayAccount = {
  ambassadorId: string;
  programId: string;
  name: string;
  earnedMinor: bigint;
  /** What goes back is met by this first. */
  forgivenMinor: bigint;
  /** Held ones for which no call was ever begun, the latest first; cash that may be paid by now is left. */
  held: { rewardId: string; priceMinor: bigint }[];
};

/** Nobody asks for so many at once; what is beyond stays. */
const MOST_HELD = 200;

/** The programme they joined last, as where rewards are asked for. null: whose it is takes no part here, or not in this currency. */
export function readStrayAccount(
  world: World,
  { buyerId, currency }: { buyerId: string | null; currency: string },
): Promise<StrayAccount | null> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const [whose] = await db.$queryRaw<Pick<StrayAccount, "ambassadorId" | "programId" | "name">[]>`
      SELECT a.ambassador_id::text AS "ambassadorId", p.program_id::text AS "programId", a.name
      FROM ambassador a JOIN membership m USING (shop_id, ambassador_id) JOIN program p USING (shop_id, program_id)
      WHERE a.shop_id = ${shopId} AND a.buyer_id = ${buyerId} AND p.currency = ${currency} ORDER BY m.joined_at DESC LIMIT 1`;
    if (!whose) return null;
    const { ambassadorId, programId } = whose;
    const { earnedMinor } = await readBalance(world, whose);
    const forgivenMinor = (await readForgiven(world, whose)).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
    const held = await db.reward.findMany({
      where: { shopId, ambassadorId, programId, state: "requested", calledAt: null, exportedAt: null },
      orderBy: [{ requestedAt: "desc" }, { rewardId: "asc" }],
      select: { rewardId: true, priceMinor: true },
      take: MOST_HELD,
    });
    return { ...whose, earnedMinor, forgivenMinor, held };
  });
}
