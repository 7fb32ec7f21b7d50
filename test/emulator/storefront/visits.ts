/**
 * Who is on the storefront: a cookie names a visit, and the visit holds cart, discount codes, cart attributes and who is
 * signed in. Visits live in memory, so a restarted emulator has empty carts and nobody signed in.
 */
import { randomBytes } from "node:crypto";
import type { Books, Customer, Id } from "../books.ts";
import type { EmulatorContext } from "../context.ts";

export type Visit = {
  token: string;
  lines: { variantId: Id; quantity: number }[];
  /** As the shopper or a link gave them; whether they apply is decided when the cart is priced. */
  codes: string[];
  attributes: Record<string, string>;
  note: string;
  customerId: Id | null;
  /** Path of the first page seen and the site that led there, as the order will tell them. */
  landingSite: string | null;
  referringSite: string | null;
  signIn: { email: string; code: string; expiresAt: number; triesLeft: number; returnTo: string } | null;
};

const COOKIE = "visit";
/** The oldest visits go first once there are this many. */
const MOST_VISITS = 20_000;
const visitsOf = new WeakMap<Books, Map<string, Visit>>();

/** The visit a request belongs to; a request without a known cookie begins one. */
export function visitOf(context: EmulatorContext, request: Request): Visit {
  const visits = visitsOf.get(context.books) ?? new Map<string, Visit>();
  visitsOf.set(context.books, visits);
  const known = visits.get(cookieOf(request) ?? "");
  if (known) return known;
  const visit: Visit = {
    token: randomBytes(16).toString("hex"),
    lines: [],
    codes: [],
    attributes: {},
    note: "",
    customerId: null,
    landingSite: null,
    referringSite: null,
    signIn: null,
  };
  visits.set(visit.token, visit);
  if (visits.size > MOST_VISITS) visits.delete(visits.keys().next().value!);
  return visit;
}

/** The same response, which also gives the browser its visit's cookie where it has none yet. */
export function withVisit(request: Request, visit: Visit, response: Response): Response {
  if (cookieOf(request) === visit.token) return response;
  const headers = new Headers(response.headers);
  headers.append("set-cookie", `${visitCookie(visit)}; Path=/; HttpOnly; SameSite=Lax`);
  return new Response(response.body, { status: response.status, headers });
}

/** "visit=…", as a client without a browser sends it back. */
export const visitCookie = (visit: Visit): string => `${COOKIE}=${visit.token}`;

export function signedIn(context: EmulatorContext, visit: Visit): Customer | null {
  return visit.customerId === null ? null : (context.books.customer.get(visit.customerId) ?? null);
}

function cookieOf(request: Request): string | null {
  for (const pair of (request.headers.get("cookie") ?? "").split(";")) {
    const [name, value] = pair.trim().split("=");
    if (name === COOKIE && value) return value;
  }
  return null;
}

/** Remembers how the visit began; later pages change nothing. */
export function rememberArrival(visit: Visit, request: Request, url: URL): void {
  if (visit.landingSite !== null) return;
  visit.landingSite = url.pathname + url.search;
  const referrer = request.headers.get("referer");
  if (referrer && URL.canParse(referrer) && new URL(referrer).origin !== url.origin) visit.referringSite = referrer;
}
