/** Where a parcel goes, as Shopify tells it of a customer and of a draft order alike, in our words. */
import { z } from "zod";
import type { Destination } from "~/ports/shop";

export const destinationShape = z.object({
  name: z.string().nullable(),
  company: z.string().nullable(),
  address1: z.string().nullable(),
  address2: z.string().nullable(),
  zip: z.string().nullable(),
  city: z.string().nullable(),
  province: z.string().nullable(),
  countryCodeV2: z.string().nullable(),
  formatted: z.array(z.string()),
});

/** @returns null where no street is named: an address of a country alone is nowhere to send to */
export function toDestination(address: z.output<typeof destinationShape> | null): Destination | null {
  const street = address?.address1?.trim();
  if (!address || !street) return null;
  const { name, company, address2, zip, city, province, countryCodeV2: countryCode, formatted: lines } = address;
  return { ...{ name, company, address1: street, address2, zip, city, province, countryCode }, lines };
}
