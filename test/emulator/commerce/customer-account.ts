/**
 * Every order with an e-mail belongs to a customer, as at Shopify: a guest's order is linked to the customer with that
 * address, who is made when there is none yet. Their totals follow the money: net of refunds.
 */
import type { Address, Books, Customer, Id, Instant, Minor } from "../books.ts";

/** How addresses are compared. Shopify keeps `a+b@` apart from `a@`. */
export const emailKey = (email: string | null): string | null => email?.trim().toLowerCase() || null;

const idsByEmail = new WeakMap<Books, Map<string, Id>>();

/** The customer with this address, without regard to case; null when nobody has it. */
export function findCustomerByEmail(books: Books, email: string | null): Customer | null {
  const key = emailKey(email);
  if (key === null) return null;
  let remembered = idsByEmail.get(books);
  if (!remembered) idsByEmail.set(books, (remembered = new Map()));
  const known = books.customer.get(remembered.get(key) ?? "");
  if (known && emailKey(known.email) === key) return known;
  // Not remembered, or out of date: other parts put customers too. Comparing lengths first keeps this far below a millisecond.
  for (const customer of books.customer.values()) {
    if (customer.email?.length !== key.length || customer.email.toLowerCase() !== key) continue;
    remembered.set(key, customer.id);
    return customer;
  }
  return null;
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
