/** Keeps a way of looking at the list under a name. A name that is taken now means the new one: two of a name could not be told apart. */
import type { World } from "~/ports/world";
import type { ListFilters } from "./list-filters";
import { MOST_VIEWS, problemOfView, viewNameOf, type ViewProblem } from "./saved-view";

export type SaveViewOutcome =
  | { outcome: "saved"; viewId: string; name: string }
  /** The name was taken: what it meant before is forgotten. */
  | { outcome: "replaced"; viewId: string; name: string }
  | { outcome: "refused"; problem: ViewProblem };

export async function saveView(
  world: World,
  { name: typedName, filters, savedBy }: { name: string; filters: ListFilters; savedBy: string },
): Promise<SaveViewOutcome> {
  const name = viewNameOf(typedName);
  const problem = problemOfView({ name, filters });
  if (problem) return { outcome: "refused", problem };
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<SaveViewOutcome> => {
    // One saver at a time: two at once would both find room for one more.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('saved views ' || ${shopId}, 0))`;
    const kept = { filters, savedAt: world.clock.now(), savedBy };
    const same = await db.savedView.findUnique({ where: { shopId_name: { shopId, name } }, select: { viewId: true } });
    if (same) {
      await db.savedView.update({ where: { shopId_viewId: { shopId, viewId: same.viewId } }, data: kept });
      return { outcome: "replaced", viewId: same.viewId, name };
    }
    if ((await db.savedView.count({ where: { shopId } })) >= MOST_VIEWS) return { outcome: "refused", problem: "too many views" };
    const viewId = world.chance.uuid();
    await db.savedView.create({ data: { shopId, viewId, name, ...kept } });
    return { outcome: "saved", viewId, name };
  });
}
