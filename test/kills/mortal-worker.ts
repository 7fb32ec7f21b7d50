/**
 * A worker process that dies: it takes what is due from the queue as every worker does, and at one named point of one job the
 * operating system ends it (SIGKILL): no handler runs, no connection is closed, no transaction ended. Without a point to die at
 * it works on and tells which points it passed. One process is told one errand.
 */
import type { JobName } from "~/ports/queue";
import type { Mail, MailOutcome } from "~/ports/mailer";
import type { World } from "~/ports/world";
import type { KillPoint } from "../simulate/storm.ts";
import { prepareEnvironment } from "../simulate/environment.ts";
import type { Press } from "./press.ts";

/** A job, or what a person pressed before it. */
export type Doing = JobName | "press";
/** At the n-th time (from 1) that any of this name passes the point. */
export type Death = { job: Doing; point: KillPoint; nth: number };
export type Errand = { at: string; death: Death | null; presses: { shopId: string; what: Press }[] };
export type FromWorker =
  | { said: "ready" }
  | { said: "mail"; mail: Mail }
  | { said: "done"; passed: { job: Doing; point: KillPoint }[]; failed: string[] }
  | { said: "broke off"; problem: string };

const { DATABASE_URL, DATABASE_DOOR_URL, DATABASE_ERASER_URL } = process.env;
prepareEnvironment();
Object.assign(process.env, { DATABASE_URL, DATABASE_DOOR_URL, DATABASE_ERASER_URL });
// Shopify's libraries keep the fetch they first see, so the redirect comes before the app, and the environment before both.
await import("../emulator/redirect.mjs");
const { rewire, worldFor } = await import("~/world.server");
const { catalog } = await import("~/jobs/catalog.server");
const { runDueJobs } = await import("~/jobs/run-due-jobs.server");
const { boss } = await import("~/adapters/boss-queue.server");
const { mortalWorld } = await import("../simulate/mortal-world.ts");
const { press } = await import("./press.ts");

const say = (what: FromWorker) => process.send!(what);
type Rows = Record<JobName, { run: (world: World, payload: unknown) => Promise<unknown> }>;

/** Nobody comes back from here. */
function die(): never {
  process.kill(process.pid, "SIGKILL");
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
}

async function perform({ at, death, presses }: Errand): Promise<void> {
  const passed: { job: Doing; point: KillPoint }[] = [];
  const passing = (job: Doing) => (point: KillPoint) => {
    passed.push({ job, point });
    if (death?.job !== job || death.point !== point) return;
    if (passed.filter((one) => one.job === job && one.point === point).length === death.nth) die();
  };
  const rows = catalog as unknown as Rows;
  for (const job of Object.keys(rows) as JobName[]) {
    const { run } = rows[job];
    rows[job].run = (world, payload) => run(mortalWorld(world, passing(job)), payload);
  }
  const now = new Date(at);
  rewire({
    clock: { now: () => now },
    // The mail is the provider's as soon as the process that started this one has it.
    mailer: () => ({
      sender: () => ({ address: "hello@regulars.example", dkimSelector: null }),
      send: (mail): Promise<MailOutcome> =>
        new Promise((resolve) => process.send!({ said: "mail", mail } satisfies FromWorker, () => resolve({ outcome: "accepted" }))),
    }),
  });
  for (const { shopId, what } of presses) await press(mortalWorld(worldFor(shopId), passing("press")), what);
  const ran = await runDueJobs();
  say({ said: "done", passed, failed: ran.flatMap(({ name, outcome, problem }) => (outcome === "failed" ? [`${name}: ${problem}`] : [])) });
}

process.on("message", (errand: Errand) => {
  perform(errand).catch((error: unknown) =>
    say({ said: "broke off", problem: error instanceof Error ? (error.stack ?? "") : String(error) }),
  );
});
// Whoever started it is gone: nobody hears the answer.
process.on("disconnect", () => process.exit(1));
await boss();
say({ said: "ready" });
