/**
 * Money returns to somebody: a reward's price, or what an order had brought before. What was forgiven is missing no more, as far as it
 * reaches, and is taken back by entries of its own before the rest is theirs. Also where debts are carried by now: what was forgiven
 * once was forgiven for what lacked.
 */
import type { World } from "~/ports/world";
import { appendEntries } from "./append-entry.server";
import { toTakeBack } from "./debt";
import type { NewEntry } from "./ledger";
import { lockEarned, type Whose } from "./lock-earned.server";
import { readForgiven } from "./read-forgiven.server";

/** @param rewardId whose price it is that returned. */
type Returned = Whose & { currency: string; returnedMinor: bigint; rewardId?: string };

/** Call it after what returned was posted, in its transaction. @returns what was taken back, minor units */
export function takeBackForgiven(world: World, { currency, returnedMinor, rewardId, ...whose }: Returned): Promise<bigint> {
  const { ambassadorId, programId } = whose;
  return world.transaction(async () => {
    if (returnedMinor <= 0n) return 0n;
    await lockEarned(world, [whose]);
    let leftMinor = returnedMinor;
    const entries: NewEntry[] = [];
    for (const { source, amountMinor, taken } of await readForgiven(world, whose, rewardId)) {
      const backMinor = toTakeBack({ returnedMinor: leftMinor, forgivenMinor: amountMinor });
      if (backMinor === 0n) break;
      leftMinor -= backMinor;
      entries.push({
        from: { kind: "earned", ambassadorId, programId },
        to: { kind: "program", programId },
        amountMinor: backMinor,
        currency,
        reason: "forgiven no more",
        source,
        // A debt's entries are counted for the one it was forgiven, whose account is held.
        idempotencyKey: `${source.kind}:${source.id}:forgiven no more:${ambassadorId}:${taken + 1}`,
      });
    }
    if (entries.length) await appendEntries(world, entries);
    return returnedMinor - leftMinor;
  });
}
