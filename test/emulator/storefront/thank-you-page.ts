/** What the shopper sees once the order is placed. */
import type { Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { lineGrossMinor, lineTotalMinor, orderSubtotalMinor, orderTaxMinor, orderTotalMinor } from "../commerce/totals.ts";
import { extensionPlaces } from "../extensions/extension-place.ts";
import { html, type Markup } from "../markup.ts";
import { checkoutFrame, summaryLines, summarySums } from "./order-summary.ts";

export function thankYouPage(context: EmulatorContext, order: Order): Markup {
  const lines = order.lines.map((line) => ({ ...line, beforeMinor: lineGrossMinor(line), afterMinor: lineTotalMinor(line) }));
  const address = order.shippingAddress;
  return checkoutFrame(
    context,
    "Thank you",
    html`<div class="checkout">
      <div>
        <p class="quiet">Order <span data-order-name>${order.name}</span></p>
        <h1>Thank you${address?.firstName && `, ${address.firstName}`}</h1>
        <p>
          Your order is ${order.financialStatus === "PAID" ? "paid and " : ""}on its way into our hands. A receipt would go to
          ${order.email ?? "you"}.
        </p>
        ${
          address &&
          html`<h2>Goes to</h2>
            <p>
              ${address.firstName} ${address.lastName}<br />${address.address1}<br />${address.zip} ${address.city}<br />${address.country}
            </p>`
        }
        ${extensionPlaces(context, "purchase.thank-you.block.render", order)}
        <p><a class="button" href="/">Back to the store</a></p>
      </div>
      <aside class="panel" aria-label="Your order">
        ${summaryLines(context, lines, order.currency)}
        ${order.applications.map((application) => application.type === "discount_code" && html`<p class="good">Code ${application.code} used</p>`)}
        ${summarySums({
          currency: order.currency,
          subtotalMinor: orderSubtotalMinor(order),
          shippingMinor: order.shippingMinor,
          shippingDiscountMinor: order.shippingDiscountMinor,
          taxMinor: orderTaxMinor(order),
          taxesIncluded: order.taxesIncluded,
          totalMinor: orderTotalMinor(order),
        })}
      </aside>
    </div>`,
  );
}
