/** Gift cards as the Admin API makes, finds and ends them. The code is told once, in the answer to making it. */
import type { GiftCard } from "../books.ts";
import { deactivateGiftCard, giftCardErrors, makeGiftCard } from "../commerce/gift-cards.ts";
import { searchable, type Sorts } from "./connection.ts";
import { gid, idOf, readGid } from "./gid.ts";
import { minorOf, moneyV2 } from "./money.ts";
import { objectType, onlyBuilt, type ApiCall, type Arguments } from "./resolver.ts";
import type { Filters } from "./search-query.ts";

type CreateInput = {
  code?: string | null;
  customerId?: string | null;
  note?: string | null;
  initialAmount?: { amount: string; currencyCode: string } | null;
};
type UserError = { field: string[]; code: string; message: string };

const lastOf = (card: GiftCard): string => card.code.slice(-4);
const isEnabled = (card: GiftCard): boolean => card.deactivatedAt === null;

/** Words without a field look at the whole code, as Shopify's do; the last characters alone are no term of theirs. */
const filters: Filters<GiftCard> = {
  default: { kind: "text", of: (card) => card.code },
  id: { kind: "number", of: (card) => card.id },
  customer_id: { kind: "number", of: (card) => card.customerId },
  created_at: { kind: "date", of: (card) => card.createdAt },
  updated_at: { kind: "date", of: (card) => card.updatedAt },
  status: { kind: "text", of: (card) => (isEnabled(card) ? "enabled" : "disabled") },
  source: { kind: "text", of: () => "api_client" },
  balance_status: {
    kind: "text",
    of: (card) => (card.balanceMinor === card.initialMinor ? "full" : card.balanceMinor === 0 ? "empty" : "partial"),
  },
};
const sorts: Sorts<GiftCard> = {
  ID: (card) => card.id,
  CREATED_AT: (card) => card.createdAt,
  UPDATED_AT: (card) => card.updatedAt,
};

export const giftCardTypes = {
  GiftCard: objectType<GiftCard>({
    id: (card) => gid("GiftCard", card.id),
    enabled: isEnabled,
    deactivatedAt: (card) => card.deactivatedAt,
    isRedeemable: (card) => isEnabled(card) && card.balanceMinor > 0,
    expiresOn: () => null,
    initialValue: (card) => moneyV2(card.initialMinor, card.currency),
    balance: (card) => moneyV2(card.balanceMinor, card.currency),
    lastCharacters: lastOf,
    maskedCode: (card) => `•••• •••• •••• ${lastOf(card)}`,
    note: (card) => card.note,
    customer: (card, _args, call) => (card.customerId === null ? null : (call.emulator.books.customer.get(card.customerId) ?? null)),
    order: () => null,
    createdAt: (card) => card.createdAt,
    updatedAt: (card) => card.updatedAt,
  }),
};

export const giftCardQueries = objectType<unknown>({
  giftCard: { args: ["id"], resolve: (_root, args, call) => call.emulator.books.giftCard.get(idOf(args.id, "GiftCard")) ?? null },
  giftCards: searchable<unknown, GiftCard>(filters, sorts, (_root, call) => call.emulator.books.giftCard.values()),
});

export const giftCardMutations = objectType<unknown>({
  giftCardCreate: { args: ["input"], resolve: (_root, args, call) => create(args.input as CreateInput, call) },
  giftCardDeactivate: { args: ["id"], resolve: (_root, args, call) => deactivate(args, call) },
});

function create(input: CreateInput, call: ApiCall): { giftCard: GiftCard | null; giftCardCode: string | null; userErrors: UserError[] } {
  onlyBuilt(input, ["code", "customerId", "note", "initialAmount"], "GiftCardCreateInput");
  const { theShop } = call.emulator.books;
  const { initialAmount: money } = input;
  const currency = money?.currencyCode ?? theShop.currency;
  const card = {
    code: input.code ?? null,
    customerId: input.customerId ? idOf(input.customerId, "Customer") : null,
    note: input.note ?? null,
    amountMinor: money ? minorOf(money.amount, currency) : null,
    currency,
  };
  const errors = giftCardErrors(call.emulator, card);
  if (errors.length > 0)
    return {
      giftCard: null,
      giftCardCode: null,
      userErrors: errors.map(({ field, code, message }) => ({ field: ["input", field], code, message })),
    };
  const giftCard = makeGiftCard(call.emulator, card);
  return { giftCard, giftCardCode: giftCard.code, userErrors: [] };
}

function deactivate(args: Arguments, call: ApiCall): { giftCard: GiftCard | null; userErrors: UserError[] } {
  const read = readGid(args.id);
  const card = read?.type === "GiftCard" ? call.emulator.books.giftCard.get(read.id) : undefined;
  if (!card)
    return { giftCard: null, userErrors: [{ field: ["id"], code: "GIFT_CARD_NOT_FOUND", message: "The gift card could not be found." }] };
  return { giftCard: deactivateGiftCard(call.emulator, card), userErrors: [] };
}
