/**
 * Writes a history into the books: customers with what the file lacks filled in, orders with lines and refunds, every date
 * moved by the same weeks. It goes in slices, so that a file of any length neither blocks the process nor fills the journal;
 * the shop's record is written by the caller, last, and marks the store as whole.
 */
import { setImmediate } from "node:timers/promises";
import type { Address, Books, Customer, DiscountApplication, Minor, Order, OrderLine, RefundRecord } from "../books.ts";
import { financialStatusOf, netPaymentMinor, nextUnitsMinor } from "../commerce/totals.ts";
import type { SoldItem } from "./catalogue.ts";
import { inventAddress, inventPerson } from "./enrich.ts";
import type { HistoricOrder, HistoricRefund } from "./history.ts";
import { findCountry } from "./places.ts";
import type { DateShift } from "./shift-dates.ts";

const SLICE = 500;
const DAY_MS = 24 * 60 * 60 * 1000;

export type WrittenHistory = { orders: number; customers: number; lines: number; refunds: number; goodsMinor: Minor; refundedMinor: Minor };

type Buyer = Pick<Customer, "id" | "firstName" | "lastName" | "email" | "phone" | "marketingState" | "tags"> & {
  key: string;
  address: Address | null;
  numberOfOrders: number;
  amountSpentMinor: Minor;
  firstAt: number;
  lastAt: number;
};

/**
 * @param orders in order of time.
 * @param seed of everything invented.
 * @param onProgress told after each slice how many orders are written.
 */
export async function writeHistory(
  books: Books,
  orders: HistoricOrder[],
  sold: Map<string, SoldItem>,
  shift: DateShift,
  seed: string,
  onProgress?: (written: number, total: number) => void,
): Promise<WrittenHistory> {
  const buyers = new Map<string, Buyer>();
  const report: WrittenHistory = { orders: 0, customers: 0, lines: 0, refunds: 0, goodsMinor: 0, refundedMinor: 0 };
  for (let start = 0; start < orders.length; start += SLICE) {
    const slice = orders.slice(start, start + SLICE);
    books.batch(() => {
      for (const historic of slice) {
        const buyer = historic.customerKey === null ? null : meetBuyer(books, buyers, historic, historic.customerKey, seed);
        const order = orderRecord(books, historic, buyer, sold, shift);
        books.order.put(order.id, order);
        if (buyer && !order.test) buyer.amountSpentMinor += netPaymentMinor(order);
        report.orders += 1;
        report.lines += order.lines.length;
        report.refunds += order.refunds.length;
        for (const line of order.lines) report.goodsMinor += line.quantity * line.unitPriceMinor;
        for (const refund of order.refunds) report.refundedMinor += refund.totalMinor;
      }
    });
    onProgress?.(report.orders, orders.length);
    await setImmediate();
  }
  books.batch(() => {
    for (const buyer of buyers.values()) books.customer.put(buyer.id, customerRecord(buyer, shift));
  });
  report.customers = buyers.size;
  return report;
}

/** Finds or begins the buyer of an order and takes over what this order says about them; later orders win. */
function meetBuyer(books: Books, buyers: Map<string, Buyer>, order: HistoricOrder, key: string, seed: string): Buyer {
  const country = findCountry(order.shippingAddress?.countryCode ?? order.country);
  const told = order.billingAddress ?? order.shippingAddress;
  let buyer = buyers.get(key);
  if (!buyer) {
    const invented = inventPerson(seed, key, country);
    const named = told?.firstName || told?.lastName ? told : invented;
    buyer = {
      key,
      id: books.nextId(),
      firstName: named.firstName,
      lastName: named.lastName,
      email: order.email ?? (order.phone === null ? invented.email : null),
      phone: null,
      marketingState: order.acceptsMarketing === null ? invented.marketingState : "NOT_SUBSCRIBED",
      // The file's own name for them, so that a person in the store can be found in the file.
      tags: order.fileLine > 0 && order.email === null && order.phone === null ? [`file-customer-${key}`] : [],
      address: null,
      numberOfOrders: 0,
      amountSpentMinor: 0,
      firstAt: order.at,
      lastAt: order.at,
    };
    buyers.set(key, buyer);
  }
  if (told?.firstName || told?.lastName) Object.assign(buyer, { firstName: told.firstName, lastName: told.lastName });
  if (order.email !== null) buyer.email = order.email;
  if (order.phone !== null) buyer.phone = order.phone;
  if (order.acceptsMarketing !== null) buyer.marketingState = order.acceptsMarketing ? "SUBSCRIBED" : "NOT_SUBSCRIBED";
  const address =
    order.shippingAddress ??
    order.billingAddress ??
    (buyer.address && buyer.address.countryCode === country?.code ? buyer.address : inventAddress(seed, key, country, buyer));
  if (address !== null) buyer.address = address;
  if (!order.test) buyer.numberOfOrders += 1;
  buyer.lastAt = order.at;
  return buyer;
}

function customerRecord(buyer: Buyer, shift: DateShift): Customer {
  const createdAt = iso(shift.move(buyer.firstAt));
  const consentAt = { SUBSCRIBED: createdAt, UNSUBSCRIBED: iso(shift.moveFollowUp(buyer.lastAt + DAY_MS)) } as Partial<
    Record<string, string>
  >;
  return {
    id: buyer.id,
    firstName: buyer.firstName,
    lastName: buyer.lastName,
    email: buyer.email,
    phone: buyer.phone,
    marketingState: buyer.marketingState,
    consentUpdatedAt: consentAt[buyer.marketingState] ?? null,
    addresses: buyer.address ? [buyer.address] : [],
    tags: buyer.tags,
    numberOfOrders: buyer.numberOfOrders,
    amountSpentMinor: buyer.amountSpentMinor,
    createdAt,
    updatedAt: iso(shift.moveFollowUp(buyer.lastAt)),
  };
}

