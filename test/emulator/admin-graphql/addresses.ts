/** Postal addresses of customers and orders. */
import type { Address } from "../books.ts";
import { gid } from "./gid.ts";
import { objectType } from "./resolver.ts";

export type AddressSource = Address & { ownerId: string; index: number };

export const addressSource = (address: Address, ownerId: string, index: number): AddressSource => ({ ...address, ownerId, index });

const nameOf = (address: Address): string | null => [address.firstName, address.lastName].filter(Boolean).join(" ") || null;

export const addressTypes = {
  MailingAddress: objectType<AddressSource>({
    id: (address) => `${gid("MailingAddress", `${address.ownerId}${address.index}`)}?model_name=Address`,
    firstName: (address) => address.firstName,
    lastName: (address) => address.lastName,
    name: nameOf,
    address1: (address) => address.address1,
    address2: (address) => address.address2 ?? null,
    company: (address) => address.company ?? null,
    city: (address) => address.city,
    province: (address) => address.province,
    zip: (address) => address.zip,
    country: (address) => address.country,
    countryCodeV2: (address) => address.countryCode,
    phone: (address) => address.phone,
    formatted: {
      args: ["withName", "withCompany"],
      resolve: (address, { withName = false, withCompany = true }) =>
        [
          withName && nameOf(address),
          withCompany && address.company,
          address.address1,
          address.address2,
          [address.city, address.zip].filter(Boolean).join(" "),
          address.country,
        ].filter(Boolean),
    },
    formattedArea: (address) => [address.city, address.province, address.country].filter(Boolean).join(", ") || null,
  }),
};
