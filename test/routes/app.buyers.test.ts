/** The list of power buyers: what narrows it, what an odd address shows, and one person's card. */
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import * as buyers from "~/routes/app.buyers";
import * as spreadsheet from "~/routes/app.buyers.export";
import { adminRig } from "../support/admin";
import { minedStore } from "../support/mined-store";

const t = await adminRig();
let ids: string[];
type Buyers = {
  mining: { powerBuyers: number } | null;
  rows: { buyerId: string; name: string }[];
  matching: number;
  page: number;
  pages: number;
  countries: string[];
  plot: { people: unknown[]; bands: { people: number; powerBuyers: number }[]; steps: { people: number }[]; powerBuyers: number } | null;
  card: { outcome: string; name?: string; strip?: unknown[] } | null;
};
const load = (query = "") => t.load<Buyers>(buyers, `/app/buyers${query}`);

beforeAll(async () => {
  expect(await load()).toMatchObject({ mining: null, rows: [], matching: 0, pages: 1, plot: null });
  ids = await minedStore(t.world, [
    { firstName: "Ada" },
    { firstName: "Bea", countryCode: "IE" },
    { firstName: "100%" },
    { firstName: null, consent: "unsubscribed" },
    ...Array.from({ length: 26 }, (_, index) => ({ firstName: `Kim${index}` })),
  ]);
});

test("the best come first, twenty-five a page, and the pages hold everybody once", async () => {
  const [first, second] = [await load(), await load("?page=2")];
  expect([first.matching, first.pages, first.rows.length, second.rows.length]).toEqual([30, 2, 25, 5]);
  expect([...first.rows, ...second.rows].map(({ buyerId }) => buyerId)).toEqual(ids);
});

test("a name, a country and consent each narrow the list, and together", async () => {
  expect((await load("?search=ada")).rows.map(({ name }) => name)).toEqual(["Ada Brown"]);
  expect((await load("?country=IE")).rows.map(({ name }) => name)).toEqual(["Bea Brown"]);
  expect((await load("?consent=yes")).matching).toBe(29);
  expect((await load("?search=bea&country=GB")).matching).toBe(0);
  expect((await load()).countries).toEqual(["GB", "IE"]);
});

test("a search is read as it is written: a per cent sign is no wildcard", async () => {
  expect((await load("?search=%25")).rows.map(({ name }) => name)).toEqual(["100% Brown"]);
  expect((await load("?search=_da")).matching).toBe(0);
});

test("an address somebody changed by hand still shows the list", async () => {
  for (const query of [
    "?page=-4",
    "?page=x",
    "?page=1e99",
    "?country=%27%3B--",
    `?search=${"x".repeat(500)}`,
    "?search=%00",
    "?consent=maybe",
  ])
    expect((await load(query)).page, query).toBe(1);
  expect((await load("?page=999")).rows).toEqual([]);
});

test("somebody without a name is shown as such, never as null", async () => {
  expect((await load("?search=person-3@")).rows.map(({ name }) => name)).toEqual(["Name not shared"]);
});

test("a person opens as a card with their orders over time; one who isn't known says so", async () => {
  const { card } = await load(`?person=${ids[0]}`);
  expect(card).toMatchObject({ outcome: "found", name: "Ada Brown" });
  expect(card!.strip).toHaveLength(2);
  expect((await load("?person=1")).card).toEqual({ outcome: "unknown" });
  expect((await load("?person=%27")).card).toBeNull();
});

test("the plot's table counts everybody, and its line can stand anywhere between one person and all", async () => {
  const { plot } = await load();
  expect(plot!.people).toHaveLength(30);
  expect(plot!.bands.map(({ people, powerBuyers }) => [people, powerBuyers])).toEqual([
    [0, 0],
    [30, 30],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(plot!.powerBuyers).toBe(30);
  expect([plot!.steps[0].people, plot!.steps.at(-1)!.people]).toEqual([1, 30]);
});

const act = (form: Record<string, string>) => t.act<Record<string, unknown>>(buyers, "/app/buyers", form);

test("a line that is moved moves the list at once, and one that cannot be is refused in a sentence", async () => {
  expect((await act({ intent: "move-line", powerBuyerBp: "1000" })).body).toMatchObject({ outcome: "moved", powerBuyers: 3, left: 27 });
  expect((await load()).matching).toBe(3);
  expect((await act({ intent: "move-line", powerBuyerBp: "0" })).body).toMatchObject({
    outcome: "refused",
    problem: expect.stringContaining("%"),
  });
  expect((await act({ intent: "move-line", powerBuyerBp: "10000" })).body).toMatchObject({ outcome: "moved", powerBuyers: 30 });
});

test("a way of looking is kept under its name, shown, and forgotten", async () => {
  expect((await act({ intent: "keep-view", name: "Irish", filters: "country=IE" })).body).toMatchObject({ outcome: "saved" });
  const { views } = (await t.load(buyers, "/app/buyers")) as { views: { viewId: string; name: string; filters: { country: string } }[] };
  expect(views).toMatchObject([{ name: "Irish", filters: { country: "IE" } }]);
  expect((await act({ intent: "forget-view", viewId: views[0].viewId })).status).toBe(200);
  expect(await t.load(buyers, "/app/buyers")).toMatchObject({ views: [] });
});

test("the owner can have the list worked out anew, and what makes no sense is refused", async () => {
  await t.clock.advance(1_000);
  expect((await act({ intent: "mine" })).body).toEqual({ outcome: "asked" });
  await t.runDueJobs();
  expect(await t.sql("SELECT why FROM mining WHERE why = 'asked for by the owner'")).toHaveLength(1);
  for (const form of [{ intent: "burn" }, { intent: "forget-view", viewId: "x" }, { intent: "move-line", powerBuyerBp: "many" }])
    expect((await act(form as unknown as Record<string, string>)).status).toBe(400);
});

test("the list as a spreadsheet holds everybody who fits, with the reason for each, and no cell is a formula", async () => {
  const { headers, body } = await t.visit<string>(spreadsheet, "/app/buyers/export?consent=yes");
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const lines = parse(body, { columns: true, bom: true }) as Record<string, string>[];
  expect(lines).toHaveLength(29);
  expect(Object.values(lines[0]).join(" ")).toMatch(/2 orders since/);
  expect(Object.values(lines[0]).every((cell) => !/^[=+@\t]/.test(cell))).toBe(true);
});
