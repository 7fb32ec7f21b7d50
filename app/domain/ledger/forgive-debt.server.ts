/**
 * A refund may take back credit that was spent already. Where the owner's policy is to forgive, what is then below nothing is
 * given by an entry of its own: the refund stands in full, and so does the forgiving, until what was spent, or the order, comes back
 * (take-back-forgiven).
 */
import type { World } from "~/ports/world";
import { readLatestVersion } from "../program/read-latest-version.server";
import { appendEntry } from "./append-entry.server";
import { toForgive } from "./debt";
import { lockEarned } from "./lock-earned.server";
import { readBalance } from "./read-balance.server";

/** Call it after a reversal, in its transaction. @returns what was forgiven, minor units; 0n where debts are carried */
export function forgiveDebt(
  world: World,
  { ambassadorId, programId, orderId }: { ambassadorId: string; programId: string; orderId: string },
): Promise<bigint> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const program = await readLatestVersion(world, { programId });
    if (program?.debtPolicy !== "forgive") return 0n;
    const earned = { kind: "earned", ambassadorId, programId } as const;
    await lockEarned(world, [earned]);
    const { earnedMinor } = await readBalance(world, { ambassadorId, programId });
    const forgivenMinor = toForgive(earnedMinor);
    if (forgivenMinor === 0n) return 0n;
    const forgiven = await db.entry.count({ where: { shopId, sourceKind: "debt", sourceId: orderId } });
    await appendEntry(world, {
      from: { kind: "program", programId },
      to: earned,
      amountMinor: forgivenMinor,
      currency: program.currency,
      reason: "forgiven",
      source: { kind: "debt", id: orderId },
      idempotencyKey: `debt:${orderId}:${forgiven + 1}`,
    });
    return forgivenMinor;
  });
}
