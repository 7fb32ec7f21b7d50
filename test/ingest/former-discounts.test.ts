/** A store that comes back after it was forgotten: what its discounts of before go on giving is told, and left alone. */
import { expect, test } from "vitest";
import { checksWords } from "~/words/admin/checks";
import { compareDiscounts } from "~/ingest/compare-discounts.server";
import { endProgram } from "~/domain/program/end-program.server";
import { fakeShops } from "../support/fake-shops";

const t = await fakeShops();

/** Two that nobody here knows, beside the two of today, a reward's and a merchant's. */
async function cameBack() {
  const shop = await t.open();
  const { fake } = shop;
  const madeAt = new Date("2026-03-03T10:00:00Z");
  const one = { subscriptions: null, offerBp: 1_500, usageLimit: null, startsAt: madeAt };
  const put = (discountId: string, title: string) => fake.discounts.set(discountId, { ...one, discountId, title });
  put("1", "Regulars: 15 % for friends, ambassadors' codes");
  put("2", "Regulars: 12.5 % for friends, single-use link codes");
  put("3", "Regulars reward 7");
  fake.merchantDiscount("SUMMER");
  const told = (about: string) => ({
    kind: "discount of before",
    about,
    title: fake.discounts.get(about)!.title,
    madeAt: madeAt.toISOString(),
  });
  return { ...shop, told };
}

test("the friends' discounts of before are told by name and day, ours are not, nor is anything else", async () => {
  const { world, mint, told } = await cameBack();
  await mint();
  const problems = await compareDiscounts(world);
  expect(problems).toEqual([told("1"), told("2")]);
  const written = { locale: "en-GB", currency: "GBP", timeZone: "Europe/London" };
  expect(checksWords.problems.of("discount of before", problems[0], null, null, written as never).says).toContain(
    "“Regulars: 15 % for friends, ambassadors' codes”, made on 3 March 2026, is from before",
  );
});

test("while one of ours is being made nobody can tell, and nothing is told yet", async () => {
  const { world } = await cameBack();
  expect(await compareDiscounts(world)).toEqual([]);
});

test("one that was switched off is not told, and what our own programme has, running or ended, never is", async () => {
  const { world, mint, fake, told } = await cameBack();
  await mint();
  fake.discounts.get("1")!.off = true;
  expect(await compareDiscounts(world)).toEqual([told("2")]);
  await endProgram(world, { endedBy: "Olga" });
  expect((await compareDiscounts(world)).filter(({ kind }) => kind === "discount of before")).toEqual([told("2")]);
});
