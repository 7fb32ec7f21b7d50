import { describe, expect, test } from "vitest";
import { editOrder } from "../commerce/edit-order.ts";
import { discountedStore, COMBINES, onlyOn } from "../commerce/discounted-store.ts";
import { placeOrder } from "../commerce/place-order.ts";
import { refundOrder } from "../commerce/refund-order.ts";
import {
  bulkFinishPayload,
  customerMergePayload,
  customerPayload,
  customerRedactPayload,
  dataRequestPayload,
  marketingConsentPayload,
  orderPayload,
  refundPayload,
  shopPayload,
} from "./payloads.ts";
import { toRawJson } from "./raw-json.ts";

// Source of the keys: Shopify's webhook payload reference, API version 2026-07 (read 2026-09-11).
const ORDER_KEYS =
  "id admin_graphql_api_id app_id browser_ip buyer_accepts_marketing cancel_reason cancelled_at cart_token checkout_token client_details closed_at confirmation_number confirmed contact_email created_at currency current_shipping_price_set current_subtotal_price current_subtotal_price_set current_total_additional_fees_set current_total_discounts current_total_discounts_set current_total_duties_set current_total_price current_total_price_set current_total_tax current_total_tax_set customer_locale device_id discount_codes duties_included email estimated_taxes financial_status fulfillment_status landing_site landing_site_ref location_id merchant_business_entity_id merchant_of_record_app_id name note note_attributes number order_number order_status_url original_total_additional_fees_set original_total_duties_set payment_gateway_names phone po_number presentment_currency processed_at reference referring_site source_identifier source_name source_url subtotal_price subtotal_price_set tags tax_exempt tax_lines taxes_included test token total_cash_rounding_payment_adjustment_set total_cash_rounding_refund_adjustment_set total_discounts total_discounts_set total_line_items_price total_line_items_price_set total_outstanding total_price total_price_set total_shipping_price_set total_tax total_tax_set total_tip_received total_weight updated_at user_id billing_address customer discount_applications fulfillments line_items payment_terms refunds shipping_address shipping_lines returns line_item_groups".split(
    " ",
  );
const LINE_KEYS =
  "id admin_graphql_api_id attributed_staffs current_quantity fulfillable_quantity fulfillment_service fulfillment_status gift_card grams name price price_set product_exists product_id properties quantity requires_shipping sales_line_item_group_id sku taxable title total_discount total_discount_set variant_id variant_inventory_management variant_title vendor tax_lines duties discount_allocations".split(
    " ",
  );
const REFUND_LINE_KEYS = "id quantity line_item_id location_id restock_type subtotal total_tax subtotal_set total_tax_set line_item".split(
  " ",
);
const TRANSACTION_KEYS =
  "id order_id kind gateway status message created_at test authorization location_id user_id parent_id processed_at device_id error_code source_name receipt amount currency payment_id total_unsettled_set manual_payment_gateway amount_rounding admin_graphql_api_id".split(
    " ",
  );

function soldStore() {
  const store = discountedStore();
  store.discount({ combinesWith: COMBINES }, "MIA15");
  const cart = store.cart(
    [
      ["earl-grey", 2],
      ["gift-card", 1],
    ],
    {
      codes: ["MIA15"],
      email: "mia@example.com",
      attributes: [{ name: "_regulars_click", value: "c1" }],
      presentmentCurrency: "EUR",
      presentmentRate: "1.1734",
    },
  );
  const order = placeOrder(store, cart, { tags: ["vip", "gift"] });
  return { store, cart, order };
}

