/** One order as the merchant sees it: lines, money, refunds, and forms to refund part, refund all, cancel, send or mark as paid. */
import type { Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { moneyText } from "../commerce/money.ts";
import {
  currentLineTotalMinor,
  currentTotalMinor,
  currentUnits,
  netPaymentMinor,
  orderDiscountMinor,
  orderShippingMinor,
  orderSubtotalMinor,
  orderTaxMinor,
  orderTotalMinor,
  totalOutstandingMinor,
  totalRefundedMinor,
} from "../commerce/totals.ts";
import { html, htmlResponse, type Markup } from "../markup.ts";
import { adminFrame, storePath, when } from "./admin-frame.ts";
import { buyerName, fulfilmentBadge, paymentBadge } from "./orders-page.ts";

export type OrderNotice = { text: string; bad: boolean };

export function orderPage(context: EmulatorContext, order: Order, notice: OrderNotice | null): Response {
  const body = html`<main class="page">
    <p><a href="${storePath(context)}/orders">All orders</a></p>
    <h1>${order.name} ${paymentBadge(order)} ${fulfilmentBadge(order)}</h1>
    ${notice && html`<div class="notice ${notice.bad && "bad"}" role="${notice.bad ? "alert" : "status"}">${notice.text}</div>`}
    <div class="two">
      <div>${linesCard(context, order)}${refundsCard(order)}</div>
      <div>${moneyCard(order)}${buyerCard(context, order)}${factsCard(order)}</div>
    </div>
  </main>`;
  return htmlResponse(adminFrame(context, "orders", order.name, body), { status: notice?.bad ? 422 : 200 });
}

function linesCard(context: EmulatorContext, order: Order): Markup {
  const action = (name: string) => `${storePath(context)}/orders/${order.id}/${name}`;
  const money = (minor: number) => moneyText(minor, order.currency);
  const button = (name: string, label: string, tone = "") =>
    html`<form method="post" action="${action(name)}"><button class="${tone}">${label}</button></form>`;
  const refundable = netPaymentMinor(order) > 0;
  const disputed = (order.disputes ?? []).some(({ status }) => status === "NEEDS_RESPONSE" || status === "UNDER_REVIEW");
  return html`<section class="card">
    <h2>Goods</h2>
    <form method="post" action="${action("refund")}">
      <table>
        <thead>
          <tr>
            <th scope="col">Product</th>
            <th scope="col" class="number hide-small">Price</th>
            <th scope="col" class="number">Units</th>
            <th scope="col" class="number">Now</th>
            ${refundable && html`<th scope="col">Refund</th>`}
          </tr>
        </thead>
        <tbody>
          ${order.lines.map(
            (line) =>
              html`<tr>
                <td>${line.title}${line.variantTitle && html`<br /><span class="quiet">${line.variantTitle}</span>`}</td>
                <td class="number hide-small">${money(line.unitPriceMinor)}</td>
                <td class="number">
                  ${line.currentQuantity}${line.currentQuantity !== line.quantity && html` <span class="quiet">of ${line.quantity}</span>`}
                </td>
                <td class="number">${money(currentLineTotalMinor(line))}</td>
                ${refundable && html`<td><input type="number" name="line[${line.id}]" min="0" max="${line.currentQuantity}" value="0" ${line.currentQuantity === 0 && html`disabled`} aria-label="Units of ${line.title} to refund" /></td>`}
              </tr>`,
          )}
        </tbody>
      </table>
      ${
        refundable &&
        html`<div class="row">
          <label>Shipping <input name="shipping" inputmode="decimal" size="8" placeholder="0.00" /></label>
          <label>Or this amount <input name="amount" inputmode="decimal" size="8" placeholder="" /></label>
          <label>Reason <input name="note" size="16" /></label>
          <button class="primary">Refund part</button>
        </div>`
      }
    </form>
    <div class="row">
      ${refundable && button("refund-all", `Refund all (${money(netPaymentMinor(order))})`)}
      ${totalOutstandingMinor(order) > 0 && !order.cancelledAt && button("mark-paid", "Mark as paid")}
      ${!order.fulfilledAt && !order.cancelledAt && currentUnits(order) > 0 && button("fulfil", "Mark as fulfilled")}
      ${!order.cancelledAt && !order.fulfilledAt && button("cancel", "Cancel order", "critical")}
      ${refundable && !disputed && button("dispute", "The bank asks the payment back")}
      ${disputed && button("dispute-lost", "The bank takes the payment back", "critical")}
      ${disputed && button("dispute-won", "The bank lets the payment stand")}
    </div>
  </section>`;
}

function refundsCard(order: Order): Markup | false {
  return (
    order.refunds.length > 0 &&
    html`<section class="card">
      <h2>Refunds</h2>
      <table>
        <tbody>
          ${order.refunds.map(
            (refund) =>
              html`<tr>
                <td>${when(refund.createdAt)}</td>
                <td>
                  ${refund.lines.reduce((units, line) => units + line.quantity, 0)}
                  units${refund.note && html`<br /><span class="quiet">${refund.note}</span>`}
                </td>
                <td class="number">${moneyText(refund.totalMinor, order.currency)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`
  );
}

function moneyCard(order: Order): Markup {
  const money = (minor: number) => moneyText(minor, order.currency);
  const row = (name: string, minor: number) =>
    html`<dt>${name}</dt>
      <dd>${money(minor)}</dd>`;
  return html`<section class="card">
    <h2>Money</h2>
    <dl class="sums">
      ${row("Goods after discounts", orderSubtotalMinor(order))} ${row("Discounts given", orderDiscountMinor(order))}
      ${row("Shipping", orderShippingMinor(order))} ${row(order.taxesIncluded ? "Tax within" : "Tax", orderTaxMinor(order))}
      ${order.tipMinor > 0 && row("Tip", order.tipMinor)} ${row("Total", orderTotalMinor(order))}
      ${order.refunds.length > 0 && row("Refunded", totalRefundedMinor(order))}
      ${order.refunds.length > 0 && row("Total now", currentTotalMinor(order))}
      ${totalOutstandingMinor(order) !== 0 && row("Outstanding", totalOutstandingMinor(order))}
    </dl>
  </section>`;
}

function buyerCard(context: EmulatorContext, order: Order): Markup {
  const address = order.shippingAddress;
  return html`<section class="card">
    <h2>Customer</h2>
    <p>${buyerName(context, order)}<br /><span class="quiet">${order.email}</span></p>
    ${address && html`<p class="quiet">${[address.address1, [address.zip, address.city].filter(Boolean).join(" "), address.country].filter(Boolean).join(", ")}</p>`}
  </section>`;
}

function factsCard(order: Order): Markup {
  return html`<section class="card">
    <h2>Facts</h2>
    <p>${when(order.createdAt)}, by ${order.sourceName}</p>
    ${order.applications.map((application) => html`<p><span class="badge">${application.type === "discount_code" ? application.code : application.title}</span></p>`)}
    ${order.tags.length > 0 && html`<p class="quiet">Tags: ${order.tags.join(", ")}</p>`}
    ${order.noteAttributes.map(({ name, value }) => html`<p class="quiet">${name}: ${value}</p>`)}
  </section>`;
}
