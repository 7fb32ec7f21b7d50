/** Peak memory of everything the demo started: resident sizes of its Node processes summed, looked at twice a second. */
import { readFileSync } from "node:fs";

export type MemoryWatch = { peakMb(): number; stop(): void };

/** On systems without /proc only this process is counted. */
export function watchMemory(pids: () => number[]): MemoryWatch {
  let peak = 0;
  const look = () => {
    const bytes = pids().reduce((sum, pid) => sum + residentBytes(pid), process.memoryUsage.rss());
    peak = Math.max(peak, bytes);
  };
  const timer = setInterval(look, 500);
  timer.unref();
  look();
  return { peakMb: () => Math.round(peak / 1_048_576), stop: () => clearInterval(timer) };
}

function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch (error) {
    // No /proc here, or the process has just ended: it holds nothing we could count.
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || (error as NodeJS.ErrnoException).code === "ESRCH") return 0;
    throw error;
  }
}
