import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { readOrderExport } from "./load-order-export.ts";

/** The header of Shopify's export, in its order. */
const HEADER = (
  "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount," +
  "Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable," +
  "Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province," +
  "Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province," +
  "Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee," +
  "Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value," +
  "Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References"
).split(",");

type Cells = Record<string, string>;
const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
const line = (cells: Cells) => HEADER.map((name) => cell(cells[name] ?? "")).join(",");
const first = (over: Cells = {}): Cells => ({
  Name: "#1001",
  Email: "Mia@Example.com",
  "Financial Status": "paid",
  "Paid at": "2025-01-31 10:12:20 +0100",
  "Fulfillment Status": "fulfilled",
  "Fulfilled at": "2025-02-01 09:00:00 +0100",
  "Accepts Marketing": "yes",
  Currency: "GBP",
  Subtotal: "34.00",
  Shipping: "3.95",
  Taxes: "6.33",
  Total: "37.95",
  "Created at": "2025-01-31 10:12:13 +0100",
  "Lineitem quantity": "2",
  "Lineitem name": "Speckled Mug",
  "Lineitem price": "12.00",
  "Lineitem sku": "MUG-1",
  "Lineitem requires shipping": "true",
  "Lineitem taxable": "true",
  "Shipping Name": "Mia van Berg",
  "Shipping Address1": "1 Mill Lane",
  "Shipping City": "Leeds",
  "Shipping Zip": "'LS1 1AA",
  "Shipping Country": "GB",
  Vendor: "Potters",
  Source: "web",
  "Tax 1 Name": "GB VAT 20%",
  "Tax 1 Value": "6.33",
  ...over,
});
const more = (over: Cells = {}): Cells => ({
  Name: "#1001",
  Email: "mia@example.com",
  "Lineitem quantity": "1",
  "Lineitem name": "Tea Towel",
  "Lineitem price": "10.00",
  "Lineitem requires shipping": "true",
  "Lineitem taxable": "true",
  Vendor: "Potters",
  ...over,
});
const csv = (rows: (Cells | string)[], end = "\n") =>
  [HEADER.join(","), ...rows.map((row) => (typeof row === "string" ? row : line(row)))].join(end) + end;
const read = (text: string) => readOrderExport(Readable.from([Buffer.from(text)]), "orders_export.csv");

