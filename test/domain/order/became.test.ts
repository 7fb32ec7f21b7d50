import { expect, test } from "vitest";
import { creditStateOf, leavesNothing, whatBecame, type AfterCounting } from "~/domain/order/became";

const paid: AfterCounting = { outcome: "attributed", cancelledAt: null, dispute: null, paidAt: new Date(0), creditState: "waiting" };

test("an order that counts and stays has nothing to tell", () => {
  expect(whatBecame(paid)).toBeNull();
  expect(whatBecame({ ...paid, creditState: "yours" })).toBeNull();
  expect(whatBecame({ ...paid, dispute: "won" })).toBeNull();
  expect(leavesNothing(null)).toBe(false);
});

test.each([
  ["cancelled", { cancelledAt: new Date(0), dispute: "lost" }, true],
  ["charged back", { dispute: "lost" }, true],
  ["returned", { creditState: "taken back" }, true],
  ["disputed", { dispute: "open" }, false],
  ["unpaid", { paidAt: null, creditState: "none" }, false],
] as const)("one that was %s says so, and whether anything of it remains", (became, happened, nothing) => {
  expect(whatBecame({ ...paid, ...happened })).toBe(became);
  expect(leavesNothing(became)).toBe(nothing);
});

test("a payment that a bank asks back when its credit is theirs already is not waiting for anything", () => {
  expect(whatBecame({ ...paid, dispute: "open", creditState: "yours" })).toBeNull();
});

test("nothing became of an order that never counted", () => {
  expect(whatBecame({ ...paid, outcome: "ignored", cancelledAt: new Date(0), dispute: "lost" })).toBeNull();
});

test("a credit's state is what its entries sum to", () => {
  expect(creditStateOf(false, 0n, 0n)).toBe("none");
  expect(creditStateOf(true, 420n, 0n)).toBe("waiting");
  expect(creditStateOf(true, 0n, 420n)).toBe("yours");
  expect(creditStateOf(true, 0n, 0n)).toBe("taken back");
});