function orderRecord(books: Books, historic: HistoricOrder, buyer: Buyer | null, sold: Map<string, SoldItem>, shift: DateShift): Order {
  const at = iso(shift.move(historic.at));
  const followUps = [historic.at, ...historic.refunds.map((refund) => refund.at), historic.cancelledAt ?? 0, historic.fulfilledAt ?? 0];
  const address = historic.shippingAddress ?? (historic.billingAddress ? null : (buyer?.address ?? null));
  const applications = applicationsOf(historic);
  const order: Order = {
    id: books.nextId(),
    number: historic.number,
    name: historic.name,
    customerId: buyer?.id ?? null,
    email: historic.email ?? buyer?.email ?? null,
    phone: historic.phone,
    createdAt: at,
    processedAt: at,
    updatedAt: iso(shift.moveFollowUp(Math.max(...followUps))),
    cancelledAt: historic.cancelledAt === null ? null : iso(shift.moveFollowUp(historic.cancelledAt)),
    cancelReason: historic.cancelledAt === null ? null : "other",
    financialStatus: historic.financialStatus ?? "PAID",
    fulfilledAt: historic.fulfilledAt === null ? null : iso(shift.moveFollowUp(historic.fulfilledAt)),
    currency: historic.currency,
    presentmentCurrency: historic.currency,
    presentmentRate: "1",
    taxesIncluded: historic.taxesIncluded,
    test: historic.test,
    edited: false,
    sourceName: historic.sourceName,
    renewal: false,
    tags: historic.tags,
    noteAttributes: historic.noteAttributes,
    lines: historic.lines.map((line): OrderLine => {
      const item = sold.get(line.productKey);
      const discounted = line.discountMinor > 0 ? [{ applicationIndex: 0, amountMinor: line.discountMinor }] : [];
      return {
        id: books.nextId(),
        productId: item?.productId ?? null,
        variantId: item?.variantId ?? null,
        title: line.title,
        variantTitle: null,
        sku: line.sku,
        quantity: line.quantity,
        currentQuantity: line.quantity,
        unitPriceMinor: line.unitPriceMinor,
        allocations: discounted,
        taxable: line.taxable,
        taxRate: line.taxable ? historic.taxRate : 0,
        giftCard: line.giftCard,
        requiresShipping: line.requiresShipping,
      };
    }),
    applications,
    shippingMinor: historic.shippingMinor,
    shippingDiscountMinor: historic.shippingDiscountMinor,
    shippingTaxMinor: historic.shippingTaxMinor,
    tipMinor: historic.tipMinor,
    refunds: [],
    shippingAddress: address,
    billingAddress: historic.billingAddress ?? address,
    customerOrderIndex: buyer && !historic.test ? buyer.numberOfOrders : null,
    referringSite: null,
    landingSite: null,
  };
  if (historic.receivedMinor !== null) order.receivedMinor = historic.receivedMinor;
  for (const refund of historic.refunds) order.refunds.push(refundRecord(books, order, refund, shift));
  order.financialStatus = historic.financialStatus ?? financialStatusOf(order);
  return order;
}

/** Takes the units off the order's lines; what the money given back differs from their worth is one adjustment, so that sums are exact. */
function refundRecord(books: Books, order: Order, refund: HistoricRefund, shift: DateShift): RefundRecord {
  const lines = refund.lines.map(({ line: index, quantity }) => {
    const line = order.lines[index]!;
    const worth = nextUnitsMinor(order, line, quantity);
    line.currentQuantity -= quantity;
    return { id: books.nextId(), orderLineId: line.id, quantity, subtotalMinor: worth.subtotalMinor, taxMinor: worth.taxMinor };
  });
  const worthMinor = lines.reduce((sum, line) => sum + line.subtotalMinor + (order.taxesIncluded ? 0 : line.taxMinor), 0);
  const explainedMinor = worthMinor + refund.shippingMinor + refund.tipMinor;
  const record: RefundRecord = {
    id: books.nextId(),
    createdAt: iso(shift.moveFollowUp(refund.at)),
    note: null,
    lines,
    adjustments:
      explainedMinor === refund.totalMinor
        ? []
        : [{ id: books.nextId(), amountMinor: explainedMinor - refund.totalMinor, taxMinor: 0, reason: "REFUND_DISCREPANCY" }],
    shippingMinor: refund.shippingMinor,
    totalMinor: refund.totalMinor,
  };
  if (refund.tipMinor !== 0) record.tipMinor = refund.tipMinor;
  return record;
}

function applicationsOf(historic: HistoricOrder): DiscountApplication[] {
  const goodsMinor: Minor = historic.lines.reduce((sum, line) => sum + line.discountMinor, 0);
  const onShipping = goodsMinor === 0 && historic.shippingDiscountMinor > 0;
  const amountMinor = onShipping ? historic.shippingDiscountMinor : goodsMinor;
  if (historic.codes.length === 0) {
    if (goodsMinor === 0) return [];
    return [
      {
        type: "manual",
        title: "Discount",
        description: "",
        target: "line_item",
        value: { amountMinor },
        targetSelection: "all",
        allocationMethod: "across",
      },
    ];
  }
  return historic.codes.map((code, index) => ({
    type: "discount_code",
    code,
    discountId: null,
    target: onShipping ? "shipping_line" : "line_item",
    value: { amountMinor: index === 0 ? amountMinor : 0 },
    targetSelection: "all",
    allocationMethod: "across",
  }));
}

const iso = (at: number): string => new Date(at).toISOString();
