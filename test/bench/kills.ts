/**
 * `npm run bench -- kills`: FAULTS' second figure. The whole matrix of deaths (test/kills/kill-matrix.ts) twenty times over, each time
 * in a shop of its own, and how long the work took that made each good.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import path from "node:path";
import { textTable } from "~/mine/text-table";
import type { KillReport } from "../kills/kill-matrix.ts";
import { spreadOf, told, type Spread } from "./statistics.ts";

export const PARTS = ["deaths"] as const;
const root = path.resolve(import.meta.dirname, "../..");
const TURN_WITHIN_MS = 60 * 60_000;
/** FAULTS: a death is made good within a minute of work. */
const MAY_TAKE_S = 60;

export type KillsBench = {
  times: number;
  deaths: number;
  steps: { job: string; point: string; deaths: number; recoverySeconds: Spread }[];
  problems: string[];
};

export async function benchKills({ quick, say }: { quick: boolean; say: (line: string) => void }): Promise<KillsBench> {
  const times = quick ? 1 : 20;
  const turns = Array.from({ length: times }, (_, at) => at + 1);
  const reports: KillReport[] = [];
  const hand = async (): Promise<void> => {
    for (let turn = turns.shift(); turn !== undefined; turn = turns.shift()) {
      const report = await oneTurn(turn, say);
      reports.push(report);
      say(`turn ${turn}: ${report.deaths.length} deaths, ${report.problems.length} problems`);
    }
  };
  await Promise.all(Array.from({ length: Math.min(times, availableParallelism()) }, hand));
  const steps = new Map<string, KillReport["deaths"]>();
  for (const death of reports.flatMap(({ deaths }) => deaths)) {
    const key = `${death.job} ${death.point}`;
    steps.set(key, [...(steps.get(key) ?? []), death]);
  }
  return {
    times,
    deaths: reports.reduce((sum, { deaths }) => sum + deaths.length, 0),
    steps: [...steps.values()].map((of) => ({
      job: of[0].job,
      point: of[0].point,
      deaths: of.length,
      recoverySeconds: spreadOf(of.map(({ recoverySeconds }) => recoverySeconds)),
    })),
    problems: reports.flatMap(({ deaths, problems, unpassed }) => [
      ...problems,
      ...unpassed.map((one) => `${one} passed no point`),
      ...deaths.flatMap(({ situation, job, point, recoverySeconds }) =>
        recoverySeconds > MAY_TAKE_S
          ? [`${situation}, killed ${point} in ${job}: made good in ${recoverySeconds.toFixed(0)} s of work`]
          : [],
      ),
    ]),
  };
}

/** A turn that breaks off is a problem of the run, not the end of it. */
async function oneTurn(turn: number, say: (line: string) => void): Promise<KillReport> {
  const child = fork(path.join(root, "test/kills/kill-process.ts"), [String(turn)], {
    cwd: root,
    execArgv: ["--disable-warning=ExperimentalWarning", "--import", path.join(root, "test/support/app-imports.mjs")],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    timeout: TURN_WITHIN_MS,
  });
  const pieces: Buffer[] = [];
  child.stdout!.on("data", (piece: Buffer) => pieces.push(piece));
  child.stderr!.on("data", (piece: Buffer) => say(`${turn} · ${piece.toString().trimEnd()}`));
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  if (code !== 0) return { deaths: [], unpassed: [], problems: [`turn ${turn} broke off with ${code ?? signal}`] };
  return JSON.parse(Buffer.concat(pieces).toString()) as KillReport;
}

export const tables = ({ times, deaths, steps, problems }: KillsBench): string =>
  [
    `A worker killed at every named step, ${times} times over, each time in a shop of its own`,
    ...textTable(
      ["job", "killed", "times", "work that made it good, s"],
      steps.map(({ job, point, deaths: of, recoverySeconds }) => [job, point, String(of), told(recoverySeconds)]),
    ),
    `${deaths} deaths: ${problems.length === 0 ? "nothing done twice, nothing undone" : problems.join("; ")}.`,
  ].join("\n");
