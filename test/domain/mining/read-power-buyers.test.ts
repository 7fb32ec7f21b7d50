/** The list of power buyers: what each filter leaves, that page, count and spreadsheet mean the same people, and what stands in a row. */
import { beforeAll, describe, expect, test } from "vitest";
import { readPowerBuyers } from "~/domain/mining/read-power-buyers.server";
import { writeReason } from "~/domain/mining/reason";
import { readFilters } from "~/domain/mining/saved-view";
import { writeListCsv } from "~/domain/mining/write-list-csv.server";
import { buyersWords } from "~/words/admin/buyers";
import { aBuyer, aShop } from "../../support/builders";
import { miningRow, rankingRow } from "../../support/mining-rows";
import { testWorld } from "../../support/world";

const { world, worldOf, sql } = await testWorld();

/** What a test looks at of a person; everything else is usual. */
const PEOPLE = [
  { firstName: "Ada", city: "Leeds", favourite: "Tea", gifts: 3 },
  { firstName: "Bea", city: "Galway", countryCode: "IE", province: "County Galway", favourite: "Kitchen", daysAgo: 45 },
  { firstName: "Cleo", consent: "unsubscribed", favourite: "Tea", gifts: 2 },
  { firstName: "100%", daysAgo: 200, reseller: true },
  { firstName: null, lastName: null, email: null, countryCode: null, daysAgo: 400, listChange: "ordered since" },
  { firstName: "=HYPERLINK(1)", email: "a,b@example.com", daysAgo: 90, orders: 4, gifts: 1 },
  { firstName: "Below the line", powerBuyer: false },
];
const LISTED = 6;

async function aList(people: Record<string, unknown>[], of = world): Promise<void> {
  const mining = miningRow(of, {
    buyers: people.length,
    powerBuyers: people.filter(({ powerBuyer }) => powerBuyer !== false).length,
    listChange: { sinceMiningId: "x", since: of.clock.now().toISOString(), joined: { "ordered since": 1 }, left: { "money went back": 2 } },
  });
  await of.transaction(({ db }) => db.mining.create({ data: mining }));
  for (const [
    index,
    { daysAgo = 3, favourite = null, gifts = 0, orders = 9, reseller = false, listChange = null, powerBuyer = true, ...buyer },
  ] of people.entries()) {
    const { buyerId } = await aBuyer(of, {
      buyerId: String(100 + index),
      lastName: "Brown",
      email: `p${index}@example.com`,
      countryCode: "GB",
      ...buyer,
    });
    const facts = { favourite, gifts, orders, reseller, listChange, powerBuyer, lastDay: mining.asOfDay - (daysAgo as number) };
    await of.transaction(({ db }) =>
      db.ranking.create({ data: rankingRow(of, { miningId: mining.miningId, buyerId, rank: index + 1, ...facts }) }),
    );
  }
}

beforeAll(async () => {
  await aShop(world);
  await aList(PEOPLE);
});

const filters = (address: string) => readFilters(new URLSearchParams(address));
const list = async (address = "", query: { page?: number; pageSize?: number } = {}) =>
  (await readPowerBuyers(world, { page: 1, ...query, filters: filters(address) }))!;

test.each([
  ["", [1, 2, 3, 4, 5, 6]],
  ["search=ada+bro", [1]],
  ["search=P1%40EXAMPLE", [2]],
  ["search=%25", [4]],
  ["search=_da", []],
  ["country=IE", [2]],
  ["country=FR", []],
  ["place=leed", [1]],
  ["place=county", [2]],
  ["taste=Tea", [1, 3]],
  ["recency=in-30", [1, 3]],
  ["recency=in-90", [1, 2, 3, 6]],
  ["recency=in-365", [1, 2, 3, 4, 6]],
  ["recency=over-30", [2, 4, 5, 6]],
  ["recency=over-90", [4, 5]],
  ["recency=over-365", [5]],
  ["consent=yes", [1, 2, 4, 5, 6]],
  ["consent=no", [3]],
  ["gifts=often", [1]],
  ["kind=resellers", [4]],
  ["kind=people", [1, 2, 3, 5, 6]],
  ["joined=lately", [5]],
  ["taste=Tea&consent=yes&recency=in-30&kind=people&gifts=often&place=leeds&country=GB&search=ada", [1]],
])("%j leaves the places %j, counts them, and the spreadsheet holds the same", async (address, places) => {
  const { rows, matching } = await list(address);
  expect(rows.map(({ rank }) => rank)).toEqual(places);
  expect(matching).toBe(places.length);
  expect((await sheet(address)).slice(1).map((line) => Number(line.split(",")[0]))).toEqual(places);
});

test("who often sends gifts by the filter is who does by the reason", async () => {
  for (const orders of [1, 2, 3, 4, 6, 7, 9])
    for (const gifts of [0, 1, 2, 3].filter((one) => one <= orders)) {
      await sql("UPDATE ranking SET orders = $2, gifts = $3 WHERE shop_id = $1 AND rank = 1", [world.shopId, orders, gifts]);
      const said = /often sends gifts/.test((await list("search=ada")).rows[0].reason);
      expect((await list("gifts=often&search=ada")).matching, `${gifts} of ${orders}`).toBe(said ? 1 : 0);
    }
  await sql("UPDATE ranking SET orders = 9, gifts = 3 WHERE shop_id = $1 AND rank = 1", [world.shopId]);
});

