/**
 * Gift cards made by an app: a code that is free in the whole store, an amount within Shopify's limit. Codes count without
 * regard to case. Paying with one at the checkout isn't built, so a card keeps what it was made with.
 */
import { randomBytes } from "node:crypto";
import type { Books, GiftCard, Id, Minor } from "../books.ts";
import type { EmulatorContext } from "../context.ts";
import { inUsDollars } from "./us-dollars.ts";

export const MOST_US_DOLLARS = 2_000;
const CODE_LENGTH = { least: 8, most: 20 };

export type GiftCardError = {
  code:
    | "CUSTOMER_NOT_FOUND"
    | "GIFT_CARD_LIMIT_EXCEEDED"
    | "GREATER_THAN"
    | "INVALID"
    | "MISSING_ARGUMENT"
    | "TAKEN"
    | "TOO_LONG"
    | "TOO_SHORT";
  field: string;
  message: string;
};

export type NewGiftCard = {
  /** null: Shopify makes one up. */
  code: string | null;
  customerId: Id | null;
  note: string | null;
  /** null: none was given. */
  amountMinor: Minor | null;
  currency: string;
};

/** All that is wrong with it; empty: it can be made. */
export function giftCardErrors({ books }: EmulatorContext, { code, customerId, amountMinor, currency }: NewGiftCard): GiftCardError[] {
  const errors: GiftCardError[] = [];
  if (code !== null) errors.push(...codeErrors(books, code));
  if (customerId !== null && !books.customer.has(customerId))
    errors.push({ code: "CUSTOMER_NOT_FOUND", field: "customerId", message: "The customer could not be found." });
  if (amountMinor === null) errors.push({ code: "MISSING_ARGUMENT", field: "initialAmount", message: "Initial amount can't be blank." });
  else if (currency !== books.theShop.currency)
    errors.push({ code: "INVALID", field: "initialAmount", message: `Initial amount's currency must be ${books.theShop.currency}.` });
  else if (amountMinor <= 0)
    errors.push({ code: "GREATER_THAN", field: "initialAmount", message: "Initial amount must be greater than 0." });
  else if (inUsDollars(amountMinor, currency) > MOST_US_DOLLARS)
    errors.push({ code: "GIFT_CARD_LIMIT_EXCEEDED", field: "initialAmount", message: "Initial amount exceeds the gift card limit." });
  return errors;
}

function codeErrors(books: Books, code: string): GiftCardError[] {
  const field = "code";
  if (code.length < CODE_LENGTH.least)
    return [{ code: "TOO_SHORT", field, message: `Code is too short (minimum is ${CODE_LENGTH.least} characters)` }];
  if (code.length > CODE_LENGTH.most)
    return [{ code: "TOO_LONG", field, message: `Code is too long (maximum is ${CODE_LENGTH.most} characters)` }];
  if (!/^[a-z0-9]+$/i.test(code)) return [{ code: "INVALID", field, message: "Code can only contain letters and numbers" }];
  return isTaken(books, code) ? [{ code: "TAKEN", field, message: "Code has already been taken" }] : [];
}

function isTaken(books: Books, code: string): boolean {
  for (const card of books.giftCard.values()) if (card.code === code.toLowerCase()) return true;
  return false;
}

/** Of a card without errors. */
export function makeGiftCard({ books, clock }: EmulatorContext, card: NewGiftCard): GiftCard {
  const [id, at] = [books.nextId(), clock.iso()];
  const initialMinor = card.amountMinor!;
  return books.giftCard.put(id, {
    id,
    code: card.code?.toLowerCase() ?? randomBytes(8).toString("hex"),
    customerId: card.customerId,
    note: card.note,
    currency: card.currency,
    initialMinor,
    balanceMinor: initialMinor,
    deactivatedAt: null,
    createdAt: at,
    updatedAt: at,
  });
}

/** For good. A card that is off already stays as it was. */
export function deactivateGiftCard({ books, clock }: EmulatorContext, card: GiftCard): GiftCard {
  if (card.deactivatedAt !== null) return card;
  const at = clock.iso();
  return books.giftCard.put(card.id, { ...card, deactivatedAt: at, updatedAt: at });
}
