/**
 * The one place that writes to the ledger. An entry is told apart by its idempotency key: written once, however often it
 * is asked for; the same key with another meaning is an error, because one of the two askers is wrong.
 */
import { createHash } from "node:crypto";
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import { EntryConflict, accountIdOf, type AccountRef, type NewEntry } from "./ledger";

/**
 * Joins the transaction at hand; opens the two accounts when they are new. Throws EntryConflict when the key is taken by
 * another entry. Outcomes: "appended"; "already there", when the very same entry was.
 */
export function appendEntry(world: World, entry: NewEntry): Promise<{ outcome: "appended" | "already there"; entryId: string }> {
  invariant(entry.amountMinor >= 0n, "an entry moves an amount that is not negative; to take back, swap its ends");
  invariant(entry.from.programId === entry.to.programId, "money stays within its programme");
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const inputHash = hashOf(entry);
    const known = await db.entry.findUnique({ where: { shopId_idempotencyKey: { shopId, idempotencyKey: entry.idempotencyKey } } });
    if (known) return { outcome: "already there", entryId: sameOrThrow(known, inputHash) };

    const at = world.clock.now();
    const account = (ref: AccountRef) => ({
      shopId,
      accountId: accountIdOf(ref),
      programId: ref.programId,
      ambassadorId: ref.kind === "program" ? null : ref.ambassadorId,
      kind: ref.kind,
      currency: entry.currency,
      openedAt: at,
    });
    await db.account.createMany({ data: [account(entry.from), account(entry.to)], skipDuplicates: true });
    const entryId = world.chance.uuid();
    const { count } = await db.entry.createMany({
      data: [
        {
          shopId,
          entryId,
          fromAccountId: accountIdOf(entry.from),
          toAccountId: accountIdOf(entry.to),
          amountMinor: entry.amountMinor,
          currency: entry.currency,
          reason: entry.reason,
          sourceKind: entry.source.kind,
          sourceId: entry.source.id,
          idempotencyKey: entry.idempotencyKey,
          inputHash,
          recordedAt: at,
        },
      ],
      skipDuplicates: true,
    });
    if (count === 1) return { outcome: "appended", entryId };
    // Another process wrote it between the look and the write; by now it has committed.
    const theirs = await db.entry.findUniqueOrThrow({ where: { shopId_idempotencyKey: { shopId, idempotencyKey: entry.idempotencyKey } } });
    return { outcome: "already there", entryId: sameOrThrow(theirs, inputHash) };
  });
}

function hashOf({ from, to, amountMinor, currency, reason, source }: NewEntry): string {
  const meaning = [accountIdOf(from), accountIdOf(to), String(amountMinor), currency, reason, source.kind, source.id];
  return createHash("sha256").update(JSON.stringify(meaning)).digest("hex");
}

function sameOrThrow(known: { entryId: string; idempotencyKey: string; inputHash: string }, inputHash: string): string {
  if (known.inputHash !== inputHash) throw new EntryConflict(known.idempotencyKey);
  return known.entryId;
}
