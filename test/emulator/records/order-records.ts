/** What was bought, given back and given: orders, refunds, store credit, gift cards, drafts. */
import type { Minor, Id, Instant } from "./units.ts";
import type { Address } from "./store-records.ts";

export type Allocation = { applicationIndex: number; amountMinor: Minor };

export type OrderLine = {
  id: Id;
  productId: Id | null;
  variantId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  /** As ordered; never falls. */
  quantity: number;
  /** After removals by edits and refunds. */
  currentQuantity: number;
  unitPriceMinor: Minor;
  /** Over `quantity` units. */
  allocations: Allocation[];
  taxable: boolean;
  taxRate: number;
  giftCard: boolean;
  requiresShipping: boolean;
};

export type DiscountApplication =
  | {
      type: "discount_code";
      code: string;
      discountId: Id | null;
      target: "line_item" | "shipping_line";
      value: { percentage: number } | { amountMinor: Minor };
      targetSelection: "all" | "entitled";
      allocationMethod: "across" | "each";
    }
  | {
      type: "manual";
      title: string;
      description: string;
      target: "line_item";
      value: { percentage: number } | { amountMinor: Minor };
      targetSelection: "all";
      allocationMethod: "across";
    }
  | {
      type: "automatic";
      title: string;
      target: "line_item";
      value: { percentage: number } | { amountMinor: Minor };
      targetSelection: "all";
      allocationMethod: "across";
    };

export type RefundRecord = {
  id: Id;
  createdAt: Instant;
  note: string | null;
  /** `restocked` absent: the units went back on the shelf. */
  lines: { id: Id; orderLineId: Id; quantity: number; subtotalMinor: Minor; taxMinor: Minor; restocked?: boolean }[];
  /** Amount-only refunds and rounding: negative for money given back beyond the lines. */
  adjustments: { id: Id; amountMinor: Minor; taxMinor: Minor; reason: "REFUND_DISCREPANCY" | "SHIPPING_REFUND" }[];
  shippingMinor: Minor;
  /** Tip given back; absent: none. */
  tipMinor?: Minor;
  /** Money that moved, all told. */
  totalMinor: Minor;
};

/** As Shopify's DisputeStatus. */
export type DisputeStatus = "ACCEPTED" | "CHARGE_REFUNDED" | "LOST" | "NEEDS_RESPONSE" | "PREVENTED" | "UNDER_REVIEW" | "WON";

export type Order = {
  id: Id;
  number: number;
  name: string;
  customerId: Id | null;
  email: string | null;
  phone: string | null;
  /** The shopper's address on the internet; absent: not known. */
  clientIp?: string | null;
  createdAt: Instant;
  processedAt: Instant;
  updatedAt: Instant;
  cancelledAt: Instant | null;
  cancelReason: string | null;
  /** Whom the payer's bank asks; absent: nobody has complained. */
  disputes?: { id: Id; initiatedAs: "CHARGEBACK" | "INQUIRY"; status: DisputeStatus }[];
  financialStatus: "PENDING" | "AUTHORIZED" | "PARTIALLY_PAID" | "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "VOIDED";
  fulfilledAt: Instant | null;
  currency: string;
  presentmentCurrency: string;
  /** presentment units per shop unit, as a decimal string; "1" when they are the same. */
  presentmentRate: string;
  taxesIncluded: boolean;
  test: boolean;
  edited: boolean;
  sourceName: string;
  /** Subscription renewals carry a selling-plan app here. */
  renewal: boolean;
  /** Of a subscription: the order it was begun with, which names itself. */
  subscriptionId?: Id;
  tags: string[];
  /** Absent: none. */
  note?: string | null;
  noteAttributes: { name: string; value: string }[];
  lines: OrderLine[];
  applications: DiscountApplication[];
  shippingMinor: Minor;
  shippingDiscountMinor: Minor;
  shippingTaxMinor: Minor;
  tipMinor: Minor;
  /** Money that came in, before refunds. Absent on loaded orders: then their status says all or nothing (commerce/totals.ts). */
  receivedMinor?: Minor;
  refunds: RefundRecord[];
  shippingAddress: Address | null;
  billingAddress: Address | null;
  /** 1 for this customer's first order; null when Shopify does not say. */
  customerOrderIndex: number | null;
  referringSite: string | null;
  landingSite: string | null;
};

/** One a customer and currency. What is on it is the sum of its movements. */
export type StoreCreditAccount = { id: Id; customerId: Id; currency: string; createdAt: Instant };

export type StoreCreditTransaction = {
  id: Id;
  accountId: Id;
  /** Positive for a credit, negative for a debit. */
  amountMinor: Minor;
  /** Only credits and debits are modelled: nothing expires, no debit is reverted. */
  kind: "credit" | "debit";
  event: "ADJUSTMENT" | "ORDER_PAYMENT" | "ORDER_REFUND" | "ORDER_CANCELLATION";
  createdAt: Instant;
};

export type GiftCard = {
  id: Id;
  /** In lower case; Shopify never tells it again, only its last four characters. */
  code: string;
  customerId: Id | null;
  note: string | null;
  currency: string;
  initialMinor: Minor;
  balanceMinor: Minor;
  deactivatedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};

export type DraftOrder = {
  id: Id;
  number: number;
  /** "#D1" */
  name: string;
  customerId: Id | null;
  email: string | null;
  lines: { id: Id; variantId: Id; quantity: number }[];
  tags: string[];
  note: string | null;
  /** Over all lines, never over the shipping. */
  discount: { title: string; description: string; percentage: number } | null;
  shipping: { title: string; priceMinor: Minor } | null;
  shippingAddress: Address | null;
  /** Before this Shopify is still working it out, and it can't be completed. */
  readyAt: Instant;
  /** What it became. */
  orderId: Id | null;
  completedAt: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
};
