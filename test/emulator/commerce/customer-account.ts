/**
 * Every order with an e-mail belongs to a customer, as at Shopify: a guest's order is linked to the customer with that
 * address, who is made when there is none yet. Their totals follow the money: net of refunds.
 */
import type { Address, Books, Customer, Id, Instant, Minor } from "../books.ts";
import { emailKey } from "./discount-rules.ts";

const idsByEmail = new WeakMap<Books, Map<string, Id>>();

/** The customer with this address, without regard to case; null when nobody has it. */
export function findCustomerByEmail(books: Books, email: string): Customer | null {
  const key = emailKey(email);
  if (key === null) return null;
  const remembered = books.customer.get(idsByEmail.get(books)?.get(key) ?? "");
  if (remembered && emailKey(remembered.email) === key) return remembered;
  // Not remembered, or out of date: other parts put customers too, so look through all of them.
  const fresh = new Map<string, Id>();
  for (const customer of books.customer.values()) {
    const theirs = emailKey(customer.email);
    if (theirs !== null && !fresh.has(theirs)) fresh.set(theirs, customer.id);
  }
  idsByEmail.set(books, fresh);
  return books.customer.get(fresh.get(key) ?? "") ?? null;
}

/**
 * The order's customer: the one signed in, else by e-mail, else a new one; null when neither is known (a sale at a till).
 * @throws Error when the customer signed in isn't in the books.
 */
export function customerOfOrder(
  books: Books,
  who: { customerId: Id | null; email: string | null; address: Address | null },
  at: Instant,
): { customer: Customer; isNew: boolean } | null {
  if (who.customerId !== null) return { customer: books.customer.need(who.customerId), isNew: false };
  const email = emailKey(who.email);
  if (email === null) return null;
  const known = findCustomerByEmail(books, email);
  if (known) return { customer: known, isNew: false };
  const customer: Customer = {
    id: books.nextId(),
    firstName: who.address?.firstName ?? null,
    lastName: who.address?.lastName ?? null,
    email,
    phone: who.address?.phone ?? null,
    marketingState: "NOT_SUBSCRIBED",
    consentUpdatedAt: null,
    addresses: who.address ? [who.address] : [],
    tags: [],
    numberOfOrders: 0,
    amountSpentMinor: 0,
    createdAt: at,
    updatedAt: at,
  };
  books.customer.put(customer.id, customer);
  idsByEmail.get(books)?.set(email, customer.id);
  return { customer, isNew: true };
}

/** Adds to a customer's totals; negative for money given back. */
export function addToCustomer(books: Books, customerId: Id | null, change: { orders?: number; spentMinor?: Minor }, at: Instant): void {
  const customer = customerId === null ? undefined : books.customer.get(customerId);
  if (!customer) return;
  books.customer.put(customer.id, {
    ...customer,
    numberOfOrders: customer.numberOfOrders + (change.orders ?? 0),
    amountSpentMinor: customer.amountSpentMinor + (change.spentMinor ?? 0),
    updatedAt: at,
  });
}
