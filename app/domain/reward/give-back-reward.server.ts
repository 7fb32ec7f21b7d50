/** A reward that was not given fails, and what it cost is the ambassador's again: the state and the entry in one transaction. */
import type { World } from "~/ports/world";
import { appendEntry } from "../ledger/append-entry.server";

export type GivenBack =
  | { outcome: "given back" }
  /** Somebody else was quicker: it is given. */
  | { outcome: "is given"; shopifyId: string | null };

/** From "requested" only; giving back twice is giving back once. Outcomes: see GivenBack. */
export function giveBackReward(world: World, { rewardId, reason }: { rewardId: string; reason: string }): Promise<GivenBack> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<GivenBack> => {
    const { count } = await db.reward.updateMany({ where: { shopId, rewardId, state: "requested" }, data: { state: "failed", reason } });
    const { ambassadorId, programId, state, shopifyId, priceMinor, currency } = await db.reward.findUniqueOrThrow({
      where: { shopId_rewardId: { shopId, rewardId } },
    });
    if (count === 0 && state !== "failed") return { outcome: "is given", shopifyId };
    await appendEntry(world, {
      from: { kind: "redeemed", ambassadorId, programId },
      to: { kind: "earned", ambassadorId, programId },
      amountMinor: priceMinor,
      currency,
      reason: "reward given back",
      source: { kind: "reward", id: rewardId },
      idempotencyKey: `reward:${rewardId}:given back`,
    });
    return { outcome: "given back" };
  });
}
