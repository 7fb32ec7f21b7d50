/** What Shopify refuses of a discount that works, and codes that wait for it, reach their owner's eyes. */
import { expect, test } from "vitest";
import { readHome } from "~/domain/insight/read-home.server";
import { readStatus } from "~/domain/insight/read-status.server";
import { retryDiscounts } from "~/domain/code/retry-discounts.server";
import { readyShop, t } from "../code/ready-shop";

async function refusing() {
  const shop = await readyShop(2);
  const needs = async () => (await readHome(shop.world)).needsYou.map(({ key, count }) => [key, count]);
  return { ...shop, needs };
}

test("a code that was refused is told at once, one that waits after an hour, and the owner's word brings both to an end", async () => {
  const { world, fake, step, join, needs, shareDiscount, mint, codes } = await refusing();
  await join(0, "MAXINE15");
  fake.deleteDiscount(await shareDiscount());
  await step();
  expect(await needs()).toEqual([["refused", 1]]);
  expect(await readStatus(world)).toMatchObject({
    discount: { state: "stuck", failed: false, problem: "This discount does not exist." },
    codes: { state: "working", waiting: 0 },
  });
  await t.clock.advance(3_601_000);
  expect(await needs()).toEqual([
    ["refused", 1],
    ["unminted", 1],
  ]);
  expect(await readStatus(world)).toMatchObject({ codes: { state: "stuck", waiting: 1 } });
  fake.finishesAlone = true;
  expect(await retryDiscounts(world)).toEqual({ outcome: "asked" });
  await mint();
  expect([await needs(), (await codes())[0].state]).toEqual([[], "live"]);
});

test("a line that breaks for a moment is no refusal", async () => {
  const { world, fake, step, join, needs } = await refusing();
  await join(0, "MAXINE15");
  fake.refuse("addCodes", "unknown");
  await expect(step()).rejects.toThrow(/unknown/);
  await step();
  expect([await needs(), (await readStatus(world)).discount]).toEqual([[], { state: "working", failed: false, problem: null }]);
});

test("codes wait although Shopify refused nothing: the word finds out that their discount is gone", async () => {
  const { world, fake, join, shareDiscount, mint, codes } = await refusing();
  await join(0, "MAXINE15");
  fake.deleteDiscount(await shareDiscount());
  expect(await retryDiscounts(world)).toEqual({ outcome: "nothing to do" });
  await t.clock.advance(3_601_000);
  fake.finishesAlone = true;
  expect(await retryDiscounts(world)).toEqual({ outcome: "asked" });
  await mint();
  expect((await codes())[0].state).toBe("live");
});
