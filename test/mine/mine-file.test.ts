import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { mineFile } from "~/mine/mine-file.server";
import { readMineOptions } from "~/mine/options";
import { report } from "~/mine/report";
import { aFile, headNode, lineNode, mineJson, NOW, orderNode } from "./order-files";

const DATA = path.resolve(import.meta.dirname, "../../../shared/data");
const CDNOW = path.join(DATA, "cdnow-sample.csv");
const RETAIL = path.join(DATA, "online-retail.orders.jsonl.gz");
const needs = (file: string): string => {
  if (!existsSync(file))
    throw new Error(`${path.basename(file)} is absent: put it into ../shared/data beside the project to run this test.`);
  return file;
};
const near = (found: number | null | undefined, published: number, within: number) =>
  expect(Math.abs(found! - published)).toBeLessThanOrEqual(within);

describe("the published CDNOW sample, calibrated to 1997-09-30", () => {
  const mined = mineJson(needs(CDNOW), "--until", "1997-09-30");

  test("every transaction is read, and those of no value are counted out", async () => {
    expect(await mined).toMatchObject({
      currency: "USD",
      orders: 6_919,
      buyers: 2_357,
      excluded: { "nothing was paid": 8 },
      horizon: { from: "1997-01-01", to: "1998-06-30" },
      calibration: { from: "1997-01-01", to: "1997-09-30" },
      testPeriod: { from: "1997-10-01", to: "1998-06-30" },
      level: "forecasts",
      chosen: "alive spend",
    });
  });

  // Fader, Hardie, Lee (2005) and CLVTools; MBG/NBD: BTYDplus; Gamma-Gamma: Fader, Hardie (2013), CLVTools.
  test("the fitted parameters are the published ones", async () => {
    const { bgNbd, mbgNbd, paretoNbd, gammaGamma } = (await mined).models as unknown as Record<string, Record<string, number>>;
    for (const [name, published] of Object.entries({ r: 0.2425945, alpha: 4.4136019, a: 0.7929199, b: 2.4258881 }))
      near(bgNbd[name] / published, 1, 1e-3);
    near(bgNbd.logLikelihood, -9_582.429, 1e-3);
    for (const [name, published] of Object.entries({ r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 })) near(mbgNbd[name], published, 6e-4);
    for (const [name, published] of Object.entries({ r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }))
      near(paretoNbd[name], published, 6e-4);
    near(paretoNbd.logLikelihood, -9_595, 0.05);
    for (const [name, published] of Object.entries({ p: 6.25, q: 3.74, gamma: 15.44 })) near(gammaGamma[name], published, 6e-3);
    near(gammaGamma.logLikelihood, -4_055.92, 6e-3);
    expect(gammaGamma.buyers).toBe(946);
  });

  // Measured before this code was written, by other code.
  test("the rankings find what was measured: past spend .470, RFM with spend for ties .483; alive spend and model value more", async () => {
    const [alive, past, rfm, model] = (await mined).rankings;
    near(past.recallAtTop10, 0.47, 5e-4);
    near(rfm.recallAtTop10, 0.483, 5e-4);
    near(past.spendShare, 0.481, 5e-4);
    expect(alive.recallAtTop10).toBeGreaterThan(past.recallAtTop10! + 0.02);
    expect(model.recallAtTop10).toBeGreaterThan(past.recallAtTop10! + 0.03);
    near((await mined).backtest!.rangesHeld!.all, 0.9, 0.05);
    near((await mined).backtest!.rangesHeld!.best, 0.9, 0.05);
  });

  test("gzipped, it is the same", async () => {
    const { readFileSync } = await import("node:fs");
    const zipped = aFile("cdnow.csv.gz", readFileSync(needs(CDNOW), "utf8"), { gzip: true });
    expect(await mineJson(zipped, "--until", "1997-09-30")).toEqual(await mined);
  });
});

test("on a wholesaler whose buyers stay, alive spend is past spend, and RFM finds far fewer (Online Retail, last 26 weeks)", async () => {
  const mined = await mineJson(needs(RETAIL));
  expect(mined).toMatchObject({ orders: 18_536, currency: "GBP", backtest: { sampled: 2_811, weeks: 26 } });
  const [alive, past, rfm, model] = mined.rankings;
  near(past.recallAtTop10, 0.666, 0.005);
  near(alive.difference!.by, 0, 0.004);
  near(rfm.difference!.by, -0.082, 0.01);
  near(model.difference!.by, -0.025, 0.01);
  expect(rfm.difference!.high).toBeLessThan(0);
  for (const held of Object.values(mined.backtest!.rangesHeld!)) near(held, 0.91, 0.06);
});

