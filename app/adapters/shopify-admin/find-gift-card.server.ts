/**
 * Our gift card, looked for by its code: what we look at after a reply was lost. Shopify searches whole codes but tells only
 * the last four characters, so those and our note must agree too.
 */
import { z } from "zod";
import { idOfGid } from "~/ingest/gid";
import type { ShopPort } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query FindGiftCard($code: String!) {
    giftCards(first: 50, query: $code) {
      nodes { id enabled lastCharacters note }
    }
  }`;

const card = z.object({ id: z.string(), enabled: z.boolean(), lastCharacters: z.string(), note: z.string().nullish() });
const shape = z.object({ giftCards: z.object({ nodes: z.array(card) }) });

export async function findGiftCard(
  post: Post,
  { code, note }: Parameters<ShopPort["findGiftCard"]>[0],
): Promise<{ giftCardId: string; enabled: boolean } | null> {
  const { giftCards } = await post({ document, variables: { code }, shape });
  const ours = giftCards.nodes.find((one) => one.note === note && code.toLowerCase().endsWith(one.lastCharacters.toLowerCase()));
  return ours ? { giftCardId: idOfGid(ours.id), enabled: ours.enabled } : null;
}
