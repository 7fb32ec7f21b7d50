/** The ways of looking at the list that this shop keeps, by name. */
import type { World } from "~/ports/world";
import { MOST_VIEWS, listFilters, type SavedView } from "./saved-view";

export async function readSavedViews(world: World): Promise<SavedView[]> {
  const views = await world.transaction(({ db }) =>
    db.savedView.findMany({ where: { shopId: world.shopId }, orderBy: [{ name: "asc" }, { viewId: "asc" }], take: MOST_VIEWS }),
  );
  return views.map(({ viewId, name, filters }) => ({ viewId, name, filters: listFilters.parse(filters) }));
}