describe("a bulk operation's result", () => {
  test("each reason to leave an order out is counted under its name", async () => {
    const odd: [string, string][] = [
      ["in the future", orderNode(1, { at: "2099-01-01T00:00:00Z" })],
      ["before 1990", orderNode(2, { at: "1985-01-01T00:00:00Z" })],
      ["less than nothing was paid", orderNode(3, { amount: "-5.00" })],
      ["not believable", orderNode(4, { amount: "99999999999999.00" })],
      ["nothing was paid", orderNode(5, { amount: "0.00" })],
      ["another currency", orderNode(6, { currency: "EUR" })],
      ["no customer", orderNode(7, { customer: null })],
      ["could not be read", orderNode(8, { amount: "1e999" })],
      ["wholesale order", orderNode(9, { tags: ["Wholesale"] })],
      ["staff order", orderNode(10, { tags: ["staff"] })],
      ["one of our own rewards", orderNode(11, { tags: ["regulars reward"] })],
      ["test order", orderNode(12, { test: true })],
      ["cancelled", orderNode(13, { cancelledAt: "2024-05-11T00:00:00Z" })],
    ];
    const good = Array.from({ length: 40 }, (_, i) => orderNode(100 + i, { customer: String(i % 20) }));
    const mined = await mineJson(aFile("odd.jsonl", [...good, ...odd.map(([, line]) => line)]));
    expect(mined.orders).toBe(53);
    expect(mined.excluded).toEqual(Object.fromEntries(odd.map(([reason]) => [reason, 1])));
    expect(mined.buyers).toBe(20);
  });

  test("lines that are cut, no JSON, or no order are counted, and all others read", async () => {
    const good = Array.from({ length: 30 }, (_, i) => orderNode(100 + i, { customer: String(i) }));
    const bad = [
      "{oops",
      "[1,2]",
      '"text"',
      orderNode(1, { at: "some day" }),
      orderNode(2, { amount: null }),
      orderNode(4, { at: "2024-05-101" }),
    ];
    const mined = await mineJson(
      aFile("malformed.jsonl", [...good.slice(0, 10), ...bad, "", ...good.slice(10), good[0].slice(0, 60)].join("\n")),
    );
    expect(mined).toMatchObject({ orders: 37, excluded: { "could not be read": 7 }, buyers: 30 });
  });

  test("line items come anywhere; gift cards and what was given back beyond them are no goods", async () => {
    const lines = [
      lineNode(1, 11, "10.00", { quantity: 2 }),
      lineNode(2, 21, "7.50"),
      headNode(1, { customer: "5" }),
      lineNode(1, 12, "2.50"),
      headNode(2, { customer: "5", at: "2024-06-10T10:00:00Z", givenBack: "-1.50" }),
      lineNode(2, 22, "50.00", { isGiftCard: true }),
      JSON.stringify({ index: 0, code: "TEN", __parentId: "gid://shopify/Order/2" }),
      headNode(3, { customer: "6" }),
      lineNode(3, 31, "4.00"),
    ];
    const expected = [
      { customer: "5", netSpendMinor: 1_850, orders: 2 },
      { customer: "6", netSpendMinor: 400, orders: 1 },
    ];
    for (const order of [lines, [...lines].reverse()])
      expect((await mineJson(aFile("children.jsonl", order))).powerBuyers).toMatchObject(expected);
  });

  test("line items that only the middle of a long file has are found all the same", async () => {
    const filler = (from: number) => Array.from({ length: 9_000 }, (_, i) => headNode(from + i, { customer: null, note: "x".repeat(40) }));
    const lines = [...filler(10_000), headNode(1, { customer: "5" }), lineNode(1, 11, "10.00"), ...filler(30_000)];
    const withAmounts = lines.map((line) => (line.includes("LineItem") ? line : line.replace(/}$/, ',"currentSubtotalPriceSet":null}')));
    const mined = await mineJson(aFile("middle.jsonl", withAmounts));
    expect(mined.powerBuyers).toMatchObject([{ customer: "5", netSpendMinor: 1_000 }]);
  });

  test("an id that is no number stays as it is, and the same file with numbers gives the same people", async () => {
    const orders = (name: (i: number) => string) =>
      Array.from({ length: 10 }, (_, i) => orderNode(i, { customer: name(i), amount: `${10 + i}.00` }));
    const words = await mineJson(
      aFile(
        "words.jsonl",
        orders((i) => `c${i}`),
      ),
    );
    expect(words.powerBuyers.map(({ customer }) => customer)).toEqual(Array.from({ length: 10 }, (_, i) => `c${9 - i}`));
    const numbers = await mineJson(
      aFile(
        "numbers.jsonl",
        orders((i) => String(9_007_199_254_740_993n + BigInt(i))),
      ),
    );
    expect(numbers.powerBuyers.map(({ netSpendMinor }) => netSpendMinor)).toEqual(
      words.powerBuyers.map(({ netSpendMinor }) => netSpendMinor),
    );
    expect(numbers.powerBuyers[0].customer).toBe("9007199254741002");
  });

  test("days are those of the time zone that is named", async () => {
    const file = aFile("zone.jsonl", [
      orderNode(1, { at: "2024-05-10T22:30:00Z" }),
      orderNode(2, { at: "2024-05-11T21:30:00Z", customer: "2" }),
    ]);
    expect((await mineJson(file)).horizon).toEqual({ from: "2024-05-10", to: "2024-05-11" });
    expect((await mineJson(file, "--time-zone", "Asia/Tokyo")).horizon).toEqual({ from: "2024-05-11", to: "2024-05-12" });
  });

  test("the commonest currency counts, wherever in the file it stands, unless one is named", async () => {
    const file = aFile("mixed.jsonl", [
      ...Array.from({ length: 3_000 }, (_, i) => orderNode(i, { currency: "EUR", customer: String(i), note: "x".repeat(400) })),
      ...Array.from({ length: 9_000 }, (_, i) => orderNode(10_000 + i, { currency: "SEK", customer: String(i), note: "x".repeat(400) })),
      ...Array.from({ length: 3_000 }, (_, i) => orderNode(30_000 + i, { currency: "EUR", customer: String(i), note: "x".repeat(400) })),
    ]);
    expect(await mineJson(file)).toMatchObject({ currency: "SEK", excluded: { "another currency": 6_000 } });
    expect(await mineJson(file, "--currency", "eur")).toMatchObject({ currency: "EUR", excluded: { "another currency": 9_000 } });
  });
});

