/**
 * What became of everything an ambassador earned: the days asked for, what was there, each movement in a sentence, what is
 * there then. Plain links and one form, so that it works without any script.
 */
import type { ShownBalance, ShownStatement } from "~/domain/page/statement-page";
import { sayMoved, sayMovement } from "~/words/storefront/sentences";
import { Frame } from "./page";
import { useWords } from "./spoken";

type Props = {
  name: string;
  statement: ShownStatement;
  /** Where this page is, and the one it leads back to. */ path: string;
  rewardsPath: string;
};

export function StatementPage({ name, statement, path, rewardsPath }: Props) {
  const all = useWords();
  const { statement: words } = all;
  const { period, opening, closing, movements, total, page, pages } = statement;
  const address = (more: Record<string, string>) => {
    const query = new URLSearchParams({ period: period.choice.replaceAll(" ", "-"), from: period.from, to: period.last, ...more });
    for (const [key, value] of [...query]) if (!value || (period.choice !== "days" && (key === "from" || key === "to"))) query.delete(key);
    return `${path}?${query}`;
  };
  return (
    <Frame name="statement" marks={{ "data-movements": String(total), "data-closing-earned": closing.earned.minor }}>
      <h1 className="regulars-heading">{words.heading(name)}</h1>
      <p className="regulars-lead">{words.span(period.fromDay, period.lastDay)}</p>
      <details className="regulars-details" open={period.choice === "days"}>
        <summary>{words.days}</summary>
        <form method="get" action={path}>
          <input type="hidden" name="period" value="days" />
          <p className="regulars-field">
            <label htmlFor="regulars-from">{words.from}</label>
            <input className="regulars-input" id="regulars-from" name="from" type="date" defaultValue={period.from} />
          </p>
          <p className="regulars-field">
            <label htmlFor="regulars-to">{words.last}</label>
            <input className="regulars-input" id="regulars-to" name="to" type="date" defaultValue={period.last} />
          </p>
          <button className="regulars-button">{words.show}</button>
        </form>
      </details>
      <section className="regulars-section" aria-labelledby="regulars-movements">
        <h2 className="regulars-subheading" id="regulars-movements">
          {words.movements(total)}
        </h2>
        <ul className="regulars-orders">
          {page === 1 && <Balance heading={words.opening} balance={opening} mark="opening" />}
          {movements.map((one) => (
            <li key={one.entryId} data-movement={one.source.name ?? ""}>
              <p className="regulars-order-head">
                <span>{one.day}</span>
              </p>
              <p>{sayMovement(all, one)}</p>
              <p>
                <strong>{sayMoved(all, one)}</strong>
              </p>
            </li>
          ))}
          {page === pages && <Balance heading={words.closing} balance={closing} mark="closing" />}
        </ul>
        {pages > 1 && (
          <p>
            {page > 1 && <a href={address({ page: String(page - 1) })}>{words.earlier}</a>} {words.page(page, pages)}{" "}
            {page < pages && <a href={address({ page: String(page + 1) })}>{words.later}</a>}
          </p>
        )}
      </section>
      <p>
        <a href={address({ format: "csv" })}>{words.download}</a>
      </p>
      <p>
        <a className="regulars-button" href={rewardsPath}>
          {words.back}
        </a>
      </p>
    </Frame>
  );
}

function Balance({ heading, balance, mark }: { heading: string; balance: ShownBalance; mark: string }) {
  const { statement: words } = useWords();
  return (
    <li data-balance={mark} data-earned-minor={balance.earned.minor}>
      <p className="regulars-order-head">
        <strong>{heading}</strong>
      </p>
      <p>{words.balance(balance.pending.text, balance.earned.text, balance.redeemed.text)}</p>
    </li>
  );
}
