/** The merchant's list of orders, fifty a page, and how an order's states look as badges. */
import type { Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { moneyText } from "../commerce/money.ts";
import { currentTotalMinor } from "../commerce/totals.ts";
import { html, htmlResponse, type Markup } from "../markup.ts";
import { adminFrame, storePath, when } from "./admin-frame.ts";
import { newestOrders } from "./order-list.ts";

const ORDERS_PER_PAGE = 50;

/** @param url `page` counts from 1; `query` is part of an order's name, e-mail, discount code or tag. */
export function ordersPage(context: EmulatorContext, url: URL): Response {
  const query = (url.searchParams.get("query") ?? "").trim();
  const all = query === "" ? newestOrders(context) : newestOrders(context).filter((order) => matches(context, order, query.toLowerCase()));
  const pages = Math.max(1, Math.ceil(all.length / ORDERS_PER_PAGE));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(url.searchParams.get("page") ?? "1")) || 1));
  const at = (number: number) => `?${new URLSearchParams({ ...(query ? { query } : {}), page: String(number) })}`;
  return htmlResponse(
    adminFrame(
      context,
      "orders",
      "Orders",
      html`<main class="page">
        <h1>Orders</h1>
        <form class="row" style="margin:0 0 12px">
          <input name="query" value="${query}" placeholder="#1001, e-mail, code" aria-label="Search orders" /><button class="button">
            Search</button
          ><span class="quiet">${all.length.toLocaleString("en-GB")} ${all.length === 1 ? "order" : "orders"}</span>
        </form>
        <section class="card">
          ${all.length === 0 ? html`<p class="quiet">No orders ${query ? "match" : "yet"}.</p>` : orderTable(context, all.slice((page - 1) * ORDERS_PER_PAGE, page * ORDERS_PER_PAGE))}
        </section>
        ${pages > 1 && html`<nav class="pages" aria-label="Pages">${page > 1 && html`<a href="${at(page - 1)}">Newer</a>`}<span>Page ${page} of ${pages}</span>${page < pages && html`<a href="${at(page + 1)}">Older</a>`}</nav>`}
      </main>`,
    ),
  );
}

export function orderTable(context: EmulatorContext, orders: Order[]): Markup {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Order</th>
        <th scope="col" class="hide-small">Date</th>
        <th scope="col">Customer</th>
        <th scope="col" class="number">Total</th>
        <th scope="col">Payment</th>
        <th scope="col" class="hide-small">Fulfilment</th>
      </tr>
    </thead>
    <tbody>
      ${orders.map(
        (order) =>
          html`<tr>
            <td><a href="${storePath(context)}/orders/${order.id}">${order.name}</a></td>
            <td class="hide-small">${when(order.createdAt)}</td>
            <td>${buyerName(context, order)}</td>
            <td class="number">${moneyText(currentTotalMinor(order), order.currency)}</td>
            <td>${paymentBadge(order)}</td>
            <td class="hide-small">${fulfilmentBadge(order)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function buyerName(context: EmulatorContext, order: Order): string {
  const customer = order.customerId === null ? undefined : context.books.customer.get(order.customerId);
  const name = [customer?.firstName, customer?.lastName].filter(Boolean).join(" ");
  return name || order.email || "No customer";
}

export function paymentBadge(order: Order): Markup {
  const words = order.financialStatus.toLowerCase().replaceAll("_", " ");
  const tone = { PAID: "good", PENDING: "warn", AUTHORIZED: "warn", PARTIALLY_PAID: "warn" }[order.financialStatus as string] ?? "";
  return html`<span class="badge ${tone}">${words.replace(/^./, (letter) => letter.toUpperCase())}</span
    >${order.test && html` <span class="badge warn">Test</span>`}`;
}

export function fulfilmentBadge(order: Order): Markup {
  if (order.cancelledAt) return html`<span class="badge bad">Cancelled</span>`;
  return order.fulfilledAt ? html`<span class="badge good">Fulfilled</span>` : html`<span class="badge warn">Unfulfilled</span>`;
}

function matches(context: EmulatorContext, order: Order, query: string): boolean {
  const codes = order.applications.map((application) => (application.type === "discount_code" ? application.code : application.title));
  return [order.name, order.email ?? "", buyerName(context, order), ...order.tags, ...codes].some((text) =>
    text.toLowerCase().includes(query),
  );
}
