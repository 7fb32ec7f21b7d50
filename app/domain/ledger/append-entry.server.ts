/**
 * The one place that writes to the ledger. An entry is told apart by its idempotency key: written once, however often it
 * is asked for; the same key with another meaning is an error, because one of the two askers is wrong.
 */
import { createHash } from "node:crypto";
import type { Tx, World } from "~/ports/world";
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
    const rows = entries.map((entry) => ({ entryId: world.chance.uuid(), ...entryRow(entry) }));
    // Two that open the same accounts wait for each other's in one order.
    const sorted = [...accounts.values()].sort((one, other) => (one.accountId < other.accountId ? -1 : 1));
    const count = await write(db, shopId, at, sorted, rows);
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

/** Accounts first, as the entries' trigger and keys ask. @returns how many entries were not there before */
function write(db: Tx["db"], shopId: string, at: Date, accounts: AccountRow[], rows: EntryRow[]): Promise<number> {
  const ofAccounts = <K extends keyof AccountRow>(key: K): AccountRow[K][] => accounts.map((account) => account[key]);
  const of = <K extends keyof EntryRow>(key: K): EntryRow[K][] => rows.map((row) => row[key]);
  return db.$executeRaw`
    WITH opened AS (
      INSERT INTO account (shop_id, opened_at, account_id, program_id, ambassador_id, kind, currency)
      SELECT ${shopId}, ${at}::timestamptz, account.* FROM unnest(${ofAccounts("accountId")}::text[], ${ofAccounts("programId")}::uuid[],
        ${ofAccounts("ambassadorId")}::uuid[], ${ofAccounts("kind")}::text[], ${ofAccounts("currency")}::text[]) AS account
      ON CONFLICT DO NOTHING RETURNING 1
    )
    INSERT INTO entry (shop_id, recorded_at, entry_id, from_account_id, to_account_id, amount_minor, currency, reason, source_kind, source_id,
      idempotency_key, input_hash)
    SELECT ${shopId}, ${at}::timestamptz, entry.* FROM unnest(${of("entryId")}::uuid[], ${of("fromAccountId")}::text[], ${of("toAccountId")}::text[],
      ${of("amountMinor")}::bigint[], ${of("currency")}::text[], ${of("reason")}::text[], ${of("sourceKind")}::text[], ${of("sourceId")}::text[],
      ${of("idempotencyKey")}::text[], ${of("inputHash")}::text[]) AS entry
    WHERE (SELECT count(*) FROM opened) >= 0
    ON CONFLICT DO NOTHING`;
}

type AccountRow = ReturnType<typeof accountRow>;
type EntryRow = ReturnType<typeof entryRow> & { entryId: string };

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
