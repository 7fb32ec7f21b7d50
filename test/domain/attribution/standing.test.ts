import fc from "fast-check";
import { expect, test } from "vitest";
import { attribute } from "~/domain/attribution/attribution";
import { sameStandings, standingsOf } from "~/domain/attribution/standing";
import { aClick, aCode, facts, MAXINE, TOM } from "./built-facts";

const inWords = (given: Parameters<typeof facts>[0]) =>
  standingsOf(facts(given)).map(({ namedBy, ambassadorId, reason }) => `${ambassadorId} by ${namedBy}: ${reason}`);

test("the first claim that stands wins, the one before it fell by a reason of its own, and one after it came later", () => {
  const left = aCode({ who: "ben", leftAt: "2026-10-01T00:00:00Z", code: "BEN15" });
  const codes = [left, aCode({ index: 1 }), aCode({ who: TOM, index: 2, code: "TOM15" })];
  expect(inWords({ codes, click: aClick({ who: TOM }) })).toEqual([
    "ben by code: ambassador-left",
    `${MAXINE} by code: code`,
    `${TOM} by code: came-later`,
    `${TOM} by click: came-later`,
  ]);
});
test("while one waits for the owner, the ones after it came later", () => {
  expect(inWords({ codes: [aCode({ address: "alike" }), aCode({ who: TOM, index: 1 })] })).toEqual([
    `${MAXINE} by code: like-own-purchase`,
    `${TOM} by code: came-later`,
  ]);
});
test("where none stands, each has its own reason", () => {
  expect(inWords({ codes: [aCode({ sameBuyer: true }), aCode({ who: TOM, index: 1, leftAt: "2026-01-01T00:00:00Z" })] })).toEqual([
    `${MAXINE} by code: own-purchase`,
    `${TOM} by code: ambassador-left`,
  ]);
});
test("what makes an order count for nobody is the reason of every claim", () => {
  expect(inWords({ order: { test: true }, codes: [aCode(), aCode({ who: TOM, index: 1 })] })).toEqual([
    `${MAXINE} by code: test-order`,
    `${TOM} by code: test-order`,
  ]);
});
test("a code Shopify refused to make is no claim", () => {
  expect(inWords({ codes: [aCode({ state: "refused" })] })).toEqual([]);
});

test("whatever is on an order, the verdict is that of its deciding claim, else the first one's", () => {
  const one = fc.record({
    who: fc.constantFrom(MAXINE, TOM, "ben"),
    leftAt: fc.constantFrom(null, "2026-01-01T00:00:00Z"),
    sameBuyer: fc.boolean(),
    address: fc.constantFrom("different" as const, "alike" as const, "same" as const),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 4 }), fc.option(one), fc.boolean(), (people, clicker, isTest) => {
      const given = facts({
        codes: people.map((person, index) => aCode({ ...person, index, code: `C${index}` })),
        click: clicker && aClick(clicker),
        order: { test: isTest },
      });
      const verdict = attribute(given);
      const standings = standingsOf(given);
      expect(standings).toHaveLength(people.length + (clicker ? 1 : 0));
      if (!standings.length) return;
      const deciding = verdict.outcome === "ignored" ? 0 : standings.findIndex(({ reason }) => reason === verdict.reason);
      expect(standings[deciding].reason).toBe(verdict.reason);
      const winner = verdict.outcome === "attributed" ? verdict : verdict.winner;
      expect(winner).toMatchObject({ ambassadorId: standings[deciding].ambassadorId, code: standings[deciding].code });
      expect(standings.filter(({ reason }) => reason === "came-later")).toEqual(
        verdict.outcome === "ignored" ? [] : standings.slice(deciding + 1),
      );
    }),
  );
});

test("standings are the same by whose claims they are and how they fared; a reason that was not kept differs from none", () => {
  const [kept] = standingsOf(facts({ codes: [aCode()] }));
  expect(sameStandings([kept], [{ ...kept }])).toBe(true);
  expect(sameStandings([{ ...kept, reason: null }], [kept])).toBe(true);
  expect(sameStandings([kept], [])).toBe(false);
  expect(sameStandings([kept], [{ ...kept, ambassadorId: TOM }])).toBe(false);
  expect(sameStandings([kept], [{ ...kept, reason: "came-later" }])).toBe(false);
});
