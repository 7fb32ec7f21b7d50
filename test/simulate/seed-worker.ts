/**
 * One of several processes that live lives side by side, each on a database of its own: it is told a seed, answers with its report,
 * and is told the next.
 */
import { prepareEnvironment } from "./environment.ts";
import type { Report } from "./report.ts";

export type Task = { seed: number; events: number; storms: number } | "no more";
export type Answer = { report: Report };

prepareEnvironment();
// Shopify's libraries keep the fetch they first see, so the redirect comes before the app, and the environment before both.
await import("../emulator/redirect.mjs");
const { SeedRunner } = await import("./run-seeds.ts");
const { openDatabase } = await import("./open-database.ts");

const database = await openDatabase();
const runner = new SeedRunner(database);
let last = Promise.resolve();
process.on("message", (task: Task) => {
  last = last.then(() => perform(task));
});
// Whoever started it is gone: nobody hears the answer.
process.on("disconnect", () => process.exit(1));
process.send!("ready");

async function perform(task: Task): Promise<void> {
  if (task !== "no more") {
    const answer: Answer = { report: await runner.run(task.seed, task) };
    process.send!(answer);
    return;
  }
  await database.close();
  process.removeAllListeners("disconnect");
  process.disconnect();
}
