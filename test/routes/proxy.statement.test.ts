/** Issue 4 §6 on the store's pages: one's own statement and nobody else's, signed, without scripts, and as a spreadsheet. */
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { aProgram, aShop, anAmbassador, anEarnedCredit, type BuiltAmbassador, type BuiltProgram } from "../support/builders";
import { answerOf, askStorefront, marksOf, proxyRequest, textOf, type Ask } from "../support/storefront";
import { testWorld } from "../support/world";

const t = await testWorld();
const { world, shopId } = t;
let program: BuiltProgram;
let mia: BuiltAmbassador;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
  mia = await anAmbassador(world, program, { name: "Mia" });
  await anEarnedCredit(world, mia, 420n);
});

const ask = (buyerId: string | null, query = "", more: Partial<Ask> = {}) =>
  askStorefront({ shop: shopId, path: `/statement${query}`, buyerId, ...more });

test("shows what was there, each movement with a kind sentence, and what is there then", async () => {
  const page = await ask(mia.buyerId);
  expect([page.status, marksOf(page, "data-regulars-page"), marksOf(page, "data-movements")]).toEqual([200, ["statement"], ["2"]]);
  expect([marksOf(page, "data-balance"), marksOf(page, "data-earned-minor")]).toEqual([
    ["opening", "closing"],
    ["0", "420"],
  ]);
  expect(textOf(page)).toContain("this is yours now");
  expect(page.headers.get("cache-control")).toBe("no-store");
});

test("of days asked for begins with what was there before", async () => {
  const page = await ask(mia.buyerId, "?period=days&from=2027-01-01&to=2027-01-31");
  expect([marksOf(page, "data-earned-minor"), marksOf(page, "data-movements")]).toEqual([["420", "420"], ["0"]]);
  expect(textOf(page)).toContain("From 1 January 2027 to 31 January 2027.");
});

test.each(["?period=days&from=yesterday", "?from=2026-02-30", "?from=2026-03-02&to=2026-03-01", "?period=days&to=%7B%7Bshop%7D%7D"])(
  "days that are none (%s) are answered with 400 and a sentence",
  async (query) => {
    const page = await ask(mia.buyerId, query);
    expect([page.status, marksOf(page, "data-regulars-page")]).toEqual([400, ["statement"]]);
    expect(textOf(page)).toMatch(/no day of the calendar|before the first/);
    expect(page.html).not.toContain("{{shop}}");
  },
);

test("who is not signed in is asked to, and who is no ambassador is told so", async () => {
  expect(marksOf(await ask(null), "data-outcome")).toEqual(["signed out"]);
  expect(marksOf(await ask("99887766"), "data-outcome")).toEqual(["not an ambassador"]);
});

test("another customer's id in the address is ignored", async () => {
  const theo = await anAmbassador(world, program, { name: "Theo" });
  await anEarnedCredit(world, theo, 9_900n);
  const page = await ask(mia.buyerId, `?buyerId=${theo.buyerId}&ambassador=${theo.ambassadorId}&customer_id=${theo.buyerId}`);
  expect(marksOf(page, "data-closing-earned")).toEqual(["420"]);
});

test("a request that Shopify did not sign sees nothing, page or spreadsheet", async () => {
  for (const query of ["", "?format=csv"]) {
    const page = await ask(mia.buyerId, query, { after: (params) => params.set("logged_in_customer_id", "1") });
    expect([page.status, page.html.includes("4.20")]).toEqual([401, false]);
  }
});

test("another shop's ambassador of the same customer number is not ours", async () => {
  const other = t.worldOf("other-shop.myshopify.com");
  await aShop(other);
  const theirs = await anAmbassador(other, await aProgram(other), { name: "Eve" });
  await anEarnedCredit(other, theirs, 5_000n);
  expect(marksOf(await ask(theirs.buyerId), "data-outcome")).toEqual(["not an ambassador"]);
});

test("whatever is posted, the page is only shown", async () => {
  const page = await ask(mia.buyerId, "", { form: { period: "days", from: "x" } });
  expect([page.status, marksOf(page, "data-movements")]).toEqual([200, ["2"]]);
});

describe("the spreadsheet", () => {
  const csv = async (query: string): Promise<{ headers: Headers; lines: Record<string, string>[]; bytes: Buffer }> => {
    const response = await answerOf(proxyRequest({ shop: shopId, path: `/statement?format=csv${query}`, buyerId: mia.buyerId }));
    const bytes = Buffer.from(await response.arrayBuffer());
    return { headers: response.headers, bytes, lines: parse(bytes, { columns: true, bom: true }) };
  };

  test("holds the same, adds up, and has a byte-order mark for the programs that need it", async () => {
    const { headers, lines, bytes } = await csv("");
    expect([headers.get("content-type"), headers.get("content-disposition")]).toEqual([
      "text/csv; charset=utf-8",
      'attachment; filename="my-statement.csv"',
    ]);
    expect(lines.map((line) => [line["What happened"], line.Waiting, line.Yours, line.Taken])).toEqual([
      ["At the beginning", "0.00", "0.00", "0.00"],
      [expect.stringMatching(/^A friend bought/), "4.20", "0.00", "0.00"],
      [expect.stringMatching(/this is yours now/), "-4.20", "4.20", "0.00"],
      ["At the end", "0.00", "4.20", "0.00"],
    ]);
    expect(Object.keys(lines[0])).not.toContain("Name");
    expect(bytes.subarray(0, 3).toString("hex")).toBe("efbbbf");
  });

  test("a title that is a formula stays text", async () => {
    await t.sql("UPDATE orders SET name = '=cmd|calc' WHERE shop_id = $1", [shopId]);
    expect((await csv("")).lines[1]["Order or reward"]).toBe("'=cmd|calc");
  });
});

test("the rewards page leads to it", async () => {
  const page = await askStorefront({ shop: shopId, path: "/rewards", buyerId: mia.buyerId });
  expect(page.html).toContain('href="/apps/regulars/statement"');
});
