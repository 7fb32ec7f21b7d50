/**
 * Letters past their time that no job sends: it was dropped while the shop had left, or used up its attempts. They are asked for again;
 * one that has become too old to say anything true then ends by itself (send-letter).
 */
import { LOST_AFTER_MS } from "~/ports/queue";
import type { World } from "~/ports/world";

const PAGE = 500;
/** The next hour looks at the first ones again. */
const MOST_PAGES = 200;
const FIRST = "00000000-0000-0000-0000-000000000000";

/** Those that a worker had begun to send when it stopped, too: an owner is asked about them. Returns how many were asked for again. */
export async function resumeLetters(world: World): Promise<{ letters: number }> {
  let letters = 0;
  for (let page = 0, after = FIRST; page < MOST_PAGES; page++) {
    const { found, lost } = await resumePage(world, after);
    letters += lost;
    if (found.length < PAGE) break;
    after = found[found.length - 1].letterId;
  }
  return { letters };
}

function resumePage(world: World, after: string): Promise<{ found: { letterId: string }[]; lost: number }> {
  const { shopId } = world;
  const before = new Date(world.clock.now().getTime() - LOST_AFTER_MS);
  return world.transaction(async ({ db, queue }) => {
    const found = await db.$queryRaw<{ letterId: string }[]>`
      SELECT letter_id::text AS "letterId" FROM letter
      WHERE shop_id = ${shopId} AND state IN ('waiting', 'sending') AND due_at < ${before} AND letter_id > ${after}::uuid
      ORDER BY letter_id LIMIT ${PAGE}`;
    return { found, lost: await queue.addLost("letter.send", found, { onceKey: ({ letterId }) => letterId }) };
  });
}
