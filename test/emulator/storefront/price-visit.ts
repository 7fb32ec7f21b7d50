/** A visit's cart, priced. One place, so that cart page, cart.js and checkout can never disagree. */
import type { Address } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { priceCart, type Cart, type PricedCart } from "../commerce/price-cart.ts";
import { signedIn, type Visit } from "./visits.ts";

export type Buyer = { email: string | null; shippingAddress: Address | null };

/** Before the checkout knows them, a guest has no e-mail and no address. */
const UNKNOWN: Buyer = { email: null, shippingAddress: null };

export function cartOf(context: EmulatorContext, visit: Visit, buyer: Buyer = UNKNOWN): Cart {
  const customer = signedIn(context, visit);
  return {
    lines: visit.lines,
    codes: visit.codes,
    attributes: Object.entries(visit.attributes).map(([name, value]) => ({ name, value })),
    customerId: customer?.id ?? null,
    email: buyer.email ?? customer?.email ?? null,
    shippingAddress: buyer.shippingAddress,
  };
}

export function priceVisit(context: EmulatorContext, visit: Visit, buyer?: Buyer): PricedCart {
  return priceCart(context, cartOf(context, visit, buyer));
}
