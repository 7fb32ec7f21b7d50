/** Two ambassadors in a store, orders that Shopify tells of, and whether they earned. */
import { afterEach, beforeAll, expect } from "vitest";
import { recordClick } from "~/domain/click/record-click.server";
import type { Customer, Order } from "../emulator/books.ts";
import { creditOf, now, postedFor, verdictOn } from "./books";
import { openStory, type Member } from "./story";

export const story = await openStory();
export const { t, emulator } = story;
export const { books } = emulator;
export let maxine: Member;
export let noah: Member;

afterEach(() => {
  emulator.faults.webhooks.paused = false;
});
beforeAll(async () => {
  maxine = await story.begin("MAXINE-15");
  noah = await story.join(1, "NOAH-15");
});

export async function told(order: Order): Promise<Order> {
  await story.settle();
  return order;
}
export const ownClick = async ({ slug }: Member) => {
  const click = await recordClick(t.world, { slug });
  if (click.outcome !== "recorded") throw new Error(`no click could be recorded: ${click.outcome}`);
  // Shopify's times are whole seconds: nobody pays within the second of their click.
  await t.clock.advance(60_000);
  return click;
};
export async function earnsNothing(order: Order, outcome: string, reason: string, whose: Member | null = maxine) {
  expect(await verdictOn(story, order)).toEqual({ outcome, reason, ambassadorId: whose?.ambassadorId ?? null });
  expect(await postedFor(story, order)).toMatchObject({ pending: 0, earned: 0 });
}
export async function earns(order: Order, whose: Member, reason = "code") {
  expect(await verdictOn(story, order)).toEqual({ outcome: "attributed", reason, ambassadorId: whose.ambassadorId });
  const { pending } = await postedFor(story, order);
  expect(pending).toBe(creditOf(now(story, order)));
  expect(pending).toBeGreaterThan(0);
}
export const as = (customer: Customer) => ({ customerId: customer.id, email: customer.email });
export const boughtBefore = (): Customer =>
  [...books.customer.values()].find(
    ({ id, numberOfOrders }) => numberOfOrders > 1 && ![maxine, noah].some(({ customer }) => customer.id === id),
  )!;
