/** Ending a programme and letting it go on: what stops, what stays, and what Shopify is told. */
import { describe, expect, test } from "vitest";
import { advanceMinting } from "~/domain/code/advance-minting.server";
import { endDiscount } from "~/domain/code/end-discount.server";
import { publishDiscount } from "~/domain/code/publish-discount.server";
import { endProgram } from "~/domain/program/end-program.server";
import { readEndedProgram } from "~/domain/program/read-ended-program.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { defaultSettings } from "~/domain/program/program";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { ShopProblem } from "~/ports/shop";
import { fakeShops } from "../../support/fake-shops";

const t = await fakeShops();
const states = (rows: Awaited<ReturnType<typeof t.open>>["rows"]) =>
  rows<{ state: string }>("SELECT state FROM discount WHERE shop_id = $1 ORDER BY kind").then((found) => found.map(({ state }) => state));

test("its discounts are switched off in Shopify and on again when it goes on, the same ones", async () => {
  const { world, fake, rows, mint } = await t.open();
  await mint();
  const before = [...fake.discounts.keys()];
  expect(await endProgram(world, { endedBy: "Olga" })).toEqual({ outcome: "ended" });
  expect(await readLiveProgram(world)).toBeNull();
  await t.runDueJobs();
  expect([await states(rows), fake.working()]).toEqual([["ended", "ended"], []]);
  expect(await endProgram(world, { endedBy: "Olga" })).toEqual({ outcome: "nothing to end" });
  expect((await readEndedProgram(world))?.endedAt).toEqual(t.clock.now());

  expect(await resumeProgram(world, { resumedBy: "Olga" })).toEqual({ outcome: "resumed" });
  expect(await resumeProgram(world, { resumedBy: "Olga" })).toEqual({ outcome: "nothing to resume" });
  await mint();
  expect([await states(rows), fake.working()]).toEqual([["live", "live"], before]);
  expect(await readEndedProgram(world)).toBeNull();
});

test("a programme that goes on before its discounts were switched off keeps them", async () => {
  const { world, fake, rows, mint } = await t.open();
  await mint();
  await endProgram(world, { endedBy: "Olga" });
  await resumeProgram(world, { resumedBy: "Olga" });
  await mint();
  expect([await states(rows), fake.working().length]).toEqual([["live", "live"], 2]);
});

test("one that goes on while a discount is being switched off has it on again", async () => {
  const { world, fake, rows, mint } = await t.open();
  await mint();
  await endProgram(world, { endedBy: "Olga" });
  const [{ discount_id: discountId }] = await rows<{ discount_id: string }>(
    "SELECT discount_id::text FROM discount WHERE shop_id = $1 LIMIT 1",
  );
  fake.meanwhile = async (call) => {
    if (call !== "deactivateDiscount") return;
    fake.meanwhile = null;
    await resumeProgram(world, { resumedBy: "Olga" });
  };
  expect(await endDiscount(world, { discountId })).toEqual({ outcome: "nothing to do" });
  await mint();
  expect([await states(rows), fake.working().length]).toEqual([["live", "live"], 2]);
});

test("a discount the merchant deleted is off already", async () => {
  const { world, fake, rows, mint } = await t.open();
  await mint();
  await endProgram(world, { endedBy: "Olga" });
  fake.refuse("deactivateDiscount", "refused");
  await t.runDueJobs();
  expect(await states(rows)).toEqual(["ended", "ended"]);
});

/** The programme ends, and all that this calls for is done, while Shopify is still at this call. */
function endsDuring(shop: Awaited<ReturnType<typeof t.open>>, during: Parameters<NonNullable<typeof shop.fake.meanwhile>>[0]) {
  shop.fake.meanwhile = async (call) => {
    if (call !== during) return;
    shop.fake.meanwhile = null;
    await endProgram(shop.world, { endedBy: "Olga" });
    await t.runDueJobs();
  };
}
const shareDiscount = async ({ rows }: Awaited<ReturnType<typeof t.open>>) =>
  (await rows<{ id: string }>("SELECT discount_id::text AS id FROM discount WHERE shop_id = $1 AND kind = 'share'"))[0].id;

