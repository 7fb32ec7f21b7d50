import { expect, test } from "vitest";
import { creditDueAt, creditTarget } from "~/domain/ledger/ledger";

const order = { goodsMinor: 5_005n, paid: true, cancelled: false, chargedBack: false, test: false, ownReward: false };

test("a credit is the rate's share of the goods, rounded down", () => {
  expect(creditTarget(order, 1_000)).toBe(500n);
  expect(creditTarget({ ...order, goodsMinor: 9n }, 1_000)).toBe(0n);
  expect(creditTarget(order, 0)).toBe(0n);
});
test.each(["cancelled", "chargedBack", "test", "ownReward"] as const)("an order that is %s is worth nothing", (state) => {
  expect(creditTarget({ ...order, [state]: true }, 1_000)).toBe(0n);
});
test("an unpaid order is worth nothing yet", () => {
  expect(creditTarget({ ...order, paid: false }, 1_000)).toBe(0n);
});
test("more refunded than bought is worth nothing, never less", () => {
  expect(creditTarget({ ...order, goodsMinor: -700n }, 1_000)).toBe(0n);
});

const paidAt = new Date("2026-11-02T10:00:00Z");
const fulfilledAt = new Date("2026-11-05T10:00:00Z");
test("the return window counts from fulfilment where that is known, else from payment, and not before payment", () => {
  expect(creditDueAt({ paidAt, fulfilledAt }, 14)).toEqual(new Date("2026-11-19T10:00:00Z"));
  expect(creditDueAt({ paidAt, fulfilledAt: null }, 14)).toEqual(new Date("2026-11-16T10:00:00Z"));
  expect(creditDueAt({ paidAt: null, fulfilledAt }, 14)).toBeNull();
});
