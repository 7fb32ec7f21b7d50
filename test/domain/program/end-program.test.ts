/** Ending a programme and letting it go on: what stops, what stays, and what Shopify is told. */
import { expect, test } from "vitest";
import { endDiscount } from "~/domain/code/end-discount.server";
import { endProgram } from "~/domain/program/end-program.server";
import { readEndedProgram } from "~/domain/program/read-ended-program.server";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { resumeProgram } from "~/domain/program/resume-program.server";
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
