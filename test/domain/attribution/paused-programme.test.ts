/** A programme that is paused and goes on again: each order is decided by how things stood when it was placed. */
import { expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { endProgram } from "~/domain/program/end-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
import { aProgram, aShop, anAmbassador, anOrder } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;

test("an order is decided by whether the programme ran when it was placed, however late it is heard of or decided anew", async () => {
  await aShop(world);
  const maxine = await anAmbassador(world, await aProgram(world));
  const now = () => t.clock.now();
  const heardOfLater: (() => Promise<{ orderId: string }>)[] = [];
  const bought = () => {
    const placedAt = now();
    heardOfLater.push(() => anOrder(world, { codes: [maxine.code], placedAt }));
  };
  bought();
  await t.clock.advance(DAY_MS);
  await endProgram(world, { endedBy: "Olga" });
  bought();
  await t.clock.advance(DAY_MS);
  bought();
  const inThePause = await anOrder(world, { codes: [maxine.code], placedAt: now() });
  expect(await decideOrder(world, inThePause)).toMatchObject({ outcome: "ignored", reason: "program-ended" });
  const [before] = await Promise.all(heardOfLater.splice(0, 1).map((hear) => hear()));
  expect(await decideOrder(world, before)).toMatchObject({ outcome: "attributed" });
  await t.clock.advance(DAY_MS);
  await resumeProgram(world, { resumedBy: "Olga" });
  bought();
  const outcomes = [];
  for (const hear of heardOfLater) outcomes.push((await decideOrder(world, await hear())).reason);
  expect(outcomes).toEqual(["program-ended", "program-ended", "code"]);
  for (const order of [inThePause, before]) expect(await decideOrder(world, order)).toMatchObject({ changed: false });
  expect(await t.sql("SELECT state, turned_by FROM program_turn WHERE sequence > 1 ORDER BY sequence")).toEqual([
    { state: "ended", turned_by: "Olga" },
    { state: "live", turned_by: "Olga" },
  ]);
});
