/** The pieces that several webhook bodies share: ids, addresses, the short customer inside an order. */
import type { Address, Customer, Id } from "../books.ts";

/** A numeric id as the wire has it: a bare number, beyond 2^53. */
export const restId = (id: Id): bigint => BigInt(id);
/** gid://shopify/Order/123 */
export const gid = (type: string, id: Id): string => `gid://shopify/${type}/${id}`;

export function addressPayload(address: Address) {
  const name = [address.firstName, address.lastName].filter(Boolean).join(" ");
  return {
    first_name: address.firstName,
    address1: address.address1,
    phone: address.phone,
    city: address.city,
    zip: address.zip,
    province: address.province,
    country: address.country,
    last_name: address.lastName,
    address2: address.address2 ?? null,
    company: null,
    latitude: null,
    longitude: null,
    name: name || null,
    country_code: address.countryCode,
    province_code: null,
  };
}

/** The customer inside an order: no tags, no counts, no consent since 2025-01. */
export function customerOfOrderPayload(customer: Customer) {
  return {
    id: restId(customer.id),
    created_at: customer.createdAt,
    updated_at: customer.updatedAt,
    first_name: customer.firstName,
    last_name: customer.lastName,
    state: "disabled",
    note: null,
    verified_email: customer.email !== null,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: null,
    tax_exemptions: [],
    admin_graphql_api_id: gid("Customer", customer.id),
    default_address: customer.addresses[0] ? addressPayload(customer.addresses[0]) : null,
  };
}
