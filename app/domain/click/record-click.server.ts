/**
 * One press of the button on an ambassador's page: the click is recorded and takes one confirmed single-use code from
 * the pool, in one transaction. Two presses at once never get the same code; when the pool is empty, or a page was pressed
 * so often that somebody may be emptying it, the friend gets the ambassador's share code: nobody goes without the offer. A
 * friend who comes with the click they had gets its code again, and none is taken; the press has a click of its own, since the last one
 * is what counts.
 */
import type { Tx, World } from "~/ports/world";
import { MINTING_ONCE, POOL_LOW } from "../code/minting";
import { freshUntil, SAME_PRESS_MS } from "./click";
import { readClickAgain } from "./read-click-again.server";
import { readPressedPage } from "./read-pressed-page.server";

/**
 * So many single-use codes a page gives out within an hour. A store holds 20 million codes, shared with every other app,
 * and whoever presses by the thousand could use them up.
 */
export const MOST_SINGLE_USE_AN_HOUR = 200;
const HOUR_MS = 3_600_000;

export type RecordClickOutcome =
  /** `again`: it carries the code they had. `until`: as long as it counts. */
  | { outcome: "recorded"; clickId: string; code: string; codeKind: "click" | "share"; again: boolean; until: Date }
  /** No such page, or its ambassador has left or takes a break. */
  | { outcome: "unknown" }
  /** Somebody joined a moment ago and no code of theirs is confirmed yet; nothing was recorded. */
  | { outcome: "not ready" };

/** @param had the click's id that the friend's browser kept, as it was sent */
export async function recordClick(world: World, { slug, had = null }: { slug: string; had?: string | null }): Promise<RecordClickOutcome> {
  return world.transaction(async (tx) => {
    const { db, queue } = tx;
    const { shopId } = world;
    // Whatever stands in the address bar: what cannot be a page's address is not asked for.
    if (!/^[a-z0-9-]{1,60}$/i.test(slug)) return { outcome: "unknown" };
    const clickedAt = world.clock.now();
    const since = new Date(clickedAt.getTime() - HOUR_MS);
    const page = await readPressedPage(world, { slug, since, mostCounted: MOST_SINGLE_USE_AN_HOUR });
    if (!page) return { outcome: "unknown" };
    const { programId, clickWindowDays, ambassadorId, shareCode } = page;
    const before = await readClickAgain(world, { clickId: had, programId, ambassadorId, clickWindowDays });
    const clickId = world.chance.uuid();
    if (before) {
      const { firstClickId, code, lastClickId, lastAt } = before;
      const again = { outcome: "recorded", code, codeKind: "click", again: true } as const;
      if (clickedAt.getTime() - lastAt.getTime() < SAME_PRESS_MS)
        return { ...again, clickId: lastClickId, until: freshUntil(lastAt, clickWindowDays) };
      await db.click.create({ data: { shopId, clickId, programId, ambassadorId, firstClickId, codeKind: "click", code, clickedAt } });
      return { ...again, clickId, until: freshUntil(clickedAt, clickWindowDays) };
    }
    // A page that was pressed too often is spared, as long as there is another code to give.
    const fromPool = shareCode === null || page.given < MOST_SINGLE_USE_AN_HOUR;
    const taken = await take(tx, { shopId, clickId, programId, ambassadorId, shareCode, fromPool, clickedAt });
    if (taken.ready < POOL_LOW) await queue.add("minting.advance", { why: "the pool is low" }, { onceKey: MINTING_ONCE });
    if (taken.code === null) return { outcome: "not ready" };
    const { code, codeKind } = taken;
    return { outcome: "recorded", clickId, code, codeKind, again: false, until: freshUntil(clickedAt, clickWindowDays) };
  });
}

type Click = {
  shopId: string;
  clickId: string;
  programId: string;
  ambassadorId: string;
  shareCode: string | null;
  fromPool: boolean;
  clickedAt: Date;
};
type Taken = ({ code: string; codeKind: "click" | "share" } | { code: null }) & {
  /** How many lie ready now, counted up to POOL_LOW. */
  ready: number;
};

/**
 * Takes a code and records the click with it, in one statement, since locks are held until it ends. It skips codes another press is
 * taking at this moment, so that nobody waits and no code goes out twice. What is counted is how it was before.
 */
async function take({ db }: Tx, { shopId, clickId, programId, ambassadorId, shareCode, fromPool, clickedAt }: Click): Promise<Taken> {
  const [taken] = await db.$queryRaw<Taken[]>`
    WITH taken AS (
      UPDATE click_code SET state = 'taken', click_id = ${clickId}::uuid, taken_at = ${clickedAt}
      WHERE ${fromPool} AND (shop_id, code) = (
        SELECT shop_id, code FROM click_code WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND state = 'ready' LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING code
    ), clicked AS (
      INSERT INTO click (shop_id, click_id, program_id, ambassador_id, code_kind, code, clicked_at)
      SELECT ${shopId}, ${clickId}::uuid, ${programId}::uuid, ${ambassadorId}::uuid, given.kind, given.code, ${clickedAt} FROM (
        SELECT 'click' AS kind, code FROM taken
        UNION ALL SELECT 'share', ${shareCode}::text WHERE ${shareCode}::text IS NOT NULL AND NOT EXISTS (SELECT FROM taken)) given
      RETURNING code, code_kind
    )
    SELECT clicked.code, clicked.code_kind AS "codeKind", pool.ready - (SELECT count(*)::int FROM taken) AS ready
    FROM (SELECT count(*)::int AS ready FROM (SELECT FROM click_code WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND state = 'ready'
      LIMIT ${POOL_LOW + 1}) some_codes) pool LEFT JOIN clicked ON true`;
  return taken;
}
