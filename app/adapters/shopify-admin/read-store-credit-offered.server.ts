/** Store credit is spent in the new customer accounts only, and the merchant may have it switched off: ask before promising it. */
import { z } from "zod";
import type { Post } from "./post-graphql.server";
import { ANSWER_WITHIN_MS } from "./send-within";

const document = `#graphql
  query ReadStoreCreditOffered {
    shop { customerAccountsV2 { customerAccountsVersion } }
    storeCreditConfiguration { storeCreditEnabled }
  }`;

const shape = z.object({
  shop: z.object({ customerAccountsV2: z.object({ customerAccountsVersion: z.string() }) }),
  storeCreditConfiguration: z.object({ storeCreditEnabled: z.boolean() }),
});

export async function readStoreCreditOffered(post: Post): Promise<boolean> {
  const { shop, storeCreditConfiguration } = await post({ document, shape, answerWithinMs: ANSWER_WITHIN_MS });
  return shop.customerAccountsV2.customerAccountsVersion === "NEW_CUSTOMER_ACCOUNTS" && storeCreditConfiguration.storeCreditEnabled;
}
