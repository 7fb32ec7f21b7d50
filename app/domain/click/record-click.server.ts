/**
 * One press of the button on an ambassador's page: the click is recorded and takes one confirmed single-use code from
 * the pool, in one transaction. Two presses at once never get the same code; when the pool is empty, or a page was pressed
 * so often that somebody may be emptying it, the friend gets the ambassador's share code: nobody goes without the offer. A
 * friend who comes with the click they had gets the same one again, and no code is taken.
 */
import type { Tx, World } from "~/ports/world";
import { MINTING_ONCE, POOL_LOW } from "../code/minting";
import { readLiveProgram } from "../program/read-live-program.server";
import { freshUntil } from "./click";
import { readClickAgain } from "./read-click-again.server";

/**
 * So many single-use codes a page gives out within an hour. A store holds 20 million codes, shared with every other app,
 * and whoever presses by the thousand could use them up.
 */
export const MOST_SINGLE_USE_AN_HOUR = 200;
const HOUR_MS = 3_600_000;

export type RecordClickOutcome =
  /** `again`: it is the click they had. `until`: as long as it counts. */
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
    const program = await readLiveProgram(world);
    const ambassador = await db.ambassador.findFirst({
      where: {
        shopId,
        slug: slug.toLowerCase(),
        state: "active",
        pausedAt: null,
        memberships: { some: { programId: program?.programId, leftAt: null } },
      },
      select: { ambassadorId: true },
    });
    if (!program || !ambassador) return { outcome: "unknown" };
    const { programId, clickWindowDays } = program;
    const { ambassadorId } = ambassador;
    const before = await readClickAgain(world, { clickId: had, programId, ambassadorId, clickWindowDays });
    if (before) {
      const { clickId, code, clickedAt } = before;
      return { outcome: "recorded", clickId, code, codeKind: "click", again: true, until: freshUntil(clickedAt, clickWindowDays) };
    }
    const [clickId, clickedAt] = [world.chance.uuid(), world.clock.now()];

    const shareCode = await db.shareCode.findFirst({
      where: { shopId, programId, ambassadorId, state: "live", OR: [{ retiresAt: null }, { retiresAt: { gt: clickedAt } }] },
      orderBy: { liveAt: "desc" },
      select: { code: true },
    });
    const spared = shareCode !== null && (await isPressedTooOften(tx, shopId, ambassadorId, clickedAt));
    const clickCode = spared ? null : await takeClickCode(tx, shopId, programId, clickId, clickedAt);
    const code = clickCode ?? shareCode?.code;
    if (await isPoolLow(tx, shopId, programId)) await queue.add("minting.advance", { why: "the pool is low" }, { onceKey: MINTING_ONCE });
    if (!code) return { outcome: "not ready" };
    const codeKind = clickCode ? "click" : "share";
    await db.click.create({ data: { shopId, clickId, programId, ambassadorId, codeKind, code, clickedAt } });
    return { outcome: "recorded", clickId, code, codeKind, again: false, until: freshUntil(clickedAt, clickWindowDays) };
  });
}

async function isPressedTooOften({ db }: Tx, shopId: string, ambassadorId: string, now: Date): Promise<boolean> {
  const since = new Date(now.getTime() - HOUR_MS);
  const [{ given }] = await db.$queryRaw<{ given: number }[]>`
    SELECT count(*)::int AS given FROM (SELECT FROM click WHERE shop_id = ${shopId} AND ambassador_id = ${ambassadorId}::uuid
      AND clicked_at > ${since} AND code_kind = 'click' LIMIT ${MOST_SINGLE_USE_AN_HOUR}) lately`;
  return given >= MOST_SINGLE_USE_AN_HOUR;
}

/** Skips codes another press is taking at this moment, so that nobody waits and no code goes out twice. */
async function takeClickCode({ db }: Tx, shopId: string, programId: string, clickId: string, takenAt: Date): Promise<string | null> {
  const rows = await db.$queryRaw<{ code: string }[]>`
    UPDATE click_code SET state = 'taken', click_id = ${clickId}::uuid, taken_at = ${takenAt}
    WHERE (shop_id, code) = (
      SELECT shop_id, code FROM click_code WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND state = 'ready' LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING code`;
  return rows[0]?.code ?? null;
}

async function isPoolLow({ db }: Tx, shopId: string, programId: string): Promise<boolean> {
  const [{ ready }] = await db.$queryRaw<{ ready: number }[]>`
    SELECT count(*)::int AS ready FROM (SELECT FROM click_code WHERE shop_id = ${shopId} AND program_id = ${programId}::uuid AND state = 'ready' LIMIT ${POOL_LOW}) pool`;
  return ready < POOL_LOW;
}
