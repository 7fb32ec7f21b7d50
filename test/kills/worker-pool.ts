/** Workers that stand ready to die: loading the app takes longer than most errands, so the next ones load while one is at work. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { Mail } from "~/ports/mailer";
import type { Errand, FromWorker } from "./mortal-worker.ts";

const root = path.resolve(import.meta.dirname, "../..");
const READY_AT_ONCE = 2;
const MAY_TAKE_MS = 120_000;

export type Ended = { said: "killed" } | Extract<FromWorker, { said: "done" }>;
type Standing = { child: ChildProcess; ready: Promise<void> };

export class WorkerPool {
  readonly #standing: Standing[] = [];
  readonly #onMail: (mail: Mail) => void;

  /** @param onMail hears every mail that a worker handed to its provider, also of one that died of it */
  constructor(onMail: (mail: Mail) => void) {
    this.#onMail = onMail;
  }

  /** Has a worker of its own do the errand, to its end or to that worker's. */
  async perform(errand: Errand): Promise<Ended> {
    while (this.#standing.length <= READY_AT_ONCE) this.#standing.push(this.#start());
    const { child, ready } = this.#standing.shift()!;
    await ready;
    const timer = setTimeout(() => child.kill("SIGTERM"), MAY_TAKE_MS);
    const gone = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
    const ended = new Promise<Extract<FromWorker, { said: "done" | "broke off" }>>((resolve) =>
      child.on("message", (said: FromWorker) => {
        if (said.said === "done" || said.said === "broke off") resolve(said);
      }),
    );
    child.send(errand);
    const first = await Promise.race([ended, gone]);
    clearTimeout(timer);
    if (Array.isArray(first)) {
      if (first[1] !== "SIGKILL") throw new Error(`the worker ended with ${first[1] ?? first[0]}`);
      return { said: "killed" };
    }
    child.disconnect();
    await gone;
    if (first.said === "broke off") throw new Error(`the worker broke off: ${first.problem}`);
    return first;
  }

  /** Those still standing go. */
  async close(): Promise<void> {
    for (const { child, ready } of this.#standing.splice(0)) {
      await ready;
      const gone = once(child, "exit");
      child.disconnect();
      await gone;
    }
  }

  #start(): Standing {
    const child = fork(path.join(import.meta.dirname, "mortal-worker.ts"), {
      execArgv: ["--disable-warning=ExperimentalWarning", "--import", path.join(root, "test/support/app-imports.mjs")],
      cwd: root,
    });
    const ready = new Promise<void>((resolve, reject) => {
      child.on("message", (said: FromWorker) => {
        if (said.said === "ready") resolve();
        if (said.said === "mail") this.#onMail(said.mail);
      });
      child.once("exit", (code, signal) => reject(new Error(`a worker ended with ${signal ?? code} before it was ready`)));
    });
    ready.catch(() => undefined); // told by whoever waits for it
    return { child, ready };
  }
}
