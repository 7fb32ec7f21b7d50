/** What only time brings about or ends: links, hold-outs, return windows, clicks and reward codes, each to the minute. */
import { beforeAll, describe, expect, test } from "vitest";
import { recordClick } from "~/domain/click/record-click.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { readBooks } from "../support/read-books";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { readShelf } from "~/domain/reward/read-shelf.server";
import { requestReward } from "~/domain/reward/request-reward.server";
import { sendScheduledJobs } from "~/jobs/schedule.server";
import { marks } from "../demo/tour/browser.ts";
import { mayUse } from "../emulator/commerce/discount-rules.ts";
import { fulfilOrder } from "../emulator/commerce/fulfil-order.ts";
import { markPaid } from "../emulator/commerce/mark-paid.ts";
import { installInEmulator } from "../support/install";
import { DAY_MS } from "../support/world";
import { creditOf, now, postedFor, sumsOf, verdictOn } from "./books";
import { joinForm, openJoinPage, openStory, type Member } from "./story";

const story = await openStory({ seed: "time", buyers: 140 });
const { t, emulator } = story;
const MINUTE_MS = 60_000;
let member: Member;
let pressedAt: Date;

const change = async (settings: object) =>
  saveSettings(t.world, { settings: { ...(await readLiveProgram(t.world))!, ...settings }, savedBy: "journey" });
const heldOut = () => t.sql<{ buyer_id: string; due_at: Date }>("SELECT buyer_id, due_at FROM hold_out ORDER BY buyer_id");
const press = () => pressInvite(t.world, { whom: "all", pressedBy: "journey" });

beforeAll(async () => {
  // With half the buyers on the list, enough are invited at once for a hold-out.
  expect(await change({ powerBuyerBp: 5_000 })).toMatchObject({ outcome: "saved" });
  await story.readHistory();
  pressedAt = t.clock.now();
  await story.invite();
  member = await story.join(0, "TIMELY-TEA");
});

describe("invitations", () => {
  test("73 · a link opens for 14 days to the minute, then nothing is taken by it any more, and nobody is invited twice", async () => {
    const mail = t.outbox.mails[1];
    await t.clock.set(new Date(pressedAt.getTime() + 14 * DAY_MS - MINUTE_MS));
    const open = await openJoinPage(story.browser(), mail);
    expect(open.status).toBe(200);
    await t.clock.advance(2 * MINUTE_MS);
    const closed = await openJoinPage(story.browser(), mail);
    expect([closed.status, marks(closed, "data-outcome")]).toEqual([410, ["link expired"]]);
    const answer = await story.browser().submit(open, joinForm(open), { code: "TOO-LATE", acknowledged: "yes" });
    expect(marks(answer, "data-outcome")).toEqual(["link expired"]);
    expect(await t.sql("SELECT 1 FROM share_code WHERE code = 'TOO-LATE'")).toEqual([]);
    expect(await press()).toMatchObject({ outcome: "nobody to invite", leftOut: { "invited before": t.outbox.mails.length - 1 } });
  });

  test("one in ten was held out by lot, and gets no mail", async () => {
    const rows = await heldOut();
    const invited = t.outbox.mails.length;
    expect(invited + rows.length).toBeGreaterThanOrEqual(50);
    expect(Math.abs(rows.length - (invited + rows.length) / 10)).toBeLessThanOrEqual(1);
    const mailed = new Set(t.outbox.mails.map(({ to }) => to));
    for (const { buyer_id } of rows) expect(mailed).not.toContain(emulator.books.customer.need(buyer_id).email);
  });

  test("for 180 days from the press; then they have their turn without a second lot", async () => {
    const held = (await heldOut()).map(({ buyer_id }) => buyer_id);
    await t.clock.set(new Date(pressedAt.getTime() + 180 * DAY_MS - MINUTE_MS));
    expect(await press()).toMatchObject({ outcome: "nobody to invite", leftOut: { "held out for now": held.length } });
    await t.clock.advance(2 * MINUTE_MS);
    // The owner opens the app again: the tokens of half a year ago are no good any more.
    await installInEmulator(t, emulator);
    const before = t.outbox.mails.length;
    expect(await press()).toMatchObject({ outcome: "pressed", invited: held.length, heldOut: 0 });
    await story.settle();
    const mails = t.outbox.mails.slice(before);
    expect(mails.map(({ to }) => story.customerOf({ to }).id).sort()).toEqual([...held].sort());
    expect(await press()).toMatchObject({ outcome: "nobody to invite" });
  });
});

