/**
 * `npm run --silent invariants [-- --json]`: whether what must hold in the database of DATABASE_URL does, shop by shop, as the app's own
 * role sees each. Reads only. Ends with 1 when something is there that may never be; what must hold only once all has settled is told,
 * because work may be under way.
 */
import { realpathSync } from "node:fs";
import process from "node:process";
import { parseArgs } from "node:util";
import pg from "pg";
import type { Invariant } from "./invariant.ts";
import { invariants } from "./invariants.ts";

export type Offence = {
  shopId: string;
  name: string;
  why: string;
  holds: Invariant["holds"];
  rows: number;
  first: Record<string, unknown>;
};
export type Checked = { shops: number; entries: number; offences: Offence[] };

const EACH_WITHIN_MS = 10 * 60_000;

/** @param databaseUrl of a role that row-level security binds, or of one that it does not: each shop is looked at alone either way */
export async function checkInvariants(databaseUrl: string): Promise<Checked> {
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: EACH_WITHIN_MS });
  await client.connect();
  try {
    await client.query("SET default_transaction_read_only = on");
    const shops = await client.query<{ shop_id: string }>("SELECT shop_id FROM shop ORDER BY shop_id");
    const checked: Checked = { shops: 0, entries: 0, offences: [] };
    for (const { shop_id: shopId } of shops.rows) {
      await client.query("SELECT set_config('app.shop_id', $1, false)", [shopId]);
      const { rows: seen } = await client.query<{ entries: number }>("SELECT count(*)::int AS entries FROM entry WHERE shop_id = $1", [
        shopId,
      ]);
      checked.shops++;
      checked.entries += seen[0].entries;
      for (const { name, why, holds, sql } of invariants) {
        const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM (${sql}) AS offence WHERE shop_id = $1`, [shopId]);
        if (rows.length) checked.offences.push({ shopId, name, why, holds, rows: rows.length, first: rows[0] });
      }
    }
    return checked;
  } finally {
    await client.end();
  }
}

export function tellOf({ shops, entries, offences }: Checked): string {
  const told = offences.map(
    ({ shopId, name, why, holds, rows, first }) =>
      `${shopId}: ${name}: ${rows} offend${holds === "at rest" ? " (or work is under way: ask again in an hour)" : ""}\n  ${why}\n  ${JSON.stringify(first)}`,
  );
  const looked = `${invariants.length} invariants in ${shops} shops with ${entries.toLocaleString("en")} entries`;
  return [...told, offences.length ? `${offences.length} of ${looked} do not hold.` : `${looked} hold.`].join("\n");
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename) {
  const { values } = parseArgs({ options: { json: { type: "boolean" } } });
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) {
    process.stderr.write("Set DATABASE_URL to the app's database, as `npm run db:prepare` printed it. Nothing is written there.\n");
    process.exit(2);
  }
  const checked = await checkInvariants(DATABASE_URL);
  process.stdout.write(`${values.json ? JSON.stringify(checked) : tellOf(checked)}\n`);
  process.exitCode = checked.offences.some(({ holds }) => holds === "always") ? 1 : 0;
}
