/** What a store's other buyers say of where people come from: a shop of its own, since these are all of its orders. */
import { expect, test } from "vitest";
import { raiseAlarm } from "~/domain/leak/raise-alarm.server";
import { readHabit } from "~/domain/leak/read-habit.server";
import { watchCodes } from "~/domain/leak/watch-codes.server";
import { aProgram, aShop, anAmbassador, anOrder, type BuiltAmbassador } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
await aShop(world);
const program = await aProgram(world);

const bought = async (count: number, referrer: string) => {
  for (let index = 0; index < count; index++) await anOrder(world, { referrer });
};
async function used({ code }: BuiltAmbassador, count: number, referrer: string) {
  for (let index = 0; index < count; index++) {
    const { orderId } = await anOrder(world, { codes: [code], buyerOrderIndex: 1, referrer });
    await watchCodes(world, { orderId, codes: [code] });
  }
  return (await raiseAlarm(world, { code, at: t.clock.now() })).outcome;
}
const share = async () => (await readHabit(world, program)).fromCouponSites;

test("in a store whose buyers often come from such sites, friends who do are nothing unusual; in one where nobody does they are", async () => {
  const ada = await anAmbassador(world, program, { name: "Ada" });
  await bought(60, "google.com");
  expect(await share()).toBeCloseTo(2 / 160, 10);
  expect(await used(ada, 9, "rakuten.com")).toBe("waits for the owner");

  const ben = await anAmbassador(world, program, { name: "Ben" });
  await t.clock.advance(8 * DAY_MS);
  await bought(80, "rakuten.com");
  // Worked out again: what Ada's code brought is no habit of the store's.
  expect(await share()).toBeCloseTo(82 / 240, 10);
  expect(await used(ben, 9, "rakuten.com")).toBe("nothing unusual");
});

test("a habit that an earlier version worked out is worked out again", async () => {
  await t.sql("UPDATE leak_habit SET habit = habit - 'fromCouponSites'");
  expect(await share()).toBeCloseTo(82 / 240, 10);
});
