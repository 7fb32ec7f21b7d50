/** How the checkout looks: the form on one side, the order with its discounts on the other (above it on a phone). */
import type { EmulatorContext } from "../context.ts";
import { moneyText } from "../commerce/money.ts";
import type { PricedCart } from "../commerce/price-cart.ts";
import { html, type Markup } from "../markup.ts";
import type { CheckoutForm, CheckoutProblems, Field } from "./checkout-form.ts";
import { COUNTRIES } from "./countries.ts";
import { checkoutFrame, summaryLines, summarySums } from "./order-summary.ts";

export type CheckoutState = { form: CheckoutForm; problems: CheckoutProblems; notice: string | null };

export function checkoutPage(context: EmulatorContext, priced: PricedCart, { form, problems, notice }: CheckoutState): Markup {
  const optional = (field: "address2" | "phone", label: string, autocomplete: string, type = "text") =>
    html`<div>
      <label for="${field}">${label}</label
      ><input id="${field}" name="${field}" type="${type}" autocomplete="${autocomplete}" value="${form[field]}" />
    </div>`;
  const input = (field: Exclude<Field, "country">, label: string, autocomplete: string, type = "text") =>
    html`<div>
      <label for="${field}">${label}</label
      ><input
        id="${field}"
        name="${field}"
        type="${type}"
        autocomplete="${autocomplete}"
        value="${form[field]}"
        required
        ${marks(field, problems)}
      />${problem(field, problems)}
    </div>`;
  const left = html`<form action="/checkout" method="post">
    <input type="hidden" name="expectedTotal" value="${priced.totalMinor}" />
    <h2>Contact</h2>
    ${input("email", "E-mail", "email", "email")}
    <h2>Delivery</h2>
    <div>
      <label for="country">Country</label>
      <select id="country" name="country" autocomplete="country" ${marks("country", problems)}>
        ${[...COUNTRIES].map(([code, name]) => html`<option value="${code}" ${code === form.country.toUpperCase() && html`selected`}>${name}</option>`)}
      </select>
      ${problem("country", problems)}
    </div>
    <div class="pair">${input("firstName", "First name", "given-name")}${input("lastName", "Last name", "family-name")}</div>
    ${input("address1", "Address", "address-line1")} ${optional("address2", "Flat, floor (optional)", "address-line2")}
    <div class="pair">${input("city", "City", "address-level2")}${input("zip", "Postcode", "postal-code")}</div>
    ${optional("phone", "Phone (optional)", "tel", "tel")}
    <h2>Payment</h2>
    <p class="quiet">The emulator takes no card: pressing the button pays.</p>
    <button class="button pay">Pay ${moneyText(priced.totalMinor, priced.currency)}</button>
  </form>`;
  return checkoutFrame(
    context,
    "Checkout",
    html`<h1>Checkout</h1>
      ${notice && html`<div class="notice" role="alert"><p>${notice}</p></div>`}
      ${!notice && priced.unavailable.length > 0 && html`<div class="notice" role="alert">${priced.unavailable.map(({ reason }) => html`<p>${reason}</p>`)}</div>`}
      <div class="checkout">${left}${orderPanel(context, priced)}</div>`,
  );
}

function orderPanel(context: EmulatorContext, priced: PricedCart): Markup {
  const lines = priced.lines.map((line) => ({ ...line, beforeMinor: line.unitPriceMinor * line.quantity, afterMinor: line.totalMinor }));
  return html`<aside class="panel" aria-label="Your order">
    ${summaryLines(context, lines, priced.currency)}
    <form action="/checkout/discount" method="post">
      <label for="discount">Discount code</label>
      <div class="joined">
        <input id="discount" name="discount" autocomplete="off" autocapitalize="characters" spellcheck="false" /><button
          class="plain-button"
        >
          Apply
        </button>
      </div>
    </form>
    ${priced.applied.map(({ code, title, amountMinor }) => html`<div class="code-line good"><span>${code}: ${title} (−${moneyText(amountMinor, priced.currency)})</span>${removal(code)}</div>`)}
    ${priced.refused.map(({ code, reason }) => html`<div class="code-line problem" data-refused="${code}"><span>${reason}</span>${removal(code)}</div>`)}
    ${summarySums(priced)}
  </aside>`;
}

function removal(code: string): Markup {
  return html`<form action="/checkout/discount" method="post">
    <button class="link-button" name="remove" value="${code}" aria-label="Remove ${code}">Remove</button>
  </form>`;
}

const problem = (field: Field, problems: CheckoutProblems) =>
  problems[field] && html`<p class="field-problem" id="${field}-problem">${problems[field]}</p>`;
const marks = (field: Field, problems: CheckoutProblems) =>
  problems[field] && html`aria-invalid="true" aria-describedby="${field}-problem"`;
