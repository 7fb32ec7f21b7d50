/**
 * New customer accounts, as far as a store page sees them: an e-mail address, a six-digit code by mail, signed in. Anybody
 * may sign in, an address the store doesn't know becomes a customer, and the page says the same either way. Tests and the
 * tour take the short way, POST /__emulator/sign-in.
 */
import { randomInt, timingSafeEqual } from "node:crypto";
import { signCustomerToken } from "../auth/customer-token.ts";
import type { Customer } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { announce } from "../commerce/announce.ts";
import { customerOfOrder, findCustomerByEmail } from "../commerce/customer-account.ts";
import { orderTotalMinor } from "../commerce/totals.ts";
import { uiExtensions } from "../extensions/bundle-extension.ts";
import { extensionPlaces } from "../extensions/extension-place.ts";
import { keepMail } from "../mailbox/keep-mail.ts";
import { customerPayload } from "../webhooks/payloads.ts";
import { html, htmlResponse } from "../markup.ts";
import { notFound } from "./catalogue-routes.ts";
import { formBody } from "./form-body.ts";
import { liquidAmount } from "./liquid/filters.ts";
import { checkoutFrame } from "./order-summary.ts";
import { safePath } from "./safe-path.ts";
import type { StorefrontRoute } from "./storefront-handler.ts";
import { themeResponse } from "./theme.ts";
import { signedIn, visitCookie, type Visit } from "./visits.ts";

const CODE_LIVES_MS = 10 * 60_000;
const TRIES = 5;
const FULL_PAGE = "customer-account.page.render";

export const accountRoutes: StorefrontRoute = async (context, visit, request, url) => {
  const ofShopifys = /^\/account\/(pages|orders)\/([\w-]+)$/.exec(url.pathname);
  if (ofShopifys && request.method === "GET") return accountsOwnPage(context, visit, url, ofShopifys[1], ofShopifys[2]);
  switch (`${request.method} ${url.pathname}`) {
    case "GET /account":
      return signedIn(context, visit) ? accountPage(context, visit, url) : seeOther("/account/login");
    case "GET /account/login":
      visit.signIn = null;
      return loginPage(context, visit, url, {
        return_to: safePath(url.searchParams.get("return_to") ?? url.searchParams.get("return_url"), "/account"),
      });
    case "POST /account/login":
      return sendCode(context, visit, url, await formBody(request));
    case "POST /account/login/code":
      return takeCode(context, visit, url, await formBody(request));
    case "GET /account/logout":
    case "POST /account/logout":
      visit.customerId = null;
      return seeOther("/");
    case "POST /__emulator/sign-in":
      return signInForTests(context, visit, await formBody(request));
    case "GET /__emulator/customer-token":
      return Response.json({ token: await signCustomerToken(context, { customerId: signedIn(context, visit)?.id ?? null }) });
  }
  return null;
};

/** Shopify's own pages of an account, which no theme draws: an app's full page, and an order with the blocks beside it. */
function accountsOwnPage(context: EmulatorContext, visit: Visit, url: URL, kind: string, name: string): Promise<Response> | Response {
  const customer = signedIn(context, visit);
  if (!customer) return seeOther(`/account/login?${new URLSearchParams({ return_to: url.pathname })}`);
  if (kind === "pages") {
    const known = uiExtensions(context).some(
      ({ handle, targets }) => handle === name && targets.some(({ target }) => target === FULL_PAGE),
    );
    const place = known && extensionPlaces(context, FULL_PAGE);
    return place ? htmlResponse(checkoutFrame(context, "Your account", place)) : notFound(context, visit, url);
  }
  const order = context.books.order.get(name);
  if (!order || order.customerId !== customer.id) return notFound(context, visit, url);
  const blocks = extensionPlaces(context, "customer-account.order-status.block.render", order);
  const body = html`<h1>Order <span data-order-name>${order.name}</span></h1>
    ${blocks}
    <p><a href="/account">Your account</a></p>`;
  return htmlResponse(checkoutFrame(context, order.name, body));
}