describe("Shopify's order export", () => {
  const HEAD =
    "Name,Email,Financial Status,Currency,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem requires shipping,Lineitem sku,Billing Name,Shipping Name,Notes,Cancelled at,Payment Method,Refunded Amount,Tags,Phone";

  test("orders of several rows, tax inside prices, refunds, notes with line breaks, gift cards and phones", async () => {
    const mined = await mineJson(
      aFile("export.csv", [
        HEAD,
        '#1,Ana@x.com,paid,GBP,100.00,5.00,0.00,105.00,2024-01-02 23:30:00 -0500,2,Tea,30.00,true,T1,Ana,Ana,"a note\nwith a break, and ""quotes""",,Visa,0.00,,',
        "#1,Ana@x.com,,,,,,,2024-01-02 23:30:00 -0500,1,Cup,40.00,true,C1,,,,,,,,",
        '#2,ana@x.com,partially_refunded,GBP,120.00,0.00,20.00,120.00,2024-02-02 10:00:00 +0100,1,Tea,120.00,true,T1,Ana,Mum,,,Visa,60.00,"vip, new",',
        "#3,,paid,GBP,50.00,0,0,50.00,2024-02-02 10:00:00 +0100,1,Tea,50.00,true,T1,,,,,Visa,0.00,,'+4477",
        "#4,bob@x.com,paid,GBP,50.00,0,0,50.00,2024-02-02 10:00:00 +0100,1,£25 Gift Card,25.00,false,,,,,,Visa,0.00,,",
        "#5,bob@x.com,paid,GBP,70.00,0,0,70.00,2024-02-02 10:00:00 +0100,1,Tea,70.00,true,T1,,,,,bogus,0.00,,",
        "#6,bob@x.com,paid,GBP,70.00,0,0,70.00,2024-02-02 10:00:00 +0100,1,Tea,70.00,true,T1,,,,2024-02-03 10:00:00 +0100,Visa,0.00,,",
        "#7,bob@x.com,paid,GBP,70.00,0,0,70.00,2024-02-02 10:00:00 +0100,1,Tea,70.00,true,T1,,,,,Visa,0.00,Staff,",
        "#8,bob@x.com,refunded,GBP,70.00,0,0,70.00,2024-02-02 10:00:00 +0100,1,Tea,70.00,true,T1,,,,,Visa,70.00,,",
      ]),
    );
    expect(mined).toMatchObject({
      format: "Shopify order export",
      orders: 8,
      excluded: { "test order": 1, cancelled: 1, "staff order": 1, "nothing was paid": 1 },
      horizon: { from: "2024-01-02", to: "2024-02-02" },
    });
    expect(mined.powerBuyers.map(({ customer, orders, netSpendMinor }) => [customer, orders, netSpendMinor])).toEqual([
      ["ana@x.com", 2, 15_000],
      ["+4477", 1, 5_000],
      ["bob@x.com", 1, 2_500],
    ]);
  });
});

