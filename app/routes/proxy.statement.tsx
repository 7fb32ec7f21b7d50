/** An ambassador's statement on the store's own pages, for who is signed in and nobody else; as a spreadsheet under ?format=csv. */
import { readStatementPage } from "~/domain/page/read-statement-page.server";
import { writeStatementCsv } from "~/domain/page/write-statement-csv.server";
import { csvAnswer } from "~/csv-answer.server";
import { readPageAsked, readPeriodAsked } from "~/ingest/read-period-asked";
import type { Visitor } from "~/ingest/verify-proxy.server";
import type { Answer } from "~/storefront/answer.server";
import { SIGN_IN_PLACE } from "~/storefront/for-liquid";
import { MessagePage } from "~/storefront/message-page";
import { onStorefront } from "~/storefront/on-storefront.server";
import { StatementPage } from "~/storefront/statement-page";
import { nameSource, sayMovement } from "~/words/storefront/sentences";

export const loader = onStorefront("statement", show);
/** Nothing is changed here: whatever is posted, the page is shown. */
export const action = onStorefront("statement", show);

async function show({ world, buyerId, pathPrefix, params, spoken: { locale }, words: all }: Visitor): Promise<Answer | Response> {
  const { signIn, statement: words, stranger } = all;
  if (!buyerId)
    return {
      page: (
        <MessagePage
          name="statement"
          outcome="signed out"
          heading={words.signedOut}
          text={signIn.text}
          way={{ href: SIGN_IN_PLACE, label: signIn.button }}
        />
      ),
    };
  const asked = readPeriodAsked(params);
  const found = await readStatementPage(world, { buyerId, asked, locale, page: readPageAsked(params) });
  if (found.outcome === "not an ambassador")
    return {
      page: <MessagePage name="statement" outcome={found.outcome} heading={stranger.heading} text={stranger.text(found.shopName)} />,
    };
  const way = { href: `${pathPrefix}/statement`, label: words.everything };
  if (found.outcome !== "statement")
    return {
      page: (
        <MessagePage
          name="statement"
          outcome={found.outcome}
          heading={words.problemHeading}
          text={words.problems[found.outcome]}
          way={way}
        />
      ),
      status: 400,
    };
  const { whose, period, name, statement } = found;
  if (params.get("format") === "csv")
    return csvAnswer(
      writeStatementCsv(world, {
        whose,
        period,
        reader: "ambassador",
        words: { ...words.csv, movement: (movement) => sayMovement(all, movement), source: ({ source }) => nameSource(all, source) ?? "" },
      }),
      words.fileName,
    );
  return { page: <StatementPage name={name} statement={statement} path={way.href} rewardsPath={`${pathPrefix}/rewards`} /> };
}
