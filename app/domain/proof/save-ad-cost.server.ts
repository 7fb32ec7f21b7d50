/** Keeps what an owner says one new customer costs them elsewhere, such as by ads. What they said before stays, with who said it. */
import type { World } from "~/ports/world";
import { MOST_BELIEVABLE_MINOR } from "../buyer/what-counts";
import { typedAmount } from "../money/typed-amount";

export type SaveAdCostOutcome = { outcome: "saved"; amountMinor: bigint | null } | { outcome: "no amount" };

/** @param typed as they wrote it; empty: they would rather not say */
export async function saveAdCost(
  world: World,
  { typed, currency, savedBy }: { typed: string; currency: string; savedBy: string },
): Promise<SaveAdCostOutcome> {
  const { shopId } = world;
  const amountMinor = typed.trim() === "" ? null : typedAmount(typed, currency);
  if (typed.trim() !== "" && (amountMinor === null || amountMinor <= 0n || amountMinor > MOST_BELIEVABLE_MINOR))
    return { outcome: "no amount" };
  return world.transaction(async ({ db }) => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('ad cost ' || ${shopId}, 0))`;
    const { _max } = await db.adCost.aggregate({ where: { shopId }, _max: { version: true } });
    const version = (_max.version ?? 0) + 1;
    await db.adCost.create({ data: { shopId, version, amountMinor, currency, savedAt: world.clock.now(), savedBy } });
    return { outcome: "saved", amountMinor };
  });
}
