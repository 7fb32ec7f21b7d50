/** A shop that leaves and comes back, and jobs that used up their attempts: what waits is never left without anybody who does it. */
import { describe, expect, test } from "vitest";
import { writeLetter } from "~/domain/delivery/write-letter.server";
import { pressInvite } from "~/domain/invitation/press-invite.server";
import { uninstallShop } from "~/domain/shop/uninstall-shop.server";
import { resumeImport } from "~/ingest/history/resume-import.server";
import { startImport } from "~/ingest/history/start-import.server";
import { stopImport } from "~/ingest/history/stop-import.server";
import { resumeWaiting, type Resumed } from "~/ingest/resume-waiting.server";
import { sendScheduledJobs } from "~/jobs/schedule.server";
import type { World } from "~/ports/world";
import { fakeShops } from "../support/fake-shops";
import { openWithMaxine } from "../support/open-with-maxine";
import { minedPeople } from "../support/people";
import { DAY_MS, START } from "../support/world";

const t = await fakeShops();
const NOTHING: Resumed = { imports: 0, discounts: 0, invitations: 0, reminders: 0, letters: 0 };
const resume = (world: World) => resumeWaiting(world, { why: "test" });
const subjects = () => t.outbox.mails.map(({ subject }) => subject);

/** The shop is away for so long, and everything that falls due meanwhile is gone. */
async function away(world: World, ms: number): Promise<void> {
  await uninstallShop(world, { at: t.clock.now() });
  await t.runDueJobs();
  await t.clock.advance(ms);
  await t.runDueJobs();
  await t.sql("UPDATE shop SET state = 'installed', uninstalled_at = NULL WHERE shop_id = $1", [world.shopId]);
}

async function pressed() {
  await t.clock.set(START);
  const shop = await t.open();
  t.outbox.mails.length = 0;
  await minedPeople(shop.world, [{}], { fake: shop.fake });
  await pressInvite(shop.world, { whom: "all", pressedBy: "Olga" });
  const invitation = async () =>
    (await shop.rows<{ state: string; reason: string | null }>("SELECT state, reason FROM invitation WHERE shop_id = $1"))[0];
  return { ...shop, invitation };
}

describe("an invitation that was pressed before the shop left", () => {
  test("goes out once the shop is back, once", async () => {
    const { world, invitation } = await pressed();
    await away(world, 2 * DAY_MS);
    expect(await invitation()).toMatchObject({ state: "waiting" });
    expect(await resume(world)).toMatchObject({ invitations: 1 });
    expect(await resume(world)).toMatchObject({ invitations: 0 });
    await t.runDueJobs();
    expect(await invitation()).toMatchObject({ state: "sent" });
    expect(t.outbox.mails).toHaveLength(1);
  });

  test("is not sent any more after two weeks, and says so", async () => {
    const { world, invitation } = await pressed();
    await away(world, 15 * DAY_MS);
    await resume(world);
    await t.runDueJobs();
    expect(await invitation()).toEqual({ state: "not sent", reason: "came too late" });
    expect(t.outbox.mails).toEqual([]);
  });

  test("is still reminded of, when its reminder fell due meanwhile and its button works", async () => {
    const { world } = await pressed();
    await t.runDueJobs();
    await away(world, 7 * DAY_MS);
    expect(await resume(world)).toMatchObject({ reminders: 1 });
    await t.runDueJobs();
    expect(subjects().at(-1)).toMatch(/still free$/);
    expect(await resume(world)).toEqual(NOTHING);
  });

  test("that a worker had begun to send when the shop left is the owner's to settle", async () => {
    const { world, invitation, shopId } = await pressed();
    await t.sql("UPDATE invitation SET state = 'sending' WHERE shop_id = $1", [shopId]);
    await away(world, DAY_MS);
    await resume(world);
    await t.runDueJobs();
    expect(await invitation()).toMatchObject({ state: "needs review" });
  });
});

