/**
 * Rows go while somebody works their way through a list. Whoever asks for a page that there is no more gets the last there is, of every
 * list that has pages: never an empty one that says there is nothing at all.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readAmbassadors } from "~/domain/insight/read-ambassadors.server";
import { readBooksPage } from "~/domain/insight/read-books-page.server";
import { readOpenRewards } from "~/domain/insight/read-open-rewards.server";
import { readOrders } from "~/domain/insight/read-orders.server";
import { readStopped } from "~/domain/insight/read-stopped.server";
import { readUnsure } from "~/domain/insight/read-unsure.server";
import { readWaitingRewards } from "~/domain/insight/read-waiting-rewards.server";
import { readStatement } from "~/domain/ledger/read-statement.server";
import { readPowerBuyers } from "~/domain/mining/read-power-buyers.server";
import { readFilters } from "~/domain/mining/saved-view";
import { asked, maxine, program, t, world } from "../domain/reward/giving";
import { anEarnedCredit } from "../support/builders";
import { miningRow, rankingRow } from "../support/mining-rows";

const BEYOND = 9;
type Page = { page: number; pages: number };

/** One row in each; what is read beyond it, and where its rows are. */
const LISTS: Record<string, () => Promise<Page & { rows: unknown[] }>> = {
  "power buyers": async () => (await readPowerBuyers(world, { page: BEYOND }))!,
  "power buyers under a filter": async () =>
    (await readPowerBuyers(world, { page: BEYOND, filters: readFilters(new URLSearchParams("search=Maxine")) }))!,
  ambassadors: () => readAmbassadors(world, { page: BEYOND, search: "Maxine" }),
  orders: () => readOrders(world, { page: BEYOND }),
  "orders of one verdict": () => readOrders(world, { page: BEYOND, outcome: "attributed" }),
  "the books": async () => rowsOf(await readBooksPage(world, { page: BEYOND }), "orders"),
  "a statement": async () => {
    const { ambassadorId } = maxine;
    const found = await readStatement(world, { ambassadorId, programId: program.programId, from: null, to: null, page: BEYOND });
    if (found.outcome !== "statement") throw new Error(found.outcome);
    return rowsOf(found, "movements");
  },
  "rewards asked for": async () => rowsOf(await readOpenRewards(world, { which: "asked", page: BEYOND }), "rewards"),
  "rewards that wait": async () => rowsOf(await readWaitingRewards(world, { page: BEYOND }), "rewards"),
  "mails nobody is sure of": async () => rowsOf(await readUnsure(world, { page: BEYOND }), "lines"),
  "who gets no mail": async () => rowsOf(await readStopped(world, { page: BEYOND }), "lines"),
};

function rowsOf<Found extends Page, Key extends keyof Found>(found: Found, key: Key): Page & { rows: unknown[] } {
  const { page, pages } = found;
  return { page, pages, rows: found[key] as unknown[] };
}

test("a page beyond the last is the last, in every list", async () => {
  await t.sql("UPDATE membership SET tier = 'icon' WHERE ambassador_id = $1", [maxine.ambassadorId]);
  await anEarnedCredit(world, maxine, 30_000n);
  await asked("cash", 2_500n);
  const unclear = await asked("store credit", 100n);
  await t.sql("UPDATE reward SET state = 'needs review' WHERE reward_id = $1", [unclear]);
  const now = t.clock.now();
  const { shopId } = world;
  const { buyerId } = maxine;
  await world.transaction(async ({ db }) => {
    const mining = miningRow(world);
    await db.mining.create({ data: mining });
    await db.ranking.create({ data: rankingRow(world, { miningId: mining.miningId, buyerId, rank: 1 }) });
    const letter = { shopId, letterId: world.chance.uuid(), buyerId, kind: "welcome", cause: maxine.ambassadorId };
    await db.letter.create({ data: { ...letter, state: "needs review", createdAt: now, dueAt: now } });
    const contact = { shopId, contactId: world.chance.uuid(), buyerId, kind: "opted out", channel: "page", state: "recorded" };
    await db.contact.create({ data: { ...contact, about: "", happenedAt: now } });
  });
  const wrong: string[] = [];
  for (const [list, read] of Object.entries(LISTS)) {
    const { page, pages, rows } = await read();
    if (page !== 1 || pages !== 1 || rows.length === 0) wrong.push(`${list}: page ${page} of ${pages} with ${rows.length} rows`);
  }
  expect(wrong).toEqual([]);
});

test("there is one place that reckons pages", () => {
  const domain = path.resolve(import.meta.dirname, "../../app/domain");
  const own = readdirSync(domain, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && /OFFSET \$\{\(|pages\b.*Math\.ceil|\(page - 1\)/.test(readFileSync(path.join(domain, file), "utf8")),
  );
  expect(own).toEqual(["page-of.ts"]);
});
