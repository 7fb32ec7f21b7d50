/** What a click led to: the earliest order with its code or its id, whichever was read first. */
import { expect, test } from "vitest";
import { noteClickUse } from "~/domain/click/note-click-use.server";
import { aClick, aClickAgain, anAmbassador, aProgram, aShop } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
await aShop(world);
const program = await aProgram(world);
const ambassador = await anAmbassador(world, program);
const click = () => aClick(world, { ...program, ...ambassador });
const orderedAt = async (clickId: string) =>
  (await t.sql<{ at: Date | null }>("SELECT ordered_at AS at FROM click WHERE click_id = $1", [clickId]))[0].at;
const [early, late] = [t.clock.now(), new Date(t.clock.now().getTime() + DAY_MS)];

test("an order leads back to its click by the code, however it is typed, or by the id that travelled with it", async () => {
  const [byCode, byId, neither] = [await click(), await click(), await click()];
  expect(await noteClickUse(world, { codes: ["OTHER", ` ${byCode.code.toLowerCase()} `], clickId: null, placedAt: early })).toEqual({
    outcome: "noted",
    clicks: 1,
  });
  await noteClickUse(world, { codes: [], clickId: byId.clickId, placedAt: early });
  expect(await Promise.all([byCode, byId, neither].map(({ clickId }) => orderedAt(clickId)))).toEqual([early, early, null]);
});

test("the earliest order stays, whichever came first, and repeating changes nothing", async () => {
  for (const order of [
    [early, late, late],
    [late, early, late],
  ]) {
    const { clickId, code } = await click();
    for (const placedAt of order) await noteClickUse(world, { codes: [code], clickId, placedAt });
    expect(await orderedAt(clickId)).toEqual(early);
  }
});

test("every press with the code is led back to, by the code or by the id of any of them", async () => {
  for (const by of ["the code", "the first", "the second"]) {
    const first = await click();
    const second = await aClickAgain(world, first, new Date(early.getTime() - 1));
    const other = await click();
    const clickId = by === "the code" ? null : by === "the first" ? first.clickId : second.clickId;
    expect(await noteClickUse(world, { codes: clickId ? [] : [first.code], clickId, placedAt: late })).toEqual({
      outcome: "noted",
      clicks: 2,
    });
    expect(await Promise.all([first, second, other].map((one) => orderedAt(one.clickId)))).toEqual([late, late, null]);
  }
});

test("an order without code and click, or with others', leads to none", async () => {
  const none = { outcome: "not by a click" };
  expect(await noteClickUse(world, { codes: [], clickId: null, placedAt: early })).toEqual(none);
  expect(await noteClickUse(world, { codes: ["SUMMER10"], clickId: "00000000-0000-4000-8000-000000000000", placedAt: early })).toEqual(
    none,
  );
});

test("another store's click is not touched", async () => {
  const { clickId, code } = await click();
  const other = t.worldOf("other-store.myshopify.com");
  await aShop(other);
  expect(await noteClickUse(other, { codes: [code], clickId, placedAt: early })).toEqual({ outcome: "not by a click" });
  expect(await orderedAt(clickId)).toBeNull();
});
