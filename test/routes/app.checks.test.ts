/** Issue 4 §5 in the admin: how it stands, a check at the press of a button, and an ambassador whose customer is gone. */
import { expect, test } from "vitest";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { decideOrders } from "~/ingest/decide-orders.server";
import { reconcileShop } from "~/ingest/reconcile-shop.server";
import * as checks from "~/routes/app.checks";
import { adminRig, ask } from "../support/admin";
import { aProgram, aShop, anAmbassador, anOrder, changeOrder } from "../support/builders";

const t = await adminRig();
const { world, shopId } = t;
type Told = { kind: string; about: string; name: string };
type Checks = { state: string; runs: { why: string; ordersLooked: number }[]; problems: Told[]; seen: Told[] };
const page = () => t.load<Checks>(checks, "/app/checks");
const press = (form: Record<string, string>) => t.act<{ outcome: string; problem?: string }>(checks, "/app/checks", form);

const codeIdOf = async ({ code }: { code: string }) =>
  (await t.sql<{ id: string }>("SELECT code_id AS id FROM share_code WHERE code = $1", [code]))[0].id;

test("before the orders were read there is nothing to compare with, and pressing says so", async () => {
  expect(await page()).toMatchObject({ state: "no history", runs: [], problems: [] });
  expect((await press({ intent: "check now" })).body).toEqual({ outcome: "no history yet" });
});

test("one press asks for a check, and the page tells what it looked at", async () => {
  const at = new Date(t.clock.now().getTime() - 3_600_000);
  await t.sql(
    "INSERT INTO import (shop_id, import_id, kind, state, requested_at, changed_at, finished_at) VALUES ($1, gen_random_uuid(), 'orders', 'done', $2, $2, $2)",
    [shopId, at],
  );
  expect((await page()).state).toBe("never");
  expect((await press({ intent: "check now" })).body).toEqual({ outcome: "asked" });
  await t.runDueJobs();
  expect(await page()).toMatchObject({ state: "working", runs: [{ why: "asked" }], problems: [] });
});

test("that many missing orders were deleted is the owner's word, and the check that follows knows it", async () => {
  await t.sql("UPDATE reconciliation SET problems = $1", [JSON.stringify([{ kind: "orders not shown", about: "7" }])]);
  expect((await page()).problems).toMatchObject([{ kind: "orders not shown", about: "7" }]);
  expect((await press({ intent: "orders deleted" })).body).toEqual({ outcome: "asked" });
  expect(await t.sql("SELECT data->'payload' AS payload FROM pgboss.job WHERE name = 'shop.reconcile' AND state = 'created'")).toEqual([
    { payload: { why: "asked", deletedKnown: true } },
  ]);
  await t.runDueJobs();
  expect((await page()).problems).toEqual([]);
});

test("an ambassador whom Shopify no longer knows is shown, and an address that is none is told beside its field", async () => {
  const maxine = await anAmbassador(world, (await readLiveProgram(world))!);
  await reconcileShop(world, { why: "hourly" });
  // Nor does it know the code that these tests made up.
  expect((await page()).problems.filter(({ kind }) => kind !== "code gone")).toEqual([
    { kind: "customer gone", about: maxine.ambassadorId, name: "Maxine", what: null, currency: null },
  ]);
  const mend = (email: string, ambassadorId = maxine.ambassadorId) => press({ intent: "mend", ambassadorId, email });
  expect((await mend("somewhere")).status).toBe(400);
  expect((await mend("nobody@example.com")).body).toEqual({ outcome: "nobody of this address" });
  const other = t.worldOf("other-shop.myshopify.com");
  await aShop(other);
  const theirs = await anAmbassador(other, await aProgram(other));
  expect((await mend("nobody@example.com", theirs.ambassadorId)).body).toEqual({ outcome: "unknown" });
});

test("how a bank decided where Shopify no longer shows it is told with the order and whose credit waits, and settled by one press", async () => {
  const mia = await anAmbassador(world, (await readLiveProgram(world))!, { name: "Mia" });
  const order = await anOrder(world, { codes: [mia.code] });
  await decideOrders(world, [order.orderId]);
  await changeOrder(world, order.orderId, { dispute: "open", name: "#1007" });
  const told = { kind: "chargeback not shown", about: order.orderId };
  await t.sql("UPDATE reconciliation SET problems = $1", [JSON.stringify([told])]);
  expect((await page()).problems).toEqual([{ ...told, name: "Mia", what: "#1007", currency: null }]);
  expect((await press({ intent: "chargeback ended", orderId: order.orderId, ended: "perhaps" })).status).toBe(400);
  expect((await press({ intent: "chargeback ended", orderId: order.orderId, ended: "lost" })).body).toEqual({ outcome: "settled" });
  expect(await t.sql("SELECT dispute FROM orders WHERE order_id = $1", [order.orderId])).toEqual([{ dispute: "lost" }]);
  expect((await press({ intent: "chargeback ended", orderId: order.orderId, ended: "won" })).body).toEqual({ outcome: "not open" });
});

test("what its owner has seen to stands apart with whose it is, by who pressed, until they want it shown again", async () => {
  const mia = await anAmbassador(world, (await readLiveProgram(world))!, { name: "Mia" });
  const told = { kind: "code elsewhere", about: await codeIdOf(mia) };
  await t.sql("UPDATE reconciliation SET problems = $1", [JSON.stringify([told])]);
  expect((await press({ intent: "see to", ...told })).body).toEqual({ outcome: "seen to" });
  expect(await page()).toMatchObject({ problems: [], seen: [{ ...told, name: "Mia", what: mia.code }] });
  expect(await t.sql("SELECT seen_by FROM seen_problem")).toEqual([{ seen_by: expect.stringMatching(/^\d+$/) as string }]);
  expect((await press({ intent: "show again", ...told })).body).toEqual({ outcome: "shown again" });
  expect(await page()).toMatchObject({ problems: [told], seen: [] });
  expect((await press({ intent: "see to", kind: "customer gone", about: mia.ambassadorId })).body).toEqual({ outcome: "unknown" });
});

test("a code removed on purpose ends by one press, and the answer names the new one", async () => {
  const mia = await anAmbassador(world, (await readLiveProgram(world))!, { name: "Mia" });
  const codeId = await codeIdOf(mia);
  const { body } = await press({ intent: "end code", codeId });
  expect(body).toEqual({ outcome: "code ended", code: expect.stringMatching(/^MIA/) as string });
  expect((await press({ intent: "end code", codeId })).body).toEqual({ outcome: "unknown" });
});

test.each([{ intent: "repair everything" }, { intent: "mend", ambassadorId: "1", email: "a@b.example" }, {}] as Record<string, string>[])(
  "a button nobody knows does nothing, and the answer says what to do: %j",
  async (form) => {
    const { status, body } = await press(form);
    expect([status, body.outcome]).toEqual([400, "not understood"]);
    expect(body.problem).toMatch(/once more/);
  },
);

test("nobody who is not signed in sees it or presses it", async () => {
  for (const form of [undefined, { intent: "check now" }]) {
    const { status, body } = await ask<string>(checks, "/app/checks", { form });
    expect([status >= 300, JSON.stringify(body).includes("Maxine")]).toEqual([true, false]);
  }
});
