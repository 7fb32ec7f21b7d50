/** Whether an ambassador may have the code they are typing in their customer account. It only looks. */
import type { CodeAnswer } from "~/account/answers";
import { onAccount } from "~/account/on-account.server";
import { answerCode } from "~/domain/page/answer-code.server";
import type { Customer } from "~/ingest/verify-account.server";
import { checkedAnswer } from "~/storefront/code-field";

export const loader = onAccount("code", show);
/** Nothing is changed here: whatever is posted, it is told. */
export const action = onAccount("code", show);

async function show({ world, buyerId, params, spoken: { locale }, words }: Customer): Promise<CodeAnswer> {
  const checked = await answerCode(world, { chooser: { buyerId }, typed: params.get("code") ?? "", name: "", locale });
  return checked.outcome === "nobody to choose" ? checked : { outcome: "checked", ...checkedAnswer(words, checked) };
}
