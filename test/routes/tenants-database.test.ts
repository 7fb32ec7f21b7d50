/**
 * FAULTS 71 and 83, asked of the database itself, as each role it knows: without a shop named there are no rows; with one
 * named there are that shop's alone, whatever the query forgets; and what only grows can be changed by nobody.
 */
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testWorld } from "../support/world";
import { fill, isBusy } from "./two-shops";

const OURS = "ours.myshopify.com";
const THEIRS = "theirs.myshopify.com";
const t = await testWorld({ shopId: OURS, shop: () => isBusy });

/** Each role by its own login, as the app's processes have it. */
const roles = {
  app: new pg.Client({ connectionString: process.env.DATABASE_URL }),
  door: new pg.Client({ connectionString: process.env.DATABASE_DOOR_URL }),
  eraser: new pg.Client({ connectionString: process.env.DATABASE_ERASER_URL }),
};
const { app, door, eraser } = roles;
const count = async (client: pg.Client, table: string, where = "true"): Promise<number> =>
  (await client.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM "${table}" WHERE ${where}`)).rows[0].rows;

const all = await t.sql<{ name: string; rls: boolean }>(
  `SELECT c.relname AS name, c.relrowsecurity AND c.relforcerowsecurity AS rls FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'shop_id'
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY 1`,
);
const secured = all.filter(({ rls }) => rls).map(({ name }) => name);
const GROWING = [
  "entry",
  "account",
  "decision",
  "claim",
  "letter_version",
  "mail_setting",
  "program_version",
  "program_turn",
  "invite_press",
  "hold_out",
  "tier_change",
  "code_use",
  "leak_alarm",
  "leak_answer",
  "ad_cost",
];
/** Whose rows are added and dropped, and never changed. */
const ADDED_AND_DROPPED = ["proof"];

beforeAll(async () => {
  await Promise.all(Object.values(roles).map((client) => client.connect()));
  for (const world of [t.world, t.worldOf(THEIRS)]) {
    await fill(world);
    const { shopId } = world;
    const [{ program_id }] = await t.sql<{ program_id: string }>("SELECT program_id FROM program WHERE shop_id = $1", [shopId]);
    // Rows of the tables that no action of the builders writes.
    const now = world.clock.now();
    const uuid = () => world.chance.uuid();
    await t.sql(
      "INSERT INTO hold_out (shop_id, program_id, buyer_id, press_id, decile, drawn_at, due_at) VALUES ($1, $2, '1', $3, 1, $4, $4)",
      [shopId, program_id, uuid(), now],
    );
    await t.sql(
      "INSERT INTO invite_press (shop_id, press_id, program_id, program_version, seed, candidates, invited, held_out, left_out, pressed_at, pressed_by) VALUES ($1, $2, $3, 1, 's', 1, 1, 0, '{}', $4, 't')",
      [shopId, uuid(), program_id, now],
    );
    await t.sql("INSERT INTO opt_out (shop_id, email_hash, source, asked_at) VALUES ($1, 'hash', 't', $2)", [shopId, now]);
    const [{ discount_id }] = await t.sql<{ discount_id: string }>("SELECT discount_id FROM discount WHERE shop_id = $1", [shopId]);
    await t.sql(
      "INSERT INTO minting (shop_id, minting_id, program_id, discount_id, state, codes, created_at) VALUES ($1, $2, $3, $4, 'done', 1, $5)",
      [shopId, uuid(), program_id, discount_id, now],
    );
    await t.sql(
      "INSERT INTO proof (shop_id, proof_id, program_id, as_of, seed, rules, finding, why) VALUES ($1, $2, $3, $4, repeat('0', 32), '{}', '{}', 't')",
      [shopId, uuid(), program_id, now],
    );
    await t.sql("INSERT INTO ad_cost (shop_id, version, amount_minor, currency, saved_at, saved_by) VALUES ($1, 1, 2000, 'GBP', $2, 't')", [
      shopId,
      now,
    ]);
  }
  await t.sql(`INSERT INTO session (id, shop, state, "isOnline", "accessToken") VALUES ('one', $1, '', false, 'sealed')`, [THEIRS]);
});
beforeEach(() => app.query("ROLLBACK"));
afterAll(async () => {
  await Promise.all(Object.values(roles).map((client) => client.end()));
});
/** Lets the app's role name a shop for one transaction, as world.transaction does. */
const asOurs = async (): Promise<void> => {
  await app.query("BEGIN");
  await app.query("SELECT set_config('app.shop_id', $1, true)", [OURS]);
};

test("only the directory of shops and the inbox are read before a shop is named", () => {
  expect(all.filter(({ rls }) => !rls).map(({ name }) => name)).toEqual(["receipt", "shop"]);
  expect(secured.length).toBeGreaterThanOrEqual(28);
});

describe.each(secured)("71 · %s", (table) => {
  test("has rows of both shops, so that what follows says something", async () => {
    for (const shop of [OURS, THEIRS]) expect(await t.sql(`SELECT 1 FROM "${table}" WHERE shop_id = $1 LIMIT 1`, [shop])).toHaveLength(1);
  });

  test("without a shop shows no row and takes none", async () => {
    expect(await count(app, table)).toBe(0);
    await expect(
      app.query(`INSERT INTO "${table}" SELECT (jsonb_populate_record(NULL::"${table}", $1)).*`, [await rowOf(table, OURS)]),
    ).rejects.toThrow(/row-level security/);
  });

  test("with ours named shows ours alone, and lets nobody write theirs", async () => {
    await asOurs();
    expect(await count(app, table)).toBe((await t.sql(`SELECT 1 FROM "${table}" WHERE shop_id = $1`, [OURS])).length);
    expect(await count(app, table, `shop_id <> '${OURS}'`)).toBe(0);
    if (!GROWING.includes(table)) {
      if (!ADDED_AND_DROPPED.includes(table))
        expect((await app.query(`UPDATE "${table}" SET shop_id = shop_id WHERE shop_id = '${THEIRS}'`)).rowCount).toBe(0);
      expect((await app.query(`DELETE FROM "${table}" WHERE shop_id = '${THEIRS}'`)).rowCount).toBe(0);
    }
    await expect(
      app.query(`INSERT INTO "${table}" SELECT (jsonb_populate_record(NULL::"${table}", $1)).*`, [await rowOf(table, THEIRS)]),
    ).rejects.toThrow(/row-level security/);
  });
});

const rowOf = async (table: string, shop: string): Promise<unknown> =>
  (await t.sql<{ row: unknown }>(`SELECT to_jsonb(r) AS row FROM "${table}" r WHERE shop_id = $1 LIMIT 1`, [shop]))[0].row;

test("a row of ours can't be given to them", async () => {
  await asOurs();
  await expect(app.query(`UPDATE buyer SET shop_id = '${THEIRS}'`)).rejects.toThrow(/row-level security/);
});

test("the named shop ends with its transaction", async () => {
  await asOurs();
  expect(await count(app, "orders")).toBeGreaterThan(0);
  await app.query("COMMIT");
  expect(await count(app, "orders")).toBe(0);
});

describe("83 · what only grows", () => {
  const changes = (table: string) => [`UPDATE "${table}" SET shop_id = shop_id`, `DELETE FROM "${table}"`, `TRUNCATE "${table}" CASCADE`];

  test.each(GROWING)("%s: neither changed, deleted nor truncated by the app", async (table) => {
    for (const change of changes(table)) {
      await asOurs();
      await expect(app.query(change)).rejects.toThrow(/permission denied/);
      await app.query("ROLLBACK");
    }
  });

  test.each(GROWING)("%s: nor by the owner, who has every right, nor by the cluster's superuser", async (table) => {
    for (const change of changes(table)) {
      for (const shop of [OURS, THEIRS])
        await expect(
          t.sql(`DO $$ BEGIN SET LOCAL ROLE regulars_owner; PERFORM set_config('app.shop_id', '${shop}', true); ${change}; END $$`),
        ).rejects.toThrow(/append-only/);
      await expect(t.sql(change)).rejects.toThrow(/append-only/);
    }
  });

  test("not even by somebody who claims to erase: only erase_shop, and only its shop", async () => {
    await asOurs();
    await app.query("SELECT set_config('app.erasing_shop', $1, true)", [OURS]);
    await expect(app.query("DELETE FROM entry")).rejects.toThrow(/permission denied/);
    await expect(t.sql(`DO $$ BEGIN PERFORM set_config('app.erasing_shop', '${OURS}', true); DELETE FROM entry; END $$`)).rejects.toThrow(
      /append-only/,
    );
    const other = `DO $$ BEGIN SET LOCAL ROLE regulars_owner; PERFORM set_config('app.shop_id', '${THEIRS}', true), set_config('app.erasing_shop', '${OURS}', true); DELETE FROM entry; END $$`;
    await expect(t.sql(other)).rejects.toThrow(/append-only/);
  });

  test("no role of ours may switch the triggers off or lift the policies", async () => {
    for (const attempt of [
      "ALTER TABLE entry DISABLE TRIGGER ALL",
      "ALTER TABLE entry NO FORCE ROW LEVEL SECURITY",
      "DROP POLICY one_shop ON entry",
      "SET session_replication_role = replica",
      "SET ROLE regulars_owner",
    ]) {
      await expect(app.query(attempt)).rejects.toThrow(/must be owner|permission denied/);
    }
  });
});

describe("the other roles", () => {
  const everyTable = [...all.map(({ name }) => name), "session", "erasure"];

  test("the door sees sessions and nothing else", async () => {
    expect(await count(door, "session")).toBe(1);
    for (const table of everyTable.filter((name) => name !== "session"))
      await expect(count(door, table)).rejects.toThrow(/permission denied/);
    await expect(door.query("SELECT 1 FROM pgboss.job")).rejects.toThrow(/permission denied/);
    await expect(door.query("SELECT erase_shop($1, now())", [THEIRS])).rejects.toThrow(/permission denied/);
  });

  test("the app sees no session and no proof of an erasure, and may not erase", async () => {
    for (const table of ["session", "erasure"]) await expect(count(app, table)).rejects.toThrow(/permission denied/);
    await expect(app.query("SELECT erase_shop($1, now())", [THEIRS])).rejects.toThrow(/permission denied/);
  });

  test("the eraser sees and changes nothing, and may erase one named shop, which leaves the other whole", async () => {
    for (const table of everyTable) {
      await expect(count(eraser, table)).rejects.toThrow(/permission denied/);
      await expect(eraser.query(`DELETE FROM "${table}"`)).rejects.toThrow(/permission denied/);
    }
    await expect(eraser.query("SELECT 1 FROM pgboss.job")).rejects.toThrow(/permission denied/);
    await expect(eraser.query("SELECT erase_shop('', now())")).rejects.toThrow(/name the shop/);
    const ours = () =>
      Promise.all(
        all.map(({ name }) => t.sql(`SELECT md5(string_agg(r::text, ' ' ORDER BY r::text)) FROM "${name}" r WHERE shop_id = $1`, [OURS])),
      );
    const before = await ours();
    await eraser.query("SELECT erase_shop($1, $2)", [THEIRS, t.clock.now()]);
    for (const { name } of all) expect([name, await t.sql(`SELECT 1 FROM "${name}" WHERE shop_id = $1`, [THEIRS])]).toEqual([name, []]);
    expect(await t.sql("SELECT 1 FROM session")).toEqual([]);
    expect(await ours()).toEqual(before);
  });
});
