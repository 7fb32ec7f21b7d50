/** Whether an ambassador's page is worth another look soon. */
import { expect, test } from "vitest";
import { isMaking } from "~/domain/page/rewards-page";

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
