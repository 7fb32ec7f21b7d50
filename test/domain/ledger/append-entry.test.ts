import { beforeAll, expect, test } from "vitest";
import { appendEntry } from "~/domain/ledger/append-entry.server";
import { EntryConflict, type NewEntry } from "~/domain/ledger/ledger";
import { readBalance } from "~/domain/ledger/read-balance.server";
import { aProgram, aShop, anAmbassador, type BuiltProgram } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});

const anEntry = (ambassadorId: string, changes: Partial<NewEntry> = {}): NewEntry => ({
  from: { kind: "program", programId: program.programId },
  to: { kind: "pending", ambassadorId, programId: program.programId },
  amountMinor: 420n,
  currency: "GBP",
  reason: "credit",
  source: { kind: "order", id: "1042" },
  idempotencyKey: `key of ${ambassadorId}`,
  ...changes,
});
const entriesOf = (ambassadorId: string) =>
  t.sql("SELECT * FROM entry WHERE to_account_id LIKE $1 OR from_account_id LIKE $1", [`%${ambassadorId}%`]);

test("an entry moves money and a balance is the sum of entries", async () => {
  const { ambassadorId } = await anAmbassador(world, program);
  await appendEntry(world, anEntry(ambassadorId));
  await appendEntry(
    world,
    anEntry(ambassadorId, {
      to: { kind: "earned", ambassadorId, programId: program.programId },
      amountMinor: 80n,
      idempotencyKey: `other ${ambassadorId}`,
    }),
  );
  expect(await readBalance(world, { ambassadorId, programId: program.programId })).toEqual({
    pendingMinor: 420n,
    earnedMinor: 80n,
    redeemedMinor: 0n,
  });
});

test("the same entry asked for twice, or ten times at once, is there once", async () => {
  const { ambassadorId } = await anAmbassador(world, program);
  expect(await appendEntry(world, anEntry(ambassadorId))).toMatchObject({ outcome: "appended" });
  expect(await appendEntry(world, anEntry(ambassadorId))).toMatchObject({ outcome: "already there" });
  const other = await anAmbassador(world, program);
  const at = await Promise.all(Array.from({ length: 10 }, () => appendEntry(world, anEntry(other.ambassadorId))));
  expect(at.filter(({ outcome }) => outcome === "appended")).toHaveLength(1);
  expect(new Set(at.map(({ entryId }) => entryId)).size).toBe(1);
  expect(await entriesOf(other.ambassadorId)).toHaveLength(1);
});

test.each<[string, Partial<NewEntry>]>([
  ["amount", { amountMinor: 421n }],
  ["reason", { reason: "reward given back" }],
  ["source", { source: { kind: "order", id: "1043" } }],
])("the same key with another %s is an error, and nothing is written", async (_what, changes) => {
  const { ambassadorId } = await anAmbassador(world, program);
  await appendEntry(world, anEntry(ambassadorId));
  await expect(appendEntry(world, anEntry(ambassadorId, changes))).rejects.toThrow(EntryConflict);
  expect(await entriesOf(ambassadorId)).toHaveLength(1);
});

test("an entry never moves less than nothing, nor money of another currency", async () => {
  const { ambassadorId } = await anAmbassador(world, program);
  await expect(async () => appendEntry(world, anEntry(ambassadorId, { amountMinor: -1n }))).rejects.toThrow("swap its ends");
  await appendEntry(world, anEntry(ambassadorId));
  await expect(appendEntry(world, anEntry(ambassadorId, { currency: "EUR", idempotencyKey: `euro ${ambassadorId}` }))).rejects.toThrow(
    /another currency/,
  );
  expect(await entriesOf(ambassadorId)).toHaveLength(1);
});

test.each([
  "UPDATE entry SET amount_minor = 1",
  "DELETE FROM entry",
  "TRUNCATE entry",
  "UPDATE account SET kind = 'earned'",
  "DELETE FROM account",
])("the database refuses: %s", async (sql) => {
  const { ambassadorId } = await anAmbassador(world, program);
  await appendEntry(world, anEntry(ambassadorId));
  await expect(world.transaction(({ db }) => db.$executeRawUnsafe(sql))).rejects.toThrow(/permission denied/);
  await expect(t.sql(sql)).rejects.toThrow(/append-only|cannot truncate/);
  expect(await readBalance(world, { ambassadorId, programId: program.programId })).toMatchObject({ pendingMinor: 420n });
});

test("another shop sees nothing of this ledger", async () => {
  const { ambassadorId } = await anAmbassador(world, program);
  await appendEntry(world, anEntry(ambassadorId));
  const other = t.worldOf("another.myshopify.com");
  expect(await readBalance(other, { ambassadorId, programId: program.programId })).toEqual({
    pendingMinor: 0n,
    earnedMinor: 0n,
    redeemedMinor: 0n,
  });
});
