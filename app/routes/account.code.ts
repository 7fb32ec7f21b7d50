/** Whether an ambassador may have the code they are typing in their customer account. It only looks. */
import type { CodeAnswer } from "~/account/answers";
import { onAccount } from "~/account/on-account.server";
import { answerCode } from "~/domain/page/answer-code.server";
import { limitPosts } from "~/ingest/limit-posts.server";
import type { Customer } from "~/ingest/verify-account.server";
import { checkedAnswer } from "~/storefront/code-field";
import { CODE_CHECKS_A_MINUTE } from "~/storefront/on-storefront.server";

/** As on the store's page, so that nobody asks by the thousand which codes there are. */
const limit = limitPosts({ mostPerMinute: CODE_CHECKS_A_MINUTE });

export const loader = onAccount("code", show, limit);
/** Nothing is changed here: whatever is posted, it is told. */
export const action = onAccount("code", show, limit);

async function show({ world, buyerId, params, spoken: { locale }, words }: Customer): Promise<CodeAnswer> {
  const checked = await answerCode(world, { chooser: { buyerId }, typed: params.get("code") ?? "", name: "", locale });
  return checked.outcome === "nobody to choose" ? checked : { outcome: "checked", ...checkedAnswer(words, checked) };
}
