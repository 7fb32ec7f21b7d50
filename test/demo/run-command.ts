/** Runs one command to its end, quietly; what it printed is shown only when it failed. */
import { spawn } from "node:child_process";

export class CommandFailed extends Error {}

const LONGEST_MS = 10 * 60_000;
const KEPT = 20_000;

/**
 * @param halt ends the command before its time
 * @throws CommandFailed with the command's output when it ends with another code than 0
 */
export function runCommand(command: string, args: string[], cwd: string, halt?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LONGEST_MS,
      signal: halt,
      env: { ...process.env, NODE_ENV: "production" },
    });
    let output = "";
    const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-KEPT));
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new CommandFailed(`"${[command, ...args].join(" ")}" failed (${code}):\n${output}`)),
    );
  });
}
