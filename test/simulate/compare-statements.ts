/**
 * What owners and ambassadors are shown of the money, against one another and against what the rewards cost: the books' own check finds
 * nothing, a programme's books for a period are the sum of its ambassadors' statements, and what is redeemed is what rewards cost.
 */
import { addBalances, NOTHING, type Balance } from "~/domain/ledger/ledger";
import { isoDayIn } from "~/domain/ledger/period";
import { readBookProblems } from "~/domain/ledger/read-book-problems.server";
import { readPeriodBooks } from "~/domain/ledger/read-period-books.server";
import { readStatement } from "~/domain/ledger/read-statement.server";
import { DAY_MS, type Stage } from "./stage.ts";

/** Of the end of a life: late enough that there is something before, early enough that there is something within. */
const LAST_DAYS = 100;

/** A sentence for each thing that does not hold. */
export async function compareStatements(stage: Stage): Promise<string[]> {
  const { sql, shopId } = stage;
  const from = isoDayIn(new Date(stage.now().getTime() - LAST_DAYS * DAY_MS), "UTC");
  const members = await sql<{ programId: string; ambassadorId: string }>(
    `SELECT program_id::text AS "programId", ambassador_id::text AS "ambassadorId" FROM membership WHERE shop_id = $1`,
    [shopId],
  );
  const [{ cost }] = await sql<{ cost: string }>(
    "SELECT coalesce(sum(price_minor), 0)::text AS cost FROM reward WHERE shop_id = $1 AND state NOT IN ('failed', 'expired')",
    [shopId],
  );
  return stage.look(async (world) => {
    const problems = (await readBookProblems(world)).map(({ raw }) => `the books say: ${raw}`);
    const books = await readPeriodBooks(world, { from, to: null });
    for (const { programId, name, opening, closing } of books) {
      const sums: Record<"opening" | "closing", Balance> = { opening: NOTHING, closing: NOTHING };
      for (const { ambassadorId } of members.filter((one) => one.programId === programId)) {
        const statement = await readStatement(world, { ambassadorId, programId, page: 1, from, to: null });
        if (statement.outcome !== "statement") throw new Error(`a member has no statement: ${statement.outcome}`);
        sums.opening = addBalances(sums.opening, statement.opening);
        sums.closing = addBalances(sums.closing, statement.closing);
      }
      problems.push(...differ(`${name}: the opening`, opening, sums.opening), ...differ(`${name}: the closing`, closing, sums.closing));
    }
    const redeemed = books.reduce((sum, { closing }) => sum + closing.redeemedMinor, 0n);
    if (redeemed !== BigInt(cost)) problems.push(`the books have ${redeemed} redeemed, and the rewards cost ${cost}`);
    return problems;
  });
}

const differ = (what: string, books: Balance, statements: Balance): string[] =>
  (Object.keys(NOTHING) as (keyof Balance)[]).flatMap((key) =>
    books[key] === statements[key] ? [] : [`${what} has ${books[key]} ${key} in the books and ${statements[key]} in the statements`],
  );
