/**
 * Webhook bodies as Shopify sends them: REST shapes of API version 2026-10. Numeric ids are bigint here and bare numbers on
 * the wire, gids are strings, money is decimal strings. The large ones have their own files; all are taken from here.
 */
import type { BulkOperation, Customer, Id, Installation, Order, ShopRecord } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { addressPayload, gid, restId } from "./payload-pieces.ts";

export { orderEditedPayload, orderPayload } from "./order-payload.ts";
export { refundPayload } from "./refund-payload.ts";
export { customerOfOrderPayload, gid, restId } from "./payload-pieces.ts";

/** `customers/create`, `customers/update`: no tags, no consent, no totals since 2025-01. */
export function customerPayload(_ctx: EmulatorContext, customer: Customer) {
  const addresses = customer.addresses.map((address) => addressPayload(address));
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
    tax_exemptions: [],
    addresses,
    default_address: addresses[0] ?? null,
    admin_graphql_api_id: gid("Customer", customer.id),
  };
}

/** `orders/delete`: of the order only its number is left. */
export const deletedOrderPayload = (orderId: Id) => ({ id: restId(orderId) });

/** `customers/merge`. */
export function customerMergePayload(keptId: Id, deletedId: Id, jobId: string) {
  return {
    admin_graphql_api_customer_kept_id: gid("Customer", keptId),
    admin_graphql_api_customer_deleted_id: gid("Customer", deletedId),
    admin_graphql_api_job_id: gid("Job", jobId),
    status: "completed",
    errors: [],
  };
}

/** `customers_email_marketing_consent/update`. */
export function marketingConsentPayload(customer: Customer) {
  return {
    customer_id: restId(customer.id),
    email_address: customer.email,
    email_marketing_consent: {
      state: customer.marketingState.toLowerCase(),
      opt_in_level: customer.marketingState === "SUBSCRIBED" ? "single_opt_in" : null,
      consent_updated_at: customer.consentUpdatedAt,
    },
  };
}

/** `bulk_operations/finish`. */
export function bulkFinishPayload(operation: BulkOperation) {
  return {
    admin_graphql_api_id: gid("BulkOperation", operation.id),
    completed_at: operation.completedAt,
    created_at: operation.createdAt,
    error_code: operation.errorCode?.toLowerCase() ?? null,
    status: operation.status.toLowerCase(),
    type: "query",
  };
}

/** `app/uninstalled`, `shop/update`: the flat REST shop. */
export function shopPayload(shop: ShopRecord) {
  return {
    id: restId(shop.id),
    name: shop.name,
    email: shop.email,
    domain: shop.domain,
    province: null,
    country: shop.countryCode,
    address1: null,
    zip: null,
    city: null,
    source: null,
    phone: null,
    latitude: null,
    longitude: null,
    primary_locale: "en",
    address2: null,
    created_at: shop.createdAt,
    updated_at: shop.createdAt,
    country_code: shop.countryCode,
    country_name: shop.countryCode,
    currency: shop.currency,
    customer_email: shop.email,
    timezone: shop.ianaTimezone,
    iana_timezone: shop.ianaTimezone,
    shop_owner: shop.ownerName,
    money_format: "{{amount}}",
    money_with_currency_format: `{{amount}} ${shop.currency}`,
    weight_unit: "kg",
    province_code: null,
    taxes_included: shop.taxesIncluded,
    auto_configure_tax_inclusivity: null,
    tax_shipping: null,
    county_taxes: true,
    plan_display_name: shop.planName,
    plan_name: shop.planName.toLowerCase(),
    has_discounts: true,
    has_gift_cards: true,
    myshopify_domain: shop.domain,
    money_in_emails_format: "{{amount}}",
    money_with_currency_in_emails_format: `{{amount}} ${shop.currency}`,
    eligible_for_payments: true,
    requires_extra_payments_agreement: false,
    password_enabled: false,
    has_storefront: true,
    finances: true,
    primary_location_id: null,
    checkout_api_supported: true,
    multi_location_enabled: false,
    setup_required: false,
    pre_launch_enabled: false,
    enabled_presentment_currencies: [shop.currency],
    transactional_sms_disabled: true,
    marketing_sms_consent_enabled_at_checkout: false,
  };
}

/** `app/scopes_update`. */
export function scopesUpdatePayload(shop: ShopRecord, installation: Installation, previous: string[], at: string) {
  return { id: gid("AppInstallation", shop.id), shop_id: gid("Shop", shop.id), previous, current: installation.scopes, updated_at: at };
}

const shopIdentity = (shop: ShopRecord) => ({ shop_id: restId(shop.id), shop_domain: shop.domain });
const customerIdentity = (customer: Customer) => ({ id: restId(customer.id), email: customer.email, phone: customer.phone });
const orderIds = (orders: Order[]) => orders.map((order) => restId(order.id));

/** `customers/data_request`. */
export function dataRequestPayload(shop: ShopRecord, customer: Customer, orders: Order[], requestId: Id) {
  return {
    ...shopIdentity(shop),
    orders_requested: orderIds(orders),
    customer: customerIdentity(customer),
    data_request: { id: restId(requestId) },
  };
}
/** `customers/redact`. */
export function customerRedactPayload(shop: ShopRecord, customer: Customer, orders: Order[]) {
  return { ...shopIdentity(shop), customer: customerIdentity(customer), orders_to_redact: orderIds(orders) };
}
/** `shop/redact`, 48 hours after the app was uninstalled. */
export const shopRedactPayload = (shop: ShopRecord) => shopIdentity(shop);
