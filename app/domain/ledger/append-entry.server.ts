/**
 * The one place that writes to the ledger. An entry is told apart by its idempotency key: written once, however often it
 * is asked for; the same key with another meaning is an error, because one of the two askers is wrong.
 */
import { createHash } from "node:crypto";
import type { World } from "~/ports/world";
import { invariant } from "../invariant";
import { EntryConflict, accountIdOf, type AccountRef, type NewEntry } from "./ledger";

export type Appended = { outcome: "appended" | "already there"; entryId: string };

/**
 * Joins the transaction at hand; opens the two accounts when they are new. Throws EntryConflict when the key is taken by
 * another entry. Outcomes: "appended"; "already there", when the very same entry was.
 */
export async function appendEntry(world: World, entry: NewEntry): Promise<Appended> {
  const [appended] = await appendEntries(world, [entry]);
  return appended;
}

/** Many at once, all or none, in a fixed number of statements; the outcomes stand in the order of the entries. Their keys must differ. */
export function appendEntries(world: World, entries: NewEntry[]): Promise<Appended[]> {
  for (const { amountMinor, from, to } of entries) {
    invariant(amountMinor >= 0n, "an entry moves an amount that is not negative; to take back, swap its ends");
    invariant(from.programId === to.programId, "money stays within its programme");
  }
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const at = world.clock.now();
    const accounts = new Map(
      entries.flatMap(({ from, to, currency }) => [from, to].map((ref) => [accountIdOf(ref), accountRow(ref, currency)] as const)),
    );
    await db.account.createMany({
      data: [...accounts.values()].map((account) => ({ shopId, openedAt: at, ...account })),
      skipDuplicates: true,
    });
    const rows = entries.map((entry) => ({ shopId, entryId: world.chance.uuid(), recordedAt: at, ...entryRow(entry) }));
    const { count } = await db.entry.createMany({ data: rows, skipDuplicates: true });
    if (count === rows.length) return rows.map(({ entryId }) => ({ outcome: "appended", entryId }));
    // Some keys were there before; whoever wrote them has committed by now, because the database waited for them.
    const stored = await db.entry.findMany({ where: { shopId, idempotencyKey: { in: rows.map((row) => row.idempotencyKey) } } });
    const known = new Map(stored.map((row) => [row.idempotencyKey, row]));
    return rows.map(({ entryId, idempotencyKey, inputHash }) => {
      const there = known.get(idempotencyKey);
      invariant(there, "an entry is there or was just written");
      if (there.inputHash !== inputHash) throw new EntryConflict(idempotencyKey);
      return { outcome: there.entryId === entryId ? "appended" : "already there", entryId: there.entryId };
    });
  });
}

const accountRow = (ref: AccountRef, currency: string) => ({
  accountId: accountIdOf(ref),
  programId: ref.programId,
  ambassadorId: ref.kind === "program" ? null : ref.ambassadorId,
  kind: ref.kind,
  currency,
});

const entryRow = (entry: NewEntry) => ({
  fromAccountId: accountIdOf(entry.from),
  toAccountId: accountIdOf(entry.to),
  amountMinor: entry.amountMinor,
  currency: entry.currency,
  reason: entry.reason,
  sourceKind: entry.source.kind,
  sourceId: entry.source.id,
  idempotencyKey: entry.idempotencyKey,
  inputHash: hashOf(entry),
});

function hashOf({ from, to, amountMinor, currency, reason, source }: NewEntry): string {
  const meaning = [accountIdOf(from), accountIdOf(to), String(amountMinor), currency, reason, source.kind, source.id];
  return createHash("sha256").update(JSON.stringify(meaning)).digest("hex");
}
