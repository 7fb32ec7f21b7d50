/** FAULTS 84: what this database may have forgotten. A restore or a failover is noticed however quick it was; quiet work makes no holes. */
import { beforeEach, expect, test } from "vitest";
import { readLostTimes } from "~/domain/shop/read-lost-times.server";
import { AWAKE_EVERY_MS, noteAwake, type Noted } from "~/jobs/note-awake.server";
import { testWorld } from "../support/world";

const t = await testWorld();
const { world, clock } = t;
beforeEach(() => t.sql("DELETE FROM awake"));

/** A worker that writes twice a minute, for so many notes. */
async function works(notes: number, last: Noted | null = null): Promise<Noted> {
  for (let n = 0; n < notes; n++) {
    last = await noteAwake(last);
    await clock.advance(AWAKE_EVERY_MS);
  }
  return last!;
}
const holes = async () => (await readLostTimes(world)).map(({ from, until }) => until.getTime() - from.getTime());

test("two workers write into one stretch, and only the start of the second leaves a hole", async () => {
  const [one, other] = [await works(3), await noteAwake(null)];
  await works(2, await noteAwake(one));
  await works(2, await noteAwake(other));
  expect(await t.sql("SELECT count(*)::int AS stretches FROM awake")).toEqual([{ stretches: 2 }]);
  expect(await holes()).toEqual([AWAKE_EVERY_MS]);
});

test("no worker ever wrote: nothing is known to be lost", async () => {
  expect(await holes()).toEqual([]);
});

test("84 · a start leaves a hole of seconds, since a backup may have been put back before it", async () => {
  await works(2);
  await works(2);
  expect(await holes()).toEqual([AWAKE_EVERY_MS]);
});

test("84 · a backup put back under a worker that runs on is seen by the note that is gone", async () => {
  const first = await works(1);
  await t.sql("CREATE TABLE kept AS TABLE awake");
  const last = await works(3, first);
  await t.sql("TRUNCATE awake; INSERT INTO awake TABLE kept; DROP TABLE kept");
  await works(2, last);
  expect(await holes()).toEqual([4 * AWAKE_EVERY_MS]);
});

test("84 · another server that took over between two notes is seen, though the last note is there", async () => {
  const last = await works(2);
  await works(2, { ...last, serverSince: "2026-01-01 00:00:00+00" });
  expect(await holes()).toEqual([AWAKE_EVERY_MS]);
});

test("a worker that slept leaves its sleep, before and after it wakes", async () => {
  const last = await works(1);
  await clock.advance(600_000);
  expect(await holes()).toEqual([600_000 + AWAKE_EVERY_MS]);
  await noteAwake(last);
  expect(await holes()).toEqual([600_000 + AWAKE_EVERY_MS]);
});
