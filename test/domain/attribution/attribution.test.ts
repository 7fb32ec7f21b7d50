import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attribute } from "~/domain/attribution/attribution";
import { SIGNS, type CodeFacts, type Facts } from "~/domain/attribution/facts";
import { CHANNELS } from "~/domain/program/program";
import { MAXINE, TOM, type Claimed, aCode, aClick, facts, verdictOf, winnerOf } from "./built-facts";

describe("who wins", () => {
  test("an order with an ambassador's code is theirs, and names the version of the settings used", () => {
    expect(attribute(facts({ codes: [aCode()] }))).toEqual({
      outcome: "attributed",
      reason: "code",
      ambassadorId: MAXINE,
      programId: "p",
      programVersion: 3,
      code: "MAXINE15",
      clickId: null,
    });
  });
  test("a click code names the click it was handed out for", () => {
    expect(attribute(facts({ codes: [aCode({ kind: "click", state: "taken", code: "C1XQZ", clickId: "click-9" })] }))).toMatchObject({
      outcome: "attributed",
      reason: "click-code",
      ambassadorId: MAXINE,
      clickId: "click-9",
    });
  });
  test("an order with three codes, two of them ours, credits the first of ours by index, however they are listed", () => {
    const first = aCode({ who: TOM, index: 1, code: "TOM15" });
    const second = aCode({ who: MAXINE, index: 2 });
    expect(winnerOf({ order: { codes: 3 }, codes: [first, second] })).toBe(TOM);
    expect(winnerOf({ order: { codes: 3 }, codes: [second, first] })).toBe(TOM);
  });
  test("a code that does not stand leaves the order to the next code, and then to the click", () => {
    const left = aCode({ who: TOM, index: 0, leftAt: "2026-10-01T00:00:00Z" });
    expect(winnerOf({ codes: [left, aCode({ index: 1 })] })).toBe(MAXINE);
    expect(verdictOf({ codes: [left], click: aClick() })).toBe("attributed: click");
  });
  test("a code on the order wins over a click on somebody else's link", () => {
    expect(winnerOf({ codes: [aCode({ who: TOM })], click: aClick({ who: MAXINE }) })).toBe(TOM);
  });
  test("without a code, a click within the window wins", () => {
    expect(verdictOf({ click: aClick() })).toBe("attributed: click");
  });
  test.each([
    ["2026-10-02T10:00:00Z", "attributed: click"],
    ["2026-10-02T09:59:59Z", "ignored: click-too-old"],
    ["2026-11-01T10:00:00Z", "attributed: click"],
    ["2026-11-01T10:00:01Z", "ignored: unknown-click"],
  ])("a click at %s, thirty days counted from it, is %s", (clickedAt, expected) => {
    expect(verdictOf({ click: aClick({ clickedAt }) })).toBe(expected);
  });
  test("a code needs no window: it is the proof itself", () => {
    expect(verdictOf({ codes: [aCode({ kind: "click", state: "taken", clickId: "long-ago", program: { clickWindowDays: 0 } })] })).toBe(
      "attributed: click-code",
    );
  });
  test("a code Shopify refused to make for us is the store's own, so it is not ours", () => {
    expect(verdictOf({ order: { codes: 1 }, codes: [aCode({ state: "refused" })] })).toBe("ignored: unknown-code");
  });
  test.each([
    ["2026-11-01T09:59:59Z", "attributed: code"],
    ["2026-11-01T10:00:00.999Z", "attributed: code"],
    ["2026-11-01T10:00:01Z", "ignored: unknown-code"],
  ])("a code that is an ambassador's since %s: an order placed at ten is %s", (since, expected) => {
    expect(verdictOf({ order: { codes: 1 }, codes: [aCode({ since })] })).toBe(expected);
  });
  test("an order placed before the code was theirs is not said to be theirs, and leaves the next claim its turn", () => {
    const later = aCode({ who: TOM, since: "2026-11-02T00:00:00Z" });
    expect(winnerOf({ codes: [later] })).toBeNull();
    expect(winnerOf({ codes: [later, aCode({ index: 1 })] })).toBe(MAXINE);
    expect(verdictOf({ codes: [aCode({ kind: "click", state: "taken", since: "2026-11-02T00:00:00Z" })], order: { codes: 1 } })).toBe(
      "ignored: unknown-code",
    );
  });
  test("a retired code of somebody who stayed still counts", () => {
    expect(verdictOf({ codes: [aCode({ state: "retired" })] })).toBe("attributed: code");
  });
  test("a code that was replaced counts for orders placed before it stopped, and a click of the same friend counts beside it", () => {
    const before = aCode({ state: "retired", retiresAt: "2026-11-01T10:00:01Z" });
    const stopped = aCode({ state: "live", retiresAt: "2026-11-01T10:00:00Z" });
    expect(verdictOf({ codes: [before] })).toBe("attributed: code");
    expect(verdictOf({ codes: [stopped] })).toBe("ignored: code-retired");
    expect(verdictOf({ codes: [stopped], click: aClick() })).toBe("attributed: click");
  });
  test("a code that looks leaked holds the orders from then on; who came by the ambassador's page still counts", () => {
    const held = (at: string, clickId: string | null = null) => verdictOf({ codes: [aCode({ heldFrom: at, clickId })] });
    expect(held("2026-11-01T10:00:00Z")).toBe("under review: code-leaking");
    expect(held("2026-11-01T10:00:01Z")).toBe("attributed: code");
    expect(held("2026-11-01T09:00:00Z", "click-1")).toBe("attributed: code");
    expect(verdictOf({ order: { buyerOrderIndex: 2 }, codes: [aCode({ heldFrom: "2026-11-01T10:00:00Z" })] })).toBe(
      "ignored: not-first-order",
    );
  });
  test("a code that Shopify has not confirmed is looked at by a person", () => {
    expect(verdictOf({ codes: [aCode({ state: "waiting" })] })).toBe("under review: code-unconfirmed");
  });
  test("nor does retiring confirm it: what Shopify never said was ours proves nothing", () => {
    expect(verdictOf({ codes: [aCode({ state: "retired", confirmed: false })] })).toBe("under review: code-unconfirmed");
  });
});

