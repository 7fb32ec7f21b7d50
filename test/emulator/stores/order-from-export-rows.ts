/** Makes one order of the rows that an order export has for it: the first row tells the order, every row one line item. */
import type { Minor, Order } from "../books.ts";
import { lineTaxMinor } from "../commerce/totals.ts";
import { explainTotals, shareDiscount, taxRateOf } from "./explain-totals.ts";
import { plainOrder, type HistoricLine, type HistoricOrder } from "./history.ts";
import {
  addressCells,
  BadRow,
  currencyCell,
  momentCell,
  moneyCell,
  noteAttributesCell,
  yesNoCell,
  type ExportRow,
} from "./order-export-columns.ts";
import { titleCase } from "./title-case.ts";

export type OrderRows = { name: string; rows: ExportRow[] };

const STATUSES: Record<string, Order["financialStatus"]> = {
  pending: "PENDING",
  authorized: "AUTHORIZED",
  partially_paid: "PARTIALLY_PAID",
  paid: "PAID",
  partially_refunded: "PARTIALLY_REFUNDED",
  refunded: "REFUNDED",
  voided: "VOIDED",
  // An authorisation that ran out: no money came, and none will.
  expired: "VOIDED",
};

/**
 * @param position how many orders came before, for a name without digits.
 * @returns the order, and a doubt when its sums don't add up in any reading.
 * @throws BadRow naming the row at fault.
 */
