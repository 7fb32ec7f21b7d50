/** What the lives that every `npm test` lives are made of: a kind of event that none of them has is a kind that nobody tries. */
import { expect, test } from "vitest";
import type { LifeEvent } from "./event";
import { planLife } from "./plan-life";
import { SHORT_LIVES } from "./short-lives";

const { from, to, events } = SHORT_LIVES;
const all = Array.from({ length: to - from + 1 }, (_, at) => planLife(from + at, events)).flat();
const counts: Record<string, number> = {};
for (const event of all) {
  counts[event.kind] = (counts[event.kind] ?? 0) + 1;
  if (event.kind === "redeem") counts[`redeem ${event.of}`] = (counts[`redeem ${event.of}`] ?? 0) + 1;
  if (event.kind === "redeem") counts[`twice ${event.twice}`] = (counts[`twice ${event.twice}`] ?? 0) + 1;
  if (event.kind === "click" && event.again !== null) counts["press again"] = (counts["press again"] ?? 0) + 1;
  if (event.kind === "buy" && event.subscription) counts["begin a subscription"] = (counts["begin a subscription"] ?? 0) + 1;
  if ("twice" in event && event.twice === true) counts[`two owners ${event.kind}`] = (counts[`two owners ${event.kind}`] ?? 0) + 1;
}

/** Backups and reward codes at a checkout take a longer life: a few of those are written down in simulate.test.ts. */
const LEAST: Record<string, number> = {
  ...{ buy: 200, click: 40, "refund lines": 20, "refund amount": 5, cancel: 10, edit: 10, pay: 10, fulfil: 10, "bank says": 10 },
  ...{ merge: 5, leave: 1, uninstall: 2, return: 2, "invite the others": 1, "opt out": 1, join: 20 },
  ...{
    "grant scopes": 5,
    answer: 5,
    "pay out": 1,
    "save settings": 5,
    "change credit": 1,
    "end programme": 2,
    "resume programme": 2,
    settle: 10,
    "settle doubt": 5,
    "press again": 10,
    ...{ "begin a subscription": 10, renew: 5, "count renewals": 1 },
    delete: 5,
  },
  ...{ "redeem product code": 5, "redeem store credit": 5, "redeem gift card": 5, "redeem product sent": 5, "redeem cash": 5 },
  ...{
    "twice same key": 5,
    "twice two keys": 5,
    "two owners settle": 3,
    "two owners answer": 3,
    "two owners pay out": 1,
    "two owners resume programme": 1,
  },
};

test("in the short lives everything happens that a life holds, also what hangs on a balance and two owners at once", () => {
  const tooSeldom = Object.entries(LEAST).filter(([kind, least]) => (counts[kind] ?? 0) < least);
  expect(tooSeldom.map(([kind, least]) => `${kind}: ${counts[kind] ?? 0} of ${least}`)).toEqual([]);
});

test("a life has as many events as were asked for, and the same seed plans the same", () => {
  const told = (life: LifeEvent[]) =>
    life.filter(({ kind }) => !["a moment later", "time passes", "comes to rest", "join", "return"].includes(kind)).length;
  expect(told(planLife(7, events))).toBe(events);
  expect(planLife(7, events)).toEqual(planLife(7, events));
});
