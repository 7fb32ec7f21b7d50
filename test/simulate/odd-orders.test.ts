/** Orders that are not like others, each in a life that is written down: how they end in a storm, and what is told where the app would not follow. */
import { afterAll, describe, expect, test } from "vitest";
import type { LifeEvent, Who } from "./event";
import { liveLife, type Broken } from "./live-life";
import { openDatabase } from "./open-database";
import { sellsSubscriptions } from "./rules";
import { buys, days, moment, rest } from "./written-events";

const database = await openDatabase();
afterAll(() => database.close());

const MAY_TAKE_MS = 300_000;
const inStorm = (seed: number, life: LifeEvent[], broken?: Broken) => liveLife(database, { seed, weather: "storm", life, broken });

/** Seeds of shops whose owners are alike (rules.ts). These thank for new friends only, and for renewals. */
const [ALIKE, FOR_NEW_FRIENDS, FOR_TWO_ORDERS] = [168, 400, 401];
const newFriends = (nth: number): number => FOR_NEW_FRIENDS + nth * ALIKE;
/** And these for two orders of anybody's. */
const twoOrders = (nth: number): number => FOR_TWO_ORDERS + nth * ALIKE;
const friend = (n: number): Who => ({ who: "friend", n });
const becomeOne = (one: number, other: number): LifeEvent => ({ kind: "merge", one: friend(one), other: friend(other), keepsOne: true });

describe("two customers become one", { timeout: MAY_TAKE_MS }, () => {
  const oldFriend = [buys(1, { codes: [] }), moment, buys(2), rest, becomeOne(2, 1), rest];

  test("and the one's order with a code was not their first", async () => {
    const { problems, end } = await inStorm(newFriends(1), oldFriend);
    expect(problems).toEqual([]);
    expect(end.orders[2]).toMatchObject({ outcome: "ignored", reason: "not-first-order", pendingMinor: 0 });
  });

  test("and of both's orders no more count than of one's", async () => {
    const { problems, end } = await inStorm(twoOrders(1), [
      ...[
        buys(1, { buyer: friend(1) }),
        moment,
        buys(2, { buyer: friend(2) }),
        moment,
        buys(3, { buyer: friend(1), codes: [{ code: "share", place: 1 }] }),
        rest,
      ],
      ...[becomeOne(1, 2), rest],
    ]);
    expect(problems).toEqual([]);
    expect([1, 2, 3].map((order) => end.orders[order].outcome)).toEqual(["attributed", "attributed", "ignored"]);
  });
});

test("what waits is settled by an owner: their yes earns, their no does not", { timeout: MAY_TAKE_MS }, async () => {
  const sentHome = { home: { place: 0, theirName: false } };
  const word = (order: number, counts: boolean): LifeEvent => ({ kind: "settle doubt", order, counts, twice: counts });
  const { problems, told, end } = await inStorm(newFriends(3), [
    ...[buys(1, sentHome), moment, buys(2, sentHome), moment, buys(3, sentHome), moment, buys(4), rest],
    ...[word(1, true), word(2, false), word(4, true), rest],
  ]);
  expect(problems).toEqual([]);
  expect(told.slice(-3)).toEqual(["decided", "decided", "does not wait"]);
  expect([1, 2, 3].map((order) => end.orders[order].outcome)).toEqual(["attributed", "ignored", "under review"]);
  expect([1, 2, 3].map((order) => end.orders[order].earnedMinor > 0)).toEqual([true, false, false]);
});

test(
  "the last press of a friend's is the one that counts, and one of long ago brings no code again",
  { timeout: MAY_TAKE_MS },
  async () => {
    const press = (click: number, again: number | null): LifeEvent => ({ kind: "click", click, place: 0, again });
    const by = (click: number) => ({ codes: [], click });
    const { problems, told, end } = await inStorm(newFriends(4), [
      ...[press(1, null), moment, press(2, null), days(20), press(3, 1), days(20), press(4, 2)],
      ...[buys(1, by(1)), moment, buys(2, by(2)), moment, buys(3, by(4)), rest],
    ]);
    expect(problems).toEqual([]);
    const fresh = "recorded with a click code";
    expect(told.slice(0, 4)).toEqual([fresh, fresh, `${fresh}, the same again`, fresh]);
    expect([1, 2, 3].map((order) => end.orders[order].reason)).toEqual(["click", "click-too-old", "click"]);
  },
);

test("a renewal counts as its beginning did, as long as its owner has them count", { timeout: MAY_TAKE_MS }, async () => {
  expect(sellsSubscriptions(newFriends(5))).toBe(true);
  const renew = (order: number, began: number): LifeEvent => ({ kind: "renew", order, began, paid: true });
  const { problems, told, end } = await inStorm(newFriends(5), [
    ...[buys(1, { subscription: true }), moment, buys(2, { subscription: true, buyer: { who: "regular", n: 0 } }), rest, days(20)],
    ...[renew(3, 1), moment, renew(4, 2), rest, { kind: "count renewals", renewalsCount: false } satisfies LifeEvent, rest, days(20)],
    ...[renew(5, 1), rest],
  ]);
  expect(problems).toEqual([]);
  expect(told).toContain("renewed, PAID, with 1 of its codes");
  expect([1, 2, 3, 4, 5].map((order) => end.orders[order].winner)).toEqual([1, null, 1, null, null]);
});

test("an order that is deleted brings nothing, though no webhook tells of it", { timeout: MAY_TAKE_MS }, async () => {
  const life: LifeEvent[] = [buys(1), moment, buys(2), rest, days(16), rest, { kind: "delete", order: 1 }, rest];
  const { problems, told, end } = await inStorm(twoOrders(2), life, { jobsLost: ["receipt.process"] });
  expect(problems.filter((one) => !one.startsWith("I7 no webhook is left lying"))).toEqual([]);
  expect(told).toContain("deleted");
  expect([1, 2].map((order) => end.orders[order].earnedMinor > 0)).toEqual([false, true]);
});
