/**
 * Once a month everybody in the programme is told where they stand: written down in the month's first days, in pages, one a person
 * and month whoever asks and however often.
 */
import type { World } from "~/ports/world";
import { isoDayIn } from "../ledger/period";
import { readLiveProgram } from "../program/read-live-program.server";
import { monthBefore } from "./delivery";

/** Later a month is no news any more; a store that comes back in mid-month begins with the next. */
const UNTIL_DAY = 7;
const PAGE = 500;
const MOST_PAGES = 2_000;

/** `why` is for the log. */
export async function writeMonthly(
  world: World,
  _input: { why: string },
): Promise<{ outcome: "written"; letters: number } | { outcome: "not now" }> {
  const { shopId } = world;
  const begun = await world.transaction(async ({ db }) => {
    const { ianaTimezone } = await db.shop.findUniqueOrThrow({ where: { shopId }, select: { ianaTimezone: true } });
    return { timeZone: ianaTimezone, program: await readLiveProgram(world) };
  });
  const today = isoDayIn(world.clock.now(), begun.timeZone);
  if (!begun.program || Number(today.slice(8)) > UNTIL_DAY) return { outcome: "not now" };
  const month = monthBefore(today);
  let letters = 0;
  for (let page = 0, after = "00000000-0000-0000-0000-000000000000"; page < MOST_PAGES; page++) {
    const found = await writePage(world, {
      programId: begun.program.programId,
      month,
      monthBegan: `${today.slice(0, 7)}-01`,
      after,
      ...begun,
    });
    letters += found.length;
    if (found.length < PAGE) break;
    after = found[found.length - 1].ambassadorId;
  }
  return { outcome: "written", letters };
}

type Page = { programId: string; month: string; monthBegan: string; after: string; timeZone: string };

/** Who joined before the month began, and was not told of it yet. */
async function writePage(
  world: World,
  { programId, month, monthBegan, after, timeZone }: Page,
): Promise<{ ambassadorId: string; buyerId: string }[]> {
  const { shopId } = world;
  return world.transaction(async ({ db, queue }) => {
    const found = await db.$queryRaw<{ ambassadorId: string; buyerId: string }[]>`
      SELECT a.ambassador_id::text AS "ambassadorId", a.buyer_id AS "buyerId" FROM ambassador a
      WHERE a.shop_id = ${shopId} AND a.ambassador_id > ${after}::uuid AND a.state = 'active' AND a.paused_at IS NULL
        AND EXISTS (SELECT FROM membership m WHERE m.shop_id = a.shop_id AND m.ambassador_id = a.ambassador_id AND m.program_id = ${programId}::uuid
          AND m.left_at IS NULL AND m.joined_at < (${monthBegan}::timestamp AT TIME ZONE ${timeZone}))
        AND NOT EXISTS (SELECT FROM letter l WHERE l.shop_id = a.shop_id AND l.kind = 'progress' AND l.cause = a.ambassador_id::text || ' ' || ${month})
      ORDER BY a.ambassador_id LIMIT ${PAGE}`;
    await queue.addMany(
      "letter.write",
      found.map(({ ambassadorId, buyerId }) => ({
        kind: "progress" as const,
        cause: `${ambassadorId} ${month}`,
        buyerId,
        about: { month },
      })),
      { onceKey: ({ cause }) => `progress ${cause}` },
    );
    return found;
  });
}
