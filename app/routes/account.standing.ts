/** For the blocks on the thank-you page and at an order: is this customer one of the store's regulars, and what was this order? */
import { z } from "zod";
import type { StandingAnswer } from "~/account/answers";
import { onAccount } from "~/account/on-account.server";
import { standingAnswer } from "~/account/standing-answer";
import { readOrderNote } from "~/domain/page/read-order-note.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { idOfGid, kindOfGid } from "~/ingest/gid";
import type { Customer } from "~/ingest/verify-account.server";

/** Shopify calls an order by either, with the same number: on the thank-you page by the second, whatever its own types say. */
const ORDER_KINDS = ["Order", "OrderIdentity"];

/** The order the block stands at, as Shopify names it; anything else names none. */
const orderAsked = z
  .string()
  .max(100)
  .transform((gid) => (ORDER_KINDS.includes(kindOfGid(gid) ?? "") ? idOfGid(gid) : null))
  .catch(null);

export const loader = onAccount("standing", show);
/** Nothing is changed here: whatever is posted, it is told. */
export const action = onAccount("standing", show);

async function show({ world, buyerId, params, spoken: { locale }, words }: Customer): Promise<StandingAnswer> {
  const orderId = orderAsked.parse(params.get("order"));
  const facts = await readRewardsPage(world, { buyerId, locale });
  return standingAnswer(words, facts, orderId ? await readOrderNote(world, { buyerId, orderId }) : { outcome: "nothing to say" });
}
