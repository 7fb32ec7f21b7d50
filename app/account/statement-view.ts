/** An ambassador's statement as an extension shows it: the same movements in the same sentences as on the store's own page. */
import type { ShownBalance, ShownStatement } from "~/domain/page/statement-page";
import { sayMoved, sayMovement } from "~/words/storefront/sentences";
import type { Words } from "~/words/storefront/words-for";
import type { FormField, StatementView } from "./answers";

const LONGEST_DAY = 10;

/** @param storeUrl where the same statement is on the store's own pages */
export function statementView(all: Words, name: string, statement: ShownStatement, storeUrl: string): StatementView {
  const { statement: words } = all;
  const { period, opening, closing, movements, total, page, pages } = statement;
  const balance = (key: string, head: string, { pending, earned, redeemed }: ShownBalance) => ({
    ...{ key, head, sentence: words.balance(pending.text, earned.text, redeemed.text), moved: null },
  });
  const day = (field: string, label: string, value: string): FormField => ({
    ...{ name: field, label, value, help: null, problem: null, maxLength: LONGEST_DAY },
  });
  return {
    heading: words.heading(name),
    span: words.span(period.fromDay, period.lastDay),
    days: { title: words.days, from: day("from", words.from, period.from), last: day("to", words.last, period.last), button: words.show },
    movementsHeading: words.movements(total),
    lines: [
      ...(page === 1 ? [balance("opening", words.opening, opening)] : []),
      ...movements.map((one) => ({ key: one.entryId, head: one.day, sentence: sayMovement(all, one), moved: sayMoved(all, one) })),
      ...(page === pages ? [balance("closing", words.closing, closing)] : []),
    ],
    pages:
      pages > 1
        ? {
            text: words.page(page, pages),
            before: page > 1 ? { page: page - 1, label: words.earlier } : null,
            after: page < pages ? { page: page + 1, label: words.later } : null,
          }
        : null,
    download: { url: storeUrl, label: words.download },
    back: words.back,
  };
}
