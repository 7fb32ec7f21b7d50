/** FAULTS 33: whatever a worker was doing when it died is done once in the end, or a person is asked. `npm run bench -- kills` does it twenty times. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalog } from "~/jobs/catalog.server";
import { openDatabase } from "../simulate/open-database";
import { KILL_POINTS } from "../simulate/storm";
import { shopIdOf } from "../simulate/open-shop";
import { runKills, SEED, type KillReport } from "./kill-matrix";
import { ELSEWHERE, situations } from "./situations";

const database = await openDatabase();
afterAll(() => database.close());
let report: KillReport;
beforeAll(async () => {
  report = await runKills(database, { turn: 1 });
}, 900_000);

test("33 · a worker killed at any named point leaves nothing done twice and nothing undone", () => {
  expect(report.problems).toEqual([]);
});

test("a matrix in which nobody comes after the death tells of everything that was left undone", { timeout: 300_000 }, async () => {
  const told = [
    "a friend's order is paid",
    "a reward is taken: store credit",
    "the owner ends the programme",
    "somebody is invited",
    "return windows end",
  ];
  for (const name of told) {
    // It is the same shop's life again, from its beginning.
    await database.sql("SELECT erase_shop($1, now())", [shopIdOf(SEED, "calm")]);
    const { problems, deaths } = await runKills(database, { turn: 1, only: (one) => one.name === name, nobodyRecovers: true });
    expect(deaths.length, name).toBeGreaterThan(0);
    expect(problems.length, `${name}: ${problems.join("\n")}`).toBeGreaterThanOrEqual(deaths.length);
  }
});

test("each job that a situation is about passed its points, and workers died at all four kinds of them", () => {
  expect(report.unpassed).toEqual([]);
  expect(new Set(report.deaths.map(({ point }) => point))).toEqual(new Set(KILL_POINTS));
});

test("every job is died in here, or it is said where else", () => {
  const here = new Set<string>(situations.flatMap(({ jobs }) => jobs));
  expect(Object.keys(catalog).filter((job) => !here.has(job))).toEqual(Object.keys(ELSEWHERE));
});
