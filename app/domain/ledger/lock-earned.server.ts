/**
 * What an ambassador may spend in one transaction's hands: whoever takes from it, forgives or takes back what was forgiven comes here
 * first. An order and its credit are held before it, a reward's row after it, so that nobody waits in a ring.
 */
import type { World } from "~/ports/world";
import { accountIdOf } from "./ledger";

export type Whose = { ambassadorId: string; programId: string };

/** Held until the transaction at hand ends; of several always in the same order. To ask again within it is free of waiting. */
export function lockEarned(world: World, whose: Whose[]): Promise<void> {
  const { shopId } = world;
  const accounts = whose.map(({ ambassadorId, programId }) => accountIdOf({ kind: "earned", ambassadorId, programId }));
  return world.transaction(async ({ db }) => {
    for (const account of [...new Set(accounts)].sort())
      await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${shopId} ${account}`}, 0))`;
  });
}
