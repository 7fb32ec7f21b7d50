/** The default address of a customer, as a merchant edits it: their first one. Without any, nothing can be sent to them unasked. */
import type { Address, Customer, Id } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { customerPayload } from "../webhooks/payloads.ts";
import { announce } from "./announce.ts";

/** @param address null takes every address away. @throws Error on an unknown customer */
export function setAddress(ctx: EmulatorContext, customerId: Id, address: Address | null): Customer {
  const before = ctx.books.customer.need(customerId);
  const addresses = address ? [address, ...before.addresses.slice(1)] : [];
  const customer = ctx.books.customer.put(customerId, { ...before, addresses, updatedAt: ctx.clock.iso() });
  announce(ctx, [["customers/update", () => customerPayload(ctx, customer)]]);
  return customer;
}
