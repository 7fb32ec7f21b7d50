/** "What it earned" as the owner's page gives it: empty, with nothing to tell yet, with figures, for days that are none; and as a spreadsheet. */
import { parse } from "csv-parse/sync";
import { beforeAll, expect, test } from "vitest";
import * as proof from "~/routes/app.proof";
import { adminRig } from "../support/admin";
import { aBuyer, anAmbassador, anEarnedCredit, anOrder, aProgram, type BuiltProgram } from "../support/builders";

const t = await adminRig();
const { world } = t;
let program: BuiltProgram;
type Line = { key: string; name: string; amount: string | null; how: string };
type Shown = {
  shown: { programId: string; kept: { finding: { state: string } } | null; brought: { sentence: string; lines: Line[] }; adCost: string };
};
const load = (query = "") => t.load<Shown>(proof, `/app/proof${query}`);
const amounts = async (query = "") => Object.fromEntries((await load(query)).shown.brought.lines.map(({ key, amount }) => [key, amount]));
const act = async (form: Record<string, string>) => (await t.act<{ outcome: string }>(proof, "/app/proof", form)).body.outcome;

beforeAll(async () => {
  await load();
  program = await aProgram(world);
});

test("before anybody was invited there is a return of nothing and no finding; reckoning says that there is nothing to reckon", async () => {
  const { shown } = await load(`?program=${program.programId}`);
  expect(shown).toMatchObject({ kept: null, adCost: "", brought: { sentence: "No friend's order counts in these days." } });
  expect(shown.brought.lines.find(({ key }) => key === "margin")).toMatchObject({ amount: null });
  expect(await act({ intent: "reckon" })).toBe("nothing to reckon");
});

test("what friends ordered, what it cost and what an ad would have cost stand beside how each is known", async () => {
  const maxine = await anAmbassador(world, program, { name: "Maxine" });
  await anEarnedCredit(world, maxine, 850n);
  const query = `?program=${program.programId}`;
  expect(await amounts(query)).toEqual({
    ...{ goods: "£85.00", newGoods: "£85.00", offer: "£15.00", rewards: "£0.00", owed: "£8.50", cost: "£23.50" },
    ...{ margin: null, left: null, perNew: "£23.50", ads: null },
  });
  expect(await act({ intent: "ad-cost", amount: "30", program: program.programId })).toBe("saved");
  expect(await amounts(query)).toMatchObject({ ads: "£30.00", saved: "£6.50" });
  expect(await act({ intent: "ad-cost", amount: "20", program: program.programId })).toBe("saved");
  expect(await amounts(query)).toMatchObject({ ads: "£20.00", dearer: "£3.50" });
  expect(await act({ intent: "ad-cost", amount: "much", program: program.programId })).toBe("no amount");
  expect(await amounts(`${query}&period=days&from=2019-01-01&to=2019-01-31`)).toMatchObject({ goods: "£0.00", owed: "£0.00", ads: null });
});

test("people held out are compared once reckoned, and the spreadsheet has the same as plain numbers", async () => {
  const [pressId, pressedAt] = [world.chance.uuid(), new Date(t.clock.now().getTime() - 40 * 86_400_000)];
  const { shopId } = world;
  const { programId } = program;
  await world.transaction(async ({ db }) => {
    const counts = { candidates: 80, invited: 58, heldOut: 22, leftOut: {}, seed: "1".repeat(32) };
    await db.invitePress.create({ data: { shopId, pressId, programId, programVersion: 1, ...counts, pressedAt, pressedBy: "test" } });
    for (let at = 0; at < 80; at++) {
      const { buyerId } = await aBuyer(world);
      const lot = { shopId, programId, buyerId, pressId, decile: (at % 10) + 1 };
      if (at < 22) await db.holdOut.create({ data: { ...lot, drawnAt: pressedAt, dueAt: t.clock.now() } });
      else await db.invitation.create({ data: { ...lot, invitationId: world.chance.uuid(), state: "sent", createdAt: pressedAt } });
      if (at % 3)
        await anOrder(world, {
          buyerId,
          goodsMinor: at < 22 ? 1_000n : BigInt(6_000 + at),
          placedAt: new Date(t.clock.now().getTime() - 1_000),
        });
    }
  });
  await t.clock.set(new Date(t.clock.now().getTime() + 1_000));
  expect(await act({ intent: "reckon" })).toBe("reckoned");
  expect((await load(`?program=${programId}`)).shown.kept?.finding).toMatchObject({ state: "more", invited: 58, heldOut: 22 });
  const { headers, body } = await t.visit<string>(proof, `/app/proof?program=${programId}&format=csv`);
  expect(headers.get("content-disposition")).toBe('attachment; filename="regulars-what-it-earned.csv"');
  const lines = parse(body, { columns: true, bom: true }) as Record<string, string>[];
  const spend = lines.find(({ Figure }) => Figure === "What each spent themselves: difference")!;
  expect(Number(spend["At least"])).toBeGreaterThan(0);
  expect(Number(spend["At most"])).toBeGreaterThan(Number(spend.Value));
  expect(lines.find(({ Figure }) => Figure === "Goods friends bought")).toMatchObject({ Value: "85.00", Unit: "GBP" });
  expect(lines.find(({ Figure }) => Figure === "Left after everything")).toMatchObject({ Value: "" });
});

test("days that are none, a programme of nobody's and a form that makes no sense are refused, saying so", async () => {
  expect(await t.visit(proof, "/app/proof?period=days&from=2026-02-31")).toMatchObject({
    status: 400,
    body: { problem: "This is no day of the calendar." },
  });
  expect(await t.visit(proof, "/app/proof?from=2026-02-03&to=2026-02-01")).toMatchObject({
    status: 400,
    body: { problem: "The last day comes before the first." },
  });
  for (const id of [world.chance.uuid(), "x' OR 1"])
    expect((await t.visit(proof, `/app/proof?program=${encodeURIComponent(id)}`)).status).toBe(404);
  expect((await t.act(proof, "/app/proof", { intent: "burn" })).status).toBe(400);
  expect((await t.act(proof, "/app/proof", { intent: "ad-cost", amount: "1", program: world.chance.uuid() })).status).toBe(404);
});