describe("what does not count", () => {
  const code = [aCode()];
  test.each<[string, Parameters<typeof facts>[0], string]>([
    ["a test order earns nothing", { order: { test: true }, codes: code }, "ignored: test-order"],
    ["an order that takes our own reward earns nothing", { order: { ownReward: true }, codes: code }, "ignored: own-reward"],
    [
      "an order cancelled before it was paid earns nothing",
      { order: { cancelled: true, paid: false }, codes: code },
      "ignored: cancelled-unpaid",
    ],
    [
      "an order cancelled after it was paid stays whose it was; its credit falls by itself",
      { order: { cancelled: true }, codes: code },
      "attributed: code",
    ],
    ["an order not yet paid is attributed already", { order: { paid: false }, codes: code }, "attributed: code"],
    ["an order of somebody who bought before doesn't count", { earlier: { counted: 1 }, codes: code }, "ignored: not-first-order"],
    [
      "Shopify's count of earlier orders is believed beyond our own history",
      { order: { buyerOrderIndex: 2 }, codes: code },
      "ignored: not-first-order",
    ],
    [
      "an earlier order that was cancelled makes nobody a customer",
      { order: { buyerOrderIndex: 2 }, earlier: { uncounted: 1 }, codes: code },
      "attributed: code",
    ],
    ["when Shopify says no index, our own history decides", { order: { buyerOrderIndex: null }, codes: code }, "attributed: code"],
    [
      "where every friend counts, earlier orders don't matter",
      { earlier: { counted: 4 }, codes: [aCode({ program: { newFriendsOnly: false } })] },
      "attributed: code",
    ],
    ["a renewal doesn't count by default", { order: { renewal: true }, codes: code }, "ignored: renewal"],
    [
      "a renewal counts where the owner says so and the order that began it counted, though it is no first order itself",
      {
        order: { renewal: true, buyerOrderIndex: 5 },
        earlier: { counted: 4 },
        codes: [aCode({ begunWith: true, program: { renewalsCount: true } })],
      },
      "attributed: code",
    ],
    [
      "a renewal of what an earlier customer began doesn't count, as the order that began it didn't",
      {
        order: { renewal: true, buyerOrderIndex: 5 },
        earlier: { counted: 4 },
        codes: [aCode({ begunWith: false, program: { renewalsCount: true } })],
      },
      "ignored: not-first-order",
    ],
    [
      "where every friend counts, so does a renewal of what an earlier customer began",
      {
        order: { renewal: true, buyerOrderIndex: 5 },
        earlier: { counted: 4 },
        codes: [aCode({ begunWith: false, program: { renewalsCount: true, newFriendsOnly: false } })],
      },
      "attributed: code",
    ],
    [
      "a renewal decided before its beginning was asked for stays as it was",
      {
        order: { renewal: true, buyerOrderIndex: 5 },
        earlier: { counted: 4 },
        codes: [aCode({ begunWith: null, program: { renewalsCount: true } })],
      },
      "attributed: code",
    ],
    ["an ambassador who had left earns nothing", { codes: [aCode({ leftAt: "2026-11-01T10:00:00Z" })] }, "ignored: ambassador-left"],
    ["leaving after the order takes nothing away", { codes: [aCode({ leftAt: "2026-11-01T10:00:01Z" })] }, "attributed: code"],
    ["an ambassador earns nothing on their own order", { codes: [aCode({ sameBuyer: true })] }, "ignored: own-purchase"],
    ["nor as a guest with their own address", { order: { buyerId: null }, codes: [aCode({ address: "same" })] }, "ignored: own-purchase"],
    ["nor by their own link", { click: aClick({ sameBuyer: true }) }, "ignored: own-purchase"],
    [
      "an address much like the ambassador's is looked at by a person",
      { codes: [aCode({ address: "alike" })] },
      "under review: like-own-purchase",
    ],
    ["an order with a code that isn't ours has no winner", { order: { codes: 1 } }, "ignored: unknown-code"],
    ["an order with a click that isn't ours has no winner", { order: { clickId: "who-knows" } }, "ignored: unknown-click"],
    ["an order with neither has nothing of ours", {}, "ignored: nothing-of-ours"],
  ])("%s", (_rule, given, expected) => {
    expect(verdictOf(given)).toBe(expected);
  });

  test("an ambassador's own order is nobody's, yet it says whose code it was", () => {
    expect(winnerOf({ codes: [aCode({ sameBuyer: true })] })).toBe(MAXINE);
  });
  test("nobody else earns while a claim is under review", () => {
    expect(verdictOf({ codes: [aCode({ address: "alike" }), aCode({ who: TOM, index: 1, code: "TOM15" })] })).toBe(
      "under review: like-own-purchase",
    );
  });
  test("when no claim stands, the first one's reason is told", () => {
    expect(verdictOf({ codes: [aCode({ sameBuyer: true }), aCode({ who: TOM, index: 1, leftAt: "2026-01-01T00:00:00Z" })] })).toBe(
      "ignored: own-purchase",
    );
  });
});