test("pages hold everybody once, under a filter too, and one beyond the end still counts", async () => {
  for (const address of ["", "recency=in-365"]) {
    const pages = [
      await list(address, { page: 1, pageSize: 2 }),
      await list(address, { page: 2, pageSize: 2 }),
      await list(address, { page: 3, pageSize: 2 }),
    ];
    const { rows, matching } = await list(address);
    expect(pages.flatMap((page) => page.rows)).toEqual(rows);
    expect(new Set([...pages, await list(address, { page: 99 })].map((page) => page.matching))).toEqual(new Set([matching]));
  }
});

test("a row says who, why, how much, how long ago, and why they are new; what is not known is said so", async () => {
  const { rows, mining, change } = await list();
  expect(rows[0]).toMatchObject({
    name: "Ada Brown",
    region: "Leeds, GB",
    orders: 9,
    netSpend: "£999.99",
    consent: "subscribed",
    standing: "not invited",
    joinedWhy: null,
  });
  expect(rows[0].reason).toBe(
    writeReason(
      {
        orders: 9,
        netSpendMinor: 99_999n,
        firstDay: 19_792,
        lastDay: mining.asOfDay - 3,
        asOfDay: mining.asOfDay,
        ordersMoreThan: 90,
        favourite: "Tea",
        gifts: 3,
        reseller: false,
      },
      { currency: "GBP", locale: "en-GB" },
    ),
  );
  expect(rows[4]).toMatchObject({ name: "Name not shared", email: null, region: "Unknown", joinedWhy: "ordered since" });
  expect(change).toMatchObject({ joined: [{ reason: "ordered since", people: 1 }], left: [{ reason: "money went back", people: 2 }] });
});

test("it can be narrowed by the countries and tastes that there are, the commonest first", async () => {
  const { countries, tastes } = await list();
  expect([countries, tastes]).toEqual([
    ["GB", "IE"],
    ["Tea", "Kitchen"],
  ]);
});

test("somebody erased or merged since is on no list", async () => {
  await sql("UPDATE buyer SET erased_at = now() WHERE shop_id = $1 AND buyer_id = '102'", [world.shopId]);
  await sql("UPDATE buyer SET merged_into = '100' WHERE shop_id = $1 AND buyer_id = '103'", [world.shopId]);
  expect((await list()).rows.map(({ rank }) => rank)).toEqual([1, 2, 5, 6]);
  expect((await list("country=GB")).rows.map(({ rank }) => rank)).toEqual([1, 6]);
  expect(await sheet("")).toHaveLength(5);
  await sql("UPDATE buyer SET erased_at = NULL, merged_into = NULL WHERE shop_id = $1", [world.shopId]);
});

test("before the first mining there is no list, and the spreadsheet is its heading", async () => {
  const empty = worldOf("empty.myshopify.com");
  await aShop(empty);
  expect(await readPowerBuyers(empty, { page: 1 })).toBeNull();
  expect(await sheet("", empty)).toHaveLength(1);
});

test("a list longer than is looked up one by one is read at once, and means the same people", async () => {
  const large = worldOf("large.myshopify.com");
  await aShop(large);
  await aList([{ firstName: "Zoë", countryCode: "PT" }], large);
  const { shopId } = large;
  await sql(
    `INSERT INTO buyer (shop_id, buyer_id, first_name, email, consent, country_code, currency, read_at)
     SELECT $1, 'b' || n, 'N' || n, 'n' || n || '@example.com', 'subscribed', CASE WHEN n % 1000 = 0 THEN 'PT' ELSE 'GB' END, 'GBP', now() FROM generate_series(2, 20500) n`,
    [shopId],
  );
  await sql(
    `INSERT INTO ranking SELECT (jsonb_populate_record(r, jsonb_build_object('buyer_id', 'b' || n, 'rank', n))).* FROM ranking r, generate_series(2, 20500) n WHERE r.shop_id = $1`,
    [shopId],
  );
  await sql("UPDATE mining SET power_buyers = 20500, buyers = 20500 WHERE shop_id = $1", [shopId]);
  const { rows, matching } = (await readPowerBuyers(large, { page: 2, pageSize: 10, filters: filters("country=PT") }))!;
  expect([matching, rows.map(({ rank }) => rank)]).toEqual([21, Array.from({ length: 10 }, (_, at) => (at + 10) * 1_000)]);
  expect((await readPowerBuyers(large, { page: 820, pageSize: 25 }))!.rows.at(-1)!.rank).toBe(20_500);
  expect(await sheet("country=PT", large)).toHaveLength(22);
});

async function sheet(address: string, of = world): Promise<string[]> {
  const { save, consent, standing } = buyersWords;
  const words = { columns: save.columns, consent, standing: { ...standing, "not invited": "" } as Record<string, string>, yes: save.yes };
  let text = "";
  for await (const piece of writeListCsv(of, { filters: filters(address), words })) text += piece;
  return text.trimEnd().split("\n");
}

describe("the spreadsheet", () => {
  test("opens as UTF-8, names its columns, and writes amounts and days so that a spreadsheet can sort them", async () => {
    const [heading, ada] = await sheet("");
    expect(heading).toMatch(/^\uFEFFPlace,Name,E-mail,/);
    expect(ada).toMatch(
      /^1,Ada Brown,p0@example\.com,Said yes to e-mail,,Leeds,,GB,9,2024-03-10,\d{4}-\d\d-\d\d,999\.99,0\.01,GBP,Tea,3,,100,"9 orders since March 2024,/,
    );
    expect(heading.split(",")).toHaveLength(19);
  });

  test("68 · runs nothing that somebody typed as a name, and keeps commas inside their cell", async () => {
    const line = (await sheet("")).at(-1)!;
    expect(line).toContain("'=HYPERLINK(1) Brown");
    expect(line).toContain('"a,b@example.com"');
    expect((await sheet("")).length).toBe(LISTED + 1);
  });
});