export function orderFromRows({ name, rows }: OrderRows, position: number): { order: HistoricOrder; doubt: string | null } {
  const first = rows[0]!;
  const at = momentCell(first, "Created at")!;
  const currency = currencyCell(first);
  const email = emailCell(first);
  const phone = (first.cell("Phone") || first.cell("Billing Phone")).replace(/^'/, "") || null;
  const shippingAddress = addressCells(first, "Shipping");
  const billingAddress = addressCells(first, "Billing");
  const items = rows.map((row) => lineItem(row, currency));
  const tips = items.filter((item) => item.tip);
  const goods = items.filter((item) => !item.tip);
  const sum = (amounts: Minor[]) => amounts.reduce((total, amount) => total + amount, 0);
  const grossMinor = goods.map(({ line }) => line.quantity * line.unitPriceMinor);
  const money = (column: string) => moneyCell(first, column, currency);
  const shippingMinor = money("Shipping") ?? 0;
  const taxesMinor = money("Taxes") ?? 0;
  const totalMinor = money("Total");
  const tipMinor = sum(tips.map(({ line }) => line.quantity * line.unitPriceMinor));
  const sums = {
    goodsMinor: sum(grossMinor),
    tipMinor,
    subtotalMinor: money("Subtotal"),
    shippingMinor,
    taxesMinor,
    dutiesMinor: money("Duties") ?? 0,
    discountMinor: money("Discount Amount") ?? 0,
    totalMinor,
  };
  for (const [what, amount] of Object.entries(sums))
    if (amount !== null && amount < 0) throw new BadRow(`${what.replace("Minor", "")} is below zero`);
  const explained = explainTotals(sums);
  const discounts = shareDiscount(
    explained.goodsDiscountMinor,
    goods.map((item) => item.ownDiscountMinor),
    grossMinor,
  );
  const lines = goods.map(({ line }, index) => ({ ...line, discountMinor: discounts[index]! }));
  const netMinor = (line: HistoricLine) => line.quantity * line.unitPriceMinor - line.discountMinor;
  const chargedShippingMinor = shippingMinor - explained.shippingDiscountMinor;
  const taxableMinor = sum(lines.filter((line) => line.taxable && !line.giftCard).map(netMinor)) + chargedShippingMinor;
  const taxNames = [1, 2, 3, 4, 5].map((index) => first.cell(`Tax ${index} Name`));
  const taxRate = taxRateOf(taxNames, taxesMinor, taxableMinor, explained.taxesIncluded);
  const lineTaxes = lines.map((line) =>
    lineTaxMinor(explained, {
      ...line,
      currentQuantity: line.quantity,
      allocations: [{ applicationIndex: 0, amountMinor: line.discountMinor }],
      taxRate,
    }),
  );
  const order = plainOrder({
    fileLine: first.line,
    number: Number(/\d{1,15}/.exec(name)?.[0] ?? position + 1),
    name,
    at,
    currency,
    customerKey: email ?? phone,
    email,
    phone,
    acceptsMarketing: yesNoCell(first, "Accepts Marketing"),
    country: shippingAddress?.country ?? billingAddress?.country ?? null,
    shippingAddress,
    billingAddress,
    lines,
    codes: first
      .cell("Discount Code")
      .split(/,\s*/)
      .filter((code) => code !== ""),
    shippingMinor,
    shippingDiscountMinor: explained.shippingDiscountMinor,
    tipMinor,
    taxesIncluded: explained.taxesIncluded,
    taxRate,
    // What the lines don't carry is shipping's, so that the order's tax is the file's.
    shippingTaxMinor: Math.min(Math.max(taxesMinor - sum(lineTaxes), 0), chargedShippingMinor),
    fulfilledAt: momentCell(first, "Fulfilled at"),
    cancelledAt: momentCell(first, "Cancelled at"),
    // Shopify's test gateway is how a test order shows itself in an export.
    test: /bogus/i.test(first.cell("Payment Method")),
    sourceName: first.cell("Source") || "web",
    tags: first
      .cell("Tags")
      .split(/,\s*/)
      .filter((tag) => tag !== ""),
    noteAttributes: noteAttributesCell(first),
  });
  takeMoney(
    order,
    first,
    totalMinor ?? sum(lines.map(netMinor)) + tipMinor + chargedShippingMinor + (explained.taxesIncluded ? 0 : taxesMinor),
  );
  return {
    order,
    doubt: explained.doubtful
      ? `order ${name}: subtotal, shipping and taxes don't add up to its total; its lines are kept as they are`
      : null,
  };
}

/** Status, what came in and what was given back. */
function takeMoney(order: HistoricOrder, row: ExportRow, totalMinor: Minor): void {
  const status = row.cell("Financial Status").toLowerCase();
  if (status !== "" && !(status in STATUSES))
    throw new BadRow(`Financial Status "${row.cell("Financial Status")}" is not one of ${Object.keys(STATUSES).join(", ")}`);
  order.financialStatus = STATUSES[status] ?? null;
  const outstandingMinor = moneyCell(row, "Outstanding Balance", order.currency) ?? 0;
  if (order.financialStatus === "PARTIALLY_PAID") order.receivedMinor = Math.max(0, totalMinor - outstandingMinor);
  const statedMinor = moneyCell(row, "Refunded Amount", order.currency) ?? 0;
  if (statedMinor < 0) throw new BadRow("Refunded Amount is below zero");
  const refundedMinor = statedMinor === 0 && order.financialStatus === "REFUNDED" ? totalMinor : statedMinor;
  if (refundedMinor === 0) return;
  const full = refundedMinor >= totalMinor;
  order.refunds.push({
    // The export doesn't say when money went back; it can't have been before this.
    at: order.cancelledAt ?? order.fulfilledAt ?? momentCell(row, "Paid at") ?? order.at,
    lines: full ? order.lines.map((line, index) => ({ line: index, quantity: line.quantity })) : [],
    shippingMinor: full ? order.shippingMinor - order.shippingDiscountMinor : 0,
    tipMinor: full ? order.tipMinor : 0,
    totalMinor: refundedMinor,
  });
}

function lineItem(row: ExportRow, currency: string): { line: HistoricLine; ownDiscountMinor: Minor; tip: boolean } {
  try {
    const name = row.cell("Lineitem name");
    const quantity = row.cell("Lineitem quantity");
    if (name === "") throw new BadRow("Lineitem name is empty");
    if (!/^[1-9]\d{0,6}$/.test(quantity)) throw new BadRow(`Lineitem quantity "${quantity}" is not a whole number above 0`);
    const unitPriceMinor = moneyCell(row, "Lineitem price", currency);
    if (unitPriceMinor === null || unitPriceMinor < 0) throw new BadRow(`Lineitem price "${row.cell("Lineitem price")}" is not a price`);
    const sku = row.cell("Lineitem sku") || null;
    const requiresShipping = yesNoCell(row, "Lineitem requires shipping") ?? true;
    const line: HistoricLine = {
      productKey: sku ?? name,
      sku,
      title: titleCase(name),
      vendor: row.cell("Vendor") || null,
      quantity: Number(quantity),
      unitPriceMinor,
      discountMinor: 0,
      taxable: yesNoCell(row, "Lineitem taxable") ?? true,
      // The export has no column for it; a gift card is the one thing named so that is never sent.
      giftCard: /\bgift card\b/i.test(name) && !requiresShipping,
      requiresShipping,
    };
    return {
      line,
      ownDiscountMinor: moneyCell(row, "Lineitem discount", currency) ?? 0,
      tip: name === "Tip" && sku === null && !requiresShipping,
    };
  } catch (error) {
    throw error instanceof BadRow ? Object.assign(error, { line: row.line }) : error;
  }
}

function emailCell(row: ExportRow): string | null {
  const text = row.cell("Email").toLowerCase();
  if (text === "") return null;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) throw new BadRow(`Email "${row.cell("Email")}" is not an e-mail address`);
  return text;
}
