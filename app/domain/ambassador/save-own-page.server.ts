/** Keeps the words and the favourites an ambassador chose for the page their friends open; none chosen: none is shown. */
import type { World } from "~/ports/world";
import { readHadProducts } from "../buyer/read-had-products.server";
import { cleanWords, MOST_FAVOURITES, wordsProblem, type WordsProblem } from "./own-page";

export type SaveOwnPageOutcome =
  | { outcome: "saved" }
  | { outcome: "words refused"; problem: WordsProblem }
  | { outcome: "too many favourites" }
  /** One of them was never theirs, or can't be bought any more. */
  | { outcome: "favourite unknown" }
  /** Also for one who has left. */
  | { outcome: "no ambassador" };

/** @param productIds in the order they are shown */
export function saveOwnPage(
  world: World,
  { buyerId, ...typed }: { buyerId: string; words: string; productIds: string[] },
): Promise<SaveOwnPageOutcome> {
  const { shopId } = world;
  return world.transaction(async ({ db }): Promise<SaveOwnPageOutcome> => {
    const words = cleanWords(typed.words);
    const problem = wordsProblem(words);
    if (problem) return { outcome: "words refused", problem };
    const favourites = [...new Set(typed.productIds)];
    if (favourites.length > MOST_FAVOURITES) return { outcome: "too many favourites" };
    if (favourites.length) {
      const had = await readHadProducts(world, { buyerId, among: favourites });
      if (had.length < favourites.length) return { outcome: "favourite unknown" };
    }
    const saved = await db.ambassador.updateMany({ where: { shopId, buyerId, state: "active" }, data: { words, favourites } });
    return { outcome: saved.count ? "saved" : "no ambassador" };
  });
}
