/** Amounts that may be had instead of a product: typed, opened by one press and confirmed by a second, which alone takes. */
import type { PageAmount, RewardsPage as Facts } from "~/domain/page/rewards-page";
import { useWords } from "./spoken";

type Props = { facts: Facts; action: string; keyFor: (purpose: string) => string };

/** A key made for one kind is good for no other. */
export const amountPurpose = (kind: PageAmount["kind"]): string => `redeem ${kind}`;

export function Amounts({ facts, action, keyFor }: Props) {
  const { rewards: words } = useWords();
  if (!facts.amounts.length) return null;
  return (
    <section className="regulars-section" aria-labelledby="regulars-amounts">
      <h2 className="regulars-subheading" id="regulars-amounts">
        {facts.productWays.length ? words.amounts.heading : words.shelf}
      </h2>
      {facts.amounts.map((amount) => (
        <Amount
          key={amount.kind}
          amount={amount}
          earned={facts.earned.text}
          action={action}
          requestKey={keyFor(amountPurpose(amount.kind))}
        />
      ))}
    </section>
  );
}

function Amount({
  amount: { kind, least, affordable },
  earned,
  action,
  requestKey,
}: {
  amount: PageAmount;
  earned: string;
  action: string;
  requestKey: string;
}) {
  const { rewards: words } = useWords();
  const { title, text, button } = words.amounts.kinds[kind];
  const field = `regulars-amount-${kind.replace(" ", "-")}`;
  return (
    <form className="regulars-way" method="post" action={action} data-amount-kind={kind}>
      <input type="hidden" name="intent" value="redeem-amount" />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="requestKey" value={requestKey} />
      {affordable ? (
        <details className="regulars-choose">
          <summary className="regulars-button regulars-button-plain">{title}</summary>
          <p>{text}</p>
          <p>
            <label htmlFor={field}>{words.amounts.howMuch(least.text, earned)}</label>
            <input className="regulars-input" id={field} name="amount" inputMode="decimal" autoComplete="off" maxLength={20} required />
          </p>
          <button className="regulars-button">{button}</button>
        </details>
      ) : (
        <p className="regulars-quiet">{words.amounts.from(title, least.text)}</p>
      )}
    </form>
  );
}
