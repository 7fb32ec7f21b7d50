import { expect, test } from "vitest";
import { REWARD_KINDS } from "~/domain/program/program";
import { captionsFor, codeSentence, rewardSentence, standingSentence } from "~/domain/page/rewards-page";
import { showDay, showMoney } from "~/domain/page/shown";

const gbp = (minor: bigint) => showMoney(minor, { currency: "GBP", locale: "en-GB" });

test("money is written for people, exactly, and its minor units stand beside it as text", () => {
  expect(gbp(840n)).toEqual({ text: "£8.40", minor: "840" });
  expect(showMoney(1_408n, { currency: "JPY", locale: "en" })).toEqual({ text: "¥1,408", minor: "1408" });
  expect(showMoney(9_007_199_254_740_993n, { currency: "USD", locale: "en-US" })).toEqual({
    text: "$90,071,992,547,409.93",
    minor: "9007199254740993",
  });
});
test("a day is the shop's day, with a year only when it is another", () => {
  const now = new Date("2026-11-02T09:00:00Z");
  const place = { locale: "en", timeZone: "Europe/London" };
  expect(showDay(new Date("2026-12-03T10:00:00Z"), now, place)).toBe("3 December");
  expect(showDay(new Date("2027-01-01T10:00:00Z"), now, place)).toBe("1 January 2027");
  expect(showDay(new Date("2026-12-03T23:00:00Z"), now, { ...place, timeZone: "Asia/Tokyo" })).toBe("4 December");
});
test("where somebody stands is one sentence", () => {
  expect(standingSentence({ friends: 2, earned: gbp(840n), pending: gbp(420n), pendingUntil: "3 December" })).toBe(
    "2 friends bought; £8.40 is yours, £4.20 is waiting until 3 December.",
  );
  expect(standingSentence({ friends: 0, earned: gbp(0n), pending: gbp(0n), pendingUntil: null })).toBe(
    "No friend has bought yet; £0.00 is yours.",
  );
  expect(standingSentence({ friends: 1, earned: gbp(-400n), pending: gbp(0n), pendingUntil: null })).toBe(
    "1 friend bought; -£4.00 is owed after a return, and the next sales make it good.",
  );
});
test("every state of a code and a reward has words", () => {
  for (const state of ["live", "waiting", "refused", "retired"]) expect(codeSentence(state)).toMatch(/\.$/);
  for (const kind of REWARD_KINDS)
    for (const state of ["requested", "issued", "used", "failed", "needs review", "ran out", "expired"])
      for (const approved of [false, true]) expect(rewardSentence({ kind, state, until: "3 December", approved })).toMatch(/\.$/);
});
test("each caption says first that it is an ad", () => {
  for (const caption of captionsFor({ shopName: "Small & Sons", code: "MAXINE15", offerPercent: "15" }))
    expect(caption).toMatch(/^#ad .*MAXINE15/);
});
