/**
 * `npm run bench -- kills`: FAULTS' second figure. The whole matrix of deaths (test/kills/kill-matrix.ts) twenty times over, and how
 * long the work took that made each good.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { textTable } from "~/mine/text-table";
import type { KillReport } from "../kills/kill-matrix.ts";
import { spreadOf, told, type Spread } from "./statistics.ts";

export const PARTS = ["deaths"] as const;
const root = path.resolve(import.meta.dirname, "../..");
const WITHIN_MS = 6 * 60 * 60_000;

export type KillsBench = {
  times: number;
  deaths: number;
  steps: { job: string; point: string; deaths: number; recoverySeconds: Spread }[];
  problems: string[];
};

export async function benchKills({ quick, say }: { quick: boolean; say: (line: string) => void }): Promise<KillsBench> {
  const times = quick ? 1 : 20;
  const child = fork(path.join(root, "test/kills/kill-process.ts"), [String(times), quick ? "1" : "3"], {
    cwd: root,
    execArgv: ["--disable-warning=ExperimentalWarning", "--import", path.join(root, "test/support/app-imports.mjs")],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    timeout: WITHIN_MS,
  });
  const pieces: Buffer[] = [];
  child.stdout!.on("data", (piece: Buffer) => pieces.push(piece));
  child.stderr!.on("data", (piece: Buffer) => say(piece.toString().trimEnd()));
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the matrix broke off with ${code ?? "a signal"}`);
  const { deaths, unpassed, problems } = JSON.parse(Buffer.concat(pieces).toString()) as KillReport;
  const steps = new Map<string, KillReport["deaths"]>();
  for (const death of deaths) {
    const key = `${death.job} ${death.point}`;
    steps.set(key, [...(steps.get(key) ?? []), death]);
  }
  return {
    times,
    deaths: deaths.length,
    steps: [...steps.values()].map((of) => ({
      job: of[0].job,
      point: of[0].point,
      deaths: of.length,
      recoverySeconds: spreadOf(of.map(({ recoverySeconds }) => recoverySeconds)),
    })),
    problems: [...problems, ...unpassed.map((one) => `${one} passed no point`)],
  };
}

export const tables = ({ times, deaths, steps, problems }: KillsBench): string =>
  [
    `A worker killed at every named step, ${times} times over`,
    ...textTable(
      ["job", "killed", "times", "work that made it good, s"],
      steps.map(({ job, point, deaths: of, recoverySeconds }) => [job, point, String(of), told(recoverySeconds)]),
    ),
    `${deaths} deaths: ${problems.length === 0 ? "nothing done twice, nothing undone" : problems.join("; ")}.`,
  ].join("\n");
