/** What the checkout asks for and how it judges it: each problem is a sentence for the shopper, kept beside its field. */
import type { Address } from "../books.ts";
import { COUNTRIES, countryCode } from "./countries.ts";

export const FIELDS = ["email", "firstName", "lastName", "address1", "city", "zip", "country"] as const;
export type Field = (typeof FIELDS)[number];
/** What may stay empty. */
const OPTIONAL = ["address2", "phone"] as const;
/** As typed. */
export type CheckoutForm = Record<Field | (typeof OPTIONAL)[number], string>;
export type CheckoutProblems = Partial<Record<Field, string>>;

const MISSING: Record<Field, string> = {
  email: "Enter an e-mail address, so that we can send you the receipt.",
  firstName: "Enter a first name.",
  lastName: "Enter a last name.",
  address1: "Enter the street and number.",
  city: "Enter the town or city.",
  zip: "Enter the postcode.",
  country: "Choose a country.",
};

export function readCheckoutForm(body: URLSearchParams): CheckoutForm {
  return Object.fromEntries([...FIELDS, ...OPTIONAL].map((field) => [field, (body.get(field) ?? "").trim().slice(0, 255)])) as CheckoutForm;
}

/** Either where to send it, or what is wrong. `country` may be an ISO code or an English name. */
export function judgeCheckoutForm(form: CheckoutForm): { email: string; address: Address } | { problems: CheckoutProblems } {
  const problems: CheckoutProblems = {};
  for (const field of FIELDS) if (form[field] === "") problems[field] = MISSING[field];
  if (form.email !== "" && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(form.email)) problems.email = "This doesn't look like an e-mail address.";
  const code = countryCode(form.country);
  if (form.country !== "" && code === null) problems.country = "We don't know this country: choose one from the list.";
  if (Object.keys(problems).length > 0) return { problems };
  const address: Address = {
    firstName: form.firstName,
    lastName: form.lastName,
    address1: form.address1,
    address2: form.address2 || null,
    city: form.city,
    province: null,
    zip: form.zip,
    countryCode: code,
    country: COUNTRIES.get(code!)!,
    phone: form.phone || null,
  };
  return { email: form.email, address };
}
