/**
 * The store that shoppers see: which address is answered by which part. Any page hands the
 * browser its visit's cookie.
 */
import type { EmulatorContext, Handler } from "../context.ts";
import { extensionAssets } from "../extensions/extension-place.ts";
import { accountRoutes } from "./account-routes.ts";
import { assetRoutes } from "./asset-routes.ts";
import { cartRoutes } from "./cart-routes.ts";
import { catalogueRoutes } from "./catalogue-routes.ts";
import { checkoutRoutes } from "./checkout-routes.ts";
import { discountLink } from "./discount-link.ts";
import { rememberArrival, visitOf, withVisit, type Visit } from "./visits.ts";

/** One part of the storefront: null means "not mine". */
export type StorefrontRoute = (
  context: EmulatorContext,
  visit: Visit,
  request: Request,
  url: URL,
) => Promise<Response | null> | Response | null;

const ROUTES: StorefrontRoute[] = [catalogueRoutes, cartRoutes, discountLink, checkoutRoutes, accountRoutes];
/** Only these addresses begin a visit; the emulator's other parts share the origin. */
const PAGES =
  /^\/(?:$|(?:collections|products|pages|cart|discount|checkout|thank-you|account)(?:[/.]|$)|cart\.js$|__emulator\/(?:sign-in|customer-token)$)/;

export const storefrontHandler: Handler = async (context, request, url) => {
  const asset = assetRoutes(context, request, url);
  if (asset) return asset;
  const extension = await extensionAssets(context, request, url);
  if (extension) return extension;
  if (!PAGES.test(url.pathname)) return null;
  const visit = visitOf(context, request);
  rememberArrival(visit, request, url);
  for (const route of ROUTES) {
    const response = await route(context, visit, request, url);
    if (response) return withVisit(request, visit, response);
  }
  return null;
};
