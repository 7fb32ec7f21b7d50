/** The orders that carried the ambassador's code or link: when, whether each counts and why, and what it brings. Never who bought. */
import type { PageOrder, RewardsPage as Facts } from "~/domain/page/rewards-page";
import { sayCredit, sayOrder, sayVerdict } from "~/words/storefront/sentences";
import { useWords } from "./spoken";

/** So many are shown at once; the rest is folded away. */
const SHOWN = 8;

export function Orders({ facts: { orders, ordersTotal } }: { facts: Facts }) {
  const { rewards: words } = useWords();
  return (
    <section className="regulars-section" aria-labelledby="regulars-orders">
      <h2 className="regulars-subheading" id="regulars-orders">
        {words.orders}
      </h2>
      {orders.length === 0 ? <p>{words.noOrders}</p> : <List orders={orders.slice(0, SHOWN)} />}
      {orders.length > SHOWN && (
        <details className="regulars-details">
          <summary>{words.earlierOrders(orders.length - SHOWN)}</summary>
          <List orders={orders.slice(SHOWN)} />
        </details>
      )}
      {ordersTotal > orders.length && <p className="regulars-quiet">{words.moreOrders(orders.length, ordersTotal)}</p>}
    </section>
  );
}

function List({ orders }: { orders: PageOrder[] }) {
  const words = useWords();
  return (
    <ul className="regulars-orders">
      {orders.map((order) => (
        <li key={order.orderName} data-order={order.orderName} data-credit-state={order.creditState}>
          <p className="regulars-order-head">
            <span>{order.placedOn}</span>
            <strong>{sayVerdict(words, order)}</strong>
          </p>
          <p>{sayOrder(words, order)}</p>
          {sayCredit(words, order) && <p className="regulars-quiet">{sayCredit(words, order)}</p>}
        </li>
      ))}
    </ul>
  );
}