describe("a letter whose job is gone", () => {
  test("goes out when the shop is back, worded as things stand then", async () => {
    const { world, write, letters } = await openWithMaxine(t);
    await write();
    await away(world, DAY_MS);
    expect(await resume(world)).toMatchObject({ letters: 1 });
    await t.runDueJobs();
    expect(await letters()).toMatchObject([{ kind: "welcome", state: "sent" }]);
  });

  test("that was to be written when the shop left is written when it is back, if that is not too long after", async () => {
    for (const [days, kinds] of [
      [10, ["welcome"]],
      [20, []],
    ] as const) {
      const { world, maxine, letters } = await openWithMaxine(t);
      const letter = { kind: "welcome" as const, cause: maxine.ambassadorId, buyerId: maxine.buyerId };
      await world.transaction(({ queue }) => queue.add("letter.write", letter));
      await uninstallShop(world, { at: t.clock.now() });
      for (let day = 0; day < days; day++) {
        await t.runDueJobs();
        await t.clock.advance(DAY_MS);
      }
      await t.runDueJobs();
      await t.sql("UPDATE shop SET state = 'installed', uninstalled_at = NULL WHERE shop_id = $1", [world.shopId]);
      await t.clock.advance(3_700_000);
      await t.runDueJobs();
      expect((await letters()).map(({ kind }) => kind)).toEqual(kinds);
    }
  });

  test("that used up its attempts is tried anew, and neither holds up the next of its kind for good nor those under the weekly limit", async () => {
    const { world, shopId, maxine, write, letters, set } = await openWithMaxine(t);
    await set({ mostPerWeek: 1 });
    const { ambassadorId, buyerId } = maxine;
    for (const day of ["2026-09-01", "2026-09-02"])
      await t.sql(
        `INSERT INTO letter (shop_id, letter_id, buyer_id, kind, cause, state, created_at, due_at)
         VALUES ($1, gen_random_uuid(), $2, 'reward earned', $3, 'waiting', $4, $4)`,
        [shopId, buyerId, `${ambassadorId} ${day}`, new Date(`${day}T09:00:00Z`)],
      );
    const again = { kind: "reward earned" as const, cause: `${ambassadorId} 2026-11-02`, buyerId };
    expect(await writeLetter(world, again)).toMatchObject({ outcome: "written" });
    expect(await writeLetter(world, { ...again, cause: `${ambassadorId} 2026-11-03` })).toEqual({ outcome: "one waits already" });
    await t.sql("DELETE FROM letter WHERE shop_id = $1 AND cause = $2", [shopId, again.cause]);
    await write({ kind: "progress", about: { month: "2026-10" } });
    await t.runDueJobs();
    expect(subjects()).toEqual([expect.stringMatching(/^Your October/)]);
    expect(await resume(world)).toMatchObject({ letters: 2 });
    await t.runDueJobs();
    expect((await letters()).filter(({ kind }) => kind === "reward earned")).toEqual(
      Array(2).fill({ kind: "reward earned", state: "not sent", reason: "came too late" }),
    );
  });

  test("one that has a job is left to that: put off, at work or to be tried again", async () => {
    const { world, write, set } = await openWithMaxine(t, { countryCode: "US", province: "California" });
    await write();
    await t.runDueJobs();
    await t.clock.advance(6 * 3_600_000 + 45 * 60_000);
    expect(await resume(world)).toEqual(NOTHING);
    await set({});
    await t.clock.advance(3_600_000);
    t.outbox.answerNext.push({ outcome: "try later", reason: "451 busy" });
    await t.runDueJobs({ failuresExpected: true });
    await t.clock.advance(3_600_000);
    expect(await resume(world)).toEqual(NOTHING);
  });
});

describe("a discount that was never made", () => {
  test("is made once the shop is back, and codes can be handed out", async () => {
    await t.clock.set(START);
    const { world, rows } = await t.open();
    await away(world, DAY_MS);
    expect(await resume(world)).toMatchObject({ discounts: 2 });
    expect(await resume(world)).toMatchObject({ discounts: 0 });
    await t.runDueJobs();
    expect(await rows("SELECT DISTINCT state FROM discount WHERE shop_id = $1")).toEqual([{ state: "live" }]);
  });

  test("is not, when its programme has ended", async () => {
    const { world, shopId } = await t.open();
    await away(world, DAY_MS);
    await t.sql("UPDATE program SET state = 'ended', ended_at = now() WHERE shop_id = $1", [shopId]);
    expect(await resume(world)).toMatchObject({ discounts: 0 });
  });
});

describe("a reading of the history whose job is gone", () => {
  async function reading() {
    await t.clock.set(START);
    const shop = await t.open();
    await t.sql("UPDATE discount SET state = 'live' WHERE shop_id = $1", [shop.shopId]);
    await t.sql("DELETE FROM pgboss.job");
    const started = await startImport(shop.world, { kinds: ["orders"] });
    if (started.outcome !== "started") throw new Error(started.outcome);
    const queued = async () =>
      (await shop.rows("SELECT 1 FROM pgboss.job WHERE name = 'import.advance' AND state = 'created' AND data->>'shopId' = $1")).length;
    return { ...shop, queued };
  }

  test("goes on once it has stood still for ten minutes", async () => {
    const { world, queued } = await reading();
    await away(world, DAY_MS);
    expect(await queued()).toBe(0);
    expect(await resume(world)).toMatchObject({ imports: 1 });
    expect(await queued()).toBe(1);
  });

  test("goes on at the owner's press, and hears that it is to stop", async () => {
    for (const press of [(world: World) => startImport(world, { kinds: ["orders"] }), stopImport]) {
      const { world, queued } = await reading();
      await away(world, 60_000);
      expect(await press(world)).toMatchObject({ outcome: press === stopImport ? "stopping" : "already under way" });
      expect(await queued()).toBe(1);
    }
  });

  test("stopped, it stays so until its owner lets it go on", async () => {
    const { world, shopId, queued } = await reading();
    await t.sql("DELETE FROM pgboss.job");
    await t.sql("UPDATE import SET state = 'stopped' WHERE shop_id = $1 AND kind = 'orders' AND state = 'requested'", [shopId]);
    await t.clock.advance(DAY_MS);
    expect(await resume(world)).toMatchObject({ imports: 0 });
    await resumeImport(world);
    expect(await queued()).toBe(1);
  });
});

test("every hour asks for what waits", async () => {
  const { rows } = await t.open();
  await sendScheduledJobs();
  expect(await rows("SELECT 1 FROM pgboss.job WHERE name = 'waiting.resume' AND data->>'shopId' = $1")).toHaveLength(1);
});
