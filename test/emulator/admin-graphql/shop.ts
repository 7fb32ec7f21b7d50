/** The shop itself, and the app's own installation with the scopes it was granted. */
import { currentInstallation } from "../auth/installation.ts";
import type { Installation, ShopRecord } from "../books.ts";
import { appInstallationGid, gid } from "./gid.ts";
import { metafieldOf } from "./metafields.ts";
import { objectType, type ApiCall } from "./resolver.ts";

function minutesFromUtc(timeZone: string, at: Date): number {
  const part = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find((each) => each.type === "timeZoneName")!.value;
  const match = /GMT(?:([+-])(\d{2}):(\d{2}))?/.exec(part);
  if (!match?.[1]) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

export const shopNow = (call: ApiCall): ShopRecord => call.emulator.books.theShop;

export const shopTypes = {
  Shop: objectType<ShopRecord>({
    id: (shop) => gid("Shop", shop.id),
    name: (shop) => shop.name,
    email: (shop) => shop.email,
    contactEmail: (shop) => shop.email,
    shopOwnerName: (shop) => shop.ownerName,
    myshopifyDomain: (shop) => shop.domain,
    // the storefront stands at the emulator's origin, so links built from here open in a browser
    url: (_shop, _args, call) => call.emulator.config.origin,
    primaryDomain: (shop, _args, call) => ({
      id: gid("Domain", shop.id),
      host: new URL(call.emulator.config.origin).host,
      url: call.emulator.config.origin,
      sslEnabled: true,
    }),
    currencyCode: (shop) => shop.currency,
    enabledPresentmentCurrencies: (shop) => [shop.currency],
    ianaTimezone: (shop) => shop.ianaTimezone,
    timezoneOffsetMinutes: (shop, _args, call) => minutesFromUtc(shop.ianaTimezone, call.emulator.clock.now()),
    taxesIncluded: (shop) => shop.taxesIncluded,
    taxShipping: (shop) => shop.taxRate > 0,
    plan: (shop) => ({
      publicDisplayName: shop.planName,
      displayName: shop.planName,
      shopifyPlus: /plus/i.test(shop.planName),
      partnerDevelopment: false,
    }),
    customerAccountsV2: (shop, _args, call) => ({
      customerAccountsVersion: shop.newCustomerAccounts ? "NEW_CUSTOMER_ACCOUNTS" : "CLASSIC",
      loginLinksVisibleOnStorefrontAndCheckout: true,
      loginRequiredAtCheckout: false,
      url: `${call.emulator.config.origin}/account`,
    }),
    shopAddress: (shop) => shop,
    features: (shop) => shop,
    setupRequired: () => false,
    createdAt: (shop) => shop.createdAt,
    updatedAt: (shop) => shop.createdAt,
    metafield: { args: ["namespace", "key"], resolve: (shop, args, call) => metafieldOf(call, gid("Shop", shop.id), args) },
  }),
  ShopFeatures: objectType<ShopRecord>({ sellsSubscriptions: (shop) => shop.sellsSubscriptions }),
  ShopAddress: objectType<ShopRecord>({
    id: (shop) => gid("ShopAddress", shop.id),
    countryCodeV2: (shop) => shop.countryCode,
    formatted: (shop) => shop.addressLines ?? [],
  }),
  AppInstallation: objectType<Installation>({
    id: (_installation, _args, call) => appInstallationGid(call.emulator.books),
    accessScopes: (installation) => installation.scopes.map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
    metafield: {
      args: ["namespace", "key"],
      resolve: (_installation, args, call) => metafieldOf(call, appInstallationGid(call.emulator.books), args),
    },
  }),
};

export const shopQueries = objectType<unknown>({
  shop: (_root, _args, call) => shopNow(call),
  currentAppInstallation: (_root, _args, call) => currentInstallation(call.emulator),
});
