/** Lines, discounts and sums of a cart or an order, as checkout and thank-you page show them. */
import type { EmulatorContext } from "../context.ts";
import { moneyText } from "../commerce/money.ts";
import { html, type Markup } from "../markup.ts";
import { pictureUrl } from "./product-picture.ts";

export type SummaryLine = {
  title: string;
  variantTitle: string | null;
  productId: string | null;
  quantity: number;
  beforeMinor: number;
  afterMinor: number;
};
export type SummarySums = {
  currency: string;
  subtotalMinor: number;
  shippingMinor: number;
  shippingDiscountMinor: number;
  taxMinor: number;
  taxesIncluded: boolean;
  totalMinor: number;
};

export function summaryLines(context: EmulatorContext, lines: SummaryLine[], currency: string): Markup {
  return html`<ul class="summary">
    ${lines.map((line) => {
      const product = line.productId === null ? undefined : context.books.product.get(line.productId);
      return html`<li>
        ${product ? html`<img src="${pictureUrl(product)}" alt="" width="56" height="56" />` : html`<span></span>`}
        <span>${line.title}${line.variantTitle && `, ${line.variantTitle}`} <span class="quiet units">× ${line.quantity}</span></span>
        <span
          >${line.afterMinor < line.beforeMinor && html`<s>${moneyText(line.beforeMinor, currency)}</s> `}${moneyText(line.afterMinor, currency)}</span
        >
      </li>`;
    })}
  </ul>`;
}

export function summarySums(sums: SummarySums): Markup {
  const money = (minor: number) => moneyText(minor, sums.currency);
  const shipping = sums.shippingMinor - sums.shippingDiscountMinor;
  return html`<dl class="sums">
    <div>
      <dt>Goods</dt>
      <dd>${money(sums.subtotalMinor)}</dd>
    </div>
    <div>
      <dt>Shipping</dt>
      <dd>${shipping === 0 ? "Free" : money(shipping)}</dd>
    </div>
    ${
      !sums.taxesIncluded &&
      html`<div>
        <dt>Tax</dt>
        <dd>${money(sums.taxMinor)}</dd>
      </div>`
    }
    <div class="grand">
      <dt>Total</dt>
      <dd>${money(sums.totalMinor)}</dd>
    </div>
    ${
      sums.taxesIncluded &&
      sums.taxMinor > 0 &&
      html`<div class="quiet">
        <dt>Tax within</dt>
        <dd>${money(sums.taxMinor)}</dd>
      </div>`
    }
  </dl>`;
}

/** The frame of pages that are not the theme's: Shopify's own checkout. */
export function checkoutFrame(context: EmulatorContext, title: string, body: Markup): Markup {
  const shop = context.books.theShop;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title} – ${shop.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/plain.css" />
      </head>
      <body>
        <header class="site-header">
          <div class="wide">
            <a class="brand" href="/">${shop.name}</a><span class="site-tools"><a href="/cart">Cart</a></span>
          </div>
        </header>
        <main class="wide">${body}</main>
      </body>
    </html>`;
}