describe("a programme that ends while Shopify is being told of a discount of it has it switched off in the end", () => {
  test("when the discount is made for the first time", async () => {
    const shop = await t.open();
    endsDuring(shop, "createOfferDiscount");
    expect(await publishDiscount(shop.world, { discountId: await shareDiscount(shop) })).toEqual({ outcome: "ended" });
    await t.runDueJobs();
    expect([await states(shop.rows), shop.fake.discounts.size, shop.fake.working()]).toEqual([["ended", "ended"], 1, []]);
    // It is the same one that goes on.
    await resumeProgram(shop.world, { resumedBy: "Olga" });
    await shop.mint();
    expect([await states(shop.rows), shop.fake.discounts.size, shop.fake.working().length]).toEqual([["live", "live"], 2, 2]);
  });

  test("when it is switched on again", async () => {
    const shop = await t.open();
    await shop.mint();
    await endProgram(shop.world, { endedBy: "Olga" });
    await t.runDueJobs();
    await resumeProgram(shop.world, { resumedBy: "Olga" });
    endsDuring(shop, "activateDiscount");
    expect(await publishDiscount(shop.world, { discountId: await shareDiscount(shop) })).toEqual({ outcome: "ended" });
    await t.runDueJobs();
    expect([await states(shop.rows), shop.fake.working()]).toEqual([["ended", "ended"], []]);
  });

  test("when another offer is carried to it", async () => {
    const shop = await t.open();
    await shop.mint();
    await saveSettings(shop.world, { settings: { ...defaultSettings("GBP"), offerBp: 2_000 }, savedBy: "Olga" });
    endsDuring(shop, "changeOfferDiscount");
    expect(await publishDiscount(shop.world, { discountId: await shareDiscount(shop) })).toEqual({ outcome: "ended" });
    await t.runDueJobs();
    expect([await states(shop.rows), shop.fake.working()]).toEqual([["ended", "ended"], []]);
  });

  test.each(["unknown", "refused"] as const)("when the answer to that is %s", async (answer) => {
    const shop = await t.open();
    await shop.mint();
    await endProgram(shop.world, { endedBy: "Olga" });
    await t.runDueJobs();
    await resumeProgram(shop.world, { resumedBy: "Olga" });
    endsDuring(shop, "activateDiscount");
    const discountId = await shareDiscount(shop);
    if (answer === "unknown") {
      shop.fake.loseReply("activateDiscount");
      await expect(publishDiscount(shop.world, { discountId })).rejects.toBeInstanceOf(ShopProblem);
      // The queue's next attempt.
      expect(shop.fake.working()).toHaveLength(1);
    } else shop.fake.refuse("changeOfferDiscount", "refused");
    expect(await publishDiscount(shop.world, { discountId })).toEqual({ outcome: "ended" });
    await t.runDueJobs();
    expect([await states(shop.rows), shop.fake.working()]).toEqual([["ended", "ended"], []]);
  });

  test("when codes are added to it: they take nothing off until it goes on, and are not added again", async () => {
    const shop = await t.open();
    shop.fake.finishesAlone = false;
    await t.runDueJobs();
    const codes = () =>
      shop.rows<{ state: string; count: number }>(
        "SELECT state, count(*)::int AS count FROM click_code WHERE shop_id = $1 GROUP BY 1 ORDER BY 1",
      );
    expect(shop.fake.running).toBeDefined();
    shop.fake.finishesAlone = true;
    expect(await advanceMinting(shop.world, { why: "test" })).toMatchObject({ outcome: "running" });
    endsDuring(shop, "readCodeAddition");
    expect(await advanceMinting(shop.world, { why: "test" })).toMatchObject({ outcome: "minted" });
    await shop.mint();
    expect([await states(shop.rows), shop.fake.working(), shop.fake.additions.length]).toEqual([["ended", "ended"], [], 1]);
    expect(await codes()).toEqual([{ state: "ready", count: 250 }]);
    await resumeProgram(shop.world, { resumedBy: "Olga" });
    await shop.mint();
    expect([shop.fake.working().length, await codes()]).toEqual([2, [{ state: "ready", count: 300 }]]);
  });
});

test("one that goes on while we have no answer to its switching off is switched on again", async () => {
  const { world, fake, rows, mint } = await t.open();
  await mint();
  await endProgram(world, { endedBy: "Olga" });
  const [{ id: discountId }] = await rows<{ id: string }>("SELECT discount_id::text AS id FROM discount WHERE shop_id = $1 LIMIT 1");
  fake.meanwhile = async (call) => {
    if (call !== "deactivateDiscount") return;
    fake.meanwhile = null;
    await resumeProgram(world, { resumedBy: "Olga" });
    await mint();
  };
  fake.loseReply("deactivateDiscount");
  await expect(endDiscount(world, { discountId })).rejects.toBeInstanceOf(ShopProblem);
  expect(fake.working()).toHaveLength(1);
  expect(await endDiscount(world, { discountId })).toEqual({ outcome: "nothing to do" });
  await mint();
  expect([await states(rows), fake.working().length]).toEqual([["live", "live"], 2]);
});

test("ended and going on at the very moment one of them is written down, the later word holds", async () => {
  const { world, fake, rows, mint } = await t.open();
  await mint();
  await endProgram(world, { endedBy: "Olga" });
  const [{ id: discountId }] = await rows<{ id: string }>("SELECT discount_id::text AS id FROM discount WHERE shop_id = $1 LIMIT 1");
  let commit = (): void => undefined;
  const wait = new Promise<void>((resolve) => (commit = resolve));
  const going: Promise<unknown>[] = [];
  fake.meanwhile = async (call) => {
    if (call !== "deactivateDiscount") return;
    fake.meanwhile = null;
    await new Promise<void>((resumed) => {
      going.push(
        world.transaction(async () => {
          await resumeProgram(world, { resumedBy: "Olga" });
          resumed();
          await wait;
        }),
      );
    });
  };
  const ending = endDiscount(world, { discountId });
  const waiting = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect.poll(async () => (await t.sql(waiting)).length).toBe(1);
  commit();
  await Promise.all(going);
  expect(await ending).toEqual({ outcome: "nothing to do" });
  await mint();
  expect([await states(rows), fake.working().length]).toEqual([["live", "live"], 2]);
});
