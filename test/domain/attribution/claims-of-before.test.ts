/** Decisions made before claims were kept: the migration reads whose each claim is from their facts, and why it lost where the decision says so. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { decideOrder } from "~/domain/attribution/decide-order.server";
import { aClick, aProgram, aShop, anAmbassador, anOrder } from "../../support/builders";
import { DAY_MS, testWorld } from "../../support/world";

const t = await testWorld();
const { world } = t;
const migration = readFileSync(path.resolve(import.meta.dirname, "../../../prisma/migrations/0037_claims/migration.sql"), "utf8");

test("a claim read from a decision's facts is the one that is kept with it today; only why an earlier one lost may be unknown", async () => {
  await aShop(world);
  const program = await aProgram(world);
  const maxine = await anAmbassador(world, program, { email: "max.ine@gmail.com" });
  const tom = await anAmbassador(world, program, { name: "Tom" });
  const ben = await anAmbassador(world, program, { name: "Ben", leftAt: new Date(t.clock.now().getTime() - 5 * DAY_MS) });
  const click = await aClick(world, { programId: program.programId, ambassadorId: tom.ambassadorId });
  for (const order of [
    { codes: [ben.code, "SUMMER10", maxine.code, tom.code], clickId: click.clickId },
    { codes: [ben.code] },
    { codes: [click.code, maxine.code] },
    { codes: ["SUMMER10"] },
    { clickId: click.clickId },
    { codes: [maxine.code, tom.code], email: "maxine@gmail.com" },
    { codes: [maxine.code, tom.code], test: true },
    { codes: [ben.code, tom.code], buyerId: tom.buyerId },
  ]) {
    const { orderId } = await anOrder(world, order);
    await decideOrder(world, { orderId });
  }
  type Row = { reason: string | null };
  const [read] = /WITH named AS[\s\S]*?FROM beside/.exec(migration)!;
  const made = await t.sql<Row>(`SELECT * FROM (${read}) AS made ORDER BY decision_id, place`);
  const kept = await t.sql<Row>("SELECT * FROM claim ORDER BY decision_id, place");
  expect(kept).toHaveLength(14);
  expect(made).toEqual(kept.map((claim, index) => ({ ...claim, reason: made[index].reason === null ? null : claim.reason })));
  expect(made.filter(({ reason }) => reason === null)).toHaveLength(2);
});
