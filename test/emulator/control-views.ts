/** What the control API shows of the books: sums to check the app's ledger against, and orders in pages. */
import type { Discount, Order } from "./books.ts";
import { codeKey, discountStatus } from "./commerce/discount-rules.ts";
import * as totals from "./commerce/totals.ts";
import { currentInstallation } from "./auth/installation.ts";
import type { EmulatorContext } from "./context.ts";

const ORDERS_A_PAGE = 100;

export function booksSummary(context: EmulatorContext): Record<string, unknown> {
  const { books, clock } = context;
  const shop = books.theShop;
  const money = { currency: shop.currency, totalMinor: 0, currentTotalMinor: 0, receivedMinor: 0, refundedMinor: 0 };
  const orders = { all: 0, test: 0, cancelled: 0, withCodes: 0 };
  for (const order of books.order.values()) {
    orders.all++;
    if (order.test) orders.test++;
    if (order.cancelledAt) orders.cancelled++;
    if (codesOf(order).length > 0) orders.withCodes++;
    money.totalMinor += totals.orderTotalMinor(order);
    money.currentTotalMinor += totals.currentTotalMinor(order);
    money.receivedMinor += totals.totalReceivedMinor(order);
    money.refundedMinor += totals.totalRefundedMinor(order);
  }
  const deliveries: Record<string, number> = {};
  for (const delivery of books.delivery.values()) deliveries[delivery.status] = (deliveries[delivery.status] ?? 0) + 1;
  const installation = currentInstallation(context);
  return {
    shop: { domain: shop.domain, name: shop.name, origin: shop.origin, currency: shop.currency, planName: shop.planName },
    now: clock.iso(),
    installed: installation !== null,
    scopes: installation?.scopes ?? [],
    orders,
    customers: books.customer.size,
    products: books.product.size,
    variants: books.variant.size,
    mails: books.mail.size,
    deliveries,
    money,
    ...discountsAndCodes(context),
  };
}

/** Every discount with its sums; of the codes only those used, since unused ones come by the thousand. */
function discountsAndCodes({ books, clock }: EmulatorContext): { discounts: unknown[]; usedCodes: unknown[] } {
  const sums = new Map<string, { codes: number; uses: number }>();
  const usedCodes = [];
  for (const code of books.redeemCode.values()) {
    const sum = sums.get(code.discountId) ?? { codes: 0, uses: 0 };
    sums.set(code.discountId, { codes: sum.codes + 1, uses: sum.uses + code.usedByOrderIds.length });
    if (code.usedByOrderIds.length > 0)
      usedCodes.push({ code: code.code, discountId: code.discountId, uses: code.usedByOrderIds.length, orderIds: code.usedByOrderIds });
  }
  const view = (discount: Discount) => ({
    id: discount.id,
    title: discount.title,
    kind: discount.kind,
    value: discount.value,
    status: discountStatus(discount, clock.now()),
    ...(sums.get(discount.id) ?? { codes: 0, uses: 0 }),
  });
  return { discounts: [...books.discount.values()].map(view), usedCodes };
}

const codesOf = (order: Order): string[] =>
  order.applications.flatMap((application) => (application.type === "discount_code" ? [application.code] : []));

/** `?code=`: carrying that code; `?since=`: created at or after; `?page=` from 1, 100 a page, oldest first. */
export function listOrders({ books }: EmulatorContext, url: URL): Record<string, unknown> {
  const code = url.searchParams.get("code");
  const since = url.searchParams.get("since") ?? "";
  const page = Math.max(1, Number(url.searchParams.get("page") ?? 1) || 1);
  const wanted = [...books.order.values()]
    .filter((order) => order.createdAt >= since && (code === null || codesOf(order).some((one) => codeKey(one) === codeKey(code))))
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.number - b.number));
  return {
    page,
    pages: Math.ceil(wanted.length / ORDERS_A_PAGE),
    total: wanted.length,
    orders: wanted.slice((page - 1) * ORDERS_A_PAGE, page * ORDERS_A_PAGE).map(orderView),
  };
}

function orderView(order: Order): Record<string, unknown> {
  return {
    id: order.id,
    name: order.name,
    createdAt: order.createdAt,
    customerId: order.customerId,
    email: order.email,
    codes: codesOf(order),
    attributes: order.noteAttributes,
    tags: order.tags,
    financialStatus: order.financialStatus,
    fulfilledAt: order.fulfilledAt,
    cancelledAt: order.cancelledAt,
    test: order.test,
    currency: order.currency,
    totalMinor: totals.orderTotalMinor(order),
    refundedMinor: totals.totalRefundedMinor(order),
    refundDiscrepancyMinor: totals.refundDiscrepancyMinor(order),
    lines: order.lines.map((line) => ({
      id: line.id,
      productId: line.productId,
      variantId: line.variantId,
      title: line.title,
      quantity: line.quantity,
      currentQuantity: line.currentQuantity,
      giftCard: line.giftCard,
      afterAllDiscountsBeforeTaxesMinor: totals.lineAfterAllDiscountsBeforeTaxesMinor(order, line),
    })),
  };
}
