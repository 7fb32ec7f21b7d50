import { describe, expect, test } from "vitest";
import { endProgram } from "~/domain/program/end-program.server";
import { moveLine } from "~/domain/mining/move-line.server";
import { createProgram } from "~/domain/program/create-program.server";
import { defaultSettings } from "~/domain/program/program";
import { readLiveProgram } from "~/domain/program/read-live-program.server";
import { readProgramVersion } from "~/domain/program/read-program-version.server";
import { saveSettings } from "~/domain/program/save-settings.server";
import { aShop } from "../../support/builders";
import { fakeShops } from "../../support/fake-shops";

const t = await fakeShops();
const settings = defaultSettings("GBP");

describe("a shop's programme", () => {
  test("installing twice, also at once, makes one programme with two discounts and their jobs", async () => {
    const { world, programId, rows } = await t.open();
    const again = await Promise.all(Array.from({ length: 5 }, () => createProgram(world, { currency: "GBP", savedBy: "again" })));
    expect(again).toEqual(Array.from({ length: 5 }, () => ({ outcome: "exists", programId })));
    expect(await rows("SELECT kind, state, offer_bp FROM discount WHERE shop_id = $1 ORDER BY kind")).toEqual([
      { kind: "click", state: "intended", offer_bp: 1_500 },
      { kind: "share", state: "intended", offer_bp: 1_500 },
    ]);
    expect(await rows("SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'discount.publish' AND data->>'shopId' = $1")).toEqual([
      { jobs: 2 },
    ]);
    expect(await readLiveProgram(world)).toEqual({ programId, name: "Regulars", currency: "GBP", version: 1, ...settings });
  });

  test("two first sign-ins at once make one programme", async () => {
    const world = t.worldOf("new-here.myshopify.com");
    await aShop(world);
    const made = await Promise.all(Array.from({ length: 4 }, () => createProgram(world, { currency: "GBP", savedBy: "at once" })));
    expect(made.map(({ outcome }) => outcome).sort()).toEqual(["created", "exists", "exists", "exists"]);
    expect(await t.sql("SELECT count(*)::int AS live FROM program WHERE shop_id = $1 AND state = 'live'", [world.shopId])).toEqual([
      { live: 1 },
    ]);
  });

  test("opening the app again does not begin anew what its owner has ended", async () => {
    const { world, programId } = await t.open();
    await endProgram(world, { endedBy: "Olga" });
    expect(await createProgram(world, { currency: "GBP", savedBy: "again" })).toEqual({ outcome: "exists", programId });
    expect(await readLiveProgram(world)).toBeNull();
  });
});

