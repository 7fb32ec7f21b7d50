/**
 * The last time the list changed, and why: of the minings whose rankings are still kept, the latest that somebody came onto
 * the list or left it with. Nobody has come or gone since, so it explains the list as it stands.
 */
import type { World } from "~/ports/world";
import { JOINED_REASONS, LEFT_REASONS, type JoinedReason, type LeftReason, type ListChange } from "./list-change";

export type LastListChange = {
  miningId: string;
  /** The list that it changed from was made then. */
  since: string;
  joined: { reason: JoinedReason; people: number }[];
  left: { reason: LeftReason; people: number }[];
};

/** As many as mining keeps rankings of. */
const KEPT = 3;

/** null when nobody came or went. */
export async function readListChange(world: World): Promise<LastListChange | null> {
  const { shopId } = world;
  const minings = await world.transaction(({ db }) =>
    db.mining.findMany({
      where: { shopId },
      orderBy: [{ minedAt: "desc" }, { miningId: "desc" }],
      take: KEPT,
      select: { miningId: true, listChange: true },
    }),
  );
  for (const { miningId, listChange } of minings) {
    const change = listChange as ListChange | null;
    if (!change) continue;
    const joined = JOINED_REASONS.flatMap((reason) => (change.joined[reason] ? [{ reason, people: change.joined[reason] }] : []));
    const left = LEFT_REASONS.flatMap((reason) => (change.left[reason] ? [{ reason, people: change.left[reason] }] : []));
    if (joined.length || left.length) return { miningId, since: change.since, joined, left };
  }
  return null;
}
