/** A store that sells no subscriptions refuses a discount that speaks of them, so it is asked before. */
import { z } from "zod";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadSellsSubscriptions {
    shop { features { sellsSubscriptions } }
  }`;

const shape = z.object({ shop: z.object({ features: z.object({ sellsSubscriptions: z.boolean() }) }) });

export async function readSellsSubscriptions(post: Post): Promise<boolean> {
  return (await post({ document, shape })).shop.features.sellsSubscriptions;
}