describe("an order", () => {
  test("has every documented key and no other money shape than decimal strings", () => {
    const { store, order } = soldStore();
    const body = orderPayload(store, order);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(ORDER_KEYS));
    expect(Object.keys(body.line_items[0]).sort()).toEqual([...LINE_KEYS].sort());
    expect(body).toMatchObject({
      total_price: "43.40", // 17.00 − 2.55 + 25.00 (a gift card is not discounted) + 3.95
      subtotal_price: "39.45",
      total_discounts: "2.55",
      total_line_items_price: "42.00",
      total_tax: "3.07",
      taxes_included: true,
      financial_status: "paid",
      fulfillment_status: null,
      order_number: 1001,
      number: 1,
      tags: "vip, gift",
      note_attributes: [{ name: "_regulars_click", value: "c1" }],
      discount_codes: [{ code: "MIA15", amount: "2.55", type: "percentage" }],
      discount_applications: [
        {
          type: "discount_code",
          code: "MIA15",
          value: "15.0",
          value_type: "percentage",
          target_selection: "all",
          target_type: "line_item",
          allocation_method: "across",
        },
      ],
      total_price_set: {
        shop_money: { amount: "43.40", currency_code: "GBP" },
        presentment_money: { amount: "50.93", currency_code: "EUR" },
      },
    });
  });

  test("the customer in it has no tags, counts or consent", () => {
    const { store, order } = soldStore();
    const body = orderPayload(store, order);
    expect(body.customer).toMatchObject({
      first_name: "Mia",
      email: "mia@example.com",
      admin_graphql_api_id: `gid://shopify/Customer/${store.mia.id}`,
    });
    for (const key of ["tags", "orders_count", "total_spent", "email_marketing_consent"]) expect(body.customer).not.toHaveProperty(key);
    expect(customerPayload(store, store.mia)).not.toHaveProperty("tags");
    expect(orderPayload(store, { ...order, customerId: null }).customer).toBeNull();
  });

  test("current sums follow refunds, the others stay", () => {
    const { store, order } = soldStore();
    const { order: after } = refundOrder(store, order.id, { lines: [{ orderLineId: order.lines[0].id, quantity: 1 }] });
    const [before, body] = [orderPayload(store, order), orderPayload(store, after)];
    expect([body.total_price, body.subtotal_price]).toEqual([before.total_price, before.subtotal_price]);
    expect(body).toMatchObject({
      current_subtotal_price: "32.22",
      current_total_discounts: "1.28",
      financial_status: "partially_refunded",
    });
    expect(body.line_items[0]).toMatchObject({ quantity: 2, current_quantity: 1, price: "8.50" });
    expect(body.refunds).toHaveLength(1);
  });

  test("a manual discount shows up among the codes by its title, told apart only by its application", () => {
    const { store, order } = soldStore();
    const lines = order.lines.map((line, index) => ({
      ...line,
      allocations: index === 0 ? [{ applicationIndex: 0, amountMinor: 100 }] : [],
    }));
    const body = orderPayload(store, {
      ...order,
      lines,
      applications: [
        {
          type: "manual",
          title: "MIA15",
          description: "",
          target: "line_item",
          value: { amountMinor: 100 },
          targetSelection: "all",
          allocationMethod: "across",
        },
      ],
    });
    expect(body.discount_codes).toEqual([{ code: "MIA15", amount: "1.00", type: "fixed_amount" }]);
    expect(body.discount_applications).toMatchObject([{ type: "manual", title: "MIA15", value: "1.00" }]);
  });

  test("each line's allocations name their application", () => {
    const store = discountedStore();
    store.discount(
      { items: onlyOn(store.productOf("earl-grey")), value: { amountMinor: 100, appliesOnEachItem: true }, combinesWith: COMBINES },
      "TEA1",
    );
    store.discount({ kind: "freeShipping", value: { freeShipping: true }, combinesWith: COMBINES }, "SHIPFREE");
    const body = orderPayload(
      store,
      placeOrder(
        store,
        store.cart(
          [
            ["jubilee-mug", 1],
            ["earl-grey", 2],
          ],
          { codes: ["TEA1", "SHIPFREE"] },
        ),
      ),
    );
    expect(body.line_items.map((line) => line.discount_allocations.map((each) => [each.amount, each.discount_application_index]))).toEqual([
      [],
      [["2.00", 0]],
    ]);
    expect(body.discount_codes).toEqual([
      { code: "TEA1", amount: "2.00", type: "fixed_amount" },
      { code: "SHIPFREE", amount: "3.95", type: "shipping" },
    ]);
    expect(body.shipping_lines[0]).toMatchObject({
      price: "3.95",
      discounted_price: "0.00",
      discount_allocations: [{ amount: "3.95", discount_application_index: 1 }],
    });
  });
});

