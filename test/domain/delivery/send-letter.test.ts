import { describe, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { noteMailReport } from "~/domain/delivery/note-mail-report.server";
import { sendLetter } from "~/domain/delivery/send-letter.server";
import { optOut } from "~/domain/invitation/opt-out.server";
import { creditOrder } from "~/domain/ledger/credit-order.server";
import { matureCredits } from "~/domain/ledger/mature-credits.server";
import { settingsOf } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { saveLetterWords } from "~/domain/letter/save-letter-words.server";
import { anOrder, aProduct, type BuiltAmbassador } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";
import { openWithMaxine } from "../../support/open-with-maxine";
import { DAY_MS } from "../../support/world";

const t = await fakeShops();

const shopWithMaxine = (buyer: Parameters<typeof openWithMaxine>[1] = {}) => openWithMaxine(t, buyer);
const subjects = () => t.outbox.mails.map(({ subject }) => subject);

/** A friend buys for 50 with her code; it is decided and credited. */
async function aSale(world: Awaited<ReturnType<typeof shopWithMaxine>>["world"], { code }: BuiltAmbassador, placedAt = t.clock.now()) {
  const { orderId } = await anOrder(world, { codes: [code], placedAt });
  await decideOrder(world, { orderId });
  await creditOrder(world, { orderId });
  return orderId;
}

describe("what happens calls for a letter, once", () => {
  test("the first friend's order, and no other", async () => {
    const { world, maxine, letters } = await shopWithMaxine();
    const orderId = await aSale(world, maxine);
    await creditOrder(world, { orderId });
    await aSale(world, maxine);
    await t.runDueJobs();
    expect(subjects()).toEqual(["A friend bought with your code"]);
    expect(t.outbox.mails[0].text).toContain("£5.00");
    expect(t.outbox.mails[0].text).toContain("16 November");
    expect(await letters()).toEqual([{ kind: "first sale", state: "sent", reason: null }]);
  });

  test("a first order that was taken back before the letter went is not congratulated on", async () => {
    const { world, maxine, letters } = await shopWithMaxine();
    const orderId = await aSale(world, maxine);
    await world.transaction(({ db }) =>
      db.order.update({
        where: { shopId_orderId: { shopId: world.shopId, orderId } },
        data: { goodsMinor: 0n, cancelledAt: t.clock.now() },
      }),
    );
    await creditOrder(world, { orderId });
    await t.runDueJobs();
    expect(await letters()).toEqual([{ kind: "first sale", state: "not sent", reason: "no longer true" }]);
  });

  test("credits that mature on a day are one letter, which says what is next", async () => {
    const { world, programId, maxine } = await shopWithMaxine();
    await aProduct(world, { title: "Jubilee Mug", priceMinor: 1_160n, shelfOf: { programId, currency: "GBP" } });
    for (let orders = 0; orders < 2; orders++) await aSale(world, maxine, new Date(t.clock.now().getTime() - 15 * DAY_MS));
    await t.sql("DELETE FROM pgboss.job");
    await matureCredits(world, { why: "test" });
    await matureCredits(world, { why: "test" });
    await t.runDueJobs();
    expect(subjects()).toEqual(["£10.00 is yours now"]);
    expect(t.outbox.mails[0].text.replace(/\s+/g, " ")).toContain("£1.60 more, and Jubilee Mug is yours.");
  });

  test("who brought enough friends is told that they moved up, and what it brings", async () => {
    const { world, maxine, set } = await shopWithMaxine();
    await set({ mostPerWeek: 7 });
    for (let friends = 0; friends < 3; friends++) await aSale(world, maxine, new Date(t.clock.now().getTime() - 15 * DAY_MS));
    await matureCredits(world, { why: "test" });
    await t.runDueJobs();
    expect(subjects()).toContain("You are our Insider now");
  });

  test("who moved up two steps at once is told what all of it brings", async () => {
    const { world, programId, maxine, write } = await shopWithMaxine();
    const { ambassadorId } = maxine;
    await saveSettings(world, {
      settings: { ...settingsOf((await readLiveProgram(world))!), insiderCreditBp: 1_200, iconCreditBp: 1_500, firstDibsDays: 3 },
      savedBy: "Olga",
    });
    await world.transaction(({ db }) =>
      db.membership.update({
        where: { shopId_programId_ambassadorId: { shopId: world.shopId, programId, ambassadorId } },
        data: { tier: "icon" },
      }),
    );
    await write({ kind: "tier reached", about: { from: "friend", to: "icon", tier: "icon" } });
    await t.runDueJobs();
    expect(t.outbox.mails[0].text.replace(/\s+/g, " ")).toContain(
      "That brings you 15% of what your friends buy and first choice of what is new.",
    );
  });

  test("who leaves is thanked once, and told what stays theirs", async () => {
    const { world, maxine } = await shopWithMaxine();
    await aSale(world, maxine, new Date(t.clock.now().getTime() - 15 * DAY_MS));
    await matureCredits(world, { why: "test" });
    await t.sql("DELETE FROM pgboss.job");
    await leaveProgram(world, { ambassadorId: maxine.ambassadorId });
    await leaveProgram(world, { ambassadorId: maxine.ambassadorId });
    await t.runDueJobs();
    expect(subjects()).toEqual(["Thank you, Maxine"]);
    expect(t.outbox.mails[0].text).toContain("£5.00 stays yours");
  });

  test("somebody who has left gets nothing that was still waiting", async () => {
    const { world, maxine, write, letters } = await shopWithMaxine();
    await write();
    await leaveProgram(world, { ambassadorId: maxine.ambassadorId });
    await t.runDueJobs();
    expect(await letters()).toEqual([
      { kind: "goodbye", state: "sent", reason: null },
      { kind: "welcome", state: "not sent", reason: "no longer true" },
    ]);
  });

  test("the same cause twice, also by two at once, is one letter", async () => {
    const { write } = await shopWithMaxine();
    const asked = await Promise.all([1, 2, 3].map(() => write({ cause: "the same" })));
    expect(asked.filter(Boolean)).toHaveLength(1);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
  });
});

describe("when a letter goes", () => {
  test("not in the person's night, but in their own morning", async () => {
    const { world, write } = await shopWithMaxine({ countryCode: "US", province: "California" });
    const letterId = (await write())!;
    expect(await sendLetter(world, { letterId })).toEqual({ outcome: "put off", until: new Date("2026-11-02T16:00:00Z") });
    expect(t.outbox.mails).toEqual([]);
    await t.clock.set(new Date("2026-11-02T16:00:00Z"));
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("not beyond the weekly limit, which answers to a press are not held up by", async () => {
    const { write, set, letters } = await shopWithMaxine();
    await set({ mostPerWeek: 1 });
    await write();
    await t.runDueJobs();
    await write({ kind: "progress", about: { month: "2026-10" } });
    await write();
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(2);
    expect((await letters()).find(({ kind }) => kind === "progress")).toMatchObject({ state: "waiting" });
    await t.clock.advance(7 * DAY_MS + 60_000);
    await t.runDueJobs();
    expect(subjects().at(-1)).toMatch(/^Your October at/);
  });

  test("the weekly limit puts the monthly letter off, it never swallows it: newer letters go after it", async () => {
    const { world, maxine, write, set, letters } = await shopWithMaxine();
    await set({ mostPerWeek: 1 });
    await write();
    await t.runDueJobs();
    await write({ kind: "progress", about: { month: "2026-10" } });
    await t.clock.advance(60_000);
    const orderId = await aSale(world, maxine);
    await t.runDueJobs();
    expect((await letters()).filter(({ state }) => state === "waiting")).toHaveLength(2);
    await t.clock.advance(7 * DAY_MS);
    await t.runDueJobs();
    expect(subjects().slice(1)).toEqual([expect.stringMatching(/^Your October at/)]);
    await t.clock.advance(7 * DAY_MS + 60_000);
    await t.runDueJobs();
    expect(subjects().at(-1)).toBe("A friend bought with your code");
    expect(orderId).toBeTruthy();
  });

  test("held up for weeks, the monthly letter still goes in its month, and not after it", async () => {
    for (const [day, outcome] of [
      ["2026-11-30T09:00:00Z", "sent"],
      ["2026-12-01T09:00:00Z", "not sent"],
    ] as const) {
      const { world, write } = await shopWithMaxine();
      const letterId = (await write({ kind: "progress", about: { month: "2026-10" } }))!;
      await t.clock.set(new Date(day));
      expect(await sendLetter(world, { letterId })).toMatchObject({ outcome });
    }
  });

  test("two at once for one person do not both slip under the limit", async () => {
    const { world, write, set } = await shopWithMaxine();
    await set({ mostPerWeek: 1 });
    const ids = [
      await write({ kind: "progress", about: { month: "2026-09" } }),
      await write({ kind: "progress", about: { month: "2026-10" } }),
    ];
    const sent = await Promise.all(ids.map((letterId) => sendLetter(world, { letterId: letterId! })));
    expect(sent.map(({ outcome }) => outcome).sort()).toEqual(["put off", "sent"]);
  });

  test("not without the store's postal address; with it, what waited goes", async () => {
    const { shopId, write, set } = await shopWithMaxine();
    await t.sql("UPDATE shop SET postal_address = '' WHERE shop_id = $1", [shopId]);
    expect(await set({ senderName: "Tea" })).toEqual({ outcome: "refused", problems: { postalAddress: "address" } });
    await write();
    await t.runDueJobs();
    expect(t.outbox.mails).toEqual([]);
    expect(await set({ postalAddress: "1 New Road, Hull" })).toMatchObject({ outcome: "saved" });
    await t.clock.advance(3_600_000);
    await t.runDueJobs();
    expect(t.outbox.mails[0].text).toContain("1 New Road, Hull");
  });

  test("what could not go out for two weeks is not sent any more", async () => {
    const { world, shopId, write } = await shopWithMaxine();
    const letterId = (await write())!;
    await t.sql("UPDATE letter SET created_at = created_at - interval '15 days' WHERE shop_id = $1", [shopId]);
    expect(await sendLetter(world, { letterId })).toEqual({ outcome: "not sent", reason: "came too late" });
  });
});

describe("consent is read again just before", () => {
  test.each([
    ["welcome", "not subscribed", "sent"],
    ["welcome", "unsubscribed", "not sent"],
    ["progress", "not subscribed", "not sent"],
    ["progress", "subscribed", "sent"],
  ] as const)("a %s letter to somebody %s is %s", async (kind, consent, outcome) => {
    const { world, write } = await shopWithMaxine({ consent });
    const letterId = (await write({ kind, about: { month: "2026-10" } }))!;
    expect(await sendLetter(world, { letterId })).toMatchObject({ outcome });
  });

  test("a kind the owner switched off is not sent", async () => {
    const { world, write } = await shopWithMaxine();
    await saveLetterWords(world, { kind: "welcome", language: "en", words: "as they are", sent: false, savedBy: "Olga" });
    expect(await sendLetter(world, { letterId: (await write())! })).toEqual({ outcome: "not sent", reason: "switched off" });
  });
});

test("FAULTS 77: an opt-out by a letter's own link, twice, stops every kind of letter, also one that was waiting", async () => {
  const { world, write, letters } = await shopWithMaxine();
  await write();
  await t.runDueJobs();
  const link = /<(.+)>/.exec(t.outbox.mails[0].headers!["List-Unsubscribe"])![1];
  expect(t.outbox.mails[0].headers!["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  const token = new URL(link).searchParams.get("token")!;
  const kinds = ["reward earned", "tier reached", "first sale", "progress", "goodbye", "code replaced", "welcome"] as const;
  for (const kind of kinds) await write({ kind });
  expect(await optOut(world, { token, source: "one-click" })).toEqual({ outcome: "opted out" });
  expect(await optOut(world, { token, source: "one-click" })).toEqual({ outcome: "opted out" });
  for (const kind of kinds) await write({ kind });
  await t.clock.advance(DAY_MS);
  await t.runDueJobs();
  expect(t.outbox.mails).toHaveLength(1);
  expect(new Set((await letters()).map(({ reason }) => reason))).toEqual(new Set([null, "asked not to be written to"]));
});

describe("FAULTS 78: the mail provider", () => {
  test("timed out after it may have accepted: at most one mail, and the owner is told", async () => {
    const { world, write, letters } = await shopWithMaxine();
    const letterId = (await write())!;
    t.outbox.answerNext.push({ outcome: "unknown", reason: "the line broke" });
    expect(await sendLetter(world, { letterId })).toEqual({ outcome: "needs review" });
    expect(await sendLetter(world, { letterId })).toEqual({ outcome: "nothing to do" });
    expect(t.outbox.mails).toHaveLength(1);
    expect(await letters()).toMatchObject([{ state: "needs review" }]);
  });

  test("asks to try later: it waits, and goes out once", async () => {
    const { write } = await shopWithMaxine();
    await write();
    t.outbox.answerNext.push({ outcome: "try later", reason: "451 busy" });
    await t.runDueJobs({ failuresExpected: true });
    expect(t.outbox.mails).toEqual([]);
    await t.clock.advance(600_000);
    await t.runDueJobs();
    expect(t.outbox.mails).toHaveLength(1);
  });
});

describe("FAULTS 79: an address from which mail came back gets none any more", () => {
  test("refused by its server", async () => {
    const { world, write } = await shopWithMaxine();
    t.outbox.answerNext.push({ outcome: "refused", addressGone: true, reason: "550 5.1.1" });
    expect(await sendLetter(world, { letterId: (await write())! })).toMatchObject({ outcome: "not sent" });
    expect(await sendLetter(world, { letterId: (await write())! })).toEqual({ outcome: "not sent", reason: "the address bounced before" });
  });

  test("refused for what it says, it is the mail that is at fault, not the address", async () => {
    const { world, write } = await shopWithMaxine();
    t.outbox.answerNext.push({ outcome: "refused", addressGone: false, reason: "554 5.7.1" });
    await sendLetter(world, { letterId: (await write())! });
    expect(await sendLetter(world, { letterId: (await write())! })).toEqual({ outcome: "sent" });
  });

  test.each(["bounced", "complained"] as const)("%s, reported twice", async (kind) => {
    const { world, write } = await shopWithMaxine();
    const mailId = (await write())!;
    await sendLetter(world, { letterId: mailId });
    for (let reports = 0; reports < 2; reports++)
      expect(await noteMailReport(world, { kind, mailId, detail: null })).toEqual({ outcome: "noted" });
    expect(await sendLetter(world, { letterId: (await write())! })).toMatchObject({ outcome: "not sent" });
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("a report of a mail we never sent changes nothing", async () => {
    const { world } = await shopWithMaxine();
    expect(await noteMailReport(world, { kind: "bounced", mailId: world.chance.uuid(), detail: null })).toEqual({
      outcome: "unknown mail",
    });
  });
});
