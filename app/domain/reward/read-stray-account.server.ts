/** Whose account a stray would be booked on, if it was a reward: what they have, and which wishes would go back first if that is not enough. */
import type { World } from "~/ports/world";
import { readBalance } from "../ledger/read-balance.server";
import { readForgiven } from "../ledger/read-forgiven.server";
import { CLOCKS_DIFFER_MS, type StrayKind } from "./stray";

export type StrayAccount = {
  ambassadorId: string;
  programId: string;
  name: string;
  earnedMinor: bigint;
  /** What goes back is met by this first. */
  forgivenMinor: bigint;
  /** Held ones for which no call was ever begun, the latest first; cash that may be paid by now is left. */
  held: { rewardId: string; priceMinor: bigint }[];
  /** The waiting wish that this is, since it asked for just that before it was given: store credit bears no mark that would tell. */
  askedBy: string | null;
};

/** Nobody asks for so many at once; what is beyond stays. */
const MOST_HELD = 200;

/** The programme they joined last, as where rewards are asked for. null: whose it is takes no part here, or not in this currency. */
export function readStrayAccount(
  world: World,
  {
    kind,
    buyerId,
    currency,
    amountMinor,
    madeAt,
  }: { kind: StrayKind; buyerId: string | null; currency: string; amountMinor: bigint; madeAt: Date },
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
    const asked = await db.reward.findFirst({
      where: {
        ...{ shopId, ambassadorId, kind: "store credit", currency, priceMinor: amountMinor, shopifyId: null },
        // In review, because Shopify showed just this when it was about to be given.
        OR: [
          { state: "requested", calledAt: null },
          { state: "needs review", settlingAt: null },
        ],
        requestedAt: { lte: new Date(madeAt.getTime() + CLOCKS_DIFFER_MS) },
      },
      orderBy: [{ requestedAt: "asc" }, { rewardId: "asc" }],
      select: { rewardId: true },
    });
    const held = await db.reward.findMany({
      where: { shopId, ambassadorId, programId, state: "requested", calledAt: null, exportedAt: null },
      orderBy: [{ requestedAt: "desc" }, { rewardId: "asc" }],
      select: { rewardId: true, priceMinor: true },
      take: MOST_HELD,
    });
    return { ...whose, earnedMinor, forgivenMinor, held, askedBy: kind === "store credit" && asked ? asked.rewardId : null };
  });
}
