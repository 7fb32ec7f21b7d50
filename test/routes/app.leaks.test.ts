/** The owner's page of codes that look leaked: what it shows, its two answers, and the list of sites. */
import { expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { readHome } from "~/domain/insight/read-home.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import * as leaks from "~/routes/app.leaks";
import type { LeaksPage } from "~/domain/insight/read-leaks.server";
import { adminRig } from "../support/admin";
import { aProgram, anAmbassador, anOrder } from "../support/builders";

const t = await adminRig();
const { world } = t;
const page = () => t.load<LeaksPage>(leaks, "/app/leaks");
const press = (form: Record<string, string>) => t.act<{ outcome: string; text?: string; sites?: string[] }>(leaks, "/app/leaks", form);

async function leak() {
  const maxine = await anAmbassador(world, await aProgram(world));
  for (let index = 0; index < 24; index++) {
    const placedAt = new Date(t.clock.now().getTime() - (24 - index) * 20_000);
    const { orderId } = await anOrder(world, {
      codes: [maxine.code],
      placedAt,
      buyerOrderIndex: 1,
      referrer: index % 2 ? "instagram.com" : null,
    });
    await watchCodes(world, { orderId, codes: [maxine.code] });
    await decideOrder(world, { orderId });
  }
  return maxine;
}

test("nothing unusual: the page says so, and home asks for nothing", async () => {
  await aProgram(world);
  expect(await page()).toEqual({ open: [], total: 0, page: 1, pages: 1, answered: [], sites: [] });
  expect((await readHome(world)).needsYou.map(({ key }) => key)).not.toContain("leaks");
});

test("a leak is told on home with one button, shown with its evidence, and answered once", async () => {
  const maxine = await leak();
  expect((await readHome(world)).needsYou).toContainEqual(expect.objectContaining({ key: "leaks", path: "/app/leaks", count: 1 }));
  const [shown] = (await page()).open;
  expect(shown).toMatchObject({
    code: maxine.code,
    ambassadorName: "Maxine",
    span: "hour",
    uses: 20,
    waiting: 5,
    barSpan: "hour",
    answer: null,
  });
  expect(shown.sites).toEqual([{ site: "instagram.com", orders: 10 }]);
  expect(shown.bars.reduce((sum, bar) => sum + bar.withoutClick, 0)).toBe(24);
  expect(shown.orders).toHaveLength(24);
  expect(shown.orders.filter(({ verdict }) => verdict === "Under review")).toHaveLength(5);
  expect((await press({ intent: "replace", alarmId: shown.alarmId })).body).toMatchObject({ outcome: "replaced" });
  expect((await press({ intent: "fine", alarmId: shown.alarmId })).body).toEqual({ outcome: "answered before" });
  expect(await page()).toMatchObject({ open: [], answered: [{ code: maxine.code, answer: { answer: "replaced" } }] });
  // What waited still waits, now order by order.
  expect((await readHome(world)).needsYou).toContainEqual(expect.objectContaining({ key: "leaked", count: 5 }));
});

const saveSites = async (sites: string, was: string) => (await press({ intent: "sites", sites, was })).body;

test("sites are saved as names, and what is none is told with nothing saved", async () => {
  const both = "bargains.example\nother.example";
  expect(await saveSites("https://www.Bargains.example/x\nother.example, bargains.example", "")).toEqual({
    outcome: "saved",
    sites: ["bargains.example", "other.example"],
  });
  expect(await saveSites("one.example\nwhat is this", both)).toEqual({ outcome: "unreadable", text: "what" });
  expect((await page()).sites).toEqual(["bargains.example", "other.example"]);
  expect(await saveSites("", both)).toEqual({ outcome: "saved", sites: [] });
});

test("two owners who change the list at once both have theirs, and who does not say which list they had changes none", async () => {
  await saveSites("kept.example\nold.example", "");
  const was = "kept.example\r\nold.example";
  await Promise.all([saveSites(`${was}\nolga.example`, was), saveSites("kept.example otto.example", was)]);
  const after = ["kept.example", "olga.example", "otto.example"];
  expect((await page()).sites).toEqual(after);
  expect((await press({ intent: "sites", sites: "" })).status).toBe(400);
  const many = Array.from({ length: 98 }, (_, number) => `site-${number}.example`).join(" ");
  expect(await saveSites(many, "")).toEqual({ outcome: "too many" });
  expect((await page()).sites).toEqual(after);
});

test.each([{}, { intent: "fine", alarmId: "1" }, { intent: "explode" }] as Record<string, string>[])(
  "a button nobody knows does nothing: %j",
  async (form) => {
    const { status, body } = await press(form);
    expect([status, body.outcome]).toEqual([400, "not understood"]);
  },
);
