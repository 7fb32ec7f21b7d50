/** What an earlier decision knew, and facts as earlier versions of the rules stored them. */
import { describe, expect, test } from "vitest";
import { attribute } from "~/domain/attribution/attribution";
import { remember, storedFacts, type Facts } from "~/domain/attribution/facts";
import { MAXINE, TOM, aCode, aClick, facts } from "./built-facts";

test("facts stored before channels, limits and marks were looked at give the verdict they gave", () => {
  const { order, codes, ...rest } = facts({ codes: [aCode({ address: "alike" })] });
  const { orderedMinor: _ordered, channel: _channel, currency: _currency, ...oldOrder } = order;
  const { friendOrders: _friends, confirmed: _confirmed, since: _since, ...oldCode } = codes[0];
  const { channels: _c, minimumSpendMinor: _m, friendLimit: _f, endedAt: _e, currency: _p, ...oldProgram } = oldCode.program;
  const { signs: _s, ...oldAmbassador } = oldCode.ambassador!;
  const stored = { ...rest, order: oldOrder, codes: [{ ...oldCode, program: oldProgram, ambassador: oldAmbassador }] };
  expect(attribute(storedFacts(JSON.parse(JSON.stringify(stored))))).toMatchObject({
    outcome: "under review",
    reason: "like-own-purchase",
  });
  expect(storedFacts(stored).order.channel).toBeNull();
});

test("a code decided on before it was kept whether Shopify had confirmed it is what its state said", () => {
  const { codes, ...rest } = facts({ codes: ["live", "retired", "waiting", "refused"].map((state, index) => aCode({ state, index })) });
  const stored = { ...rest, codes: codes.map(({ confirmed: _, ...code }) => code) };
  expect(storedFacts(stored).codes.map(({ confirmed }) => confirmed)).toEqual([true, true, false, false]);
});

test("an address compared once stays compared when its person is erased", () => {
  const before = facts({ codes: [aCode({ address: "same" })] });
  const erased = facts({ codes: [aCode({ address: "unknown" }), aCode({ who: TOM, index: 1, address: "unknown" })] });
  expect(remember(erased, before).codes.map(({ ambassador }) => ambassador?.address)).toEqual(["same", "unknown"]);
  expect(attribute(remember(erased, before))).not.toMatchObject({ outcome: "attributed", ambassadorId: MAXINE });
});

test.each([
  ["same", "different", "alike"],
  ["alike", "different", "alike"],
  ["different", "different", "different"],
  ["different", "same", "same"],
  ["same", "alike", "alike"],
  ["alike", "same", "same"],
  ["alike", "unknown", "alike"],
] as const)("an address that was %s and is now %s is taken as %s: whose it was once it may still be", (was, is, taken) => {
  const [before, now] = [facts({ codes: [aCode({ address: was })] }), facts({ codes: [aCode({ address: is })] })];
  expect(remember(now, before).codes[0].ambassador?.address).toBe(taken);
  const [clickBefore, clickNow] = [facts({ click: aClick({ address: was }) }), facts({ click: aClick({ address: is }) })];
  expect(remember(clickNow, clickBefore).click?.ambassador?.address).toBe(taken);
});

test("of two ambassadors who became one, what was known of either stays", () => {
  const before = facts({ codes: [aCode({ address: "same", signs: ["phone"] }), aCode({ index: 1, code: "MAX10", signs: ["door"] })] });
  const now = facts({ codes: [aCode({}), aCode({ index: 1, code: "MAX10", signs: ["device"] })] });
  expect(remember(now, before).codes.map(({ ambassador }) => [ambassador?.address, ambassador?.signs])).toEqual([
    ["alike", ["phone", "door"]],
    ["alike", ["phone", "door", "device"]],
  ]);
  const erased = facts({ codes: [aCode({ address: "unknown" })] });
  for (const codes of [before.codes, before.codes.toReversed()])
    expect(remember(erased, { ...before, codes }).codes[0].ambassador?.address).toBe("same");
});

describe("an order that names no customer any more", () => {
  const [nobody, again] = [{ buyerId: null, buyerOrderIndex: null }, facts({ codes: [aCode({})] })];
  const forgotten = facts({ order: nobody, codes: [aCode({ program: { friendLimit: 2 }, friendOrders: 0 })] });
  const reasonOf = (now: Facts, before: Facts) => attribute(remember(now, before)).reason;

  test.each<[string, Parameters<typeof facts>[0], string]>([
    ["an earlier customer's by our history", { earlier: { counted: 1 }, codes: [aCode({})] }, "not-first-order"],
    ["an earlier customer's by Shopify's count", { order: { buyerOrderIndex: 2 }, codes: [aCode({})] }, "not-first-order"],
    ["the ambassador's own", { codes: [aCode({ sameBuyer: true })] }, "own-purchase"],
    ["one of a friend who has bought enough", { codes: [aCode({ program: { friendLimit: 2 }, friendOrders: 2 })] }, "friend-limit"],
    ["a friend's first", { codes: [aCode({})] }, "code"],
  ])("stays %s, however often it is looked at", (_whose, was, reason) => {
    const before = facts(was);
    const first = remember(forgotten, before);
    expect([attribute(before).reason, attribute(first).reason, reasonOf(forgotten, first)]).toEqual([reason, reason, reason]);
  });
  test("is judged by the customer it names, as soon as it names one again", () => {
    const own = facts({ codes: [aCode({ sameBuyer: true })], earlier: { counted: 3 } });
    expect(reasonOf(again, own)).toBe("code");
    expect(reasonOf(again, remember(forgotten, own))).toBe("code");
  });
});

test("an order placed when the programme had ended counts for nobody, also when the programme goes on and it is looked at again", () => {
  const before = facts({ codes: [aCode({ program: { endedAt: "2026-10-01T00:00:00Z" } })] });
  const again = remember(facts({ codes: [aCode({})] }), before);
  expect(attribute(again)).toMatchObject({ outcome: "ignored", reason: "program-ended" });
  const placedBefore = facts({ codes: [aCode({ program: { endedAt: "2027-01-01T00:00:00Z" } })] });
  expect(remember(facts({ codes: [aCode({})] }), placedBefore).codes[0].program.endedAt).toBeNull();
});