describe("the return window", () => {
  test("counts from payment while nothing was sent, and to the minute", async () => {
    const order = story.buy({ codes: [member.code] });
    await story.settle();
    const credit = creditOf(order);
    await story.pass(14 * DAY_MS - 2 * MINUTE_MS);
    expect(await postedFor(story, order)).toMatchObject({ pending: credit, earned: 0 });
    await story.pass(3 * MINUTE_MS);
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: credit });
  });

  test("counts from when the goods were sent, once they were", async () => {
    const order = story.buy({ codes: [member.code] });
    await story.settle();
    await story.pass(10 * DAY_MS);
    fulfilOrder(emulator, order.id);
    await story.settle();
    await story.pass(13 * DAY_MS);
    expect(await postedFor(story, order)).toMatchObject({ pending: creditOf(order), earned: 0 });
    await story.pass(DAY_MS + MINUTE_MS);
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: creditOf(order) });
  });

  test("goods sent after the credit was earned take nothing back", async () => {
    const order = story.buy({ codes: [member.code] });
    await story.settle();
    await story.pass(15 * DAY_MS);
    fulfilOrder(emulator, order.id);
    await story.settle();
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: creditOf(order), entries: 2 });
  });

  test("of an order on account counts from its payment, not from its placing", async () => {
    const order = story.buy({ codes: [member.code] }, { paid: false });
    await story.settle();
    await story.pass(20 * DAY_MS);
    expect((await postedFor(story, order)).entries).toBe(0);
    markPaid(emulator, order.id);
    await story.settle();
    await story.pass(13 * DAY_MS);
    expect(await postedFor(story, order)).toMatchObject({ pending: creditOf(now(story, order)), earned: 0 });
    await story.pass(DAY_MS + MINUTE_MS);
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: creditOf(now(story, order)) });
  });

  test("as it was agreed when the order was placed: a change of the owner's holds for orders after it", async () => {
    const before = story.buy({ codes: [member.code] });
    await story.settle();
    await t.clock.advance(MINUTE_MS);
    await change({ returnWindowDays: 30, creditBp: 2_000 });
    await t.clock.advance(MINUTE_MS);
    const after = story.buy({ codes: [member.code] });
    await story.settle();
    await story.pass(14 * DAY_MS);
    expect(await postedFor(story, before)).toMatchObject({ pending: 0, earned: creditOf(before) });
    const [twice] = [(await postedFor(story, after)).pending];
    expect(twice - 2 * creditOf(after)).toBeGreaterThanOrEqual(0);
    expect(twice - 2 * creditOf(after)).toBeLessThanOrEqual(1);
    await story.pass(17 * DAY_MS);
    expect(await postedFor(story, after)).toMatchObject({ pending: 0, earned: twice });
    await change({ returnWindowDays: 14, creditBp: 1_000 });
    await t.clock.advance(MINUTE_MS);
  });

  test("credits whose own reminder was lost are found by the hourly round, however late", async () => {
    const order = story.buy({ codes: [member.code] });
    await story.settle();
    await t.sql("DELETE FROM pgboss.job WHERE name = 'credit.mature' AND state < 'completed'");
    await story.pass(15 * DAY_MS);
    expect((await postedFor(story, order)).pending).toBe(creditOf(order));
    await sendScheduledJobs();
    await story.settle();
    expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: creditOf(order) });
  });
});

describe("clicks", () => {
  const click = async () => {
    const one = await recordClick(t.world, { slug: member.slug });
    if (one.outcome !== "recorded") throw new Error(`no click could be recorded: ${one.outcome}`);
    return one;
  };
  const by = (clickId: string) => story.buy({ attributes: [{ name: "_regulars_click", value: clickId }] });

  test("count for 30 days without their code; the code on an order is the proof itself and needs no window", async () => {
    const [early, late, coded] = [await click(), await click(), await click()];
    await story.pass(30 * DAY_MS - MINUTE_MS);
    const inTime = by(early.clickId);
    await story.pass(2 * MINUTE_MS);
    const tooLate = by(late.clickId);
    const withCode = story.buy({ codes: [coded.code] });
    await story.settle();
    expect(await verdictOn(story, inTime)).toMatchObject({ outcome: "attributed", reason: "click" });
    expect(await verdictOn(story, tooLate)).toMatchObject({ outcome: "ignored", reason: "click-too-old" });
    expect(await verdictOn(story, withCode)).toMatchObject({ outcome: "attributed", reason: "click-code" });
  });
});

describe("a reward's code", () => {
  test("works for 60 days; then the checkout refuses it, the page says so, and two days later its cost is theirs again", async () => {
    const { items } = await readShelf(t.world, { programId: member.programId });
    const taken = await requestReward(t.world, {
      kind: "product code",
      ambassadorId: member.ambassadorId,
      variantId: items[0].variantId,
      shownMinor: items[0].priceMinor,
      requestKey: "time",
    });
    if (taken.outcome !== "requested") throw new Error(`no reward could be taken: ${taken.outcome}`);
    await story.settle();
    const shopper = { customerId: member.customer.id, email: member.customer.email };
    const states = async () => marks(await (await story.signedIn(member.customer)).get("/apps/regulars/rewards"), "data-reward-state");
    await story.pass(60 * DAY_MS - MINUTE_MS);
    expect(mayUse(emulator, taken.code, shopper)).toMatchObject({ ok: true });
    expect(await states()).toEqual(["issued"]);
    await story.pass(2 * MINUTE_MS);
    expect(mayUse(emulator, taken.code, shopper)).toMatchObject({ ok: false, why: "expired" });
    expect(await states()).toEqual(["ran out"]);
    const { earned } = await sumsOf(story, member);
    await story.pass(2 * DAY_MS);
    await sendScheduledJobs();
    await story.settle();
    expect(await states()).toEqual(["expired"]);
    expect((await sumsOf(story, member)).earned).toBe(earned + Number(items[0].priceMinor));
  });
});

test("81 · a clock that goes back two hours pays nothing twice and skips nothing", async () => {
  const due = story.buy({ codes: [member.code] });
  await story.settle();
  await story.pass(14 * DAY_MS + MINUTE_MS);
  const sums = await sumsOf(story, member);
  expect((await postedFor(story, due)).earned).toBe(creditOf(due));
  // From here on the emulator's clock, which knows no way back, is two hours ahead of ours.
  await t.clock.advance(-2 * 3_600_000);
  await matureCredits(t.world, { why: "again" });
  await t.runDueJobs();
  expect(await sumsOf(story, member)).toEqual(sums);
  const next = story.buy({ codes: [member.code] });
  await t.clock.advance(2 * 3_600_000);
  await story.settle();
  await story.pass(15 * DAY_MS);
  expect((await postedFor(story, next)).earned).toBe(creditOf(next));
});

test("after all that time the books hold together", async () => {
  expect((await readBooks(t.world)).problems).toEqual([]);
});
