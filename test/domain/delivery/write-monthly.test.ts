import { expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { pauseSharing } from "~/domain/ambassador/pause-sharing.server";
import { writeMonthly } from "~/domain/delivery/write-monthly.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { anOrder, aProduct } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";
import { openWithMaxine } from "../../support/open-with-maxine";

const t = await fakeShops();
const monthly = async (shop: Awaited<ReturnType<typeof openWithMaxine>>) => {
  await writeMonthly(shop.world, { why: "test" });
  await t.runDueJobs();
};
const subjects = () => t.outbox.mails.map(({ subject }) => subject);

test("in the first days of a month everybody is told of the one before, once however often it is asked for", async () => {
  const shop = await openWithMaxine(t);
  await monthly(shop);
  await t.clock.set(new Date("2026-11-05T09:00:00Z"));
  await monthly(shop);
  expect(subjects()).toEqual(["Your October at Tea & Sons"]);
  expect(t.outbox.mails[0].text).toContain("In October your page was opened once");
});

test("later in the month nobody is told any more", async () => {
  const { world } = await openWithMaxine(t);
  await t.clock.set(new Date("2026-11-09T09:00:00Z"));
  expect(await writeMonthly(world, { why: "test" })).toEqual({ outcome: "not now" });
});

test("the months are the store's own: where it is October still, September is told of", async () => {
  const { world, shopId, rows } = await openWithMaxine(t);
  await t.sql("UPDATE shop SET iana_timezone = 'Pacific/Honolulu' WHERE shop_id = $1", [shopId]);
  await t.clock.set(new Date("2026-11-01T09:00:00Z"));
  expect(await writeMonthly(world, { why: "test" })).toEqual({ outcome: "not now" });
  expect(await rows("SELECT 1 FROM letter WHERE shop_id = $1")).toEqual([]);
});

test("who takes a break, has left or has joined only this month is not told", async () => {
  const paused = await openWithMaxine(t);
  await pauseSharing(paused.world, { buyerId: paused.maxine.buyerId });
  await monthly(paused);
  const left = await openWithMaxine(t);
  await leaveProgram(left.world, { ambassadorId: left.maxine.ambassadorId });
  await t.sql("DELETE FROM pgboss.job");
  await monthly(left);
  const fresh = await openWithMaxine(t);
  await t.sql("UPDATE membership SET joined_at = '2026-11-01T10:00:00Z' WHERE shop_id = $1", [fresh.shopId]);
  await monthly(fresh);
  for (const { rows } of [paused, left, fresh]) expect(await rows("SELECT kind FROM letter WHERE shop_id = $1")).toEqual([]);
});

test("who takes a break, or leaves, while it waits for their morning is not told either", async () => {
  for (const goes of ["pauses", "leaves"]) {
    const shop = await openWithMaxine(t, { countryCode: "US", province: "California" });
    await monthly(shop);
    expect(await shop.letters()).toMatchObject([{ kind: "progress", state: "waiting" }]);
    if (goes === "pauses") await pauseSharing(shop.world, { buyerId: shop.maxine.buyerId });
    else await leaveProgram(shop.world, { ambassadorId: shop.maxine.ambassadorId });
    await t.clock.set(new Date("2026-11-02T17:00:00Z"));
    await t.runDueJobs();
    expect((await shop.letters()).find(({ kind }) => kind === "progress")).toMatchObject({ state: "not sent", reason: "no longer true" });
  }
});

test("a quiet month is told of once; while it stays quiet, not every month anew", async () => {
  const shop = await openWithMaxine(t);
  await t.sql("DELETE FROM click WHERE shop_id = $1 AND clicked_at >= '2026-10-01'", [shop.shopId]);
  await monthly(shop);
  expect(t.outbox.mails[0].text.replace(/\s+/g, " ")).toContain(
    "It was a quiet October: nobody came by your link. That happens to everybody.",
  );
  await t.clock.set(new Date("2026-12-02T09:00:00Z"));
  await monthly(shop);
  expect(subjects()).toEqual(["Your October at Tea & Sons"]);
  expect((await shop.letters()).at(-1)).toMatchObject({ kind: "progress", state: "not sent", reason: "nothing to tell" });
});

test("who joined late in a month in which nothing could happen yet is not told that it was quiet; early in it, they are", async () => {
  for (const [joinedAt, told] of [
    ["2026-10-28T10:00:00Z", { state: "not sent", reason: "nothing to tell" }],
    ["2026-10-04T10:00:00Z", { state: "sent", reason: null }],
  ] as const) {
    const shop = await openWithMaxine(t);
    await t.sql("DELETE FROM click WHERE shop_id = $1", [shop.shopId]);
    await t.sql("UPDATE membership SET joined_at = $2 WHERE shop_id = $1", [shop.shopId, joinedAt]);
    await monthly(shop);
    expect(await shop.letters()).toEqual([{ kind: "progress", ...told }]);
  }
});

test("the monthly letter says what happened, what waits and until when, what is next, and one idea", async () => {
  const shop = await openWithMaxine(t);
  const { world, programId, maxine } = shop;
  await aProduct(world, { title: "Jubilee Mug", priceMinor: 1_160n, shelfOf: { programId, currency: "GBP" } });
  const { orderId } = await anOrder(world, { codes: [maxine.code], placedAt: new Date("2026-10-28T12:00:00Z") });
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  await t.sql("DELETE FROM pgboss.job");
  await t.sql("UPDATE credit SET opened_at = '2026-10-28T12:00:00Z' WHERE shop_id = $1", [shop.shopId]);
  await monthly(shop);
  const said = t.outbox.mails[0].text.replace(/\s+/g, " ");
  expect(said).toContain("In October a friend bought with your code, which brings you £5.00.");
  expect(said).toContain("Waiting £5.00 What is waiting becomes yours by 11 November, unless something comes back.");
  expect(said).toContain("£11.60 more, and Jubilee Mug is yours.");
  expect(said).toContain("An idea for this month: ");
});
