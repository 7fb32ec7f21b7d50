/** FAULTS 33: whatever a worker was doing when it died is done once in the end, or a person is asked. `npm run bench -- kills` does it twenty times. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { catalog } from "~/jobs/catalog.server";
import { openDatabase } from "../simulate/open-database";
import { KILL_POINTS } from "../simulate/storm";
import { runKills, type KillReport } from "./kill-matrix";
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

test("each job that a situation is about passed its points, and workers died at all four kinds of them", () => {
  expect(report.unpassed).toEqual([]);
  expect(new Set(report.deaths.map(({ point }) => point))).toEqual(new Set(KILL_POINTS));
});

test("every job is died in here, or it is said where else", () => {
  const here = new Set<string>(situations.flatMap(({ jobs }) => jobs));
  expect(Object.keys(catalog).filter((job) => !here.has(job))).toEqual(Object.keys(ELSEWHERE));
});
