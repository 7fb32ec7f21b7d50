/** Statement after statement, each whole and in pieces: what a spreadsheet of any length is written from, with bounded memory. */
import { Prisma } from "@prisma/client";
import type { World } from "~/ports/world";
import { addBalances, NOTHING, type Balance } from "./ledger";
import type { Movement } from "./movement";
import { boundsOf, movementOf, movementsSql, opening, sumsSql, type After, type MovementRow, type SumRow } from "./movement-sql";
import type { Period } from "./period";
import { accountsOf, timeZoneOf } from "./read-statement.server";

export type StatementPiece = { ambassadorId: string; programId: string; currency: string; ambassadorName: string | null } & (
  { piece: "opening" | "closing"; balance: Balance } | { piece: "movements"; movements: Movement[] }
);

const PEOPLE = 100;
const MOVEMENTS = 2_000;

/** @param whose left out: everybody, programme by programme. Who had nothing and moved nothing is passed over, unless asked for by id. */
export async function* readMovements(
  world: World,
  { whose = null, period }: { whose?: { ambassadorId: string; programId: string } | null; period: Period },
): AsyncGenerator<StatementPiece> {
  const { shopId } = world;
  const bounds = boundsOf(period, await world.transaction(({ db }) => timeZoneOf(db, shopId)));
  for (let last = { programId: NO_ID, ambassadorId: NO_ID }; ;) {
    const people = await world.transaction(({ db }) =>
      db.$queryRaw<{ programId: string; ambassadorId: string }[]>(
        whose
          ? Prisma.sql`SELECT program_id::text AS "programId", ambassador_id::text AS "ambassadorId" FROM membership
              WHERE shop_id = ${shopId} AND program_id = ${whose.programId}::uuid AND ambassador_id = ${whose.ambassadorId}::uuid`
          : Prisma.sql`SELECT program_id::text AS "programId", ambassador_id::text AS "ambassadorId" FROM membership
              WHERE shop_id = ${shopId} AND (program_id, ambassador_id) > (${last.programId}::uuid, ${last.ambassadorId}::uuid)
              ORDER BY program_id, ambassador_id LIMIT ${PEOPLE}`,
      ),
    );
    for (const one of people) yield* statementOf(one);
    if (whose || people.length < PEOPLE) return;
    last = people[people.length - 1];
  }

  async function* statementOf(one: { programId: string; ambassadorId: string }): AsyncGenerator<StatementPiece> {
    const accounts = accountsOf(one);
    const first = await world.transaction(async ({ db }) => {
      const { name } = (await db.ambassador.findUnique({
        where: { shopId_ambassadorId: { shopId, ambassadorId: one.ambassadorId } },
        select: { name: true },
      })) ?? { name: null };
      const { currency } = await db.program.findUniqueOrThrow({
        where: { shopId_programId: { shopId, programId: one.programId } },
        select: { currency: true },
      });
      const ids = Object.values(accounts);
      const [sums] = await db.$queryRaw<SumRow[]>(sumsSql(shopId, Prisma.sql`a.account_id = ANY (${ids})`, bounds));
      return { head: { ...one, currency, ambassadorName: name }, sums, rows: await pageAfter(null) };
    });
    const { head, sums } = first;
    let balance = sums ? opening(sums) : NOTHING;
    if (!whose && first.rows.length === 0 && isNothing(balance)) return;
    yield { ...head, piece: "opening", balance };
    for (let rows = first.rows; rows.length > 0;) {
      const movements = rows.map(movementOf);
      // Added up as it is written: what is recorded meanwhile is in both, or in neither.
      balance = movements.reduce((sum, { change }) => addBalances(sum, change), balance);
      yield { ...head, piece: "movements", movements };
      if (rows.length < MOVEMENTS) break;
      rows = await pageAfter(rows[rows.length - 1]);
    }
    yield { ...head, piece: "closing", balance };

    function pageAfter(after: After | null): Promise<MovementRow[]> {
      return world.transaction(({ db }) =>
        db.$queryRaw<MovementRow[]>(movementsSql(shopId, accounts, bounds, { after, skip: 0, take: MOVEMENTS })),
      );
    }
  }
}

/** Before every id. */
const NO_ID = "00000000-0000-0000-0000-000000000000";
const isNothing = (one: Balance): boolean => Object.values(one).every((amount) => amount === 0n);
