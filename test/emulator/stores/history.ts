/**
 * What a store's past is before it is written into the books: orders as a file or a simulation tells them, in one neutral
 * shape, so that dates are moved, gaps are filled and records are made in one place for every source. Amounts are integer
 * minor units of the order's currency, moments are milliseconds since 1970 in UTC.
 */
import type { Address, Minor, Order } from "../books.ts";

export type HistoricLine = {
  /** What the catalogue knows the product by: its SKU, or its title where the file has none. */
  productKey: string;
  sku: string | null;
  title: string;
  vendor: string | null;
  quantity: number;
  unitPriceMinor: Minor;
  /** All discounts on the line, over `quantity` units. */
  discountMinor: Minor;
  taxable: boolean;
  giftCard: boolean;
  requiresShipping: boolean;
};

export type HistoricRefund = {
  at: number;
  /** `line` is the index in the order's lines. What units are worth follows from the order. */
  lines: { line: number; quantity: number }[];
  shippingMinor: Minor;
  tipMinor: Minor;
  /** All the money that was given back; what lines, shipping and tip don't explain becomes an adjustment. */
  totalMinor: Minor;
};

export type HistoricOrder = {
  /** Where the file has it (1 = first line); 0 for what no file tells. */
  fileLine: number;
  number: number;
  name: string;
  at: number;
  currency: string;
  /** Who bought, by whatever the file tells people apart with; null when it does not say. */
  customerKey: string | null;
  email: string | null;
  phone: string | null;
  acceptsMarketing: boolean | null;
  /** The country's name or code as the file has it. */
  country: string | null;
  /** null: the file has no addresses, one is made up. */
  shippingAddress: Address | null;
  billingAddress: Address | null;
  lines: HistoricLine[];
  /** Codes as typed; the first carries the amount, since files do not say each one's part. */
  codes: string[];
  /** Before its discount. */
  shippingMinor: Minor;
  shippingDiscountMinor: Minor;
  tipMinor: Minor;
  taxesIncluded: boolean;
  taxRate: number;
  shippingTaxMinor: Minor;
  /** null: follows from the money (PAID, PARTIALLY_REFUNDED, REFUNDED). */
  financialStatus: Order["financialStatus"] | null;
  /** What came in, where the file says that it isn't all. */
  receivedMinor: Minor | null;
  fulfilledAt: number | null;
  cancelledAt: number | null;
  test: boolean;
  sourceName: string;
  tags: string[];
  noteAttributes: { name: string; value: string }[];
  refunds: HistoricRefund[];
};

/** A row that could not be used, with its line in the file (1 = first) and what is wrong with it. */
export type Refusal = { line: number; reason: string };

/** How many refusals are kept to show; all are counted. */
const SHOWN_REFUSALS = 100;

export class Refusals {
  readonly shown: Refusal[] = [];
  total = 0;
  add(line: number, reason: string): void {
    this.total += 1;
    if (this.shown.length < SHOWN_REFUSALS) this.shown.push({ line, reason });
  }
}

/** Money in the file that is neither goods nor shipping, and so in no order: counted, for the sums to be checked. */
export type LeftOut = { lines: number; amountMinor: Minor; refundedMinor: Minor };

export type History = {
  orders: HistoricOrder[];
  refusals: Refusals;
  /** Orders that were kept although something about them doesn't add up. */
  doubts: Refusals;
  leftOut: LeftOut;
};

/** An order with everything most files do not say left at its plainest. */
export function plainOrder(
  facts: Pick<HistoricOrder, "number" | "name" | "at" | "currency" | "customerKey"> & Partial<HistoricOrder>,
): HistoricOrder {
  return {
    fileLine: 0,
    email: null,
    phone: null,
    acceptsMarketing: null,
    country: null,
    shippingAddress: null,
    billingAddress: null,
    lines: [],
    codes: [],
    shippingMinor: 0,
    shippingDiscountMinor: 0,
    tipMinor: 0,
    taxesIncluded: true,
    taxRate: 0,
    shippingTaxMinor: 0,
    financialStatus: null,
    receivedMinor: null,
    fulfilledAt: null,
    cancelledAt: null,
    test: false,
    sourceName: "web",
    tags: [],
    noteAttributes: [],
    refunds: [],
    ...facts,
  };
}
