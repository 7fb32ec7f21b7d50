/** The page of power buyers: what narrows it, what an odd address shows, one person's card, and what its forms do. */
import { beforeAll, describe, expect, test } from "vitest";
import * as buyers from "~/routes/app.buyers";
import * as spreadsheet from "~/routes/app.buyers.export";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { adminRig } from "../support/admin";
import { minedStore } from "../support/mined-store";

const t = await adminRig();
let ids: string[];
type Buyers = {
  mining: { powerBuyers: number; minedAt: string } | null;
  rows: { buyerId: string; name: string }[];
  matching: number;
  page: number;
  pages: number;
  countries: string[];
  views: { viewId: string; name: string; filters: Record<string, string> }[];
  change: object | null;
  evidence: { trial: object | null; fallBack: string; historyWeeks: number } | null;
  plot: {
    people: unknown[];
    bands: { people: number; powerBuyers: number }[];
    steps: { people: number; shareBp: number }[];
    powerBuyers: number;
  } | null;
  card: { outcome: string; name?: string; strip?: unknown[] } | null;
};
const load = (query = "") => t.load<Buyers>(buyers, `/app/buyers${query}`);
const post = async (form: Record<string, string>) => (await t.act<{ outcome: string; problem?: string }>(buyers, "/app/buyers", form)).body;

beforeAll(async () => {
  expect(await load()).toMatchObject({
    mining: null,
    rows: [],
    matching: 0,
    pages: 1,
    plot: null,
    evidence: null,
    change: null,
    views: [],
  });
  ids = await minedStore(t.world, [
    { firstName: "Ada" },
    { firstName: "Bea", countryCode: "IE" },
    { firstName: "100%" },
    { firstName: null, consent: "unsubscribed" },
    ...Array.from({ length: 26 }, (_, index) => ({ firstName: `Kim${index}` })),
  ]);
});