describe("saving settings", () => {
  test("a change is the next version and the one before stays as it was", async () => {
    const { world, programId } = await t.open();
    expect(await saveSettings(world, { settings: { ...settings, creditBp: 1_200 }, savedBy: "Olga" })).toEqual({
      outcome: "saved",
      version: 2,
    });
    expect((await readLiveProgram(world))?.creditBp).toBe(1_200);
    expect(await readProgramVersion(world, { programId, version: 1 })).toMatchObject({ version: 1, creditBp: 1_000 });
    expect(await readProgramVersion(world, { programId, version: 3 })).toBeNull();
  });

  test("nothing changed saves nothing, and a wrong choice saves nothing", async () => {
    const { world, rows } = await t.open();
    expect(await saveSettings(world, { settings, savedBy: "Olga" })).toEqual({ outcome: "unchanged" });
    expect(await saveSettings(world, { settings: { ...settings, offerBp: 20_000 }, savedBy: "Olga" })).toMatchObject({
      outcome: "refused",
      problems: { offerBp: expect.any(String) },
    });
    expect(await rows("SELECT max(version) AS version FROM program_version WHERE shop_id = $1")).toEqual([{ version: 1 }]);
  });

  test("two owners saving at once get two versions, one after the other", async () => {
    const { world } = await t.open();
    const saved = await Promise.all(
      [1_100, 1_200, 1_300].map((creditBp) => saveSettings(world, { settings: { ...settings, creditBp }, savedBy: "Olga" })),
    );
    expect(saved.map((one) => one.outcome === "saved" && one.version).sort()).toEqual([2, 3, 4]);
  });

  test("two owners who changed different things of one version, at once, both have theirs", async () => {
    const { world } = await t.open();
    const saved = await Promise.all([
      saveSettings(world, { settings: { ...settings, creditBp: 1_200 }, basedOn: 1, savedBy: "Olga" }),
      saveSettings(world, { settings: { ...settings, channels: ["point of sale"] }, basedOn: 1, savedBy: "Otto" }),
      moveLine(world, { powerBuyerBp: 700, movedBy: "Oda" }),
    ]);
    expect(saved.map(({ outcome }) => outcome)).toEqual(["saved", "saved", "kept for the next list"]);
    expect(await readLiveProgram(world)).toMatchObject({ version: 4, creditBp: 1_200, channels: ["point of sale"], powerBuyerBp: 700 });
  });

  test("of two who changed the same thing at once the later is told, and has saved nothing", async () => {
    const { world } = await t.open();
    const save = (creditBp: number, offerBp: number) =>
      saveSettings(world, { settings: { ...settings, creditBp, offerBp }, basedOn: 1, savedBy: "Olga" });
    const both = await Promise.all([save(1_100, 1_600), save(1_200, 1_600)]);
    const told = both.find(({ outcome }) => outcome === "changed meanwhile");
    const live = (await readLiveProgram(world))!;
    expect(told).toEqual({ outcome: "changed meanwhile", fields: ["creditBp"], newest: live });
    expect(both).toContainEqual({ outcome: "saved", version: 2 });
    expect(live).toMatchObject({ version: 2, offerBp: 1_600 });
  });

  test("what two changed is judged together", async () => {
    const { world } = await t.open();
    await saveSettings(world, { settings: { ...settings, offerBp: 8_000 }, basedOn: 1, savedBy: "Olga" });
    expect(await saveSettings(world, { settings: { ...settings, creditBp: 2_000 }, basedOn: 1, savedBy: "Otto" })).toMatchObject({
      outcome: "refused",
      problems: { creditBp: expect.stringContaining("nearly the whole sale") },
    });
  });

  test("what is left out stays; where no programme is live, nothing is saved", async () => {
    const { world } = await t.open();
    await saveSettings(world, { settings: { creditBp: 1_200 }, savedBy: "Olga" });
    await saveSettings(world, { settings: { offerBp: 1_600 }, savedBy: "Olga" });
    expect(await readLiveProgram(world)).toMatchObject({ creditBp: 1_200, offerBp: 1_600 });
    await endProgram(world, { endedBy: "Olga" });
    expect(await saveSettings(world, { settings: { creditBp: 1_300 }, savedBy: "Otto" })).toEqual({ outcome: "no programme" });
  });

  test("a changed offer reaches both discounts in Shopify", async () => {
    const { world, fake } = await t.open();
    await t.runDueJobs();
    expect([...fake.discounts.values()].map(({ offerBp, usageLimit }) => [offerBp, usageLimit])).toEqual(
      expect.arrayContaining([
        [1_500, 1],
        [1_500, null],
      ]),
    );
    await saveSettings(world, { settings: { ...settings, offerBp: 2_000 }, savedBy: "Olga" });
    await t.runDueJobs();
    expect(fake.discounts.size).toBe(2);
    for (const discount of fake.discounts.values()) {
      expect(discount.offerBp).toBe(2_000);
      expect(discount.title).toContain("20 %");
    }
  });

  test("a moved line for power buyers asks for a new mining", async () => {
    const { world, rows } = await t.open();
    await saveSettings(world, { settings: { ...settings, powerBuyerBp: 500 }, savedBy: "Olga" });
    expect(await rows("SELECT count(*)::int AS jobs FROM pgboss.job WHERE name = 'mining.mine' AND data->>'shopId' = $1")).toEqual([
      { jobs: 1 },
    ]);
  });
});