describe("a plain CSV", () => {
  test.each<[string, string[], string, [string, number][]]>([
    ["the plainest", ["customer,date,amount", "ana,2024-01-01,10"], "XXX", [["ana", 1_000]]],
    ["yen have no pence", ["customer,date,amount_jpy", "ana,2024-01-01,1200"], "JPY", [["ana", 1_200]]],
    ["dinars have three digits", ["customer,date,amount_kwd", "ana,2024-01-01,1.255"], "KWD", [["ana", 1_255]]],
    [
      "semicolons and decimal commas",
      ["email;order_date;total_eur", "a@x.de;31.01.2024;1.234,50", 'b@x.de;05.03.2024;"7,5"'],
      "EUR",
      [
        ["a@x.de", 123_450],
        ["b@x.de", 750],
      ],
    ],
    [
      "signs and thousands",
      ["Customer ID,Order Date,Amount USD", '7,2024-01-22,"$1,234.50"', "8,2024-01-22,$5"],
      "USD",
      [
        ["7", 123_450],
        ["8", 500],
      ],
    ],
    [
      "the month first, where a day shows it",
      ["customer,date,amount", "a,1/22/2024,5", "b,2/3/2024,4"],
      "XXX",
      [
        ["a", 500],
        ["b", 400],
      ],
    ],
    ["dates without signs", ["customer,date,amount", "a,20240122,5"], "XXX", [["a", 500]]],
    [
      "a column for the currency",
      ["customer,date,amount,currency", "a,2024-01-22,5,sek", "b,2024-01-22,4,SEK", "c,2024-01-22,3,EUR"],
      "SEK",
      [
        ["a", 500],
        ["b", 400],
      ],
    ],
    ["a mark at the file's beginning", ["\uFEFFcustomer,date,amount", "a,2024-01-22,5"], "XXX", [["a", 500]]],
    ["tabs", ["customer\tdate\tamount", "a\t2024-01-22\t5"], "XXX", [["a", 500]]],
  ])("%s", async (_, lines, currency, people) => {
    const mined = await mineJson(aFile("plain.csv", lines));
    expect(mined.currency).toBe(currency);
    expect(mined.powerBuyers.map(({ customer, netSpendMinor }) => [customer, netSpendMinor])).toEqual(people);
  });

  test("rows without a customer, a date or an amount are counted, and rows of too many cells", async () => {
    const rows = [
      "a,2024-01-22,5",
      ",2024-01-22,5",
      "b,someday,5",
      "c,2024-01-22,",
      "d,2024-01-22,-4",
      "e,2024-01-22,4,more,and,more",
      "f,2024-01-23,6",
    ];
    const mined = await mineJson(aFile("rows.csv", ["customer,date,amount", ...rows]));
    const left = Object.values(mined.excluded).reduce((sum, count) => sum + count, 0);
    expect(mined.orders).toBe(rows.length);
    expect(mined.excluded).toMatchObject({ "no customer": 1, "less than nothing was paid": 1 });
    expect(mined.powerBuyers.reduce((sum, { orders }) => sum + orders, 0)).toBe(rows.length - left);
  });
});

