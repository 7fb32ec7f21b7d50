/** Issue 4 §6 in the admin: the books of a period and a person's statement, as page and as spreadsheet. */
import { parse } from "csv-parse/sync";
import { beforeAll, describe, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { movementSentence, type Movement } from "~/domain/ledger/movement";
import * as books from "~/routes/app.books";
import * as exported from "~/routes/app.books.export";
import * as statement from "~/routes/app.ambassadors_.$ambassadorId.statement";
import { rewardsWords } from "~/words/admin/rewards";
import { adminRig, ask } from "../support/admin";
import { aProgram, aShop, anAmbassador, anEarnedCredit, type BuiltAmbassador } from "../support/builders";

const t = await adminRig();
const { world } = t;
let maxine: BuiltAmbassador;
let theirs: BuiltAmbassador;

const money = (minor: string) => expect.objectContaining({ minor }) as unknown;
type Period = {
  period: { problem?: string; asked: object; programs: { movements: { reason: string }[]; opening: object; closing: object }[] };
};

beforeAll(async () => {
  await t.load(books, "/app/books");
  const program = await aProgram(world);
  maxine = await anAmbassador(world, program, { name: '=HYPERLINK("http://evil.example")' });
  await anEarnedCredit(world, maxine, 420n);
  const other = t.worldOf("other-shop.myshopify.com");
  await aShop(other);
  theirs = await anAmbassador(other, await aProgram(other));
  await anEarnedCredit(other, theirs, 990n);
});

describe("the books of a period", () => {
  test("begin with this month, and their closing is the opening and what moved", async () => {
    const { period } = await t.load<Period>(books, "/app/books");
    expect(period.asked).toMatchObject({ choice: "this month" });
    expect(period.programs[0]).toMatchObject({ opening: { earned: money("0") }, closing: { earned: money("420"), pending: money("0") } });
    expect(period.programs[0].movements.map(({ reason }) => reason)).toEqual(["credit", "return window over"]);
  });

  test("of other days begin with what was there before", async () => {
    const { period } = await t.load<Period>(books, "/app/books?period=days&from=2999-01-01&to=2999-12-31");
    expect(period.programs[0]).toMatchObject({ opening: { earned: money("420") }, movements: [], closing: { earned: money("420") } });
  });

  test.each(["period=days&from=soon", "from=2026-02-30", "from=2026-03-02&to=2026-03-01"])(
    "days that are none (%s) are answered with 400 and a sentence beside their fields",
    async (query) => {
      const { status, body } = await t.visit<Period>(books, `/app/books?${query}`);
      expect([status, body.period.programs]).toEqual([400, []]);
      expect(body.period.problem).toMatch(/no day we know|before the first/);
    },
  );
});

describe("a person's statement", () => {
  const open = (who: string, query = "") =>
    t.visit<{ outcome: string; statement: { movements: Pick<Movement, "reason" | "source">[]; closing: object } }>(
      statement,
      `/app/ambassadors/${who}/statement${query}`,
    );

  test("names every entry with its reason for the owner", async () => {
    const { status, body } = await open(maxine.ambassadorId);
    expect([status, body.outcome]).toEqual([200, "statement"]);
    expect(body.statement.movements.map(movementSentence)).toEqual([
      expect.stringMatching(/^Order #\d+ counts, and this is what it earns\.$/),
      expect.stringMatching(/^The time for returning order #\d+ is over/),
    ]);
    expect(body.statement.closing).toMatchObject({ earned: money("420") });
  });

  test("of another shop's ambassador, of nobody, or of what is no id, is not there", async () => {
    for (const who of [theirs.ambassadorId, world.chance.uuid(), "x' OR 1=1"]) {
      const { status, body } = await open(who);
      expect([status, body]).toEqual([404, { outcome: "unknown" }]);
    }
  });

  test("of days that are none is answered with 400 and a sentence", async () => {
    const { status, body } = await open(maxine.ambassadorId, "?period=days&from=never");
    expect([status, body]).toMatchObject([400, { outcome: "problem", problem: expect.stringMatching(/no day/) }]);
  });
});

describe("the spreadsheet", () => {
  const csv = async (query: string) => {
    const { status, headers, body } = await t.visit<string>(exported, `/app/books/export?${query}`);
    return { status, headers, lines: status === 200 ? (parse(body, { columns: true, bom: true }) as Record<string, string>[]) : [] };
  };

  test("of a period holds every statement, adds up, and a name that is a formula stays text", async () => {
    const { lines, headers } = await csv("period=all");
    expect(headers.get("content-disposition")).toBe('attachment; filename="regulars-statements.csv"');
    expect(new Set(lines.map((line) => line.Ambassador))).toEqual(new Set(['\'=HYPERLINK("http://evil.example")']));
    expect(lines.map((line) => line.Theirs)).toEqual(["0.00", "0.00", "4.20", "4.20"]);
  });

  test("of one person is theirs alone; of another shop's there is none", async () => {
    expect((await csv(`ambassador=${maxine.ambassadorId}&period=all`)).lines).toHaveLength(4);
    for (const who of [theirs.ambassadorId, "nonsense"]) expect((await csv(`ambassador=${who}`)).status).toBe(404);
  });

  test("of days that are none is refused with a sentence", async () => {
    const { status, body } = await t.visit<{ problem: string }>(exported, "/app/books/export?period=days&from=31.12.2026");
    expect([status, body.problem]).toEqual([400, expect.stringMatching(/no day we know/)]);
  });
});

describe("what is theirs of one who left", () => {
  type Settle = { why: string; entries: number; earned: { text: string; minor: string } | null } | null;
  let sam: BuiltAmbassador;
  const path = () => `/app/ambassadors/${sam.ambassadorId}/statement`;
  const page = async () => (await t.visit<{ settle: Settle; whose: { programId: string } }>(statement, path())).body;
  beforeAll(async () => {
    const program = await aProgram(world);
    sam = await anAmbassador(world, program, { name: "Sam" });
    await anEarnedCredit(world, sam, 4_200n);
  });

  test("stands there to be settled once they have left, and is settled by two presses, once", async () => {
    expect((await page()).settle).toBeNull();
    await leaveProgram(world, { ambassadorId: sam.ambassadorId });
    const { settle, whose } = await page();
    expect(settle).toMatchObject({ why: "left", held: false, earned: { text: "£42.00" }, pending: null });
    const form = { intent: "settle", program: whose.programId, amount: "4200", entries: String(settle!.entries) };
    const press = async (sure: object) => (await t.act(statement, path(), { ...form, ...sure })).body;
    expect(await press({})).toEqual({ outcome: "not sure" });
    expect(await press({ sure: "yes" })).toEqual({ outcome: "settled" });
    expect(await press({ sure: "yes" })).toEqual({ outcome: "settled already" });
    expect((await page()).settle).toBeNull();
    for (const outcome of ["settled already", "not sure", "balance changed", "nothing to settle", "still takes part", "held"])
      expect([outcome, outcome in { ...rewardsWords.done, ...rewardsWords.problems, "not sure": 1 }]).toEqual([outcome, true]);
  });

  test.each([{ amount: "-1" }, { entries: "many" }, { program: "x' OR 1=1" }, { intent: "burn" }])(
    "a settlement that makes no sense is refused: %j",
    async (part) => {
      const form = { intent: "settle", program: world.chance.uuid(), amount: "1", entries: "1", sure: "yes", ...part };
      expect((await t.act(statement, path(), form as Record<string, string>)).status).toBe(400);
    },
  );
});

test("nobody who is not signed in sees a page or a spreadsheet", async () => {
  for (const [page, path] of [
    [books, "/app/books?period=all"],
    [exported, "/app/books/export?period=all"],
    [statement, `/app/ambassadors/${maxine.ambassadorId}/statement`],
  ] as const) {
    const { status, body } = await ask<string>(page, path);
    expect([path, status >= 300, JSON.stringify(body).includes("420")]).toEqual([path, true, false]);
  }
});
