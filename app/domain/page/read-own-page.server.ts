/** What an ambassador's page says and shows of their own choosing, what they may choose from, and what they tell of themselves. */
import type { World } from "~/ports/world";
import { NO_PROFILE, profileOfRow, type Profile } from "../ambassador/profile";
import { readFreeIdeas } from "../code/read-free-ideas.server";
import { OLD_CODE_KEPT_DAYS } from "../code/replace-share-code.server";
import { readHadProducts, type HadProduct } from "../buyer/read-had-products.server";

export type OwnPage = {
  words: string | null;
  /** Products they have had and that can be bought; what they chose comes first, in its order. */
  choices: (HadProduct & { chosen: boolean })[];
  profile: Profile;
  /** Codes they could change to, free when this was read. */
  codeIdeas: string[];
  /** How long their old code works once they have changed it. */
  oldCodeKeptDays: number;
};

type Whose = { ambassadorId: string; buyerId: string; name: string; words: string | null; favourites: string[] };

/** Joins the transaction at hand. */
export function readOwnPage(
  world: World,
  { ambassadorId, buyerId, name, words, favourites }: Whose,
  { offerBp }: { offerBp: number },
): Promise<OwnPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const oftenest = await readHadProducts(world, { buyerId });
    const chosen = favourites.length ? await readHadProducts(world, { buyerId, among: favourites }) : [];
    const inOrder = favourites.flatMap((productId) => chosen.filter((one) => one.productId === productId));
    const rest = oftenest.filter(({ productId }) => !favourites.includes(productId));
    const kept = await db.profile.findUnique({
      where: { shopId_ambassadorId: { shopId, ambassadorId } },
      include: { handles: { orderBy: { position: "asc" } } },
    });
    return {
      words,
      choices: [...inOrder.map((one) => ({ ...one, chosen: true })), ...rest.map((one) => ({ ...one, chosen: false }))],
      codeIdeas: await readFreeIdeas(world, { buyerId, name, offerBp }),
      oldCodeKeptDays: OLD_CODE_KEPT_DAYS,
      profile: kept ? profileOfRow(kept) : NO_PROFILE,
    };
  });
}
