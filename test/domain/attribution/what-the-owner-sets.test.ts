/** What the owner sets, and likely own purchases, which wait for them. */
import { describe, expect, test } from "vitest";
import { remember, type Sign } from "~/domain/attribution/facts";
import { MAXINE, TOM, aCode, aClick, facts, verdictOf, winnerOf } from "./built-facts";

describe("what the owner sets", () => {
  const limited = (friendOrders: number) => ({
    codes: [aCode({ friendOrders, program: { newFriendsOnly: false, friendLimit: 2 } })],
    earlier: { counted: friendOrders },
  });
  test.each<[string, Parameters<typeof facts>[0], string]>([
    ["an order in the programme's currency counts", { order: { currency: "GBP" }, codes: [aCode()] }, "attributed: code"],
    ["one in another does not", { order: { currency: "EUR" }, codes: [aCode()] }, "ignored: other-currency"],
    ["an order from a place that counts, counts", { codes: [aCode({ program: { channels: ["online store"] } })] }, "attributed: code"],
    [
      "58 · one from the till doesn't where only the online store does",
      { order: { channel: "point of sale" }, codes: [aCode({ program: { channels: ["online store"] } })] },
      "ignored: channel",
    ],
    [
      "58 · one from a draft neither",
      { order: { channel: "draft orders" }, codes: [aCode({ program: { channels: ["online store", "point of sale"] } })] },
      "ignored: channel",
    ],
    [
      "58 · an order that takes our own reward never counts, from wherever",
      { order: { channel: "draft orders", ownReward: true }, codes: [aCode()] },
      "ignored: own-reward",
    ],
    [
      "goods to the minimum count",
      { order: { orderedMinor: "3000" }, codes: [aCode({ program: { minimumSpendMinor: "3000" } })] },
      "attributed: code",
    ],
    [
      "one penny less doesn't",
      { order: { orderedMinor: "2999" }, codes: [aCode({ program: { minimumSpendMinor: "3000" } })] },
      "ignored: below-minimum",
    ],
    [
      "the minimum is held against what was ordered, not against what a refund left",
      { order: { orderedMinor: "3000", goodsMinor: "100" }, codes: [aCode({ program: { minimumSpendMinor: "3000" } })] },
      "attributed: code",
    ],
    ["a friend's first two orders count where two do", limited(1), "attributed: code"],
    ["their third doesn't", limited(2), "ignored: friend-limit"],
    [
      "57 · renewals that count use up the limit like any order",
      {
        order: { renewal: true },
        codes: [aCode({ friendOrders: 2, program: { renewalsCount: true, newFriendsOnly: false, friendLimit: 2 } })],
      },
      "ignored: friend-limit",
    ],
    [
      "an order placed before the programme ended counts",
      { codes: [aCode({ program: { endedAt: "2026-11-01T10:00:01Z" } })] },
      "attributed: code",
    ],
    [
      "one placed at its end, or after, doesn't",
      { codes: [aCode({ program: { endedAt: "2026-11-01T10:00:00Z" } })] },
      "ignored: program-ended",
    ],
    [
      "an own purchase is told as one before any rule of the owner's",
      { codes: [aCode({ sameBuyer: true, program: { channels: ["other"] } })] },
      "ignored: own-purchase",
    ],
  ])("%s", (_rule, given, expected) => {
    expect(verdictOf(given)).toBe(expected);
  });

  test("a code of an ended programme leaves the order to a code of the one that lives", () => {
    const ended = aCode({ who: TOM, index: 0, program: { programId: "old", endedAt: "2026-10-01T00:00:00Z" } });
    expect(winnerOf({ codes: [ended, aCode({ index: 1 })] })).toBe(MAXINE);
  });
});

describe("59 · likely own purchases are looked at, and nobody is refused", () => {
  test.each<[Sign[] | null, string]>([
    [null, "attributed: code"],
    [[], "attributed: code"],
    [["phone"], "under review: same-phone"],
    [["address"], "under review: same-address"],
    [["household"], "under review: same-household"],
    [["device"], "attributed: code"],
    [["door"], "attributed: code"],
    [["door", "device"], "under review: same-device"],
    [["phone", "address", "door", "device"], "under review: same-phone"],
    [["address", "door"], "under review: same-address"],
  ])("with %j in common it is %s", (signs, expected) => {
    expect(verdictOf({ codes: [aCode({ signs })] })).toBe(expected);
  });
  test("who would not count anyway need not be looked at", () => {
    expect(verdictOf({ earlier: { counted: 1 }, codes: [aCode({ signs: ["address"] })] })).toBe("ignored: not-first-order");
  });
  test("by a link, too, and it says whose it would be", () => {
    expect(verdictOf({ click: aClick({ signs: ["phone"] }) })).toBe("under review: same-phone");
    expect(winnerOf({ click: aClick({ signs: ["phone"] }) })).toBe(MAXINE);
  });
  test("what was alike once stays so: nobody gets rid of it by having the order sent elsewhere afterwards", () => {
    const before = facts({ codes: [aCode({ signs: ["address"] })] });
    const signsAfter = (signs: Sign[] | null) => remember(facts({ codes: [aCode({ signs })] }), before).codes[0].ambassador?.signs;
    expect(signsAfter([])).toEqual(["address"]);
    expect(signsAfter(["phone"])).toEqual(["phone", "address"]);
    expect(signsAfter(null)).toEqual(["address"]);
  });
});
