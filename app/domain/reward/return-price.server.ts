/**
 * What a reward cost is its ambassador's again: the one place where a price returns, whatever the reason. What is not taken now cannot
 * return; what was taken again can return again. What had been forgiven only because it was spent is settled first.
 */
import type { World } from "~/ports/world";
import { appendEntry } from "../ledger/append-entry.server";
import { takeBackForgiven } from "../ledger/take-back-forgiven.server";
import type { LockedReward } from "./lock-reward.server";
import { readTaken } from "./read-taken.server";

type Returning = Pick<LockedReward, "rewardId" | "ambassadorId" | "programId" | "priceMinor" | "currency">;

/** Call it with the reward locked (lockReward), in the transaction that changes its state. Twice is once. */
export function returnPrice(
  world: World,
  { rewardId, ambassadorId, programId, priceMinor, currency }: Returning,
  reason: "reward given back" | "reward expired",
): Promise<void> {
  return world.transaction(async () => {
    const { takenMinor, returned } = await readTaken(world, { rewardId });
    if (takenMinor <= 0n) return;
    await appendEntry(world, {
      from: { kind: "redeemed", ambassadorId, programId },
      to: { kind: "earned", ambassadorId, programId },
      amountMinor: priceMinor,
      currency,
      reason,
      source: { kind: "reward", id: rewardId },
      idempotencyKey: `reward:${rewardId}:given back${returned ? `:${returned + 1}` : ""}`,
    });
    await takeBackForgiven(world, { ambassadorId, programId, currency, returnedMinor: priceMinor, rewardId });
  });
}
