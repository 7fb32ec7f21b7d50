/** An ambassador's statement for the extension in their customer account: of who the token names, and nobody else. */
import type { StatementAnswer } from "~/account/answers";
import { onAccount } from "~/account/on-account.server";
import { statementView } from "~/account/statement-view";
import { readStatementPage } from "~/domain/page/read-statement-page.server";
import { readPageAsked, readPeriodAsked } from "~/ingest/read-period-asked";
import type { Customer } from "~/ingest/verify-account.server";

export const loader = onAccount("statement", show);
/** Nothing is changed here: whatever is posted, it is told. */
export const action = onAccount("statement", show);

async function show({ world, buyerId, params, spoken: { locale }, words }: Customer): Promise<StatementAnswer> {
  const asked = readPeriodAsked(params);
  const found = await readStatementPage(world, { buyerId, asked, locale, page: readPageAsked(params) });
  if (found.outcome === "not an ambassador") {
    const { heading, text } = words.stranger;
    return { outcome: found.outcome, heading, text: text(found.shopName) };
  }
  if (found.outcome !== "statement") return { outcome: "no such days", sentence: words.statement.problems[found.outcome] };
  return { outcome: "statement", view: statementView(words, found.name, found.statement, found.storeUrl) };
}