test("55 · whatever the facts, the same facts give the same verdict, in any order of codes, and never credit oneself", () => {
  const someone = fc.record({
    who: fc.constantFrom(MAXINE, TOM),
    sameBuyer: fc.boolean(),
    leftAt: fc.constantFrom(null, "2026-10-01T00:00:00Z"),
    address: fc.constantFrom("same", "alike", "different", "unknown"),
    signs: fc.option(fc.subarray([...SIGNS])),
    friendOrders: fc.constantFrom(null, 0, 3),
    program: fc.record({
      channels: fc.subarray([...CHANNELS], { minLength: 1 }),
      minimumSpendMinor: fc.constantFrom("0", "4999", "5001"),
      friendLimit: fc.constantFrom(null, 1, 3),
      endedAt: fc.constantFrom(null, "2026-10-01T00:00:00Z", "2027-01-01T00:00:00Z"),
      renewalsCount: fc.boolean(),
    }),
    state: fc.constantFrom("waiting", "live", "refused", "retired"),
    confirmed: fc.boolean(),
    since: fc.constantFrom(null, "2026-10-01T00:00:00Z", "2026-11-02T00:00:00Z"),
  }) as fc.Arbitrary<Claimed & { state: string; confirmed: boolean; since: string | null }>;
  fc.assert(
    fc.property(fc.array(someone, { maxLength: 4 }), fc.option(someone), fc.boolean(), (people, clicker, renewal) => {
      const codes = people.map((person, index) => aCode({ ...person, index, code: `CODE${index}` }));
      const given = facts({ codes, click: clicker && aClick(clicker), order: { renewal } });
      const verdict = attribute(given);
      expect(attribute(facts({ codes: codes.toReversed(), click: clicker && aClick(clicker), order: { renewal } }))).toEqual(verdict);
      expect(attribute(JSON.parse(JSON.stringify(given)) as Facts)).toEqual(verdict);
      if (verdict.outcome !== "attributed") return;
      const winning = verdict.reason === "click" ? given.click : given.codes.find(({ code }) => code === verdict.code);
      expect(winning?.ambassador).toMatchObject({ sameBuyer: false, leftAt: null });
      expect(["different", "unknown"]).toContain(winning?.ambassador?.address);
      expect(winning?.program.channels).toContain("online store");
      expect(Number(winning?.program.minimumSpendMinor)).toBeLessThanOrEqual(5_000);
      if (verdict.reason !== "click") {
        expect(winning).toMatchObject({ confirmed: true });
        expect((winning as CodeFacts).since).not.toBe("2026-11-02T00:00:00Z");
      }
      expect(winning?.program.endedAt).not.toBe("2026-10-01T00:00:00Z");
      const { friendLimit } = winning!.program;
      if (friendLimit !== null) expect(winning?.friendOrders ?? 0).toBeLessThan(friendLimit);
      for (const sign of ["phone", "address", "household"] as const) expect(winning?.ambassador?.signs ?? []).not.toContain(sign);
      // Of ours, nothing before the winner stood: the order in which codes were entered is respected.
      const before = given.codes.filter(({ index, state }) => state !== "refused" && index < (winning as CodeFacts).index);
      for (const one of before) expect(attribute({ ...given, codes: [one], click: null }).outcome).toBe("ignored");
    }),
  );
});
