/**
 * Moves the owner's line: the settings' next version, and at once the list of the latest mining, in one transaction, so that
 * nobody waits for a job to see who came and who went. Whoever crosses the line is told why; moved back, they are where they
 * were and nothing is told. Everything else of the mining stays as it was.
 */
import type { Tx, World } from "~/ports/world";
import { percentOf } from "../program/program";
import { saveSettings } from "../program/save-settings.server";
import { JOINED_REASONS, LEFT_REASONS, peopleAbove, type ListChange } from "./list-change";
import { writeFavourites } from "./write-favourites.server";

export type MoveLineOutcome =
  | { outcome: "moved"; powerBuyers: number; spendShareBp: number; joined: number; left: number }
  /** It stands there already. */
  | { outcome: "unchanged" }
  /** Kept; the list is being worked out at this moment, or was never, and will follow the new line. */
  | { outcome: "kept for the next list" }
  /** One sentence saying what to choose instead; nothing was saved. */
  | { outcome: "refused"; problem: string }
  | { outcome: "no programme" };

const MOVED: (typeof JOINED_REASONS)[number] & (typeof LEFT_REASONS)[number] = "you moved the line";

/** `powerBuyerBp`: the share of buyers, best first, that are power buyers, in basis points. */
export async function moveLine(
  world: World,
  { powerBuyerBp, movedBy }: { powerBuyerBp: number; movedBy: string },
): Promise<MoveLineOutcome> {
  const { moved, miningId } = await world.transaction(async ({ db }): Promise<{ moved: MoveLineOutcome; miningId?: string }> => {
    // A mining at work would end with the old line: then the job that saving queues comes after it.
    const [{ free }] = await db.$queryRaw<{ free: boolean }[]>`
      SELECT pg_try_advisory_xact_lock(hashtextextended('mining ' || current_shop(), 0)) AS free`;
    const mining = free ? await latest(db, world.shopId) : null;
    const saved = await saveSettings(world, { settings: { powerBuyerBp }, savedBy: movedBy, mineAnew: mining === null });
    if (saved.outcome === "no programme") return { moved: saved };
    if (saved.outcome === "refused")
      return { moved: { outcome: "refused", problem: saved.problems.powerBuyerBp ?? refusal(powerBuyerBp) } };
    if (!mining) return { moved: { outcome: "kept for the next list" } };
    if (mining.powerBuyerBp === powerBuyerBp) return { moved: { outcome: "unchanged" } };
    return { moved: await moveThrough(db, world.shopId, mining, powerBuyerBp), miningId: mining.miningId };
  });
  // Of people who were below the line nobody has worked out what they like best. The nightly mining would, too, if this fails.
  if (moved.outcome === "moved" && moved.joined > 0) await world.bulk((sql) => writeFavourites(sql, { miningId: miningId! }));
  return moved;
}

/** A setting other than the line that an older programme keeps and today's rules refuse. */
const refusal = (powerBuyerBp: number): string =>
  `The line at ${percentOf(powerBuyerBp)} % is fine, but another of your settings must be changed first.`;

type Latest = { miningId: string; buyers: number; powerBuyers: number; powerBuyerBp: number; listChange: unknown; minedAt: Date };

const latest = (db: Tx["db"], shopId: string): Promise<Latest | null> =>
  db.mining.findFirst({
    where: { shopId },
    orderBy: [{ minedAt: "desc" }, { miningId: "desc" }],
    select: { miningId: true, buyers: true, powerBuyers: true, powerBuyerBp: true, listChange: true, minedAt: true },
  });

async function moveThrough(db: Tx["db"], shopId: string, mining: Latest, powerBuyerBp: number): Promise<MoveLineOutcome> {
  const { miningId, buyers } = mining;
  const powerBuyers = peopleAbove(buyers, powerBuyerBp);
  const [from, to] = [Math.min(powerBuyers, mining.powerBuyers), Math.max(powerBuyers, mining.powerBuyers)];
  // Whoever had come or gone since the list before and crosses the line again is back where they were.
  await db.$executeRaw`
    UPDATE ranking SET power_buyer = NOT power_buyer, list_change = CASE WHEN list_change IS NULL THEN ${MOVED} END
    WHERE shop_id = ${shopId} AND mining_id = ${miningId}::uuid AND rank > ${from} AND rank <= ${to}`;
  const [{ spend_share_bp: spendShareBp }] = await db.$queryRaw<{ spend_share_bp: number }[]>`
    SELECT coalesce(div(sum(net_spend_minor) FILTER (WHERE power_buyer) * 10000, nullif(sum(net_spend_minor), 0)), 0)::int AS spend_share_bp
    FROM ranking WHERE shop_id = ${shopId} AND mining_id = ${miningId}::uuid`;
  const listChange = await countChange(db, shopId, mining);
  await db.mining.update({
    where: { shopId_miningId: { shopId, miningId } },
    data: { powerBuyers, powerBuyerBp, spendShareBp, listChange },
  });
  const crossed = to - from;
  const came = powerBuyers > mining.powerBuyers;
  return { outcome: "moved", powerBuyers, spendShareBp, joined: came ? crossed : 0, left: came ? 0 : crossed };
}

/** People no longer counted stand in no ranking: their number is kept from before. */
async function countChange(db: Tx["db"], shopId: string, { miningId, minedAt, listChange }: Latest): Promise<ListChange> {
  const before = listChange as ListChange | null;
  const rows = await db.$queryRaw<{ power_buyer: boolean; reason: string; people: number }[]>`
    SELECT power_buyer, list_change AS reason, count(*)::int AS people FROM ranking
    WHERE shop_id = ${shopId} AND mining_id = ${miningId}::uuid AND list_change IS NOT NULL GROUP BY 1, 2`;
  const counts = (onTheList: boolean) =>
    Object.fromEntries(rows.filter((row) => row.power_buyer === onTheList).map(({ reason, people }) => [reason, people]));
  const gone = before?.left["no longer counted"];
  return {
    // The first list is its own measure: what it was made as.
    sinceMiningId: before?.sinceMiningId ?? miningId,
    since: before?.since ?? minedAt.toISOString(),
    joined: counts(true),
    left: { ...counts(false), ...(gone && { "no longer counted": gone }) },
  };
}
