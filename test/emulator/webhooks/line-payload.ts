/** One line of an order as webhooks carry it, in orders and again in refunds. */
import type { Minor, Order, OrderLine } from "../books.ts";
import { decimalOf } from "../commerce/money.ts";
import * as totals from "../commerce/totals.ts";
import type { EmulatorContext } from "../context.ts";
import { gid, restId } from "./payload-pieces.ts";

/** `line_items[]`. `quantity` never falls; `current_quantity` does. */
export function linePayload(ctx: EmulatorContext, order: Order, line: OrderLine) {
  const product = line.productId === null ? undefined : ctx.books.product.get(line.productId);
  const variant = line.variantId === null ? undefined : ctx.books.variant.get(line.variantId);
  const money = (minor: Minor) => decimalOf(minor, order.currency);
  const set = (minor: Minor) => totals.moneySet(order, minor);
  const ownDiscount = totals.lineGrossMinor(line) - totals.lineDiscountedTotalMinor(line);
  return {
    id: restId(line.id),
    admin_graphql_api_id: gid("LineItem", line.id),
    attributed_staffs: [],
    current_quantity: line.currentQuantity,
    fulfillable_quantity: order.fulfilledAt ? 0 : line.currentQuantity,
    fulfillment_service: line.giftCard ? "gift_card" : "manual",
    fulfillment_status: order.fulfilledAt ? "fulfilled" : null,
    gift_card: line.giftCard,
    grams: 0,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    price: money(line.unitPriceMinor),
    price_set: set(line.unitPriceMinor),
    product_exists: product !== undefined,
    product_id: line.productId === null ? null : restId(line.productId),
    properties: [],
    quantity: line.quantity,
    requires_shipping: line.requiresShipping,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: line.taxable,
    title: line.title,
    total_discount: money(ownDiscount),
    total_discount_set: set(ownDiscount),
    variant_id: line.variantId === null ? null : restId(line.variantId),
    variant_inventory_management: variant && variant.inventory !== null ? "shopify" : null,
    variant_title: line.variantTitle,
    vendor: product?.vendor ?? null,
    tax_lines: line.taxable && line.taxRate > 0 ? taxLines(order, totals.lineTaxMinor(order, line), line.taxRate) : [],
    duties: [],
    discount_allocations: line.allocations.map(({ applicationIndex, amountMinor }) => ({
      amount: money(amountMinor),
      amount_set: set(amountMinor),
      discount_application_index: applicationIndex,
    })),
  };
}

/** `tax_lines`: the emulator knows one flat rate. */
export function taxLines(order: Order, taxMinor: Minor, rate?: number) {
  if (taxMinor === 0 && rate === undefined) return [];
  const taxRate = rate ?? order.lines.find((line) => line.taxable && line.taxRate > 0)?.taxRate ?? 0;
  const price = decimalOf(taxMinor, order.currency);
  return [{ price, rate: taxRate, title: "Tax", price_set: totals.moneySet(order, taxMinor), channel_liable: false }];
}