describe("Shopify's order export", () => {
  test("rows with the same name are one order, whose fields stand on the first", async () => {
    const { orders, refusals, doubts } = await read(csv([first(), more()]));
    expect([refusals.total, doubts.total]).toEqual([0, 0]);
    expect(orders).toHaveLength(1);
    expect(orders[0]).toMatchObject({
      name: "#1001",
      number: 1001,
      at: Date.parse("2025-01-31T09:12:13Z"),
      email: "mia@example.com",
      customerKey: "mia@example.com",
      acceptsMarketing: true,
      currency: "GBP",
      shippingMinor: 395,
      taxesIncluded: true,
      taxRate: 0.2,
      financialStatus: "PAID",
      fulfilledAt: Date.parse("2025-02-01T08:00:00Z"),
      test: false,
      shippingAddress: { firstName: "Mia", lastName: "van Berg", zip: "LS1 1AA", countryCode: "GB", country: "United Kingdom" },
    });
    expect(orders[0]!.lines).toMatchObject([
      { productKey: "MUG-1", title: "Speckled Mug", quantity: 2, unitPriceMinor: 1_200 },
      { productKey: "Tea Towel", sku: null, quantity: 1, unitPriceMinor: 1_000 },
    ]);
  });

  test("a byte order mark, Windows line ends, line breaks and quotes inside cells are read as they are meant", async () => {
    const text =
      "\uFEFF" +
      csv(
        [
          first({ Notes: 'He said "now",\r\nthen left', "Note Attributes": "gift: yes\r\nwrap: red: bow" }),
          more(),
          first({ Name: "#1002", "Lineitem quantity": "x" }),
        ],
        "\r\n",
      );
    const { orders, refusals } = await read(text);
    expect(orders[0]!.noteAttributes).toEqual([
      { name: "gift", value: "yes" },
      { name: "wrap", value: "red: bow" },
    ]);
    // The first order's cells hold two line breaks, so its second row begins on line 5.
    expect(refusals.shown).toEqual([{ line: 6, reason: 'Lineitem quantity "x" is not a whole number above 0' }]);
  });

  test("a blank line and a last line without an end do no harm", async () => {
    const { orders, refusals } = await read(csv([first(), "", first({ Name: "#1002" })]).trimEnd());
    expect([orders.length, refusals.total]).toEqual([2, 0]);
  });

  test("a code's discount is shared over the lines exactly", async () => {
    const { orders } = await read(
      csv([first({ Subtotal: "28.90", Total: "32.85", Taxes: "5.48", "Discount Code": "MIA15", "Discount Amount": "5.10" }), more()]),
    );
    expect(orders[0]!.codes).toEqual(["MIA15"]);
    expect(orders[0]!.lines.map((each) => each.discountMinor)).toEqual([360, 150]);
  });

  test("a full refund gives every unit back, a part refund is an amount", async () => {
    const { orders } = await read(
      csv([
        first({ "Financial Status": "refunded", "Refunded Amount": "37.95", "Cancelled at": "2025-02-02 10:00:00 +0000" }),
        more(),
        first({ Name: "#1002", Subtotal: "24.00", Total: "27.95", "Financial Status": "partially_refunded", "Refunded Amount": "5.00" }),
      ]),
    );
    expect(orders[0]!.refunds).toEqual([
      {
        at: Date.parse("2025-02-02T10:00:00Z"),
        lines: [
          { line: 0, quantity: 2 },
          { line: 1, quantity: 1 },
        ],
        shippingMinor: 395,
        tipMinor: 0,
        totalMinor: 3_795,
      },
    ]);
    expect(orders[0]!.cancelledAt).toBe(Date.parse("2025-02-02T10:00:00Z"));
    expect(orders[1]!.refunds).toMatchObject([{ lines: [], totalMinor: 500 }]);
  });

  test("tax on top of prices is told from tax within them", async () => {
    const { orders } = await read(
      csv([first({ Subtotal: "24.00", Shipping: "0.00", Taxes: "2.40", Total: "26.40", "Tax 1 Name": "State Tax 10%" })]),
    );
    expect(orders[0]).toMatchObject({ taxesIncluded: false, taxRate: 0.1, shippingTaxMinor: 0 });
  });

  test("an order whose sums don't add up is kept and mentioned", async () => {
    const { orders, doubts } = await read(csv([first({ Total: "99.00" }), more()]));
    expect(orders).toHaveLength(1);
    expect(doubts.shown).toEqual([{ line: 2, reason: expect.stringContaining("#1001") as string }]);
  });

  test("people without an e-mail are told apart by phone, and nobody is made up", async () => {
    const { orders } = await read(
      csv([first({ Email: "", Phone: "'+447700900123", Subtotal: "24.00" }), first({ Name: "#1002", Email: "", Subtotal: "24.00" })]),
    );
    expect(orders.map((order) => order.customerKey)).toEqual(["+447700900123", null]);
  });

  test("gift cards, tips, test orders and yen are recognised", async () => {
    const { orders } = await read(
      csv([
        first({
          "Lineitem name": "Gift Card - £25",
          "Lineitem requires shipping": "false",
          "Lineitem taxable": "false",
          "Payment Method": "bogus",
        }),
        more({ "Lineitem name": "Tip", "Lineitem price": "2.00", "Lineitem requires shipping": "false" }),
        first({ Name: "#1002", Currency: "JPY", Subtotal: "1200", Shipping: "0", Taxes: "0", Total: "1200", "Lineitem price": "600" }),
      ]),
    );
    expect(orders[0]).toMatchObject({ test: true, tipMinor: 200, lines: [{ giftCard: true, taxable: false }] });
    expect(orders[1]).toMatchObject({ currency: "JPY", lines: [{ unitPriceMinor: 600 }] });
  });

  test.each([
    ["a date a spreadsheet rewrote", first({ Name: "#1", "Created at": "31/01/2025 10:12" }), /Created at .*spreadsheet/],
    ["a day that doesn't exist", first({ Name: "#1", "Created at": "2025-02-31 10:12:13 +0100" }), /Created at/],
    ["a price that isn't one", first({ Name: "#1", "Lineitem price": "12,00" }), /Lineitem price/],
    ["a fraction of a penny", first({ Name: "#1", "Lineitem price": "12.005" }), /Lineitem price/],
    ["an unknown status", first({ Name: "#1", "Financial Status": "lovely" }), /Financial Status "lovely"/],
    ["an unknown currency", first({ Name: "#1", Currency: "POUND" }), /Currency/],
    ["a broken e-mail", first({ Name: "#1", Email: "mia at home" }), /Email/],
    ["no name", first({ Name: "" }), /no order name/],
    ["a repeated order", first({ Name: "#1001" }), /already on line 2/],
    ["a stray continuation", more({ Name: "#77" }), /begins without its own fields/],
    ["too few columns", "#78,mia@example.com,paid", /3 columns where the header has 79/],
  ])("%s is refused with its line, and the good rows stay", async (_what, bad, reason) => {
    const { orders, refusals } = await read(csv([first(), more(), bad as Cells, first({ Name: "#1002" })]));
    expect(orders.map((order) => order.name)).toEqual(["#1001", "#1002"]);
    expect(refusals.total).toBe(1);
    expect(refusals.shown[0]!.line).toBe(4);
    expect(refusals.shown[0]!.reason).toMatch(reason);
  });

  test("an order with one bad row is left out whole, each of its rows with the reason", async () => {
    const { orders, refusals } = await read(csv([first(), more({ "Lineitem quantity": "0" }), more(), first({ Name: "#1002" })]));
    expect(orders.map((order) => order.name)).toEqual(["#1002"]);
    expect(refusals.shown.map((each) => each.line).sort()).toEqual([2, 3, 4]);
    expect(refusals.shown.filter((each) => /because of line 3/.test(each.reason))).toHaveLength(2);
  });

  test("after a quote that is never closed the rows before stay", async () => {
    const { orders, refusals } = await read(csv([first(), more(), `#1002,"open`, first({ Name: "#1003" })]));
    expect(orders.map((order) => order.name)).toEqual(["#1001"]);
    expect(refusals.shown).toEqual([{ line: 4, reason: expect.stringMatching(/from here on/) as string }]);
  });

  test("a quote that swallows a megabyte ends the reading there, not the rows before", async () => {
    const { orders, refusals } = await read(csv([first(), more(), `#1002,"${"open\n".repeat(300_000)}"`, first({ Name: "#1003" })]));
    expect(orders.map((order) => order.name)).toEqual(["#1001"]);
    expect(refusals.shown).toEqual([{ line: 4, reason: expect.stringMatching(/from here on.*Max Record Size/) as string }]);
  });

  test.each([
    [
      "a products export",
      "Handle,Title,Vendor\nmug,Mug,Us\n",
      /isn't Shopify's order export: its first line lacks Name, Email.*Orders → Export/,
    ],
    ["a header alone", HEADER.join(",") + "\n", /no orders/],
    ["nothing", "", /is empty: export the orders again/],
  ])("%s is an error that says what to do", async (_what, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});
