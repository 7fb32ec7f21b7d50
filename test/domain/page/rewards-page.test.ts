/** Whether an ambassador's page is worth another look soon, and which of their codes it shows. */
import { expect, test } from "vitest";
import { isMaking, isToShare, shownCodes } from "~/domain/page/rewards-page";

const reward = (kind: string, approved = false, state = "requested") => ({ kind, approved, state });

test.each([
  ["a code on its way", { codes: [{ state: "waiting" }], rewards: [] }],
  ["a product's code on its way", { codes: [], rewards: [reward("product code")] }],
  ["store credit on its way", { codes: [], rewards: [reward("store credit")] }],
  ["a sent product after the owner's yes", { codes: [], rewards: [reward("product sent", true)] }],
])("it is for %s", (_what, page) => expect(isMaking(page)).toBe(true));

test.each([
  ["a sent product that waits for the owner's yes", reward("product sent")],
  ["cash that waits for the owner's yes", reward("cash")],
  ["cash that waits to be paid", reward("cash", true)],
  ["what is made", reward("product code", false, "issued")],
])("it is not for %s", (_what, one) => expect(isMaking({ codes: [{ state: "live" }], rewards: [one] })).toBe(false));

const refused = { code: "WELCOME10", state: "refused", until: null };
const old = { code: "MAXINE15", state: "live", until: "3 December" };

test.each([
  ["waits", "waiting"],
  ["works", "live"],
])("a code that the store's checkout didn't take is shown no more once another %s", (_what, state) => {
  const another = { code: "MAXINE-TEA", state, until: null };
  expect(shownCodes([another, refused, old])).toEqual([another, old]);
});

test("until then it is, and as none to share; an old one in its last days is no other", () => {
  const gone = { code: "MAXINE", state: "retired", until: "3 May" };
  expect(shownCodes([refused, old, gone])).toEqual([refused, old]);
  expect([refused, old].map(isToShare)).toEqual([false, false]);
});