test("the report names the first lines that could not be read, where they stand", async () => {
  const lines = [orderNode(1), "{oops", orderNode(2, { customer: "2" }), "[1]", orderNode(3).slice(0, 50)];
  const file = aFile("named.jsonl", lines);
  const text = report(file, await mineFile(readMineOptions([file]), NOW));
  expect(text).toContain("5 orders read, 3 left out:");
  for (const where of ["line 2 is no JSON, or cut off", "line 4 is no order", "line 5 is no JSON, or cut off"])
    expect(text).toContain(where);
  expect(text).not.toMatch(/NaN|undefined|null/);
});

describe("what cannot be mined is said in a sentence that says what to do", () => {
  test.each<[string, () => string, RegExp]>([
    ["an absent file", () => "nowhere.csv", /^nowhere\.csv cannot be opened: there is no such file\.$/],
    ["an empty file", () => aFile("empty.csv", ""), /is empty\.$/],
    ["prose", () => aFile("text.txt", ["hello world"]), /neither JSON lines nor a CSV with a first line of column names/],
    ["other JSON", () => aFile("other.jsonl", ['{"a":1}']), /is JSON, but neither a bulk operation's result/],
    [
      "columns in another language",
      () => aFile("kunden.csv", ["Kunde;Datum;Betrag", "a;2024-01-01;3"]),
      /names no customer, no date, no amount\. It has: Kunde, Datum, Betrag/,
    ],
    [
      "dates that can be read two ways",
      () => aFile("two.csv", ["customer,date,amount", "a,1/2/2024,3"]),
      /"1\/2\/2024" in date can be read two ways\. Write dates with the year first/,
    ],
    [
      "orders without a customer",
      () => aFile("nobody.jsonl", ['{"id":"gid://shopify/Order/1","createdAt":"2024-01-01T00:00:00Z"}']),
      /name no customer/,
    ],
    [
      "orders that all do not count",
      () => aFile("none.jsonl", [orderNode(1, { test: true }), orderNode(2, { customer: null })]),
      /^None of the 2 orders in this file counts: 1 test order, 1 no customer\.$/,
    ],
    ["a head and nothing else", () => aFile("head.csv", ["customer,date,amount"]), /^There is no order in this file\.$/],
    [
      "no gzip though it looks it",
      () => aFile("bad.csv.gz", "\x1f\x8bnonsense"),
      /looks gzipped, but cannot be unpacked|neither JSON lines nor a CSV/,
    ],
  ])("%s", async (_, file, sentence) => {
    await expect(mineJson(file())).rejects.toThrow(sentence);
  });

  test.each([
    [["a.csv", "--until", "yesterday"], /--until "yesterday" is no date/],
    [["a.csv", "--until", "2024-02-30"], /is no date/],
    [["a.csv", "--top", "0"], /--top "0" must be a whole number from 1/],
    [["a.csv", "--horizon-weeks", "1.5"], /must be a whole number/],
    [["a.csv", "--currency", "POUND"], /is no currency/],
    [["a.csv", "--time-zone", "Mars"], /is none that is known/],
    [["a.csv", "--frobnicate"], /Unknown option '--frobnicate'/],
    [[], /Say which file to mine/],
    [["a.csv", "b.csv"], /Give one file/],
  ])("the options %j", async (argv, sentence) => {
    await expect((async () => mineJson(...argv))()).rejects.toThrow(sentence);
  });

  test("periods that leave nothing", async () => {
    const file = aFile("short.csv", ["customer,date,amount", "a,2024-01-22,5"]);
    await expect(mineJson(file, "--until", "2023-01-01")).rejects.toThrow("The calibration would end before the first order.");
  });
});

test("orders after the day of the count are left out, and it decides who has gone", async () => {
  const rows = Array.from({ length: 12 }, (_, month) => `a,2024-${String(month + 1).padStart(2, "0")}-05,10`);
  const file = aFile("year.csv", ["customer,date,amount", ...rows]);
  expect(await mineJson(file, "--as-of", "2024-06-30")).toMatchObject({
    asOf: "2024-06-30",
    excluded: { "in the future": 6 },
    powerBuyers: [{ customer: "a", orders: 6, lastOrder: "2024-06-05" }],
  });
});
