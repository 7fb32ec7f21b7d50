/**
 * An owner says that they have settled with somebody who can take nothing here any more what is theirs: it is cash paid by hand, so
 * nothing is asked of Shopify. The price and the reward that stands for it are written under the lock of whoever spends, and the word
 * holds for the balance that was read: of two presses, or two owners, one counts, and what came in meanwhile is looked at first.
 */
import type { World } from "~/ports/world";
import { appendEntry } from "../ledger/append-entry.server";
import { lockEarned } from "../ledger/lock-earned.server";
import { readToSettle } from "./read-to-settle.server";
import { rewardCode, rewardName } from "./reward";

export type SettledBalance =
  | { outcome: "settled"; rewardId: string }
  /** Somebody said so before, of the same balance. */
  | { outcome: "settled already" }
  /** Nothing was changed: it is final for the ambassador, so `sure` says that they have it. */
  | { outcome: "not sure" }
  /** It is not the one that was read: something came in or went back meanwhile. */
  | { outcome: "balance changed" }
  /** There is nothing, or a debt. */
  | { outcome: "nothing to settle" }
  | { outcome: "held" }
  | { outcome: "still takes part" }
  | { outcome: "not a member" };

/** `amountMinor`, `entries`: the balance that was read (readToSettle). */
type Settlement = {
  ambassadorId: string;
  programId: string;
  amountMinor: bigint;
  entries: number;
  settledBy: string;
  sure?: boolean;
};

/** Outcomes: see SettledBalance. */
export function settleBalance(
  world: World,
  { ambassadorId, programId, amountMinor, entries, settledBy, sure = false }: Settlement,
): Promise<SettledBalance> {
  const { shopId, clock } = world;
  const requestKey = `${ambassadorId}:settled by hand:${programId}:${entries}`;
  const earned = { kind: "earned", ambassadorId, programId } as const;
  return world.transaction(async ({ db }): Promise<SettledBalance> => {
    await lockEarned(world, [earned]);
    const found = await readToSettle(world, { ambassadorId, programId });
    if (found.outcome !== "to settle") return found;
    if (await db.reward.count({ where: { shopId, requestKey } })) return { outcome: "settled already" };
    const { buyerId, currency, earnedMinor, rewardFeeMinor, held } = found;
    if (held) return { outcome: "held" };
    if (found.entries !== entries || earnedMinor !== amountMinor) return { outcome: "balance changed" };
    if (earnedMinor <= 0n) return { outcome: "nothing to settle" };
    if (!sure) return { outcome: "not sure" };
    const rewardId = world.chance.uuid();
    const now = clock.now();
    await db.reward.create({
      data: {
        ...{
          shopId,
          rewardId,
          programId,
          ambassadorId,
          buyerId,
          kind: "cash",
          productTitle: rewardName({ kind: "cash", productTitle: "" }),
        },
        ...{ priceMinor: amountMinor, unitCostMinor: amountMinor, feeMinor: rewardFeeMinor, currency },
        ...{ code: rewardCode(world.chance, "cash"), state: "issued", requestKey },
        ...{ requestedAt: now, approvedAt: now, approvedBy: settledBy, issuedAt: now },
      },
    });
    await appendEntry(world, {
      from: earned,
      to: { kind: "redeemed", ambassadorId, programId },
      ...{ amountMinor, currency, reason: "settled", source: { kind: "reward", id: rewardId }, idempotencyKey: `reward:${rewardId}:taken` },
    });
    return { outcome: "settled", rewardId };
  });
}
