/** Customers, their consent, and the mutations that touch a customer: e-mail consent and tags live with their nouns. */
import type { Customer, Order } from "../books.ts";
import { addressSource } from "./addresses.ts";
import { inOrder, searchable, type Sorts } from "./connection.ts";
import { gid, idOf } from "./gid.ts";
import { metafieldOf } from "./metafields.ts";
import { moneyV2 } from "./money.ts";
import { orderFilters, orderSorts, visibleOrders } from "./orders.ts";
import { countOf } from "./products.ts";
import { objectType, type ApiCall } from "./resolver.ts";
import { parseSearch, type Filters } from "./search-query.ts";
import { storeCreditAccounts } from "./store-credit.ts";

const customerFilters: Filters<Customer> = {
  id: { kind: "number", of: (customer) => customer.id },
  created_at: { kind: "date", of: (customer) => customer.createdAt },
  customer_date: { kind: "date", of: (customer) => customer.createdAt },
  updated_at: { kind: "date", of: (customer) => customer.updatedAt },
  email: { kind: "text", of: (customer) => customer.email },
  first_name: { kind: "text", of: (customer) => customer.firstName },
  last_name: { kind: "text", of: (customer) => customer.lastName },
  tag: { kind: "text", of: (customer) => customer.tags },
  orders_count: { kind: "number", of: (customer) => customer.numberOfOrders },
};
const customerSorts: Sorts<Customer> = {
  ID: (customer) => customer.id,
  CREATED_AT: (customer) => customer.createdAt,
  UPDATED_AT: (customer) => customer.updatedAt,
};

function* ordersOf(customer: Customer, call: ApiCall): Generator<Order> {
  for (const order of visibleOrders(call)) if (order.customerId === customer.id) yield order;
}

function displayName(customer: Customer, call: ApiCall): string {
  if (call.hidePersonalData) return "";
  return [customer.firstName, customer.lastName].filter(Boolean).join(" ") || customer.email || customer.phone || "";
}

const personal = <T>(value: T, call: ApiCall): T | null => (call.hidePersonalData ? null : value);
const addressesOf = (customer: Customer, call: ApiCall) =>
  call.hidePersonalData ? [] : customer.addresses.map((address, index) => addressSource(address, customer.id, index));

export const customerTypes = {
  Customer: objectType<Customer>({
    id: (customer) => gid("Customer", customer.id),
    legacyResourceId: (customer) => customer.id,
    firstName: (customer, _args, call) => personal(customer.firstName, call),
    lastName: (customer, _args, call) => personal(customer.lastName, call),
    displayName: (customer, _args, call) => displayName(customer, call),
    email: (customer, _args, call) => personal(customer.email, call),
    defaultEmailAddress: (customer, _args, call) => (customer.email === null || call.hidePersonalData ? null : customer),
    defaultPhoneNumber: (customer, _args, call) =>
      customer.phone === null || call.hidePersonalData ? null : { phoneNumber: customer.phone, marketingState: "NOT_SUBSCRIBED" },
    defaultAddress: (customer, _args, call) => addressesOf(customer, call)[0] ?? null,
    addressesV2: inOrder(addressesOf),
    numberOfOrders: (customer) => String(customer.numberOfOrders),
    amountSpent: (customer, _args, call) => moneyV2(customer.amountSpentMinor, call.emulator.books.theShop.currency),
    lastOrder: (customer, _args, call) => {
      let last: Order | null = null;
      for (const order of ordersOf(customer, call)) if (!last || order.createdAt > last.createdAt) last = order;
      return last;
    },
    orders: searchable<Customer, Order>(orderFilters, orderSorts, ordersOf),
    storeCreditAccounts,
    tags: (customer) => customer.tags,
    note: () => null,
    locale: (customer) => customer.locale ?? "en",
    state: () => "DISABLED",
    verifiedEmail: () => true,
    taxExempt: () => false,
    createdAt: (customer) => customer.createdAt,
    updatedAt: (customer) => customer.updatedAt,
    metafield: { args: ["namespace", "key"], resolve: (customer, args, call) => metafieldOf(call, gid("Customer", customer.id), args) },
  }),
  CustomerEmailAddress: objectType<Customer>({
    emailAddress: (customer) => customer.email,
    marketingState: (customer) => customer.marketingState,
    marketingOptInLevel: (customer) => (customer.marketingState === "SUBSCRIBED" ? "SINGLE_OPT_IN" : null),
    marketingUpdatedAt: (customer) => customer.consentUpdatedAt,
    validFormat: (customer) => /^[^@\s]+@[^@\s]+$/.test(customer.email ?? ""),
  }),
};

export const customerQueries = objectType<unknown>({
  customer: { args: ["id"], resolve: (_root, args, call) => call.emulator.books.customer.get(idOf(args.id, "Customer")) ?? null },
  customers: searchable<unknown, Customer>(customerFilters, customerSorts, (_root, call) => call.emulator.books.customer.values()),
  customersCount: {
    args: ["query", "limit"],
    resolve: (_root, args, call) => countOf(call.emulator.books.customer.values(), parseSearch(args.query, customerFilters), args.limit),
  },
});
