/** Who the shop is, and what it lets us do. */
import { z } from "zod";
import { declaredProxyPath } from "~/env.server";
import type { ShopProfile } from "~/ports/shop";
import type { Post } from "./post-graphql.server";

const document = `#graphql
  query ReadProfile {
    shop {
      name
      email
      currencyCode
      ianaTimezone
      primaryDomain { url }
      plan { publicDisplayName }
      shopAddress { countryCodeV2 formatted }
    }
    currentAppInstallation { accessScopes { handle } }
  }`;

const shape = z.object({
  shop: z.object({
    name: z.string(),
    email: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    primaryDomain: z.object({ url: z.string() }),
    plan: z.object({ publicDisplayName: z.string() }),
    shopAddress: z.object({ countryCodeV2: z.string().nullish(), formatted: z.array(z.string()) }),
  }),
  currentAppInstallation: z.object({ accessScopes: z.array(z.object({ handle: z.string() })) }),
});

export async function readProfile(post: Post): Promise<ShopProfile> {
  const { shop, currentAppInstallation } = await post({ document, shape });
  return {
    name: shop.name,
    email: shop.email,
    postalAddress: shop.shopAddress.formatted.join(", "),
    currency: shop.currencyCode,
    ianaTimezone: shop.ianaTimezone,
    countryCode: shop.shopAddress.countryCodeV2 ?? "",
    storefrontUrl: shop.primaryDomain.url.replace(/\/$/, ""),
    proxyPrefix: declaredProxyPath,
    planName: shop.plan.publicDisplayName,
    scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle),
  };
}
