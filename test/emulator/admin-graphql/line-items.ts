/** Lines of an order. A line needs its order to know its currency and whether its price contains tax. */
import type { Order, OrderLine } from "../books.ts";
import { decimalOf } from "../commerce/money.ts";
import * as totals from "../commerce/totals.ts";
import { applicationAt } from "./discount-applications.ts";
import { gid } from "./gid.ts";
import { moneyBag } from "./money.ts";
import { objectType, type ApiCall, type Field } from "./resolver.ts";

export type LineSource = { order: Order; line: OrderLine };

export const lineSources = (order: Order, _call: ApiCall): LineSource[] => order.lines.map((line) => ({ order, line }));

const amount =
  (of: (line: OrderLine, order: Order) => number): Field<LineSource> =>
  ({ line, order }) =>
    moneyBag(of(line, order), order);

export const lineItemTypes = {
  LineItem: objectType<LineSource>({
    id: ({ line }) => gid("LineItem", line.id),
    title: ({ line }) => line.title,
    variantTitle: ({ line }) => line.variantTitle,
    name: ({ line }) => (line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title),
    sku: ({ line }) => line.sku,
    vendor: ({ line }, _args, call) => (line.productId === null ? null : (call.emulator.books.product.get(line.productId)?.vendor ?? null)),
    quantity: ({ line }) => line.quantity,
    currentQuantity: ({ line }) => line.currentQuantity,
    refundableQuantity: ({ line }) => line.currentQuantity,
    isGiftCard: ({ line }) => line.giftCard,
    taxable: ({ line }) => line.taxable,
    requiresShipping: ({ line }) => line.requiresShipping,
    customAttributes: () => [],
    product: ({ line }, _args, call) => (line.productId === null ? null : (call.emulator.books.product.get(line.productId) ?? null)),
    variant: ({ line }, _args, call) => (line.variantId === null ? null : (call.emulator.books.variant.get(line.variantId) ?? null)),
    originalUnitPriceSet: amount((line) => line.unitPriceMinor),
    originalUnitPrice: ({ line, order }) => decimalOf(line.unitPriceMinor, order.currency),
    originalTotalSet: amount(totals.lineGrossMinor),
    // leaves out code and order-level discounts, and the emulator knows no other
    discountedTotalSet: {
      args: ["withCodeDiscounts"],
      resolve: ({ line, order }, args) =>
        moneyBag(args.withCodeDiscounts === true ? totals.lineTotalMinor(line) : totals.lineDiscountedTotalMinor(line), order),
    },
    totalDiscountSet: amount(totals.lineDiscountMinor),
    priceAfterAllDiscountsBeforeTaxesSet: amount((line, order) => totals.lineAfterAllDiscountsBeforeTaxesMinor(order, line)),
    discountAllocations: ({ line, order }) =>
      line.allocations.map((allocation) => ({
        allocatedAmountSet: moneyBag(allocation.amountMinor, order),
        discountApplication: applicationAt(order, allocation.applicationIndex),
      })),
    taxLines: {
      args: ["first"],
      resolve: ({ line, order }) =>
        line.taxable && line.taxRate > 0
          ? [
              {
                title: "VAT",
                rate: line.taxRate,
                ratePercentage: line.taxRate * 100,
                priceSet: moneyBag(totals.lineTaxMinor(order, line), order),
              },
            ]
          : [],
    },
  }),
};
