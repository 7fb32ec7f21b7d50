/**
 * The checkout: contact, address, discounts, pay. Plain form posts, so that it can be walked without a browser:
 * GET /checkout, POST /checkout, 303 to /thank-you/<token>. An order is placed only at the total the shopper was shown, when
 * the form says which (`expectedTotal`); a changed total shows the page again with the reason.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import type { Order } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { CheckoutRefused, placeOrder } from "../commerce/place-order.ts";
import { htmlResponse } from "../markup.ts";
import { notFound } from "./catalogue-routes.ts";
import { FIELDS, judgeCheckoutForm, readCheckoutForm, type CheckoutForm, type CheckoutProblems } from "./checkout-form.ts";
import { checkoutPage } from "./checkout-page.ts";
import { formBody } from "./form-body.ts";
import { cartOf, priceVisit, type Buyer } from "./price-visit.ts";
import type { StorefrontRoute } from "./storefront-handler.ts";
import { thankYouPage } from "./thank-you-page.ts";
import { signedIn, type Visit } from "./visits.ts";

export const checkoutRoutes: StorefrontRoute = async (context, visit, request, url) => {
  if (url.pathname === "/checkout") {
    if (request.method === "GET")
      return visit.lines.length === 0 ? seeOther("/cart") : show(context, visit, { form: prefilled(context, visit) });
    if (request.method === "POST") return pay(context, visit, await formBody(request), addressOf(request));
    return new Response("Use GET or POST.", { status: 405, headers: { allow: "GET, POST" } });
  }
  if (url.pathname === "/checkout/discount" && request.method === "POST") return changeCodes(visit, await formBody(request));
  if (!url.pathname.startsWith("/thank-you/") || request.method !== "GET") return null;
  const order = orderOfToken(context, url.pathname.slice("/thank-you/".length));
  return order ? htmlResponse(thankYouPage(context, order)) : notFound(context, visit, url);
};

/** Whoever asks says by this header where they are: on this machine everybody is. */
const addressOf = (request: Request): string | null => request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || null;

function pay(context: EmulatorContext, visit: Visit, body: URLSearchParams, clientIp: string | null): Response {
  const form = readCheckoutForm(body);
  const judged = judgeCheckoutForm(form);
  if ("problems" in judged) return show(context, visit, { form, problems: judged.problems, status: 422 });
  const expected = body.get("expectedTotal");
  const buyer: Buyer = { email: judged.email, shippingAddress: judged.address };
  try {
    const order = placeOrder(context, cartOf(context, visit, buyer), {
      clientIp,
      landingSite: visit.landingSite,
      referringSite: visit.referringSite,
      ...(expected !== null && /^\d+$/.test(expected) ? { expectedTotalMinor: Number(expected) } : {}),
    });
    Object.assign(visit, { lines: [], codes: [], attributes: {}, note: "" });
    return seeOther(`/thank-you/${tokenOfOrder(context, order)}`);
  } catch (error) {
    if (!(error instanceof CheckoutRefused)) throw error;
    return show(context, visit, { form, notice: error.message, buyer, status: 422 });
  }
}

/** `discount` adds a code, `remove` takes one away. */
function changeCodes(visit: Visit, body: URLSearchParams): Response {
  const added = (body.get("discount") ?? "").trim();
  const gone = (body.get("remove") ?? "").trim().toUpperCase();
  if (added !== "" && added.length <= 255 && !visit.codes.some((code) => code.toUpperCase() === added.toUpperCase()))
    visit.codes = [...visit.codes, added].slice(-10);
  if (gone !== "") visit.codes = visit.codes.filter((code) => code.toUpperCase() !== gone);
  return seeOther("/checkout");
}

type Shown = { form: CheckoutForm; problems?: CheckoutProblems; notice?: string; buyer?: Buyer; status?: number };

function show(context: EmulatorContext, visit: Visit, { form, problems = {}, notice, buyer, status = 200 }: Shown): Response {
  return htmlResponse(checkoutPage(context, priceVisit(context, visit, buyer), { form, problems, notice: notice ?? null }), { status });
}

function prefilled(context: EmulatorContext, visit: Visit): CheckoutForm {
  const customer = signedIn(context, visit);
  const address = customer?.addresses[0];
  const known: Partial<CheckoutForm> = {
    email: customer?.email ?? "",
    firstName: address?.firstName ?? customer?.firstName ?? "",
    lastName: address?.lastName ?? customer?.lastName ?? "",
    address1: address?.address1 ?? "",
    address2: address?.address2 ?? "",
    phone: address?.phone ?? "",
    city: address?.city ?? "",
    zip: address?.zip ?? "",
    country: address?.countryCode ?? context.books.theShop.countryCode,
  };
  return { ...known, ...Object.fromEntries(FIELDS.map((field) => [field, known[field] ?? ""])) } as CheckoutForm;
}

/** Names the order to whoever just placed it and to nobody else; needs no memory, so it outlives a restart. */
function tokenOfOrder(context: EmulatorContext, order: Pick<Order, "id">): string {
  return `${order.id}-${createHmac("sha256", context.config.apiSecret).update(`thank-you ${order.id}`).digest("hex").slice(0, 24)}`;
}

function orderOfToken(context: EmulatorContext, token: string): Order | null {
  const order = context.books.order.get(token.split("-")[0]);
  if (!order) return null;
  const right = Buffer.from(tokenOfOrder(context, order));
  const given = Buffer.from(token);
  return right.length === given.length && timingSafeEqual(right, given) ? order : null;
}

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
