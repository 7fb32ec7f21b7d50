/** What an ambassador's page says and shows of their own choosing, what they may choose from, and what they tell of themselves. */
import type { Tx, World } from "~/ports/world";
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
  { offerBp, locale }: { offerBp: number; locale?: string },
): Promise<OwnPage> {
  const { shopId } = world;
  return world.transaction(async ({ db }) => {
    const oftenest = await readHadProducts(world, { buyerId });
    const chosen = favourites.length ? await readHadProducts(world, { buyerId, among: favourites }) : [];
    const inOrder = favourites.flatMap((productId) => chosen.filter((one) => one.productId === productId));
    const rest = oftenest.filter(({ productId }) => !favourites.includes(productId));
    return {
      words,
      choices: [...inOrder.map((one) => ({ ...one, chosen: true })), ...rest.map((one) => ({ ...one, chosen: false }))],
      codeIdeas: await readFreeIdeas(world, { buyerId, name, offerBp, locale }),
      oldCodeKeptDays: OLD_CODE_KEPT_DAYS,
      profile: await readProfile(db, shopId, ambassadorId),
    };
  });
}

async function readProfile(db: Tx["db"], shopId: string, ambassadorId: string): Promise<Profile> {
  const [kept] = await db.$queryRaw<Parameters<typeof profileOfRow>[0][]>`
    SELECT p.region, p.topics, coalesce((SELECT jsonb_agg(to_jsonb(h) ORDER BY h.position) FROM profile_handle h
      WHERE h.shop_id = p.shop_id AND h.ambassador_id = p.ambassador_id), '[]') AS handles
    FROM profile p WHERE p.shop_id = ${shopId} AND p.ambassador_id = ${ambassadorId}::uuid`;
  return kept ? profileOfRow(kept) : NO_PROFILE;
}