async function sendCode(context: EmulatorContext, visit: Visit, url: URL, form: URLSearchParams): Promise<Response> {
  const email = (form.get("email") ?? "").trim().toLowerCase();
  const returnTo = safePath(form.get("return_to"), "/account");
  if (!isAddress(email))
    return loginPage(context, visit, url, { email, return_to: returnTo, problem: "This doesn't look like an e-mail address." }, 422);
  const code = String(randomInt(0, 1_000_000)).padStart(6, "0");
  visit.signIn = { email, code, expiresAt: context.clock.now().getTime() + CODE_LIVES_MS, triesLeft: TRIES, returnTo };
  const shop = context.books.theShop;
  const lines = [
    `From: ${encodedWord(shop.name)} <${shop.email}>`,
    `To: ${email}`,
    `Subject: ${encodedWord(`${code} is your sign-in code`)}`,
    `Date: ${context.clock.now().toUTCString()}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(
      `Your code for ${shop.name} is ${code}.\n\nIt works for ten minutes. If you didn't ask for it, you can forget this mail.\n`,
    ).toString("base64"),
  ];
  await keepMail(context, { from: shop.email, to: [email], raw: lines.join("\r\n") });
  return loginPage(context, visit, url, { code_sent_to: email });
}

async function takeCode(context: EmulatorContext, visit: Visit, url: URL, form: URLSearchParams): Promise<Response> {
  const pending = visit.signIn;
  if (!pending || pending.expiresAt <= context.clock.now().getTime() || pending.triesLeft <= 0) {
    visit.signIn = null;
    return loginPage(
      context,
      visit,
      url,
      { problem: "This code no longer works. Ask for a new one.", return_to: pending?.returnTo ?? "/account" },
      422,
    );
  }
  pending.triesLeft -= 1;
  const given = (form.get("code") ?? "").replace(/\s/g, "");
  if (!/^\d{6}$/.test(given) || !timingSafeEqual(Buffer.from(given), Buffer.from(pending.code))) {
    return loginPage(context, visit, url, { code_sent_to: pending.email, problem: "That isn't the code from the mail. Look again." }, 422);
  }
  visit.signIn = null;
  visit.customerId = customerFor(context, pending.email).id;
  return seeOther(pending.returnTo);
}

/** JSON or form {email}. Signs in whoever that is, without a mail. */
function signInForTests(context: EmulatorContext, visit: Visit, form: URLSearchParams): Response {
  const email = (form.get("email") ?? "").trim();
  if (!isAddress(email)) return Response.json({ error: "say which e-mail address signs in" }, { status: 400 });
  const customer = findCustomerByEmail(context.books, email);
  if (!customer) return Response.json({ error: `the store has no customer ${email}` }, { status: 404 });
  visit.customerId = customer.id;
  return Response.json({ cookie: visitCookie(visit), customerId: customer.id });
}

function customerFor(context: EmulatorContext, email: string): Customer {
  const at = context.clock.iso();
  const { customer, isNew } = customerOfOrder(context.books, { customerId: null, email, address: null }, at)!;
  if (isNew) announce(context, [["customers/create", () => customerPayload(context, customer)]]);
  return customer;
}

function accountPage(context: EmulatorContext, visit: Visit, url: URL): Promise<Response> {
  const orders = [...context.books.order.values()]
    .filter((order) => order.customerId === visit.customerId)
    .sort((one, other) => other.createdAt.localeCompare(one.createdAt));
  const shown = orders.slice(0, 20).map((order) => ({
    id: order.id,
    name: order.name,
    created_at: order.createdAt,
    total_price: liquidAmount(orderTotalMinor(order), order.currency),
  }));
  const account_pages = uiExtensions(context)
    .filter(({ targets }) => targets.some(({ target }) => target === FULL_PAGE))
    .map(({ handle }) => handle);
  return themeResponse(context, visit, url, { template: "account", title: "Your account", objects: { orders: shown, account_pages } });
}

function loginPage(context: EmulatorContext, visit: Visit, url: URL, objects: Record<string, string>, status = 200): Promise<Response> {
  const mailbox_url = objects.code_sent_to ? `/__mail?${new URLSearchParams({ to: objects.code_sent_to })}` : null;
  return themeResponse(context, visit, url, { template: "login", title: "Sign in", status, objects: { ...objects, mailbox_url } });
}

const isAddress = (text: string): boolean =>
  text.length <= 255 && /^[^\s@<>"(),;:\\[\]]+@[^\s@<>"(),;:\\[\]]+\.[^\s@<>"(),;:\\[\]]+$/.test(text);
const encodedWord = (text: string): string => `=?utf-8?B?${Buffer.from(text).toString("base64")}?=`;

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}
