/**
 * What is theirs of somebody who can take nothing here any more, for their owner to settle with them: they left, were erased, became one
 * with another, or their programme ended. Who takes part takes rewards.
 */
import type { World } from "~/ports/world";
import { accountIdOf } from "../ledger/ledger";
import { readBalance } from "../ledger/read-balance.server";
import { readLatestVersion } from "../program/read-latest-version.server";
import { readHeld } from "./read-held.server";

export type ToSettle = {
  outcome: "to settle";
  /** Whether they left, or only their programme ended and their page still gives rewards. */
  why: "left" | "programme ended";
  buyerId: string;
  currency: string;
  /** May be below zero after refunds. */
  earnedMinor: bigint;
  /** Becomes theirs later, and can be settled then. */
  pendingMinor: bigint;
  rewardFeeMinor: bigint;
  /** How many entries ever touched what is theirs: the same number is the same balance. */
  entries: number;
  /** Something was found in Shopify that may be theirs already: the owner says first what it is. */
  held: boolean;
};

/** Joins the transaction at hand; under lockEarned what it says stays so. */
export function readToSettle(
  world: World,
  { ambassadorId, programId }: { ambassadorId: string; programId: string },
): Promise<ToSettle | { outcome: "not a member" } | { outcome: "still takes part" }> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<ToSettle | { outcome: "not a member" | "still takes part" }> => {
    const member = await db.membership.findUnique({
      where: { shopId_programId_ambassadorId: { shopId, programId, ambassadorId } },
      select: { leftAt: true, ambassador: { select: { state: true, buyerId: true } } },
    });
    const program = await readLatestVersion(world, { programId });
    if (!member || !program) return { outcome: "not a member" };
    const { state, buyerId } = member.ambassador;
    const left = member.leftAt !== null || state !== "active";
    if (!left && program.state !== "ended") return { outcome: "still takes part" };
    const account = accountIdOf({ kind: "earned", ambassadorId, programId });
    const [{ entries }] = await db.$queryRaw<{ entries: number }[]>`
      SELECT (SELECT count(*) FROM entry WHERE shop_id = ${shopId} AND to_account_id = ${account})::int
        + (SELECT count(*) FROM entry WHERE shop_id = ${shopId} AND from_account_id = ${account})::int AS entries`;
    const { earnedMinor, pendingMinor } = await readBalance(world, { ambassadorId, programId });
    const { currency, rewardFeeMinor } = program;
    const held = await readHeld(world, { buyerId });
    const why = left ? "left" : "programme ended";
    return { outcome: "to settle", why, buyerId, currency, earnedMinor, pendingMinor, rewardFeeMinor, entries, held };
  });
}