test("a refund's line subtotals are numbers, its adjustments and transactions decimal strings", () => {
  const { store, order } = soldStore();
  const { refund, order: after } = refundOrder(store, order.id, {
    lines: [{ orderLineId: order.lines[0].id, quantity: 1 }],
    shippingMinor: 100,
    amountMinor: 900,
  });
  const body = refundPayload(store, after, refund);
  expect(Object.keys(body.refund_line_items[0]).sort()).toEqual([...REFUND_LINE_KEYS].sort());
  expect(Object.keys(body.transactions[0]).sort()).toEqual([...TRANSACTION_KEYS].sort());
  expect(body.refund_line_items[0]).toMatchObject({
    subtotal: 7.23,
    total_tax: 1.21,
    quantity: 1,
    restock_type: "cancel",
    line_item: { current_quantity: 1 },
  });
  expect(body.order_adjustments).toMatchObject([
    { kind: "shipping_refund", amount: "-1.00", tax_amount: "-0.17" },
    { kind: "refund_discrepancy", amount: "-0.77", tax_amount: "0.00" },
  ]);
  expect(body.transactions).toMatchObject([{ kind: "refund", amount: "9.00", currency: "GBP" }]);
});

test("an edit names the lines that grew and shrank", () => {
  const { store, order } = soldStore();
  store.emitted.length = 0;
  const [tea, card] = order.lines;
  editOrder(store, order.id, {
    setQuantity: [
      { orderLineId: tea.id, quantity: 3 },
      { orderLineId: card.id, quantity: 0 },
    ],
  });
  expect(store.emitted[0].payload).toMatchObject({
    order_edit: {
      order_id: BigInt(order.id),
      line_items: { additions: [{ id: BigInt(tea.id), delta: 1 }], removals: [{ id: BigInt(card.id), delta: 1 }] },
    },
  });
});

test("ids are bare numbers that a naive JSON.parse corrupts", () => {
  const { store, order } = soldStore();
  const text = toRawJson(orderPayload(store, order));
  expect(text).toContain(`{"id":${order.id},"admin_graphql_api_id":"gid://shopify/Order/${order.id}"`);
  const naive: { id: number; line_items: { id: number }[] } = JSON.parse(text);
  const ids = [order.id, ...order.lines.map(({ id }) => id)];
  expect([naive.id, ...naive.line_items.map(({ id }) => id)].map((id) => BigInt(id).toString())).not.toEqual(ids);
  expect(BigInt(order.id)).toBeGreaterThan(2n ** 53n);
});

test("the small bodies carry the documented keys", () => {
  const { store, order } = soldStore();
  const shop = store.books.theShop;
  expect(customerMergePayload("1", "2", "j")).toEqual({
    admin_graphql_api_customer_kept_id: "gid://shopify/Customer/1",
    admin_graphql_api_customer_deleted_id: "gid://shopify/Customer/2",
    admin_graphql_api_job_id: "gid://shopify/Job/j",
    status: "completed",
    errors: [],
  });
  expect(marketingConsentPayload(store.mia)).toMatchObject({
    customer_id: BigInt(store.mia.id),
    email_address: "mia@example.com",
    email_marketing_consent: { state: "subscribed" },
  });
  const operation = {
    id: "5",
    query: "",
    groupObjects: false,
    status: "COMPLETED",
    errorCode: null,
    objectCount: 0,
    rootObjectCount: 0,
    fileSize: 0,
    file: null,
    partial: false,
    createdAt: "a",
    completedAt: "b",
  } as const;
  expect(bulkFinishPayload(operation)).toEqual({
    admin_graphql_api_id: "gid://shopify/BulkOperation/5",
    completed_at: "b",
    created_at: "a",
    error_code: null,
    status: "completed",
    type: "query",
  });
  expect(shopPayload(shop)).toMatchObject({
    id: BigInt(shop.id),
    myshopify_domain: shop.domain,
    iana_timezone: "Europe/London",
    currency: "GBP",
  });
  const who = {
    shop_id: BigInt(shop.id),
    shop_domain: shop.domain,
    customer: { id: BigInt(store.mia.id), email: "mia@example.com", phone: null },
  };
  expect(customerRedactPayload(shop, store.mia, [order])).toEqual({ ...who, orders_to_redact: [BigInt(order.id)] });
  expect(dataRequestPayload(shop, store.mia, [order], "9")).toEqual({
    ...who,
    orders_requested: [BigInt(order.id)],
    data_request: { id: 9n },
  });
});
