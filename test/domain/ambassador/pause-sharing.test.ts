/** A pause closes the page and takes nothing back; whoever leaves or is erased pauses no more. */
import { beforeAll, expect, test } from "vitest";
import { leaveProgram } from "~/domain/ambassador/leave-program.server";
import { pauseSharing } from "~/domain/ambassador/pause-sharing.server";
import { resumeSharing } from "~/domain/ambassador/resume-sharing.server";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { recordClick } from "~/domain/click/record-click.server";
import { readLandingPage } from "~/domain/page/read-landing-page.server";
import { readRewardsPage } from "~/domain/page/read-rewards-page.server";
import { aClick, anAmbassador, anOrder, aProgram, aShop, type BuiltProgram } from "../../support/builders";
import { testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
let program: BuiltProgram;

beforeAll(async () => {
  await aShop(world);
  program = await aProgram(world);
});
const verdictOn = async (order: Parameters<typeof anOrder>[1]) => {
  const { orderId } = await anOrder(world, order);
  await decideOrder(world, { orderId });
  return (await t.sql<{ reason: string }>("SELECT outcome, reason FROM decision WHERE order_id = $1", [orderId]))[0].reason;
};

test("while it lasts the page says so and gives nothing out, and what was given out before works and counts", async () => {
  const { buyerId, slug, code, ambassadorId } = await anAmbassador(world, program);
  const click = await aClick(world, { ...program, ambassadorId });
  expect(await pauseSharing(world, { buyerId })).toEqual({ outcome: "paused" });
  expect(await readLandingPage(world, { slug })).toEqual({ outcome: "paused", name: "Maxine", shopName: "Small & Sons" });
  expect(await recordClick(world, { slug })).toEqual({ outcome: "unknown" });
  expect(await t.sql("SELECT state FROM share_code WHERE code = $1", [code])).toEqual([{ state: "live" }]);
  expect([
    await verdictOn({ codes: [code] }),
    await verdictOn({ codes: [click.code] }),
    await verdictOn({ clickId: click.clickId }),
  ]).toEqual(["code", "click-code", "click"]);
  expect(await readRewardsPage(world, { buyerId })).toMatchObject({ state: "active", pausedSince: "2 November" });

  expect(await resumeSharing(world, { buyerId })).toEqual({ outcome: "resumed" });
  expect(await readLandingPage(world, { slug })).toMatchObject({ outcome: "open" });
  expect(await recordClick(world, { slug })).toMatchObject({ outcome: "recorded", code });
  expect(await readRewardsPage(world, { buyerId })).toMatchObject({ pausedSince: null });
});

test("a second press changes nothing, two at once are one, and each is remembered once", async () => {
  const { buyerId } = await anAmbassador(world, program);
  const outcomes = await Promise.all([pauseSharing(world, { buyerId }), pauseSharing(world, { buyerId })]);
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(["already paused", "paused"]);
  expect([await resumeSharing(world, { buyerId }), await resumeSharing(world, { buyerId })]).toEqual([
    { outcome: "resumed" },
    { outcome: "not paused" },
  ]);
  expect(await t.sql("SELECT kind FROM contact WHERE buyer_id = $1 ORDER BY kind", [buyerId])).toEqual([
    { kind: "paused" },
    { kind: "resumed" },
  ]);
});

test("leaving ends it, and who has left or never came cannot pause", async () => {
  const { buyerId, slug } = await anAmbassador(world, program);
  await pauseSharing(world, { buyerId });
  expect(await leaveProgram(world, { buyerId })).toEqual({ outcome: "left" });
  expect(await readLandingPage(world, { slug })).toEqual({ outcome: "closed", shopName: "Small & Sons" });
  for (const who of [buyerId, "404404"])
    for (const press of [pauseSharing, resumeSharing]) expect(await press(world, { buyerId: who })).toEqual({ outcome: "no ambassador" });
});