describe("the list", () => {
  test("the best come first, twenty-five a page, and the pages hold everybody once", async () => {
    const [first, second] = [await load(), await load("?page=2")];
    expect([first.matching, first.pages, first.rows.length, second.rows.length]).toEqual([30, 2, 25, 5]);
    expect([...first.rows, ...second.rows].map(({ buyerId }) => buyerId)).toEqual(ids);
  });

  test("a name, a country and consent each narrow it, and together", async () => {
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

  test("an address somebody changed by hand still shows it", async () => {
    for (const query of [
      "?page=-4",
      "?page=x",
      "?page=1e99",
      "?country=%27%3B--",
      `?search=${"x".repeat(500)}`,
      "?search=%00",
      "?taste=%00",
      "?recency=yesterday",
      "?consent=maybe&gifts=1&kind=robots&joined=never",
    ])
      expect(await load(query), query).toMatchObject({ page: 1, matching: 30 });
    const last = await load("?page=999");
    expect(last).toMatchObject({ page: 2, pages: 2, matching: 30 });
    expect(last.rows).toHaveLength(5);
  });

  test("somebody without a name is shown as such, never as null", async () => {
    expect((await load("?search=person-3@")).rows.map(({ name }) => name)).toEqual(["Name not shared"]);
  });
});

test("a person opens as a card with their orders over time, in the plot's place; one who isn't known says so", async () => {
  const { card, plot } = await load(`?person=${ids[0]}`);
  expect(card).toMatchObject({ outcome: "found", name: "Ada Brown" });
  expect(card!.strip).toHaveLength(2);
  expect(plot).toBeNull();
  expect((await load("?person=1")).card).toEqual({ outcome: "unknown" });
  expect((await load("?person=%27")).card).toBeNull();
});

test("the plot's table counts everybody, and its line can stand between any two of so few", async () => {
  const { plot } = await load();
  expect(plot!.people).toHaveLength(30);
  expect(plot!.bands.map(({ people, powerBuyers }) => [people, powerBuyers])).toEqual([
    [0, 0],
    [30, 30],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(plot!.steps.map(({ people }) => people)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  expect(plot!.steps.at(-1)).toMatchObject({ shareBp: 10_000 });
});

test("what the list stands on says why it goes by what was spent", async () => {
  expect((await load()).evidence).toMatchObject({ fallBack: "fewer than 100 buyers", historyWeeks: 57 });
});

describe("the line", () => {
  test("moved, the list has changed when the answer is there, and says why", async () => {
    expect(await post({ intent: "move-line", powerBuyerBp: "1000" })).toMatchObject({ outcome: "moved", powerBuyers: 3, left: 27 });
    expect(await load()).toMatchObject({ matching: 3, change: { left: [{ reason: "you moved the line", people: 27 }] } });
    expect(await post({ intent: "move-line", powerBuyerBp: "10000" })).toMatchObject({ outcome: "moved", joined: 27 });
    expect(await load()).toMatchObject({ matching: 30, change: null });
  });

  test.each(["0", "10001", "-1"])("at %s basis points is refused with what to choose instead", async (powerBuyerBp) => {
    expect(await post({ intent: "move-line", powerBuyerBp })).toEqual({
      outcome: "refused",
      problem: "Choose between 0.01 % and 100 % of your buyers.",
    });
    expect(await readLiveProgram(t.world)).toMatchObject({ powerBuyerBp: 10_000 });
  });
});

test("a view is kept under its name, shown to be chosen, and forgotten", async () => {
  expect(await post({ intent: "keep-view", name: " Ireland ", filters: "country=IE&nonsense=1" })).toMatchObject({
    outcome: "saved",
    name: "Ireland",
  });
  expect(await post({ intent: "keep-view", name: "", filters: "country=IE" })).toEqual({ outcome: "refused", problem: "no name" });
  const [{ viewId, ...view }] = (await load()).views;
  expect(view).toMatchObject({ name: "Ireland", filters: { country: "IE" } });
  expect(await post({ intent: "forget-view", viewId })).toEqual({ outcome: "forgotten" });
  expect((await load()).views).toEqual([]);
});

test("asked to be worked out anew, the list is, once however often it was asked", async () => {
  const before = (await load()).mining!.minedAt;
  for (let press = 0; press < 3; press++) expect(await post({ intent: "mine" })).toEqual({ outcome: "asked" });
  const [{ jobs }] = await t.sql<{ jobs: number }>(
    // Whoever asked first: a moved line asks for the same.
    "SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'mining.mine' AND state = 'created'",
  );
  expect(jobs).toBe(1);
  await t.sql("DELETE FROM pgboss.job WHERE name <> 'mining.mine'");
  await t.clock.advance(1_000);
  await t.runDueJobs();
  expect((await load()).mining!.minedAt > before).toBe(true);
});

test.each<Record<string, string>>([
  {},
  { intent: "erase everything" },
  { intent: "move-line", powerBuyerBp: "ten" },
  { intent: "move-line" },
  { intent: "forget-view", viewId: "1" },
  { intent: "keep-view", name: "x".repeat(2_000), filters: "country=IE" },
])("the form %j is not understood, and nothing is done", async (form) => {
  const before = await t.sql("SELECT * FROM program_version");
  const { status, body } = await t.act<{ outcome: string }>(buyers, "/app/buyers", form);
  expect([status, body.outcome]).toEqual([400, "not understood"]);
  expect(await t.sql("SELECT * FROM program_version")).toEqual(before);
});

test("the spreadsheet holds everybody who fits, not one page, each with a reason, and is kept nowhere", async () => {
  const { status, headers, body } = await t.visit<string>(spreadsheet, "/app/buyers/export?search=kim");
  expect(status).toBe(200);
  expect(headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(headers.get("content-disposition")).toBe('attachment; filename="regulars-power-buyers.csv"');
  expect(headers.get("cache-control")).toBe("no-store");
  const lines = body.trimEnd().split("\n");
  expect(lines).toHaveLength(27);
  for (const line of lines.slice(1)) expect(line).toMatch(/^\d+,Kim\d+ Brown,.+,"2 orders since .+"$/);
});
