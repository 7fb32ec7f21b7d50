/** The orders that carried their code or link: when, whether each counts and why, what it brings. Never who bought. */
import type { RewardsView } from "../../../app/account/answers.ts";
import type { Section } from "./rewards-page.tsx";

/** So many are shown at once; the rest is folded away. */
const SHOWN = 8;

export function Orders({ view: { orders, noOrders, moreOrders }, words, openStatement }: Section & { openStatement: () => void }) {
  return (
    <s-section heading={words("orders")}>
      <s-stack gap="base">
        {orders.length === 0 && <s-paragraph>{noOrders}</s-paragraph>}
        <List orders={orders.slice(0, SHOWN)} />
        {orders.length > SHOWN && (
          <s-details>
            <s-summary>{words("earlier")}</s-summary>
            <List orders={orders.slice(SHOWN)} />
          </s-details>
        )}
        {moreOrders && <s-text color="subdued">{moreOrders}</s-text>}
        <s-button variant="secondary" onClick={openStatement}>
          {words("statement")}
        </s-button>
      </s-stack>
    </s-section>
  );
}

function List({ orders }: { orders: RewardsView["orders"] }) {
  if (orders.length === 0) return null;
  return (
    <s-unordered-list>
      {orders.map(({ orderName, placedOn, verdict, sentence, credit }) => (
        <s-list-item key={orderName}>
          <s-text type="strong">
            {placedOn} · {verdict}
          </s-text>
          <s-paragraph>{sentence}</s-paragraph>
          {credit && <s-paragraph color="subdued">{credit}</s-paragraph>}
        </s-list-item>
      ))}
    </s-unordered-list>
  );
}
