/** A buyer is a customer with orders. What an erased or merged buyer's row keeps is decided here. */
import type { Consent, ReadBuyer } from "~/ports/shop";

/** What names a person or where they live; an erased buyer's row keeps none of it. */
export const NOBODY = {
  firstName: null,
  lastName: null,
  email: null,
  countryCode: null,
  province: null,
  city: null,
  consent: "unknown" as Consent,
};

export type PersonalColumns = Omit<ReadBuyer, "buyerId">;

/** How a person is called on the owner's pages; never "null". */
export function nameOf(buyer: { firstName: string | null; lastName: string | null; email: string | null }): string {
  const name = [buyer.firstName, buyer.lastName].filter(Boolean).join(" ").trim();
  return name || buyer.email || "Unknown customer";
}
