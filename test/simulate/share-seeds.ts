/** Hands a run's seeds out to processes, one at a time, so that a long life holds up nobody but itself. */
import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";
import { addReport, emptyReport, type Report } from "./report.ts";
import type { Answer, Task } from "./seed-worker.ts";

type Run = { from: number; to: number; events: number; storms: number; processes: number; onSeed: (report: Report) => void };

/**
 * Lives make much that is forgotten at once: more room for the young, fewer collections. And every await of theirs knows which attempt
 * it belongs to, which costs a tenth of a life unless the engine carries it itself (as Node does by default from 24 on).
 */
const FLAGS = ["--max-semi-space-size=64", "--experimental-async-context-frame"];

export async function shareSeeds({ from, to, events, storms, processes, onSeed }: Run): Promise<Report> {
  const startedAt = performance.now();
  let next = from;
  let all = emptyReport();
  const take = (): Task => (next <= to ? { seed: next++, events, storms } : "no more");
  const heard = (report: Report): void => {
    all = addReport(all, report);
    onSeed(report);
  };
  const workers = Array.from({ length: Math.min(processes, to - from + 1) }, startWorker);
  try {
    await Promise.all(workers.map((worker) => work(worker, take, heard)));
  } finally {
    for (const worker of workers) if (worker.exitCode === null) worker.kill();
  }
  return { ...all, seconds: Math.round((performance.now() - startedAt) / 100) / 10 };
}

const startWorker = (): ChildProcess =>
  fork(path.join(import.meta.dirname, "seed-worker.ts"), [], { execArgv: [...process.execArgv, ...FLAGS], serialization: "advanced" });

/** Resolves when the worker has ended well. */
function work(worker: ChildProcess, take: () => Task, heard: (report: Report) => void): Promise<void> {
  let at: Task = "no more";
  return new Promise((resolve, reject) => {
    worker.on("message", (message: "ready" | Answer) => {
      if (message !== "ready") heard(message.report);
      worker.send((at = take()));
    });
    worker.once("error", reject);
    worker.once("exit", (code, signal) =>
      code === 0 && at === "no more"
        ? resolve()
        : reject(
            new Error(
              `a process of the simulation ended (${code ?? signal}) at ${at === "no more" ? "its start or end" : `seed ${at.seed}`}`,
            ),
          ),
    );
  });
}
