/** What the control API shows of what was given away: store credit by customer, gift cards with their codes, draft orders. */
import type { DraftOrder, GiftCard, StoreCreditAccount } from "./books.ts";
import { balanceOf, movementsOn } from "./commerce/store-credit.ts";
import type { EmulatorContext } from "./context.ts";

const A_PAGE = 100;
type View = (context: EmulatorContext, url: URL) => Record<string, unknown>;

export const issuedViews: Record<string, View> = {
  "store-credit": ({ books }, url) =>
    page(url, "accounts", [...books.storeCreditAccount.values()], (account: StoreCreditAccount) => ({
      id: account.id,
      customerId: account.customerId,
      currency: account.currency,
      balanceMinor: balanceOf(books, account.id),
      movements: movementsOn(books, account.id).map(({ transaction: { id, kind, event, amountMinor, createdAt } }) => ({
        id,
        kind,
        event,
        amountMinor,
        createdAt,
      })),
    })),
  // Shopify shows a code to nobody; whoever checks the app's books must see it.
  "gift-cards": ({ books }, url) =>
    page(url, "giftCards", [...books.giftCard.values()], (card: GiftCard) => ({ ...card, enabled: card.deactivatedAt === null })),
  "draft-orders": ({ books }, url) => page(url, "draftOrders", [...books.draftOrder.values()], (draft: DraftOrder) => draft),
};

/** `?customer=`: of that customer only; `?page=` from 1, 100 a page, oldest first. */
function page<T extends { customerId: string | null }>(
  url: URL,
  name: string,
  rows: T[],
  view: (row: T) => unknown,
): Record<string, unknown> {
  const customer = url.searchParams.get("customer");
  const wanted = rows.filter(({ customerId }) => customer === null || customerId === customer);
  const number = Math.max(1, Number(url.searchParams.get("page") ?? 1) || 1);
  return {
    page: number,
    pages: Math.ceil(wanted.length / A_PAGE),
    total: wanted.length,
    [name]: wanted.slice((number - 1) * A_PAGE, number * A_PAGE).map(view),
  };
}
