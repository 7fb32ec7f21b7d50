/**
 * What lies on an ambassador's accounts moves to those of the one they became one with, source by source, so that every order and every
 * reward goes on where its money is: once, to the last minor unit, and nothing appears or vanishes. A debt moves as well, and what the
 * one has meets what the other was forgiven.
 */
import type { Tx, World } from "~/ports/world";
import { appendEntries } from "./append-entry.server";
import { metByMerging, type Standing } from "./debt";
import type { EntrySource, NewEntry } from "./ledger";
import { lockEarned } from "./lock-earned.server";
import { raiseTiers } from "./raise-tiers.server";
import { readBalance } from "./read-balance.server";
import { readForgiven } from "./read-forgiven.server";
import { takeBackForgiven } from "./take-back-forgiven.server";

const AT_ONCE = 500;

type Whose = { survivorId: string; mergedId: string };
type Lying = {
  programId: string;
  kind: "pending" | "earned" | "redeemed";
  currency: string;
  sourceKind: EntrySource["kind"];
  sourceId: string;
  amountMinor: bigint;
  /** How many entries the source has in all. */
  entries: number;
};

/**
 * Joins the transaction at hand, in which nobody else decides or credits an order (mergeBuyers) or matures a credit of theirs
 * (holdCreditsOf). Doing it twice is the same as once.
 */
export function handOverBalance(world: World, { survivorId, mergedId }: Whose): Promise<{ entries: number }> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const programIds = await lockAll(world, db, { survivorId, mergedId });
    const met = await readMet(world, programIds, { survivorId, mergedId });
    const entries = entriesFor(await readLying(db, shopId, mergedId), { survivorId, mergedId });
    for (let at = 0; at < entries.length; at += AT_ONCE) await appendEntries(world, entries.slice(at, at + AT_ONCE));
    for (const back of met) await takeBackForgiven(world, back);
    await db.credit.updateMany({ where: { shopId, ambassadorId: mergedId }, data: { ambassadorId: survivorId } });
    await raiseTiers(world, { ambassadorIds: [survivorId] });
    return { entries: entries.length };
  });
}

/**
 * Whoever spends what is earned holds its account, whoever gives back a reward its row; the credits are held already (holdCreditsOf). Rewards
 * are held all at once: also those that follow the customer who went (handOverRewards).
 */
async function lockAll(world: World, db: Tx["db"], { survivorId, mergedId }: Whose): Promise<string[]> {
  const { shopId } = world;
  const programs = await db.membership.findMany({ where: { shopId, ambassadorId: mergedId }, select: { programId: true } });
  await lockEarned(
    world,
    programs.flatMap(({ programId }) => [survivorId, mergedId].map((ambassadorId) => ({ ambassadorId, programId }))),
  );
  await db.$queryRaw`SELECT 1 FROM reward WHERE shop_id = ${shopId} AND (ambassador_id = ${mergedId}::uuid
      OR buyer_id = (SELECT buyer_id FROM ambassador WHERE shop_id = ${shopId} AND ambassador_id = ${mergedId}::uuid))
    ORDER BY reward_id FOR UPDATE`;
  return programs.map(({ programId }) => programId);
}

/** Programme by programme, before anything moves: how much of what either was forgiven the other could have paid. */
async function readMet(world: World, programIds: string[], { survivorId, mergedId }: Whose) {
  const met: Parameters<typeof takeBackForgiven>[1][] = [];
  for (const programId of programIds) {
    const standing = async (ambassadorId: string): Promise<Standing> => ({
      earnedMinor: (await readBalance(world, { ambassadorId, programId })).earnedMinor,
      forgivenMinor: (await readForgiven(world, { ambassadorId, programId })).reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    });
    const returnedMinor = metByMerging(await standing(survivorId), await standing(mergedId));
    if (returnedMinor === 0n) continue;
    const { currency } = await world.transaction(({ db }) =>
      db.program.findUniqueOrThrow({ where: { shopId_programId: { shopId: world.shopId, programId } }, select: { currency: true } }),
    );
    met.push({ ambassadorId: survivorId, programId, currency, returnedMinor });
  }
  return met;
}

function readLying(db: Tx["db"], shopId: string, ambassadorId: string): Promise<Lying[]> {
  return db.$queryRaw<Lying[]>`
    WITH mine AS MATERIALIZED (SELECT account_id, program_id, kind, currency FROM account WHERE shop_id = ${shopId} AND ambassador_id = ${ambassadorId}::uuid),
      lying AS (
        SELECT a.program_id, a.kind, a.currency, m.source_kind, m.source_id, sum(m.amount)::bigint AS amount FROM mine a JOIN LATERAL (
          SELECT source_kind, source_id, amount_minor AS amount FROM entry WHERE shop_id = ${shopId} AND to_account_id = a.account_id
          UNION ALL SELECT source_kind, source_id, -amount_minor FROM entry WHERE shop_id = ${shopId} AND from_account_id = a.account_id) AS m ON true
        GROUP BY 1, 2, 3, 4, 5 HAVING sum(m.amount) <> 0)
    SELECT program_id::text AS "programId", kind, currency, source_kind AS "sourceKind", source_id AS "sourceId", amount AS "amountMinor",
      (SELECT count(*)::int FROM entry e WHERE e.shop_id = ${shopId} AND e.source_kind = lying.source_kind AND e.source_id = lying.source_id) AS entries
    FROM lying ORDER BY source_kind, source_id, program_id, kind`;
}

/** An order's and a debt's keys count their entries, as everywhere; a reward's say what was done. */
function entriesFor(lying: Lying[], { survivorId, mergedId }: Whose): NewEntry[] {
  const counted = new Map<string, number>();
  return lying.map(({ programId, kind, currency, sourceKind, sourceId, amountMinor, entries }): NewEntry => {
    const source = `${sourceKind}:${sourceId}`;
    const next = (counted.get(source) ?? entries) + 1;
    counted.set(source, next);
    const [theirs, ours] = [mergedId, survivorId].map((ambassadorId) => ({ kind, ambassadorId, programId }));
    return {
      ...(amountMinor > 0n ? { from: theirs, to: ours, amountMinor } : { from: ours, to: theirs, amountMinor: -amountMinor }),
      currency,
      reason: "merged",
      source: { kind: sourceKind, id: sourceId },
      idempotencyKey: sourceKind === "reward" ? `${source}:${kind} merged into ${survivorId}` : `${source}:${next}`,
    };
  });
}
