/** The admin's home: the store in a few figures, its latest orders, and the way into the app. */
import { currentInstallation } from "../auth/installation.ts";
import type { EmulatorContext } from "../context.ts";
import { html, htmlResponse } from "../markup.ts";
import { adminFrame, appName, appPath, storePath, when } from "./admin-frame.ts";
import { newestOrders } from "./order-list.ts";
import { orderTable } from "./orders-page.ts";

export function homePage(context: EmulatorContext): Response {
  const { books } = context;
  const shop = books.theShop;
  const count = (number: number) => number.toLocaleString("en-GB");
  const installed = currentInstallation(context) !== null;
  return htmlResponse(
    adminFrame(
      context,
      "home",
      "Home",
      html`<main class="page">
        <h1>${shop.name}</h1>
        <div class="cards">
          <section class="card">
            <h2>Orders</h2>
            <div class="figure">${count(books.order.size)}</div>
            <a href="${storePath(context)}/orders">See them</a>
          </section>
          <section class="card">
            <h2>Customers</h2>
            <div class="figure">${count(books.customer.size)}</div>
            <span class="quiet"
              >${count([...books.customer.values()].filter(({ marketingState }) => marketingState === "SUBSCRIBED").length)} agreed to
              mail</span
            >
          </section>
          <section class="card">
            <h2>Products</h2>
            <div class="figure">${count(books.product.size)}</div>
            <a href="/collections/all" target="_blank">In the store</a>
          </section>
        </div>
        <section class="card">
          <h2>${appName(context)}</h2>
          <p>${installed ? "Installed." : "Not installed yet: opening it installs it."}</p>
          <a class="button primary" href="${appPath(context)}/app">Open ${appName(context)}</a>
        </section>
        <section class="card">
          <h2>Latest orders</h2>
          ${books.order.size === 0 ? html`<p class="quiet">No orders yet.</p>` : orderTable(context, newestOrders(context).slice(0, 5))}
        </section>
        <p class="quiet">This store is ${shop.origin}. Here it is ${when(context.clock.iso())}.</p>
      </main>`,
    ),
  );
}
